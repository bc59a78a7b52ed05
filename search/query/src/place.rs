//! The parts of a record's path that a query can name. Entry points: [`address`], [`component`], [`natural`].

use std::cmp::Ordering;

/// The parts of a path that number a provision inside its component: `dieu-24/khoan-2`; empty when the path numbers none.
pub fn address(path: &str) -> &str {
    let mut rest = path;
    while !rest.is_empty() {
        let number = rest.strip_prefix("dieu-").or_else(|| rest.strip_prefix("khoan-"));
        if number.is_some_and(|number| number.as_bytes().first().is_some_and(u8::is_ascii_digit)) {
            break;
        }
        (_, rest) = part(rest, b"/");
    }
    rest
}

/// The parts of a path between its document and its address: `quy-che`.
pub fn component(path: &str) -> Vec<&str> {
    let end = path.len() - address(path).len();
    let (_, mut rest) = part(&path[..end], b"/");
    let mut components = Vec::new();
    while !rest.is_empty() {
        let name;
        (name, rest) = part(rest, b"/");
        if !name.is_empty() {
            components.push(name);
        }
    }
    components
}

/// Compares paths; numbers in them compare as numbers and before words: `dieu-2` before `dieu-10`. What lies below a path follows it at once:
/// `a/dieu-1` stands before `a-b`.
pub fn natural(a: &str, b: &str) -> Ordering {
    // The names that both begin with.
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b);
    let start = shared.enumerate().filter(|(_, (byte, _))| *byte == b'/').last().map_or(0, |(at, _)| at + 1);
    by_parts(&a[start..], &b[start..], b"/", |a, b| {
        by_parts(a, b, b"-", |a, b| number(a).unwrap_or(u32::MAX).cmp(&number(b).unwrap_or(u32::MAX)).then_with(|| a.cmp(b)))
    })
}

/// Compares the parts of two texts, one after the other.
fn by_parts(a: &str, b: &str, marks: &[u8], compare: impl Fn(&str, &str) -> Ordering) -> Ordering {
    let (mut a, mut b) = (a, b);
    loop {
        if a.is_empty() || b.is_empty() {
            return a.len().cmp(&b.len());
        }
        let (x, y);
        (x, a) = part(a, marks);
        (y, b) = part(b, marks);
        let order = compare(x, y);
        if order.is_ne() {
            return order;
        }
    }
}

/// What stands before one of the marks, and after it.
#[expect(clippy::manual_contains, reason = "`contains` looks at bytes in fours, in ten times the code")]
pub fn part<'a>(path: &'a str, marks: &[u8]) -> (&'a str, &'a str) {
    for (at, byte) in path.bytes().enumerate() {
        if marks.iter().any(|mark| *mark == byte) {
            return (&path[..at], &path[at + 1..]);
        }
    }
    (path, "")
}

/// A number in digits.
pub fn number(text: &str) -> Option<u32> {
    let mut number: Option<u32> = None;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(u32::from(byte - b'0'))?);
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_the_numbered_tail() {
        let table = [
            ("446-qd-tu/quy-che/dieu-24/khoan-2", "quy-che", "dieu-24/khoan-2"),
            ("446-qd-tu/quy-che/dieu-1", "quy-che", "dieu-1"),
            ("446-qd-tu/dieu-1", "", "dieu-1"),
            ("446-qd-tu/quy-che", "quy-che", ""),
            ("446-qd-tu", "", ""),
            ("huong-dan/khoan-chi", "khoan-chi", ""),
        ];
        for (path, between, expected) in table {
            assert_eq!(address(path), expected, "{path}");
            assert_eq!(component(path).join("/"), between, "{path}");
        }
    }

    #[test]
    fn numbers_in_paths_sort_as_numbers() {
        let mut paths = ["a-b/dieu-1", "a/dieu-10", "a-b", "a/dieu-2/khoan-1", "a/dieu-2", "a", "a/dieu-1"];
        paths.sort_by(|a, b| natural(a, b));
        assert_eq!(paths, ["a", "a/dieu-1", "a/dieu-2", "a/dieu-2/khoan-1", "a/dieu-10", "a-b", "a-b/dieu-1"]);
    }
}
