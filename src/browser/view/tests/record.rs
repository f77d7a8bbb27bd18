//! The open record.

use insta::assert_snapshot;

use super::{conflict, screen, usual};
use crate::browser::fixtures::{self, answer, in_record, in_record_of, press};
use crate::browser::{Kind, Reply};
use crate::store::PatientId;
use crate::store::view::{EntryView, FORMAT_VERSION, IdentityExplanation, LinkView};

#[test]
fn record() {
    let model = in_record();
    assert_snapshot!(usual(&model));
    assert_snapshot!("record_wide", screen(&model, 120, 40));
    assert_snapshot!("record_small", screen(&model, 40, 12));
}

#[test]
fn record_section() {
    let mut model = in_record();
    let effects = press(&mut model, "→");
    let mut page = fixtures::record(Vec::new(), 2);
    page.sections = fixtures::sections(&fixtures::entries());
    let medication = &mut page.sections[0];
    medication.entries = fixtures::entries().into_iter().filter(|it| it.section == medication.section).collect();
    answer(&mut model, &effects, Kind::Page, Reply::Page(Box::new(page)));
    assert_snapshot!(usual(&model));
}

#[test]
fn record_filtered() {
    let mut model = in_record();
    press(&mut model, "/iu");
    assert_snapshot!(usual(&model));
    press(&mut model, "zzz⏎");
    assert_snapshot!("record_filtered_to_nothing", usual(&model));
}

#[test]
fn record_of_many_pages_while_loading() {
    let mut opened = fixtures::opened();
    opened.record.total = 5_000;
    let mut model = in_record_of(opened);
    press(&mut model, "G");
    assert_snapshot!(usual(&model));
}

#[test]
fn record_masked_and_restricted() {
    let mut opened = fixtures::opened();
    opened.person.basis.mask.whereabouts = true;
    opened.person.basis.mask.clinical = true;
    opened.record.withheld = Some(3);
    for entry in opened.record.timeline.iter_mut().chain(&mut opened.allergies.timeline) {
        *entry = EntryView {
            label: "‹hidden›".to_owned(),
            value: String::new(),
            masked: true,
            resource: None,
            abnormal: false,
            ..entry.clone()
        };
    }
    assert_snapshot!(usual(&in_record_of(opened)));
}

#[test]
fn record_with_nothing_in_it() {
    let mut opened = fixtures::opened();
    opened.record = fixtures::record(Vec::new(), 0);
    opened.allergies = fixtures::record(Vec::new(), 0);
    opened.person.inpatient_now.clear();
    opened.person.disagreements.clear();
    assert_snapshot!(usual(&in_record_of(opened)));
}

#[test]
fn entry_with_its_history() {
    let mut model = in_record();
    let effects = press(&mut model, "⏎");
    let mut old = fixtures::potassium();
    (old.version, old.state, old.value) =
        (1, crate::record::EntryState::Superseded, "5.10 mmol/L [3.5-5.3]".to_owned());
    old.provenance = fixtures::provenance(870);
    answer(&mut model, &effects, Kind::Entry, Reply::Entry(vec![fixtures::potassium(), old]));
    assert_snapshot!(usual(&model));
    assert_snapshot!("entry_wide", screen(&model, 120, 40));
    assert_snapshot!("entry_small", screen(&model, 40, 12));
    press(&mut model, "G");
    assert_snapshot!("entry_scrolled_to_its_end", usual(&model));
}

#[test]
fn identity() {
    let mut model = in_record();
    let effects = press(&mut model, "i");
    let explanation = IdentityExplanation {
        format_version: FORMAT_VERSION,
        patients: fixtures::person().sources,
        links: vec![LinkView {
            left: PatientId(12),
            right: PatientId(31),
            kind: "verified-nhs-number".to_owned(),
            evidence: "Both sources verified the number; date of birth agrees; the name fits.".to_owned(),
            recorded: "2018-05-31T09:00:05Z".parse().unwrap(),
            undone: None,
        }],
        conflicts: vec![conflict()],
    };
    answer(&mut model, &effects, Kind::Identity, Reply::Identity(Box::new(explanation)));
    assert_snapshot!(usual(&model));
}

#[test]
fn demographics() {
    let mut model = in_record();
    press(&mut model, "d");
    assert_snapshot!(usual(&model));
    assert_snapshot!("demographics_wide", screen(&model, 120, 40));
}

#[test]
fn terms_stand_beside_the_words_of_the_source() {
    use crate::coding::{Label, Mark};
    let mut opened = fixtures::opened();
    let entry = opened.record.timeline.first_mut().unwrap();
    entry.mark = Some(Mark { term: None, labels: vec![Label::SexuallyTransmittedInfection] });
    let mut model = in_record_of(opened);
    assert_snapshot!("record_with_marks", usual(&model));
    press(&mut model, "⏎");
    assert_snapshot!("entry_with_marks", usual(&model));
}
