//! There is no door to a record but the gate: what must not compile does not.
//!
//! Each file in this folder tries one way round the gate, and the text beside it is why the compiler
//! refuses. Traits that would make a second [`Viewing`] are ruled out below.

use dcr::store::{Processing, Viewing};

/// Holds, and so compiles, only where the type lacks every one of the traits: each trait that it had
/// would give it a second implementation, and the call below could mean either.
trait Lacks<Which> {
    fn holds() -> bool {
        true
    }
}

impl<T> Lacks<()> for T {}

struct Clones;
impl<T: Clone> Lacks<Clones> for T {}

struct HasDefault;
impl<T: Default> Lacks<HasDefault> for T {}

struct ReadsBack;
impl<T: serde::de::DeserializeOwned> Lacks<ReadsBack> for T {}

struct MadeFromProcessing;
impl<T: From<Processing>> Lacks<MadeFromProcessing> for T {}

#[test]
fn nothing_makes_a_second_view() {
    assert!(<Viewing as Lacks<_>>::holds());
}

#[test]
fn no_way_round_the_gate_compiles() {
    trybuild::TestCases::new().compile_fail("tests/viewing/attempts/*.rs");
}
