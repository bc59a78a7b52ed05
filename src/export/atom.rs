//! What changed, as an Atom feed (RFC 4287). Entry point: [`feed`].

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::content::Date;
use crate::export::Setting;
use crate::export::xml::Xml;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub date: Date,
    /// What changed.
    pub title: String,
    /// More about it; may be empty.
    pub text: String,
    /// Where it is seen, an address in the site.
    pub url: String,
}

/// How the feed is called.
#[derive(Clone, Copy, Debug)]
pub struct Feed<'a> {
    /// Its address in the site.
    pub url: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Who publishes it.
    pub author: &'a str,
}

/// The feed with `entries`, newest first.
pub fn feed(about: Feed<'_>, entries: &[Entry], setting: &Setting<'_>) -> Vec<u8> {
    let address = |url: &str| setting.address(url).unwrap_or_else(|| url.to_owned());
    let newest = entries.iter().map(|entry| entry.date).max().unwrap_or_else(|| setting.day());
    let mut xml = Xml::new();
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", "vi")]);
    xml.words("id", &[], &id(about.url));
    xml.words("title", &[], about.title);
    xml.words("updated", &[], &instant(newest));
    xml.element("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address("/"))], "");
    xml.element("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &address(about.url))], "");
    xml.open("author", &[]);
    xml.words("name", &[], about.author);
    xml.close();
    for entry in entries {
        xml.open("entry", &[]);
        xml.words("id", &[], &id(&format!("{}\n{}\n{}", entry.url, entry.date, entry.title)));
        xml.words("title", &[], &entry.title);
        xml.words("updated", &[], &instant(entry.date));
        xml.element("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address(&entry.url))], "");
        if !entry.text.is_empty() {
            xml.words("summary", &[], &entry.text);
        }
        xml.close();
    }
    xml.close();
    xml.finish()
}

/// A name that stays when the site moves to another host: a UUID made from `name` (RFC 9562, version 8).
fn id(name: &str) -> String {
    let digest = Sha256::digest(name.as_bytes());
    let mut bytes: Vec<u8> = digest.iter().copied().take(16).collect();
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut out = String::from("urn:uuid:");
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        write!(out, "{byte:02x}").expect("writing to a text does not fail");
    }
    out
}

/// The day as the feed has it: it begins in Viet Nam.
fn instant(date: Date) -> String {
    format!("{date}T00:00:00+07:00")
}
