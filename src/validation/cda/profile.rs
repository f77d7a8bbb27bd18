//! What a kind of document asks: NHS 111 reports and correspondence, by their message type.

use super::{HL7, NPFIT, wrong};
use crate::validation::itk::rule::plain;
use crate::validation::itk::xml::{Element, child, children};
use crate::validation::sheet::{Rule, Sheet, short};

/// SNOMED CT, by the identifier that the NHS uses in messages.
const SNOMED_CT: &str = "2.16.840.1.113883.2.1.3.2.4.15";
/// The case reference of NHS 111.
const CASE_REFERENCE: &str = "2.16.840.1.113883.2.1.3.2.4.18.34";
/// Where profiles are named.
const PROFILES: &str = "urn:nhs-en:profile:";

/// A kind of document.
struct Kind {
    /// Its message type, without the version.
    message: &'static str,
    /// The beginning of the profile that the manifest names.
    profile: &'static str,
    /// The code that the document has, where it is one.
    code: Option<&'static str>,
    /// Whether it is correspondence, which is sent to somebody.
    sent_to: bool,
}

const KINDS: [Kind; 6] = [
    Kind { message: "POCD_MT200001", profile: "nhs111CDADocument", code: Some("819551000000100"), sent_to: true },
    Kind { message: "POCD_MT160001", profile: "emergencyDepartmentReport", code: None, sent_to: true },
    Kind { message: "POCD_MT150001", profile: "dischargeReport", code: None, sent_to: true },
    Kind { message: "POCD_MT000026", profile: "eDischarge", code: None, sent_to: true },
    Kind { message: "POCD_MT030001", profile: "ambulance", code: None, sent_to: true },
    Kind { message: "POCD_MT130001", profile: "nullificationDocument", code: None, sent_to: true },
];

/// Checks a document against what its kind asks.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>, profile: &str) {
    let Some(message_type) = child(root, NPFIT, "messageType") else { return };
    let name = message_type.attribute("extension").unwrap_or_default();
    let Some(kind) = KINDS.iter().find(|kind| name.starts_with(kind.message)) else {
        let message = format!("what the message type `{}` asks is not known here", short(name));
        sheet.not_checkable(message_type, plain("cda:message-type"), message);
        return;
    };
    let profile = profile.strip_prefix(PROFILES).unwrap_or(profile);
    let fits = profile.to_ascii_lowercase().starts_with(&kind.profile.to_ascii_lowercase());
    let named_by_another = KINDS.iter().any(|other| {
        other.message != kind.message && profile.to_ascii_lowercase().starts_with(&other.profile.to_ascii_lowercase())
    });
    if named_by_another && !fits {
        let message =
            format!("the manifest names the profile `{}`, and the document is a `{}`", short(profile), short(name));
        sheet.error(message_type, Rule { name: "DE_INVPID", answer: "DE0007" }, message);
    }
    common(sheet, root, kind);
    if kind.message == "POCD_MT200001" {
        report_of_111(sheet, root);
    }
}

/// What all of them ask.
fn common(sheet: &mut Sheet<'_>, root: Element<'_>, kind: &Kind) {
    let rule = wrong("correspondence:header");
    for name in ["title", "setId", "versionNumber"] {
        if child(root, HL7, name).is_none() {
            sheet.error(root, rule, format!("the document must have `{name}`"));
        }
    }
    if kind.sent_to {
        let recipients: Vec<Element<'_>> = children(root, HL7, "informationRecipient").collect();
        if recipients.is_empty() {
            sheet.error(root, rule, "the document must say to whom it is sent (`informationRecipient`)");
        } else if !recipients.iter().any(|recipient| recipient.attribute("typeCode") == Some("PRCP")) {
            sheet.error(recipients[0], rule, "one recipient must be the primary one (`PRCP`)");
        }
        for recipient in recipients {
            if !matches!(recipient.attribute("typeCode"), Some("PRCP" | "TRC")) {
                sheet.error(recipient, rule, "a recipient is a primary one (`PRCP`) or is sent a copy (`TRC`)");
            }
        }
    }
    let Some(code) = child(root, HL7, "code") else { return };
    if let Some(expected) = kind.code
        && (code.attribute("code"), code.attribute("codeSystem")) != (Some(expected), Some(SNOMED_CT))
    {
        let message = format!("a document of this type must have the code `{expected}` of SNOMED CT");
        sheet.error(code, wrong("correspondence:code"), message);
    }
}

/// What a report of NHS 111 asks.
fn report_of_111(sheet: &mut Sheet<'_>, root: Element<'_>) {
    let rule = wrong("nhs111:encounter");
    let encounter = child(root, HL7, "componentOf").and_then(|of| child(of, HL7, "encompassingEncounter"));
    let Some(encounter) = encounter else {
        sheet.error(root, rule, "a report of NHS 111 must say which call it is about (`componentOf`)");
        return;
    };
    if !children(encounter, HL7, "id").any(|id| id.attribute("root") == Some(CASE_REFERENCE)) {
        let message = format!("the call must have its case reference, of `{CASE_REFERENCE}`");
        sheet.error(encounter, rule, message);
    }
    let time = child(encounter, HL7, "effectiveTime");
    if time.is_none_or(|time| child(time, HL7, "low").is_none()) {
        sheet.error(encounter, rule, "the call must say when it began (`effectiveTime`, `low`)");
    }
    if child(encounter, HL7, "dischargeDispositionCode").is_none() {
        sheet.error(encounter, rule, "the call must say how it ended (`dischargeDispositionCode`)");
    }
    let body = child(root, HL7, "component");
    if let Some(body) = body.filter(|body| child(*body, HL7, "structuredBody").is_none()) {
        sheet.error(body, wrong("nhs111:body"), "a report of NHS 111 must have a body of sections");
    }
}
