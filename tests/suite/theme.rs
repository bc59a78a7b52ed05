//! A second, small theme (`tests/theme`): what it changes is changed, everything else stays; the manual shows it as it is; and what is wrong
//! with a theme is said with its place.

use std::collections::BTreeMap;
use std::path::Path;

use quyche::build::{analyse, check_theme, read, read_theme, write};
use scraper::{Html, Selector};

use crate::suite::support::{bytes_below, lay, read as text_of, repository};

/// The golden content with the theme at `overlay`.
fn built(overlay: Option<&Path>) -> BTreeMap<String, Vec<u8>> {
    let sources = read(&repository("tests/golden/content")).expect("the content can be read");
    let analysis = analyse(&sources, None).value;
    let theme = read_theme(overlay).expect("the theme can be read");
    let folder = tempfile::tempdir().expect("a folder can be made");
    let out = folder.path().join("site");
    let written = write(&sources, &analysis, &theme, &out, false).expect("the site can be written");
    assert_eq!(written.diagnostics, []);
    bytes_below(&out)
}

fn page<'a>(site: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(&site[path]).expect("a page is text")
}

#[test]
fn a_theme_changes_what_it_says_and_nothing_else() {
    let folder = repository("tests/theme");
    let (_, found) = check_theme(&folder).expect("the theme can be read");
    assert_eq!(found, []);
    let (plain, themed) = (built(None), built(Some(&folder)));

    // Tokens: the theme's own come last, so they win.
    let style = page(&themed, "static/theme.css");
    assert!(style.starts_with(page(&plain, "static/theme.css")) && style.ends_with(".welcome p{margin: 0;}"));
    // A file of its own.
    assert_eq!(themed["static/img/dau.svg"], text_of("tests/theme/static/img/dau.svg").into_bytes());
    // A block: what is new stands before what was there.
    let home = Html::parse_document(page(&themed, "index.html"));
    let select = |selector: &str| Selector::parse(selector).expect("the selector is sound");
    let picture = home.select(&select("main > .welcome img")).filter_map(|image| image.attr("src")).collect::<String>();
    assert!(picture.contains("/static/img/dau.svg?v="), "{picture}");
    assert_eq!(home.select(&select("main h1")).count(), 1, "the rest of the page is still there");
    // Words.
    let said: String = home.root_element().text().collect();
    assert!(said.contains("Văn bản đang giữ") && said.contains("Trang do Văn phòng giữ."), "{said}");

    // The law is the same, letter for letter, on every page.
    assert_eq!(plain.keys().filter(|path| path.ends_with(".html")).count(), themed.keys().filter(|path| path.ends_with(".html")).count());
    for path in plain.keys().filter(|path| path.ends_with(".html")) {
        let law = |site: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
            let page = Html::parse_document(page(site, path));
            page.select(&select("[data-text]")).map(|element| element.html()).collect()
        };
        assert_eq!(law(&plain), law(&themed), "{path}");
    }
}

#[test]
fn the_manual_shows_the_theme_as_it_is() {
    let manual = text_of("content/guidance/bien-tap/cong-bo.md");
    for (path, bytes) in bytes_below(&repository("tests/theme")) {
        if path.ends_with(".svg") {
            continue;
        }
        let text = String::from_utf8(bytes).expect("it is text");
        assert!(manual.contains(&format!(" giao-dien/{path}\n{text}```\n")), "the manual shows `{path}` otherwise");
    }
}

#[test]
fn everything_wrong_with_a_theme_is_said_at_once_and_nothing_is_written() {
    let place = tempfile::tempdir().expect("a folder can be made");
    let files = [
        ("strings.vi.yaml", "shell:\n  menuu: Danh mục\n"),
        ("templates/home.html", "{% extends \"default/home.html\" %}\n{% block mian %}x{% endblock %}\n"),
        ("templates/article.html", "<p>\n{% if %}\n"),
        ("mau.css", ":root {}\n"),
    ];
    for (path, text) in files {
        lay(&place.path().join("giao-dien").join(path), text.as_bytes());
    }
    lay(&place.path().join("content/site.yaml"), b"title: T\n");
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_quyche"));
        let output = command.current_dir(place.path()).args(arguments).env("NO_COLOR", "1").output().expect("the binary runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = run(&["build", "--theme", "giao-dien"]);
    assert_eq!(code, Some(1), "{said}");
    for wanted in [
        "giao-dien/strings.vi.yaml:2:3",
        "`shell.menu`",
        "giao-dien/templates/home.html:2:1",
        "`main`",
        "giao-dien/templates/article.html:2:",
        "giao-dien/mau.css",
        "nothing written",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert!(!place.path().join("public").exists());
    let (code, again) = run(&["check", "--theme", "giao-dien"]);
    assert_eq!(code, Some(1));
    assert!(again.contains("theme-template") && again.contains("theme-word") && again.contains("theme-file"), "{again}");
}
