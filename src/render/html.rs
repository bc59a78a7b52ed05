//! Text into markup: the one escape function of the program, and words with their marks ([`annotate`]).
//!
//! Architecture invariant: the markup of a text, tags stripped and entities decoded, equals the text character for character.

use std::borrow::Cow;

use crate::page::{Html, Mark, MarkKind};

/// Appends `text` so that it is safe between tags and between double quotes.
pub fn escape_into(out: &mut String, text: &str) {
    const WIDE: usize = 32;
    let is_safe = |bytes: &[u8; WIDE]| bytes.iter().fold(true, |safe, byte| safe & !matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\''));
    let mut done = 0;
    for (number, bytes) in text.as_bytes().chunks(WIDE).enumerate() {
        // Most words need nothing, which is seen of many bytes at a time.
        if bytes.try_into().is_ok_and(is_safe) {
            continue;
        }
        for (at, byte) in bytes.iter().enumerate() {
            let escaped = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => continue,
            };
            let at = number * WIDE + at;
            out.push_str(&text[done..at]);
            out.push_str(escaped);
            done = at + 1;
        }
    }
    out.push_str(&text[done..]);
}

/// `text` made safe between tags and between double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape_into(&mut out, text);
    out
}

/// The words of `text` with `marks` as elements. A mark that overlaps the one before it or does not lie on character boundaries is left out;
/// the words never are. `base` is put before addresses of the site (see [`site_url`]).
#[must_use]
pub fn annotate(text: &str, marks: &[Mark], base: &str) -> Html {
    let mut out = String::with_capacity(text.len() + marks.len() * 120);
    annotate_into(&mut out, text, marks, base);
    Html::trusted(out)
}

/// As [`annotate`], appending.
pub fn annotate_into(out: &mut String, text: &str, marks: &[Mark], base: &str) {
    let mut done = 0;
    for mark in marks {
        if mark.range.start < done {
            continue;
        }
        let Some(words) = text.get(mark.range.clone()) else {
            continue;
        };
        escape_into(out, &text[done..mark.range.start]);
        mark_into(out, words, &mark.kind, base);
        done = mark.range.end;
    }
    escape_into(out, &text[done..]);
}

/// An address as a browser needs it: an address of the site (it starts with one `/`) gets `base` before it, the path under which the site lives
/// (empty at the root of a host); any other address stays as it is.
#[must_use]
pub fn site_url<'a>(url: &'a str, base: &str) -> Cow<'a, str> {
    if base.is_empty() || !url.starts_with('/') || url.starts_with("//") { Cow::Borrowed(url) } else { Cow::Owned(format!("{base}{url}")) }
}

/// Markup from Markdown, which knows nothing of the base path: it is put into the addresses of the site here. Quotes in text are
/// escaped, so only attributes match.
#[must_use]
pub fn rebased<'a>(markup: &'a Html, base: &str) -> Cow<'a, str> {
    if base.is_empty() {
        return Cow::Borrowed(markup.as_str());
    }
    let markup = markup.as_str().replace("href=\"/", &format!("href=\"{base}/"));
    Cow::Owned(markup.replace("src=\"/", &format!("src=\"{base}/")))
}

/// Appends ` name="value"`, escaped.
pub fn attribute_into(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(out, value);
    out.push('"');
}

fn mark_into(out: &mut String, words: &str, kind: &MarkKind, base: &str) {
    let (class, href, title) = match kind {
        MarkKind::Citation { href, title } => ("citation", href.as_str(), title.as_str()),
        MarkKind::CitationUnlinked { title } => ("citation-unlinked", "", title.as_str()),
        MarkKind::Mention { href, title } => ("mention", href.as_str(), title.as_str()),
        MarkKind::Term { href, title } => ("term", href.as_str(), title.as_str()),
        MarkKind::Doubt { href, title } => ("doubt", href.as_str(), title.as_str()),
        MarkKind::Highlight => {
            out.push_str("<mark>");
            escape_into(out, words);
            out.push_str("</mark>");
            return;
        }
    };
    let element = if href.is_empty() { "span" } else { "a" };
    out.push('<');
    out.push_str(element);
    attribute_into(out, "class", class);
    if !href.is_empty() {
        attribute_into(out, "href", &site_url(href, base));
    }
    if !title.is_empty() {
        attribute_into(out, "title", title);
    }
    out.push('>');
    escape_into(out, words);
    out.push_str("</");
    out.push_str(element);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mention(range: std::ops::Range<usize>) -> Mark {
        let kind = MarkKind::Mention { href: "/co-quan/x/".to_owned(), title: "\"X\" & Y".to_owned() };
        Mark { range, kind }
    }

    fn stripped(markup: &str) -> String {
        scraper::Html::parse_fragment(markup).root_element().text().collect()
    }

    #[test]
    fn a_mark_becomes_an_element() {
        let cases = [
            ("Ban X.", vec![mention(4..5)], "Ban <a class=\"mention\" href=\"/q/co-quan/x/\" title=\"&quot;X&quot; &amp; Y\">X</a>."),
            ("a < b", vec![Mark { range: 0..1, kind: MarkKind::Highlight }], "<mark>a</mark> &lt; b"),
            ("Ủy ban", vec![mention(1..3)], "Ủy ban"),
            (
                "abc",
                vec![mention(0..2), mention(1..3)],
                "<a class=\"mention\" href=\"/q/co-quan/x/\" title=\"&quot;X&quot; &amp; Y\">ab</a>c",
            ),
            ("abc", vec![mention(2..9)], "abc"),
        ];
        for (text, marks, expected) in cases {
            assert_eq!(annotate(text, &marks, "/q").as_str(), expected, "{text}");
        }
    }

    #[test]
    fn only_addresses_of_the_site_get_the_base_path() {
        for (url, expected) in [("/a/", "/q/a/"), ("#khoan-2", "#khoan-2"), ("https://x/", "https://x/"), ("//x/", "//x/"), ("", "")] {
            assert_eq!(site_url(url, "/q"), expected);
        }
    }

    proptest! {
        #[test]
        fn stripping_the_tags_gives_the_text_back(
            text in "[ -~ăâđêôơưếộữĐ\n“”…]{0,60}",
            edges in proptest::collection::vec((0_usize..90, 0_usize..30), 0..6),
        ) {
            let marks: Vec<Mark> = edges.iter().map(|(start, length)| mention(*start..start + length)).collect();
            let markup = annotate(&text, &marks, "");
            prop_assert_eq!(stripped(markup.as_str()), text);
        }
    }
}
