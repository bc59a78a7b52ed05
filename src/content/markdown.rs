//! Markdown to HTML. The only module that knows pulldown-cmark and syntect. Entry point: [`render`].
//!
//! Architecture invariant: no raw HTML passes; what looks like HTML is shown as text and reported.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};
use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

use crate::diag::{Code, Diagnostic, Parsed};
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

/// A page made of Markdown.
#[derive(Clone, Debug, Default)]
pub(in crate::content) struct Rendered {
    pub(in crate::content) html: String,
    pub(in crate::content) sections: Vec<Section>,
    pub(in crate::content) links: Vec<(String, Span)>,
}

/// Renders the Markdown in bytes `body` of `text`.
pub(in crate::content) fn render(text: &str, body: Range<usize>, file: FileId) -> Parsed<Rendered> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_HEADING_ATTRIBUTES;
    let events = Parser::new_ext(&text[body.clone()], options).into_offset_iter();
    let mut page = Rendered { sections: vec![Section::default()], ..Rendered::default() };
    let mut pass = Pass { page: &mut page, diagnostics: Vec::new(), out: Vec::new(), code: None, heading: None, file, start: body.start };
    for (event, range) in events {
        pass.event(event, range);
    }
    let (out, diagnostics) = (pass.out, pass.diagnostics);
    html::push_html(&mut page.html, out.into_iter());
    Parsed { value: page, diagnostics }
}

/// One walk over the events: headings get anchors, code gets classes, links are noted, HTML becomes text.
struct Pass<'a, 'p> {
    page: &'p mut Rendered,
    diagnostics: Vec<Diagnostic>,
    out: Vec<Event<'a>>,
    /// Language and text of the code block that is open.
    code: Option<(String, String)>,
    /// Place in `out` of the heading that is open.
    heading: Option<usize>,
    file: FileId,
    start: usize,
}

impl<'a> Pass<'a, '_> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let span = Span::new(self.file, self.start + range.start..self.start + range.end);
        match event {
            Event::Html(words) | Event::InlineHtml(words) => {
                let message = "HTML in Markdown is shown as text, not used";
                self.diagnostics.push(Diagnostic::warning(Code::RawHtml, span, message).hint("write it in Markdown"));
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
            Event::SoftBreak | Event::HardBreak | Event::End(_) => {
                self.words(" ");
                self.out.push(event);
            }
            other => self.out.push(other),
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(section) = self.page.sections.last_mut() {
            if self.heading.is_some() { section.title.push_str(words) } else { section.text.push_str(words) }
        }
    }

    fn open_heading(&mut self, level: pulldown_cmark::HeadingLevel, id: Option<CowStr<'a>>) {
        self.heading = Some(self.out.len());
        self.page.sections.push(Section {
            id: id.map(|id| quyche_text::slug(&id)).unwrap_or_default(),
            level: level as u8,
            ..Section::default()
        });
        self.out.push(Event::Start(Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }));
    }

    fn close_heading(&mut self) {
        let Some(at) = self.heading.take() else { return };
        let Some((section, before)) = self.page.sections.split_last_mut() else { return };
        section.title = section.title.trim().to_owned();
        let wanted = if section.id.is_empty() { quyche_text::slug(&section.title) } else { section.id.clone() };
        let taken = |id: &str| before.iter().any(|other| other.id == id);
        section.id =
            std::iter::once(wanted.clone()).chain((2..).map(|times| format!("{wanted}-{times}"))).find(|id| !taken(id)).unwrap_or(wanted);
        if let Some(Event::Start(Tag::Heading { id, .. })) = self.out.get_mut(at) {
            *id = Some(CowStr::from(section.id.clone()));
        }
    }

    /// Notes a link; false for an address that must not be followed.
    fn link(&mut self, address: &str, span: Span) -> bool {
        let scheme =
            address.split(['/', '?', '#']).next().and_then(|head| head.split_once(':')).map(|(scheme, _)| scheme.to_ascii_lowercase());
        if scheme.is_some_and(|scheme| !["http", "https", "mailto"].contains(&scheme.as_str())) {
            let message = format!("`{address}` is no web address");
            self.diagnostics.push(Diagnostic::error(Code::BrokenLink, span, message).hint("link to `/…`, `https://…` or `mailto:…`"));
            return false;
        }
        self.page.links.push((address.to_owned(), span));
        true
    }
}

/// Code as HTML with classes, reachable by key because it may be wider than the page; a language that is not known is plain text.
fn highlight(language: &str, code: &str) -> String {
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
        let text =
            "[x](javascript:alert(1)) ![i](JavaScript:1) <b>đậm</b> [y](data:text/html,z) [z](/co-quan/) ![k](https://example.org/k.png)\n";
        let sources = Sources::new(vec![Source::decode(String::from("g.md"), text.into())]);
        let (file, source) = sources.iter().next().expect("there is one source");
        let page = render(&source.text, 0..text.len(), file);
        let html = page.value.html.to_lowercase();
        assert!(!html.contains("javascript:") && !html.contains("data:") && !html.contains("<b>"), "{html}");
        let codes: Vec<Code> = page.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        assert_eq!(codes, [Code::BrokenLink, Code::BrokenLink, Code::RawHtml, Code::RawHtml, Code::BrokenLink]);
        let links: Vec<&str> = page.value.links.iter().map(|(link, _)| link.as_str()).collect();
        assert_eq!(links, ["/co-quan/", "https://example.org/k.png"]);
    }
}
