#![no_main]

#[path = "../checks/rf2.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    check::rf2(input);
});
