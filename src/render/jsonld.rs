//! What machines read in a page: schema.org data about the legislation and the way to the page. The entry point is [`json_ld`].

use serde_json::{Value, json};

use crate::page::{DocumentHead, Link, Page, Shell, SiteView, Status};
use crate::theme::Strings;

/// The data of `page` as JSON that may stand in a `<script>`; `None` for pages about nothing in particular.
#[must_use]
pub(super) fn json_ld(page: &Page, site: &SiteView, strings: &Strings) -> Option<String> {
    let context = Context { site, strings };
    let thing = match page {
        Page::Home(_) => Some(context.website()),
        Page::Document(page) => Some(context.legislation(&page.document)),
        Page::FullText(page) => Some(context.legislation(&page.document)),
        Page::Article(page) => Some(context.article(&page.shell, &page.document)),
        Page::Organisation(page) => Some(json!({
            "@type": "Organization", "name": page.name, "alternateName": page.aliases, "url": context.absolute(&page.shell.url),
        })),
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
        json!({
            "@type": "WebSite", "name": self.site.title, "description": self.site.description,
            "url": self.absolute("/"), "inLanguage": self.site.language,
        })
    }

    fn legislation(&self, document: &DocumentHead) -> Value {
        let word = self.strings.find(&format!("document_types.{}", document.document_type)).unwrap_or_default();
        let mut data = json!({
            "@type": "Legislation",
            "name": format!("{word} {} {}", document.number, document.title).trim(),
            "legislationIdentifier": document.number,
            "legislationType": word,
            "inLanguage": "vi",
            "url": self.absolute(&document.url),
        });
        for (key, value) in
            [("legislationDate", &document.issued), ("temporalCoverage", &document.effective), ("legislationResponsible", &document.signer)]
        {
            if !value.is_empty() {
                data[key] = json!(value);
            }
        }
        if let Some(issuer) = &document.issuer {
            data["legislationPassedBy"] = json!({ "@type": "Organization", "name": issuer.label });
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

    fn article(&self, shell: &Shell, document: &DocumentHead) -> Value {
        json!({
            "@type": "Legislation",
            "name": shell.title,
            "inLanguage": "vi",
            "url": self.absolute(&shell.url),
            "isPartOf": self.legislation(document),
        })
    }

    fn trail(&self, steps: &[Link]) -> Option<Value> {
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
