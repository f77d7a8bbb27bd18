//! The twelve published bundles of GP Connect Structured, each into an empty store, seen through the
//! public door.

use std::collections::BTreeMap;

use dcr::feeds::Totals;
use dcr::record::{AllergyStatus, FlagKind, MedicationRequestIntent, Resource, Section, Standing, Subsection};
use dcr::store::sqlite::SqliteStore;
use dcr::store::view::{EntryView, RecordView, SectionView};
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};
use serde_json::Value;

use super::support::{self, dead_letters};

/// The primary lists, by code, and the section of each.
const LISTS: [(&str, Section); 10] = [
    ("886921000000105", Section::Allergies),
    ("1103671000000101", Section::Allergies),
    ("714311000000108", Section::Administrative),
    ("1149501000000101", Section::Encounters),
    ("1102181000000102", Section::Immunisations),
    ("887191000000108", Section::Investigations),
    ("933361000000108", Section::Medication),
    ("792931000000107", Section::Referrals),
    ("717711000000103", Section::Problems),
    ("826501000000100", Section::Examinations),
];

/// Types that are read through others and make no entries.
const THROUGH_OTHERS: [&str; 10] = [
    "HealthcareService",
    "List",
    "Location",
    "Medication",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "QuestionnaireResponse",
    "Specimen",
];

fn record(store: &mut SqliteStore) -> RecordView {
    let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
    store.record(&viewing, &RecordQuery::default()).unwrap()
}

/// Each bundle with its record; none where the corpus is not at hand.
fn bundles() -> Vec<(String, Value, RecordView)> {
    let Some(folder) = support::corpus() else { return Vec::new() };
    let mut bundles = Vec::new();
    for file in std::fs::read_dir(folder.join("fhir/gpconnect-structured-stu3")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let mut store = support::store();
        let totals = support::ingest(&mut store, &bytes);
        let reasons: Vec<_> = dead_letters(&mut store).into_iter().map(|letter| letter.reason).collect();
        assert_eq!(totals, Totals { received: 1, applied: 1, ..Totals::default() }, "{name}: {reasons:?}");
        assert!(store.check_integrity(|_, _| {}).unwrap().problems.is_empty(), "{name}");
        bundles.push((name, serde_json::from_slice(&bytes).unwrap(), record(&mut store)));
    }
    assert_eq!(bundles.len(), 12);
    bundles
}

fn named(name: &str) -> Option<RecordView> {
    bundles().into_iter().find(|(known, ..)| known == name).map(|(.., record)| record)
}

fn section(record: &RecordView, section: Section) -> &SectionView {
    record.sections.iter().find(|it| it.section == section).unwrap()
}

fn resources(bundle: &Value) -> Vec<&Value> {
    let top = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let all = top.flat_map(|resource| {
        let contained = resource["contained"].as_array().into_iter().flatten();
        std::iter::once(resource).chain(contained)
    });
    all.collect()
}

#[test]
fn every_resource_is_counted_by_type() {
    for (name, bundle, record) in bundles() {
        let mut sent: BTreeMap<&str, usize> = BTreeMap::new();
        for resource in resources(&bundle) {
            let kind = resource["resourceType"].as_str().unwrap();
            if !THROUGH_OTHERS.contains(&kind) {
                *sent.entry(kind).or_default() += 1;
            }
        }
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in record.entries().filter(|entry| entry.kind != "RelatedPerson") {
            *seen.entry(entry.provenance.location.segment.as_str()).or_default() += 1;
        }
        assert_eq!(seen, sent, "{name}");
        let total: usize = record.sections.iter().map(|section| section.total).sum();
        assert_eq!((record.entries().count(), record.total), (total, total), "{name}: every entry is in one section");
    }
}

#[test]
fn each_section_counts_what_its_lists_hold() {
    let mut counted = 0;
    for (name, bundle, record) in bundles() {
        let mut held: BTreeMap<Section, usize> = BTreeMap::new();
        for list in resources(&bundle).into_iter().filter(|resource| resource["resourceType"] == "List") {
            let code = list["code"]["coding"][0]["code"].as_str().unwrap();
            let Some((_, section)) = LISTS.iter().find(|(known, _)| *known == code) else { continue };
            let items = list["entry"].as_array().into_iter().flatten();
            *held.entry(*section).or_default() += items.filter(|it| it["item"]["reference"].is_string()).count();
        }
        for (section, held) in held {
            let listed = record.sections.iter().find(|it| it.section == section).map_or(0, |it| it.listed);
            assert_eq!(listed, held, "{name}: {section}");
            counted += 1;
        }
    }
    assert!(counted == 0 || counted > 20, "{counted} sections");
}

