//! What is shown now, told by the builder to every page that listens. Entry points: [`Preview::show`], [`Preview::reports`].

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;

use crate::fs;
use crate::serve::Attempt;
use crate::serve::draft::Draft;
use crate::theme::Theme;

/// The site that is shown and the last report on it.
#[derive(Debug)]
pub(super) struct Preview {
    /// Where the site lies.
    root: PathBuf,
    /// The port it is served on.
    pub(super) port: u16,
    state: watch::Sender<State>,
}

/// What pages are told and given.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// What was read since the site was written.
    draft: Option<Arc<Draft>>,
    /// JSON; `None` before the first build.
    pub(super) report: Option<Arc<str>>,
    /// What is put into the pages.
    pub(super) script: String,
    pub(super) style: String,
    /// The title of the page that is shown before there is a site.
    pub(super) waiting: String,
}

impl Preview {
    /// Of a site that is not there yet; until one is read, `theme` speaks.
    pub(super) fn new(root: PathBuf, port: u16, theme: &Theme) -> Self {
        let preview = Self { root, port, state: watch::Sender::default() };
        preview.state.send_modify(|state| state.speak(theme));
        preview
    }

    /// Tells every page what is known of a build. Until its pages are written they are made of `draft`.
    pub(super) fn show(&self, attempt: &Attempt, draft: Option<Arc<Draft>>) {
        let report = attempt.report().to_string();
        self.state.send_modify(|state| {
            (state.draft, state.report) = (draft, Some(report.into()));
            state.speak(attempt.theme());
        });
    }

    /// What pages are told and given now.
    pub(super) fn now(&self) -> State {
        self.state.borrow().clone()
    }

    /// What pages are told, from now on.
    pub(super) fn reports(&self) -> watch::Receiver<State> {
        self.state.subscribe()
    }

    /// The file at `path` of the site that is shown.
    pub(super) fn file(&self, path: &str, state: &State) -> Option<Vec<u8>> {
        state.draft.as_ref().and_then(|draft| draft.file(path)).or_else(|| fs::read_inside(&self.root, path))
    }
}

impl State {
    /// Takes from a theme what is put into pages.
    fn speak(&mut self, theme: &Theme) {
        [self.script, self.style] = ["serve/serve.js", "serve/serve.css"].map(|file| theme.alone(file).to_owned());
        self.waiting = theme.strings().get("serve.waiting").to_owned();
    }
}
