//! `serve`: a development build, served, rebuilt when a file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::build::Build;
use crate::process::run_and_keep;
use crate::server::{Hook, Reply, Server};
use crate::{check, root, tools};

/// What makes up the site; a change in one of them is a rebuild.
const WATCHED: [&str; 7] = ["content", "style", "src", "index.html", "start.js", "icon.svg", "Trunk.toml"];

/// What the open pages ask for: the number of the build they should show, and what is wrong with the newest.
#[derive(Default)]
struct State {
    build: u32,
    report: String,
}

/// The newest change in a file or folder, and how many files there are: a removed one counts too.
fn newest(path: &Path) -> (SystemTime, usize) {
    let own = fs::metadata(path).and_then(|meta| meta.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    let Ok(entries) = fs::read_dir(path) else { return (own, 1) };
    entries.flatten().map(|entry| newest(&entry.path())).fold((own, 1), |a, b| (a.0.max(b.0), a.1 + b.1))
}

fn stamp() -> Vec<(SystemTime, usize)> {
    WATCHED.iter().map(|name| newest(&root().join(name))).collect()
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// Adds the reload script to pages, and answers it and its question.
fn hook(state: Arc<Mutex<State>>, base: String, dist: PathBuf) -> Hook {
    Box::new(move |path, reply: &mut Reply| {
        let own = |reply: &mut Reply, kind: &str, body: String| {
            reply.status = 200;
            reply.headers = vec![("content-type".to_owned(), kind.to_owned())];
            reply.body = body.into_bytes();
        };
        if reply.status == 404 && !dist.join("index.html").exists() {
            own(reply, "text/html; charset=utf-8", WAITING.to_owned());
            reply.status = 503;
        }
        if path == "__reload.js" {
            own(reply, "text/javascript", include_str!("reload.js").to_owned());
        } else if path == "__state" {
            let (build, report) = state.lock().map(|state| (state.build, state.report.clone())).unwrap_or_default();
            own(reply, "application/json", format!("{{\"build\":{build},\"report\":{}}}", quoted(&report)));
        } else if reply.headers.iter().any(|(_, value)| value.starts_with("text/html")) {
            let html = String::from_utf8_lossy(&reply.body);
            let script = format!("<script type=\"module\" src=\"{base}__reload.js\"></script></head>");
            reply.body = html.replacen("</head>", &script, 1).into_bytes();
        }
    })
}

/// Builds, with everything said on the terminal; an error is the report for the page.
fn build(base: &str, dist: &Path) -> Result<(), String> {
    check().inspect_err(|faults| println!("{faults}"))?;
    // No worker: it would keep what is being changed.
    Build { release: false, base, site: "", dist, worker: false }
        .run_by(run_and_keep)
        .map_err(|why| from_first_error(&why))
}

/// What a compiler said, without what it said before it found fault.
fn from_first_error(output: &str) -> String {
    let lines: Vec<&str> = output.lines().collect();
    let first = lines.iter().position(|line| line.starts_with("error")).unwrap_or_default();
    lines[first..].join("\n")
}

/// The page while there is no build yet; the reload script shows why, and leaves it for the first that succeeds.
const WAITING: &str = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Groundwork is being built</title>\
    </head><body><p>Groundwork is being built. This page reloads when that is done.</p></body></html>";

/// Serves until it is interrupted.
pub fn run(port: u16, base: &str) -> Result<(), String> {
    tools::prepare()?;
    let dist: PathBuf = root().join("target/dist-serve");
    let state = Arc::new(Mutex::new(State::default()));
    // Before the build, so that a taken port is said at once.
    let start = || Server::start(&dist, base, port, hook(Arc::clone(&state), base.to_owned(), dist.clone()));
    let server = start().map_err(|error| {
        format!(
            "Port {port} cannot be used ({error}). End what uses it, or choose another: cargo xtask serve --port {}",
            port.wrapping_add(1)
        )
    })?;
    println!("Building for development: about 2 minutes the first time, seconds after a change.");
    let mut seen = stamp();
    let mut report = build(base, &dist).err();
    loop {
        match &report {
            Some(_) => println!("The build failed, see above; {} shows why, and the last that succeeded", server.url()),
            None => println!("Groundwork is at {}", server.url()),
        }
        if let Ok(mut state) = state.lock() {
            if report.is_none() {
                state.build += 1;
            }
            state.report = report.clone().unwrap_or_default();
        }
        while stamp() == seen {
            thread::sleep(Duration::from_millis(500));
        }
        seen = stamp();
        report = build(base, &dist).err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(status: u16, body: &str) -> Reply {
        let headers = vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())];
        Reply { status, headers, body: body.as_bytes().to_vec(), held: None }
    }

    fn body(reply: &Reply) -> String {
        String::from_utf8_lossy(&reply.body).into_owned()
    }

    #[test]
    fn a_page_gets_the_reload_script_below_its_base_and_the_report_as_json() {
        let state = Arc::new(Mutex::new(State { build: 3, report: "a \"b\"\nc".to_owned() }));
        let hook = hook(state, "/x/".to_owned(), PathBuf::from("no-such-folder"));
        let mut page = reply(200, "<html><head></head>");
        hook("cards/", &mut page);
        assert!(body(&page).contains("src=\"/x/__reload.js\""));
        let mut answer = reply(404, "");
        hook("__state", &mut answer);
        assert_eq!((answer.status, body(&answer)), (200, "{\"build\":3,\"report\":\"a \\\"b\\\"\\nc\"}".to_owned()));
    }

    #[test]
    fn before_the_first_build_every_address_is_a_page_that_waits_for_it() {
        let hook = hook(Arc::default(), "/".to_owned(), PathBuf::from("no-such-folder"));
        let mut page = reply(404, "");
        hook("cards/", &mut page);
        assert_eq!(page.status, 503);
        assert!(
            body(&page).contains("is being built") && body(&page).contains("src=\"/__reload.js\""),
            "{}",
            body(&page)
        );
    }

    #[test]
    fn a_report_begins_with_the_first_error() {
        let output = "`trunk build` failed (exit status: 1)\n   Compiling groundwork\nwarning: x\nerror[E0425]: y\n --> src/a.rs";
        assert_eq!(from_first_error(output), "error[E0425]: y\n --> src/a.rs");
        assert_eq!(from_first_error("no such word"), "no such word");
    }
}
