//! The Spine Mini Services beyond their schemas: numbers, and answers that hold what their code says.

use super::rule::envelope;
use super::xml::{Element, child, elements};
use crate::interchange::itk::raw::HL7;
use crate::record::NhsNumber;
use crate::validation::sheet::Sheet;

/// The identifier of NHS numbers.
const NHS_NUMBER: &str = "2.16.840.1.113883.2.1.4.1";
/// The code of a request that was answered.
const ANSWERED: &str = "SMSP-0000";

/// Whether an element is the root of one of the messages.
pub(super) fn is_one(name: &str) -> bool {
    let operation = name.strip_suffix("-v1-0").unwrap_or_default();
    let operation =
        operation.strip_suffix("Request").or_else(|| operation.strip_suffix("Response")).unwrap_or(operation);
    [
        "verifyNHSNumber",
        "getNHSNumber",
        "getPatientDetails",
        "getPatientDetailsByNHSNumber",
        "getPatientDetailsBySearch",
    ]
    .contains(&operation)
}

/// Checks a request or a response, whose form its schema has checked.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>, service: &str) {
    let rule = envelope("smsp", "DE0012");
    let name = root.tag_name().name();
    let operation = name.trim_end_matches("-v1-0").trim_end_matches("Request").trim_end_matches("Response");
    let sent = service.rsplit(':').next().unwrap_or_default().trim_end_matches("-v1-0").trim_end_matches("Response");
    // One response serves three operations.
    let fits = sent.is_empty() || sent == operation || (name.ends_with("Response-v1-0") && sent.starts_with(operation));
    if !fits {
        sheet.error(root, rule, format!("`{name}` is sent under the service of another operation"));
    }
    numbers(sheet, root);
    let Some(value) = child(root, HL7, "value").and_then(|value| value.attribute("code")) else { return };
    let answered = elements(root).find(|at| matches!(at.tag_name().name(), "component" | "subject"));
    let digits = value.strip_prefix("SMSP-").unwrap_or_default();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        sheet.error(root, rule, "the code of a response must be `SMSP-` and four digits");
    } else if value == ANSWERED && answered.is_none() {
        sheet.error(root, rule, "a request that was answered must have its answer");
    } else if let Some(answered) = answered.filter(|_| value != ANSWERED) {
        sheet.error(answered, rule, format!("a response with the code `{value}` may not have an answer"));
    }
}

/// Every NHS number has ten digits, of which the last is right (Modulus 11).
fn numbers(sheet: &mut Sheet<'_>, root: Element<'_>) {
    let identifiers = root.descendants().filter(|at| at.is_element() && at.attribute("root") == Some(NHS_NUMBER));
    for identifier in identifiers {
        let number = identifier.attribute("extension").unwrap_or_default();
        if !number.is_empty() && !is_right(number) {
            let message = "the NHS number must have ten digits, and the last must be right by Modulus 11";
            sheet.error(identifier, envelope("nhs-number", "DE0012"), message);
        }
    }
}

/// Whether a text is an NHS number as messages carry it: ten digits without spaces, the last right.
pub(in crate::validation) fn is_right(number: &str) -> bool {
    number.len() == 10 && number.parse::<NhsNumber>().is_ok_and(NhsNumber::check_digit_holds)
}
