//! The properties of every reader on generated inputs. With the fuzz targets in `fuzz/` they share the properties and the
//! form of an input: a file.
//!
//! `GROUNDWORK_FUZZ_SECONDS` gives each test so long; `GROUNDWORK_FUZZ_INPUT` names a file to run instead.

mod inputs;
mod properties;

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestError, TestRunner};

/// Generates inputs for a property, at least one batch of them. One that fails is kept, with the way to run it again.
fn check(name: &str, inputs: impl Strategy<Value = Vec<u8>>, batch: u32) {
    let (_, holds) = properties::ALL.into_iter().find(|(known, _)| *known == name).expect("a property of this name");
    if let Some(file) = env::var_os("GROUNDWORK_FUZZ_INPUT") {
        return holds(&fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display())));
    }
    let seconds = env::var("GROUNDWORK_FUZZ_SECONDS").map_or(0, |text| text.parse().expect("a number of seconds"));
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut count = 0;
    loop {
        let mut runner = TestRunner::new(Config {
            cases: batch,
            failure_persistence: None,
            max_shrink_time: 10_000,
            ..Config::default()
        });
        let result = runner.run(&inputs, |input| {
            holds(&input);
            Ok(())
        });
        count += batch;
        match result {
            Ok(()) if Instant::now() < end => {}
            Ok(()) => return println!("{name}: {count} inputs"),
            Err(TestError::Fail(why, input)) => {
                let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz/artifacts").join(name);
                let file = folder.join("generated");
                fs::create_dir_all(&folder).and_then(|()| fs::write(&file, &input)).expect("a file of the input");
                let file = file.display();
                panic!(
                    "{why}\nthe input: b\"{}\"\nrun it again: GROUNDWORK_FUZZ_INPUT={file} cargo test --test fuzz {name}",
                    input.escape_ascii()
                );
            }
            Err(TestError::Abort(why)) => panic!("{why}"),
        }
    }
}

#[test]
fn json_is_read_as_serde_json_reads_it() {
    check("json", inputs::json(), 600);
}

#[test]
fn token_is_found_and_taken_apart_whole() {
    check("token", inputs::token(), 400);
}

#[test]
fn key_reads_the_same_from_every_form() {
    check("key", inputs::key(), 300);
}

#[test]
fn der_values_lie_inside_and_are_written_as_they_were_read() {
    check("der", inputs::der(), 600);
}

#[test]
fn inspect_answers_any_token_with_any_key_and_clock() {
    check("inspect", inputs::inspect(), 300);
}

#[test]
fn large_texts_are_answered_in_time() {
    check("large", inputs::large(), 4);
}
