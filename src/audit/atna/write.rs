//! An event as lines: one for each person it is about.

use super::NHS_NUMBER;
use crate::audit::fhir::Subject;
use crate::audit::vocabulary::{self, DICOM};
use crate::audit::{Action, Event, EventOutcome};

/// Security and authorisation messages, notice: facility 10, severity 5.
const PRIORITY: u8 = 85;

/// The lines of an event. `log` is the name of the log.
pub fn atna_lines(log: &str, sequence: i64, event: &Event, subjects: &[Subject]) -> Vec<String> {
    let line = |subject: Option<&Subject>| {
        format!(
            "<{PRIORITY}>1 {} {} dcr - DICOM+RFC3881 - \u{feff}{}",
            event.happened(),
            header(log),
            message(log, sequence, event, subject)
        )
    };
    if subjects.is_empty() { vec![line(None)] } else { subjects.iter().map(|subject| line(Some(subject))).collect() }
}

/// A field of the header: printable ASCII without spaces, at most 255 characters (RFC 5424 section 6).
fn header(text: &str) -> String {
    let field: String = text.chars().filter(char::is_ascii_graphic).take(255).collect();
    if field.is_empty() { "-".to_owned() } else { field }
}

/// The text as an attribute's value; a character that XML cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // Kept through the normalisation of attributes, and off the next line of syslog.
            '\n' => safe.push_str("&#10;"),
            '\r' => safe.push_str("&#13;"),
            '\t' => safe.push_str("&#9;"),
            character if character < ' ' || matches!(character, '\u{fffe}' | '\u{ffff}') => {}
            character => safe.push(character),
        }
    }
    safe
}

fn code(element: &str, code: &str, system: &str, text: &str) -> String {
    format!(
        "<{element} csd-code=\"{}\" codeSystemName=\"{}\" originalText=\"{}\"/>",
        escaped(code),
        escaped(system),
        escaped(text)
    )
}

fn message(log: &str, sequence: i64, event: &Event, subject: Option<&Subject>) -> String {
    let mut xml = String::new();
    let mut put = |text: &str| xml.push_str(text);
    let refused = event.outcome == EventOutcome::SeriousFailure && event.decision.is_some();
    let telling = if refused { vocabulary::REFUSAL } else { vocabulary::telling(event.action, subject.is_some()) };
    let (kind, display) = telling.event;
    put(&format!(
        "<AuditMessage><EventIdentification EventActionCode=\"{}\" EventDateTime=\"{}\" EventOutcomeIndicator=\"{}\">",
        telling.letter,
        event.happened(),
        event.outcome.code()
    ));
    // What FHIR calls `rest` DICOM calls an access to a patient's record.
    let (event_code, text) = match (event.action, kind.system == DICOM) {
        (Action::EmergencyView, _) if !refused => ("110127", "Emergency Override Started"),
        (_, true) => (kind.code, display),
        (Action::Search | Action::WorkList, false) => ("110112", "Query"),
        (_, false) => ("110110", "Patient Record"),
    };
    put(&code("EventID", event_code, "DCM", text));
    if let Some(purpose) = vocabulary::purpose_code(event.purpose.as_deref(), event.action) {
        put(&code("PurposeOfUse", purpose, "ActReason", event.reason.as_deref().unwrap_or(purpose)));
    }
    put("</EventIdentification>");
    put(&participants(event));
    put(&format!(
        "<AuditSourceIdentification AuditEnterpriseSiteID=\"{}\" AuditSourceID=\"{}\"/>",
        escaped(event.agent.organisation.as_deref().unwrap_or("dcr")),
        escaped(log)
    ));
    if let Some(subject) = subject {
        let id = match &subject.nhs_number {
            Some(number) => format!("{number}^^^&{NHS_NUMBER}&ISO"),
            None => subject.patient.clone(),
        };
        put(&object(&id, ("1", "1"), ("2", "Patient Number")));
    }
    put(&object(&format!("event {sequence}"), ("2", "13"), ("12", "URI")));
    put("</AuditMessage>");
    xml
}

fn participants(event: &Event) -> String {
    let agent = &event.agent;
    let role = agent.role.as_deref().map(|role| code("RoleIDCode", role, "SDSJobRoleName", role)).unwrap_or_default();
    let alternative = agent.organisation.as_deref().map(|code| format!(" AlternativeUserID=\"{}\"", escaped(code)));
    format!(
        "<ActiveParticipant UserID=\"{}\"{} UserName=\"{}\" UserIsRequestor=\"true\">{role}</ActiveParticipant>",
        escaped(&agent.user),
        alternative.unwrap_or_default(),
        escaped(&agent.full_name)
    )
}

fn object(id: &str, (kind, role): (&str, &str), (id_code, id_text): (&str, &str)) -> String {
    format!(
        "<ParticipantObjectIdentification ParticipantObjectID=\"{}\" ParticipantObjectTypeCode=\"{kind}\" \
         ParticipantObjectTypeCodeRole=\"{role}\">{}</ParticipantObjectIdentification>",
        escaped(id),
        code("ParticipantObjectIDTypeCode", id_code, "RFC-3881", id_text)
    )
}
