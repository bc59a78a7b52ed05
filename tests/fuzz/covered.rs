//! The law that a tree covers its text. Entry point: [`uncovered`].

use quyche::content::Regulation;

/// The first breach of the law that the labels, headings and blocks of a tree, in order, hold every character of the body
/// that is neither white space nor table syntax, exactly once. `None` where the law holds.
pub fn uncovered(text: &str, regulation: &Regulation) -> Option<String> {
    let mut at = regulation.body.start;
    let ends = std::iter::once(regulation.body.end..regulation.body.end);
    let pieces = regulation.tree.iter().flat_map(|(_, provision)| provision.pieces()).chain(ends);
    for piece in pieces {
        if piece.start < at || piece.end < piece.start || piece.end > regulation.body.end {
            return Some(format!("bytes {piece:?} come after byte {at}"));
        }
        let (Some(_), Some(between)) = (text.get(piece.clone()), text.get(at..piece.start)) else {
            return Some(format!("bytes {piece:?} cut a letter"));
        };
        if let Some((offset, sign)) =
            between.char_indices().find(|(offset, sign)| !sign.is_whitespace() && !is_table_syntax(text, at + offset, *sign))
        {
            return Some(format!("`{sign}` at byte {} is in no piece: {:?}", at + offset, line_around(text, at + offset)));
        }
        at = piece.end;
    }
    None
}

/// Pipes of a piped row, and the rule between a table's header and its body.
fn is_table_syntax(text: &str, at: usize, sign: char) -> bool {
    let line = line_around(text, at);
    let rule = line.contains(['|', '\t']) && line.chars().all(|sign| sign.is_whitespace() || "|-:".contains(sign));
    (sign == '|' && line.starts_with('|')) || rule
}

/// The line around byte `at`, trimmed.
fn line_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |index| index + 1);
    let end = text[at..].find('\n').map_or(text.len(), |index| at + index);
    text[start..end].trim()
}
