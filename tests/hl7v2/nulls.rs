//! The three meanings of an absent or quoted-null field, and what no absence may loosen.

use dcr::record::{Field, PatientUpdate, SignalKind};

use crate::support::{defects, message, read, read_as};

fn update(dialect: &str, segments: &[&str]) -> PatientUpdate {
    read_as(dialect, &message("RXX", "ADT^A31", segments)).patient
}

const FULL: &str = "PID|1||1^^^RXX^MR||A^B||1980|F|||1 Quay Road^^Poole||01202 1||EN|M||||||A|||||||20180101|Y|Y";
const EMPTY: &str = "PID|1||1^^^RXX^MR||A^B||1980|F|||||||||||||||||||||||";
const NULLS: &str = "PID|1||1^^^RXX^MR||\"\"||\"\"|\"\"|||\"\"||\"\"|\"\"|\"\"|\"\"||||||\"\"|||||||\"\"|\"\"|\"\"";

fn word<T>(field: &Field<T>) -> &'static str {
    match field {
        Field::Unsaid => "unsaid",
        Field::Cleared => "cleared",
        Field::Said(_) => "said",
    }
}

/// Address, telephone, marital status, ethnic category, birth date, death, date of death.
fn words(update: &PatientUpdate) -> [&'static str; 7] {
    [
        word(&update.addresses),
        word(&update.telecoms),
        word(&update.marital_status),
        word(&update.ethnic_category),
        word(&update.birth_date),
        word(&update.deceased),
        word(&update.deceased_at),
    ]
}

#[test]
fn three_meanings() {
    let (unsaid, cleared) = (["unsaid"; 7], ["cleared"; 7]);
    for dialect in ["generic", "carecentric", "pkb"] {
        assert_eq!(words(&update(dialect, &[FULL])), ["said"; 7], "{dialect}");
    }
    assert_eq!(words(&update("generic", &[EMPTY]))[..4], unsaid[..4]);
    assert_eq!(words(&update("generic", &[NULLS])), cleared);
    assert_eq!(words(&update("pkb", &[EMPTY]))[..4], unsaid[..4]);
    assert_eq!(words(&update("pkb", &[NULLS])), unsaid);
    assert_eq!(words(&update("carecentric", &[EMPTY]))[..4], cleared[..4]);
    assert_eq!(
        words(&update("carecentric", &[EMPTY]))[5..],
        unsaid[5..],
        "nobody comes back to life by an empty field"
    );
}

#[test]
fn a_snapshot_without_zu8_pid_31_or_al1_loosens_nothing() {
    let statement = read_as("carecentric", &message("RXX", "ADT^A31", &[EMPTY]));
    assert_eq!(statement.patient.restricted, None);
    assert_eq!(statement.patient.identity_unknown, None);
    assert!(statement.entries.is_empty() && statement.signals.is_empty());
}

#[test]
fn location_hiding_is_lifted_only_outright() {
    let table = [
        ("ZU8|U|1|Yes|2", Some(true)),
        ("ZU8|U|1|Yes|1", Some(true)),
        ("ZU8|U|1|Yes|0", Some(false)),
        ("ZU8|U|1|Yes|9", Some(true)),
        ("ZU8|U|1|Yes|", None),
        ("ZU8|U|1|Yes|\"\"", None),
        ("ZU8|U|1|Yes", None),
    ];
    for (zu8, expected) in table {
        assert_eq!(update("a3-2.4", &[FULL, zu8]).restricted, expected, "{zu8}");
        assert_eq!(update("carecentric", &[FULL, zu8]).restricted, expected, "{zu8}");
    }
}

#[test]
fn an_unknown_identity_is_made_known_only_outright() {
    let table = [("Y", Some(true)), ("N", Some(false)), ("\"\"", Some(false)), ("", None)];
    for (pid_31, expected) in table {
        let pid = format!("PID|1||1^^^RDZ^MR{}{pid_31}", "|".repeat(28));
        assert_eq!(update("a3-2.4", &[&pid]).identity_unknown, expected, "{pid_31}");
    }
}

#[test]
fn consent_signals_are_carried_as_sent() {
    let statement = read(&message("RDZ", "ADT^A31", &["EVN||20180412", FULL, "PD1||||||||||||Y", "ZU8|U|2|No|1"]));
    let signals: Vec<(SignalKind, &str, Option<u16>)> =
        statement.signals.iter().map(|it| (it.kind, it.value.as_str(), it.location.field)).collect();
    assert_eq!(
        signals,
        [
            (SignalKind::ShareDetailedRecord, "2", Some(2)),
            (SignalKind::SummaryCareRecord, "No", Some(3)),
            (SignalKind::LocationHiding, "1", Some(4)),
            (SignalKind::Sensitive, "Y", Some(12)),
        ]
    );
    assert!(statement.signals.iter().all(|signal| signal.stated == statement.stated));
}

