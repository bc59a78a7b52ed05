//! The theme's words that law text needs, looked up once a build: [`Words`].

use std::collections::BTreeMap;

use crate::page::Standing;
use crate::render::filters::{DateFormat, long_date};
use crate::render::html::escape;
use crate::theme::{Strings, fill};

/// Words for names of provisions and for what stands in the margin.
#[derive(Debug, Clone)]
pub(super) struct Words {
    permalink: String,
    organisations: Margin,
    cited_by: Margin,
    guidance: Margin,
    study: Margin,
    pieces: BTreeMap<String, String>,
    standings: BTreeMap<&'static str, String>,
    stale: String,
    whole_note: String,
    more_notes: String,
    date: DateFormat,
    languages: Option<[String; 2]>,
}

/// Words over one list of the margin.
#[derive(Debug, Clone)]
pub(super) struct Margin {
    /// With `{count}`, for the folded line.
    pub(super) count: String,
    /// Over the open list.
    pub(super) title: String,
}

impl Words {
    /// The words of `strings`, which are of `language`.
    #[must_use]
    pub(super) fn new(strings: &Strings, language: &str) -> Self {
        let margin = |name: &str| Margin {
            count: strings.get(&format!("margin.{name}.count")).to_owned(),
            title: strings.get(&format!("margin.{name}.title")).to_owned(),
        };
        Self {
            permalink: strings.get("provision.permalink").to_owned(),
            organisations: margin("organisations"),
            cited_by: margin("cited_by"),
            guidance: margin("guidance"),
            study: margin("study"),
            pieces: strings.branch("pieces.kinds").map(|(kind, word)| (kind.to_owned(), word.to_owned())).collect(),
            standings: Standing::ALL
                .into_iter()
                .map(|standing| (standing.slug(), strings.get(&format!("standing.{}", standing.slug())).to_owned()))
                .collect(),
            stale: strings.get("pieces.stale").to_owned(),
            whole_note: strings.get("pieces.whole").to_owned(),
            more_notes: strings.get("pieces.more").to_owned(),
            date: DateFormat::new(strings),
            languages: (language != "vi").then(|| [language, "vi"].map(|tag| format!(" lang=\"{}\"", escape(tag)))),
        }
    }

    /// The attribute of an element within law text whose words are the theme's; nothing where both are Vietnamese.
    #[must_use]
    pub(super) fn ours(&self) -> &str {
        self.languages.as_ref().map_or("", |[ours, _]| ours)
    }

    /// The attribute of an element within the theme's words that holds an editor's words or a name from the law.
    #[must_use]
    pub(super) fn theirs(&self) -> &str {
        self.languages.as_ref().map_or("", |[_, theirs]| theirs)
    }

    /// The name of a permanent link, for readers who hear the page; it begins with the visible label.
    #[must_use]
    pub(super) fn permalink(&self, label: &str, place: &str) -> String {
        fill(&self.permalink, &[("label", label), ("place", place)])
    }

    /// Over organisations named in a provision.
    #[must_use]
    pub(super) fn organisations(&self) -> &Margin {
        &self.organisations
    }

    /// Over provisions that cite a provision.
    #[must_use]
    pub(super) fn cited_by(&self) -> &Margin {
        &self.cited_by
    }

    /// Over guidance about a provision.
    #[must_use]
    pub(super) fn guidance(&self) -> &Margin {
        &self.guidance
    }

    /// Over sessions about a provision and questions that it decides.
    #[must_use]
    pub(super) fn study(&self) -> &Margin {
        &self.study
    }

    /// What a directive of this kind is called.
    #[must_use]
    pub(super) fn piece<'a>(&'a self, kind: &'a str) -> &'a str {
        self.pieces.get(kind).map_or(kind, String::as_str)
    }

    /// What weight a text has.
    #[must_use]
    pub(super) fn standing(&self, standing: Standing) -> &str {
        self.standings.get(standing.slug()).map_or("", String::as_str)
    }

    /// Over a note whose clause has changed.
    #[must_use]
    pub(super) fn stale(&self) -> &str {
        &self.stale
    }

    /// Over the notes after the first, with `{count}`.
    #[must_use]
    pub(super) fn more_notes(&self) -> &str {
        &self.more_notes
    }

    /// To the page of a note.
    #[must_use]
    pub(super) fn whole_note(&self) -> &str {
        &self.whole_note
    }

    /// An ISO date in full words; nothing for nothing.
    #[must_use]
    pub(super) fn date(&self, date: &str) -> String {
        long_date(date, &self.date)
    }
}
