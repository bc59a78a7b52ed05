//! What is wrong with the files that a site lays over the built-in theme, all of it at once. Entry point: [`check`].
//!
//! A name that nothing asks for changes nothing, and nobody would learn why: so it is reported, with the known name that is most like it.
//! Whether a template can be read at all is told by the module that knows the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Repair, Source, Sources, Span};
use crate::theme::words::{self, Known};
use crate::theme::{ALONE, LANGUAGE, REPLACED, STYLESHEET, built_in_files, language, lay_over, strings_file};
use crate::yaml;

/// What a folder may hold beside a theme.
const BESIDE: [&str; 2] = ["LICENSE", "README"];

static BLOCK: LazyLock<Regex> = LazyLock::new(|| regex(r"\{%-?\s*block\s+([A-Za-z_]\w*)\s*-?%\}"));
static PARENT: LazyLock<Regex> = LazyLock::new(|| regex(r#"\{%-?\s*extends\s+"([^"]+)"\s*-?%\}"#));
static INCLUDE: LazyLock<Regex> = LazyLock::new(|| regex(r#"\{%-?\s*include\s+"([^"]+)"\s*-?%\}"#));
static WORDS: LazyLock<Regex> = LazyLock::new(|| regex(r"\bstrings((?:\.[a-z_]+)+)"));
static ASSET: LazyLock<Regex> = LazyLock::new(|| regex(r#"\basset\(\s*path\s*=\s*"([^"]+)"\s*\)"#));

pub(super) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed")
}

/// Everything that is wrong with `overlay`, files by their paths in the theme.
#[must_use]
pub fn check(overlay: &Sources) -> Vec<Diagnostic> {
    let built_in = built_in_files();
    let text = |path: &str| std::str::from_utf8(built_in.get(path).copied().unwrap_or_default()).unwrap_or_default();
    let mut merged: BTreeMap<String, (Option<FileId>, &str)> = built_in.keys().map(|path| (path.clone(), (None, text(path)))).collect();
    let replaced = built_in.keys().filter_map(|path| Some((path, path.strip_prefix("templates/")?)));
    merged.extend(replaced.map(|(path, name)| (format!("templates/{REPLACED}{name}"), (None, text(path)))));
    merged.extend(overlay.iter().map(|(file, source)| (source.path.clone(), (Some(file), source.text.as_str()))));
    let mut check = Check { merged, words: yaml::read_own(text(&strings_file(LANGUAGE))), found: Vec::new() };
    for (file, source) in overlay.iter() {
        check.encoding(file, source);
        check.path(file, source);
        if let Some(language) = language(&source.path) {
            check.strings(file, source, language, text(&source.path));
        }
    }
    for (file, source) in overlay.iter().filter(|(_, source)| source.path.starts_with("templates/")) {
        check.references(file, source);
        check.blocks(file, source);
    }
    check.found
}

struct Check<'a> {
    /// Every file of the theme as it will be: from which overlay file, and its text.
    merged: BTreeMap<String, (Option<FileId>, &'a str)>,
    /// The words in Vietnamese, with what the overlay adds to them.
    words: Value,
    found: Vec<Diagnostic>,
}

impl Check<'_> {
    fn encoding(&mut self, file: FileId, source: &Source) {
        let is_text =
            source.path.ends_with(".html") || source.path.ends_with(".yaml") || ALONE.iter().any(|folder| source.path.starts_with(folder));
        let broken = source.repaired.iter().find_map(|repair| match repair {
            Repair::Replaced(at) => Some(*at),
            Repair::Composed => None,
        });
        if let (true, Some(at)) = (is_text, broken) {
            self.found.push(
                Diagnostic::error(Code::NotUtf8, Span::new(file, at..at), "the file is not UTF-8")
                    .hint("save the file in the encoding UTF-8"),
            );
        }
    }

    /// Whether anything uses a file of this name.
    fn path(&mut self, file: FileId, source: &Source) {
        let path = source.path.as_str();
        let is_built_in = built_in_files().contains_key(path);
        let beside = BESIDE.iter().any(|name| path.starts_with(name)) && !path.contains('/');
        if is_built_in || beside || path.starts_with("static/") || language(path).is_some() {
            return;
        }
        let is_used = path.strip_prefix("templates/").is_some_and(|name| {
            let names = |text: &str| [&PARENT, &INCLUDE].iter().any(|pattern| pattern.captures_iter(text).any(|found| &found[1] == name));
            self.merged.iter().any(|(other, (_, text))| other != path && names(text))
        });
        if !is_used {
            let known: Vec<String> = built_in_files().into_keys().collect();
            let nearest = nearest(path, known.iter().map(String::as_str));
            let message = format!("no page uses `{path}`");
            let diagnostic = Diagnostic::warning(Code::ThemeFile, Span::new(file, 0..0), message);
            self.found.push(match nearest {
                Some(name) => diagnostic.hint(format!("to replace `{name}`, give the file this name")),
                None => diagnostic.hint("a file to be published lies below `static/`; a template is used when another includes it"),
            });
        }
    }

    fn strings(&mut self, file: FileId, source: &Source, language: &str, built_in: &str) {
        let own = Value::Object(yaml::read_mapping(&source.text, file, 0..source.text.len(), &mut self.found));
        let known = if built_in.is_empty() { self.words.clone() } else { yaml::read_own(built_in) };
        let templates = self.merged.values().filter(|(overlaid, _)| overlaid.is_some());
        let asked = templates.flat_map(|(_, text)| WORDS.captures_iter(text).map(|found| found[1][1..].to_owned())).collect();
        let known = Known { words: &known, asked: &asked, new_language: built_in.is_empty().then_some(language) };
        self.found.extend(words::check(&own, &known, file, &source.text));
        lay_over(&mut self.words, own);
    }

    /// Templates, words and files that a template asks for and the theme does not have.
    fn references(&mut self, file: FileId, source: &Source) {
        let mut missing = Vec::new();
        for (pattern, folder, what) in [(&PARENT, "templates/", "template"), (&INCLUDE, "templates/", "template"), (&ASSET, "", "file")] {
            for found in pattern.captures_iter(&source.text) {
                let name = found.get(1).expect("the pattern has a group");
                let path = format!("{folder}{}", name.as_str());
                if !self.merged.contains_key(&path) && path != STYLESHEET {
                    let known = self.merged.keys().filter_map(|known| known.strip_prefix(if folder.is_empty() { "" } else { folder }));
                    missing.push((
                        name.range(),
                        format!("the theme has no {what} `{}`", name.as_str()),
                        nearest(name.as_str(), known).map(str::to_owned),
                    ));
                }
            }
        }
        for found in WORDS.captures_iter(&source.text) {
            let key = &found[1][1..];
            if key.split('.').try_fold(&self.words, |value, step| value.get(step)).is_none() {
                let mut known = BTreeMap::new();
                words::leaves(&self.words, "", &mut known);
                let nearest = nearest(key, known.keys().map(String::as_str)).map(str::to_owned);
                missing.push((found.get(0).expect("the whole").range(), format!("the words have no key `{key}`"), nearest));
            }
        }
        for (range, message, nearest) in missing {
            let diagnostic = Diagnostic::error(Code::ThemeTemplate, Span::new(file, range), message);
            self.found.push(match nearest {
                Some(name) => diagnostic.hint(format!("the nearest is `{name}`")),
                None => diagnostic,
            });
        }
    }

    /// Blocks that no parent has, and blocks that were lost although other templates fill them.
    fn blocks(&mut self, file: FileId, source: &Source) {
        let name = source.path.trim_start_matches("templates/");
        let known = self.blocks_above(name);
        for found in BLOCK.captures_iter(&source.text).filter(|_| PARENT.is_match(&source.text)) {
            if !known.contains(&found[1]) {
                let span = Span::new(file, found.get(0).expect("the whole").range());
                let message = format!("no template above has a block `{}`, so it is shown nowhere", &found[1]);
                let nearest = nearest(&found[1], known.iter().map(String::as_str));
                self.found.push(Diagnostic::error(Code::ThemeTemplate, span, message).hint(match nearest {
                    Some(name) => format!("the nearest is `{name}`"),
                    None => String::from("the blocks are those of the template that `extends` names"),
                }));
            }
        }
        let mut lost: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (path, (overlaid, text)) in &self.merged {
            let Some(child) = path.strip_prefix("templates/").filter(|_| overlaid.is_none()) else { continue };
            if child.starts_with(REPLACED) {
                continue;
            }
            if !self.above(child).iter().any(|above| above == name) {
                continue;
            }
            let above = self.blocks_above(child);
            for found in BLOCK.captures_iter(text).filter(|found| !above.contains(&found[1])) {
                lost.entry(found[1].to_owned()).or_default().insert(child);
            }
        }
        for (block, children) in lost {
            let some: Vec<String> = children.iter().take(3).map(|child| format!("`{child}`")).collect();
            let message = format!("the block `{block}` is missing; {} fill it", some.join(", "));
            self.found.push(
                Diagnostic::error(Code::ThemeTemplate, Span::new(file, 0..0), message)
                    .hint(format!("write `{{% block {block} %}}{{% endblock %}}` where it is to stand")),
            );
        }
    }

    /// The templates above `name`, the nearest first.
    fn above(&self, name: &str) -> Vec<String> {
        let mut above: Vec<String> = Vec::new();
        let mut at = name.to_owned();
        while let Some(parent) =
            self.merged.get(&format!("templates/{at}")).and_then(|(_, text)| Some(PARENT.captures(text)?[1].to_owned()))
        {
            // A circle is reported by the engine.
            if above.contains(&parent) || parent == name {
                break;
            }
            above.push(parent.clone());
            at = parent;
        }
        above
    }

    fn blocks_above(&self, name: &str) -> BTreeSet<String> {
        let text = |name: &String| self.merged.get(&format!("templates/{name}")).map_or("", |(_, text)| text);
        self.above(name).iter().flat_map(|name| BLOCK.captures_iter(text(name)).map(|found| found[1].to_owned())).collect()
    }
}

/// The name most like `name`, if one is like it at all.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(name, known), known)).min()?;
    // What all names end in makes none of them alike.
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (near.0 <= stem.chars().count().div_ceil(3)).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each finding as file, bytes under it, message and hint.
    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let sources = Sources::new(files.iter().map(|(path, text)| Source::decode((*path).to_owned(), text.as_bytes())).collect());
        let line = |diagnostic: Diagnostic| {
            let span = diagnostic.span.expect("a finding has a place");
            let source = sources.get(span.file);
            format!("{}[{}] {} ({})", source.path, &source.text[span.range], diagnostic.message, diagnostic.hints.join("; "))
        };
        check(&sources).into_iter().map(line).collect()
    }

    #[test]
    fn a_sound_overlay_has_nothing_wrong() {
        let files = [
            ("README.md", "# Giao diện"),
            ("static/css/9-rieng.css", ":root { --accent: #0b4f8a; }"),
            ("static/img/a.svg", "<svg/>"),
            ("strings.vi.yaml", "shell:\n  menu: Danh mục\ndocument_types:\n  to-trinh: Tờ trình\nown:\n  hello: Chào {name}\n"),
            ("templates/dau.html", "{{ strings.own.hello | fill(name=1) }} {{ asset(path=\"static/img/a.svg\") }}"),
            ("templates/home.html", "{% extends \"base.html\" %}{% block main %}{% include \"dau.html\" %}{% endblock %}"),
        ];
        assert_eq!(found(&files), Vec::<String>::new());
    }

    #[test]
    fn names_that_nothing_asks_for() {
        let files = [
            ("strings.vi.yaml", "shell:\n  menuu: Danh mục\n  skip: \"{to}\"\nsearch: Tìm\ncalendar:\n  mark: 3\n"),
            ("templates/hom.html", "x"),
            ("them/la.txt", "x"),
        ];
        assert_eq!(
            found(&files),
            [
                "strings.vi.yaml[mark: 3] `calendar.mark` is no text (put it in quotation marks)",
                "strings.vi.yaml[search: Tìm] `search` holds several words (write the keys below it, each on a line of its own)",
                "strings.vi.yaml[menuu: Danh mục] nothing asks for the word `shell.menuu` (the nearest is `shell.menu`)",
                "strings.vi.yaml[skip: \"{to}\"] nothing fills `{to}` in `shell.skip` (this word has no places)",
                "templates/hom.html[] no page uses `templates/hom.html` (to replace `templates/home.html`, give the file this name)",
                "them/la.txt[] no page uses `them/la.txt` (a file to be published lies below `static/`; a template is used when another includes it)",
            ]
        );
    }

    #[test]
    fn names_that_the_theme_does_not_have() {
        let text = "{% extends \"bas.html\" %}{% block mian %}{{ strings.shell.menuu }}{% include \"khong.html\" %}{{ asset(path=\"static/js/content.js\") }}{% endblock %}";
        let found = found(&[("templates/home.html", text)]);
        for wanted in [
            "[bas.html] the theme has no template `bas.html` (the nearest is `base.html`)",
            "[khong.html] the theme has no template `khong.html` ()",
            "[static/js/content.js] the theme has no file `static/js/content.js` (the nearest is `static/js/contents.js`)",
            "[strings.shell.menuu] the words have no key `shell.menuu` (the nearest is `shell.menu`)",
        ] {
            assert!(found.iter().any(|line| line.ends_with(wanted)), "{wanted}\n{found:#?}");
        }
    }

    #[test]
    fn blocks_that_nobody_shows() {
        let unknown = found(&[("templates/home.html", "{% extends \"base.html\" %}{% block mian %}x{% endblock %}")]);
        assert_eq!(
            unknown,
            ["templates/home.html[{% block mian %}] no template above has a block `mian`, so it is shown nowhere (the nearest is `main`)"]
        );
        let lost = found(&[("templates/base.html", "<!doctype html>{% block body_class %}{% endblock %}")]);
        assert!(lost.iter().any(|line| line.contains("the block `main` is missing; ") && line.contains("{% block main %}")), "{lost:#?}");
    }

    #[test]
    fn a_language_of_the_themes_own_says_what_it_lacks() {
        let found = found(&[("strings.fr.yaml", "shell:\n  menu: Menu\n")]);
        assert!(found.len() == 1 && found[0].contains("words are missing in `fr`"), "{found:?}");
    }
}
