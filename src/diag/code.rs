//! The rules of `quyche check`; each has a section in the editors' manual (`/huong-dan/kiem-tra/#<code>`).

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal,)+) => {
        /// Which rule found it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every rule, in the order of the manual.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name people and the manual use.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8",
    /// The file is not in Unicode NFC.
    NotNfc = "not-nfc",
    /// A link in the content folder.
    LinkNotFollowed = "link-not-followed",
    /// A regulation has no front matter.
    MissingFrontMatter = "missing-front-matter",
    /// YAML that cannot be read, or a key that is not known.
    BadYaml = "bad-yaml",
    /// A value that cannot be: a date that does not exist, an unknown status.
    BadValue = "bad-value",
    /// The document has no text.
    EmptyDocument = "empty-document",
    /// No Điều, khoản or other unit was recognised in a document.
    NoStructure = "no-structure",
    /// A number is missing in a sequence.
    NumberGap = "number-gap",
    /// A number occurs twice in a sequence.
    NumberRepeated = "number-repeated",
    /// A line looks like a unit but its number cannot follow.
    NumberImpossible = "number-impossible",
    /// A letter that Vietnamese law does not use for points.
    PointLetter = "point-letter",
    /// A quotation that is never closed.
    UnclosedQuote = "unclosed-quote",
    /// A table row with another number of cells than its header.
    RaggedTable = "ragged-table",
    /// Two objects with one id.
    DuplicateId = "duplicate-id",
    /// Two documents with the same type, number, issuer and date.
    DuplicateDocument = "duplicate-document",
    /// An organisation id that `organisations.yaml` does not hold.
    UnknownOrganisation = "unknown-organisation",
    /// One name or alias for two organisations.
    AmbiguousAlias = "ambiguous-alias",
    /// A provision that is cited but does not exist.
    BrokenCitation = "broken-citation",
    /// A citation that could mean several things; it is never linked.
    AmbiguousCitation = "ambiguous-citation",
    /// A document that is cited but neither held nor listed in `documents.yaml`.
    UnknownDocument = "unknown-document",
    /// Guidance, a reading or a duty that refers to a provision that does not exist.
    UnknownProvision = "unknown-provision",
    /// What was proposed for a scan does not fit the scan that is held.
    StaleRestoration = "stale-restoration",
    /// A duty whose words do not stand in its provision.
    StaleDuty = "stale-duty",
    /// Words of a duty that the register has no entry for.
    MissingDuty = "missing-duty",
    /// The text names an actor that the register does not have.
    OtherActor = "other-actor",
    /// "định kỳ" with no period.
    OpenPeriod = "open-period",
    /// A report, an advice or a coordination with nobody named.
    NoCounterpart = "no-counterpart",
    /// Words of a duty and nobody who has it.
    NoActor = "no-actor",
    /// An organisation that a text names and gives nothing to do.
    IdleOrganisation = "idle-organisation",
    /// Guidance links to a page that does not exist.
    BrokenLink = "broken-link",
    /// HTML inside Markdown; it is shown as text.
    RawHtml = "raw-html",
    /// A directive that is not known, not ended, or lacks its clause or its quotation.
    BadDirective = "bad-directive",
    /// A question that lacks what its kind needs.
    BadQuestion = "bad-question",
    /// A note, a term or a question whose quotation no longer stands in its clause.
    StaleQuote = "stale-quote",
    /// The minutes of a session's parts are not its duration.
    SessionMinutes = "session-minutes",
    /// A term that no regulation uses.
    UnusedTerm = "unused-term",
    /// A sign that the typefaces of PDF files lack.
    NoGlyph = "no-glyph",
    /// Two writers of one page.
    OutputConflict = "output-conflict",
    /// A file of a theme that nothing uses.
    ThemeFile = "theme-file",
    /// A word of a theme that nothing asks for, or that cannot be filled.
    ThemeWord = "theme-word",
    /// A template of a theme that cannot be read, or that asks for something the theme does not have.
    ThemeTemplate = "theme-template",
}
