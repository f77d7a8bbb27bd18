//! The messages of the corpus: what is wrong with each, and why that is right to say.

use std::collections::BTreeSet;

use dcr::validation::fhir::{Severity, Verdict};
use dcr::validation::itk::{recognises, validate};

use crate::support::{corpus, files};

const NO_TO: &str = "the header has no `To`, which a request must have";
const NO_SECURITY: &str = "the message was published without its security header";
const TEMPLATE: &str = "a template: what is to be filled in stands there instead of a value";
const SAME: &str = "the tracking identifier is that of the SOAP message";
const NO_RELATION: &str = "the answer does not say what it answers";

/// The rules that are broken: the file, the rule, and what is wrong with it.
const EXPLAINED: [(&str, &str, &str); 27] = [
    ("adastra-itk-ooh-referral-dx06-itk-request.xml", "wsa:To", NO_TO),
    ("adastra-itk-ooh-referral-dx06-itk-request.xml", "itk:security", NO_SECURITY),
    ("adastra-itk-ooh-referral-dx86-itk-request.xml", "wsa:To", NO_TO),
    ("adastra-itk-ooh-referral-dx86-itk-request.xml", "itk:security", NO_SECURITY),
    ("cleric-itk-ooh-referral-dx09-itk-request.xml", "itk:unique", SAME),
    ("cleric-itk-ooh-referral-dx10-itk-request.xml", "itk:unique", SAME),
    ("conformance-example-adastra-original-itk-request.xml", "itk:security", NO_SECURITY),
    ("conformance-example-ic24-original-itk-request.xml", "itk:security", NO_SECURITY),
    ("example-adastra-ooh-itk-request.xml", "wsa:To", NO_TO),
    ("example-adastra-ooh-itk-request.xml", "itk:security", NO_SECURITY),
    ("ic24-itk-ooh-referral-dx06-itk-request.xml", "itk:security", NO_SECURITY),
    ("repeat-caller-exampleV1-itk-request.xml", "wsa:To", NO_TO),
    ("repeat-caller-exampleV1-itk-request.xml", "itk:security", NO_SECURITY),
    ("POCD_MT160001UK06_SOAPandDIST_Primary.xml", "WS-ADR-01", TEMPLATE),
    ("POCD_MT160001UK06_SOAPandDIST_Primary.xml", "wsa:To", TEMPLATE),
    ("POCD_MT160001UK06_SOAPandDIST_Primary.xml", "itk:timestamp", TEMPLATE),
    ("SoapItkErrorResponseTemplate.xml", "wsa:RelatesTo", NO_RELATION),
    ("SoapItkErrorResponseTemplate.xml", "WS-ADR-01", TEMPLATE),
    ("SoapItkErrorResponseTemplate.xml", "wsa:To", TEMPLATE),
    ("SoapItkErrorResponseTemplate.xml", "soap:fault", TEMPLATE),
    ("SoapItkErrorResponseTemplate.xml", "itk:schema", TEMPLATE),
    ("SoapItkErrorResponseTemplate.xml", "itk:error-info", TEMPLATE),
    ("SoapItkOkResponseTemplate.xml", "wsa:RelatesTo", NO_RELATION),
    ("SoapItkOkResponseTemplate.xml", "WS-ADR-01", TEMPLATE),
    ("SoapItkOkResponseTemplate.xml", "itk:simple-response", TEMPLATE),
    // The templates of acknowledgements hold `__TO_OID__` among the attributes, so they are no XML.
    ("infrastructure_ack_template.xml.txt", "xml", TEMPLATE),
    ("infrastructure_nack_template.xml.txt", "xml", TEMPLATE),
];

#[test]
fn every_error_in_the_corpus_is_explained() {
    let Some(folder) = corpus("itk") else { return };
    let mut found = BTreeSet::new();
    let (mut messages, mut open) = (0, 0);
    for path in files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let is_message = !path.components().any(|part| part.as_os_str() == "schemas") && recognises(&bytes);
        if !is_message {
            continue;
        }
        let report = validate(&bytes, None);
        messages += 1;
        open += usize::from(report.verdict() == Verdict::NotCheckable);
        let errors = report.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
        found.extend(errors.map(|finding| (name.clone(), finding.rule)));
    }
    let explained: BTreeSet<(String, String)> =
        EXPLAINED.iter().map(|(file, rule, _)| ((*file).to_owned(), (*rule).to_owned())).collect();
    assert_eq!(found, explained);
    // The one message that nothing is wrong with names vocabularies that are not held here.
    assert_eq!((messages, open), (15, 1));
}
