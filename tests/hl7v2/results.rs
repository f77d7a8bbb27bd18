//! Results: reports, values, corrections.

use dcr::record::{EntryAction, Interpretation, ObservationStatus, Section, Statement, Value};

use crate::support::{PID, defects, message, observation, read};

const OBR: &str = "OBR|1|P1|F1|U^Urea and electrolytes^L|||20180412090000|||||||20180412090000||G1^Townley^Gay^^^Dr||||||20180412101500|||F";

fn results(segments: &[&str]) -> Statement {
    read(&message("RD3", "ORU^R01", &[&[PID, "PV1|1|I|||||||||||||||||V9", "ORC|RE|P1|F1"], segments].concat()))
}

fn keys(statement: &Statement) -> Vec<&str> {
    statement.entries.iter().map(|entry| entry.key.as_str()).collect()
}

#[test]
fn a_report_groups_its_results() {
    let statement = results(&[
        OBR,
        "NTE|0||on the report",
        "OBX|1|NM|K^Potassium||7.9|mmol/L|3.5 - 5.3|HH|||F|||20180412090500",
        "NTE|0||haemolysed",
        "OBX|2|NM|NA^Sodium||140|mmol/L",
        "SPM|1|||BLD^Blood",
    ]);
    assert_eq!(keys(&statement), ["obr:F1:U", "obx:F1:U:K:", "obx:F1:U:NA:"]);
    let [group, potassium, sodium] = [0, 1, 2].map(|place| observation(&statement.entries[place]));
    assert!(group.is_group && group.notes[0].text == "on the report");
    assert_eq!(group.specimen.as_ref().unwrap().label(), "Blood");
    assert_eq!((group.placer_order_number.as_deref(), group.filler_order_number.as_deref()), (Some("P1"), Some("F1")));
    assert_eq!((group.requester.as_deref(), group.visit_number.as_deref()), (Some("Dr Gay Townley"), Some("V9")));
    assert_eq!(potassium.interpretation, Some(Interpretation::CriticalHigh));
    assert_eq!(potassium.reference_range.as_deref(), Some("3.5 - 5.3"));
    assert_eq!((potassium.group.as_deref(), potassium.position), (Some("obr:F1:U"), Some(1)));
    assert_eq!(potassium.effective.unwrap().to_string(), "2018-04-12T09:05:00+01:00");
    assert_eq!(potassium.notes[0].text, "haemolysed");
    assert_eq!(potassium.notes[0].location.as_ref().unwrap().to_string(), "NTE[0] (segment 8)");
    assert_eq!(sodium.effective.unwrap().to_string(), "2018-04-12T09:00:00+01:00");
    assert_eq!(sodium.status, ObservationStatus::Final, "OBR-25 counts where OBX-11 is absent");
    let entry = &statement.entries[1];
    assert_eq!(entry.section, Section::Investigations);
    assert_eq!(entry.version_time.unwrap().to_string(), "2018-04-12T10:15:00+01:00");
    assert_eq!(entry.location.to_string(), "OBX[1] (segment 7)");
    assert!(statement.entries.iter().all(|entry| entry.replaces.is_none()), "numbers are replaced one by one");
    assert_eq!(statement.encounter, None);
    insta::assert_json_snapshot!(statement);
}

#[test]
fn values_by_type() {
    let quantity = |comparator: Option<&str>, value: &str, unit: Option<&str>| {
        let own = |text: Option<&str>| text.map(ToOwned::to_owned);
        Some(Value::Quantity { comparator: own(comparator), value: value.to_owned(), unit: own(unit) })
    };
    let text =
        |text: &str, unit: Option<&str>| Some(Value::Text { text: text.to_owned(), unit: unit.map(ToOwned::to_owned) });
    let table = [
        ("NM", "98.00", "UMOLL", quantity(None, "98.00", Some("UMOLL"))),
        ("NM", "<15", "\"\"", quantity(Some("<"), "15", None)),
        ("NM", ">= 15", "", quantity(Some(">="), "15", None)),
        ("NM", "-0.5", "", quantity(None, "-0.5", None)),
        ("NM", "see below", "g", text("see below", Some("g"))),
        ("NM", "1.2.3", "", text("1.2.3", None)),
        ("NM", "", "UMOLL", text("", Some("UMOLL"))),
        ("NM", "", "", None),
        ("SN", ">^100", "/L", quantity(Some(">"), "100", Some("/L"))),
        ("SN", "^10^-^99", "/L", text("10-99", Some("/L"))),
        ("ST", "a^b", "", text("a^b", None)),
        ("TX", "", "", text("", None)),
        ("TX", "\"\"", "", None),
        ("", "28", "PERCENT", text("28", Some("PERCENT"))),
        ("TM", "1430", "", text("1430", None)),
        ("TS", "soon", "", text("soon", None)),
        ("CE", "A^Alpha~B^Beta", "", text("Alpha\nBeta", None)),
    ];
    for (kind, value, unit, expected) in table {
        let statement = results(&[OBR, &format!("OBX|1|{kind}|X^Test||{value}|{unit}|||||F")]);
        assert_eq!(observation(&statement.entries[1]).value, expected, "{kind} {value}");
    }
    let coded = results(&[OBR, "OBX|1|CE|X||260385009^Negative^SCT|||||||F", "OBX|2|DT|Y||20180412|||||||F"]);
    let Some(Value::Concept { concept }) = &observation(&coded.entries[1]).value else { panic!() };
    assert_eq!((concept.label(), concept.coding[0].system.as_deref()), ("Negative", Some("http://snomed.info/sct")));
    let Some(Value::DateTime { at }) = &observation(&coded.entries[2]).value else { panic!() };
    assert_eq!(at.to_string(), "2018-04-12");
}

