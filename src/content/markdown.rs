//! Markdown to HTML. The only module that knows pulldown-cmark and syntect. Entry point: [`Reader`].
//!
//! Architecture invariant: no raw HTML passes; what looks like HTML is shown as text and reported.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::content::outline::{Block, outline};
use crate::content::site::names_host;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// A heading and the words under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Anchor on the page; empty for what stands before the first heading.
    pub id: String,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// Words of the heading.
    pub title: String,
    /// Words under it, for search.
    pub text: String,
}

/// Running text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// As HTML: escaped, without raw HTML.
    pub html: String,
    /// As blocks, for writers that know no HTML.
    pub blocks: Vec<Block>,
}

/// Reads the Markdown of one file piece by piece; anchors are unique in the file.
#[derive(Debug)]
pub(in crate::content) struct Reader<'t> {
    /// The text of the file.
    pub(in crate::content) text: &'t str,
    /// The file.
    pub(in crate::content) file: FileId,
    /// Its parts so far.
    pub(in crate::content) sections: Vec<Section>,
    /// Addresses it links to so far, as written.
    pub(in crate::content) links: Vec<(String, Span)>,
    diagnostics: Vec<Diagnostic>,
    anchors: BTreeSet<String>,
}

impl<'t> Reader<'t> {
    pub(in crate::content) fn new(text: &'t str, file: FileId) -> Self {
        let sections = vec![Section::default()];
        Self { text, file, sections, links: Vec::new(), diagnostics: Vec::new(), anchors: BTreeSet::new() }
    }

    /// The running text in bytes `range` of the file.
    pub(in crate::content) fn prose(&mut self, range: Range<usize>) -> Prose {
        let text = self.text;
        self.read(&text[range.clone()], Origin::At(range.start))
    }

    /// The running text `words`, which stands somewhere in `span` in another writing.
    pub(in crate::content) fn prose_of(&mut self, words: &str, span: &Span) -> Prose {
        self.read(words, Origin::Within(span.clone()))
    }

    /// An anchor that nothing on the page has: `wanted`, or `wanted` with a number.
    pub(in crate::content) fn anchor(&mut self, wanted: &str) -> String {
        let numbered = (2..).map(|times| format!("{wanted}-{times}"));
        let free = std::iter::once(wanted.to_owned()).chain(numbered).find(|anchor| !self.anchors.contains(anchor));
        let free = free.unwrap_or_default();
        self.anchors.insert(free.clone());
        free
    }

    /// Begins a part of the page.
    pub(in crate::content) fn section(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// Adds words to the part that stands last, for search.
    pub(in crate::content) fn words(&mut self, words: &str) {
        if let Some(section) = self.sections.last_mut() {
            section.text.push_str(words);
        }
    }

    /// Ends what was added last with `mark`, where no mark does: the words that follow are no part of its sentence.
    pub(in crate::content) fn end_sentence(&mut self, mark: char) {
        if let Some(section) = self.sections.last_mut() {
            section.text.truncate(section.text.trim_end().len());
            let is_open = section.text.ends_with(|last: char| last.is_alphanumeric() || [')', '”', '"'].contains(&last));
            section.text.extend(Some(mark).filter(|_| is_open));
            section.text.extend(Some(' ').filter(|_| !section.text.is_empty()));
        }
    }

    pub(in crate::content) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// What was wrong so far.
    pub(in crate::content) fn diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.diagnostics)
    }

    fn read(&mut self, text: &str, origin: Origin) -> Prose {
        let options =
            Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
        let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(text, options).into_offset_iter().collect();
        let plain: Vec<Event<'_>> = events.iter().map(|(event, _)| event.clone()).collect();
        let mut pass = Pass { page: self, out: Vec::new(), code: None, heading: None, is_table_head: false, origin };
        for (event, range) in events {
            pass.event(event, range);
        }
        let mut html = String::new();
        html::push_html(&mut html, pass.out.into_iter());
        Prose { html, blocks: outline(&plain) }
    }
}

/// Where the text of a pass stands in the file.
enum Origin {
    /// It begins at this byte.
    At(usize),
    /// Somewhere in here.
    Within(Span),
}

/// One walk over the events: headings get anchors, code gets classes, links are noted, HTML becomes text.
struct Pass<'a, 'r, 't> {
    page: &'r mut Reader<'t>,
    out: Vec<Event<'a>>,
    /// Language and text of the code block that is open.
    code: Option<(String, String)>,
    /// The heading that is open: its place in `out`, and the part it begins.
    heading: Option<(usize, Section)>,
    /// Whether the heads of columns are read, which are no sentence.
    is_table_head: bool,
    origin: Origin,
}

