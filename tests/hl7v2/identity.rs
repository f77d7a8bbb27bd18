//! The numbers of a patient, in the eight ways in which they are sent.

use dcr::interchange::hl7v2::{Dialect, Message};
use dcr::record::{Identifier, IdentifierKind, NhsNumberStatus};

use crate::support::{PID, defects, message, read, read_as, try_read};

/// `kind authority value status`, one a number.
fn shown(identifiers: &[Identifier]) -> Vec<String> {
    let kind = |kind| match kind {
        IdentifierKind::Local => "local",
        IdentifierKind::NhsNumber => "nhs",
        IdentifierKind::Account => "account",
    };
    let status = |status: Option<NhsNumberStatus>| status.map_or("-", NhsNumberStatus::code);
    identifiers
        .iter()
        .map(|it| format!("{} {} {} {}", kind(it.kind), it.authority, it.value, status(it.status)))
        .collect()
}

#[test]
fn eight_ways() {
    // Dialect, PID from PID-2 on, what is found.
    let table: [(&str, &str, &[&str]); 14] = [
        ("a3-2.4", "|9990000018^^^NHS^NH~123^^^RDZ^MR", &["local RDZ 123 -", "nhs NHS 9990000018 -"]),
        ("itk-2.4", "|9990000018^^^NHS", &["nhs NHS 9990000018 -"]),
        ("dhcw-2.5.1", "|M21^^^126^PI~9990000018^^^NHS^NH", &["local 126 M21 -", "nhs NHS 9990000018 -"]),
        ("nw-gmsa", "|633^^^R0A^MR~9990000018^^^NHS^NH", &["local R0A 633 -", "nhs NHS 9990000018 -"]),
        ("nw-gmsa", "|9990000018^^^^NH", &["nhs NHS 9990000018 -"]),
        ("carecentric", "|55^^^^HOSP~9990000018^^^^NHS", &["local RXX 55 -", "nhs NHS 9990000018 -"]),
        ("pkb", "|9990000018^^^NHS^NH{status:01}", &["nhs NHS 9990000018 01"]),
        ("pkb", "999 000 0018|55^^^RXX^MR", &["local RXX 55 -", "nhs NHS 9990000018 -"]),
        (
            "simhospital-2.3",
            "55^^^SIM MRN^MRN|55^^^SIM MRN^MRN~9990000018^^^NHSNBR^NHSNMBR",
            &["local SIM MRN 55 -", "nhs NHS 9990000018 -"],
        ),
        ("mft-igene", "999 000 0018|^^^^MR||X||||||||||||||999 000 0018", &["nhs NHS 9990000018 -"]),
        (
            "meditech-2.3",
            "|AH1|A0-B2||||||||||||||V917|9990000018",
            &["local RXX AH1 -", "local RXX/PID-4 A0-B2 -", "nhs NHS 9990000018 -", "account RXX V917 -"],
        ),
        ("generic", "|77~0101701234^^^CHI^NH~QQ123456C^^^DSS^NI", &["local RXX 77 -", "local CHI 0101701234 -"]),
        ("generic", "12345|77^^^RXX^MR", &["local RXX 77 -", "local RXX/PID-2 12345 -"]),
        ("generic", "|9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO^NH", &["nhs NHS 9990000018 -"]),
    ];
    for (dialect, pid, expected) in table {
        let facility = if dialect == "dhcw-2.5.1" { "CAV^RXX^L" } else { "RXX" };
        let text = message(facility, "ADT^A31", &[&format!("PID|1|{pid}")]);
        assert_eq!(shown(&read_as(dialect, &text).identifiers), expected, "{dialect} {pid}");
    }
}

#[test]
fn a_status_stands_in_three_places_and_the_weaker_counts() {
    // PID-32, ZU1-27, glued, what comes of it.
    let table = [
        ("NSTS01", "", "", Some("01")),
        ("01", "", "", Some("01")),
        ("PDS01~ED", "", "", Some("01")),
        ("ED", "", "", None),
        ("", "01", "", Some("01")),
        ("01", "02", "", Some("02")),
        ("02", "01", "", Some("02")),
        ("", "", "{status:01}", Some("01")),
        ("03", "", "{status:01}", Some("03")),
        ("\"\"", "", "", None),
    ];
    for (pid_32, zu1_27, glued, expected) in table {
        let pid = format!("PID|1||9990000018^^^NHS^NH{glued}{}{pid_32}", "|".repeat(29));
        let zu1 = format!("ZU1{}{zu1_27}", "|".repeat(27));
        let statement = read_as("generic", &message("RXX", "ADT^A31", &[&pid, &zu1]));
        assert_eq!(statement.identifiers[0].status.map(NhsNumberStatus::code), expected, "{pid_32} {zu1_27} {glued}");
    }
}

