//! What one report of NHS 111 says.

use dcr::interchange::itk::{attachment, same_body};
use dcr::record::{ContactSystem, Field, Gender, NhsNumberStatus, Resource, Section};

use crate::support::{REPORT, documents, enveloped, of_kind, read, text, told};

#[test]
fn a_report_is_a_document_an_encounter_a_disposition_and_whoever_called() {
    let statement = read(&enveloped(REPORT));
    insta::assert_snapshot!(format!("{}\n{}", told(&statement), text(documents(&statement)[0])));
    assert!(!statement.demographics_count, "a report fills in what is not known yet and no more");
    assert_eq!(statement.stated.unwrap().to_string(), "2018-06-02T10:15:00+01:00");
    assert_eq!((statement.header.sent_text.as_str(), statement.header.version.as_str()), ("", "POCD_MT200001GB02"));
}

#[test]
fn the_document_keeps_what_the_source_says_of_it() {
    let message = enveloped(REPORT);
    let statement = read(&message);
    let document = documents(&statement)[0];
    assert_eq!(document.author.as_deref(), Some("Nurse Sam Portland, Dorset 111"));
    assert_eq!(document.document_number.as_deref(), Some("D0C00001-0000-4000-8000-000000000001"));
    assert_eq!(document.confidentiality.as_ref().unwrap().display.as_deref(), Some("restricted"));
    let attached = &document.attachments[0];
    assert_eq!((attached.content_type.as_str(), attached.size), ("text/xml", 17));
    let opened = attachment(message.as_bytes(), attached.location.as_ref().unwrap()).unwrap();
    assert_eq!(opened, b"<case>Quay</case>");
}

#[test]
fn the_encounter_is_over_and_says_nothing_of_where_the_caller_was() {
    let statement = read(&enveloped(REPORT));
    let Some(Resource::Encounter(encounter)) = &of_kind(&statement, "Encounter")[0].resource else { panic!() };
    assert_eq!(encounter.visit_number.as_deref(), Some("CASE-1"));
    assert_eq!(encounter.discharge_method.as_ref().unwrap().code(), Some("Dx06"));
    assert_eq!(encounter.start.unwrap().to_string(), "2018-06-02T09:50:00+01:00");
    assert_eq!(encounter.end.unwrap().to_string(), "2018-06-02T10:14:00+01:00");
    assert!(!format!("{:?}", statement.entries).contains("Lighthouse"));
    assert!(statement.unread.iter().any(|name| name == "encompassingEncounter location addr"));
}

#[test]
fn demographics_are_those_of_the_record_target() {
    let statement = read(&enveloped(REPORT));
    let patient = &statement.patient;
    let names = patient.names.said().unwrap();
    assert_eq!(names.iter().map(ToString::to_string).collect::<Vec<_>>(), ["PURBECK, Ada Mary (Mrs)", "CORFE, Ada"]);
    assert_eq!(patient.birth_date.said().unwrap().to_string(), "1948-03-09");
    assert_eq!(patient.gender, Field::Said(Gender::Female));
    let addresses = patient.addresses.said().unwrap();
    assert_eq!(addresses[0].to_string(), "17 Quay Road, Poole, BH15 1AA");
    assert_eq!(addresses[0].usage.as_deref(), Some("home"));
    assert_eq!(addresses[1].usage.as_deref(), Some("temp"), "where the caller is now is no home address");
    let telecoms = patient.telecoms.said().unwrap();
    assert_eq!(
        telecoms.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(),
        ["01632960001", "01632960002", "ada@example.org"]
    );
    assert_eq!(telecoms[2].system, ContactSystem::Email);
    let practice = patient.general_practice.said().unwrap();
    assert_eq!((practice.code.as_deref(), practice.display.as_deref()), (Some("J81001"), Some("Quay Surgery")));
    assert_eq!(patient.restricted, None);
}

