//! The one integration binary.

#![expect(clippy::disallowed_methods, reason = "tests make content and read what the program wrote")]

mod suite;
