//! ITK messages and clinical documents: every rule by a message that breaks it, the corpus, the published
//! schemas beside another checker, and hostile input.

mod corpus;
mod hostile;
mod mutate;
mod packing;
mod rules;
mod schema;
mod services;

use dcr::validation::fhir::{Finding, Report, Severity, Verdict};
use dcr::validation::itk::validate;

/// A report of NHS 111, made up, with nothing wrong.
pub(crate) const MESSAGE: &str = include_str!("message.xml");

/// What is found of a message.
pub(crate) fn report(message: &str) -> Report {
    validate(message.as_bytes(), None)
}

/// The errors of a message.
pub(crate) fn errors(message: &str) -> Vec<Finding> {
    report(message).findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// The message with one passage changed, which must be there once.
pub(crate) fn changed(from: &str, to: &str) -> String {
    assert_eq!(MESSAGE.matches(from).count(), 1, "`{from}` stands in the message once");
    MESSAGE.replacen(from, to, 1)
}

#[test]
fn the_message_has_nothing_wrong_and_says_what_is_not_checked() {
    let report = report(MESSAGE);
    assert_eq!(report.verdict(), Verdict::NotCheckable, "{:#?}", report.findings);
    let open: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(open, ["codes are not checked: no release of SNOMED CT is loaded"]);
    assert_eq!(report.resource_type, "DistributionEnvelope");
    assert_eq!(report.profiles, ["urn:nhs-en:profile:nhs111CDADocument-v2-0"]);
}
