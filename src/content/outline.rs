//! Markdown as a list of blocks, for writers that know no HTML. Entry point: [`outline`].

use pulldown_cmark::{Event, Tag, TagEnd};

/// Words of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words; a line break is `\n`.
    pub text: String,
    /// Set in bold type.
    pub strong: bool,
    /// Set in italics.
    pub emphasis: bool,
    /// Where the words lead; empty where nowhere.
    pub link: String,
}

/// A block of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of this level.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// An item of a list.
    Item {
        /// How deep the list lies, from 0.
        depth: usize,
        /// Its number; `None` in a list of bullets.
        number: Option<u64>,
        /// Its words.
        runs: Vec<Run>,
    },
    /// A quotation.
    Quote(Vec<Run>),
    /// Lines of code.
    Code(String),
    /// Rows of cells; the first row is the head.
    Table(Vec<Vec<Vec<Run>>>),
}

/// The blocks of `events`.
pub(in crate::content) fn outline(events: &[Event<'_>]) -> Vec<Block> {
    let mut walk = Walk::default();
    for event in events {
        walk.event(event);
    }
    walk.flush();
    walk.blocks
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    runs: Vec<Run>,
    strong: usize,
    emphasis: usize,
    link: String,
    heading: Option<u8>,
    /// The lists that are open: the next number of each.
    lists: Vec<Option<u64>>,
    /// Number of the item whose first words are still to come.
    item: Option<Option<u64>>,
    quoted: usize,
    code: Option<String>,
    rows: Option<Vec<Vec<Vec<Run>>>>,
}

impl Walk {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(tag) => self.close(*tag),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => match &mut self.code {
                Some(code) => code.push_str(words),
                None => self.words(words),
            },
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(*level as u8);
            }
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => self.link = dest_url.to_string(),
            Tag::List(number) => {
                self.flush();
                self.lists.push(*number);
            }
            Tag::Item => {
                self.flush();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = number.map(|number| number + 1);
                    number
                });
                self.item = Some(number);
            }
            Tag::BlockQuote(_) => {
                self.flush();
                self.quoted += 1;
            }
            Tag::CodeBlock(_) => {
                self.flush();
                self.code = Some(String::new());
            }
            Tag::Table(_) => {
                self.flush();
                self.rows = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.rows {
                    rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Link => self.link.clear(),
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quoted -= 1;
            }
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.blocks.push(Block::Code(code.trim_end().to_owned()));
                }
            }
            TagEnd::TableCell => {
                let runs = std::mem::take(&mut self.runs);
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(runs);
                }
            }
            TagEnd::Table => {
                if let Some(rows) = self.rows.take() {
                    self.blocks.push(Block::Table(rows));
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let run = Run { text: words.to_owned(), strong: self.strong > 0, emphasis: self.emphasis > 0, link: self.link.clone() };
        match self.runs.last_mut() {
            Some(last) if (last.strong, last.emphasis, &last.link) == (run.strong, run.emphasis, &run.link) => last.text.push_str(words),
            _ => self.runs.push(run),
        }
    }

    fn flush(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let (heading, item) = (self.heading.take(), if runs.is_empty() { None } else { self.item.take() });
        if runs.is_empty() {
            return;
        }
        self.blocks.push(match (heading, item) {
            (Some(level), _) => Block::Heading(level, runs),
            (None, Some(number)) => Block::Item { depth: self.lists.len().saturating_sub(1), number, runs },
            (None, None) if self.quoted > 0 => Block::Quote(runs),
            (None, None) => Block::Paragraph(runs),
        });
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser};

    use super::*;

    #[test]
    fn every_kind_of_block_comes_out_in_order() {
        let text = "## Đầu\n\nMột **hai** [ba](/b/).\n\n- x\n  1. y\n\n> z\n\n| a | b |\n| - | - |\n| c | d |\n\n```\nmã\n```\n";
        let events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
        let run = |text: &str| Run { text: text.to_owned(), ..Run::default() };
        let expected = vec![
            Block::Heading(2, vec![run("Đầu")]),
            Block::Paragraph(vec![
                run("Một "),
                Run { strong: true, ..run("hai") },
                run(" "),
                Run { link: "/b/".to_owned(), ..run("ba") },
                run("."),
            ]),
            Block::Item { depth: 0, number: None, runs: vec![run("x")] },
            Block::Item { depth: 1, number: Some(1), runs: vec![run("y")] },
            Block::Quote(vec![run("z")]),
            Block::Table(vec![vec![vec![run("a")], vec![run("b")]], vec![vec![run("c")], vec![run("d")]]]),
            Block::Code("mã".to_owned()),
        ];
        assert_eq!(outline(&events), expected);
    }
}
