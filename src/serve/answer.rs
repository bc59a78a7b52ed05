//! Request to answer, without the network. Entry point: [`answer`].

use crate::render;
use crate::serve::preview::{Preview, State};
use crate::serve::target;
use crate::sum::Sum;

/// What belongs to the preview and not to the site lies below this address; no file of a site does, because hidden files are not served.
const OWN: &str = "/.quyche/";

/// A request, as far as it matters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    pub(super) target: &'a str,
    pub(super) host: Option<&'a str>,
    /// Whether it asks for the script of a service worker.
    pub(super) for_worker: bool,
}

/// What is sent back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// A status, the type of the body and the body.
    Body(u16, String, Vec<u8>),
    /// Another address.
    Elsewhere(String),
    /// The reports, one after the other, for as long as the page is open.
    Reports,
}

/// Answers `request` from the site that is shown.
pub(super) fn answer(request: Request<'_>, preview: &Preview) -> Answer {
    let Some(host) = request.host else { return plain(400, "a request needs a Host") };
    if !target::is_ours(host, preview.port) {
        return plain(403, &format!("this preview is for this machine only: open http://localhost:{}/", preview.port));
    }
    if !["GET", "HEAD"].contains(&request.method) {
        return plain(405, "a preview can only be read");
    }
    if request.for_worker {
        // It would show what it kept in the place of what was saved; one that is there goes when its script is gone.
        return plain(404, "a preview has no service worker");
    }
    if let Some(name) = request.target.strip_prefix(OWN) {
        return own(name, preview);
    }
    let Some(path) = target::path(request.target) else { return plain(400, "this is no address of a site") };
    let state = preview.now();
    match there(&path, preview, &state) {
        There::File(status, file, bytes) => found(status, &file, bytes, host, &state),
        There::Folder => {
            let (address, query) = request.target.split_at(request.target.find('?').unwrap_or(request.target.len()));
            Answer::Elsewhere(format!("{address}/{query}"))
        }
    }
}

fn own(target: &str, preview: &Preview) -> Answer {
    let text = |kind: &str, text: String| Answer::Body(200, kind.to_owned(), text.into_bytes());
    let (name, query) = target.split_once('?').unwrap_or((target, ""));
    match name {
        "reports" => Answer::Reports,
        "serve.js" => text("text/javascript; charset=utf-8", preview.now().script),
        "serve.css" => text("text/css; charset=utf-8", preview.now().style),
        "sum" => match target::path(query) {
            Some(path) => text("text/plain; charset=utf-8", sum_at(&path, preview)),
            None => plain(400, "this is no address of a site"),
        },
        _ => plain(404, "a preview has nothing at this address"),
    }
}

/// What the site that is shown has at a path.
enum There {
    /// A status, the name of a file, and its bytes.
    File(u16, String, Vec<u8>),
    /// A folder, whose page has another address.
    Folder,
}

fn there(path: &str, preview: &Preview, state: &State) -> There {
    let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    if let Some(bytes) = preview.file(&file, state) {
        return There::File(200, file, bytes);
    }
    if preview.file(&format!("{file}/index.html"), state).is_some() {
        return There::Folder;
    }
    match preview.file("404.html", state) {
        Some(bytes) => There::File(404, String::from("404.html"), bytes),
        None => There::File(503, String::from("index.html"), waiting(&state.waiting).into_bytes()),
    }
}

/// The checksum of the page that is shown at `path`: while it stays, whoever has the page open need not load it again.
fn sum_at(path: &str, preview: &Preview) -> String {
    let state = preview.now();
    match there(path, preview, &state) {
        There::File(_, _, bytes) => sum(&bytes, &state),
        There::Folder => String::new(),
    }
}

/// The checksum of a page with all that is put into it.
fn sum(page: &[u8], state: &State) -> String {
    let mut sum = Sum::default();
    [page, state.script.as_bytes(), state.style.as_bytes()].into_iter().for_each(|bytes| sum.hash(&blake3::hash(bytes)));
    sum.finish().to_hex().to_string()
}

fn found(status: u16, file: &str, bytes: Vec<u8>, host: &str, state: &State) -> Answer {
    let kind = mime_guess::from_path(file).first_or_octet_stream();
    let text = kind.type_() == "text" || ["json", "javascript", "xml", "manifest+json"].contains(&kind.subtype().as_str());
    let charset = if text { "; charset=utf-8" } else { "" };
    let bytes = if kind.subtype() == "html" { with_script(bytes, host, state) } else { bytes };
    Answer::Body(status, format!("{}{charset}", kind.essence_str()), bytes)
}

/// A page with the preview's script and style, for a browser that knows the preview as `host`. The content security policy of a page of the
/// site allows them because they come from the same host; that of a page that stands alone is sent allowing these two addresses and nothing
/// else, so that it fails here as it would there.
fn with_script(page: Vec<u8>, host: &str, state: &State) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(&page) else { return page };
    let Some(at) = text.find("</head>") else { return page };
    let head = render::head_allowing(&text[..at], &format!("http://{host}{OWN}"));
    let sum = sum(&page, state);
    let added = format!(
        "<link rel=\"stylesheet\" href=\"{OWN}serve.css\">\n<script type=\"module\" src=\"{OWN}serve.js\" data-sum=\"{sum}\"></script>\n"
    );
    [&head, &added, &text[at..]].concat().into_bytes()
}

