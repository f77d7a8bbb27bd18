//! The header of a document: what it is, and which version of which.

use super::{HL7, NPFIT, time, wrong};
use crate::validation::itk::rule::plain;
use crate::validation::itk::xml::{Element, child, children};
use crate::validation::sheet::Sheet;

/// Every clinical document is of this type.
const TYPE: (&str, &str) = ("2.16.840.1.113883.1.3", "POCD_HD000040");

/// Checks the header beyond its structure.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>) {
    if let Some(kind) = child(root, HL7, "typeId")
        && (kind.attribute("root"), kind.attribute("extension")) != (Some(TYPE.0), Some(TYPE.1))
    {
        sheet.error(kind, wrong("cda:type-id"), format!("`typeId` must be `{}` of `{}`", TYPE.1, TYPE.0));
    }
    for name in ["id", "setId"] {
        let Some(id) = child(root, HL7, name) else { continue };
        let is_uuid = id.attribute("root").is_some_and(|root| root.len() == 36 && root.matches('-').count() == 4);
        if !is_uuid {
            sheet.error(id, wrong("cda:document-id"), format!("`{name}` of a document must have a UUID as its root"));
        } else if id.attribute("extension").is_some() {
            sheet.error(id, wrong("cda:document-id"), format!("`{name}` of a document may not have an extension"));
        }
    }
    if child(root, NPFIT, "messageType").is_none() {
        let message = "the document does not say its message type, so it is checked as any clinical document";
        sheet.warning(root, plain("cda:message-type"), message);
    }
    version(sheet, root);
    for name in ["code", "effectiveTime", "confidentialityCode"] {
        if let Some(element) = child(root, HL7, name).filter(|element| element.attribute("nullFlavor").is_some()) {
            sheet.error(element, wrong("cda:null-flavour"), format!("`{name}` of a document must be known"));
        }
    }
    if let Some(second) = children(root, HL7, "recordTarget").nth(1) {
        sheet.error(second, wrong("cda:record-target"), "the document must be about one patient, and names more");
    }
    order(sheet, root);
}

/// A version has a set, and a later version says what it takes the place of.
fn version(sheet: &mut Sheet<'_>, root: Element<'_>) {
    let rule = wrong("cda:version");
    let (set, version) = (child(root, HL7, "setId"), child(root, HL7, "versionNumber"));
    match (set, version) {
        (Some(set), None) => sheet.error(set, rule, "a set of versions needs a `versionNumber`"),
        (None, Some(version)) => sheet.error(version, rule, "a version needs the `setId` of its set"),
        _ => {}
    }
    let Some(version) = version else { return };
    let number: Option<i64> = version.attribute("value").and_then(|value| value.trim().parse().ok());
    if number.is_some_and(|number| number < 1) {
        sheet.error(version, rule, "versions are counted from 1");
    }
    if number.is_some_and(|number| number > 1) && child(root, HL7, "relatedDocument").is_none() {
        let message = "a later version should say which document it takes the place of (`relatedDocument`)";
        sheet.warning(version, plain("cda:version"), message);
    }
}

/// Nobody is born after the document was made.
fn order(sheet: &mut Sheet<'_>, root: Element<'_>) {
    let made = child(root, HL7, "effectiveTime").and_then(|made| made.attribute("value")).and_then(time::read);
    let born = root.descendants().find(|at| at.tag_name().name() == "birthTime");
    let Some((made, born)) = made.zip(born) else { return };
    if born
        .attribute("value")
        .map(|value| value.get(..8).unwrap_or(value))
        .and_then(time::read)
        .is_some_and(|born| made.day().is_some_and(|made| born.is_after(&made)))
    {
        sheet.error(born, wrong("cda:time"), "the patient is born after the document was made");
    }
}
