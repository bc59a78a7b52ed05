//! What machines read in a page: schema.org data about what it holds and the way to it. The entry point is [`json_ld`].
//!
//! Legislation follows the terms that schema.org took from ELI. What is not known is left out, and the text of the site is said to be a
//! copy without legal value of its own.

use serde_json::{Value, json};

use crate::page::{
    CitedDocument, DataPage, DocumentHead, DocumentPage, GuidancePage, Link, OrganisationPage, Page, QuestionView, SessionPage, Shell,
    SiteView, Status, Step, TermView,
};
use crate::theme::Strings;

/// The data of `page` as JSON that may stand in a `<script>`; `None` for pages about nothing in particular.
#[must_use]
pub(super) fn json_ld(page: &Page, site: &SiteView, strings: &Strings) -> Option<String> {
    let context = Context { site, strings };
    let thing = match page {
        Page::Home(_) => Some(context.website()),
        Page::Document(page) => Some(context.document(page)),
        Page::FullText(page) => Some(context.legislation(&page.document)),
        Page::Article(page) => Some(context.article(&page.shell, &page.document)),
        Page::Organisation(page) => Some(context.organisation(page)),
        Page::Guidance(page) => Some(context.guidance(page)),
        Page::Session(page) => Some(context.session(page)),
        Page::Glossary(page) => {
            let terms: Vec<Value> = page.terms.iter().map(|term| context.term(term)).collect();
            Some(
                json!({ "@type": "DefinedTermSet", "name": page.shell.title, "url": context.absolute(&page.shell.url), "hasDefinedTerm": terms }),
            )
        }
        Page::Term(page) => {
            let mut term = context.term(&page.term);
            term["inDefinedTermSet"] = json!(context.absolute("/thuat-ngu/"));
            Some(term)
        }
        Page::Data(page) => Some(context.catalogue(page)),
        _ => None,
    };
    let trail = context.trail(&page.shell().breadcrumb);
    let graph: Vec<Value> = thing.into_iter().chain(trail).collect();
    if graph.is_empty() {
        return None;
    }
    let data = json!({ "@context": "https://schema.org", "@graph": graph });
    // `</script>` inside a string would end the element.
    Some(data.to_string().replace('<', "\\u003c"))
}

struct Context<'a> {
    site: &'a SiteView,
    strings: &'a Strings,
}