fn waiting(title: &str) -> String {
    let mut title_escaped = String::new();
    render::html::escape_into(&mut title_escaped, title);
    format!("<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title_escaped}</title>\n</head>\n<body></body>\n</html>\n")
}

fn plain(status: u16, words: &str) -> Answer {
    Answer::Body(status, String::from("text/plain; charset=utf-8"), format!("{words}\n").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs;

    fn get<'a>(target: &'a str) -> Request<'a> {
        Request { method: "GET", target, host: Some("localhost:8446"), for_worker: false }
    }

    /// A preview of a site that is not there.
    fn waiting_at(folder: &std::path::Path) -> Preview {
        Preview::new(folder.join("site"), 8446, &crate::build::read_theme(None).unwrap())
    }

    /// A preview of a folder with a page, a page in a folder, a page that stands alone and data; beside it a secret.
    fn preview() -> (tempfile::TempDir, Preview) {
        let folder = tempfile::tempdir().unwrap();
        let pages = [
            ("site/index.html", "<html><head></head>Trang</html>"),
            ("site/a/index.html", "<html><head></head>A</html>"),
            ("site/404.html", "<html><head></head>Không có</html>"),
            ("site/alone.html", "<html><head><meta content=\"default-src 'none'; style-src 'x'; script-src 'y'\"></head></html>"),
            ("site/du-lieu/x.json", "{}"),
            ("site/x.wasm", "x"),
            ("site/.quyche", "mark"),
            ("secret.html", "secret"),
        ];
        for (path, text) in pages {
            fs::write_below(&folder.path().join(path), text.as_bytes()).unwrap();
        }
        let preview = waiting_at(folder.path());
        (folder, preview)
    }

    fn body(answer: Answer) -> (u16, String, String) {
        match answer {
            Answer::Body(status, kind, bytes) => (status, kind, String::from_utf8(bytes).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pages_and_data_are_found_with_their_types() {
        let (_folder, preview) = preview();
        let (status, kind, text) = body(answer(get("/?q=1"), &preview));
        assert_eq!((status, kind.as_str()), (200, "text/html; charset=utf-8"));
        assert!(text.contains("<script type=\"module\" src=\"/.quyche/serve.js\" data-sum=\"") && text.ends_with("</head>Trang</html>"));
        assert_eq!(body(answer(get("/du-lieu/x.json"), &preview)), (200, "application/json; charset=utf-8".into(), "{}".into()));
        assert_eq!(body(answer(get("/x.wasm"), &preview)).1, "application/wasm");
        let (own, alone) = ("http://localhost:8446/.quyche/", body(answer(get("/alone.html"), &preview)).2);
        let policy = format!("\"default-src 'none'; connect-src {own}; style-src {own} 'x'; script-src {own} 'y'\"");
        assert!(alone.contains(&policy) && alone.contains("serve.js"), "{alone}");
        assert_eq!(answer(get("/a?q=1"), &preview), Answer::Elsewhere("/a/?q=1".into()));
        assert_eq!(answer(get("/.quyche/reports"), &preview), Answer::Reports);
    }

    #[test]
    fn nothing_but_the_site_is_found() {
        let (folder, preview) = preview();
        let (status, _, text) = body(answer(get("/b/"), &preview));
        assert!(status == 404 && text.contains("Không có") && text.contains("serve.js"));
        for target in
            ["/../secret.html", "/%2e%2e/secret.html", "/a/%2E%2e/%2e%2E/secret.html", "/..%2fsecret.html", "/.quyche", "//secret.html"]
        {
            assert_eq!(body(answer(get(target), &preview)).0, 400, "{target}");
        }
        let secret = folder.path().join("secret.html");
        std::os::unix::fs::symlink(&secret, folder.path().join("site/link.html")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("site/up")).unwrap();
        for target in ["/link.html", "/up/secret.html"] {
            let (status, _, text) = body(answer(get(target), &preview));
            assert!(status == 404 && !text.contains("secret"), "{target}");
        }
    }

    #[test]
    fn strangers_and_writers_are_refused() {
        let (_folder, preview) = preview();
        assert_eq!(body(answer(Request { host: None, ..get("/") }, &preview)).0, 400);
        assert_eq!(body(answer(Request { host: Some("evil.example:8446"), ..get("/") }, &preview)).0, 403);
        assert_eq!(body(answer(Request { host: Some("evil.example"), ..get("/.quyche/reports") }, &preview)).0, 403);
        assert_eq!(body(answer(Request { method: "POST", ..get("/") }, &preview)).0, 405);
        assert_eq!(body(answer(Request { for_worker: true, ..get("/a/") }, &preview)).0, 404);
    }

    #[test]
    fn before_there_is_a_site_a_page_waits() {
        let folder = tempfile::tempdir().unwrap();
        let (status, _, text) = body(answer(get("/x/"), &waiting_at(folder.path())));
        assert!(status == 503 && text.contains("serve.js"));
    }
}