#[test]
fn only_administration_clears() {
    let statement = read(&message("RD3", "ORU^R01", &[NULLS, "OBR|1||F1|U", "OBX|1|NM|U||1|||||F"]));
    assert_eq!(words(&statement.patient), ["unsaid"; 7]);
    assert!(!statement.demographics_count);
}

#[test]
fn a_quoted_null_is_text_nowhere() {
    let segments = [
        "EVN|\"\"|20180412|\"\"|\"\"|\"\"|\"\"",
        "PID|1||1^^^RDZ^MR||A^\"\"^\"\"^\"\"^\"\"||\"\"|\"\"|||\"\"^\"\"^Poole||\"\"^\"\"",
        "PD1|||\"\"^^\"\"|\"\"^\"\"",
        "NK1|1|A^\"\"|\"\"|\"\"|\"\"",
        "PV1|1|I|W^\"\"^\"\"|\"\"|||\"\"^\"\"|||\"\"",
        "AL1|1|\"\"|A^\"\"^\"\"|\"\"|\"\"|\"\"",
        "DG1|1|\"\"|D^\"\"|\"\"|\"\"|\"\"",
        "PR1|1|\"\"|P^\"\"|\"\"|\"\"|\"\"",
        "OBX|1|ST|H^\"\"||\"\"|\"\"|\"\"|\"\"|||F",
        "ZU8|\"\"|\"\"|\"\"|\"\"",
    ];
    let statement = read(&message("RDZ", "ADT^A01", &segments));
    let json = serde_json::to_string(&statement).unwrap();
    assert!(!json.contains("\\\"\\\""), "{json}");
    assert_eq!(statement.entries.len(), 5);
}

#[test]
fn dates_are_read_as_far_as_they_go() {
    let table =
        [("19800203", "1980-02-03"), ("19800203000000", "1980-02-03"), ("196513121515", "1965"), ("1980", "1980")];
    for (sent, expected) in table {
        let statement = read(&message("RDZ", "ADT^A31", &[&format!("PID|1||1^^^RDZ^MR||A^B||{sent}|1")]));
        let birth_date = statement.patient.birth_date.said().unwrap().to_string();
        assert_eq!(birth_date, expected);
        assert_eq!(defects(&statement).len(), usize::from(sent.contains("13")), "{sent}");
    }
    let unreadable = read(&message("RDZ", "ADT^A31", &["PID|1||1^^^RDZ^MR||A^B||unknown|1"]));
    assert_eq!(unreadable.patient.birth_date, Field::Unsaid, "what cannot be read clears nothing");
}

#[test]
fn a_merge_still_restricts() {
    let statement = read(&message("RDZ", "ADT^A40", &[FULL, "MRG|2^^^RDZ^MR", "ZU8|U|1|Yes|2"]));
    assert_eq!(statement.patient, PatientUpdate { restricted: Some(true), ..PatientUpdate::default() });
}

#[test]
fn updates_are_ordered_by_a_time_not_by_a_date() {
    let table = [
        ("20180412095500", "2018-04-12T09:55:00+01:00"),
        ("20180412", "2018-04-12T10:30:00+01:00"),
        ("", "2018-04-12T10:30:00+01:00"),
    ];
    for (evn_2, expected) in table {
        let statement = read(&message("RDZ", "ADT^A31", &[&format!("EVN||{evn_2}"), FULL]));
        assert_eq!(statement.stated.unwrap().to_string(), expected, "{evn_2}");
    }
}

#[test]
fn a_telephone_number_that_is_deleted_goes() {
    let base = "PID|1||1^^^RXX^MR||A^B||||||||";
    let table =
        [("\"\"", "cleared"), ("\"\"|", "cleared"), ("|\"\"", "cleared"), ("", "unsaid"), ("\"\"|01202 1", "said")];
    for (numbers, expected) in table {
        assert_eq!(word(&update("generic", &[&format!("{base}{numbers}")]).telecoms), expected, "{numbers}");
        assert_ne!(update("pkb", &[&format!("{base}{numbers}")]).telecoms, Field::Cleared);
    }
}
