//! The native half of `cargo xtask bench`: `bench-native <rounds> <samples>` prints a line for each thing measured, its
//! name and its samples in ms, tabs between them.

use std::env;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use bench::course::Course;
use bench::token;

/// A sample lasts at least so long; what is timed is repeated in it.
const SAMPLE: Duration = Duration::from_millis(10);

/// Something to time.
struct Contestant<'a> {
    name: String,
    /// Does it so many times; how long that took, without what prepares it and cleans up.
    run: Box<dyn FnMut(u32) -> Duration + 'a>,
}

fn contestant<'a>(what: &str, size: usize, run: impl FnMut(u32) -> Duration + 'a) -> Contestant<'a> {
    Contestant { name: format!("native/{what}/{size}"), run: Box::new(run) }
}

/// Times `work` on each of the `inputs`; what it makes is dropped after the clock has stopped.
fn timed<I, O>(inputs: Vec<I>, mut work: impl FnMut(I) -> O) -> Duration {
    let mut made = Vec::with_capacity(inputs.len());
    let started = Instant::now();
    for input in inputs {
        made.push(work(black_box(input)));
    }
    let took = started.elapsed();
    black_box(made);
    took
}

/// Ms of one run, by `rounds` times `samples` samples of each; in every round all take their turn.
fn compare<const N: usize>(mut contestants: [Contestant<'_>; N], rounds: usize, samples: usize) {
    // The warm-up also says how often each is to be repeated.
    let repeats: Vec<u32> = contestants.iter_mut().map(|one| repeats(&mut one.run)).collect();
    let mut measured = vec![Vec::new(); contestants.len()];
    for _ in 0..rounds {
        for ((one, repeats), measured) in contestants.iter_mut().zip(&repeats).zip(&mut measured) {
            for _ in 0..samples {
                measured.push((one.run)(*repeats).as_secs_f64() * 1e3 / f64::from(*repeats));
            }
        }
    }
    for (one, measured) in contestants.iter().zip(measured) {
        let numbers: Vec<String> = measured.iter().map(f64::to_string).collect();
        println!("{}\t{}", one.name, numbers.join("\t"));
    }
}

/// How often to repeat for a sample, found by doubling: that warms up, too.
fn repeats(run: &mut dyn FnMut(u32) -> Duration) -> u32 {
    let mut repeats = 1;
    loop {
        let took = run(repeats);
        if took >= SAMPLE || repeats >= 1 << 20 {
            return repeats;
        }
        repeats *= 2;
    }
}

fn study(cards: usize, reviews: usize, rounds: usize, samples: usize) {
    let course = Course::new(cards, reviews);
    let segments = course.segments();
    let contestants = [
        contestant("load", cards, |times| timed((0..times).collect(), |_| course.load(&segments))),
        contestant("fold", cards, |times| {
            timed((0..times).map(|_| course.events()).collect(), |events| course.fold(events))
        }),
        contestant("queue", cards, |times| timed((0..times).collect(), |_| course.queue())),
        contestant("next", cards, |times| timed((0..times as usize).collect(), |place| course.next(place))),
    ];
    compare(contestants, rounds, samples);
}

fn tokens(bytes: usize, rounds: usize, samples: usize) {
    let text = token::token(bytes);
    let contestants = [
        contestant("decode", bytes, |times| timed((0..times).collect(), |_| token::decode(&text))),
        contestant("inspect", bytes, |times| timed((0..times).collect(), |_| token::inspect(&text))),
    ];
    compare(contestants, rounds, samples);
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let numbers: Option<Vec<usize>> = words.iter().skip(1).map(|word| word.parse().ok()).collect();
    match (words.first().map(String::as_str), numbers.as_deref()) {
        (Some("study"), Some([rounds, samples, reviews, sizes @ ..])) => {
            sizes.iter().for_each(|cards| study(*cards, *reviews, *rounds, *samples));
            ExitCode::SUCCESS
        }
        (Some("tokens"), Some([rounds, samples, sizes @ ..])) => {
            sizes.iter().for_each(|bytes| tokens(*bytes, *rounds, *samples));
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!(
                "bench-native: study <rounds> <samples> <reviews> <cards>…, or tokens <rounds> <samples> <bytes>…"
            );
            ExitCode::from(2)
        }
    }
}
