//! Later versions, nullifications, and several documents in one envelope.

use dcr::interchange::itk::interpret;
use dcr::record::{EntryAction, NhsNumberStatus, Statement};

use crate::support::{CODED, REPORT, enveloped, nullification, parcel, read};

const SET: &str = "cda:5E700001-0000-4000-8000-000000000001";
const DOCUMENTS: &str = "urn:nhs-itk:interaction:primaryNHS111RepeatCallerDocumentSet-v1-0";

fn second() -> String {
    REPORT
        .replace("<versionNumber value=\"1\"/>", "<versionNumber value=\"2\"/>")
        .replace("D0C00001-", "D0C00009-")
        .replace("feels odd", "feels well")
}

fn withdrawn(statement: &Statement) -> Vec<(&str, &str, &str)> {
    let withdrawn = statement.entries.iter().filter_map(|entry| match &entry.action {
        EntryAction::Withdraw(reason) => Some((entry.key.as_str(), reason.as_str(), entry.replaces.as_deref()?)),
        _ => None,
    });
    withdrawn.collect()
}

#[test]
fn a_later_version_corrects_the_whole_document() {
    let (first, second) = (read(&enveloped(REPORT)), read(&enveloped(&second())));
    assert_eq!(first.entries[0].key, SET);
    assert_eq!(second.entries[0].key, SET);
    assert_eq!(second.entries[0].replaces.as_deref(), Some(format!("{SET}:").as_str()));
    assert!(second.entries.iter().all(|entry| entry.action == EntryAction::Correct));
    assert!(second.entries.iter().skip(1).all(|entry| entry.key.starts_with(&format!("{SET}:"))));
    // Both bear the same time: the number of the version decides, whatever the order of arrival.
    assert!(first.entries[0].version_time < second.entries[0].version_time);
}

#[test]
fn the_same_set_in_small_letters_is_the_same_set() {
    let small = REPORT.replace("5E700001-", "5e700001-");
    assert_eq!(read(&enveloped(&small)).entries[0].key, SET);
}

#[test]
fn a_nullification_withdraws_the_document_and_all_that_stands_under_it() {
    let parent = r#"<id root="D0C00001-0000-4000-8000-000000000001"/><setId root="5E700001-0000-4000-8000-000000000001"/><versionNumber value="1"/>"#;
    let statement = read(&enveloped(&nullification(parent)));
    assert_eq!(withdrawn(&statement), [(SET, "nullified by the source", format!("{SET}:").as_str())]);
    assert_eq!(statement.entries.len(), 1, "it states nothing");
    assert_eq!(statement.identifiers, read(&enveloped(REPORT)).identifiers, "it is about the same patient");
    assert!(statement.entries[0].version_time > read(&enveloped(REPORT)).entries[0].version_time);
}

