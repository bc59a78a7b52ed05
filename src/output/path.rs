//! Where a file lies in the site. Entry point: [`OutputPath`].

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A path of the site: parts joined by `/`, none of them empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "&str")]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// The path, if it stays inside the site.
    pub fn new(path: &str) -> Option<Self> {
        let safe = |part: &[u8]| !matches!(part, b"" | b"." | b"..") && part.iter().all(|byte| !matches!(byte, b'\\' | 0));
        path.as_bytes().split(|byte| *byte == b'/').all(safe).then(|| Self(Arc::from(path)))
    }

    /// The path as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file of the page at address `url`: `/a/b/` is `a/b/index.html`.
    pub fn page(url: &str) -> Option<Self> {
        let inner = url.strip_prefix('/')?;
        match inner.strip_suffix('/') {
            Some(folder) => Self::new(&format!("{folder}/index.html")),
            None if inner.is_empty() => Self::new("index.html"),
            None => Self::new(inner),
        }
    }

    /// The address of the page that the file is, without its `/` at the beginning: `a/b/` of `a/b/index.html`.
    pub fn address(&self) -> &str {
        self.0.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(&self.0)
    }
}

impl AsRef<Path> for OutputPath {
    fn as_ref(&self) -> &Path {
        Path::new(self.as_str())
    }
}

impl TryFrom<&str> for OutputPath {
    type Error = String;

    fn try_from(path: &str) -> Result<Self, String> {
        Self::new(path).ok_or_else(|| format!("`{path}` is no path inside the site"))
    }
}
