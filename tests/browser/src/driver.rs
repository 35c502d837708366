//! Browser engines and the driver processes that open them.

use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use serde_json::{Value, json};
use thirtyfour::{Capabilities, WebDriver};

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    /// The engine that `GROUNDWORK_BROWSER` names; Chromium when it names none.
    pub fn chosen() -> Self {
        match env::var("GROUNDWORK_BROWSER").as_deref() {
            Err(_) | Ok("chromium") => Self::Chromium,
            Ok("firefox") => Self::Firefox,
            Ok("webkit") => Self::WebKit,
            Ok(other) => panic!("GROUNDWORK_BROWSER is {other:?}: chromium, firefox or webkit"),
        }
    }
}

/// What a browser starts with.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Where it keeps its data; a second start with the same folder is a restarted browser.
    pub folder: PathBuf,
    pub scripts: bool,
    /// The site may be left without WebAssembly where the engine can be told so (Firefox).
    pub wasm: bool,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Profile {
    /// A new, empty profile.
    pub fn fresh() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("groundwork-profile-{}-{number}", std::process::id()));
        Self { folder, scripts: true, wasm: true }
    }
}

/// A driver process; ended with all it started when dropped.
pub struct Driver {
    process: Child,
    port: u16,
}

/// A free loopback port of those that no system gives out for port 0: a driver takes seconds to bind it, and another test's
/// site must not get the same one meanwhile.
fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Below 32768, where Linux begins to give them out, and above the last port that browsers refuse.
    const FIRST: u32 = 12_000;
    const COUNT: u32 = 20_000;
    // Other test runs on this machine start elsewhere.
    let start = std::process::id().wrapping_mul(211);
    for _ in 0..COUNT {
        let port = FIRST + start.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % COUNT;
        let port = u16::try_from(port).expect("all are below 32,768");
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
    panic!("no loopback port from {FIRST} is free");
}

impl Driver {
    /// Starts the engine's driver on a free port and waits until it answers.
    pub fn start(engine: Engine) -> Self {
        let port = free_port();
        let mut command = match engine {
            Engine::Chromium => Command::new("chromedriver"),
            Engine::Firefox => Command::new("geckodriver"),
            Engine::WebKit => Command::new("xvfb-run"),
        };
        match engine {
            Engine::Chromium => command.arg(format!("--port={port}")),
            Engine::Firefox => {
                let (marionette, socket) = (free_port(), free_port());
                command.args(["--port", &port.to_string(), "--marionette-port", &marionette.to_string()]);
                command.args(["--websocket-port", &socket.to_string()])
            }
            Engine::WebKit => command.args(["-a", "WebKitWebDriver", "--host=127.0.0.1"]).arg(format!("--port={port}")),
        };
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
        let process =
            command.spawn().unwrap_or_else(|error| panic!("{:?} did not start: {error}", command.get_program()));
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(30), "{engine:?}'s driver does not answer on port {port}");
            thread::sleep(Duration::from_millis(20));
        }
        Self { process, port }
    }

    /// Opens a browser.
    pub async fn open(&self, engine: Engine, profile: &Profile) -> WebDriver {
        fs::create_dir_all(&profile.folder).expect("the temporary folder is writable");
        let mut capabilities = Capabilities::new();
        for (name, value) in wanted(engine, profile) {
            capabilities.set(name, value).expect("plain JSON");
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", self.port), capabilities).await;
        driver.unwrap_or_else(|error| panic!("{engine:?} did not open: {error}"))
    }
}

fn wanted(engine: Engine, profile: &Profile) -> Vec<(&'static str, Value)> {
    let folder = profile.folder.display();
    match engine {
        Engine::Chromium => {
            let mut arguments: Vec<String> = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
            ]
            .map(str::to_owned)
            .to_vec();
            arguments.push(format!("--user-data-dir={folder}"));
            let scripts = if profile.scripts { 1 } else { 2 };
            let preferences = json!({ "profile.managed_default_content_settings.javascript": scripts });
            vec![("goog:chromeOptions", json!({ "args": arguments, "prefs": preferences }))]
        }
        Engine::Firefox => {
            let preferences = json!({
                "javascript.enabled": profile.scripts,
                "javascript.options.wasm": profile.wasm,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "datareporting.policy.dataSubmissionEnabled": false,
                "app.update.enabled": false,
            });
            let arguments = json!(["-headless", "-profile", folder.to_string(), "--width=1280", "--height=900"]);
            vec![("moz:firefoxOptions", json!({ "args": arguments, "prefs": preferences }))]
        }
        Engine::WebKit => {
            let browser = format!("/usr/lib/{}-linux-gnu/webkit2gtk-4.1/MiniBrowser", env::consts::ARCH);
            vec![("webkitgtk:browserOptions", json!({ "binary": browser, "args": ["--automation"] }))]
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The whole group: xvfb-run and a browser that was left open would outlive their parent.
        let _ = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.process.id())]).status();
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_not_bound_yet_is_given_to_nobody_else() {
        let mut ports: Vec<u16> = (0..200).map(|_| free_port()).collect();
        assert!(ports.iter().all(|port| *port < 32_768), "the system gives these out itself: {ports:?}");
        ports.sort_unstable();
        ports.dedup();
        assert_eq!(ports.len(), 200);
    }
}
