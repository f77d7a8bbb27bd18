//! Samples of UK senders: NHS ITK, Wales, and trusts. Each is applied, or dead for a true reason.

use dcr::record::{IdentifierKind, Section};
use dcr::store::sqlite::SqliteStore;
use dcr::store::{PatientId, PatientRef, RecordQuery, Store};

use super::support::{self, dead_letters};

/// What the six ITK samples say of themselves: their only number is 333 333 3333. All its digits
/// are the same, so it is a filler; with nothing else in PID-3, and a visit number that is no
/// person's, nobody can be told from anybody else. They are kept as dead letters.
const ONLY_A_PLACEHOLDER: &str = "PID-3: the only number is a placeholder, which is never identity";

#[test]
fn itk_samples_name_nobody() {
    let Some(folder) = support::corpus() else { return };
    for event in [
        "A01_Admit_Inpatient",
        "A03_Discharge_a_Patient",
        "A04_Register_Outpatient_Update",
        "A05_Pre_Admit_Patient",
        "A28_Create_New_Patient",
        "A31_Update_Patient",
    ] {
        let raw = std::fs::read(folder.join(format!("hl7v2/uk/ITK_HL7_v2_4_ADT_{event}.hl7"))).unwrap();
        let mut store = support::store();
        let totals = support::ingest(&mut store, &raw);
        assert_eq!((totals.received, totals.dead), (1, 1), "{event}");
        assert_eq!(dead_letters(&mut store)[0].reason, ONLY_A_PLACEHOLDER, "{event}");
    }
}

/// The same samples with a number that can be somebody's: everything else in them is read.
#[test]
fn itk_samples_with_a_number_are_read_in_order() {
    let Some(folder) = support::corpus() else { return };
    let mut store = support::store();
    for event in ["A28_Create_New_Patient", "A05_Pre_Admit_Patient", "A01_Admit_Inpatient"] {
        let raw = std::fs::read_to_string(folder.join(format!("hl7v2/uk/ITK_HL7_v2_4_ADT_{event}.hl7"))).unwrap();
        let totals = support::ingest(&mut store, raw.replace("3333333333", "9990000018").as_bytes());
        assert_eq!((totals.received, totals.applied), (1, 1), "{event}");
    }
    let viewing = store.open(&support::request(), &"9990000018".parse::<PatientRef>().unwrap()).unwrap();
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    assert_eq!(person.person.name, "SMITH, FREDRICA J (MRS)");
    assert_eq!(person.inpatient_now[0].location, "RCB, OBS1, BAY2-6, RCB55");
    let demographics = &person.sources[0].demographics;
    assert_eq!(demographics.gender, Some(dcr::record::Gender::Female), "PID-8 is the national code 2");
    assert_eq!(demographics.general_practice.as_ref().unwrap().code.as_deref(), Some("Y06601"));
    let signals: Vec<_> = person.sources[0].signals.iter().map(|signal| signal.value.as_str()).collect();
    assert_eq!(signals, ["1", "Yes", "1", "No"], "ZU8-2 and ZU8-3, as each message said");
}

/// The sections of the record that a file makes, with their counts.
fn sections(name: &str) -> Option<(SqliteStore, Vec<(Section, usize)>)> {
    let raw = std::fs::read(support::corpus()?.join("hl7v2/uk").join(name)).unwrap();
    let mut store = support::store();
    let totals = support::ingest(&mut store, &raw);
    assert_eq!((totals.received, totals.applied), (1, 1), "{name}: {:?}", dead_letters(&mut store));
    let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let sections = record.sections.iter().map(|section| (section.section, section.total)).collect();
    Some((store, sections))
}

#[test]
fn a_welsh_report_keeps_its_lines_in_order() {
    let Some((mut store, sections)) = sections("DHCW_ORU_R01_Text_based_report.hl7") else { return };
    assert_eq!(sections, [(Section::Investigations, 15)], "one report of fourteen lines");
    let viewing = store.open(&support::request(), &"5189214567".parse::<PatientRef>().unwrap()).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let lines: Vec<_> =
        record.sections[0].entries.iter().map(|entry| (entry.label.as_str(), entry.value.as_str())).collect();
    assert_eq!(lines[0], ("Urine MC&S", ""));
    assert_eq!(lines[1], ("Report Line 1", "Specimen received: Mid Stream Urine"));
    assert_eq!(lines[7], ("Report Line 7", ">= 10^8 cfu/L Escherichia coli (ECOL)"));
    assert_eq!(lines[10], ("Report Line 10", " ------------------- ------".trim_start()));
    assert_eq!(lines[14].0, "Report Line 14");
}

#[test]
fn a_welsh_result_is_corrected_and_in_range() {
    let Some((mut store, sections)) = sections("DHCW_Pathology_Result.hl7") else { return };
    assert_eq!(sections, [(Section::Investigations, 10)], "two reports of one and seven results");
    let viewing = store.open(&support::request(), &"154:403281375".parse::<PatientRef>().unwrap()).unwrap();
    let record = store.record(&viewing, &RecordQuery::default()).unwrap();
    let value = |label: &str| {
        record.sections[0]
            .entries
            .iter()
            .filter(|entry| entry.label == label)
            .map(|entry| entry.value.clone())
            .next_back()
    };
    assert_eq!(value("HbA1c (IFCC traceable)").as_deref(), Some("49 mmol/mol [<48] HIGH (corrected)"));
    assert_eq!(value("White blood cell (WBC) count").as_deref(), Some("3.5 x10^9/L [4.0-11.0] LOW"));
}

#[test]
fn trusts_orders_become_service_requests() {
    for (name, answers) in
        [("OML_O21_PDF.txt", 1), ("OMR_O01 Genetics Rare Disease.txt", 10), ("ORM_O01 DNA Storage.txt", 10)]
    {
        let Some((mut store, sections)) = sections(name) else { return };
        assert_eq!(sections, [(Section::Referrals, 1 + answers)], "{name}");
        let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
        let record = store.record(&viewing, &RecordQuery::default()).unwrap();
        let requests = record.sections[0].entries.iter().filter(|entry| entry.kind == "ServiceRequest").count();
        assert_eq!(requests, 1, "{name}");
    }
}

#[test]
fn trusts_reports_hold_their_pdf() {
    for name in ["NWGMSA_ORU_R01_PDF.txt", "ORU_R01_PDF.txt"] {
        let Some((mut store, sections)) = sections(name) else { return };
        assert_eq!(sections, [(Section::Investigations, 2)], "{name}");
        let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
        let record = store.record(&viewing, &RecordQuery::default()).unwrap();
        assert!(record.sections[0].entries.iter().any(|entry| entry.value.starts_with("[application/pdf, ")), "{name}");
    }
}

/// One trust sends the NHS number with spaces in PID-2 and nothing in PID-3.
#[test]
fn a_number_is_found_where_its_trust_puts_it() {
    let Some((mut store, _)) = sections("NWGMSA_ORU_R01_PDF.txt") else { return };
    let viewing = store.open(&support::request(), &PatientRef::Patient(PatientId(1))).unwrap();
    let person = store.person(&viewing, &RecordQuery::default()).unwrap();
    let numbers: Vec<_> =
        person.sources[0].demographics.identifiers.iter().map(|it| (it.kind, it.value.as_str(), it.status)).collect();
    assert_eq!(numbers, [(IdentifierKind::NhsNumber, "9449305552", None)]);
}
