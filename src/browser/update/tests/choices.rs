//! Claims, and choices taken down at the point of care.

use super::{found, jobs, opening, told};
use crate::access::Claim;
use crate::browser::fixtures::{answer, in_record, now, press};
use crate::browser::message::Failure;
use crate::browser::model::{Dialog, Model};
use crate::browser::{Context, Effect, Job, Kind, Refused, Reply, Slot};
use crate::consent::{ChoiceStatement, Choices, Overlay, OverlayChoice, Permission, Standing, StandingChoice};
use crate::store::view::{ChoicesView, Stated};
use crate::store::{PatientId, PatientRef};

fn refused(keys: &str, refused: Refused) -> Model {
    let mut model = found();
    let effects = press(&mut model, keys);
    answer(&mut model, &effects, Kind::Open, Reply::Refused(refused));
    model
}

/// The one thing that was said.
fn said(effects: &[Effect]) -> &ChoiceStatement {
    match jobs(effects).as_slice() {
        [Job::State { said, patient: PatientRef::Patient(PatientId(12)), .. }] => said,
        _ => panic!("nothing was stated"),
    }
}

fn choosing() -> Model {
    let mut model = in_record();
    let effects = press(&mut model, "C");
    let stands = Some(Choices::default());
    answer(&mut model, &effects, Kind::Choices, Reply::Choices(ChoicesView { stands }));
    model
}

#[test]
fn a_discussion_goes_to_the_gate() {
    let mut model = found();
    let effects = press(&mut model, "⏎d");
    assert_eq!(opening(&effects).0.permission, Permission::Discussed);
}

#[test]
fn a_relationship_is_claimed_with_a_coded_reason_and_what_was_said_before_stays() {
    let keys = [
        ("t", Claim::Attending),
        ("r", Claim::Referred),
        ("a", Claim::Advice),
        ("s", Claim::Cover),
        ("f", Claim::FollowUp),
    ];
    for (key, claim) in keys {
        let mut model = refused("⏎win clinic⏎g", Refused::ClaimRequired("none is on record".to_owned()));
        assert!(press(&mut model, "c").is_empty(), "nothing is claimed before a reason is given");
        assert_eq!(model.context(), Context::Claim);
        let effects = press(&mut model, key);
        let (reason, _) = opening(&effects);
        assert_eq!((reason.claim, reason.permission), (Some(claim), Permission::Given));
        assert_eq!(reason.text.as_deref(), Some("in clinic"));
    }
}

#[test]
fn only_what_asks_for_a_claim_takes_one() {
    for other in
        [Refused::NotFound, Refused::OptedOut, Refused::Denied("no".to_owned()), Refused::AskConsent("ask".to_owned())]
    {
        let mut model = refused("⏎g", other);
        assert!(press(&mut model, "c").is_empty());
        assert!(matches!(model.dialog, Some(Dialog::Refused { .. })));
    }
}

#[test]
fn a_refusal_can_be_made_to_stand() {
    let mut model = refused("⏎r", Refused::PermissionRefused("refused for this encounter".to_owned()));
    let effects = press(&mut model, "C");
    let [Job::Choices { reason, patient: PatientRef::Patient(PatientId(12)) }] = jobs(&effects)[..] else { panic!() };
    assert_eq!(reason.permission, Permission::Refused);
    let effects = press(&mut model, "4⏎");
    let ChoiceStatement::Standing(standing) = said(&effects) else { panic!("a standing choice") };
    assert_eq!(*standing, Standing { choice: StandingChoice::No1, stated: now() });
}

#[test]
fn each_of_the_five_is_said_as_it_was_picked() {
    let standing = [("3", StandingChoice::Yes3), ("4", StandingChoice::No1), ("5", StandingChoice::No2)];
    for (key, choice) in standing {
        let mut model = choosing();
        assert!(press(&mut model, key).is_empty(), "what will follow is said first");
        let effects = press(&mut model, "⏎");
        assert_eq!(*said(&effects), ChoiceStatement::Standing(Standing { choice, stated: now() }));
    }
    let mut model = choosing();
    let effects = press(&mut model, "1⏎");
    assert_eq!(*said(&effects), ChoiceStatement::Overlay(Overlay::yes_1("a.patel", now())));
    let mut model = choosing();
    let effects = press(&mut model, "22018-06-30⏎");
    let ChoiceStatement::Overlay(overlay) = said(&effects) else { panic!("an overlay") };
    assert_eq!(overlay.choice, OverlayChoice::Yes2);
    assert_eq!(overlay.until.unwrap().to_string(), "2018-06-30T23:00:00Z", "the end of that day in London");
}

