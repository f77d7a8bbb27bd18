//! Messages that are too much, cut off, or in another character set than they say.

use std::io::{self, Cursor, Read};

use dcr::feeds::Totals;
use dcr::store::{PatientQuery, PatientRef, Store, ViewRequest};

use super::support::{assert_sound, content, dead_letters, dead_message, ingest, on_disk, registration, user};

/// Gives the same text over and over, so often that it is as long as wanted.
struct Endless {
    text: &'static [u8],
    left: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written + self.text.len() <= buffer.len() && self.left > 0 {
            buffer[written..written + self.text.len()].copy_from_slice(self.text);
            written += self.text.len();
            self.left = self.left.saturating_sub(self.text.len());
        }
        Ok(written)
    }
}

const TWO_HUNDRED_MB: usize = 200 << 20;

fn report_head() -> &'static str {
    "MSH|^~\\&|TEST-LAB|RD3|DCR|DORSET|20180601120000||ORU^R01|HUGE|P|2.4\rPID|1||T1^^^RD3^MR||Trial1^Terry||19700101|1\rOBR|1||O1|X^X\r"
}

#[test]
fn a_message_of_200_mb_is_a_dead_letter_and_the_next_is_applied() {
    let line: &[u8] = b"OBX|1|TX|X^X||text text text text text text text text text text text text text||||||F\r";
    let unbroken: &[u8] = b"0123456789012345678901234567890123456789012345678901234567890123";
    for text in [line, unbroken] {
        let mut disk = on_disk();
        let stream = Cursor::new(report_head())
            .chain(Endless { text, left: TWO_HUNDRED_MB })
            .chain(Cursor::new(format!("\r{}", registration(2))));
        let totals = ingest(&mut disk.store, stream);
        assert_eq!(totals, Totals { received: 2, applied: 1, dead: 1, ..Totals::default() });
        let [letter] = &dead_letters(&mut disk.store)[..] else { panic!("one dead letter") };
        assert!(letter.reason.contains("more than one message may have"), "{}", letter.reason);
        assert_eq!((letter.control_id.as_str(), letter.offset), ("HUGE", 0));
        assert!(letter.size <= 4_096, "only the beginning is kept, not {} bytes", letter.size);
        let bytes = disk.store.info().unwrap().bytes;
        assert!(bytes < 4 << 20, "the store has grown to {bytes} bytes");
        assert_sound(&disk.store);
    }
}

#[test]
fn a_message_cut_off_is_not_applied() {
    let mut disk = on_disk();
    let whole = format!("{}{}", registration(1), registration(2));
    for cut in [whole.len() - 1, whole.len() - 8, whole.len() - 30, registration(1).len() + 5] {
        let before = content(&disk.store);
        let totals = ingest(&mut disk.store, Cursor::new(&whole[..cut]));
        assert_eq!((totals.received, totals.applied + totals.duplicate, totals.dead), (2, 1, 1), "cut at {cut}");
        let letter = dead_letters(&mut disk.store).pop().unwrap();
        assert_eq!(letter.offset, registration(1).len() as u64);
        assert_eq!(letter.origin, "test.hl7");
        assert_eq!(content(&disk.store).patients, before.patients.max(1));
    }
    assert_eq!(ingest(&mut disk.store, Cursor::new(&whole)).applied, 1, "the whole message comes through afterwards");
    assert_sound(&disk.store);
}

/// A registration whose family name is Müller in Windows-1252.
fn umlaut(charset: &str) -> Vec<u8> {
    let text = registration(3).replace("|P|2.4\r", &format!("|P|2.4||||||{charset}\r")).replace("Trial3", "M@ller");
    text.bytes().map(|byte| if byte == b'@' { 0xFC } else { byte }).collect()
}

#[test]
fn bytes_that_are_not_the_declared_utf_8_are_refused_at_their_place() {
    let mut disk = on_disk();
    let totals = ingest(&mut disk.store, Cursor::new(umlaut("UNICODE UTF-8")));
    assert_eq!(totals, Totals { received: 1, dead: 1, ..Totals::default() });
    let [letter] = &dead_letters(&mut disk.store)[..] else { panic!("one dead letter") };
    assert!(letter.reason.starts_with("line 3, PID-5: the text is not valid UTF-8"), "{}", letter.reason);
    let place = letter.location.as_ref().map(|place| (place.segment.as_str(), place.field));
    assert_eq!(place, Some(("PID", Some(5))));
    assert!(!dead_message(&mut disk.store, letter).segments.is_empty());
    assert_sound(&disk.store);
}

