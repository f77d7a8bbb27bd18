//! Payloads in base64 and gzip: checked when they are decoded, and refused where they cannot be.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::validation::fhir::{Report, Severity, Verdict};

use super::{MESSAGE, report};

/// The message with its document packed.
fn packed(flags: &str, pack: impl FnOnce(&[u8]) -> String, document: impl FnOnce(&str) -> String) -> Report {
    let start = MESSAGE.find("<ClinicalDocument").unwrap();
    let end = MESSAGE.find("</itk:payload>").unwrap();
    let content = pack(document(&MESSAGE[start..end]).as_bytes());
    let whole = format!("{}{content}{}", &MESSAGE[..start], &MESSAGE[end..]);
    report(&whole.replacen("mimetype=\"text/xml\"", &format!("mimetype=\"text/xml\" {flags}"), 1))
}

fn base64(content: &[u8]) -> String {
    STANDARD.encode(content)
}

fn gzip(content: &[u8]) -> String {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content).unwrap();
    STANDARD.encode(gzip.finish().unwrap())
}

const BASE64: &str = "base64=\"true\"";
const GZIP: &str = "base64=\"true\" compressed=\"true\"";

#[test]
fn what_is_packed_is_checked_as_what_is_not() {
    let same = |report: &Report| {
        let found = report.findings.iter().map(|it| (it.severity, it.rule.clone(), it.answer.clone()));
        found.collect::<Vec<_>>()
    };
    let spoilt = |document: &str| document.replacen("9990000018", "9990000017", 1).replacen("<br/>", "<brr/>", 1);
    let plain = report(&MESSAGE.replacen("9990000018", "9990000017", 1).replacen("<br/>", "<brr/>", 1));
    for found in [packed(BASE64, base64, spoilt), packed(GZIP, gzip, spoilt)] {
        let (mut one, mut other) = (same(&plain), same(&found));
        one.sort();
        other.sort();
        assert_eq!(one, other);
        let number = found.findings.iter().find(|finding| finding.rule == "nhs-number").unwrap();
        assert_eq!(number.position.line, 23, "the payload's line");
        assert!(number.message.ends_with("(line 15, column 7 of the decoded payload)"), "{}", number.message);
        assert!(number.path.contains("payload/ClinicalDocument/recordTarget"), "{}", number.path);
    }
    assert_eq!(packed(GZIP, gzip, ToOwned::to_owned).verdict(), Verdict::NotCheckable);
}

#[test]
fn what_cannot_be_unpacked_is_refused() {
    for (found, words) in [
        (packed(BASE64, |_| "aGVs!G8=".to_owned(), ToOwned::to_owned), "cannot be decoded"),
        (packed(GZIP, base64, ToOwned::to_owned), "gzip cannot decompress"),
        (packed(BASE64, |_| String::new(), ToOwned::to_owned), "empty"),
        (packed(BASE64, |_| base64(b"<a><b></a>"), ToOwned::to_owned), "not well-formed"),
        (packed(BASE64, |_| base64(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), ToOwned::to_owned), "document type"),
        (packed("compressed=\"true\"", gzip, ToOwned::to_owned), "must be in base64 as well"),
    ] {
        let error = found.findings.iter().find(|finding| finding.severity == Severity::Error).unwrap();
        assert!(error.message.contains(words), "{}", error.message);
        assert_ne!(error.answer, None);
    }
}

#[test]
fn a_payload_that_explodes_is_not_looked_into() {
    let found = packed(GZIP, |_| gzip(&vec![b' '; 200 << 20]), ToOwned::to_owned);
    let open = found.findings.iter().find(|finding| finding.rule == "limit").unwrap();
    assert_eq!(open.severity, Severity::NotCheckable);
}

#[test]
fn what_is_encrypted_is_not_checkable_by_name() {
    let data = "<e:EncryptedData xmlns:e='http://www.w3.org/2001/04/xmlenc#'/>";
    let found = packed("encrypted=\"true\"", |_| data.to_owned(), ToOwned::to_owned);
    assert_eq!(found.verdict(), Verdict::NotCheckable, "{:#?}", found.findings);
    assert!(found.findings.iter().any(|finding| finding.rule == "itk:encrypted"));
    let unsaid = packed("", |_| data.to_owned(), ToOwned::to_owned);
    assert_eq!(unsaid.verdict(), Verdict::Invalid);
}
