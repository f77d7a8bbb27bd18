//! What is written reads back, and nothing that arrives does harm.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{atna_lines, read_atna};
use crate::audit::fhir::test::{event, subjects};
use crate::audit::{Action, EventOutcome};

#[test]
fn a_line_for_each_person() {
    let lines = atna_lines("dcr-audit/0a", 7, &event(Action::EmergencyView, EventOutcome::Success), &subjects());
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn each_line_reads_back() {
    for action in Action::ALL {
        for outcome in [EventOutcome::Success, EventOutcome::SeriousFailure] {
            let told = event(action, outcome);
            let lines = atna_lines("dcr-audit/0a", 7, &told, &subjects());
            assert!(lines.iter().all(|line| !line.contains('\n')), "{action}");
            let read = read_atna(&lines.join("\n"), ("dcr", "00"), Timestamp::UNIX_EPOCH).unwrap();
            assert_eq!(read.len(), 2);
            for (event, subjects) in read.iter().zip([vec!["9990000018".to_owned()], Vec::new()]) {
                let source = event.source.as_ref().unwrap();
                assert_eq!((source.happened, &source.subjects), (told.recorded, &subjects), "{action}");
                assert_eq!((&event.agent, event.outcome), (&told.agent, outcome), "{action}");
                assert_eq!((&event.reason, &event.purpose), (&told.reason, &told.purpose), "{action}");
            }
        }
    }
}

#[test]
fn structured_data_is_passed_over_and_entities_are_not_expanded() {
    let lines = atna_lines("log", 7, &event(Action::View, EventOutcome::Success), &subjects());
    let with_data = lines[0].replacen("DICOM+RFC3881 - ", "IHE+RFC-3881 [a@1 x=\"y \\] z\"][b@1] ", 1);
    assert!(read_atna(&with_data, ("a", "00"), Timestamp::UNIX_EPOCH).is_ok());
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><AuditMessage>&b;</AuditMessage>";
    let errors = read_atna(bomb, ("a", "00"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(errors[0].to_string(), "line 1: the message is no XML");
    let errors = read_atna("\n<85>1 too short\nno line", ("a", "00"), Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(errors.iter().map(|error| error.line).collect::<Vec<_>>(), [2, 3]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}", cut in 0_usize..600) {
        let _read = read_atna(&text, ("a", "00"), Timestamp::UNIX_EPOCH);
        let line = &atna_lines("log", 7, &event(Action::View, EventOutcome::Success), &subjects())[0];
        let cut: String = line.chars().take(cut).collect();
        let _read = read_atna(&format!("{cut}{text}"), ("a", "00"), Timestamp::UNIX_EPOCH);
    }
}
