//! What a person decided about a restoration, read from a file and held against the source. Entry points: [`read`], [`fitting`].

use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::diag::visible;
use crate::fs;
use crate::restore::{Decisions, FORMAT, LONGEST, Misfit, Restoration, Why, hash};
use crate::source::Source;

/// Characters of a foreign text that are shown.
const SHOWN: usize = 80;

/// The one field that every version of the file has.
#[derive(Debug, Deserialize)]
struct Version {
    version: u32,
}

/// The decisions of a file, when they are about this source.
pub(super) fn read(path: &Path, source: &Source) -> Result<Decisions> {
    let name = path.display();
    let text = fs::read_text(path)?;
    let unreadable = || format!("`{name}` holds no decisions: save it again from the report");
    let Version { version } = serde_json::from_str(&text).with_context(unreadable)?;
    if version != FORMAT {
        bail!(
            "`{name}` has version {version} and this program reads version {FORMAT}: use the quyche that wrote the report, or write a new report with this one"
        );
    }
    let decisions: Decisions = serde_json::from_str(&text).with_context(unreadable)?;
    let found = hash(&source.text);
    if decisions.hash != found {
        bail!(
            "`{name}` was made for another text, `{}` with hash {}, and `{}` has hash {found}: name the file that was reviewed, or review this one again",
            plain(&decisions.source),
            plain(&decisions.hash),
            source.path
        );
    }
    Ok(decisions)
}

/// Indices of proposals and decided texts; or an error that names every decision that does not fit.
pub(super) fn fitting<'a>(
    decisions: &'a Decisions,
    source: &Source,
    restoration: &Restoration,
    path: &Path,
) -> Result<Vec<(usize, &'a str)>> {
    decisions.fit(&source.text, &restoration.proposals).or_else(|misfits| {
        let mut message = format!("nothing is applied: {} decision(s) of `{}` do not fit", misfits.len(), path.display());
        for misfit in &misfits {
            write!(message, "\n  {}", line(misfit, source))?;
        }
        message.push_str("\n  correct these lines of the file or take them out, or review the text again in a new report");
        bail!(message)
    })
}

/// Where a decision that does not fit stands, and what is wrong with it.
fn line(misfit: &Misfit<'_>, source: &Source) -> String {
    let decision = misfit.decision;
    let what = match misfit.why {
        Why::NoWord => format!("no word has the bytes {} to {}", decision.start, decision.end),
        Why::OtherWord => {
            format!(
                "`{}` stands there, not `{}`",
                source.text.get(decision.start..decision.end).unwrap_or_default(),
                plain(&decision.original)
            )
        }
        Why::Twice => format!("`{}` is decided twice", plain(&decision.original)),
        Why::Text => {
            format!("the text for `{}` must be one line of at most {LONGEST} characters without control signs", plain(&decision.original))
        }
    };
    format!("{}: {what}", place(source, decision.start))
}

/// `file:line:column`, both from 1, the column in characters.
fn place(source: &Source, at: usize) -> String {
    let text = &source.text;
    if at >= text.len() {
        return format!("{}, beyond the end", source.path);
    }
    let before = &text[..text.floor_char_boundary(at)];
    let start = before.rfind('\n').map_or(0, |index| index + 1);
    let number = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    format!("{}:{number}:{}", source.path, before[start..].chars().count() + 1)
}

/// Words of a file nobody vouches for, as they can be shown on a terminal.
fn plain(text: &str) -> String {
    let mut shown = visible(&text.chars().take(SHOWN).collect::<String>());
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
