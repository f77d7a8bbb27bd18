//! What the published schemas cover: the envelope, the message types of the toolkit, the Spine Mini
//! Services.

use super::grammars::{ACKNOWLEDGEMENT, MINI_SERVICES, TOOLKIT};
use super::rule::{code_of, envelope, plain};
use super::xml::Element;
use crate::interchange::itk::raw::{open, text};
use crate::validation::grammar::check as by_grammar;
use crate::validation::sheet::Sheet;

/// What the schemas say of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaVerdict {
    /// It is as they ask.
    Valid,
    /// It is not.
    Invalid,
    /// They do not know its root element, or it names a data type that is not known here.
    NotCovered,
}

/// Whether a document is as the published schemas ask, and no more than that: what they leave open,
/// such as a manifest that names no payload, is for [`validate`](super::validate). For comparison with
/// other checkers.
pub fn by_schema(bytes: &[u8]) -> SchemaVerdict {
    let Ok(document) = text(bytes).and_then(open) else { return SchemaVerdict::Invalid };
    let root = document.root_element();
    let tag = root.tag_name();
    if !TOOLKIT.knows(tag.namespace(), tag.name()) && !MINI_SERVICES.knows(tag.namespace(), tag.name()) {
        return SchemaVerdict::NotCovered;
    }
    let faults = by_grammar(&[&TOOLKIT, &MINI_SERVICES], root);
    if faults.iter().any(|fault| !fault.open) {
        SchemaVerdict::Invalid
    } else if faults.is_empty() {
        SchemaVerdict::Valid
    } else {
        SchemaVerdict::NotCovered
    }
}

/// Puts an element, and what it holds, to every grammar that knows it.
pub(super) fn check(sheet: &mut Sheet<'_>, element: Element<'_>) {
    let grammars = [&*TOOLKIT, &*MINI_SERVICES, &*ACKNOWLEDGEMENT];
    for fault in by_grammar(&grammars, element) {
        let answer = code_of(fault.element);
        let rule = if answer.is_empty() { plain("itk:schema") } else { envelope("itk:schema", answer) };
        sheet.fault(fault, rule);
    }
}
