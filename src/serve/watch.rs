//! Waits for a change of the watched folders. Entry points: [`begin`], [`wait`].

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

/// So long nothing may change before a build begins: an editor saves a file in several steps, all within a few milliseconds.
const QUIET: Duration = Duration::from_millis(25);
/// No longer than this is waited for quiet: something may write without end.
const PATIENCE: Duration = Duration::from_millis(500);

/// Why the builder wakes up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wake {
    /// Something that the site is made from may have changed.
    Changed,
    /// The process is asked to end.
    Stop,
}

/// Watches `folders` for as long as the value is kept.
pub(super) fn begin(folders: &[&Path], wakes: &Sender<Wake>) -> Result<RecommendedWatcher> {
    let roots: Vec<PathBuf> = folders.iter().map(|folder| folder.canonicalize()).collect::<Result<_, _>>().context("cannot watch")?;
    let (inside, wakes) = (roots.clone(), wakes.clone());
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // An error means that events may have been lost.
        if event.is_ok_and(|event| !matters(&event, &inside)) {
            return;
        }
        let _ = wakes.send(Wake::Changed);
    })
    .context("cannot watch for changes")?;
    for (root, folder) in roots.iter().zip(folders) {
        watcher.watch(root, RecursiveMode::Recursive).with_context(|| format!("cannot watch `{}`", folder.display()))?;
    }
    Ok(watcher)
}

/// Whether a build could read something else after `event`: reading changes nothing, and hidden files are not read.
fn matters(event: &Event, roots: &[PathBuf]) -> bool {
    let writes = !event.kind.is_access() || event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
    let hidden = |path: &PathBuf| {
        let below = roots.iter().find_map(|root| path.strip_prefix(root).ok());
        below.is_some_and(|below| below.iter().any(|part| part.to_string_lossy().starts_with('.')))
    };
    writes && (event.paths.is_empty() || !event.paths.iter().all(hidden))
}

/// Waits until something has changed and then nothing for a moment, or until the process is asked to end.
pub(super) fn wait(wakes: &Receiver<Wake>) -> Wake {
    if wakes.recv() != Ok(Wake::Changed) {
        return Wake::Stop;
    }
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        match wakes.recv_timeout(QUIET) {
            Ok(Wake::Changed) => {}
            Ok(Wake::Stop) => return Wake::Stop,
            Err(_) => break,
        }
    }
    Wake::Changed
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, ModifyKind};

    use super::*;

    #[test]
    fn only_what_a_build_could_read_matters() {
        let roots = [PathBuf::from("/s/content")];
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        assert!(matters(&event(written, "/s/content/site.yaml"), &roots));
        assert!(matters(&event(EventKind::Create(CreateKind::File), "/s/content/guidance/a.md"), &roots));
        assert!(matters(&event(EventKind::Access(AccessKind::Close(AccessMode::Write)), "/s/content/site.yaml"), &roots));
        assert!(!matters(&event(EventKind::Access(AccessKind::Open(AccessMode::Read)), "/s/content/site.yaml"), &roots));
        assert!(!matters(&event(written, "/s/content/.site.yaml.swp"), &roots));
        assert!(!matters(&event(written, "/s/content/.git/index"), &roots));
    }

    #[test]
    fn many_saves_are_one_change_and_an_end_is_not_missed() {
        let (sender, wakes) = std::sync::mpsc::channel();
        for _ in 0..3 {
            sender.send(Wake::Changed).unwrap();
        }
        assert_eq!(wait(&wakes), Wake::Changed);
        sender.send(Wake::Changed).unwrap();
        sender.send(Wake::Stop).unwrap();
        assert_eq!(wait(&wakes), Wake::Stop);
        drop(sender);
        assert_eq!(wait(&wakes), Wake::Stop);
    }
}
