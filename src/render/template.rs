//! The only module that knows the template engine: [`compile`] a theme, [`render`] a page.
//!
//! A template sees `page` (the fields of its model), `site`, `strings`, `policy`, `canonical`, `json_ld` and, ready made, `body` (law text) and `contents`.
//! `in_vietnamese` is the attribute for an element whose words are not the theme's; nothing where the theme speaks Vietnamese too.
//! Everything is escaped but `body` and `contents`, which are passed as safe values, and the results of the filters `annotate` and `markup`.

use std::fmt;

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::page::{Contents, Page, SinglePage, SiteView};
use crate::render::alone::{self, with_engine};
use crate::render::contents::{Place, contents_into};
use crate::render::filters;
use crate::render::headers::{Host, headers};
use crate::render::jsonld::json_ld;
use crate::render::policy::{self, PAGE};
use crate::render::provision::{Setting, provision_into};
use crate::render::relink::{Reach, relinked};
use crate::render::words::Words;
use crate::theme::{Strings, Theme};

/// A theme compiled for one site.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    words: Words,
    strings: Strings,
    site: SiteView,
    base: String,
    vietnamese: &'static str,
    slides: Alone,
    single: Alone,
}

/// What a page that stands alone carries within itself; templates see it as `alone`.
#[derive(Debug, Clone, Serialize)]
struct Alone {
    policy: String,
    style: String,
    script: String,
}

/// The style of a document in one file: the sheets of the site that set law text, and its own.
const SINGLE_STYLE: [&str; 7] = [
    "static/css/1-tokens.css",
    "static/css/2-base.css",
    "static/css/4-law.css",
    "static/css/4-paper.css",
    "static/css/5-contents.css",
    "static/css/7-print.css",
    "single/single.css",
];

/// Its script: the search of the site without its worker, and its own.
const SINGLE_SCRIPT: [&str; 3] = ["static/js/search-engine.js", "static/js/search-hit.js", "single/single.js"];

impl Alone {
    /// The joined styles and the joined scripts of the theme.
    fn new(theme: &Theme, styles: &[&str], scripts: &[&str]) -> Self {
        let joined = |files: &[&str]| files.iter().map(|file| theme.alone(file)).collect::<String>();
        let (style, script) = (joined(styles), joined(scripts));
        Self { policy: alone::policy(&style, &script), style, script }
    }
}

/// Why a page could not be rendered, or a theme not compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// The template, such as `article.html`; empty when the theme as a whole does not compile.
    pub template: String,
    /// Address of the page; empty while compiling, and for a page that is not of the site.
    pub url: String,
    /// What is wrong, with the place in the template where that is known.
    pub message: String,
}

impl fmt::Display for RenderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.template.as_str(), self.url.as_str()) {
            ("", _) => write!(formatter, "the templates do not compile: {}", self.message),
            (template, "") => write!(formatter, "template `{template}`: {}", self.message),
            (template, url) => write!(formatter, "template `{template}`, page `{url}`: {}", self.message),
        }
    }
}

impl std::error::Error for RenderError {}

/// Compiles the templates of `theme` for `site`.
///
/// # Errors
/// When a template does not parse or names something that is not there.
pub fn compile(theme: &Theme, site: &SiteView) -> Result<Templates, RenderError> {
    let failed = |error: tera::Error| RenderError { template: String::new(), url: String::new(), message: full_message(&error) };
    let base = base_path(&site.base_url);
    let mut tera = Tera::new();
    tera.set_escape_fn(|text, out| {
        let mut escaped = String::with_capacity(text.len());
        crate::render::html::escape_into(&mut escaped, text);
        out.write_all(escaped.as_bytes())
    });
    filters::register(&mut tera, theme, &base, &site.base_url);
    tera.add_raw_templates(theme.templates()).map_err(failed)?;
    tera.global_context().insert("site", site);
    tera.global_context().insert("strings", theme.strings().tree());
    tera.global_context().insert("policy", PAGE);
    let vietnamese = in_vietnamese(&site.language);
    tera.global_context().insert_value("in_vietnamese", Value::safe_string(vietnamese));
    let words = Words::new(theme.strings(), &site.language);
    let slides = Alone::new(theme, &["slides/slides.css"], &["slides/slides.js"]);
    let mut single = Alone::new(theme, &SINGLE_STYLE, &SINGLE_SCRIPT);
    single.policy = with_engine(&single.policy);
    Ok(Templates { tera, words, strings: theme.strings().clone(), site: site.clone(), base, vietnamese, slides, single })
}

