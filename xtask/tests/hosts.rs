//! The configurations in `docs/hosting.md`, run: real servers on a loopback port over the built site, at `/` and in a folder.
//! `cargo xtask test` runs this after the build, where the servers are installed.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use xtask::{files, root};

/// A server's configuration and data; the process ends when dropped.
struct Host {
    folder: PathBuf,
    port: u16,
    process: Child,
}

/// The block of this language in the guide.
fn recipe(language: &str) -> String {
    let guide = fs::read_to_string(root().join("docs/hosting.md")).unwrap();
    let (_, rest) = guide.split_once(&format!("```{language}\n")).expect("the guide has the recipe");
    rest.split_once("```").expect("the block ends").0.to_owned()
}

/// The recipe with one thing in it exchanged, which must be there.
fn with(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "the recipe has no {from:?}");
    text.replace(from, to)
}

/// The built site of this base, in a root as the guide says, and a free port.
fn laid_out(name: &str, base: &str) -> (PathBuf, u16) {
    let folder = env::temp_dir().join(format!("groundwork-{name}-{}-{}", base.len(), std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let variable = if base == "/" { "GROUNDWORK_DIST" } else { "GROUNDWORK_DIST_COURSE" };
    let dist =
        PathBuf::from(env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test`")));
    if base == "/" {
        symlink(dist, folder.join("root")).unwrap();
    } else {
        fs::create_dir_all(folder.join("root")).unwrap();
        symlink(dist, folder.join("root").join(base.trim_matches('/'))).unwrap();
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    (folder, port)
}

fn started(folder: PathBuf, port: u16, command: &mut Command) -> Host {
    let process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let process = process.unwrap_or_else(|error| panic!("{:?}: {error}", command.get_program()));
    let mut host = Host { folder, port, process };
    let since = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(host.process.try_wait().unwrap().is_none(), "the server ended: is its configuration wrong?");
        assert!(since.elapsed() < Duration::from_secs(30), "the server does not answer");
        thread::sleep(Duration::from_millis(50));
    }
    host
}

fn nginx(base: &str) -> Host {
    let (folder, port) = laid_out("nginx", base);
    let site = recipe("nginx");
    let site = with(&site, "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let site = with(&site, "/var/www/groundwork", &folder.join("root").display().to_string());
    let site = with(&site, "404 /404.html", &format!("404 {base}404.html"));
    let own = folder.display();
    // What Debian's own nginx.conf adds to conf.d/: modules and types. The rest keeps it out of the system's folders.
    let whole = format!(
        "daemon off;\nmaster_process off;\npid {own}/pid;\nerror_log stderr error;\ninclude /etc/nginx/modules-enabled/*.conf;\n\
         events {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\nclient_body_temp_path {own};\nproxy_temp_path {own};\n\
         fastcgi_temp_path {own};\nuwsgi_temp_path {own};\nscgi_temp_path {own};\n{site}\n}}\n"
    );
    fs::write(folder.join("nginx.conf"), whole).unwrap();
    let mut command = Command::new("nginx");
    command.args(["-e", "stderr", "-c"]).arg(folder.join("nginx.conf"));
    started(folder, port, &mut command)
}

fn caddy(base: &str) -> Host {
    let (folder, port) = laid_out("caddy", base);
    let site = recipe("caddyfile");
    let site = with(&site, "course.example {", &format!("http://127.0.0.1:{port} {{"));
    let site = with(&site, "/var/www/groundwork", &folder.join("root").display().to_string());
    let site = with(&site, "rewrite @missing /404.html", &format!("rewrite @missing {base}404.html"));
    fs::write(folder.join("Caddyfile"), format!("{{\n\tadmin off\n\tauto_https off\n}}\n{site}")).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]).arg(folder.join("Caddyfile"));
    command.env("HOME", &folder).env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder).stderr(Stdio::null());
    started(folder, port, &mut command)
}

impl Drop for Host {
    fn drop(&mut self) {
        // It has ended already, or ends now.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// An answer: its head in lower case, and its body.
struct Answer {
    head: String,
    body: Vec<u8>,
}

impl Host {
    fn get(&self, path: &str, encodings: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let host = format!("127.0.0.1:{}", self.port);
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAccept-Encoding: {encodings}\r\n\r\n"
        )
        .unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
        let body = &bytes[end + 4..];
        let body = if head.contains("transfer-encoding: chunked") { joined(body) } else { body.to_vec() };
        Answer { head, body }
    }

    /// Fails unless the answer's head has each of these lines or the beginning of one.
    fn says(&self, path: &str, lines: &[&str]) {
        let head = self.get(path, "gzip, br").head;
        for line in lines {
            assert!(head.lines().any(|found| found.starts_with(line)), "{path}: {line:?} is missing in\n{head}");
        }
    }
}

/// A body that was sent in chunks, each with its size before it: RFC 9112, section 7.1.
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = chunks.windows(2).position(|two| two == b"\r\n").expect("a chunk's size");
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap().trim(), 16).unwrap();
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 2 + size + 2..];
    }
}

fn file(dist: &Path, start: &str, end: &str) -> String {
    let names = files::below(dist).unwrap();
    names.into_iter().find(|name| name.starts_with(start) && name.ends_with(end)).expect("the build has the file")
}

/// What the guide promises of every host.
fn holds(host: &Host, base: &str) {
    let dist = host.folder.join("root").join(base.trim_matches('/'));
    let always = [
        "content-security-policy: frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: strict-origin-when-cross-origin",
        "permissions-policy: camera=()",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
    ];
    for path in ["", "cards/", "cards/what-is-a-jwt/"] {
        let path = format!("{base}{path}");
        host.says(
            &path,
            &["content-type: text/html; charset=utf-8", "cache-control: no-cache", "content-encoding: br"],
        );
        host.says(&path, &always);
    }
    host.says(&format!("{base}sw.js"), &["cache-control: no-cache", "content-encoding: br"]);
    host.says(&format!("{base}manifest.webmanifest"), &["content-type: application/manifest+json"]);
    let (script, wasm) = (file(&dist, "start-", ".js"), file(&dist, "labs", ".wasm"));
    let kept = "cache-control: public, max-age=31536000, immutable";
    host.says(&format!("{base}{wasm}"), &["content-type: application/wasm", kept, "content-encoding: br"]);
    let scripts = host.get(&format!("{base}{script}"), "gzip");
    assert!(scripts.head.contains("javascript") && scripts.head.contains(kept), "{}", scripts.head);
    let gzip = host.get(&format!("{base}{wasm}"), "gzip");
    assert!(gzip.head.contains("content-encoding: gzip"), "{}", gzip.head);
    assert!(gzip.body == files::read(&dist, &format!("{wasm}.gz")).unwrap(), "the gzip copy is another file");
    let plain = host.get(&format!("{base}{wasm}"), "identity");
    assert!(plain.body == files::read(&dist, &wasm).unwrap(), "the module is another file");
    host.says(base, &["vary: accept-encoding"]);
    // One request in the middle of a deploy must not be remembered for a year.
    let gone = host.get(&format!("{base}groundwork-0000000000000000.js"), "identity").head;
    assert!(gone.contains(" 404") && gone.contains("cache-control: no-cache") && !gone.contains("immutable"), "{gone}");
    let missing = host.get(&format!("{base}cards/none/"), "identity");
    assert!(missing.head.lines().next().unwrap_or_default().contains("404"), "{}", missing.head);
    assert_eq!(missing.body, files::read(&dist, "404.html").unwrap());
    let moved = host.get(&format!("{base}cards"), "identity").head;
    assert!(moved.contains(&format!("location: {base}cards/")) && moved.contains(" 30"), "{moved}");
}

#[test]
fn the_nginx_recipe_serves_the_site_as_promised() {
    for base in ["/", "/course/"] {
        holds(&nginx(base), base);
    }
}

#[test]
fn the_caddy_recipe_serves_the_site_as_promised() {
    for base in ["/", "/course/"] {
        holds(&caddy(base), base);
    }
}
