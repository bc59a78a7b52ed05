//! The parts of a record's path that a query can name. Entry points: [`address`], [`component`], [`natural`].

/// The parts of a path that number a provision inside its component: `dieu-24/khoan-2`; empty when the path numbers none.
pub fn address(path: &str) -> &str {
    let mut start = 0;
    for part in path.split('/') {
        let number = part.strip_prefix("dieu-").or_else(|| part.strip_prefix("khoan-"));
        if number.is_some_and(|number| number.starts_with(|first: char| first.is_ascii_digit())) {
            return &path[start..];
        }
        start += part.len() + 1;
    }
    ""
}

/// The parts of a path between its document and its address: `quy-che`.
pub fn component(path: &str) -> impl Iterator<Item = &str> {
    let end = path.len() - address(path).len();
    path[..end].split('/').skip(1).filter(|part| !part.is_empty())
}

/// A path whose numbers sort as numbers and before words: `dieu-2` before `dieu-10`.
pub fn natural(path: &str) -> Vec<(u32, &str)> {
    path.split(['/', '-']).map(|part| (part.parse().unwrap_or(u32::MAX), part)).collect()
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
            assert_eq!(component(path).collect::<Vec<_>>().join("/"), between, "{path}");
        }
    }

    #[test]
    fn numbers_in_paths_sort_as_numbers() {
        let mut paths = ["a/dieu-10", "a/dieu-2/khoan-1", "a/dieu-2", "a/dieu-1"];
        paths.sort_by_key(|path| natural(path));
        assert_eq!(paths, ["a/dieu-1", "a/dieu-2", "a/dieu-2/khoan-1", "a/dieu-10"]);
    }
}
