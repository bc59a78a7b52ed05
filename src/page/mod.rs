//! Page models: what a template is given, one struct a template, in the reader's terms. The entry point is [`Page`].
//!
//! These structs are the contract with the theme: a template sees the fields of its page as `page.…`, the whole site as `site.…` and the reader-facing
//! words as `strings.…`. Trees that are rendered in Rust (law text, contents) reach a template as ready HTML instead: `body` and `contents`.
//!
//! Architecture invariant: a model holds plain text, never markup, except in fields of type [`Html`].
//! Architecture invariant: every `url` that points into the site starts with `/` and knows nothing of the base URL; rendering adds the base path.
//! Architecture invariant: no word that a reader sees is written in this folder. Labels come from content or from the strings of the theme.

mod article;
mod assessment;
mod calendar;
mod cooperation;
mod document;
mod duty;
mod form;
mod gaps;
mod glossary;
mod guidance;
mod lists;
mod occurrence;
mod organisation;
mod paper;
mod piece;
mod provision;
mod session;
mod shell;
mod single;
mod text;
mod topic;

pub use crate::content::{ReviewState, Status};
pub use crate::law::Kind;
pub use article::{ArticlePage, ContextLine, Neighbour, OrganisationNamed, QrView};
pub use assessment::{AssessmentDocument, AssessmentLine, AssessmentPage, AssessmentRole};
pub use calendar::{CalendarLine, CalendarMonth, CalendarOrganisation, CalendarPage, LooseView, PeriodView, PlannerMark};
pub use cooperation::{
    CooperationEntry, CooperationGroup, CooperationPage, MatrixCell, MatrixColumn, MatrixGroup, MatrixRow, MatrixView, NetworkEdge,
    NetworkLevel, NetworkLine, NetworkNode, NetworkView, PairClause, PairDuty, PairLink, PairView,
};
pub use document::{
    CitedDocument, Contents, ContentsEntry, DocumentEntry, DocumentHead, DocumentPage, Download, FullTextPage, Reading, ReadingsPage,
    Review, ScanLine, ScanPage, ScanUnit, ScanWord,
};
pub use duty::{CounterpartView, DutyView, TimingView};
pub use form::{ColumnRow, Columns, FormLine, FormPart, Profile};
pub use gaps::{GapGroup, GapView, GapsPage};
pub use glossary::{GlossaryPage, TermPage, TermView};
pub use guidance::{GuidanceEntry, GuidanceGroup, GuidanceIndexPage, GuidancePage, Standing};
pub use lists::{
    AllDocuments, ChangeEntry, DataFile, DataGroup, DataPage, DocumentYear, DocumentsPage, HomePage, NotFoundPage, OfflinePage,
    SearchFilter, SearchOption, SearchPage,
};
pub use occurrence::{Occurrence, OccurrenceGroup};
pub use organisation::{
    DueView, DutyGroup, InheritedView, LevelView, MonthView, OrganisationDuties, OrganisationEntry, OrganisationGroup, OrganisationPage,
    OrganisationsPage, PartnerView, Succession,
};
pub use paper::Paper;
pub use piece::{BasisView, LawLine, LeftView, OptionView, PieceView, QuestionView};
pub use provision::{Block, LineRole, Margin, NoteView, ProvisionView, Table, TableCell};
pub use session::{PartView, SessionEntry, SessionPage, SessionView, SessionsPage, StudyEntry};
pub use shell::{Link, NavigationItem, Shell, SiteView, Step};
pub use single::{SingleOrganisation, SinglePage, SingleSearch};
pub use text::{Html, Mark, MarkKind, Text};
pub use topic::{TopicNote, TopicNotes, TopicPage};

/// One page of the site, ready to render. The variant chooses the template.
#[derive(Debug, Clone)]
pub enum Page {
    /// `/`
    Home(HomePage),
    /// `/van-ban/…/`
    Documents(DocumentsPage),
    /// `/<doc>/`
    Document(DocumentPage),
    /// `/<doc>/<component>/dieu-N/`
    Article(Box<ArticlePage>),
    /// `/<doc>/toan-van/`
    FullText(FullTextPage),
    /// `/<doc>/<doc>.html`
    Single(Box<SinglePage>),
    /// `/<doc>/so-sanh-ban-quet/`
    Readings(ReadingsPage),
    /// `/<doc>/ban-quet/`
    Scan(ScanPage),
    /// `/<doc>/cho-de-ngo/`
    Gaps(GapsPage),
    /// `/co-quan/`
    Organisations(OrganisationsPage),
    /// `/co-quan/<id>/`
    Organisation(Box<OrganisationPage>),
    /// `/phoi-hop/`
    Cooperation(Box<CooperationPage>),
    /// `/lich/`
    Calendar(Box<CalendarPage>),
    /// `/co-quan/<id>/tu-danh-gia/`
    Assessment(Box<AssessmentPage>),
    /// `/huong-dan/…/`
    Guidance(GuidancePage),
    /// `/huong-dan/`
    GuidanceIndex(GuidanceIndexPage),
    /// `/huong-dan/chu-de/<id>/`
    Topic(TopicPage),
    /// `/hoc-tap/`
    Sessions(SessionsPage),
    /// `/hoc-tap/<id>/`
    Session(SessionPage),
    /// `/hoc-tap/<id>/tai-lieu/`
    Handout(SessionPage),
    /// `/hoc-tap/<id>/giao-an/`
    TrainerGuide(SessionPage),
    /// `/hoc-tap/<id>/trinh-chieu.html`
    Slides(SessionPage),
    /// `/thuat-ngu/`
    Glossary(GlossaryPage),
    /// `/thuat-ngu/<id>/`
    Term(Box<TermPage>),
    /// `/tim-kiem/`
    Search(SearchPage),
    /// `/du-lieu/`
    Data(DataPage),
    /// `/ngoai-tuyen/`
    Offline(OfflinePage),
    /// `/404.html`
    NotFound(NotFoundPage),
}

impl Page {
    /// What every page has: address, title, breadcrumb.
    #[must_use]
    pub fn shell(&self) -> &Shell {
        match self {
            Self::Home(page) => &page.shell,
            Self::Documents(page) => &page.shell,
            Self::Document(page) => &page.shell,
            Self::Article(page) => &page.shell,
            Self::FullText(page) => &page.shell,
            Self::Single(page) => &page.shell,
            Self::Readings(page) => &page.shell,
            Self::Scan(page) => &page.shell,
            Self::Gaps(page) => &page.shell,
            Self::Organisations(page) => &page.shell,
            Self::Organisation(page) => &page.shell,
            Self::Cooperation(page) => &page.shell,
            Self::Calendar(page) => &page.shell,
            Self::Assessment(page) => &page.shell,
            Self::Guidance(page) => &page.shell,
            Self::GuidanceIndex(page) => &page.shell,
            Self::Topic(page) => &page.shell,
            Self::Sessions(page) => &page.shell,
            Self::Session(page) | Self::Handout(page) | Self::TrainerGuide(page) | Self::Slides(page) => &page.shell,
            Self::Glossary(page) => &page.shell,
            Self::Term(page) => &page.shell,
            Self::Search(page) => &page.shell,
            Self::Data(page) => &page.shell,
            Self::Offline(page) => &page.shell,
            Self::NotFound(page) => &page.shell,
        }
    }
}
