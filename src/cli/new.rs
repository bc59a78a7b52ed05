//! `quyche new`: files to begin with.

use std::io::{Write, stderr};
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::build::{analyse, read, read_theme};
use crate::compose::{Composer, Subject, propose};
use crate::fs;
use crate::law::ProvisionPath;

/// Begin a file.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Clone, clap::Subcommand)]
enum Command {
    /// Propose a study session from the reviewed duties; every line is for a person to review
    Session(Session),
}

#[derive(Debug, Clone, clap::Args)]
struct Session {
    #[command(flatten)]
    subject: About,
    /// The content folder
    #[arg(long, value_name = "DIR", default_value = "content")]
    content: PathBuf,
    /// Write here instead of to `sessions/` of the content folder; an existing file is never replaced
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, clap::Args)]
#[group(required = true, multiple = false)]
struct About {
    /// About the duties of an organisation, by its id
    #[arg(long, value_name = "ID")]
    organisation: Option<String>,
    /// About a chapter, a Điều or another unit, by its address
    #[arg(long, value_name = "PATH")]
    chapter: Option<String>,
    /// About a topic that guidance has
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
}

/// 0 when it could be done.
pub(super) fn run(args: &Args) -> Result<u8> {
    let Command::Session(args) = &args.command;
    let subject = match &args.subject {
        About { organisation: Some(id), .. } => Subject::Organisation(id.clone()),
        About { chapter: Some(path), .. } => Subject::Provision(ProvisionPath::new(path.trim_matches('/'))),
        About { topic, .. } => Subject::Topic(topic.clone().unwrap_or_default()),
    };
    let sources = read(&args.content)?;
    let analysis = analyse(&sources, None).value;
    let theme = read_theme(None)?;
    let theme = theme.speaking(&analysis.corpus.contents.site.language).unwrap_or(theme);
    let composer = Composer::new(&analysis.corpus, &sources, &analysis.links, &analysis.register, theme.strings());
    let proposal = propose(&composer, &subject)?;
    let file = args.out.clone().unwrap_or_else(|| args.content.join(format!("sessions/{}.md", proposal.id)));
    if fs::is_there(&file) {
        bail!("`{}` is there already: choose another name with `--out FILE`", file.display());
    }
    fs::write_file(&file, proposal.text.as_bytes())?;
    writeln!(
        stderr(),
        "a session with {} questions proposed in `{}`; `quyche build --proposed` shows it; set `status: reviewed` where you have read the clause",
        proposal.questions,
        file.display()
    )?;
    Ok(0)
}