#[test]
fn bytes_of_no_declared_character_set_are_read_and_reported() {
    let mut disk = on_disk();
    let totals = ingest(&mut disk.store, Cursor::new(umlaut("")));
    assert_eq!(totals, Totals { received: 1, applied: 1, ..Totals::default() });
    let query = PatientQuery { family: Some("Müller".to_owned()), ..PatientQuery::default() };
    let request = ViewRequest { user: user(), reason: dcr::access::Reason::default(), request: "test".to_owned() };
    let hits = disk.store.find(&request, &query).unwrap();
    assert_eq!(hits.len(), 1);
    let reason = dcr::access::Reason {
        permission: dcr::consent::Permission::Given,
        claim: Some(dcr::access::Claim::Attending),
        ..dcr::access::Reason::default()
    };
    let request = ViewRequest { reason, ..request };
    let viewing = disk.store.open(&request, &PatientRef::Patient(hits[0].patient)).unwrap();
    let trace = disk.store.trace(&viewing, dcr::store::view::Page::ALL).unwrap();
    let problems: Vec<&str> = trace[0].defects.iter().map(|defect| defect.problem.as_str()).collect();
    assert!(problems[0].contains("read as Windows-1252"), "{problems:?}");
    assert_sound(&disk.store);
}

/// A registration with so many more numbers in PID-3.
fn many_numbers(count: usize) -> String {
    let more = (0..count).fold(String::new(), |text, n| text + "~R" + &n.to_string() + "^^^RD3^MR");
    registration(4).replace("T4^^^RD3^MR", &format!("T4^^^RD3^MR{more}"))
}

#[test]
fn a_field_of_100_000_repetitions_is_refused_at_its_place() {
    let mut disk = on_disk();
    let stream = format!("{}{}", many_numbers(100_000), registration(5));
    let totals = ingest(&mut disk.store, Cursor::new(stream));
    assert_eq!(totals, Totals { received: 2, applied: 1, dead: 1, ..Totals::default() });
    let [letter] = &dead_letters(&mut disk.store)[..] else { panic!("one dead letter") };
    assert_eq!(letter.reason, "line 3, PID-3: the field has more than 10000 repetitions");
    assert_eq!(content(&disk.store).patients, 1);
    assert_sound(&disk.store);
}

#[test]
fn as_many_repetitions_as_are_allowed_are_all_kept() {
    let mut disk = on_disk();
    let stream = many_numbers(9_999);
    assert_eq!(ingest(&mut disk.store, Cursor::new(&stream)).applied, 1);
    let again = stream.replace("|T4|", "|T4a|");
    assert_eq!(ingest(&mut disk.store, Cursor::new(again)).applied, 1);
    assert_sound(&disk.store);
}

#[test]
fn more_segments_or_fields_than_allowed_are_refused() {
    let mut disk = on_disk();
    let segments = format!("{}{}", registration(6), "NK1|1\r".repeat(60_000));
    let fields = format!("{}ZZZ{}\r", registration(7), "|".repeat(5_000));
    let totals = ingest(&mut disk.store, Cursor::new(segments + &fields + &registration(8)));
    assert_eq!(totals, Totals { received: 3, applied: 1, dead: 2, ..Totals::default() });
    let reasons: Vec<String> = dead_letters(&mut disk.store).into_iter().map(|letter| letter.reason).collect();
    assert_eq!(
        reasons,
        [
            "line 50001, NK1: the message has more than 50000 segments",
            "line 4, ZZZ: the segment has more than 2000 fields"
        ]
    );
    assert_sound(&disk.store);
}

#[test]
fn bytes_that_are_nothing_are_dead_letters() {
    let mut disk = on_disk();
    let noise: Vec<u8> = (0..=255u8).cycle().take(100_000).collect();
    let totals = ingest(&mut disk.store, Cursor::new(noise));
    assert_eq!(totals.received, totals.dead);
    assert!(totals.dead >= 1);
    assert_eq!(content(&disk.store).patients, 0);
    assert_eq!(ingest(&mut disk.store, io::empty()), Totals::default());
    assert_sound(&disk.store);
}
