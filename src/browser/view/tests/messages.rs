//! Raw messages and traces.

use insta::assert_snapshot;

use super::{screen, usual};
use crate::browser::fixtures::{self, answer, in_record, press};
use crate::browser::{Kind, Reply};
use crate::record::{Defect, MessageId, SourceLocation};
use crate::store::PatientId;
use crate::store::view::{FORMAT_VERSION, FieldView, MessageView, SegmentView, TraceItem};

fn message() -> MessageView {
    let segment = |name: &str, ordinal: u32, fields: &[(u16, &str)]| SegmentView {
        name: name.to_owned(),
        ordinal,
        fields: fields.iter().map(|(number, text)| FieldView { number: *number, text: (*text).to_owned() }).collect(),
    };
    let msh =
        [(1, "|"), (2, "^~\\&"), (3, "WINPATH"), (4, "RD3"), (7, "20180531100000"), (9, "ORU^R01"), (10, "LAB000881")];
    let pid =
        [(1, "1"), (3, "9990000018^^^NHS~P000123^^^RD3"), (5, "Smith^Fredrica^J^^Mrs"), (7, "19651213"), (8, "F")];
    let obr = [(1, "1"), (4, "U&E^Urea and electrolytes^WINPATH"), (7, "20180531090000")];
    let sodium = [(1, "1"), (2, "NM"), (3, "NA^Sodium^WINPATH"), (5, "141"), (6, "mmol/L"), (7, "133-146")];
    let potassium = [(1, "2"), (2, "NM"), (3, "K^Potassium^WINPATH"), (4, ""), (5, "6.10"), (6, "mmol/L"), (8, "H")];
    MessageView {
        format_version: FORMAT_VERSION,
        message: MessageId(881),
        feed: "POOLE-LAB/RD3".to_owned(),
        control_id: "LAB000881".to_owned(),
        trigger: "ORU^R01".to_owned(),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        outcome: "applied".to_owned(),
        masked: false,
        segments: vec![
            segment("MSH", 1, &msh),
            segment("PID", 2, &pid),
            segment("OBR", 3, &obr),
            segment("OBX", 4, &sodium),
            segment("OBX", 5, &potassium),
        ],
        defects: Vec::new(),
    }
}

#[test]
fn raw_message_points_at_the_field() {
    let mut model = in_record();
    let effects = press(&mut model, "o");
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(message())));
    assert_snapshot!(usual(&model));
    assert_snapshot!("raw_message_small", screen(&model, 40, 12));
}

#[test]
fn question_of_need() {
    let mut model = in_record();
    let effects = press(&mut model, "o");
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(MessageView { masked: true, ..message() })));
    model.record.as_mut().unwrap().reason.purpose = crate::access::Purpose::RecordOperations;
    press(&mut model, "x");
    assert_snapshot!(usual(&model));
}

#[test]
fn trace() {
    let item = |number: i64, trigger: &str, outcome: &str, defects: Vec<Defect>| TraceItem {
        message: MessageId(number),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        stated: fixtures::at("2018-05-31T10:00:00+01:00"),
        feed: "POOLE-LAB/RD3".to_owned(),
        control_id: format!("LAB{number:06}"),
        trigger: trigger.to_owned(),
        outcome: outcome.to_owned(),
        patient: PatientId(12),
        entries: 14,
        defects,
        unread: vec!["ZU9".to_owned()],
        sha256: "5b".repeat(32),
        size: 1_204,
    };
    let location = SourceLocation { segment: "PID".to_owned(), ordinal: 2, set_id: None, field: Some(7) };
    let defect = Defect { location, problem: "there is no month 13".to_owned() };
    let mut model = in_record();
    let effects = press(&mut model, "T");
    let items = vec![
        item(870, "ADT^A01", "applied", Vec::new()),
        item(881, "ORU^R01", "applied", vec![defect]),
        item(882, "ORU^R01", "duplicate", Vec::new()),
    ];
    answer(&mut model, &effects, Kind::Trace, Reply::Trace(items));
    assert_snapshot!(usual(&model));
    press(&mut model, "↓");
    assert_snapshot!("trace_wide", screen(&model, 120, 40));
    assert_snapshot!("trace_small", screen(&model, 40, 12));
}