/// The HTML of `page`.
///
/// # Errors
/// When the template asks for a value that is not there; the error names the template and the page.
pub fn render(page: &Page, templates: &Templates) -> Result<String, RenderError> {
    let (template, context) = match page {
        Page::Home(model) => ("home.html", context(model)),
        Page::Documents(model) => ("documents.html", context(model)),
        Page::Document(model) => ("document.html", templates.with_contents(context(model), &model.contents, Place::Document)),
        Page::Article(model) => {
            let place = Place::Article(&model.article.path);
            let context = templates.with_contents(context(model.as_ref()), &model.contents, place);
            ("article.html", templates.with_provisions(context, std::slice::from_ref(&model.article), 1))
        }
        Page::FullText(model) => {
            let place = Place::FullText(&model.document.id);
            let context = templates.with_contents(context(model), &model.contents, place);
            ("full-text.html", templates.with_provisions(context, &model.provisions, 2))
        }
        Page::Single(model) => ("single.html", templates.with_single(model)),
        Page::Readings(model) => ("readings.html", context(model)),
        Page::Scan(model) => ("scan.html", context(model)),
        Page::Gaps(model) => ("gaps.html", context(model)),
        Page::Organisations(model) => ("organisations.html", context(model)),
        Page::Organisation(model) => ("organisation.html", context(model.as_ref())),
        Page::Cooperation(model) => ("cooperation.html", context(model.as_ref())),
        Page::Calendar(model) => ("calendar.html", context(model.as_ref())),
        Page::Assessment(model) => ("assessment.html", context(model.as_ref())),
        Page::Guidance(model) => ("guidance.html", context(model)),
        Page::GuidanceIndex(model) => ("guidance-index.html", context(model)),
        Page::Topic(model) => ("topic.html", context(model)),
        Page::Sessions(model) => ("sessions.html", context(model)),
        Page::Session(model) => ("session.html", context(model)),
        Page::Handout(model) => ("handout.html", context(model)),
        Page::TrainerGuide(model) => ("trainer-guide.html", context(model)),
        Page::Slides(model) => ("slides.html", templates.with_slides(context(model))),
        Page::Glossary(model) => ("glossary.html", context(model)),
        Page::Term(model) => ("term.html", context(model.as_ref())),
        Page::Search(model) => ("search.html", context(model)),
        Page::Data(model) => ("data.html", context(model)),
        Page::Offline(model) => ("offline.html", context(model)),
        Page::NotFound(model) => ("not-found.html", context(model)),
    };
    let failed =
        |error: tera::Error| RenderError { template: template.to_owned(), url: page.shell().url.clone(), message: full_message(&error) };
    let mut context = context.map_err(failed)?;
    context.insert("canonical", &templates.canonical(&page.shell().url));
    context.insert("json_ld", &json_ld(page, &templates.site, &templates.strings));
    templates.tera.render(template, &context).map_err(failed)
}

/// The HTML of a page that is no page of the site: `template` sees the fields of `model` as `page`.
///
/// # Errors
/// When the template asks for a value that is not there; the error names the template.
pub fn render_alone<T: Serialize>(template: &str, model: &T, templates: &Templates) -> Result<String, RenderError> {
    let rendered = context(model).and_then(|context| templates.tera.render(template, &context));
    rendered.map_err(|error| RenderError { template: template.to_owned(), url: String::new(), message: full_message(&error) })
}

type Prepared = Result<Context, tera::Error>;

fn context<T: Serialize>(model: &T) -> Prepared {
    let mut context = Context::new();
    context.insert_value("page", Value::try_from_serializable(model)?);
    Ok(context)
}

impl Templates {
    /// What `host` should say with the files of the site, as it reads it.
    #[must_use]
    pub fn headers(&self, host: Host) -> String {
        headers(host, &policy::header(&[&self.slides, &self.single].map(|alone| (alone.style.as_str(), alone.script.as_str()))), &self.base)
    }

    fn with_contents(&self, context: Prepared, contents: &Contents, place: Place<'_>) -> Prepared {
        let mut markup = String::with_capacity(16 * 1024);
        contents_into(&mut markup, contents, place, &self.base, self.vietnamese);
        let mut context = context?;
        context.insert_value("contents", Value::safe_string(&markup));
        Ok(context)
    }

    fn with_provisions(&self, context: Prepared, provisions: &[crate::page::ProvisionView], level: u8) -> Prepared {
        let mut markup = String::with_capacity(16 * 1024);
        let setting = Setting { words: &self.words, base: &self.base, level };
        for provision in provisions {
            provision_into(&mut markup, provision, setting);
        }
        let mut context = context?;
        context.insert_value("body", Value::safe_string(&markup));
        Ok(context)
    }

    fn with_slides(&self, context: Prepared) -> Prepared {
        let mut context = context?;
        context.insert("alone", &self.slides);
        Ok(context)
    }

    /// A document in one file: what is read is rendered first, so that its links can be made to lead somewhere without the site.
    fn with_single(&self, model: &SinglePage) -> Prepared {
        let place = Place::FullText(&model.document.id);
        let mut inner = self.with_provisions(self.with_contents(context(model), &model.contents, place), &model.provisions, 2)?;
        inner.insert("canonical", &self.canonical(&model.document.url));
        let markup = self.tera.render("single-body.html", &inner)?;
        let reach = Reach { anchors: &model.anchors, base: &self.base, base_url: &self.site.base_url };
        let mut context = context(model)?;
        context.insert_value("inner", Value::safe_string(&relinked(&markup, reach)));
        context.insert("alone", &self.single);
        Ok(context)
    }

    fn canonical(&self, url: &str) -> String {
        match self.site.base_url.trim_end_matches('/') {
            "" => String::new(),
            host => format!("{host}{url}"),
        }
    }
}

/// The attribute of an element whose words are the law's or an editor's, Vietnamese in a page whose own words are of `language`.
fn in_vietnamese(language: &str) -> &'static str {
    if language == "vi" { "" } else { " lang=\"vi\"" }
}

/// The path part of a base URL without the last slash: `/quyche` of `https://host/quyche/`.
fn base_path(base_url: &str) -> String {
    let after_scheme = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    after_scheme.find('/').map_or("", |at| after_scheme[at..].trim_end_matches('/')).to_owned()
}

/// The message with all its causes: the engine says where in the cause.
fn full_message(error: &tera::Error) -> String {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    message
}
