//! Work lists and feeds.

use insta::assert_snapshot;

use super::{conflict, found, screen, usual};
use crate::browser::fixtures::{answer, press};
use crate::browser::{Kind, Reply};
use crate::record::{MessageId, SourceLocation};
use crate::store::view::{Conflict, ConflictKind, DeadLetter, FeedSummary};

#[test]
fn conflicts() {
    let mut model = found();
    let effects = press(&mut model, "cINC-17⏎");
    let decided = Conflict { id: 3, resolved: true, kind: ConflictKind::MultipleBirth, ..conflict() };
    answer(&mut model, &effects, Kind::WorkList, Reply::Conflicts(vec![conflict(), decided]));
    assert_snapshot!(usual(&model));
    assert_snapshot!("conflicts_small", screen(&model, 40, 12));
}

#[test]
fn dead_letters() {
    let mut model = found();
    press(&mut model, "D");
    assert_snapshot!("question_of_incident", usual(&model));
    let effects = press(&mut model, "INC-17⏎");
    let letter = DeadLetter {
        message: MessageId(950),
        feed: "POOLE-PAS/RD3".to_owned(),
        control_id: "ADT000950".to_owned(),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        reason: "the message has no PID segment".to_owned(),
        location: Some(SourceLocation { segment: "EVN".to_owned(), ordinal: 2, set_id: None, field: None }),
        origin: "poole-pas.hl7".to_owned(),
        offset: 1_048_576,
        size: 312,
    };
    answer(&mut model, &effects, Kind::WorkList, Reply::DeadLetters(vec![letter]));
    assert_snapshot!(usual(&model));
}

#[test]
fn feeds() {
    let feed = |name: &str, dead: u64| FeedSummary {
        name: name.to_owned(),
        organisation: "RD3".to_owned(),
        system: "WinPath".to_owned(),
        dialect: "poole-lab".to_owned(),
        received: 12_345,
        applied: 12_300,
        duplicate: 40,
        conflict: 1,
        dead,
        last_received: Some("2018-05-31T09:00:05Z".parse().unwrap()),
        last_stated: Some("2018-05-31T08:59:00Z".parse().unwrap()),
    };
    let mut model = found();
    let effects = press(&mut model, "F");
    let feeds = vec![feed("POOLE-LAB/RD3", 4), feed("POOLE-PAS/RD3", 0)];
    answer(&mut model, &effects, Kind::Feeds, Reply::Feeds(feeds));
    assert_snapshot!(usual(&model));
    assert_snapshot!("feeds_small", screen(&model, 40, 12));
}
