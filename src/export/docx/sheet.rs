//! The paper of a Word file: size, margins, what stands above and below. Entry point: [`Sheet`].

use crate::export::docx::styles::{LAW_STYLES, STYLES};
use crate::export::docx::{document, escaped};
use crate::page::Paper;

const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"#;

/// A sheet of A4, and what stands on every one.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sheet<'a> {
    Portrait,
    Landscape,
    /// A document after the form of its issuer: its number of the page above, from the second page, its small print below.
    Document(&'a Paper),
}

impl Sheet<'_> {
    /// The section: size and margins, and where the number of the page stands.
    pub(super) fn section(self) -> String {
        let below = r#"<w:footerReference w:type="default" r:id="rId2"/>"#;
        let (references, size, margins, first) = match self {
            Self::Landscape => {
                let size = r#"w:w="16838" w:h="11906" w:orient="landscape""#;
                (below, size, r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1134""#, "")
            }
            // Nghị định 30/2020/NĐ-CP, Phụ lục I: 20 mm above and below, 30 mm at the left, 20 mm at the right.
            Self::Portrait => (below, r#"w:w="11906" w:h="16838""#, r#"w:top="1134" w:right="1134" w:bottom="1134" w:left="1701""#, ""),
            // 15 mm at the right: what Hướng dẫn 36-HD/VPTW asks for and Nghị định 30/2020/NĐ-CP allows.
            Self::Document(_) => (
                r#"<w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rId2"/><w:footerReference w:type="first" r:id="rId2"/>"#,
                r#"w:w="11906" w:h="16838""#,
                r#"w:top="1134" w:right="851" w:bottom="1134" w:left="1701""#,
                "<w:titlePg/>",
            ),
        };
        format!(
            r#"<w:sectPr>{references}<w:pgSz {size}/><w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>{first}</w:sectPr>"#
        )
    }

    pub(super) fn styles(self) -> &'static str {
        if matches!(self, Self::Document(_)) { LAW_STYLES } else { STYLES }
    }

    /// What stands above and below.
    pub(super) fn edges(self) -> (String, String) {
        match self {
            Self::Document(paper) => (FOOTER.replace("w:ftr", "w:hdr"), document::footer(&paper.provenance)),
            _ => (String::new(), FOOTER.to_owned()),
        }
    }

    /// What the file says of its content beside its title.
    pub(super) fn properties(self) -> String {
        let Self::Document(paper) = self else { return String::new() };
        let issuer = paper.document.issuer.as_ref().map_or("", |issuer| issuer.label.as_str());
        [("dc:subject", paper.document.title.as_str()), ("dc:creator", issuer), ("cp:keywords", paper.document.number.as_str())]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("<{name}>{}</{name}>", escaped(value)))
            .collect()
    }
}
