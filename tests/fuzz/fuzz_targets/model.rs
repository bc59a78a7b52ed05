//! Gives the bytes that libFuzzer makes to `model`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| quyche_fuzz::model(bytes));
