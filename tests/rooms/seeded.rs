//! Violations sown on purpose, one of each kind, and clean source that must pass.

use super::{depends_on_dcr, terminology_violations, violations};

/// The kind, the file below `src/`, and its source.
const SOWN: &[(&str, &str, &str)] = &[
    ("a plain use", "record/a.rs", "use crate::store::Store;"),
    ("a use in a group", "record/a.rs", "use crate::{record::Patient, store::{Store, view::Page}};"),
    ("a glob", "record/a.rs", "use crate::store::*;"),
    ("a renamed use", "record/a.rs", "use crate::store as kept;"),
    ("a re-export", "record/a.rs", "pub use crate::store::Store;"),
    ("a use inside a function", "record/a.rs", "fn f() { use crate::store::Store; }"),
    ("an inline path in an expression", "consent/a.rs", "fn f() { let _ = crate::access::decide(); }"),
    ("an inline path in a type", "consent/a.rs", "struct A { b: Vec<Option<crate::access::User>> }"),
    ("in a bound", "consent/a.rs", "fn f<T>() where T: crate::store::Store {}"),
    ("in a pattern", "consent/a.rs", "fn f(a: u8) { if let crate::access::Purpose::DirectCare = a {} }"),
    ("in an impl", "consent/a.rs", "impl crate::store::Store for A {}"),
    ("in a constant's type", "consent/a.rs", "const A: crate::store::PatientId = B;"),
    ("in the path of a macro", "consent/a.rs", "fn f() { crate::store::sql!(1); }"),
    ("super to another room", "identity/a.rs", "use super::super::store::PatientId;"),
    ("super from a folder", "interchange/hl7v2/a.rs", "fn f() { super::super::super::store::open(); }"),
    ("super from mod.rs", "identity/mod.rs", "use super::store::PatientId;"),
    ("super from a room that is a file", "output.rs", "use super::record::Patient;"),
    ("self, then up", "identity/a.rs", "use self::super::super::store::PatientId;"),
    ("the crate by its own name", "record/a.rs", "use dcr::store::Store;"),
    ("with a leading separator", "record/a.rs", "fn f() { ::dcr::store::open(); }"),
    ("in the body of a macro", "record/a.rs", "fn f() { assert!(crate::store::open()); }"),
    ("up, in the body of a macro", "record/a.rs", "fn f() { assert!(super::super::store::open()); }"),
    ("nested macros", "record/a.rs", "fn f() { vec![format!(\"{}\", crate::store::A)]; }"),
    ("a group in the body of a macro", "record/a.rs", "make! { use crate::{store::Store}; }"),
    ("a macro that is defined", "record/a.rs", "macro_rules! m { () => { $crate::store::open() } }"),
    ("a hidden function", "record/a.rs", "#[doc(hidden)] pub fn f() { crate::store::open(); }"),
    ("in a tests module", "record/a.rs", "#[cfg(test)] mod tests { use crate::store::Store; }"),
    ("up from a tests module", "record/a.rs", "#[cfg(test)] mod tests { use super::super::super::store::Store; }"),
    ("in a derive", "record/a.rs", "#[derive(crate::store::Row)] struct A;"),
    ("in the text of an attribute", "record/a.rs", "struct A { #[serde(with = \"crate::store::codec\")] b: u8 }"),
    ("in a visibility", "record/a.rs", "pub(in crate::store) fn f() {}"),
    ("in a closure of a constant", "record/a.rs", "const F: fn() = || crate::store::open();"),
    ("a circle of two rooms", "consent/a.rs", "use crate::access::User;"),
    ("the browser and the feeds", "browser/a.rs", "use crate::feeds::ingest;"),
    ("a service that reads feeds", "service/a.rs", "use crate::feeds::ingest;"),
    ("a lower room that shows", "record/a.rs", "use crate::output::Table;"),
    ("a room that is not in the table", "record/a.rs", "use crate::helpers::help;"),
    ("the root by a new name", "record/a.rs", "use crate as root; fn f() { root::store::open(); }"),
    ("the root by a new name in a group", "record/a.rs", "use crate::{self as root};"),
    ("all of the root", "record/a.rs", "use crate::*;"),
    ("all of the root from mod.rs", "record/mod.rs", "use super::*;"),
    ("the crate itself", "record/a.rs", "extern crate self as root;"),
    ("above the root", "record/a.rs", "use super::super::super::store;"),
    ("source from elsewhere", "record/a.rs", "include!(\"../store/mod.rs\");"),
    ("a module from elsewhere", "record/a.rs", "#[path = \"../store/mod.rs\"] mod kept;"),
    ("the command line", "output/a.rs", "use clap::Parser;"),
    ("a derive of the command line", "output/a.rs", "#[derive(clap::Parser)] struct A;"),
    ("the commands", "output/a.rs", "use commands::Args;"),
    ("the terminology, outside its room", "record/a.rs", "use dcr_terminology::Concept;"),
    ("its parser, inside it too", "coding/a.rs", "use snomed_ct_parsing::Row;"),
    ("a room nobody knows", "helpers/mod.rs", "fn f() {}"),
    ("a file beside the rooms", "helpers.rs", "fn f() {}"),
    ("code at the root", "lib.rs", "pub mod record; pub fn f() {}"),
    ("a re-export at the root", "lib.rs", "pub mod record; pub use record::Patient;"),
    ("a module at the root with a body", "lib.rs", "pub mod record { pub use crate::store::Store; }"),
    ("no Rust at all", "record/a.rs", "fn {"),
];