#[test]
fn corrections_and_withdrawals() {
    let table = [
        ("F", EntryAction::Assert, Some(ObservationStatus::Final)),
        ("C", EntryAction::Correct, Some(ObservationStatus::Corrected)),
        ("P", EntryAction::Assert, Some(ObservationStatus::Preliminary)),
        ("X", EntryAction::Assert, Some(ObservationStatus::Cancelled)),
        ("D", EntryAction::Withdraw("deleted by the source (D)".to_owned()), None),
        ("W", EntryAction::Withdraw("posted as wrong by the source (W)".to_owned()), None),
    ];
    for (code, action, status) in table {
        let obx = format!("OBX|1|NM|K^Potassium||4.9|mmol/L|||||{code}");
        let statement = results(&[OBR, &obx, "NTE|1||said of it"]);
        let entry = &statement.entries[1];
        assert_eq!((&entry.key[..], &entry.action), ("obx:F1:U:K:", &action), "{code}");
        if let Some(status) = status {
            assert_eq!(observation(entry).status, status);
        } else {
            assert_eq!(entry.resource, None, "what is withdrawn says nothing any more");
            assert_eq!(observation(&statement.entries[0]).notes[0].text, "said of it");
        }
    }
    let corrected = results(&[&OBR.replace("|||F", "|||C"), "OBX|1|NM|K||4.9|mmol/L|||||C"]);
    assert_eq!(corrected.entries[0].action, EntryAction::Correct);
}

#[test]
fn text_reports_are_replaced_as_a_whole() {
    let lines = ["OBX|1|TX|MC||Line one||||||F", "OBX|2|TX|MC||||||||F", "OBX|3|TX|MC||Line three||||||F"];
    let report = results(&[&[OBR][..], &lines].concat());
    assert_eq!(keys(&report), ["obr:F1:U", "obx:F1:U:MC:", "obx:F1:U:MC:#2", "obx:F1:U:MC:#3"]);
    assert_eq!(report.entries[0].replaces.as_deref(), Some("obx:F1:U:"));
    let with_number = results(&[OBR, lines[0], "OBX|2|NM|K||4.9|||||||F"]);
    assert_eq!(with_number.entries[0].replaces, None);
    let one_line_deleted = results(&[OBR, lines[0], "OBX|2|TX|MC||x||||||D"]);
    assert_eq!(one_line_deleted.entries[0].replaces, None);
}

#[test]
fn keys_stay_apart() {
    let twice = results(&[OBR, "OBX|1|NM|K||1|||||||F", OBR, "OBX|1|NM|K||2|||||||F"]);
    assert_eq!(keys(&twice)[..2], ["obr:F1:U", "obx:F1:U:K:"]);
    assert_eq!(keys(&twice)[2], "obr:F1:U#2");
    assert_ne!(keys(&twice)[3], "obx:F1:U:K:");
    assert_eq!(observation(&twice.entries[3]).group.as_deref(), Some("obr:F1:U#2"));
    let colons = results(&["OBR|1||0204:GE1|U", "OBX|1|NM|K||1|||||||F"]);
    assert_eq!(keys(&colons), ["obr:0204%3AGE1:U", "obx:0204%3AGE1:U:K:"]);
    let numberless = read(&message("RD3", "ORU^R01", &[PID, "OBR|1|||U|||20180412", "OBX|1|NM|K||1|||||||F"]));
    assert_eq!(keys(&numberless), ["obr:20180412@C1:U", "obx:20180412@C1:U:K:"]);
}

#[test]
fn vital_signs_are_examinations() {
    let statement = results(&["OBR|1|P1|F1|us-0005^Vital Signs^L", "OBX|1|NM|P^Pulse||72|/min|||||F"]);
    assert!(statement.entries.iter().all(|entry| entry.section == Section::Examinations));
}

#[test]
fn a_date_alone_is_no_version() {
    let statement = results(&["OBR|1|P1|F1|U||||||||||||||||||20180412|||F", "OBX|1|NM|K||1|||||||F"]);
    assert_eq!(statement.entries[1].version_time, None, "the message's own time counts then");
}

#[test]
fn results_without_a_report_are_not_lost() {
    let statement = read(&message("RD3", "ORU^R01", &[PID, "NTE|1||first", "OBX|1|NM|K||1|||||||F", "NTE|2||second"]));
    assert_eq!(keys(&statement), ["obx:C1::K:"]);
    assert_eq!(observation(&statement.entries[0]).notes.len(), 2);
    assert_eq!(defects(&statement).len(), 1);
}
