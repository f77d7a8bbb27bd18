//! What is written reads back, and is shaped as IHE's own examples are.

use jiff::Timestamp;

use super::{Subject, audit_events, read_audit_events};
use crate::audit::{Action, Agent, Event, EventOutcome};

pub(in crate::audit) fn event(action: Action, outcome: EventOutcome) -> Event {
    let agent = Agent {
        user: "dr.hardy".to_owned(),
        full_name: "Dr Tess <Hardy> & \"co\"".to_owned(),
        role: Some("R8000".to_owned()),
        organisation: Some("RBD".to_owned()),
    };
    let happened: Timestamp = "2018-07-01T09:00:00Z".parse().unwrap();
    Event {
        purpose: Some("direct-care".to_owned()),
        reason: Some("clinic\nthis morning".to_owned()),
        decision: Some("row 14: a relationship and Yes 3".to_owned()),
        consent: Some("yes-3 stated 2018-06-01T00:00:00Z".to_owned()),
        request: Some("abc".to_owned()),
        on_behalf_of: Some("Dr Osei".to_owned()),
        detail: Some("one entry".to_owned()),
        ..Event::new(happened, action, outcome, agent)
    }
}

pub(in crate::audit) fn subjects() -> [Subject; 2] {
    [
        Subject { patient: "P1".to_owned(), nhs_number: Some("9990000018".to_owned()) },
        Subject { patient: "P2".to_owned(), nhs_number: None },
    ]
}

#[test]
fn a_view_and_a_refusal_are_told() {
    let view = audit_events("dcr-audit/0a", 7, &event(Action::View, EventOutcome::Success), &subjects()[..1]);
    let refusal = audit_events("dcr-audit/0a", 8, &event(Action::View, EventOutcome::SeriousFailure), &subjects()[..1]);
    insta::assert_json_snapshot!([view, refusal]);
}

#[test]
fn one_for_each_person_and_each_reads_back() {
    for action in Action::ALL {
        for outcome in [EventOutcome::Success, EventOutcome::MinorFailure, EventOutcome::SeriousFailure] {
            let told = event(action, outcome);
            let written = audit_events("dcr-audit/0a", 7, &told, &subjects());
            assert_eq!(written.len(), 2);
            let read = read_audit_events(&written, ("dcr", "00"), Timestamp::UNIX_EPOCH).unwrap();
            for (event, subjects) in read.iter().zip([vec!["9990000018".to_owned()], Vec::new()]) {
                let source = event.source.as_ref().unwrap();
                assert_eq!((source.happened, &source.subjects), (told.recorded, &subjects), "{action}");
                assert_eq!((&event.agent, event.outcome), (&told.agent, outcome), "{action}");
                assert_eq!((&event.reason, &event.request), (&told.reason, &told.request), "{action}");
                assert_eq!((&event.purpose, &event.on_behalf_of), (&told.purpose, &told.on_behalf_of), "{action}");
            }
        }
    }
}
