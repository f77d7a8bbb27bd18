//! Answers of GP Connect that refuse.

use serde_json::Value;

/// The largest answer that is looked at; a refusal is a page of text at most.
const LARGEST: usize = 64 * 1024;

/// Whether an answer refuses because the person does not consent (GP Connect: an `OperationOutcome`
/// with the code `NO_PATIENT_CONSENT`, HTTP 403).
pub fn refuses_for_consent(bytes: &[u8]) -> bool {
    if bytes.len() > LARGEST {
        return false;
    }
    let Ok(answer) = serde_json::from_slice::<Value>(bytes) else { return false };
    let codings = |issue: &Value| issue["details"]["coding"].as_array().cloned().unwrap_or_default();
    answer["resourceType"] == "OperationOutcome"
        && answer["issue"]
            .as_array()
            .is_some_and(|issues| issues.iter().flat_map(codings).any(|coding| coding["code"] == "NO_PATIENT_CONSENT"))
}
