//! Writes the embedded definitions of FHIR anew from the standard's own packages.
//!
//! `cargo run --example fhir_definitions -- PACKAGE.tgz OUTPUT`, once for R4 (4.0.1) and once for
//! STU3 (3.0.1). The same package gives the same bytes; a test compares them where the packages are
//! at hand.

use std::error::Error;
use std::path::Path;

use dcr::validation::definitions::embed;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [package, output] = arguments.as_slice() else { return Err("name a package and an output".into()) };
    let packed = embed(&std::fs::read(package)?)?;
    std::fs::write(Path::new(output), packed)?;
    Ok(())
}
