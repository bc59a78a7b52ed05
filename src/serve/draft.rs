//! The site of a save before it is written: a page is made when it is asked for, so that whoever looks at it does not wait for the others.
//! Entry point: [`Draft::file`].

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::build::{Analysis, page};
use crate::serve::attempt::unfailing;
use crate::source::Sources;
use crate::theme::Theme;

/// What a site is made of.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) sources: Arc<Sources>,
    pub(super) analysis: Analysis,
    pub(super) theme: Theme,
    /// Whether what nobody has reviewed is shown too.
    pub(super) proposed: bool,
    /// Pages by path: each is asked for its checksum, and then for itself.
    made: Mutex<BTreeMap<String, Option<Vec<u8>>>>,
}

impl Draft {
    pub(super) fn new(sources: Arc<Sources>, analysis: Analysis, theme: Theme, proposed: bool) -> Self {
        Self { sources, analysis, theme, proposed, made: Mutex::default() }
    }

    /// The file at `path`, if it is a page or one of the theme's.
    pub(super) fn file(&self, path: &str) -> Option<Vec<u8>> {
        if !path.ends_with(".html") {
            return self.theme.published().find(|(name, _)| *name == path).map(|(_, bytes)| bytes.to_vec());
        }
        let mut all = self.made.lock().expect("making a page does not end the preview");
        let make = || {
            let url = format!("/{}", path.strip_suffix("index.html").unwrap_or(path));
            let made = unfailing(|| page(&self.sources, &self.analysis, &self.theme, self.proposed, &url));
            // What cannot be made is said when the site is written.
            made.ok().flatten().map(String::into_bytes)
        };
        all.entry(path.to_owned()).or_insert_with(make).clone()
    }
}
