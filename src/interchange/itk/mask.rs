//! Which parts of a message carry whereabouts, and which clinical content.
//!
//! What is not known to be neither is hidden under any mask: nobody can say what it carries.

use crate::interchange::hl7v2::Mask;

/// Elements that say where the person lives, how to reach them and who would know; the recipients
/// of a message, which name the practice, among them.
const WHEREABOUTS: &[&str] = &[
    "addr",
    "addresslist",
    "telecom",
    "providerOrganization",
    "guardian",
    "birthplace",
    "informant",
    "participant",
    "informationRecipient",
    "location",
    "To",
    "address",
    "assigningAuthorityName",
];

/// Elements that say what was found, asked, done or feared.
const CLINICAL: &[&str] = &[
    "section",
    "entry",
    "title",
    "authorization",
    "confidentialityCode",
    "encompassingEncounter",
    "documentationOf",
    "inFulfillmentOf",
    "relatedDocument",
    "profileid",
    "interaction",
];

/// Elements that may carry anything: whole files, and payloads that are not taken apart.
const ANYTHING: &[&str] = &["observationMedia", "nonXMLBody", "payload"];

/// Attributes that only frame the rest, wherever they stand: the classes of HL7, and what the
/// manifest says of how a payload is packed.
const FRAME: &[&str] = &[
    "classCode",
    "moodCode",
    "typeCode",
    "contextControlCode",
    "contextConductionInd",
    "determinerCode",
    "count",
    "mimetype",
    "base64",
    "compressed",
    "encrypted",
    "metadata",
];

/// Elements whose value is a time or the number of a version.
const TIMES: &[&str] = &["versionNumber", "effectiveTime", "time", "low", "high", "center"];

/// Parts of the header, by the first element under the document, that say who and when: the
/// person's name, sex and date of birth, the authors, the organisation that keeps the document.
const OPEN: &[&str] = &[
    "recordTarget",
    "author",
    "custodian",
    "authenticator",
    "legalAuthenticator",
    "dataEnterer",
    "realmCode",
    "languageCode",
    "code",
    "id",
    "MessageID",
    "Action",
    "From",
    "ReplyTo",
    "FaultTo",
    "RelatesTo",
    "Security",
    "header",
    "senderAddress",
    "manifestitem",
    "spec",
];

/// Whether a mask hides what stands at a path: the names from the line to the value, the line's own
/// first.
pub(super) fn is_hidden(path: &[&str], mask: Mask) -> bool {
    if !(mask.whereabouts || mask.clinical) {
        return false;
    }
    let has = |names: &[&str]| path.iter().any(|part| names.contains(part));
    let first = path.first().copied().unwrap_or_default();
    if has(ANYTHING) {
        // Its number frames it; anything else may be whatever was attached.
        return !is_number(path);
    }
    let frames = match path {
        [.., last] if FRAME.contains(last) => true,
        // In an entry a time may be what was found.
        [.., element, "value"] => TIMES.contains(element) && !has(&["entry"]),
        _ => is_number(path),
    };
    if has(WHEREABOUTS) && mask.whereabouts {
        return true;
    }
    if has(CLINICAL) && mask.clinical {
        return !frames;
    }
    if has(WHEREABOUTS) || has(CLINICAL) {
        return false;
    }
    let clinical_code = first == "code" || first == "spec" && path.last() == Some(&"value");
    if clinical_code && mask.clinical {
        return true;
    }
    !(frames || OPEN.contains(&first))
}

/// Whether the value is an identifier of the line itself.
fn is_number(path: &[&str]) -> bool {
    const NUMBERS: &[&str] = &["id", "setId", "templateId", "contentId", "typeId", "messageType"];
    match path {
        // The attribute of a payload or of an item of the manifest.
        [_, "id"] => true,
        [.., element, "root" | "extension"] => NUMBERS.contains(element),
        _ => false,
    }
}
