//! A static file server on the loopback address, for development and for the browser tests.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{fs, io, thread};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Response, StatusCode, Uri, header};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// What is about to be answered.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// It is held back until this is true.
    pub held: Option<Arc<AtomicBool>>,
}

/// May change the reply to a path (below the base, without a leading slash).
pub type Hook = Box<dyn Fn(&str, &mut Reply) + Send + Sync>;

struct Site {
    folder: PathBuf,
    base: String,
    hook: Hook,
    asked: Mutex<Vec<String>>,
}

/// The part of a server that can be stopped and started again.
struct Running {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<()>,
}

/// A running server; ends when dropped.
pub struct Server {
    address: SocketAddr,
    site: Arc<Site>,
    running: Mutex<Option<Running>>,
}

fn mime(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "css" => "text/css; charset=utf-8",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Sends the browser to another path.
fn moved(path: &str) -> Reply {
    // As it stands in a header: what is no plain letter or mark is escaped again.
    let escaped = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    let headers = vec![("location".to_owned(), escaped.collect())];
    Reply { status: 301, headers, body: Vec::new(), held: None }
}

impl Site {
    /// The file of a path below the base, or where to go instead, or the page that says there is none.
    fn reply(&self, path: &str) -> Reply {
        let reply = |status, kind: &str, body| Reply {
            status,
            headers: vec![
                ("content-type".to_owned(), kind.to_owned()),
                ("cache-control".to_owned(), "no-cache".to_owned()),
            ],
            body,
            held: None,
        };
        // An absolute path would leave the folder, as `..` would.
        let safe = !path.starts_with('/') && !path.split('/').any(|part| part == "..");
        let mut file = self.folder.join(path);
        if safe && file.is_dir() {
            if !path.is_empty() && !path.ends_with('/') {
                return moved(&format!("{}{path}/", self.base));
            }
            file = file.join("index.html");
        }
        match fs::read(&file) {
            Ok(body) if safe => reply(200, mime(&file), body),
            _ => reply(404, mime(Path::new("404.html")), fs::read(self.folder.join("404.html")).unwrap_or_default()),
        }
    }
}

/// The path that its percent escapes stand for, where they stand for text.
fn decoded(path: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((&byte, more)) = rest.split_first() {
        if byte == b'%' {
            let hex = more.get(..2).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit))?;
            bytes.push(u8::from_str_radix(str::from_utf8(hex).ok()?, 16).ok()?);
            rest = &more[2..];
        } else {
            bytes.push(byte);
            rest = more;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Sends the brotli copy beside a file, where the browser takes it and the body is the file's own.
fn compressed(folder: &Path, path: &str, reply: &mut Reply, asked: &HeaderMap) {
    let accepts = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if reply.status != 200 || !accepts.split(',').any(|name| name.trim() == "br") {
        return;
    }
    let file =
        folder.join(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() });
    let mut copy = file.clone().into_os_string();
    copy.push(".br");
    if let Ok(bytes) = fs::read(copy)
        && fs::read(file).is_ok_and(|own| own == reply.body)
    {
        reply.body = bytes;
        reply.headers.push(("content-encoding".to_owned(), "br".to_owned()));
        reply.headers.push(("vary".to_owned(), "accept-encoding".to_owned()));
    }
}

async fn answer(State(site): State<Arc<Site>>, headers: HeaderMap, uri: Uri) -> Response<Body> {
    let path = uri.path();
    if let Ok(mut asked) = site.asked.lock() {
        asked.push(path.to_owned());
    }
    let decoded = decoded(path);
    let reply = match decoded.as_deref().and_then(|path| path.strip_prefix(site.base.as_str())) {
        Some(below) => {
            let mut reply = site.reply(below);
            (site.hook)(below, &mut reply);
            compressed(&site.folder, below, &mut reply, &headers);
            reply
        }
        None if format!("{path}/") == site.base => moved(&site.base),
        None => Reply { status: 404, headers: Vec::new(), body: b"outside the site".to_vec(), held: None },
    };
    while reply.held.as_ref().is_some_and(|free| !free.load(Ordering::Relaxed)) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}

/// Starts to serve in a thread of its own.
fn serve(address: SocketAddr, site: &Arc<Site>) -> io::Result<(SocketAddr, Running)> {
    // Bound first, and not by tokio: a test that starts a server again is itself inside a runtime.
    let listener = std::net::TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let (started, running) = mpsc::channel();
    let router = Router::new().fallback(answer).with_state(Arc::clone(site));
    let thread = thread::spawn(move || {
        runtime.block_on(async move {
            // Nobody waits any more when this fails.
            let _ = started.send(());
            let Ok(listener) = TcpListener::from_std(listener) else { return };
            tokio::select! {
                _ = axum::serve(listener, router) => {}
                _ = stopped => {}
            }
        });
    });
    // The thread sends before it can end.
    let _ = running.recv();
    Ok((address, Running { stop, thread }))
}

impl Server {
    /// Serves `folder` under `base` (`/` or `/course/`) on this port, or on any free one for 0.
    ///
    /// # Errors
    /// The port is taken or may not be used.
    pub fn start(folder: &Path, base: &str, port: u16, hook: Hook) -> io::Result<Self> {
        let asked = Mutex::new(Vec::new());
        let site = Arc::new(Site { folder: folder.to_owned(), base: base.to_owned(), hook, asked });
        let (address, running) = serve((Ipv4Addr::LOCALHOST, port).into(), &site)?;
        Ok(Self { address, site, running: Mutex::new(Some(running)) })
    }

    /// Closes the port and every connection: what a browser sees when there is no network.
    pub fn stop(&self) {
        let running = self.running.lock().ok().and_then(|mut running| running.take());
        if let Some(Running { stop, thread }) = running {
            drop(stop);
            // A server that panicked has ended as well.
            let _ = thread.join();
        }
    }

    /// Serves again, at the same address, what [`Self::stop`] ended.
    ///
    /// # Errors
    /// Another program has taken the port.
    pub fn resume(&self) -> io::Result<()> {
        self.stop();
        let (_, started) = serve(self.address, &self.site)?;
        if let Ok(mut running) = self.running.lock() {
            *running = Some(started);
        }
        Ok(())
    }

    /// The address of the site, base included: `http://127.0.0.1:8080/`.
    pub fn url(&self) -> String {
        format!("http://{}{}", self.address, self.site.base)
    }

    /// Every path that was asked for so far.
    pub fn asked(&self) -> Vec<String> {
        self.site.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    fn get(server: &Server, path: &str) -> String {
        ask(server, path, "identity")
    }

    fn ask(server: &Server, path: &str, encodings: &str) -> String {
        let mut stream = TcpStream::connect(server.address).unwrap();
        let more = format!("Accept-Encoding: {encodings}\r\nConnection: close");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\n{more}\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn files_folders_and_what_is_missing_are_answered_as_a_host_does() {
        let folder = std::env::temp_dir().join(format!("groundwork-server-{}", std::process::id()));
        fs::create_dir_all(folder.join("cards")).unwrap();
        fs::write(folder.join("cards/index.html"), "all cards").unwrap();
        fs::create_dir_all(folder.join("ä b")).unwrap();
        fs::write(folder.join("ä b/index.html"), "another").unwrap();
        fs::write(folder.join("404.html"), "nothing").unwrap();
        fs::write(folder.join("a.wasm"), "wasm").unwrap();
        let hook: Hook = Box::new(|path, reply| {
            if path == "a.wasm" {
                reply.headers.push(("x-test".to_owned(), "1".to_owned()));
            }
        });
        let server = Server::start(&folder, "/course/", 0, hook).unwrap();
        let cases = [
            ("/course/cards/", "200 OK", "all cards"),
            ("/course/cards", "301 Moved", "location: /course/cards/"),
            ("/course", "301 Moved", "location: /course/\r\n"),
            ("/course/c%61rds/", "200 OK", "all cards"),
            ("/course/%C3%A4%20b/", "200 OK", "another"),
            ("/course/%C3%A4%20b", "301 Moved", "location: /course/%C3%A4%20b/\r\n"),
            ("/course/%2e%2e/%2E%2E/etc/hosts", "404 Not", "nothing"),
            ("/course/%2fetc/hosts", "404 Not", "nothing"),
            ("/course/%C3", "404 Not", "outside"),
            ("/course/%zz", "404 Not", "outside"),
            ("/course/none", "404 Not", "nothing"),
            ("/course/../../etc/hosts", "404 Not", "nothing"),
            ("/course//etc/hostname", "404 Not", "nothing"),
            ("/course/a.wasm", "200 OK", "application/wasm"),
            ("/course/a.wasm", "200 OK", "x-test: 1"),
            ("/other", "404 Not", "outside"),
        ];
        for (path, status, text) in cases {
            let answer = get(&server, path);
            assert!(answer.contains(status) && answer.contains(text), "{path}: {answer}");
        }
        assert_eq!(server.asked().len(), cases.len());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn the_brotli_copy_goes_to_whom_takes_it_unless_a_hook_changed_the_file() {
        let folder = std::env::temp_dir().join(format!("groundwork-server-br-{}", std::process::id()));
        for (name, text) in
            [("index.html", "plain"), ("index.html.br", "brotli"), ("b.js", "plain"), ("b.js.br", "brotli")]
        {
            crate::files::write(&folder, name, text).unwrap();
        }
        let hook: Hook = Box::new(|path, reply| {
            if path == "b.js" {
                reply.body.push(b'!');
            }
        });
        let server = Server::start(&folder, "/", 0, hook).unwrap();
        let sent = ask(&server, "/", "gzip, br");
        assert!(sent.contains("content-encoding: br") && sent.ends_with("brotli"), "{sent}");
        assert!(ask(&server, "/", "gzip").ends_with("plain"));
        assert!(ask(&server, "/b.js", "gzip, br").ends_with("plain!"));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_stopped_server_refuses_connections_until_it_is_started_again() {
        let server = Server::start(Path::new("."), "/", 0, Box::new(|_, _| {})).unwrap();
        server.stop();
        assert!(TcpStream::connect(server.address).is_err());
        server.resume().unwrap();
        assert!(get(&server, "/none").contains("404"));
    }

    #[test]
    fn a_taken_port_is_an_error() {
        let server = Server::start(Path::new("."), "/", 0, Box::new(|_, _| {})).unwrap();
        assert!(Server::start(Path::new("."), "/", server.address.port(), Box::new(|_, _| {})).is_err());
    }
}
