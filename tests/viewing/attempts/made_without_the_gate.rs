//! The gate's own constructor is taken from outside.

fn main() {
    let _make = dcr::store::Viewing::after_audit;
}
