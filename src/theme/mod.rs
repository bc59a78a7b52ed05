//! The theme: templates, static files and the words readers see, as one tree of files. Entry points: [`Theme::load`], [`check`].
//!
//! The built-in theme is embedded; an overlay replaces or adds files path by path, so a site may change one template or one word and keep the rest.
//! The strings of an overlay are laid over the built-in ones key by key.
//!
//! Architecture invariant: this module reads no file and does not know the template engine.

mod check;
mod strings;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, DirEntry, include_dir};
use serde_json::Value;

pub use check::check;
pub use strings::{Strings, fill};

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The language of the words unless a site asks for another; what an overlay's own language lacks is said in it.
const LANGUAGE: &str = "vi";
/// Style sheets are joined in the order of their names and published as one file.
const STYLES: &str = "static/css/";
/// The path of the joined style sheet in the site.
const STYLESHEET: &str = "static/theme.css";
/// A template that an overlay replaces can still be extended, under its name after this: `{% extends "default/home.html" %}`.
const REPLACED: &str = "default/";
/// What is not published as it lies here: what pages that stand alone carry within themselves, what a preview puts into its pages, and the
/// parts of the service worker.
const ALONE: [&str; 5] = ["review/", "serve/", "slides/", "single/", "offline/"];

/// A theme ready to use.
#[derive(Debug, Clone)]
pub struct Theme {
    templates: BTreeMap<String, String>,
    published: BTreeMap<String, Cow<'static, [u8]>>,
    alone: BTreeMap<String, String>,
    languages: BTreeMap<String, Strings>,
    strings: Strings,
}

/// Why a theme cannot be used; both words name the file of the theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// Path of the file in the theme.
    pub file: String,
    /// What is wrong with it.
    pub message: String,
}

impl std::fmt::Display for ThemeError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "theme file `{}`: {}", self.file, self.message)
    }
}

impl std::error::Error for ThemeError {}

impl Theme {
    /// The built-in theme with the files of `overlay` (path in the theme → content) laid over it. `parse` reads YAML into a tree.
    ///
    /// # Errors
    /// When a template or the strings are not UTF-8, or the strings do not parse.
    pub fn load(overlay: &BTreeMap<String, Vec<u8>>, parse: impl Fn(&str) -> Result<Value, String>) -> Result<Self, ThemeError> {
        let built_in = built_in_files();
        let names: BTreeSet<&str> = built_in.keys().chain(overlay.keys()).filter_map(|path| language(path)).collect();
        let mut languages = BTreeMap::new();
        for name in names {
            let own = strings_file(name);
            let mut strings = Value::Null;
            let base = if built_in.contains_key(&own) { own.clone() } else { strings_file(LANGUAGE) };
            for (file, layer) in [(&base, built_in.get(&base).copied()), (&own, overlay.get(&own).map(Vec::as_slice))] {
                let Some(layer) = layer else { continue };
                lay_over(&mut strings, parse(text(file, layer)?).map_err(|message| ThemeError { file: file.clone(), message })?);
            }
            languages.insert(name.to_owned(), Strings::new(strings));
        }
        let strings = languages.get(LANGUAGE).cloned().expect("the built-in theme speaks Vietnamese");
        let mut files: BTreeMap<String, Cow<'static, [u8]>> =
            built_in.iter().map(|(path, bytes)| (path.clone(), Cow::Borrowed(*bytes))).collect();
        files.extend(overlay.iter().map(|(path, bytes)| (path.clone(), Cow::Owned(bytes.clone()))));
        let mut templates = BTreeMap::new();
        let mut published = BTreeMap::new();
        let mut alone = BTreeMap::new();
        let mut stylesheet = Vec::new();
        for (path, bytes) in files {
            if let Some(name) = path.strip_prefix("templates/") {
                if let (true, Some(replaced)) = (overlay.contains_key(&path), built_in.get(&path)) {
                    templates.insert(format!("{REPLACED}{name}"), text(&path, replaced)?.to_owned());
                }
                templates.insert(name.to_owned(), text(&path, &bytes)?.to_owned());
            } else if ALONE.iter().any(|folder| path.starts_with(folder)) {
                // A browser reads `\r\n` as `\n` before it compares a script with its hash.
                alone.insert(path.clone(), text(&path, &bytes)?.replace("\r\n", "\n"));
            } else if path.starts_with("static/") {
                if path.ends_with(".css") || path.ends_with(".js") {
                    alone.insert(path.clone(), text(&path, &bytes)?.replace("\r\n", "\n"));
                }
                if path.starts_with(STYLES) {
                    stylesheet.extend_from_slice(&bytes);
                } else if path.ends_with(".js") {
                    published.insert(path.clone(), Cow::Owned(without_remarks(text(&path, &bytes)?).into_bytes()));
                } else {
                    published.insert(path, bytes);
                }
            }
        }
        published.insert(STYLESHEET.to_owned(), Cow::Owned(stylesheet));
        Ok(Self { templates, published, alone, languages, strings })
    }

    /// The same theme with the words of `language`; `None` when it does not have them.
    #[must_use]
    pub fn speaking(&self, language: &str) -> Option<Self> {
        let strings = self.languages.get(language)?.clone();
        Some(Self { strings, ..self.clone() })
    }

