//! The validator of clinical documents (HL7 CDA release 2 with the NHS localisation), as they stand in
//! the payloads of the Interoperability Toolkit or alone.
//!
//! Structure, data types and narrative are checked by grammars (`grammar/*.txt`); identifiers, times,
//! null flavours, templates, references, codes and what NHS 111 and correspondence ask by the files
//! named after them. The templates themselves are not published here: a document is checked for naming
//! them consistently, not against them.

mod code;
mod data_type;
mod document;
mod identifier;
mod narrative;
mod profile;
mod template;
mod time;

use std::sync::LazyLock;

use super::definitions::Codes;
use super::grammar::{Grammar, check as by_grammar};
use super::itk::xml::Element;
use super::sheet::{Rule, Sheet};

/// What is known of a document besides itself.
pub(super) struct Sent<'a> {
    /// The profile that the manifest names; empty where there is none.
    pub(super) profile: &'a str,
    /// The terminologies that are loaded.
    pub(super) codes: Option<&'a dyn Codes>,
}

/// HL7 version 3.
const HL7: &str = "urn:hl7-org:v3";
/// The NHS localisation.
const NPFIT: &str = "NPFIT:HL7:Localisation";

const TEXTS: [&str; 4] = [
    include_str!("../itk/grammar/data_types.txt"),
    include_str!("grammar/data_types.txt"),
    include_str!("grammar/document.txt"),
    include_str!("grammar/narrative.txt"),
];

/// A test shows that it can be read.
static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::read(&TEXTS).unwrap_or_default());

/// A rule whose breach makes the payload wrong.
const fn wrong(name: &'static str) -> Rule {
    Rule { name, answer: "DE0012" }
}

/// Checks a document from its root element.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>, sent: &Sent<'_>) {
    for fault in by_grammar(&[&GRAMMAR], root) {
        let is_narrative = fault.element.ancestors().skip(1).any(|at| at.tag_name().name() == "text")
            || fault.element.tag_name().name() == "text";
        let rule = if is_narrative { "cda:narrative" } else { "cda:structure" };
        sheet.fault(fault, wrong(rule));
    }
    document::check(sheet, root);
    data_type::check(sheet, root);
    identifier::check(sheet, root);
    template::check(sheet, root);
    narrative::check(sheet, root);
    profile::check(sheet, root, sent.profile);
    code::check(sheet, root, sent.codes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_can_be_read() {
        assert_eq!(Grammar::read(&TEXTS).err(), None);
    }

    #[test]
    fn the_document_type_is_known() {
        assert!(GRAMMAR.knows(Some(HL7), "ClinicalDocument"));
    }
}
