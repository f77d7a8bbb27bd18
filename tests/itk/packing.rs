//! Payloads in base64 and gzip, and what must not get in that way.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::interchange::itk::{attachment, interpret, lines};

use crate::support::{CODED, REPORT, enveloped, packed, parcel, read, told};

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content).unwrap();
    gzip.finish().unwrap()
}

/// In lines of 76 signs, as mail cuts them.
fn in_lines(bytes: &[u8]) -> String {
    let text = STANDARD.encode(bytes);
    text.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>().join("\r\n    ")
}

#[test]
fn however_it_is_packed_a_document_says_the_same() {
    for document in [REPORT, CODED] {
        let plain = told(&read(&enveloped(document)));
        let encoded = packed(&in_lines(document.as_bytes()), r#"base64="true""#);
        let compressed = packed(&in_lines(&gzip(document.as_bytes())), r#"base64="true" compressed="true""#);
        assert_eq!(told(&read(&encoded)), plain);
        assert_eq!(told(&read(&compressed)), plain);
        assert_eq!(lines(compressed.as_bytes()).len(), lines(enveloped(document).as_bytes()).len());
    }
}

#[test]
fn attachments_are_opened_through_the_packing() {
    let compressed = packed(&STANDARD.encode(gzip(REPORT.as_bytes())), r#"base64="true" compressed="true""#);
    let statement = read(&compressed);
    let location = crate::support::documents(&statement)[0].attachments[0].location.clone().unwrap();
    assert_eq!(attachment(compressed.as_bytes(), &location).unwrap(), b"<case>Quay</case>");
}

#[test]
fn a_payload_that_is_no_xml_is_attached() {
    let with_pdf = parcel(&[REPORT, "JVBERi0="], "", "x").replacen(
        r#"<itk:manifestitem id="uuid_2" mimetype="text/xml""#,
        r#"<itk:manifestitem id="uuid_2" base64="true" mimetype="application/pdf""#,
        1,
    );
    let statement = read(&with_pdf);
    let attached = crate::support::documents(&statement)[0].attachments.last().unwrap().clone();
    assert_eq!((attached.content_type.as_str(), attached.size), ("application/pdf", 5));
    assert_eq!(attachment(with_pdf.as_bytes(), &attached.location.unwrap()).unwrap(), b"%PDF-");
}

fn refused(message: &str) -> (&'static str, String) {
    let rejection = interpret(message.as_bytes()).unwrap_err();
    (rejection.reason.slug(), rejection.to_string())
}

#[test]
fn noise_in_base64_is_refused_with_its_place() {
    let mut content = in_lines(REPORT.as_bytes());
    content.replace_range(200..201, "!");
    let message = packed(&content, r#"base64="true""#);
    let (slug, words) = refused(&message);
    assert_eq!(slug, "base64");
    let at = message.find('!').unwrap();
    let line = message[..at].matches('\n').count() + 1;
    let column = at - message[..at].rfind('\n').unwrap();
    assert!(
        words.starts_with(&format!(
            "line {line}, column {column}, Envelope/Body/DistributionEnvelope/payloads/payload:"
        )),
        "{words}"
    );
}

#[test]
fn what_the_manifest_says_of_the_packing_must_hold() {
    let encoded = STANDARD.encode(REPORT);
    let table = [
        (packed(REPORT, r#"base64="true""#), "manifest"),
        (packed(&encoded, ""), "missing"),
        (packed(&encoded, r#"base64="true" compressed="true""#), "compression"),
        (packed(&STANDARD.encode(gzip(REPORT.as_bytes())), r#"base64="true""#), "character-set"),
        (
            packed(&STANDARD.encode(&gzip(REPORT.as_bytes())[..200]), r#"base64="true" compressed="true""#),
            "compression",
        ),
        (packed("", r#"base64="true""#), "missing"),
        (packed(REPORT, r#"encrypted="true""#), "encrypted"),
        (packed(r#"<e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"/>"#, ""), "encrypted"),
    ];
    for (message, slug) in table {
        assert_eq!(refused(&message).0, slug);
    }
}

#[test]
fn a_payload_that_grows_a_thousandfold_is_refused() {
    let spaces = format!("{REPORT}{}", " ".repeat(32 << 20));
    let bomb = gzip(spaces.as_bytes());
    assert!(bomb.len() < 64 << 10);
    assert_eq!(refused(&packed(&STANDARD.encode(bomb), r#"base64="true" compressed="true""#)).0, "expansion");
}

#[test]
fn what_is_packed_is_held_to_the_same_bounds() {
    let entities = r#"<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>"#;
    let deep = "<d>".repeat(100_000) + &"</d>".repeat(100_000);
    let table = [(entities.to_owned(), "document-type"), (deep, "too-deep"), ("<d".to_owned(), "not-well-formed")];
    for (content, slug) in table {
        let (found, words) = refused(&packed(&STANDARD.encode(content), r#"base64="true""#));
        assert_eq!(found, slug);
        assert!(words.starts_with("payload 1, line 1"), "{words}");
    }
}