#[test]
fn a_yes_2_needs_a_day_that_is_to_come() {
    for (typed, why) in
        [("", "Until"), ("soon", "written like"), ("2018-05-31", "over"), ("2018-02-30", "written like")]
    {
        let mut model = choosing();
        let effects = press(&mut model, &format!("2{typed}⏎"));
        assert!(jobs(&effects).is_empty() && told(&model).contains(why), "{typed}: {}", told(&model));
        assert_eq!(model.context(), Context::Words, "the form stays");
    }
}

#[test]
fn a_no_closes_the_open_record_at_once_and_a_yes_does_not() {
    for (keys, closes) in [("4⏎", true), ("5⏎", true), ("1⏎", false)] {
        let mut model = choosing();
        let effects = press(&mut model, keys);
        let effects = answer(&mut model, &effects, Kind::State, Reply::Stated(Stated::Holds));
        assert_eq!(matches!(effects[..], [Effect::Close(Slot::Record)]), closes, "{keys}");
        assert_eq!(model.record.is_none(), closes, "{keys}");
        assert!(matches!(model.dialog, Some(Dialog::Told { .. })));
    }
}

#[test]
fn what_waits_for_a_second_user_says_so_and_the_record_stays() {
    let mut model = choosing();
    let effects = press(&mut model, "3⏎");
    let waits = Stated::Waits { request: "0123456789ab".to_owned() };
    assert!(answer(&mut model, &effects, Kind::State, Reply::Stated(waits)).is_empty());
    assert!(model.record.is_some());
    let Some(Dialog::Told { lines, .. }) = &model.dialog else { panic!() };
    assert!(lines.iter().any(|line| line == "dcr consent approve 0123456789ab"), "{lines:?}");
}

#[test]
fn nothing_comes_between_while_a_choice_is_recorded() {
    let mut model = choosing();
    let effects = press(&mut model, "5⏎");
    assert!(press(&mut model, "⎋C5⏎↓q").is_empty());
    assert!(told(&model).contains("being recorded"));
    answer(&mut model, &effects, Kind::State, Reply::Stated(Stated::Holds));
    assert!(model.record.is_none());
}

#[test]
fn what_could_not_be_recorded_is_told_and_the_record_stays() {
    let mut model = choosing();
    let effects = press(&mut model, "5⏎");
    let failure = Failure { text: "the disk that holds the store is full".to_owned(), view_over: false };
    answer(&mut model, &effects, Kind::State, Reply::Failed(failure));
    assert!(told(&model).contains("full") && model.record.is_some());
    let mut model = choosing();
    let effects = press(&mut model, "5⏎");
    answer(&mut model, &effects, Kind::State, Reply::Refused(Refused::Denied("no".to_owned())));
    assert!(matches!(model.dialog, Some(Dialog::Refused { target: None, .. })));
}

#[test]
fn leaving_the_choices_asks_nothing_more() {
    let mut model = in_record();
    let effects = press(&mut model, "C⎋");
    answer(&mut model, &effects, Kind::Choices, Reply::Choices(ChoicesView { stands: None }));
    assert!(model.dialog.is_none() && model.record.is_some());
}

#[test]
fn choices_can_be_asked_for_from_the_list_and_from_nobody_selected() {
    let mut model = found();
    let effects = press(&mut model, "C");
    assert!(matches!(jobs(&effects)[..], [Job::Choices { .. }]));
    let mut empty = crate::browser::fixtures::model();
    assert!(press(&mut empty, "⎋C").is_empty());
    assert!(empty.dialog.is_none());
}
