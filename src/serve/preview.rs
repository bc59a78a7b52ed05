//! What is shown now, told by the builder to every page that listens. Entry points: [`Preview::show`], [`Preview::reports`].

use std::path::PathBuf;

use serde_json::Value;
use tokio::sync::watch;

use crate::serve::Attempt;

/// The site that is shown and the last report on it.
#[derive(Debug)]
pub(super) struct Preview {
    /// Where the site lies.
    pub(super) root: PathBuf,
    /// The port it is served on.
    pub(super) port: u16,
    state: watch::Sender<State>,
}

/// What pages are told and given.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    builds: u32,
    /// `None` before the first build has ended.
    report: Option<Value>,
    /// What is put into the pages.
    pub(super) script: String,
    pub(super) style: String,
    /// The title of the page that is shown before there is a site.
    pub(super) waiting: String,
}

impl Preview {
    pub(super) fn new(root: PathBuf, port: u16) -> Self {
        Self { root, port, state: watch::Sender::default() }
    }

    /// Tells every page what came of a build; one that made the same pages is no new one.
    pub(super) fn show(&self, attempt: &Attempt) {
        let (report, theme) = (attempt.report(), attempt.theme());
        let put_in = ["serve/serve.js", "serve/serve.css"].map(|file| theme.alone(file).to_owned());
        self.state.send_modify(|state| {
            // A save that changes nothing on any page must not take the reader's place from them.
            let is_new = attempt.result.as_ref().is_ok_and(|summary| !summary.is_as_before);
            state.builds += u32::from(is_new || [&state.script, &state.style] != put_in.each_ref());
            state.report = Some(report);
            [state.script, state.style] = put_in;
            state.waiting = theme.strings().get("serve.waiting").to_owned();
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

    /// The report for the pages, when there is one.
    pub(super) fn report(state: &State) -> Option<String> {
        let mut report = state.report.clone()?;
        report["build"] = state.build().into();
        Some(report.to_string())
    }
}

impl State {
    /// The name of the build that is shown. The process is in it, because a page may outlive the preview that it came from.
    pub(super) fn build(&self) -> String {
        format!("{}.{}", std::process::id(), self.builds)
    }
}