#[test]
fn one_status_for_two_numbers_verifies_neither() {
    let pid = format!("PID|1||9990000018^^^NHS^NH~9990000026^^^NHS^NH{}01", "|".repeat(29));
    let statement = read(&message("RDZ", "ADT^A31", &[&pid]));
    assert!(statement.identifiers.iter().all(|number| number.status.is_none()));
    assert_eq!(defects(&statement).len(), 1);
}

#[test]
fn odd_numbers_are_kept_and_flagged() {
    let pid = "PID|1||1^^^RDZ^MR~9990000019^^^NHS^NH~9999999999^^^NHS^NH~12345^^^NHS^NH";
    let statement = read(&message("RDZ", "ADT^A31", &[pid]));
    let expected = ["local RDZ 1 -", "nhs NHS 9990000019 -", "nhs NHS 9999999999 -"];
    assert_eq!(shown(&statement.identifiers), expected);
    let problems = defects(&statement);
    assert!(problems.iter().any(|it| it.contains("check digit")), "{problems:?}");
    assert!(problems.iter().any(|it| it.contains("placeholder")));
    assert!(problems.iter().any(|it| it.contains("not ten digits")));
    assert!(!problems.join(" ").contains("12345"), "a defect never repeats the value");
}

#[test]
fn a_patient_without_any_number_is_refused() {
    for pid in ["PID|1||^^^^MR", "PID|1||\"\"", "PID", "PID|1||12345^^^NHS^NH", "PID|1||77^^^RDZ^AN"] {
        let refused = try_read(&message("RDZ", "ADT^A31", &[pid])).unwrap_err();
        assert_eq!(refused.to_string(), "line 2, PID-3: there is no number by which the patient could be known");
    }
}

#[test]
fn a_merge_names_survivor_and_loser_and_no_demographics() {
    for event in ["ADT^A40", "ADT^A34"] {
        let mrg = "MRG|654321^^^RDZ^MR|||777";
        let statement = read(&message("RDZ", event, &["EVN||20180412", PID, mrg]));
        assert_eq!(shown(&statement.identifiers), ["local RDZ 123456 -", "nhs NHS 9990000018 01"]);
        assert_eq!(shown(&statement.merges), ["local RDZ 654321 -", "local RDZ 777 -"]);
        assert_eq!(statement.patient, dcr::record::PatientUpdate::default());
        assert!(!statement.demographics_count && statement.encounter.is_none());
    }
}

#[test]
fn dialects_are_recognised_by_their_header() {
    let table = [
        ("MSH|^~\\&|SIMHOSP|SFAC|||||ADT^A01|1|T|2.3", "simhospital-2.3"),
        ("MSH|^~\\&|PAS|RCB|||||ADT^A01|1|P|2.4|||||GBR|UNICODE|EN||iTKv1.0", "itk-2.4"),
        ("MSH|^~\\&|PAS|RCB|||||ADT^A01|1|P|2.4||||||||iTKv1.0", "generic"),
        ("MSH|^~\\&|IGENE|MFT|||||ORU^R01|1|T|2.3", "mft-igene"),
        ("MSH|^~\\&|iGene|699X0|||||ORU^R01|1|T|2.5.1", "nw-gmsa"),
        ("MSH|^~\\&|RBCH-PAS|RDZ|||||ADT^A01|1|P|2.4", "a3-2.4"),
        ("MSH|^~\\&|POOLE-LAB|RD3|||||ORU^R01|1|P|2.3", "trust-2.3"),
        ("MSH|^~\\&|DCH-PAS|RBD01|||||ADT^A01|1|P|2.5.1", "trust-2.5.1"),
        ("MSH|^~\\&|X|Y|||||ADT^A01|1|P|2.5.1", "generic"),
    ];
    for (header, expected) in table {
        let message = Message::parse(header.as_bytes()).unwrap();
        assert_eq!(Dialect::recognise(&message).name, expected, "{header}");
    }
    assert!(Dialect::named("no such").is_none());
}