#[test]
fn a_nullification_by_another_set_or_by_the_document_alone_finds_its_document() {
    let other = nullification(r#"<setId root="5E700099-0000-4000-8000-000000000001"/>"#);
    assert_eq!(withdrawn(&read(&enveloped(&other)))[0].0, "cda:5E700099-0000-4000-8000-000000000001");
    let alone = read(&enveloped(&nullification(r#"<id root="D0C00077-0000-4000-8000-000000000001"/>"#)));
    let keys: Vec<&str> = withdrawn(&alone).into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["cda:D0C00077-0000-4000-8000-000000000001", SET], "a document and its replacement share a set");
    assert_eq!(alone.defects.len(), 1);
}

/// A nullification of the same day must not be taken for older than what it takes back.
#[test]
fn a_nullification_with_a_date_alone_is_late_on_that_day() {
    let parent = r#"<setId root="5E700001-0000-4000-8000-000000000001"/>"#;
    let dated = nullification(parent).replace("20180602120000+0100", "20180602");
    assert!(read(&enveloped(&dated)).entries[0].version_time > read(&enveloped(REPORT)).entries[0].version_time);
    let timeless = nullification(parent)
        .replace(r#"<effectiveTime value="20180602120000+0100"/>"#, "")
        .replace(r#"<time value="20180602101400+0100"/>"#, "");
    let refused = interpret(enveloped(&timeless).as_bytes()).unwrap_err();
    assert_eq!(refused.reason.slug(), "missing");
}

#[test]
fn an_envelope_that_says_nullification_must_hold_one() {
    let interaction = "urn:nhs-itk:interaction:nullificationOfNHS111CDADocument-v1-0";
    let refused = interpret(parcel(&[REPORT], "", interaction).as_bytes()).unwrap_err();
    assert_eq!(refused.reason.slug(), "nullification-unclear");
    let parent = r#"<setId root="5E700001-0000-4000-8000-000000000001"/>"#;
    assert_eq!(withdrawn(&read(&parcel(&[&nullification(parent)], "", interaction))).len(), 1);
}

#[test]
fn a_replacement_from_another_set_withdraws_its_parent() {
    let related =
        r#"<relatedDocument typeCode="RPLC"><parentDocument><setId root="01D"/></parentDocument></relatedDocument>"#;
    let replacing = REPORT.replace("<componentOf>", &format!("{related}<componentOf>"));
    let statement = read(&enveloped(&replacing));
    assert_eq!(withdrawn(&statement), [("cda:01D", "replaced by the source", "cda:01D:")]);
    assert_eq!(statement.entries[0].action, EntryAction::Correct);
}

#[test]
fn documents_about_one_person_are_one_statement() {
    let statement = read(&parcel(&[REPORT, CODED], "", DOCUMENTS));
    let documents: Vec<&str> =
        statement.entries.iter().filter(|it| it.replaces.is_some()).map(|it| it.key.as_str()).collect();
    assert_eq!(documents.len(), 2);
    let mut keys: Vec<&String> = statement.entries.iter().map(|entry| &entry.key).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), statement.entries.len());
}

/// The number alone never makes two people one, and neither do the name and the date alone.
#[test]
fn documents_about_two_people_are_refused() {
    let table = [
        CODED.replace("9990000018", "9990000026"),
        CODED.replace("19480309", "19480310"),
        CODED
            .replace("<family>Purbeck</family>", "<family>Swanage</family>")
            .replace("<family>Corfe</family>", "<family>Swanage</family>"),
        CODED.replace("<given>Ada</given>", "<given>Bea</given>"),
        CODED
            .replace(r#"<id root="2.16.840.1.113883.2.1.4.1" extension="9990000018"/>"#, "")
            .replace("CALLER-1", "CALLER-2"),
        CODED.replace(r#"<birthTime value="19480309"/>"#, ""),
    ];
    for other in table {
        let refused = interpret(parcel(&[REPORT, &other], "", DOCUMENTS).as_bytes()).unwrap_err();
        assert_eq!(refused.reason.slug(), "more-than-one");
    }
    let mut two = REPORT.to_owned();
    let target = REPORT.find("<recordTarget").unwrap()..REPORT.find("</recordTarget>").unwrap() + 15;
    two.insert_str(target.end, &REPORT[target.clone()]);
    assert_eq!(interpret(enveloped(&two).as_bytes()).unwrap_err().reason.slug(), "more-than-one");
}

#[test]
fn a_number_is_verified_only_where_every_document_says_so() {
    let unverified = CODED.replace("2.16.840.1.113883.2.1.4.1", "2.16.840.1.113883.2.1.3.2.4.18.23");
    let status = |statement: &Statement| statement.identifiers.iter().find(|it| it.authority == "NHS").unwrap().status;
    let verified = Some(NhsNumberStatus::NumberPresentAndVerified);
    assert_eq!(status(&read(&parcel(&[REPORT, CODED], "", DOCUMENTS))), verified);
    assert_eq!(status(&read(&parcel(&[REPORT, &unverified], "", DOCUMENTS))), None);
    assert_eq!(status(&read(&parcel(&[&unverified, REPORT], "", DOCUMENTS))), None);
}

/// In one envelope the last version stands, in whatever order they are put in.
#[test]
fn versions_in_one_envelope_are_put_in_order() {
    let parent = r#"<setId root="5E700001-0000-4000-8000-000000000001"/><versionNumber value="2"/>"#;
    let (second, null) = (second(), nullification(parent));
    for documents in [[REPORT, second.as_str()], [second.as_str(), REPORT]] {
        let statement = read(&parcel(&documents, "", DOCUMENTS));
        assert_eq!(statement.entries[0].action, EntryAction::Correct);
        assert_eq!(statement.entries.iter().filter(|entry| entry.key == SET).count(), 1);
        assert_eq!(statement.defects.len(), 1);
    }
    for documents in [[null.as_str(), second.as_str()], [second.as_str(), null.as_str()]] {
        let statement = read(&parcel(&documents, "", DOCUMENTS));
        assert_eq!(withdrawn(&statement).len(), 1);
        assert_eq!(statement.entries.len(), 1, "what is taken back in the same breath is not stated");
    }
}
