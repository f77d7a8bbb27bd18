//! What is refused, why, and where.

use dcr::interchange::itk::{header, interpret};

use crate::support::{CODED, REPORT, enveloped, packed, parcel};

fn refused(message: &str) -> (&'static str, String) {
    let rejection = interpret(message.as_bytes()).unwrap_err();
    assert!(!rejection.reason.hint().is_empty());
    let words = rejection.to_string();
    for private in ["Purbeck", "9990000018", "Quay", "CALLER"] {
        assert!(!words.contains(private), "{words}");
    }
    (rejection.reason.slug(), words)
}

#[test]
fn entities_and_depth_are_refused_before_anything_is_parsed() {
    let laughs = (1..10).map(|level| format!("<!ENTITY l{level} \"{}\">", format!("&l{};", level - 1).repeat(10)));
    let laughs = format!("<!DOCTYPE d [<!ENTITY l0 \"lol\">{}]><d>&l9;</d>", laughs.collect::<String>());
    let table = [
        (r#"<!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>"#.to_owned(), "document-type"),
        (
            r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>"#.to_owned(),
            "document-type",
        ),
        (laughs, "document-type"),
        ("<d>&x;</d>".to_owned(), "not-well-formed"),
        ("<d>".repeat(100_000), "too-deep"),
        ("<d>".repeat(100_000) + &"</d>".repeat(100_000), "too-deep"),
        (enveloped(&format!("{}<text>{}", REPORT, "<list><item>".repeat(100))), "too-deep"),
    ];
    for (message, slug) in table {
        assert_eq!(refused(&message).0, slug);
    }
}

#[test]
fn heaps_are_refused_before_they_cost_anything() {
    let attributes: String =
        (0..100_000).flat_map(|number| [" a".to_owned(), number.to_string(), "=''".to_owned()]).collect();
    let spaces: String =
        (0..100_000).flat_map(|number| [" xmlns:a".to_owned(), number.to_string(), "='u'".to_owned()]).collect();
    let table = [
        (format!("<d{attributes}/>"), "too-many"),
        (format!("<d{spaces}/>"), "too-many"),
        (format!("<d>{}</d>", "<a/>".repeat(1_100_000)), "too-many"),
        (format!("<d>{}</d>", "<a b='' c='' d='' e=''/>".repeat(600_000)), "too-many"),
        (parcel(&["<a/>"; 101], "", "x"), "too-many"),
    ];
    for (message, slug) in table {
        assert_eq!(refused(&message).0, slug);
    }
}

#[test]
fn an_envelope_must_agree_with_what_it_carries() {
    let message = parcel(&[REPORT, CODED], "", "x");
    let table = [
        (message.replace("<itk:manifest count=\"2\">", "<itk:manifest count=\"3\">"), "count"),
        (message.replace("<itk:payloads count=\"2\">", "<itk:payloads count=\"1\">"), "count"),
        (message.replace("<itk:payloads count=\"2\">", "<itk:payloads count=\"two\">"), "count"),
        (message.replace("<itk:payload id=\"uuid_2\">", "<itk:payload id=\"uuid_3\">"), "manifest"),
        (message.replace("<itk:payload id=\"uuid_2\">", "<itk:payload id=\"uuid_1\">"), "manifest"),
        (message.replace("<itk:payload id=\"uuid_2\">", "<itk:payload>"), "manifest"),
        (message.replace("<itk:manifestitem id=\"uuid_2\"", "<itk:manifestitem id=\"uuid_1\""), "manifest"),
        (message.replace("itk:manifest>", "itk:list>").replace("<itk:manifest ", "<itk:list "), "missing"),
        (message.replace("itk:payloads", "itk:things"), "missing"),
        (
            packed(&format!("{REPORT}{CODED}").replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", ""), ""),
            "more-than-one",
        ),
    ];
    for (message, slug) in table {
        assert_eq!(refused(&message).0, slug);
    }
    let turned = message
        .replace("id=\"uuid_1\" mime", "id=\"x\" mime")
        .replace("id=\"uuid_2\" mime", "id=\"uuid_1\" mime")
        .replace("id=\"x\" mime", "id=\"uuid_2\" mime");
    let odd = |message: &str, words: &str| {
        let statement = interpret(message.as_bytes()).unwrap();
        statement.defects.iter().filter(|defect| defect.problem.contains(words)).count()
    };
    assert_eq!(odd(&turned, "another order"), 2, "it is odd, and no more");
    let uncounted = message.replace(" count=\"2\"", "");
    assert_eq!(odd(&uncounted, "no count"), 2, "it is odd, and no more");
}

#[test]
fn acknowledgements_and_other_payloads_are_refused_by_name() {
    let soap = |body: &str| {
        format!(
            r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"#
        )
    };
    let acknowledged = r#"<itk:InfrastructureResponse xmlns:itk="urn:nhs-itk:ns:201005" result="OK"/>"#;
    let table = [
        (packed(acknowledged, ""), "acknowledgement", "InfrastructureResponse"),
        (
            packed(r#"<BusinessResponseMessage xmlns="urn:hl7-org:v3"/>"#, ""),
            "acknowledgement",
            "BusinessResponseMessage",
        ),
        (
            soap(r#"<SimpleMessageResponse xmlns="urn:nhs-itk:ns:201005">OK:1</SimpleMessageResponse>"#),
            "acknowledgement",
            "SimpleMessageResponse",
        ),
        (soap("<s:Fault/>"), "acknowledgement", "Fault"),
        (soap(""), "missing", "SOAP body"),
        (soap("<a/><b/>"), "more-than-one", "message"),
        (packed(r#"<REPC_IN150016UK05 xmlns="urn:hl7-org:v3"/>"#, ""), "unsupported", "REPC_IN150016UK05"),
        (packed("<ClinicalDocument/>", ""), "unsupported", "ClinicalDocument"),
        (packed("<Ada.Purbéck/>", ""), "unsupported", "an unknown element"),
        ("<html/>".to_owned(), "unsupported", "html"),
        (String::new(), "not-well-formed", "too early"),
        ("{}".to_owned(), "not-well-formed", ""),
    ];
    for (message, slug, named) in table {
        let (found, words) = refused(&message);
        assert_eq!(found, slug, "{words}");
        assert!(words.contains(named) || slug == "not-well-formed", "{words}");
    }
}

#[test]
fn a_document_without_a_patient_or_a_number_is_refused_with_its_place() {
    let numbers = REPORT.find("<id root=\"2.16.840.1.113883.2.1.4.1\"").unwrap()..REPORT.find("<addr").unwrap();
    let mut nameless = REPORT.to_owned();
    nameless.replace_range(numbers, "");
    let (slug, words) = refused(&enveloped(&nameless));
    assert_eq!(slug, "no-identifier");
    assert!(words.contains("ClinicalDocument/recordTarget/patientRole: there is no number"), "{words}");
    let (slug, words) = refused(&REPORT.replace("recordTarget", "somebody"));
    assert_eq!(slug, "missing");
    assert!(words.starts_with("line 2, column 1, ClinicalDocument:"), "{words}");
}

#[test]
fn only_utf_8_is_read() {
    let declared = REPORT.replace("encoding=\"UTF-8\"", "encoding=\"ISO-8859-1\"");
    assert!(interpret(declared.as_bytes()).is_ok(), "all of it is ASCII, which is the same in both");
    let accented = declared.replace("Purbeck", "Pürbeck");
    assert_eq!(refused(&accented).0, "character-set");
    let mut latin = REPORT.replace("Purbeck", "P_rbeck").into_bytes();
    for byte in latin.iter_mut().filter(|byte| **byte == b'_').take(20) {
        *byte = 0xFC;
    }
    assert_eq!(interpret(&latin).unwrap_err().reason.slug(), "character-set");
    let marked = format!("\u{feff}{}", REPORT.replace("Purbeck", "Pürbeck"));
    assert!(interpret(marked.as_bytes()).is_ok());
}

#[test]
fn the_header_of_what_cannot_be_read_is_told() {
    let message = enveloped(REPORT);
    let whole = interpret(message.as_bytes()).unwrap().header;
    let refused = message.replace("<itk:payloads count=\"1\">", "<itk:payloads count=\"2\">");
    let told = header(refused.as_bytes()).unwrap();
    assert_eq!(
        (&told.application, &told.facility, &told.control_id, &told.trigger),
        (&whole.application, &whole.facility, &whole.control_id, &whole.trigger)
    );
    let cut = header(&message.as_bytes()[..3_000]).unwrap();
    assert_eq!(
        (cut.application.as_str(), cut.control_id.as_str()),
        (whole.application.as_str(), ""),
        "what was cut off bears no number"
    );
    for nothing in [&b""[..], b"<a/>", b"<DistributionEnvelope><header trackingid='", b"\xFF\xFE"] {
        assert_eq!(header(nothing), None);
    }
}
