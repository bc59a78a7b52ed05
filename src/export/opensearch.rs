//! How a browser searches the site: an OpenSearch 1.1 description. Entry point: [`description`].

use crate::export::Setting;
use crate::export::xml::Xml;

/// Longest short name, in characters, by the specification.
const SHORT: usize = 16;
/// Longest long name.
const LONG: usize = 48;
/// Longest description.
const DESCRIPTION: usize = 1024;

/// The description of the search of a site called `title`, which `about` describes; `None` while it is unknown where the site is served,
/// for the addresses in it are whole ones.
pub fn description(title: &str, about: &str, setting: &Setting<'_>) -> Option<Vec<u8>> {
    let search = setting.address("/tim-kiem/?q=")?;
    let mut xml = Xml::new();
    xml.open("OpenSearchDescription", &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")]);
    xml.words("ShortName", &[], cut(title, SHORT));
    xml.words("LongName", &[], cut(title, LONG));
    xml.words("Description", &[], cut(if about.is_empty() { title } else { about }, DESCRIPTION));
    xml.element("Url", &[("type", "text/html"), ("template", &format!("{search}{{searchTerms}}"))], "");
    if let Some(this) = setting.address("/opensearch.xml") {
        xml.element("Url", &[("type", "application/opensearchdescription+xml"), ("rel", "self"), ("template", &this)], "");
    }
    xml.words("Language", &[], "vi");
    xml.words("InputEncoding", &[], "UTF-8");
    xml.words("OutputEncoding", &[], "UTF-8");
    xml.close();
    Some(xml.finish())
}

/// The first words of `text` that make no more than `most` characters.
fn cut(text: &str, most: usize) -> &str {
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let whole = end == text.len() || text[end..].starts_with(' ');
    let head = &text[..end];
    if whole { head.trim_end() } else { head.rsplit_once(' ').map_or(head, |(words, _)| words.trim_end()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(cut("Quy chế công tác dân vận", SHORT), "Quy chế công tác");
        assert_eq!(cut("Quy chế công tác dân vận", 15), "Quy chế công");
        assert_eq!(cut("Quy chế", SHORT), "Quy chế");
    }
}