impl Context<'_> {
    fn website(&self) -> Value {
        let mut data = json!({ "@type": "WebSite", "name": self.site.title, "url": self.absolute("/"), "inLanguage": self.site.language });
        put(&mut data, "description", &self.site.description);
        if !self.site.base_url.is_empty() {
            let target = format!("{}?q={{search_term_string}}", self.absolute("/tim-kiem/"));
            data["potentialAction"] = json!({
                "@type": "SearchAction", "target": { "@type": "EntryPoint", "urlTemplate": target },
                "query-input": "required name=search_term_string",
            });
        }
        data
    }

    fn legislation(&self, document: &DocumentHead) -> Value {
        let word = self.strings.find(&format!("document_types.{}", document.document_type)).unwrap_or_default();
        let mut data = json!({
            "@type": "Legislation",
            "@id": self.absolute(&document.url),
            "name": format!("{word} {} {}", document.number, document.title).trim(),
            "legislationJurisdiction": { "@type": "Country", "name": "VN" },
            "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
            "inLanguage": "vi",
            "url": self.absolute(&document.url),
        });
        put(&mut data, "legislationIdentifier", &document.number);
        put(&mut data, "legislationType", word);
        put(&mut data, "legislationDate", &document.issued);
        put(&mut data, "temporalCoverage", &coverage(document));
        if !document.signer.is_empty() {
            data["legislationResponsible"] = json!({ "@type": "Person", "name": document.signer });
        }
        if let Some(issuer) = &document.issuer {
            data["legislationPassedBy"] = self.named("Organization", issuer);
        }
        match document.status {
            Status::InForce => data["legislationLegalForce"] = json!("https://schema.org/InForce"),
            Status::Expired | Status::Replaced => {
                data["legislationLegalForce"] = json!("https://schema.org/NotInForce");
            }
            Status::NotYet | Status::Unknown => {}
        }
        data
    }

    /// A document with what it changes and rests on, and its other forms.
    fn document(&self, page: &DocumentPage) -> Value {
        let mut data = self.legislation(&page.document);
        for (key, documents) in [("legislationChanges", &page.replaces), ("citation", &page.basis)] {
            // A line that names no document ("theo đề nghị của …") is no legislation.
            let known: Vec<Value> =
                documents.iter().filter(|document| document.status.is_some()).map(|document| self.cited(document)).collect();
            if !known.is_empty() {
                data[key] = json!(known);
            }
        }
        let form =
            |url: &str, kind: &str| json!({ "@type": "LegislationObject", "encodingFormat": kind, "contentUrl": self.absolute(url) });
        let document = &page.document;
        let forms = [
            (&document.full_text_url, "text/html"),
            (&document.akn_url, "application/akn+xml"),
            (&document.data_url, "application/json"),
            (&document.text_url, "text/markdown"),
        ];
        let forms: Vec<Value> = forms.iter().filter(|(url, _)| !url.is_empty()).map(|(url, kind)| form(url, kind)).collect();
        data["encoding"] = json!(forms);
        data
    }

    fn cited(&self, document: &CitedDocument) -> Value {
        let mut data = json!({ "@type": "Legislation", "name": document.label });
        put(
            &mut data,
            "url",
            &if document.external || document.url.is_empty() { document.url.clone() } else { self.absolute(&document.url) },
        );
        data
    }

    fn article(&self, shell: &Shell, document: &DocumentHead) -> Value {
        let mut data = json!({
            "@type": "Legislation",
            "name": shell.title,
            "inLanguage": "vi",
            "url": self.absolute(&shell.url),
            "isPartOf": self.legislation(document),
        });
        put(&mut data, "description", &shell.description);
        data
    }

    fn organisation(&self, page: &OrganisationPage) -> Value {
        let mut data = json!({ "@type": "Organization", "name": page.name, "url": self.absolute(&page.shell.url) });
        let named = |links: &[Link]| links.iter().map(|link| self.named("Organization", link)).collect::<Vec<Value>>();
        if !page.aliases.is_empty() {
            data["alternateName"] = json!(page.aliases);
        }
        if let Some(parent) = &page.parent {
            data["parentOrganization"] = self.named("Organization", parent);
        }
        for (key, links) in [("subOrganization", &page.children), ("member", &page.members)] {
            if !links.is_empty() {
                data[key] = json!(named(links));
            }
        }
        put(&mut data, "foundingDate", &page.valid_from);
        put(&mut data, "dissolutionDate", &page.valid_to);
        data
    }

    fn guidance(&self, page: &GuidancePage) -> Value {
        let mut data = json!({
            "@type": "Article", "headline": page.shell.title, "url": self.absolute(&page.shell.url), "inLanguage": self.site.language,
        });
        put(&mut data, "description", &page.shell.description);
        put(&mut data, "dateModified", &page.date);
        if !page.author.is_empty() {
            data["author"] = json!({ "@type": "Person", "name": page.author });
        }
        data
    }

    fn session(&self, page: &SessionPage) -> Value {
        let session = &page.session;
        let about: Vec<Value> = session.about.iter().map(|link| self.named("Legislation", link)).collect();
        let mut data = json!({
            "@type": "LearningResource", "name": session.title, "url": self.absolute(&session.url), "inLanguage": self.site.language,
        });
        for (key, values) in [("teaches", session.objectives.iter().map(|words| json!(words)).collect()), ("about", about)] {
            let values: Vec<Value> = values;
            if !values.is_empty() {
                data[key] = json!(values);
            }
        }
        put(&mut data, "description", &session.description);
        put(&mut data, "dateModified", &session.date);
        if session.duration > 0 {
            data["timeRequired"] = json!(format!("PT{}M", session.duration));
        }
        if !session.audience.is_empty() {
            data["audience"] = json!({ "@type": "EducationalAudience", "audienceType": session.audience });
        }
        let questions: Vec<Value> = session.questions().filter_map(|question| self.question(question)).collect();
        if !questions.is_empty() {
            data["hasPart"] = json!([{ "@type": "Quiz", "name": session.title, "hasPart": questions }]);
        }
        data
    }

    /// A question of which the right answers are known as words.
    fn question(&self, question: &QuestionView) -> Option<Value> {
        let answer = |text: &str| json!({ "@type": "Answer", "text": text });
        let right: Vec<Value> = match question.options.is_empty() {
            true => question.accepted.iter().take(1).map(|text| answer(text)).collect(),
            false => question.options.iter().filter(|option| option.is_right).map(|option| answer(&option.text)).collect(),
        };
        let wrong: Vec<Value> = question.options.iter().filter(|option| !option.is_right).map(|option| answer(&option.text)).collect();
        let kind = match question.kind.as_str() {
            "single" | "true-false" => "Multiple choice",
            "multiple" => "Checkbox",
            _ => "Flashcard",
        };
        (!right.is_empty()).then(|| {
            let mut data = json!({ "@type": "Question", "eduQuestionType": kind, "text": question.ask, "acceptedAnswer": right });
            if !wrong.is_empty() {
                data["suggestedAnswer"] = json!(wrong);
            }
            data
        })
    }

    fn term(&self, term: &TermView) -> Value {
        let mut data = json!({ "@type": "DefinedTerm", "name": term.term, "url": self.absolute(&term.url) });
        put(&mut data, "description", &term.definition);
        if !term.aliases.is_empty() {
            data["alternateName"] = json!(term.aliases);
        }
        data
    }

    fn catalogue(&self, page: &DataPage) -> Value {
        let files = page.groups.iter().filter(|group| group.key == "site").flat_map(|group| &group.files);
        let sets: Vec<Value> = files
            .map(|file| {
                let words = self.strings.find(&format!("data_files.{}", file.about)).unwrap_or_default();
                json!({
                    "@type": "Dataset", "name": file.name, "description": words, "inLanguage": self.site.language,
                    "distribution": { "@type": "DataDownload", "contentUrl": self.absolute(&file.url), "encodingFormat": file.format },
                })
            })
            .collect();
        json!({ "@type": "DataCatalog", "name": page.shell.title, "description": page.shell.description,
            "url": self.absolute(&page.shell.url), "dataset": sets })
    }

    fn named(&self, kind: &str, link: &Link) -> Value {
        let mut data = json!({ "@type": kind, "name": link.label });
        if !link.url.is_empty() {
            data["url"] = json!(self.absolute(&link.url));
        }
        data
    }

    fn trail(&self, steps: &[Step]) -> Option<Value> {
        if steps.len() < 2 {
            return None;
        }
        let items: Vec<Value> = steps
            .iter()
            .enumerate()
            .map(|(index, step)| {
                let mut item = json!({ "@type": "ListItem", "position": index + 1, "name": step.label });
                if !step.url.is_empty() {
                    item["item"] = json!(self.absolute(&step.url));
                }
                item
            })
            .collect();
        Some(json!({ "@type": "BreadcrumbList", "itemListElement": items }))
    }

    fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.site.base_url.trim_end_matches('/'))
    }
}

/// The time in which a document holds, as far as it is known: a day, or an interval of ISO 8601, open only where it is known to go on.
fn coverage(document: &DocumentHead) -> String {
    let goes_on = matches!(document.status, Status::InForce | Status::NotYet);
    match (document.effective.as_str(), document.expires.as_str()) {
        ("", to) => {
            if to.is_empty() {
                String::new()
            } else {
                format!("../{to}")
            }
        }
        (from, "") => {
            if goes_on {
                format!("{from}/..")
            } else {
                from.to_owned()
            }
        }
        (from, to) => format!("{from}/{to}"),
    }
}

/// Puts `value` under `key` unless it is empty.
fn put(data: &mut Value, key: &str, value: &str) {
    if !value.is_empty() {
        data[key] = json!(value);
    }
}
