//! The version file beside the index, checked when the index is opened. Entry points: [`Version::current`], [`Version::check`].

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

/// Name of the version file.
pub(super) const FILE: &str = "version.json";

/// Counts changes of the fields or of the text analysis; an index of another format answers wrongly, so it is refused.
const FORMAT: u32 = 4;

/// What wrote an index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    format: u32,
    written_by: String,
}

impl Version {
    pub(super) fn current() -> Version {
        Version { format: FORMAT, written_by: format!("quyche {}", env!("CARGO_PKG_VERSION")) }
    }

    /// Refuses an index that this program would misread.
    pub(super) fn check(&self) -> Result<()> {
        if self.format != FORMAT {
            let Version { format, written_by } = self;
            bail!(
                "the index was written by {written_by} in format {format}, this is {} with format {FORMAT}; run `quyche build`",
                Version::current().written_by
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_format_is_refused_by_name() {
        assert!(Version::current().check().is_ok());
        let old = Version { format: 0, written_by: "quyche 0.0.9".to_owned() };
        let message = old.check().expect_err("refused").to_string();
        assert!(message.contains("quyche 0.0.9") && message.contains("quyche build"), "{message}");
    }
}
