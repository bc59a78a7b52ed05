//! Gives the bytes that libFuzzer makes to `query`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quyche_fuzz::query(bytes));
