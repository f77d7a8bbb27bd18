//! A message from its bytes to its report.

use super::xml::{Element, is};
use super::{acknowledgement, content, envelope, fault, rule, schema, soap};
use crate::interchange::itk::raw::{ITK, SOAP, open, text};
use crate::interchange::itk::{Rejection, RejectionReason};
use crate::validation::definitions::Codes;
use crate::validation::fhir::{Finding, Report, Severity};
use crate::validation::instance::Position;
use crate::validation::sheet::{Rule, Sheet};

/// The most bytes of a message that is checked.
pub const MOST_BYTES: usize = 64 << 20;

/// What is asked of a message besides itself.
pub(super) struct Asked<'c> {
    /// The terminologies that are loaded.
    pub(super) codes: Option<&'c dyn Codes>,
}

/// Validates a message: SOAP with a distribution envelope, an envelope alone, a clinical document
/// alone, an acknowledgement or a fault. `codes` are the terminologies that codes are asked of; what
/// they do not hold is reported as not checkable. Never fails: what cannot be read is a finding.
pub fn validate(bytes: &[u8], codes: Option<&dyn Codes>) -> Report {
    if bytes.len() > MOST_BYTES {
        let message = format!("the message has {} bytes, and no more than {MOST_BYTES} are checked", bytes.len());
        return refused(Severity::NotCheckable, rule::plain("limit"), Position { line: 1, column: 1 }, message);
    }
    let opened = text(bytes).and_then(|text| Ok((text, open(text)?)));
    let (text, document) = match opened {
        Ok(opened) => opened,
        Err(rejection) => {
            let (severity, rule, place, message) = of_rejection(&rejection);
            return refused(severity, rule, place, message);
        }
    };
    let root = document.root_element();
    let mut sheet = Sheet::of(text);
    let mut report = Report { resource_type: root.tag_name().name().to_owned(), ..Report::default() };
    let asked = Asked { codes };
    let inner = whole(&mut sheet, root, &asked, &mut report);
    report.findings = sheet.findings;
    report.findings.extend(inner);
    report.findings.sort_by_key(|finding| (finding.position, finding.severity));
    report.findings.dedup();
    report
}

/// Checks a message from its root; what is found in encoded payloads is handed back.
fn whole(sheet: &mut Sheet<'_>, root: Element<'_>, asked: &Asked<'_>, report: &mut Report) -> Vec<Finding> {
    let is_soap =
        root.tag_name().name() == "Envelope" && SOAP.iter().any(|soap| root.tag_name().namespace() == Some(soap));
    if !is_soap {
        schema::check(sheet, root);
        return body(sheet, root, None, asked, report);
    }
    let Some(found) = soap::check(sheet, root) else { return Vec::new() };
    let Some(inside) = found.content else { return Vec::new() };
    report.resource_type = inside.tag_name().name().to_owned();
    schema::check(sheet, inside);
    body(sheet, inside, Some(&found), asked, report)
}

/// Checks what stands in a SOAP body, or alone.
fn body(
    sheet: &mut Sheet<'_>,
    inside: Element<'_>,
    soap: Option<&soap::Found<'_>>,
    asked: &Asked<'_>,
    report: &mut Report,
) -> Vec<Finding> {
    let namespace = inside.tag_name().namespace();
    match inside.tag_name().name() {
        "DistributionEnvelope" if namespace == Some(ITK) => return envelope::check(sheet, inside, soap, asked, report),
        "SimpleMessageResponse" if namespace == Some(ITK) => acknowledgement::simple(sheet, inside),
        "Fault" if soap.is_some_and(|soap| is(inside, soap.namespace, "Fault")) => fault::check(sheet, inside),
        "ToolkitErrorInfo" if namespace == Some(ITK) => fault::error_info(sheet, inside, None),
        _ => content::check(sheet, inside, &content::Manifested::default(), asked),
    }
    Vec::new()
}

/// How a refusal to read weighs, and what it says.
pub(super) fn of_rejection(rejection: &Rejection) -> (Severity, Rule, Position, String) {
    let place = Position { line: rejection.line, column: rejection.column };
    let (severity, rule) = match &rejection.reason {
        RejectionReason::CharacterSet => (Severity::Error, rule::client("WS-STD-01")),
        RejectionReason::DocumentType => (Severity::Error, rule::client("soap:document-type")),
        RejectionReason::TooDeep(_) | RejectionReason::TooMany(..) | RejectionReason::Expansion(_) => {
            (Severity::NotCheckable, rule::plain("limit"))
        }
        _ => (Severity::Error, rule::client("xml")),
    };
    (severity, rule, place, rejection.reason.to_string())
}

fn refused(severity: Severity, rule: Rule, place: Position, message: String) -> Report {
    let mut sheet = Sheet::of("");
    sheet.whole(severity, place, rule, message);
    Report { findings: sheet.findings, ..Report::default() }
}
