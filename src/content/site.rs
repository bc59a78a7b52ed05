//! `site.yaml`: what the site is called and the only clock of a build. Entry point: [`parse`].

use serde::{Deserialize, Serialize};

use crate::content::{Date, id};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::source::{FileId, Source, Span};
use crate::yaml;

/// A way in, shown on every page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NavigationItem {
    /// What the reader sees.
    pub title: String,
    /// Address below the site's root: `/co-quan/`.
    pub url: String,
}

/// What a topic is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The slug that guidance and sessions name.
    #[serde(deserialize_with = "id::id")]
    pub id: String,
    /// What the reader sees.
    pub title: String,
}

/// The site as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Site {
    /// Name of the site.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Where it will be served: `https://…`, without a final `/`. Empty while unknown: no canonical addresses then.
    pub base_url: String,
    /// The day for which "in force" and the like are said; the only clock.
    pub as_of: Option<Date>,
    /// Language of the pages.
    pub language: String,
    /// Ways in, in order.
    pub navigation: Vec<NavigationItem>,
    /// Whether browsers keep what is read for reading without a network. `false` also takes back what they keep already.
    pub offline: bool,
    /// Whether each document can be taken away: as a Word file and a PDF file, as one page, as Akoma Ntoso; and all data as one archive.
    pub downloads: bool,
    /// Ways at the foot of every page, in order.
    pub footer: Vec<NavigationItem>,
    /// Whether each document has a PDF file; needs a program built with the feature `pdf`.
    pub pdf: bool,
    /// Whether a printed Điều bears a QR code with its address; needs `base_url`.
    pub qr_codes: bool,
    /// Names of topics; one that is not named is called by its slug.
    pub topics: Vec<Topic>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            title: String::from("Quy chế"),
            description: String::new(),
            base_url: String::new(),
            as_of: None,
            language: String::from("vi"),
            navigation: Vec::new(),
            offline: true,
            downloads: true,
            footer: Vec::new(),
            pdf: false,
            qr_codes: false,
            topics: Vec::new(),
        }
    }
}

/// Whether `text` can stand before the address of every page: a scheme, a host, perhaps a folder.
pub fn is_web_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let stray = |sign: char| sign.is_control() || matches!(sign, ' ' | '?' | '#' | '"' | '\'' | '<' | '>' | '\\');
    !host.is_empty() && !host.starts_with('/') && !host.contains(stray)
}

/// Whether an address without a scheme leads to another host all the same: a browser takes `//host/` and `/\host/` so.
pub(in crate::content) fn names_host(address: &str) -> bool {
    const STROKES: [char; 2] = ['/', '\\'];
    address.starts_with(STROKES) && address[1..].starts_with(STROKES)
}

/// Parses `site.yaml`.
pub fn parse(source: &Source, file: FileId) -> Parsed<Site> {
    let mut diagnostics = Vec::new();
    let mut site: Site = yaml::read_mapping(&source.text, file, 0..source.text.len(), &mut diagnostics);
    site.base_url.truncate(site.base_url.trim_end_matches('/').len());
    if !site.base_url.is_empty() && !is_web_address(&site.base_url) {
        let range = 0..source.text.find('\n').unwrap_or(source.text.len());
        let message = format!("`base_url` is no web address: `{}`", site.base_url);
        diagnostics
            .push(Diagnostic::error(Code::BadValue, Span::new(file, range), message).hint("write `https://` and the name of the host"));
        site.base_url.clear();
    }
    if site.pdf && !cfg!(feature = "pdf") {
        let start = source.text.find("pdf:").unwrap_or(0);
        let message = "`pdf: true` asks for files that this program cannot make";
        diagnostics.push(
            Diagnostic::warning(Code::BadValue, Span::new(file, start..start + 3), message)
                .hint("build it with `cargo build --release --features pdf`, or leave the line out"),
        );
    }
    Parsed { value: site, diagnostics }
}
