//! Reports of NHS 111 through the doors: corrected, taken back, and late.

use dcr::record::Section;
use dcr::store::sqlite::SqliteStore;
use dcr::store::{RecordQuery, Store};

use super::support::{dead_letters, ingest, open, store};

const REPORT: &str = include_str!("../itk/report.xml");

/// A document in its envelope, under a tracking id of its own.
fn sent(document: &str, tracking: &str) -> Vec<u8> {
    let document = document.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap_or(document);
    format!(
        r#"<itk:DistributionEnvelope xmlns:itk="urn:nhs-itk:ns:201005"><itk:header service="urn:nhs-itk:services:201005:SendNHS111Report-v2-0" trackingid="{tracking}">
<itk:manifest count="1"><itk:manifestitem id="uuid_1" mimetype="text/xml"/></itk:manifest><itk:senderAddress uri="urn:nhs-uk:addressing:ods:RBD"/></itk:header>
<itk:payloads count="1"><itk:payload id="uuid_1">{document}</itk:payload></itk:payloads></itk:DistributionEnvelope>"#
    )
    .into_bytes()
}

fn second() -> String {
    REPORT
        .replace("<versionNumber value=\"1\"/>", "<versionNumber value=\"2\"/>")
        .replace("feels odd", "feels well")
        .replace("</informant>", "</informant><!-- nobody called -->")
}

fn nullification() -> String {
    let head = REPORT.split("<informant").next().unwrap();
    head.replace("POCD_MT200001GB02", "POCD_MT130001UK04").replace("20180602101500+0100", "20180602120000+0100")
        + r#"<relatedDocument typeCode="RPLC"><parentDocument><setId root="5E700001-0000-4000-8000-000000000001"/><versionNumber value="1"/></parentDocument></relatedDocument></ClinicalDocument>"#
}

/// How many entries each section shows, and all that is shown.
fn shown(store: &mut SqliteStore) -> (Vec<(Section, usize)>, String) {
    let viewing = open(store, "999 000 0018");
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let counts = record.sections.iter().map(|section| (section.section, section.total)).collect();
    (counts, serde_json::to_string(&record.sections).unwrap())
}

fn take_in(messages: &[&[u8]]) -> SqliteStore {
    let mut store = store();
    for message in messages {
        assert_eq!(ingest(&mut store, "test", message).applied, 1, "{:?}", dead_letters(&mut store));
    }
    store
}

#[test]
fn a_report_shows_in_its_sections() {
    let (counts, _) = shown(&mut take_in(&[&sent(REPORT, "A")]));
    assert_eq!(counts, [(Section::Encounters, 1), (Section::Reports, 2), (Section::Contacts, 1)]);
}

#[test]
fn a_nullified_report_leaves_with_all_it_stated_and_does_not_come_back() {
    let (report, null, again) = (sent(REPORT, "A"), sent(&nullification(), "B"), sent(REPORT, "C"));
    for order in [vec![&report, &null], vec![&null, &report], vec![&report, &null, &again]] {
        let order: Vec<&[u8]> = order.into_iter().map(Vec::as_slice).collect();
        let (counts, _) = shown(&mut take_in(&order));
        assert_eq!(counts, []);
    }
}

#[test]
fn the_later_version_stands_in_either_order() {
    let (first, second) = (sent(REPORT, "A"), sent(&second(), "B"));
    for order in [[&first, &second], [&second, &first]] {
        let (counts, all) = shown(&mut take_in(&order.map(Vec::as_slice)));
        assert_eq!(counts, [(Section::Encounters, 1), (Section::Reports, 2), (Section::Contacts, 1)]);
        assert!(all.contains("feels well") && !all.contains("feels odd"));
    }
}

#[test]
fn a_version_that_leaves_a_part_out_takes_it_out_in_either_order() {
    let without =
        second().split("<informant").next().unwrap().to_owned() + second().split("</informant>").nth(1).unwrap();
    let (first, second) = (sent(REPORT, "A"), sent(&without, "B"));
    for order in [[&first, &second], [&second, &first]] {
        let (counts, _) = shown(&mut take_in(&order.map(Vec::as_slice)));
        assert_eq!(counts, [(Section::Encounters, 1), (Section::Reports, 2)]);
    }
}

/// A nullification may name the patient by the NHS number alone, and so be about another patient
/// of its source: it finds its document all the same.
#[test]
fn a_nullification_that_leaves_the_local_number_out_finds_its_document() {
    let local = r#"<id root="2.16.840.1.113883.2.1.3.2.4.18.24" extension="CALLER-1" assigningAuthorityName="RYF:Dorset 111"/>"#;
    let bare = nullification().replace(local, "");
    assert_ne!(bare, nullification());
    let (report, null) = (sent(REPORT, "A"), sent(&bare, "B"));
    let (counts, _) = shown(&mut take_in(&[&report, &null]));
    assert_eq!(counts, []);
}
