//! `llms.txt`: what a language model should know of the site before it reads it. Entry point: [`guide`].

use crate::compose::{Composer, data, head, register, session};
use crate::content::Standing;
use crate::export::llms::{self, Entry, Section};

/// The file.
pub(in crate::compose) fn guide(composer: &Composer<'_>) -> Vec<u8> {
    let (site, strings) = (&composer.corpus.contents.site, composer.strings);
    let setting = register::setting(composer);
    let entry = |title: &str, url: &str, about: &str| Entry {
        title: title.to_owned(),
        url: setting.address(url).unwrap_or_else(|| url.to_owned()),
        about: about.to_owned(),
    };
    let section = |key: &str, links: Vec<Entry>| Section { title: strings.get(&format!("llms.{key}")).to_owned(), links };
    let texts = composer.heads.iter().map(|head| {
        let status = strings.get(&format!("status.{}.label", head.status.as_str()));
        entry(&head::name(&composer.places, head), &head.text_url, &format!("{} ({status})", head.title))
    });
    let (whole, others): (Vec<_>, Vec<_>) = data::files(composer).into_iter().partition(|file| file.subject.is_none());
    let of_documents = (0..composer.documents()).flat_map(|index| data::files_of(composer, index));
    let others: Vec<_> = of_documents.chain(others).collect();
    let file = |file: &crate::page::DataFile| {
        let about = strings.find(&format!("data_files.{}", file.about)).unwrap_or_default();
        let subject = file.subject.as_ref().map(|subject| format!(" – {}", subject.label)).unwrap_or_default();
        entry(&file.name, &file.url, &format!("{about}{subject}"))
    };
    let guidance = composer.corpus.contents.guidance.iter().filter(|page| page.meta.standing != Standing::Manual);
    let guidance =
        guidance.map(|page| entry(&page.meta.title, &format!("/{}/", page.id), page.meta.description.as_deref().unwrap_or_default()));
    let sessions = session::entries(composer).into_iter().map(|session| entry(&session.title, &session.url, &session.summary));
    let pages = site.navigation.iter().map(|item| entry(&item.title, &item.url, ""));
    let sections = [
        section("texts", texts.collect()),
        section("pages", pages.collect()),
        section("study", guidance.chain(sessions).collect()),
        section("data", whole.iter().filter(|file| !matches!(file.about.as_str(), "schema" | "guide" | "checksum")).map(file).collect()),
        section("optional", others.iter().filter(|file| matches!(file.about.as_str(), "document" | "akn")).map(file).collect()),
    ];
    llms::guide(&site.title, &site.description, strings.get("llms.notes"), &sections)
}
