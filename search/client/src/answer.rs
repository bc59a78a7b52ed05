//! An answer as JavaScript reads it. Entry point: [`json`].

use quyche_pack::Fault;
use quyche_query::{Answer, Hit, Request};

use crate::engine::Client;

/// The answer as JSON, with the number of matches and the facets.
pub fn json(client: &Client, request: &Request, answer: &Answer) -> Result<String, Fault> {
    let (total, complete) = client.total();
    let mut output = Json(String::with_capacity(4096));
    output.raw("{\"hits\":[");
    let mut documents: Vec<(&str, &str, &str, &str)> = Vec::new();
    for (at, hit) in answer.hits.iter().enumerate() {
        let document = client.shown(hit.id)?.document;
        if !document.id.is_empty() && documents.iter().all(|known| known.0 != document.id) {
            documents.push((document.id, document.number, document.title, document.url));
        }
        output.comma(at);
        output.hit(hit);
    }
    output.raw("],\"documents\":{");
    for (at, (id, number, title, url)) in documents.into_iter().enumerate() {
        output.comma(at);
        output.text(id);
        output.raw(":{\"number\":");
        output.text(number);
        output.raw(",\"title\":");
        output.text(title);
        output.raw(",\"url\":");
        output.text(url);
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
    match client.facets(request)? {
        None => output.raw("null"),
        Some(facets) => {
            output.raw("{");
            for (at, facet) in facets.iter().enumerate() {
                output.comma(at);
                output.text(facet.name);
                output.raw(":[");
                for (at, count) in facet.counts.iter().enumerate() {
                    output.comma(at);
                    output.raw("{\"id\":");
                    output.text(&count.id);
                    if facet.name == "document" {
                        output.raw(",\"label\":");
                        output.text(&client.document(&count.id)?);
                    }
                    output.raw(",\"count\":");
                    output.number(count.hits);
                    output.raw("}");
                }
                output.raw("]");
            }
            output.raw("}");
        }
    }
    output.raw("}");
    Ok(output.0)
}

/// JSON being written.
struct Json(String);

impl Json {
    fn raw(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.0.push(',');
        }
    }

    fn number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let mut at = digits.len();
        let mut rest = number;
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.0.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    }

    fn text(&mut self, text: &str) {
        self.0.push('"');
        for character in text.chars() {
            match character {
                '"' => self.raw("\\\""),
                '\\' => self.raw("\\\\"),
                '\n' => self.raw("\\n"),
                control if control < ' ' => {
                    self.raw("\\u00");
                    let hex = |digit: u32| char::from_digit(digit, 16).unwrap_or('0');
                    self.0.extend([hex(control as u32 >> 4), hex(control as u32 & 15)]);
                }
                other => self.0.push(other),
            }
        }
        self.0.push('"');
    }

    fn hit(&mut self, hit: &Hit) {
        // A title is the place and the headings, one after the other: `Khoản 2 Điều 24. Chế độ làm việc`.
        let (place, title) = match hit.title.split_once(". ") {
            Some((place, title)) if !hit.document.is_empty() && hit.kind != "document" => (place, title),
            _ => ("", hit.title.as_str()),
        };
        for (name, value) in
            [("{\"path\":", hit.path.as_str()), (",\"url\":", &hit.url), (",\"kind\":", &hit.kind), (",\"document\":", &hit.document)]
        {
            self.raw(name);
            self.text(value);
        }
        self.raw(",\"place\":");
        self.text(place);
        self.raw(",\"title\":");
        self.text(title);
        self.raw(",\"breadcrumb\":[");
        for (at, step) in hit.breadcrumb.split(" › ").filter(|step| !step.is_empty()).enumerate() {
            self.comma(at);
            self.text(step);
        }
        self.raw("],\"snippet\":[");
        for (at, (piece, marked)) in hit.snippet.pieces().enumerate() {
            self.comma(at);
            self.raw("[");
            self.text(piece);
            self.raw(if marked { ",true]" } else { ",false]" });
        }
        self.raw("]}");
    }
}
