//! Gives the bytes that libFuzzer makes to `regulation`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quyche_fuzz::regulation(bytes));