#[test]
fn the_full_record_stands_in_its_sections() {
    let Some(record) = named("full_record.json") else { return };
    let listed = |of| section(&record, of).listed;
    assert_eq!((listed(Section::Medication), listed(Section::Problems), listed(Section::Investigations)), (5, 4, 1));
    let allergies = &section(&record, Section::Allergies).entries;
    let of = |part| allergies.iter().filter(|entry| entry.subsection == Some(part)).count();
    assert_eq!((of(Subsection::Current), of(Subsection::Ended)), (1, 1), "the ended one is contained in its list");
    let medication = &section(&record, Section::Medication).entries;
    let mut under: Vec<(usize, usize)> = Vec::new();
    for entry in medication {
        match (&entry.resource, entry.standing) {
            (Some(Resource::MedicationRequest(it)), Standing::Part) => {
                let last = under.last_mut().unwrap();
                match it.intent {
                    MedicationRequestIntent::Plan => last.0 += 1,
                    MedicationRequestIntent::Order => last.1 += 1,
                }
            }
            _ => under.push((0, 0)),
        }
    }
    assert_eq!(under[..5], [(1, 9), (1, 11), (1, 11), (1, 12), (1, 11)], "issues stand under their medicine");
    let mut items = medication.iter().filter(|entry| entry.standing == Standing::Item);
    assert!(items.all(|entry| entry.subsection == Some(Subsection::Repeat)));
    let consultation = &section(&record, Section::Encounters).entries[0];
    let headings: Vec<String> = consultation.topics.iter().map(dcr::store::view::TopicView::heading).collect();
    assert_eq!(headings[0], "Anxiety with Depression, History");
    assert!(consultation.topics.iter().all(|topic| topic.missing == 0 && !topic.entries.is_empty()));
    let summary: Vec<(&str, usize)> = record.summary.iter().map(|part| (part.title, part.total)).collect();
    assert_eq!(
        summary,
        [("Active problems", 4), ("Current allergies", 1), ("Current medicines", 5), ("Last contacts", 3)]
    );
}

#[test]
fn reports_stand_over_their_results() {
    let Some(record) = named("Investigations_Consumer_Data_Extract_File.json") else { return };
    let investigations = section(&record, Section::Investigations);
    let parts = investigations.entries.iter().filter(|entry| entry.standing == Standing::Part).count();
    assert_eq!((investigations.listed, parts), (14, 99));
    // Whatever a result belongs to stands somewhere above it.
    let mut above: Vec<&str> = Vec::new();
    for entry in &investigations.entries {
        assert!(entry.group.as_deref().is_none_or(|group| above.contains(&group)), "{}", entry.label);
        above.push(&entry.id);
    }
    let notes = investigations.entries.iter().filter_map(|entry| entry.resource.as_ref());
    let notes = notes.flat_map(Resource::details).filter(|(name, _)| *name == "Note").map(|(_, words)| words);
    let table = notes.into_iter().find(|words| words.contains("Mechanical Prosthetic")).unwrap();
    assert!(table.contains("PE                )\nArterial Disease                   )INR"), "its layout is kept");
}

#[test]
fn allergies_are_current_ended_and_degraded() {
    let Some(record) = named("Consolidated_Allergies_Test_Record_v0_1.json") else { return };
    let allergies = section(&record, Section::Allergies);
    let status = |entry: &EntryView, wanted| matches!(&entry.resource, Some(Resource::AllergyIntolerance(it)) if it.status == wanted);
    let count = |wanted| allergies.entries.iter().filter(|entry| status(entry, wanted)).count();
    assert_eq!((count(AllergyStatus::Current), count(AllergyStatus::Ended), allergies.listed), (28, 2, 30));
    let degraded = allergies.entries.iter().filter(|entry| entry.value.starts_with("DEGRADED")).map(|it| &it.label);
    let degraded: Vec<&String> = degraded.collect();
    assert_eq!(degraded.len(), 3);
    assert!(degraded.iter().any(|label| *label == "Lentil Allergy"), "the original term is kept: {degraded:?}");
    let named = &record.summary.iter().find(|part| part.title == "Current allergies").unwrap().entries;
    assert_eq!(named.len(), 28, "the summary names every one that stands");
}

#[test]
fn nothing_available_is_never_no_allergies() {
    let Some(record) = named("Hack_9465702013_Steinberg_MA_20210322.json") else { return };
    let allergies = section(&record, Section::Allergies);
    assert_eq!((allergies.total, allergies.entries.len()), (0, 0));
    let said = allergies
        .notices
        .iter()
        .filter(|notice| matches!(&notice.resource, Some(Resource::Flag(flag)) if flag.kind == FlagKind::NotAvailable));
    let said: Vec<&str> = said.map(|notice| notice.label.as_str()).collect();
    assert_eq!(
        said,
        ["Ended allergies: information not available", "Allergies and adverse reactions: information not available"]
    );
    let whole = serde_json::to_string(&record).unwrap().to_lowercase();
    assert!(!whole.contains("no known allerg") && !whole.contains("none known"));
}

/// What a source says of its lists, and what its system cannot send, stands in no list.
#[test]
fn notices_are_no_entries() {
    let mut counted = 0;
    for (name, _, record) in bundles() {
        let is_notice =
            |entry: &EntryView| matches!(&entry.resource, Some(Resource::Flag(flag)) if flag.kind != FlagKind::Alert);
        assert!(record.entries().all(|entry| !is_notice(entry)), "{name}");
        assert!(record.notices().all(is_notice), "{name}");
        counted += usize::from(record.notices().count() > 0);
    }
    assert!(counted == 0 || counted >= 10, "{counted} bundles");
}
