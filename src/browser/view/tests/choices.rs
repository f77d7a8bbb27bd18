//! Claims and choices, drawn.

use insta::assert_snapshot;

use super::{found, screen, usual};
use crate::browser::fixtures::{answer, in_record, now, press};
use crate::browser::model::Model;
use crate::browser::{Kind, Refused, Reply};
use crate::consent::{Choices, Overlay, Standing, StandingChoice};
use crate::store::view::{ChoicesView, Stated};

fn refused(refused: Refused) -> Model {
    let mut model = found();
    let effects = press(&mut model, "⏎r");
    answer(&mut model, &effects, Kind::Open, Reply::Refused(refused));
    model
}

fn choosing(stands: Option<Choices>) -> Model {
    let mut model = in_record();
    let effects = press(&mut model, "C");
    answer(&mut model, &effects, Kind::Choices, Reply::Choices(ChoicesView { stands }));
    model
}

#[test]
fn claiming_a_relationship() {
    let mut model =
        refused(Refused::ClaimRequired("nothing in the record says that the person is in your care".to_owned()));
    assert_snapshot!("claim_required", usual(&model));
    press(&mut model, "c");
    assert_snapshot!("claiming", usual(&model));
    assert_snapshot!("claiming_small", screen(&model, 40, 12));
}

#[test]
fn a_refusal_that_may_stand() {
    let model = refused(Refused::PermissionRefused("the person refused permission for this encounter".to_owned()));
    assert_snapshot!("permission_refused", usual(&model));
    assert_snapshot!("permission_refused_small", screen(&model, 40, 12));
}

#[test]
fn what_stands_and_the_five_choices() {
    let mut model = in_record();
    press(&mut model, "C");
    assert_snapshot!("choices_being_looked_up", usual(&model));
    assert_snapshot!("choices_not_to_be_known", usual(&choosing(None)));
    let standing = Some(Standing { choice: StandingChoice::No1, stated: "2018-03-01T10:00:00Z".parse().unwrap() });
    let overlay = Some(Overlay::yes_1("a.patel", now()));
    let model = choosing(Some(Choices { standing, overlay }));
    assert_snapshot!("choices_that_stand", usual(&model));
    assert_snapshot!("choices_that_stand_small", screen(&model, 40, 12));
}

#[test]
fn a_choice_says_what_will_follow() {
    for (key, name) in [("1", "yes_1"), ("2", "yes_2"), ("3", "yes_3"), ("4", "no_1"), ("5", "no_2")] {
        let mut model = choosing(Some(Choices::default()));
        press(&mut model, key);
        assert_snapshot!(format!("choosing_{name}"), usual(&model));
        assert_snapshot!(format!("choosing_{name}_small"), screen(&model, 40, 12));
    }
}

#[test]
fn what_became_of_a_choice() {
    let mut model = choosing(Some(Choices::default()));
    let effects = press(&mut model, "5⏎");
    assert_snapshot!("choice_being_recorded", usual(&model));
    answer(&mut model, &effects, Kind::State, Reply::Stated(Stated::Holds));
    assert_snapshot!("choice_recorded", usual(&model));
    let mut model = choosing(Some(Choices::default()));
    let effects = press(&mut model, "3⏎");
    let waits = Stated::Waits { request: "0123456789ab".to_owned() };
    answer(&mut model, &effects, Kind::State, Reply::Stated(waits));
    assert_snapshot!("choice_waits", usual(&model));
}
