//! What actions and purposes are called in DICOM PS3.16, in FHIR R4 and in HL7 v3.

use super::Action;

/// How an action is told of in FHIR R4 and DICOM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Telling {
    /// The profile of IHE BALP, by its name; none where none fits.
    pub(super) profile: Option<&'static str>,
    /// The type, DICOM (`DCM`) or FHIR `rest`.
    pub(super) event: (Coding, &'static str),
    /// The interaction, where it is one of FHIR's.
    pub(super) interaction: Option<&'static str>,
    /// C, R, U, D or E.
    pub(super) letter: char,
}

/// A code and the system it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Coding {
    pub(super) system: &'static str,
    pub(super) code: &'static str,
}

pub(super) const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";
pub(super) const EVENT_TYPE: &str = "http://terminology.hl7.org/CodeSystem/audit-event-type";

const fn dicom(code: &'static str, display: &'static str) -> (Coding, &'static str) {
    (Coding { system: DICOM, code }, display)
}

const REST: (Coding, &str) = (Coding { system: EVENT_TYPE, code: "rest" }, "Restful Operation");

/// How an action that was done is told of; `about` says whether it is about a person.
pub(super) const fn telling(action: Action, about: bool) -> Telling {
    const fn rest(profile: &'static str, interaction: &'static str, letter: char) -> Telling {
        Telling { profile: Some(profile), event: REST, interaction: Some(interaction), letter }
    }
    const fn other(event: (Coding, &'static str), letter: char) -> Telling {
        Telling { profile: None, event, interaction: None, letter }
    }
    match (action, about) {
        (Action::View | Action::EmergencyView | Action::Unmask, true) => rest("PatientRead", "read", 'R'),
        (Action::View | Action::EmergencyView | Action::Unmask, false) => rest("Read", "read", 'R'),
        (Action::Search, true) => rest("PatientQuery", "search", 'E'),
        (Action::Search | Action::WorkList, false) => rest("Query", "search", 'E'),
        (Action::WorkList, true) => rest("PatientQuery", "search", 'E'),
        (Action::Ingest | Action::Consent, true) => rest("PatientCreate", "create", 'C'),
        (Action::Ingest | Action::Consent, false) => rest("Create", "create", 'C'),
        (Action::Link, true) => rest("PatientUpdate", "update", 'U'),
        (Action::Link, false) => rest("Update", "update", 'U'),
        (Action::Export, true) => Telling {
            profile: Some("PrivacyDisclosure.Source"),
            event: dicom("110106", "Export"),
            interaction: None,
            letter: 'R',
        },
        (Action::Export, false) => other(dicom("110106", "Export"), 'R'),
        (Action::AuditImport, _) => other(dicom("110107", "Import"), 'C'),
        (Action::AuditRead, _) => other(dicom("110101", "Audit Log Used"), 'R'),
        (Action::Erasure, _) => other(dicom("110101", "Audit Log Used"), 'D'),
        (Action::Administration, _) => other(dicom("110100", "Application Activity"), 'E'),
    }
}

/// A refusal: a decision about consent that denied.
pub(super) const REFUSAL: Telling =
    Telling { profile: Some("AuthZconsent"), event: dicom("110113", "Security Alert"), interaction: None, letter: 'E' };

/// The purpose of use in HL7 v3 (`ActReason`), of a view or of one under broken glass.
pub(super) fn purpose_code(purpose: Option<&str>, action: Action) -> Option<&'static str> {
    match (purpose, action) {
        (Some("direct-care"), Action::EmergencyView) => Some("ETREAT"),
        (Some("direct-care"), _) => Some("TREAT"),
        (Some("record-operations"), _) => Some("HOPERAT"),
        (Some("subject-access"), _) => Some("PATRQT"),
        (Some("privacy-investigation"), _) => Some("HCOMPL"),
        _ => None,
    }
}

/// The purpose that a code of HL7 v3 means here, or the code itself.
pub(super) fn purpose_of_code(code: &str) -> String {
    match code {
        "TREAT" | "ETREAT" | "BTG" => "direct-care",
        "HOPERAT" => "record-operations",
        "PATRQT" => "subject-access",
        "HCOMPL" => "privacy-investigation",
        other => other,
    }
    .to_owned()
}

/// The action that another system's event means: by its type, its interaction, its letter and its purpose.
pub(super) fn action_of(
    event: &str,
    interaction: Option<&str>,
    letter: Option<char>,
    purpose: Option<&str>,
) -> Option<Action> {
    let glass = matches!(purpose, Some("ETREAT" | "BTG"));
    Some(match (event, interaction, letter) {
        ("110127", _, _) => Action::EmergencyView,
        ("110106", _, _) => Action::Export,
        ("110107", _, _) => Action::Ingest,
        ("110101", _, _) => Action::AuditRead,
        ("110100" | "110114", _, _) => Action::Administration,
        ("110112", _, _) | (_, Some("search" | "search-type" | "search-system"), _) => Action::Search,
        ("110113", _, _)
        | (_, Some("read" | "vread" | "history" | "history-instance"), _)
        | ("110110", _, Some('R' | 'E')) => {
            if glass {
                Action::EmergencyView
            } else {
                Action::View
            }
        }
        (_, Some("create" | "update" | "patch" | "delete"), _) | ("110110", _, Some('C' | 'U' | 'D')) => Action::Ingest,
        ("rest", None, Some('R')) => Action::View,
        ("rest", None, Some('E')) => Action::Search,
        ("rest", None, Some('C' | 'U' | 'D')) => Action::Ingest,
        _ => return None,
    })
}