    /// The languages it has words of.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// The words readers see.
    #[must_use]
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// The templates: name (`article.html`) and source.
    pub fn templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.templates.iter().map(|(name, source)| (name.as_str(), source.as_str()))
    }

    /// A script or a style sheet for a page that stands alone, or for a preview: `review/review.css`, `static/css/4-law.css`.
    ///
    /// # Panics
    /// When the built-in theme lacks the file.
    #[must_use]
    pub fn alone(&self, path: &str) -> &str {
        let Some(text) = self.alone.get(path) else { panic!("the built-in theme holds no `{path}`") };
        text
    }

    /// The files of the folder `folder` of [`Theme::alone`], joined in the order of their names.
    #[must_use]
    pub fn joined(&self, folder: &str) -> String {
        self.alone.iter().filter(|(path, _)| path.starts_with(folder)).map(|(_, text)| text.as_str()).collect()
    }

    /// Of everything that a page can be made with: two themes with one checksum make the same pages.
    pub fn checksum(&self) -> blake3::Hash {
        let mut sum = blake3::Hasher::new();
        let mut add = |name: &str, content: &[u8]| {
            for part in [name.as_bytes(), content] {
                sum.update(&part.len().to_le_bytes());
                sum.update(part);
            }
        };
        self.templates.iter().chain(&self.alone).for_each(|(path, text)| add(path, text.as_bytes()));
        self.published().for_each(|(path, bytes)| add(path, bytes));
        add("strings", self.strings.tree().to_string().as_bytes());
        sum.finalize()
    }

    /// The files to publish: path in the site (`static/theme.css`) and content, in the order of their paths.
    pub fn published(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.published.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }
}

fn strings_file(language: &str) -> String {
    format!("strings.{language}.yaml")
}

/// The language of which the file at `path` holds the words.
fn language(path: &str) -> Option<&str> {
    path.strip_prefix("strings.")?.strip_suffix(".yaml").filter(|name| !name.contains('/'))
}

/// A script without the lines that are remarks and without what its lines are indented by: a reader fetches neither. Where a text or a
/// remark runs over several lines the script stays as it is.
fn without_remarks(script: &str) -> String {
    let lines = || script.lines().map(str::trim);
    if lines().any(|line| line.matches('`').count() % 2 == 1 || (line.starts_with("/*") && !line.ends_with("*/"))) {
        return script.to_owned();
    }
    let code = lines().filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("/*"));
    code.flat_map(|line| [line, "\n"]).collect()
}

fn built_in_files() -> BTreeMap<String, &'static [u8]> {
    let mut files = BTreeMap::new();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        for entry in folder.entries() {
            match entry {
                DirEntry::Dir(inner) => folders.push(inner),
                DirEntry::File(file) => {
                    let path = file.path().to_string_lossy().replace('\\', "/");
                    files.insert(path, file.contents());
                }
            }
        }
    }
    files
}

fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, ThemeError> {
    std::str::from_utf8(bytes).map_err(|error| ThemeError { file: file.to_owned(), message: error.to_string() })
}

fn lay_over(below: &mut Value, above: Value) {
    match (below, above) {
        (Value::Object(below), Value::Object(above)) => {
            for (key, value) in above {
                lay_over(below.entry(key).or_insert(Value::Null), value);
            }
        }
        (below, above) => *below = above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Value, String> {
        serde_yaml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn an_overlay_changes_one_word_and_one_file() {
        let overlay = BTreeMap::from([
            ("strings.vi.yaml".to_owned(), "shell:\n  menu: Danh mục\n".as_bytes().to_vec()),
            ("static/css/9-own.css".to_owned(), b"/* own */".to_vec()),
        ]);
        let theme = Theme::load(&overlay, parse).unwrap();
        assert_eq!(theme.strings().get("shell.menu"), "Danh mục");
        assert_eq!(theme.strings().get("status.in-force.label"), "Còn hiệu lực");
        let (_, css) = theme.published().find(|(path, _)| *path == STYLESHEET).unwrap();
        assert!(css.ends_with(b"/* own */"));
    }

    #[test]
    fn a_theme_speaks_the_language_of_the_site() {
        let overlay = BTreeMap::from([("strings.fr.yaml".to_owned(), b"shell:\n  menu: Menu\n".to_vec())]);
        let theme = Theme::load(&overlay, parse).unwrap();
        assert_eq!(theme.languages().collect::<Vec<_>>(), ["en", "fr", "vi"]);
        assert_eq!(theme.speaking("en").unwrap().strings().get("status.in-force.label"), "In force");
        assert_eq!(theme.speaking("fr").unwrap().strings().get("status.in-force.label"), "Còn hiệu lực");
        assert!(theme.speaking("xx").is_none());
    }

    #[test]
    fn a_script_is_published_without_remarks() {
        for (script, expected) in [
            ("// What it does.\n/** One. */\nlet a = 1; // kept\n\n  let b = \"//\";\n", "let a = 1; // kept\nlet b = \"//\";\n"),
            ("let a = `\n  // text\n`;\n", "let a = `\n  // text\n`;\n"),
            ("/* one\n two */\n  a();\n", "/* one\n two */\n  a();\n"),
        ] {
            assert_eq!(without_remarks(script), expected);
        }
    }

    #[test]
    fn a_broken_file_is_named() {
        let overlay = BTreeMap::from([("templates/home.html".to_owned(), vec![0xff])]);
        let error = Theme::load(&overlay, parse).unwrap_err();
        assert_eq!(error.file, "templates/home.html");
    }
}
