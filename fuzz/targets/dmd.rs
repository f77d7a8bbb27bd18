#![no_main]

#[path = "../checks/dmd.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    check::dmd(input);
});
