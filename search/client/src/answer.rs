//! An answer as JavaScript reads it. Entry point: [`json`].

use quyche_pack::{Document, Fault};
use quyche_query::{Answer, Hit, Label, Request};

use crate::engine::Client;
use crate::facet::KINDS;

/// The answer as JSON, with the number of matches and the facets.
pub fn json(client: &Client, request: &Request, answer: &Answer) -> Result<String, Fault> {
    let (total, complete) = client.total();
    let mut output = Json(String::new());
    output.raw("{\"hits\":[");
    let mut documents: Vec<Document<'_>> = Vec::new();
    for (at, hit) in answer.hits.iter().enumerate() {
        let document = client.shown(hit.id)?.document;
        if !document.id.is_empty() && documents.iter().all(|known| known.id != document.id) {
            documents.push(document);
        }
        output.comma(at);
        output.hit(hit);
    }
    output.raw("],\"documents\":{");
    for (at, document) in documents.iter().enumerate() {
        output.comma(at);
        output.text(document.id);
        output.field(":{\"number\":", document.number);
        output.field(",\"title\":", document.title);
        output.field(",\"url\":", document.url);
        output.raw("}");
    }
    output.raw("},\"total\":");
    output.number(total);
    output.raw(if complete { ",\"complete\":true" } else { ",\"complete\":false" });
    output.raw(",\"understood\":");
    match &answer.understood {
        Some(text) => output.text(text),
        None => output.raw("null"),
    }
    output.raw(",\"facets\":");
    if client.pack.is_whole() {
        output.raw("{");
        for (at, (name, label)) in KINDS.iter().enumerate() {
            output.comma(at);
            output.text(name);
            output.raw(":[");
            for (at, count) in client.counts(request, *label)?.iter().enumerate() {
                output.comma(at);
                output.field("{\"id\":", &count.id);
                if *label == Label::Document {
                    output.field(",\"label\":", &client.document(&count.id)?);
                }
                output.raw(",\"count\":");
                output.number(count.hits);
                output.raw("}");
            }
            output.raw("]");
        }
        output.raw("}");
    } else {
        output.raw("null");
    }
    output.raw("}");
    Ok(output.0)
}

/// A text before a mark and after it.
fn cut<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let found = text.as_bytes().windows(mark.len()).position(|window| window == mark.as_bytes())?;
    Some((&text[..found], &text[found + mark.len()..]))
}

/// JSON being written.
struct Json(String);

impl Json {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.raw(",");
        }
    }

    fn number(&mut self, number: u32) {
        if number > 9 {
            self.number(number / 10);
        }
        self.0.push(char::from(b'0' + (number % 10) as u8));
    }

    fn field(&mut self, name: &str, value: &str) {
        self.raw(name);
        self.text(value);
    }

    fn text(&mut self, text: &str) {
        self.raw("\"");
        for character in text.chars() {
            match character {
                '"' | '\\' => self.raw("\\"),
                '\0'..' ' => {
                    // As a number in four digits, of which the last two are hexadecimal.
                    let digit = b"0123456789abcdef"[character as usize & 15];
                    self.raw(if character < '\u{10}' { "\\u000" } else { "\\u001" });
                    self.0.push(char::from(digit));
                    continue;
                }
                _ => {}
            }
            self.0.push(character);
        }
        self.raw("\"");
    }

    fn hit(&mut self, hit: &Hit) {
        // A title is the way and the headings, one after the other: `Quy chế › Điều 24 › khoản 2. Chế độ làm việc`.
        let (way, title) = match cut(&hit.title, ". ") {
            Some(parts) if !hit.document.is_empty() && hit.kind != "document" => parts,
            _ => ("", hit.title.as_str()),
        };
        self.field("{\"path\":", &hit.path);
        self.field(",\"url\":", &hit.url);
        self.field(",\"kind\":", &hit.kind);
        self.field(",\"document\":", &hit.document);
        self.field(",\"way\":", way);
        self.field(",\"title\":", title);
        self.raw(",\"snippet\":[");
        for (at, (piece, marked)) in hit.snippet.pieces().iter().enumerate() {
            self.comma(at);
            self.field("[", piece);
            self.raw(if *marked { ",true]" } else { ",false]" });
        }
        self.raw("]}");
    }
}