#[test]
fn each_kind_of_violation_is_caught() {
    for (kind, file, source) in SOWN {
        assert!(!violations(file, source).is_empty(), "{kind} was not caught: {source}");
    }
}

#[test]
fn what_is_allowed_passes() {
    let clean = [
        ("a lower room", "store/a.rs", "use crate::record::Patient; fn f() { crate::access::decide(); }"),
        ("one's own room", "store/gate/a.rs", "use crate::store::Viewing; use super::super::PatientId;"),
        ("a neighbour", "record/a.rs", "use super::Patient; use self::b::C; mod b { pub struct C; }"),
        (
            "the file around the tests",
            "record/a.rs",
            "#[cfg(test)] mod tests { use super::*; use super::super::Patient; }",
        ),
        ("self as a value", "record/a.rs", "impl A { fn f(&self) -> u8 { self.b } }"),
        ("a visibility", "store/a.rs", "pub(crate) fn f() {} pub(super) fn g() {} pub(in crate::store) fn h() {}"),
        (
            "a link in a comment",
            "record/a.rs",
            "//! See [`crate::store::Viewing`].\n/// And [`crate::access`].\nfn f() {}",
        ),
        (
            "a macro with one's own room",
            "record/a.rs",
            "fn f() { assert_eq!(crate::record::a(), super::b(), \"{}\", Self::C); }",
        ),
        (
            "other crates",
            "record/a.rs",
            "use std::fmt; use serde::{Deserialize, Serialize}; fn f() { jiff::civil::date(1, 1, 1); }",
        ),
        ("a word in a text", "record/a.rs", "fn f() { format!(\"dcr: the crate of {}\", 1); }"),
        ("the terminology in its room", "coding/a.rs", "use dcr_terminology::Concept;"),
        (
            "the pure rooms in the browser",
            "browser/a.rs",
            "use crate::{access::User, conformance::Script, store::Store};",
        ),
        ("a text that is included", "record/a.rs", "const A: &str = include_str!(\"organisations.toml\");"),
        ("the root", "lib.rs", "//! About.\n#[cfg(unix)]\npub mod record;\nmod store;"),
    ];
    for (kind, file, source) in clean {
        assert_eq!(violations(file, source), Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn a_terminology_crate_that_knows_src_is_caught() {
    for source in ["use dcr::record::Coding;", "fn f() { dcr::coding::find(); }", "fn f() { vec![dcr::coding::A]; }"] {
        assert!(!terminology_violations("src/lib.rs", source).is_empty(), "{source}");
    }
    assert!(terminology_violations("src/lib.rs", "use crate::store::Index; use super::a;").is_empty());
    let manifests = [
        "[dependencies]\ndcr = { path = \"..\" }",
        "[dev-dependencies]\nours = { path = \"..\", package = \"dcr\" }",
        "[target.'cfg(unix)'.dependencies]\ndcr = \"1\"",
    ];
    for manifest in manifests {
        assert!(depends_on_dcr(manifest), "{manifest}");
    }
    assert!(!depends_on_dcr("[package]\nname = \"dcr-terminology\"\n[dependencies]\nmemchr = \"2\""));
}
