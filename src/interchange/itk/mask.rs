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

/// Elements and attributes that only frame the rest, wherever they stand: numbers, versions, times,
/// and the classes of HL7.
const FRAME: &[&str] = &[
    "id",
    "root",
    "extension",
    "templateId",
    "contentId",
    "messageType",
    "typeId",
    "setId",
    "versionNumber",
    "effectiveTime",
    "time",
    "low",
    "high",
    "center",
    "classCode",
    "moodCode",
    "typeCode",
    "contextControlCode",
    "contextConductionInd",
    "determinerCode",
    "nullFlavor",
    "statusCode",
    "count",
    "mimetype",
    "base64",
    "compressed",
    "encrypted",
    "metadata",
];

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
    let frames = is_number(path) || path.last().is_some_and(|last| FRAME.contains(last)) && !has(&["entry"]);
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
    matches!(path, [_, "id"] | [.., "id" | "templateId" | "contentId" | "setId", "root" | "extension"])
}
