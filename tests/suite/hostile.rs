//! Input that nobody means well, or that nobody meant: every kind of file, through the command line. Never a panic, a hang, memory without bound
//! or a file beside the site; a message that says where and what.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use quyche::diag::{Code, Diagnostic};
use quyche::source::{Source, Sources};

use crate::suite::support::{bytes_below, lay, repository};

/// Longest that a command may take, on a slow machine that does other things besides.
const LONGEST: Duration = Duration::from_secs(60);

/// Most memory that a command may ask for, in KiB.
const MOST: u32 = 6 << 20;

/// What a case must say, and its files below `content/`.
type Case = (&'static str, Vec<(&'static str, Vec<u8>)>, &'static [&'static str]);

/// Runs `quyche` in a folder: the exit code and what it said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new("sh");
    command
        .current_dir(folder)
        .args(["-c", &format!("ulimit -v {MOST}; exec \"$0\" \"$@\""), env!("CARGO_BIN_EXE_quyche")])
        .args(arguments);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("sh runs");
    let mut pipe = child.stderr.take().expect("it is piped");
    let said = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).map(|_| String::from_utf8_lossy(&bytes).into_owned())
    });
    let start = Instant::now();
    let status = loop {
        match child.try_wait().expect("a process can be asked") {
            Some(status) => break status,
            None if start.elapsed() > LONGEST => child.kill().expect("a process can be killed"),
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    (status.code(), said.join().expect("it does not panic").expect("a pipe can be read"))
}

/// A folder three folders deep, with the golden content and the files of a case; and the folder that must hold nothing else.
fn place(files: &[(&str, Vec<u8>)]) -> (tempfile::TempDir, std::path::PathBuf) {
    let outer = tempfile::tempdir().expect("a folder can be made");
    let folder = outer.path().join("a/b/c");
    for (path, bytes) in bytes_below(&repository("tests/golden/content")) {
        lay(&folder.join("content").join(path), &bytes);
    }
    for (path, bytes) in files {
        lay(&folder.join("content").join(path), bytes);
    }
    (outer, folder)
}

/// A site is built all the same, and each line of `says` is said.
fn built((name, files, says): Case) {
    let (outer, folder) = place(&files);
    let (code, said) = run(&folder, &["build", "--out", "site"]);
    assert_eq!(code, Some(0), "{name}: {}", &said[said.len().saturating_sub(2000)..]);
    for line in says {
        assert!(said.contains(line), "{name}: `{line}` is not said:\n{}", said.chars().take(4000).collect::<String>());
    }
    assert!(folder.join("site/index.html").is_file(), "{name}");
    assert!(!said.contains(|sign: char| (sign.is_control() && sign != '\n') || ('\u{202a}'..='\u{202e}').contains(&sign)), "{name}");
    let strays: Vec<String> = bytes_below(outer.path()).into_keys().filter(|path| !path.starts_with("a/b/c/content/")).collect();
    let known = ["lock", "memory", "cache", "parts"].map(|ending| format!("a/b/c/.site.{ending}"));
    let beside = |path: &&String| !path.starts_with("a/b/c/site/") && !known.contains(path);
    assert_eq!(strays.iter().find(beside), None, "{name}: a file beside the site");
}

fn text(path: &'static str, text: &str) -> (&'static str, Vec<u8>) {
    (path, text.as_bytes().to_vec())
}

/// Eight times eight times … a list, by aliases.
fn bomb(indent: &str) -> String {
    let names: Vec<char> = ('a'..='j').collect();
    let line = |pair: &[char]| format!("{indent}{}: &{} [{}]\n", pair[1], pair[1], vec![format!("*{}", pair[0]); 8].join(", "));
    format!("a: &a [x, x, x, x, x, x, x, x]\n{}", names.windows(2).map(line).collect::<String>())
}

#[test]
fn a_file_that_cannot_be_read_is_named_before_what_follows_from_it() {
    let whole = quyche::build::read(&repository("content")).expect("it can be read");
    let broken = |source: &Source| match source.path.as_str() {
        "organisations.yaml" => Source::decode(source.path.clone(), b"- {id: a, nam: A}\n"),
        _ => source.clone(),
    };
    let sources = Sources::new(whole.iter().map(|(_, source)| broken(source)).collect());
    let findings = quyche::build::analyse(&sources, None).diagnostics;
    let (first, rest) = findings.split_first().expect("there are findings");
    assert_eq!(first.code, Code::BadYaml);
    assert_eq!(sources.get(first.span.as_ref().expect("it has a place").file).path, "organisations.yaml");
    let before = |one: &&Diagnostic| one.span.as_ref().is_some_and(|span| sources.get(span.file).path.as_str() < "organisations.yaml");
    assert!(rest.iter().filter(before).count() > 100, "its consequences stand in files before it");
}

#[test]
fn yaml() {
    let mapping = bomb("");
    let front = format!("---\n{mapping}---\nĐiều 1. Một\n");
    built((
        "alias bombs",
        vec![
            text("site.yaml", &mapping),
            text("organisations.yaml", &format!("- {}", bomb("  "))),
            text("regulations/b.md", &front),
            text("guidance/b.md", &front),
            text("sessions/b.md", &front),
        ],
        &[
            "content/site.yaml:6:",
            "YAML document too large or too complex",
            "content/organisations.yaml:",
            "content/regulations/b.md:7:",
            "content/guidance/b.md:7:",
        ],
    ));
    let (lists, maps) = ("[".repeat(100_000), "{a: ".repeat(50_000));
    built((
        "deep nesting",
        vec![
            text("site.yaml", &lists),
            text("organisations.yaml", &"- ".repeat(50_000)),
            text("glossary.yaml", &maps),
            text("documents.yaml", &lists),
            text("duties/1-qd-tu.yaml", &maps),
            text("changes.yaml", &lists),
            text("regulations/b.md", &format!("---\ntitle: {lists}\n---\nĐiều 1. Một\n")),
            text("sources/1-qd-tu.restored.json", &"[".repeat(1_000_000)),
        ],
        &["content/site.yaml:1:", "recursion limit exceeded", "content/organisations.yaml:1:", "content/sources/1-qd-tu.restored.json:1:1"],
    ));
    built((
        "wrong types and double keys",
        vec![
            text("site.yaml", "title: [1]\ntitle: B\nas_of: {a: 1}\nnavigation: x\noffline: 3\nunknown: 1\n"),
            text("organisations.yaml", "- 1\n- null\n- [a]\n- {id: a, id: b, name: A}\n"),
            text("documents.yaml", "a: b\n"),
            text("glossary.yaml", "- {term: [a], definition: 1}\n"),
            text("duties/1-qd-tu.yaml", "- {provision: 1, quote: [], actors: x}\n- 7\n"),
            text("changes.yaml", "- {date: 2020-02-30, title: A}\n"),
            text("sources/1-qd-tu.readings.yaml", "- {provision: {}}\n"),
        ],
        &[
            "duplicate mapping key `title` is not allowed here\n --> content/site.yaml:2:",
            "content/organisations.yaml:",
            "content/documents.yaml:1:1",
            "content/glossary.yaml:1:3",
            "content/duties/1-qd-tu.yaml:1:3",
            "content/changes.yaml:1:3",
            "content/sources/1-qd-tu.readings.yaml:1:3",
        ],
    ));
}

#[test]
fn names_and_ids() {
    built((
        "ids that are paths",
        vec![
            text(
                "organisations.yaml",
                "- {id: ../../x, name: A}\n- {id: /etc/passwd, name: B}\n- {id: '', name: C}\n- {id: con, name: E}\n- {id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, name: F}\n- {id: g, name: G, aliases: ['', '.', ' ']}\n- {id: h, name: H, parent: h, members: [h, ../h], succeeded_by: {organisation: h}}\n",
            ),
            text("site.yaml", "title: A\ntopics: [{id: ../t, title: T}]\nnavigation: [{title: X, url: 'javascript:alert(1)'}]\n"),
            text(
                "glossary.yaml",
                "- {term: '!!!', definition: D}\n- {term: '', definition: D}\n- {term: A, aliases: [''], definition: D}\n",
            ),
            text("guidance/t.md", "---\ntitle: T\ntopics: ['../../t', '']\nabout: [../../x]\n---\n# T\n"),
            text(
                "regulations/t.md",
                "---\nnumber: 9/QĐ\ntype: ../../y\nissuer: ../../x\nrestored_from: ../../../../etc/passwd\n---\nĐiều 1. A\n",
            ),
            text(
                "duties/1-qd-tu.yaml",
                "- {provision: ../../x, quote: A, actors: [../../x], role: chu-tri, modality: obligation, action: A, status: reviewed}\n",
            ),
        ],
        &[
            "`../../x` is no id: write `x`",
            "content/organisations.yaml:1:3",
            "`` is no id: write letters a to z",
            "`` is no name: write words",
            "`../t` is no id: write `t`",
            "`!!!` is no name",
            "`topics`: `../../t` is no id: write `t`",
            "`../../y` is no id: write `y`",
            "no provision `../../x`",
        ],
    ));
    built((
        "names of files",
        vec![
            text("regulations/!!!.md", "Điều 1. A\n"),
            text("regulations/A.md", "Điều 1. A\n"),
            text("regulations/a.md", "Điều 1. A\n"),
            text("regulations/CON.md", "Điều 1. A\n"),
            text("regulations/nul.txt", "Điều 1. A\n"),
            text("regulations/\u{202e}\u{1b}[31mb.md", "Điều 1. A\n"),
            text("guidance/…/x.md", "---\ntitle: X\n---\n# X\n"),
            text("sessions/….md", "---\ntitle: X\n---\n# X\n"),
        ],
        &[
            "content/regulations/!!!.md:1:1",
            "the name of the file makes no address",
            "`a` is the id of two objects",
            "content/regulations/\\u{202e}\\u{1b}[31mb.md:1:1",
            "content/guidance/…/x.md:1:1",
            "content/sessions/….md:1:1",
        ],
    ));
}

#[test]
fn links_out_of_the_content_are_not_followed() {
    let (_outer, folder) = place(&[]);
    lay(&folder.join("secret.md"), "---\nnumber: 5-QĐ\n---\nĐiều 1. Chuyện riêng\n".as_bytes());
    for (from, to) in
        [("../../secret.md", "regulations/5-qd.md"), ("/etc", "guidance/etc"), (".", "guidance/loop"), ("nowhere", "site2.yaml")]
    {
        std::os::unix::fs::symlink(from, folder.join("content").join(to)).expect("a link can be made");
    }
    let (code, said) = run(&folder, &["build", "--out", "site"]);
    assert_eq!(code, Some(0), "{said}");
    for link in ["regulations/5-qd.md", "guidance/etc", "guidance/loop", "site2.yaml"] {
        assert!(said.contains(&format!("warning[link-not-followed]: `{link}` is a link")), "{link}: {said}");
    }
    let leaked = bytes_below(&folder.join("site")).into_iter().find(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Chuyện riêng"));
    assert_eq!(leaked.map(|(path, _)| path), None);
}

#[test]
fn letters_and_lines() {
    let windows = "\u{feff}---\r\nnumber: 7-QĐ\r\ntype: quyet-dinh\r\n---\r\nĐiều 1. Một\r\n1. Một.\r\n3. Ba.\r\n";
    built((
        "bytes that are no text",
        vec![
            ("regulations/b.md", b"\xff\xfe\x00\x01---\nnumber: \xff\n---\n\x00\xc3\x28 \xe2\x80\xae".to_vec()),
            text("regulations/c.md", windows),
            ("site.yaml", b"title: \"\xff\xfe\"\n".to_vec()),
            ("guidance/n.md", b"---\ntitle: \"a\x00b\"\n---\n# \x00 \xff\n".to_vec()),
            ("organisations.yaml", b"- {id: a, name: \"\x00\"}\n".to_vec()),
            text(
                "regulations/d.md",
                "---\ntitle: \"\u{202e}A\u{2066}\"\n---\nĐіều 1. А\u{202e}\u{1b}]0;x\u{7}\n1. Một.\n40. \u{202e}Bốn.\n",
            ),
        ],
        &[
            "content/regulations/b.md:1:1",
            "the file is not UTF-8",
            "content/regulations/c.md:7:1",
            "content/site.yaml:1:9",
            "content/guidance/n.md:2:10",
        ],
    ));
    let numbers: String = (1..300).map(|depth| format!("{} x\n", "1.".repeat(depth))).collect();
    let signs = ["“", "(", "|", "- ", "\t", "[[", "\"", "Điều 1 khoản ", "a) ", "Nơi nhận: "].map(|sign| sign.repeat(1000)).join("\n");
    built((
        "numbers and signs without end",
        vec![text("regulations/b.md", &format!("Điều 1. A\n1. B\na) C\n{numbers}{signs}\nĐiều 99999999999999999999. Z\n"))],
        &["content/regulations/b.md:1:1"],
    ));
    let marks = ["> ", "- ", "[", "*", "`", "#", "|a", "![", "<a ", "&#", "::: "].map(|mark| mark.repeat(5000)).join("\n\n");
    built((
        "Markdown without end",
        vec![
            text("guidance/b.md", &format!("---\ntitle: B\n---\n# B\n::: note x\n::: note y\n:::\n{marks}\n")),
            text("sessions/b.md", &format!("---\ntitle: B\n---\n# B\n```questions\n- kind: choice\n{marks}")),
        ],
        &["a directive inside a directive", "content/guidance/b.md:", "content/sessions/b.md:"],
    ));
    built((
        "a line of a megabyte, and as many findings as lines",
        vec![
            text("regulations/b.md", &format!("Điều 1. A\n1. {}\n", "dân vận ".repeat(90_000))),
            text("regulations/c.md", &format!("Điều 1. A\n1. B.\n{}", "40. C.\n".repeat(3_000))),
        ],
        &["content/regulations/c.md:4:1", " more, all of which `quyche check` shows"],
    ));
    let cited: Vec<String> = (1..3000).map(|number| format!("khoản 1 Điều {number} Nghị định số {number}/2020/NĐ-CP")).collect();
    built((
        "a sentence that cites three thousand documents, and a heading that does not end",
        vec![
            text("regulations/b.md", &format!("Điều 1. A\n1. Theo {}.\n", cited.join(", "))),
            text("regulations/c.md", &format!("Điều 1. A\n{}", "đoạn theo Điều này\n".repeat(5_000))),
        ],
        &["`1/2020/NĐ-CP` is cited once but is neither held nor in `documents.yaml`"],
    ));
    let (_outer, folder) = place(&[]);
    let large = std::fs::File::create(folder.join("content/regulations/b.md")).expect("a file can be made");
    large.set_len(100 << 20).expect("a file can be long");
    let (code, said) = run(&folder, &["check"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("error: `content/regulations/b.md` is larger than 64 MiB: cut it, or take it out of the folder"), "{said}");
}

/// A Word file of some parts.
fn word(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part can be begun");
        archive.write_all(part.as_bytes()).expect("a part can be written");
    }
    archive.finish().expect("the archive can be closed").into_inner()
}

#[test]
fn word_and_pdf_files() {
    let body = |body: &str| format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let nested = |tag: &str| body(&(format!("<w:{tag}>").repeat(100_000) + &format!("</w:{tag}>").repeat(100_000)));
    let entities: String = (1..10).map(|level| format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE a [<!ENTITY a0 \"aaaaaaaaaa\">{entities}]>{}", body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"));
    let outside = format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>{}", body("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"));
    let document = |xml: &str| word(&[("word/document.xml", xml)]);
    let whole = document(&body("<w:p><w:r><w:t>Điều 1. A</w:t></w:r></w:p>"));
    let refused: [(&str, Vec<u8>, &str); 14] = [
        ("bomb.docx", document(&body(&" ".repeat(150_000_000))), "is larger than 100000000 bytes"),
        ("many.docx", document(&body(&"<w:p/>".repeat(5_000_000))), "the text in it is damaged: nodes limit reached"),
        ("deep.docx", document(&nested("ins")), "nested more than 500 deep"),
        ("table.docx", document(&nested("tbl")), "nested more than 500 deep"),
        ("runs.docx", document(&nested("p")), "nested more than 500 deep"),
        ("laughs.docx", document(&laughs), "XML with DTD detected"),
        ("outside.docx", document(&outside), "XML with DTD detected"),
        ("open.docx", document("<w:document"), "the text in it is damaged"),
        ("none.docx", word(&[("x", "y")]), "`word/document.xml` is missing"),
        ("cut.docx", whole[..whole.len() - 30].to_vec(), "it is no Word file (`.docx`)"),
        ("head.docx", [b"PK\x03\x04".as_slice(), &[0; 100]].concat(), "it is no Word file (`.docx`)"),
        ("empty.pdf", Vec::new(), "`pdftotext` cannot read the file"),
        ("head.pdf", b"%PDF-1.4\n%%EOF".to_vec(), "`pdftotext` cannot read the file"),
        ("head.png", b"\x89PNG\r\n".to_vec(), "`tesseract` cannot read the file"),
    ];
    for (name, bytes, says) in refused {
        let (outer, folder) = place(&[]);
        lay(&folder.join(name), &bytes);
        let before = bytes_below(outer.path());
        let (code, said) = run(&folder, &["ingest", name]);
        assert_eq!(code, Some(2), "{name}: {said}");
        assert!(said.starts_with(&format!("error: cannot read `{name}`: ")) && said.contains(says), "{name}: {said}");
        assert!(bytes_below(outer.path()) == before, "{name}: nothing is written");
    }
    let level = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"2\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"2\"/></w:num></w:numbering>";
    let listed = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r><w:t>A</w:t></w:r></w:p>";
    let paths =
        word(&[("../../../evil", "x"), ("/evil", "x"), ("word/document.xml", &body(&listed.repeat(3))), ("word/numbering.xml", level)]);
    let (outer, folder) = place(&[]);
    lay(&folder.join("paths.docx"), &paths);
    let (code, said) = run(&folder, &["ingest", "paths.docx", "--id", "../../../evil"]);
    assert_eq!(code, Some(1), "{said}");
    let draft = std::fs::read_to_string(folder.join("content/regulations/evil.md")).expect("the id is a slug");
    assert!(draft.contains("4294967295. A\n4294967295. A\n4294967295. A"), "{draft}");
    assert!(bytes_below(outer.path()).keys().all(|path| path.starts_with("a/b/c/")) && !Path::new("/evil").exists());
}

#[test]
fn decisions_and_queries() {
    let (_outer, folder) = place(&[]);
    lay(&folder.join("a.txt"), "Dieu 1. Quy che cong tac dan van\n".as_bytes());
    for (decisions, says) in [
        ("", "holds no decisions: save it again from the report"),
        ("[]", "holds no decisions"),
        ("{\"version\": 99}", "has version 99"),
        (
            "{\"version\": 1, \"source\": \"\\u001b[31m\", \"hash\": \"\\u202e\", \"decisions\": []}",
            "was made for another text, `\\u{1b}[31m` with hash \\u{202e}",
        ),
        ("{\"version\": 1, \"source\": 1}", "holds no decisions"),
    ] {
        lay(&folder.join("d.json"), decisions.as_bytes());
        let (code, said) = run(&folder, &["restore", "a.txt", "--apply", "d.json"]);
        assert!(code == Some(2) && said.contains(says), "{decisions}: {said}");
    }
    lay(&folder.join("d.json"), "[".repeat(1_000_000).as_bytes());
    assert_eq!(run(&folder, &["restore", "a.txt", "--apply", "d.json"]).0, Some(2));
    assert_eq!(run(&folder, &["build", "--out", "public"]).0, Some(0));
    let long = "dân vận ".repeat(10_000);
    for query in [
        "",
        " ",
        "\"",
        "\"\"",
        "-",
        "()",
        "\u{202e}\u{301}",
        "AND OR NOT",
        "a:b^9 [x TO y]",
        "*",
        "%",
        &"\"a ".repeat(1000),
        &long,
        &"đ".repeat(50_000),
    ] {
        let (code, said) = run(&folder, &["search", query]);
        assert!(matches!(code, Some(0 | 1)), "{code:?} {}: {said}", query.chars().take(20).collect::<String>());
    }
}
