//! The words readers see, and how values are put into them. Entry points: [`Strings::get`], [`fill`].

use serde_json::Value;

/// The words readers see, by dotted key: `status.in-force.label`.
#[derive(Debug, Clone, Default)]
pub struct Strings(Value);

impl Strings {
    /// The words in `tree`.
    pub(super) fn new(tree: Value) -> Self {
        Self(tree)
    }

    /// The words under `key`, when there are any.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        key.split('.').try_fold(&self.0, |value, step| value.get(step))?.as_str()
    }

    /// The words under `key`, which the built-in theme has.
    ///
    /// # Panics
    /// When the built-in theme lacks the key: the caller asks for words nobody has written.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        let Some(words) = self.find(key) else { panic!("the built-in strings hold no `{key}`") };
        words
    }

    /// The words under `key` with each `{name}` replaced by its value.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }

    /// The words one step below `key`, in the order of their keys.
    pub fn branch(&self, key: &str) -> impl Iterator<Item = (&str, &str)> {
        let branch = key.split('.').try_fold(&self.0, |value, step| value.get(step)).and_then(Value::as_object);
        branch.into_iter().flatten().filter_map(|(name, words)| Some((name.as_str(), words.as_str()?)))
    }

    /// The words of the list under `key`.
    pub fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        let list = key.split('.').try_fold(&self.0, |value, step| value.get(step)).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str)
    }

    /// The whole tree, for templates.
    #[must_use]
    pub fn tree(&self) -> &Value {
        &self.0
    }
}

/// Replaces each `{name}` of `pattern` by its value, and each `{name|one|other}` by `one` where the value is 1 and by `other` where it is not:
/// English, unlike Vietnamese, says "1 clause" and "2 clauses". A name that has no value stays as it is.
#[must_use]
pub fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut words = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, (place, after))) = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?))) {
        words.push_str(before);
        let (name, choice) = place.split_once('|').map_or((place, None), |(name, choice)| (name, choice.split_once('|')));
        match (values.iter().find(|(known, _)| *known == name), choice) {
            (Some((_, value)), None) => words.push_str(value),
            (Some((_, value)), Some((one, other))) => words.push_str(if *value == "1" { one } else { other }),
            (None, _) => words.extend(["{", place, "}"]),
        }
        rest = after;
    }
    words + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_choices_made() {
        let cases = [
            ("{count} điều khoản", "1 điều khoản"),
            ("{count} {count|clause|clauses}", "1 clause"),
            ("{total} {total|clause|clauses}", "1.234 clauses"),
            ("{other} {count", "{other} {count"),
            ("{name}", "{count}"),
        ];
        for (pattern, wanted) in cases {
            assert_eq!(fill(pattern, &[("count", "1"), ("total", "1.234"), ("name", "{count}")]), wanted, "{pattern}");
        }
    }
}
