//! NHS 111 reports and a correspondence document, whole: taken in, told apart, shown.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dcr::feeds::Totals;
use dcr::record::Section;
use dcr::store::view::Page;
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};

use super::support::{self, conflicts, dead_letters};

/// The ten messages hold one pair that is byte for byte the same, and one pair of repeat callers
/// that bear one tracking id with two bodies: the second of the first pair is a duplicate, and the
/// second of the other is a conflict, since one sender says two things under one number.
#[test]
fn ten_reports_come_to_their_counts() {
    let Some(folder) = support::corpus() else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("itk/nhs111/xml")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut store, mut totals) = (support::store(), Totals::default());
    for file in files {
        totals += support::ingest(&mut store, &std::fs::read(file).unwrap());
    }
    let reasons: Vec<_> = dead_letters(&mut store).into_iter().map(|letter| letter.reason).collect();
    assert_eq!(totals, Totals { received: 10, applied: 8, duplicate: 1, conflict: 1, dead: 0 }, "{reasons:?}");
    assert_eq!(totals.received, totals.applied + totals.duplicate + totals.conflict + totals.dead);
    assert_eq!(conflicts(&mut store).len(), 1);
    assert!(store.check_integrity(|_, _| {}).unwrap().problems.is_empty());
}

/// The payload of a message, in base64 and, where wanted, compressed before: as a sender may pack it.
fn packed(message: &[u8], compressed: bool) -> Vec<u8> {
    let text = std::str::from_utf8(message).unwrap().trim_start_matches('\u{FEFF}');
    let document = roxmltree::Document::parse(text).unwrap();
    let element = |name: &str| document.descendants().find(|node| node.has_tag_name(("urn:nhs-itk:ns:201005", name)));
    let payload = element("payload").unwrap();
    let body = payload.first_element_child().unwrap();
    // What stands alone must say itself what its prefixes mean.
    let head = &text[body.range()];
    let mut scope = String::new();
    for space in body.namespaces() {
        let name = space.name().map_or_else(|| "xmlns".to_owned(), |name| format!("xmlns:{name}"));
        if !head[..head.find('>').unwrap()].contains(&format!("{name}=")) && space.name() != Some("xml") {
            scope.extend([" ", &name, "=\"", space.uri(), "\""]);
        }
    }
    let end = head.find(|sign: char| sign.is_whitespace() || sign == '>').unwrap();
    let inner = format!("{}{scope}{}", &head[..end], &head[end..]);
    let content = if compressed {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(inner.as_bytes()).unwrap();
        gzip.finish().unwrap()
    } else {
        inner.into_bytes()
    };
    let item = element("manifestitem").unwrap().range();
    let mut out = text.to_owned();
    out.replace_range(body.range(), &STANDARD.encode(content));
    let says = if compressed { " base64=\"true\" compressed=\"true\"" } else { " base64=\"true\"" };
    let name = text[item.start..].find(char::is_whitespace).unwrap();
    out.insert_str(item.start + name, says);
    out.into_bytes()
}

/// What a store shows of the only person in it, without what differs from message to message.
fn shown(bytes: &[u8], name: &str) -> Vec<(Section, String, String)> {
    let mut store = support::store();
    let totals = support::ingest(&mut store, bytes);
    let reasons: Vec<_> = dead_letters(&mut store).into_iter().map(|letter| letter.reason).collect();
    assert_eq!(totals, Totals { received: 1, applied: 1, ..Totals::default() }, "{name}: {reasons:?}");
    let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let entries = record.entries().map(|entry| {
        let details = entry.resource.as_ref().map(dcr::record::Resource::details).unwrap_or_default();
        (entry.section, entry.label.clone(), format!("{details:?}"))
    });
    entries.collect()
}

/// However its payload is packed, a message says the same through the store.
#[test]
fn packed_messages_say_the_same() {
    let Some(folder) = support::corpus() else { return };
    let xml = std::fs::read_dir(folder.join("itk/nhs111/xml")).unwrap();
    let mut files: Vec<_> = xml.map(|entry| entry.unwrap().path()).collect();
    files.push(folder.join("itk/correspondence/POCD_MT160001UK06_SOAPandDIST_Primary.xml"));
    files.sort();
    let mut counted = 0;
    for file in files {
        let (bytes, name) = (std::fs::read(&file).unwrap(), file.display().to_string());
        if !String::from_utf8_lossy(&bytes).contains("payloads count=\"1\"") {
            continue;
        }
        let plain = shown(&bytes, &name);
        assert!(!plain.is_empty(), "{name}");
        for compressed in [false, true] {
            assert_eq!(shown(&packed(&bytes, compressed), &name), plain, "{name}, compressed: {compressed}");
        }
        counted += 1;
    }
    assert!(counted == 9, "{counted} messages have one payload");
}

/// The letter is text and codes in its sections, once; sent again in a new envelope it is a duplicate.
#[test]
fn a_letter_is_decoded_to_text_and_codes() {
    let Some(folder) = support::corpus() else { return };
    let bytes = std::fs::read(folder.join("itk/correspondence/POCD_MT160001UK06_SOAPandDIST_Primary.xml")).unwrap();
    let entries = shown(&bytes, "the letter");
    let (text, coded): (Vec<_>, Vec<_>) = entries.iter().partition(|(section, ..)| *section == Section::Documents);
    assert!(!text.is_empty() && text.iter().any(|(.., details)| details.contains("\"Text\"")), "{text:?}");
    assert!(!coded.is_empty(), "its coded entries stand in sections of their own");
    let mut store = support::store();
    let totals = support::ingest(&mut store, &bytes);
    let again = support::ingest(&mut store, &bytes);
    assert_eq!((totals.applied, again.duplicate, again.received), (1, 1, 1));
}

#[test]
fn a_report_is_read_shown_and_masked() {
    let Some(folder) = support::corpus() else { return };
    let mut files: Vec<_> =
        std::fs::read_dir(folder.join("itk/nhs111/xml")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let mut store = support::store();
        assert_eq!(support::ingest(&mut store, &std::fs::read(&file).unwrap()).applied, 1, "{}", file.display());
        let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
        let record = store.record(&viewing, &RecordQuery::default()).unwrap();
        assert!(record.sections.iter().any(|section| section.section == Section::Reports), "{}", file.display());
        let message = store.trace(&viewing, Page::ALL).unwrap()[0].message;
        let raw = store.message(&viewing, message, None).unwrap();
        assert!(raw.segments.len() > 10, "{}: {} lines", file.display(), raw.segments.len());
    }
}
