//! Files that a person is given and hands on: Word, the text of a PDF file or a scan, decisions. Entry points: the functions named as the targets.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use quyche::ingest::{self, Extract, Names, Origin};
use quyche::intake::{self, Intake};
use quyche::restore::{Decisions, Model, Phrases, Restoration, restore};
use quyche::source::Source;

use super::site::{regulation, split};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the model of the program is whole"));

/// A Word file; bytes that are none are the parts of one, with a line `%%` between them.
pub fn docx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        drop(ingest::word(bytes));
        return;
    }
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml", "word/endnotes.xml"];
    for (name, part) in names.iter().zip(split(bytes, b"\n%%\n")) {
        archive.start_file(*name, options).expect("a part can be begun");
        archive.write_all(part).expect("a part can be written");
    }
    if let Ok(reading) = ingest::word(&archive.finish().expect("the archive can be closed").into_inner()) {
        draft(&reading);
    }
}

/// The text layer of a PDF file, or a text in an encoding of its own.
pub fn layer(bytes: &[u8]) {
    let Intake { text, encoding, cleaned } = intake::read(bytes);
    draft(&Extract { text, vietnamese: None, notes: Vec::new(), origin: Origin::Layer, encoding, cleaned });
}

/// The text of a scan: each proposal stands where it says, and nothing between them is changed.
pub fn restoration(bytes: &[u8]) {
    let text = Source::decode(String::new(), bytes).text;
    let Restoration { text: restored, proposals, .. } = restore(&text, &MODEL, &Phrases::default());
    let mut end = 0;
    for proposal in &proposals {
        assert!(proposal.span.start >= end, "{proposal:?} begins within the one before");
        end = proposal.span.end;
        assert_eq!(text[proposal.span.clone()], proposal.original);
        assert_eq!(restored[proposal.place.clone()], proposal.text);
        assert!((0.0..=1.0).contains(&proposal.confidence), "{proposal:?}");
    }
}

/// A file of decisions about one text: all of them are in the text afterwards, or none.
pub fn decisions(bytes: &[u8]) {
    const READ: &str = "Dieu 1. Quy ché công tac dan van cia hé thdng chinh tri\n1. Bao cao truoc ngay 15/6/2021.\n";
    static RESTORED: LazyLock<Restoration> = LazyLock::new(|| restore(READ, &MODEL, &Phrases::default()));
    let Ok(decisions) = serde_json::from_slice::<Decisions>(bytes) else { return };
    match decisions.fit(READ, &RESTORED.proposals) {
        Ok(fitting) => {
            let decided = RESTORED.clone().decide(&fitting);
            for proposal in &decided.proposals {
                assert_eq!(decided.text[proposal.place.clone()], proposal.text);
            }
            assert_eq!(fitting.len(), decisions.decisions.len());
        }
        Err(misfits) => assert!(!misfits.is_empty()),
    }
}

/// Makes a draft, which is a regulation like any other.
fn draft(reading: &Extract) {
    let draft = ingest::draft(reading, "van-ban", None, &Names::default(), &MODEL, &Phrases::default(), Ok).expect("a draft can be made");
    regulation(draft.text.as_bytes());
}