impl<'a> Pass<'a, '_, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let span = match &self.origin {
            Origin::At(start) => Span::new(self.page.file, start + range.start..start + range.end),
            Origin::Within(span) => span.clone(),
        };
        match event {
            Event::Html(words) | Event::InlineHtml(words) => {
                let message = "HTML in Markdown is shown as text, not used";
                self.page.report(Diagnostic::warning(Code::RawHtml, span, message).hint("write it in Markdown"));
                self.words(&words);
                self.out.push(Event::Text(words));
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((language, String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((language, code)) = self.code.take() {
                    self.out.push(Event::Html(CowStr::from(highlight(&language, &code))));
                }
            }
            Event::Text(words) if self.code.is_some() => {
                if let Some((_, code)) = &mut self.code {
                    code.push_str(&words);
                }
            }
            Event::Start(Tag::Heading { level, id, .. }) => self.open_heading(level, id),
            Event::End(TagEnd::Heading(level)) => {
                self.close_heading();
                self.out.push(Event::End(TagEnd::Heading(level)));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let safe = self.link(&dest_url, span);
                self.out.push(Event::Start(Tag::Link { link_type, dest_url: if safe { dest_url } else { CowStr::from("#") }, title, id }));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let safe = self.link(&dest_url, span);
                self.out.push(Event::Start(Tag::Image { link_type, dest_url: if safe { dest_url } else { CowStr::from("") }, title, id }));
            }
            Event::Text(words) => {
                self.words(&words);
                self.out.push(Event::Text(words));
            }
            Event::Code(words) => {
                self.words(&words);
                self.out.push(Event::Code(words));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words(" ");
                self.out.push(event);
            }
            Event::Start(Tag::TableHead) | Event::End(TagEnd::TableHead) => {
                self.is_table_head = matches!(event, Event::Start(_));
                self.out.push(event);
            }
            Event::End(end) => {
                let is_inline = matches!(end, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image);
                if !is_inline && self.heading.is_none() && !self.is_table_head {
                    self.page.end_sentence(if end == TagEnd::TableCell { ';' } else { '.' });
                }
                self.out.push(Event::End(end));
            }
            other => self.out.push(other),
        }
    }

    fn words(&mut self, words: &str) {
        match &mut self.heading {
            Some((_, section)) => section.title.push_str(words),
            None if self.is_table_head => {}
            None => self.page.words(words),
        }
    }

    fn open_heading(&mut self, level: pulldown_cmark::HeadingLevel, id: Option<CowStr<'a>>) {
        let id = id.map(|id| quyche_text::slug(&id)).unwrap_or_default();
        self.heading = Some((self.out.len(), Section { id, level: level as u8, ..Section::default() }));
        self.out.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
    }

    fn close_heading(&mut self) {
        let Some((at, mut section)) = self.heading.take() else { return };
        section.title = section.title.trim().to_owned();
        let wanted = if section.id.is_empty() { quyche_text::slug(&section.title) } else { section.id };
        section.id = self.page.anchor(&wanted);
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.out.get_mut(at) {
            *id = Some(CowStr::from(section.id.clone()));
        }
        self.page.section(section);
    }

    /// Notes a link; false for an address that must not be followed.
    fn link(&mut self, address: &str, span: Span) -> bool {
        let scheme =
            address.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme.to_ascii_lowercase());
        if names_host(address) || scheme.is_some_and(|scheme| !["http", "https", "mailto"].contains(&scheme.as_str())) {
            let message = format!("`{address}` is no web address");
            self.page.report(Diagnostic::error(Code::BrokenLink, span, message).hint("link to `/…`, `https://…` or `mailto:…`"));
            return false;
        }
        self.page.links.push((address.to_owned(), span));
        true
    }
}

/// Code as HTML with classes, reachable by key because it may be wider than the page; a language that is not known is plain text.
/// Words after the language name the file in which the code stands.
fn highlight(info: &str, code: &str) -> String {
    let (language, file) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
    let shown = coloured(language, code);
    if file.is_empty() {
        return shown;
    }
    let mut name = String::new();
    html::push_html(&mut name, [Event::Code(CowStr::from(file.trim()))].into_iter());
    format!("<figure class=\"code-file\"><figcaption>{name}</figcaption>{shown}</figure>\n")
}

fn coloured(language: &str, code: &str) -> String {
    let syntax = SYNTAXES.find_syntax_by_token(language).unwrap_or_else(|| SYNTAXES.find_syntax_plain_text());
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, ClassStyle::SpacedPrefixed { prefix: "code-" });
    for line in LinesWithEndings::from(code) {
        if generator.parse_html_for_line_which_includes_newline(line).is_err() {
            let mut plain = String::new();
            html::push_html(&mut plain, [Event::Text(CowStr::from(code))].into_iter());
            return format!("<pre tabindex=\"0\"><code>{plain}</code></pre>\n");
        }
    }
    format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", generator.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Sources};

    #[test]
    fn nothing_unsafe_passes() {
        let text = "[x](javascript:alert(1)) ![i](JavaScript:1) <b>đậm</b> [y](data:text/html,z) [z](/co-quan/) [w](//evil.example/) [v](/\\\\evil.example/) ![k](https://example.org/k.png)\n";
        let sources = Sources::new(vec![Source::decode(String::from("g.md"), text)]);
        let (file, source) = sources.iter().next().expect("there is one source");
        let mut page = Reader::new(&source.text, file);
        let html = page.prose(0..text.len()).html.to_lowercase();
        assert!(
            !html.contains("javascript:") && !html.contains("data:") && !html.contains("<b>") && !html.contains("evil.example"),
            "{html}"
        );
        let codes: Vec<Code> = page.diagnostics().iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(
            codes,
            [Code::BrokenLink, Code::BrokenLink, Code::RawHtml, Code::RawHtml, Code::BrokenLink, Code::BrokenLink, Code::BrokenLink]
        );
        let links: Vec<&str> = page.links.iter().map(|(link, _)| link.as_str()).collect();
        assert_eq!(links, ["/co-quan/", "https://example.org/k.png"]);
    }
}
