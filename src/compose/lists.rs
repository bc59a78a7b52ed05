//! Pages that lead on: home, search, not found; sitemap and robots.

use crate::compose::{Composer, changes, documents, guidance, organisation, search, session};
use crate::content::{self, Site};
use crate::page::{HomePage, NavigationItem, NotFoundPage, Page, SearchPage, Shell, SiteView, Standing, Step};
use crate::theme::Strings;

/// The site as every page shows it.
pub fn site_view(site: &Site, strings: &Strings) -> SiteView {
    SiteView {
        title: site.title.clone(),
        description: site.description.clone(),
        base_url: site.base_url.clone(),
        language: site.language.clone(),
        as_of: site.as_of.map(|date| date.to_string()).unwrap_or_default(),
        offline: site.offline,
        downloads: site.downloads,
        navigation: site.navigation.iter().map(way).collect(),
        footer_ways: site.footer.iter().map(way).collect(),
        footer: Some(strings.get("footer.note")).filter(|note| !note.is_empty()).map(str::to_owned).into_iter().collect(),
    }
}

fn way(item: &content::NavigationItem) -> NavigationItem {
    NavigationItem { label: item.title.clone(), url: item.url.clone() }
}

/// Home, search, the page for what is not there, and all documents where those do not show them.
pub(in crate::compose) fn pages(composer: &Composer<'_>) -> Vec<Page> {
    let all = documents::entries(composer);
    let all_documents = documents::all(&all);
    let documents = documents::newest(&all);
    let organisations = organisation::groups(composer);
    let (manual, guidance) = guidance::entries(composer).into_iter().partition(|entry| entry.standing == Standing::Manual);
    let mut pages = vec![
        Page::Home(HomePage {
            shell: Shell { url: String::from("/"), ..Shell::default() },
            documents: documents.clone(),
            all_documents: all_documents.clone(),
            changes: changes::newest(composer),
            organisations: organisations.clone(),
            guidance,
            manual,
            sessions: session::entries(composer),
        }),
        Page::Search(SearchPage {
            shell: shell(composer, "search", "/tim-kiem/"),
            documents: documents.clone(),
            all_documents: all_documents.clone(),
            organisations,
            filters: search::filters(composer),
        }),
        Page::NotFound(NotFoundPage { shell: shell(composer, "not_found", "/404.html"), documents, all_documents }),
    ];
    pages.extend(documents::pages(composer, all));
    pages
}

pub(in crate::compose) fn shell(composer: &Composer<'_>, key: &str, url: &str) -> Shell {
    let title = composer.strings.get(&format!("{key}.title"));
    Shell {
        url: url.to_owned(),
        title: title.to_owned(),
        description: composer.strings.find(&format!("{key}.lead")).unwrap_or_default().to_owned(),
        section: url.to_owned(),
        breadcrumb: vec![Step::ours(title, url)],
    }
}

/// `sitemap.xml` for the addresses of all pages. The protocol wants whole addresses: without a base address they are left
/// relative to the host, which `build --base-url` mends.
pub fn sitemap(composer: &Composer<'_>, addresses: &[&str]) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let base = crate::render::html::escape(base_url(composer));
    for address in addresses {
        out.push_str("<url><loc>");
        out.push_str(&base);
        out.push('/');
        crate::render::html::escape_into(&mut out, address);
        out.push_str("</loc></url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`: everything may be read.
pub fn robots(composer: &Composer<'_>) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    match base_url(composer) {
        "" => {}
        base_url => out.push_str(&format!("Sitemap: {base_url}/sitemap.xml\n")),
    }
    out
}

/// Where the site is published, without a `/` at the end; empty where that is not said.
fn base_url<'a>(composer: &Composer<'a>) -> &'a str {
    composer.corpus.contents.site.base_url.trim_end_matches('/')
}
