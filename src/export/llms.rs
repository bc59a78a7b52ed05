//! What the site holds, for a language model: `llms.txt` (llmstxt.org), a Markdown file with links. Entry point: [`guide`].

/// A list of links under a heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its links.
    pub links: Vec<Entry>,
}

/// A link with what stands behind it.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Its whole address where that is known.
    pub url: String,
    /// More about it; may be empty.
    pub about: String,
}

/// The guide to a site called `title`, which `about` describes; `notes` say how to read it. Sections without links are left out.
pub fn guide(title: &str, about: &str, notes: &str, sections: &[Section]) -> Vec<u8> {
    let mut out = format!("# {title}\n");
    for (mark, words) in [("> ", about), ("", notes)] {
        if !words.is_empty() {
            out.push_str(&format!("\n{mark}{}\n", words.trim()));
        }
    }
    for section in sections.iter().filter(|section| !section.links.is_empty()) {
        out.push_str(&format!("\n## {}\n\n", section.title));
        for Entry { title, url, about } in &section.links {
            let title = title.replace(['[', ']'], "");
            let about = if about.is_empty() { String::new() } else { format!(": {}", about.replace('\n', " ")) };
            out.push_str(&format!("- [{title}]({url}){about}\n"));
        }
    }
    out.into_bytes()
}