/// The root alone verifies an NHS number, and nothing verifies one that is sent both ways.
#[test]
fn an_nhs_number_is_verified_by_its_root() {
    let verified = r#"<id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>"#;
    let plain = r#"<id root="2.16.840.1.113883.2.1.3.2.4.18.23" extension="9990000018"/>"#;
    let other = r#"<id root="2.16.840.1.113883.2.1.4.1" extension="9990000026"/>"#;
    let yes = Some(NhsNumberStatus::NumberPresentAndVerified);
    let table = [
        (verified.to_owned(), vec![yes], 0),
        (plain.to_owned(), vec![None], 0),
        (format!("{verified}{plain}"), vec![None], 1),
        (format!("{plain}{verified}"), vec![None], 1),
        (format!("{verified}{other}"), vec![None, None], 1),
        (verified.replace("9990000018", "0000000000"), vec![yes], 1),
        (verified.replace("9990000018", "99900"), vec![], 1),
        (verified.replace("9990000018", "999 000 0018"), vec![yes], 0),
        (r#"<id root="2.16.840.1.113883.2.1.4.1" nullFlavor="UNK"/>"#.to_owned(), vec![], 0),
    ];
    for (ids, expected, odd) in table {
        let statement = read(&enveloped(&REPORT.replace(verified, &ids)));
        let numbers = statement.identifiers.iter().filter(|number| number.authority == "NHS");
        assert_eq!(numbers.map(|number| number.status).collect::<Vec<_>>(), expected, "{ids}");
        assert_eq!(statement.defects.len(), odd, "{ids}");
    }
}

#[test]
fn a_local_number_belongs_to_whoever_gave_it() {
    let named = r#" assigningAuthorityName="RYF:Dorset 111""#;
    let table = [
        (named.to_owned(), "RYF"),
        (r#" assigningAuthorityName="Some clinic: north""#.to_owned(), "Some clinic: north"),
        (String::new(), "RYF"),
    ];
    for (name, authority) in table {
        let statement = read(&enveloped(&REPORT.replace(named, &name)));
        assert_eq!(
            (statement.identifiers[0].authority.as_str(), statement.identifiers[0].value.as_str()),
            (authority, "CALLER-1")
        );
    }
    let of_its_own = REPORT.replace(
        r#"root="2.16.840.1.113883.2.1.3.2.4.18.24" extension="CALLER-1" assigningAuthorityName="RYF:Dorset 111""#,
        r#"root="1.2.3.4" extension="CALLER-1""#,
    );
    assert_eq!(read(&enveloped(&of_its_own)).identifiers[0].authority, "urn:oid:1.2.3.4");
}

#[test]
fn a_name_that_is_not_in_parts_is_not_taken_apart_by_guess() {
    let name = "<prefix>Mrs</prefix><given>Ada</given><given>Mary</given><family>Purbeck</family>";
    let statement = read(&enveloped(&REPORT.replace(name, "Ada Mary Purbeck")));
    let names = statement.patient.names.said().unwrap();
    assert_eq!((names[0].family.as_deref(), names[0].given.len()), (Some("Ada Mary Purbeck"), 0));
    assert_eq!(statement.defects.len(), 1);
}

#[test]
fn a_document_may_come_without_soap_or_without_an_envelope() {
    let whole = read(&enveloped(REPORT));
    let soap = enveloped(REPORT);
    let start = soap.find("<itk:DistributionEnvelope>").unwrap();
    let end = soap.find("</soap:Body>").unwrap();
    let bare = soap[start..end]
        .replace("<itk:DistributionEnvelope>", r#"<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005">"#);
    let keys =
        |statement: &dcr::record::Statement| statement.entries.iter().map(|it| it.key.clone()).collect::<Vec<_>>();
    let enveloped = read(&bare);
    assert_eq!((keys(&enveloped), enveloped.header), (keys(&whole), whole.header.clone()));
    let document = read(REPORT);
    assert_eq!(keys(&document), keys(&whole));
    assert_eq!(document.header.control_id, "D0C00001-0000-4000-8000-000000000001");
    assert_eq!((document.organisation.as_str(), document.header.application.as_str()), ("RYF", "itk"));
}

/// A sender that tries again sends the same envelope in a new SOAP message.
#[test]
fn a_repetition_is_told_by_its_envelope() {
    let first = enveloped(REPORT);
    let again = first.replace("000000000001</wsa:MessageID>", "000000000002</wsa:MessageID>").replace('\n', "\r\n");
    assert!(first != again && same_body(first.as_bytes(), again.as_bytes()));
    let changed = again.replace("feels odd", "feels well");
    assert!(!same_body(first.as_bytes(), changed.as_bytes()));
    assert_eq!(read(&first).header, read(&changed).header, "the number is the same: it is a conflict");
    assert!(!same_body(first.as_bytes(), b"<cut off"));
}

#[test]
fn what_is_not_xml_in_the_body_is_attached_or_told_as_text() {
    let body = REPORT.find("<structuredBody").unwrap()..REPORT.find("</structuredBody>").unwrap() + 17;
    let pdf = format!(
        "{}<nonXMLBody><text mediaType=\"application/pdf\" representation=\"B64\">JVBERi0=</text></nonXMLBody>{}",
        &REPORT[..body.start],
        &REPORT[body.end..]
    );
    let message = enveloped(&pdf);
    let statement = read(&message);
    let attached = &documents(&statement)[0].attachments[0];
    assert_eq!((attached.content_type.as_str(), attached.size), ("application/pdf", 5));
    assert_eq!(attachment(message.as_bytes(), attached.location.as_ref().unwrap()).unwrap(), b"%PDF-");
    let plain = pdf.replace(
        "mediaType=\"application/pdf\" representation=\"B64\">JVBERi0=",
        "mediaType=\"text/plain\">One\n  two\n\nthree",
    );
    assert_eq!(text(documents(&read(&enveloped(&plain)))[0]), "One\n  two\n\nthree");
    let noise = pdf.replace("JVBERi0=", "JVB?Ri0=");
    let statement = read(&enveloped(&noise));
    assert_eq!((documents(&statement)[0].attachments.len(), statement.defects.len()), (0, 1));
    assert!(statement.unread.iter().any(|name| name == "nonXMLBody text"));
}

#[test]
fn reports_have_their_own_section_and_letters_theirs() {
    let letter = REPORT.replace("POCD_MT200001GB02", "POCD_MT150001UK06").replace("819551000000100", "1");
    let table = [
        (REPORT.to_owned(), Section::Reports),
        (REPORT.replace("POCD_MT200001GB02", "POCD_MT030001UK01"), Section::Reports),
        (letter, Section::Documents),
    ];
    for (document, section) in table {
        assert_eq!(read(&document).entries[0].section, section);
    }
}

#[test]
fn a_section_about_somebody_else_says_so() {
    let text = "<title>Advice Given</title>";
    let other = format!(
        "{text}<subject><relatedSubject/></subject><confidentialityCode code=\"V\" displayName=\"very restricted\"/>"
    );
    let statement = read(&enveloped(&REPORT.replace(text, &other)));
    let shown = self::text(documents(&statement)[0]);
    assert!(
        shown.contains(
            "Advice Given\n[about somebody other than the patient]\n[confidentiality: very restricted]\n• Drink"
        ),
        "{shown}"
    );
}
