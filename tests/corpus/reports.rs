//! NHS 111 reports and a correspondence document, whole: taken in, told apart, shown.

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
