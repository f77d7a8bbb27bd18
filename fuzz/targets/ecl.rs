#![no_main]

#[path = "../checks/ecl.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    check::ecl(input);
});
