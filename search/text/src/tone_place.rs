//! The two places of a tone mark in an open rhyme of two vowels. Entry point: [`TONE_PLACES`].

/// Rhymes whose tone mark is set on either vowel (`hòa` and `hoà`, `Ủy` and `Uỷ`), the newer place first.
pub const TONE_PLACES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];
