//! Answers that are no faults: the simple response and the infrastructure acknowledgement.

use super::addressing::is_uuid;
use super::rule::{client, envelope};
use super::xml::{Element, child, children, text};
use crate::interchange::itk::raw::ITK;
use crate::validation::sheet::Sheet;

/// Checks a `SimpleMessageResponse`: `OK:` and the tracking identifier of what it answers.
pub(super) fn simple(sheet: &mut Sheet<'_>, response: Element<'_>) {
    let value = text(response);
    let answered = value.strip_prefix("OK:").unwrap_or_default();
    if !is_uuid(answered) || answered.bytes().any(|byte| byte.is_ascii_lowercase()) {
        let message = "a simple response must be `OK:` and the tracking identifier of the message it answers";
        sheet.error(response, client("itk:simple-response"), message);
    }
}

/// Checks an infrastructure acknowledgement, whose form its grammar has checked.
pub(super) fn infrastructure(sheet: &mut Sheet<'_>, response: Element<'_>, service: &str) {
    let rule = envelope("itk:acknowledgement", "DE0012");
    if !service.is_empty() && !super::envelope::acknowledges(service) {
        sheet.error(response, rule, "an infrastructure acknowledgement is sent under a service of its own");
    }
    if response.attribute("timestamp").is_some_and(|time| !is_moment(time)) {
        sheet.error(response, rule, "`timestamp` must be a point in time, as ISO 8601 writes it");
    }
    let errors: Vec<Element<'_>> =
        child(response, ITK, "errors").into_iter().flat_map(|errors| children(errors, ITK, "errorInfo")).collect();
    match response.attribute("result") {
        Some("OK") if !errors.is_empty() => {
            sheet.error(response, rule, "what is well received has no errors");
        }
        Some("Failure") if errors.is_empty() => {
            sheet.error(response, rule, "a failure must say its errors");
        }
        _ => {}
    }
    for error in errors {
        if let Some(id) = child(error, ITK, "ErrorID")
            && !is_uuid(&text(id))
        {
            sheet.error(id, rule, "`ErrorID` must be a UUID");
        }
    }
}

fn is_moment(text: &str) -> bool {
    text.trim().parse::<jiff::Timestamp>().is_ok() || text.trim().parse::<jiff::civil::DateTime>().is_ok()
}
