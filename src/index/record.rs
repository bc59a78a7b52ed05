//! One searchable unit. Entry point: [`Record`].

/// A khoản, a Điều, a guidance section, an organisation, a session: whatever a search result can be. Plain data, made by the build.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Identity: the provision path (`446-qd-tu/quy-che/dieu-24/khoan-2`), or the page's id.
    pub path: String,
    /// Where a reader finds it, anchor included.
    pub url: String,
    /// `document`, `dieu`, `khoan`, `diem`, `guidance`, `organisation`, `session`, …
    pub kind: String,
    /// Slug of the document it belongs to; empty when it belongs to none.
    pub document: String,
    /// The document's number as issued (`446-QĐ/TU`); empty when it has none.
    pub number: String,
    /// What the result is called: `Điều 24. Chế độ làm việc, thông tin, báo cáo, khoản 2`.
    pub title: String,
    /// Where it stands: chapter, section and their headings, as one line.
    pub breadcrumb: String,
    /// Its own words; the snippet is cut from them.
    pub text: String,
    /// Ids of the organisations that it names, or on which it lays a duty, itself or through a group.
    pub organisations: Vec<String>,
    /// The duties in it.
    pub duties: Vec<Facet>,
}

/// What can be asked of one duty in a record.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facet {
    /// Ids of those who act, those that a group stands for among them.
    pub organisations: Vec<String>,
    /// Its roles (`bao-cao`, `giam-sat`, …).
    pub roles: Vec<String>,
    /// When it is due (`P6M`, `as-needed`, …).
    pub timings: Vec<String>,
    /// Levels of those who act (`city`, `commune`, …).
    pub levels: Vec<String>,
}

impl Facet {
    /// What the index holds of `values`, slugs of this duty: each alone, and with every organisation before it (`ubnd/bao-cao`), so that
    /// a request for both finds duties of that organisation and not of another in the same clause.
    pub(crate) fn terms(&self, values: &[String]) -> Vec<String> {
        let slugs = values.iter().map(|value| quyche_text::slug(value));
        slugs
            .flat_map(|value| std::iter::once(value.clone()).chain(self.organisations.iter().map(move |id| format!("{id}/{value}"))))
            .collect()
    }
}
