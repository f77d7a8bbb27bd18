use jiff::Timestamp;
use proptest::prelude::*;

use super::example::{Asking, Cover, ME, STANDINGS, choices, hours, noon, openness, overlays};
use super::{Choices, Emergency, Obligation, Outcome, Overlay, Permission, Policy, StandingChoice};

/// The table a second time, written from the choices inwards instead of row by row: the row that
/// must decide, what follows, and what is owed.
fn second_table(
    standing: Option<StandingChoice>,
    cover: Cover,
    asking: Asking,
) -> (&'static str, Outcome, Vec<Obligation>) {
    use Obligation::{
        HideExistence, OfferStandingChoice, RecordEmergencyOverride, ReviewByAnother, TellPrivacyOfficer,
        TellSafeguardingLead, TimeBox, WarnNearEnd,
    };
    let broken = if asking.glass_broken { Outcome::Permit } else { Outcome::BreakGlassRequired };
    let medical = vec![RecordEmergencyOverride, TellPrivacyOfficer, TimeBox, ReviewByAnother];
    let child = vec![RecordEmergencyOverride, TellPrivacyOfficer, TellSafeguardingLead, TimeBox, ReviewByAnother];
    let doctor = asking.may_break_glass;
    let lead = asking.safeguarding_role;
    let hidden = standing == Some(StandingChoice::No2) && cover == Cover::Nothing;
    let said_no = asking.permission == Permission::Refused;
    if hidden {
        return ("3", Outcome::Deny, vec![HideExistence]);
    }
    if said_no {
        let overriding = asking.emergency == Some(Emergency::OverridingInterest);
        let denied = ("6", Outcome::Deny, vec![OfferStandingChoice]);
        return if overriding && doctor { ("5", broken, medical) } else { denied };
    }
    match cover {
        Cover::Yes1 => return ("7", Outcome::Permit, vec![]),
        Cover::Yes2 => return ("8", Outcome::Permit, vec![]),
        Cover::Yes2Warned => return ("8", Outcome::Permit, vec![WarnNearEnd]),
        Cover::Nothing => {}
    }
    match standing {
        Some(StandingChoice::No2) => unreachable!("decided above"),
        Some(StandingChoice::Yes3) => ("14", Outcome::Permit, vec![]),
        Some(StandingChoice::No1) => match asking.emergency {
            Some(Emergency::Medical) if doctor => ("9", broken, medical),
            Some(Emergency::Safeguarding) if lead => ("10", broken, child),
            _ => ("11", Outcome::Deny, vec![]),
        },
        None if asking.policy == Policy::DiscussionToView => ("15", Outcome::Permit, vec![]),
        None => match (asking.permission, asking.emergency) {
            (Permission::Given, _) => ("15", Outcome::Permit, vec![]),
            (Permission::NotAsked, _) => ("16", Outcome::AskConsent, vec![]),
            (_, Some(Emergency::Medical | Emergency::OverridingInterest)) if doctor => ("17", broken, medical),
            (_, Some(Emergency::Safeguarding)) if lead => ("17", broken, child),
            _ => ("18", Outcome::Deny, vec![]),
        },
    }
}

#[test]
fn the_table_equals_a_second_one_over_all_combinations() {
    let mut count = 0;
    for standing in STANDINGS {
        for (overlay, cover) in overlays() {
            let chosen = choices(standing, overlay);
            for asking in Asking::all() {
                let decision = asking.decide(&chosen, ME, noon());
                let expected = second_table(standing, cover, asking);
                let found = (decision.row.0, decision.outcome, decision.obligations.clone());
                assert_eq!(found, expected, "{chosen:?} {asking:?}");
                assert_eq!(decision, asking.decide(&chosen, ME, noon()), "the same question, the same answer");
                let last = decision.trace.last().unwrap();
                assert_eq!(last, &(decision.row, decision.reason.clone()), "the trace ends with the row that decided");
                count += 1;
            }
        }
    }
    assert_eq!(count, 4 * 13 * 256);
}

#[test]
fn the_trace_names_every_row_that_was_tried() {
    let decision = Asking::PLAIN.decide(&Choices::default(), ME, noon());
    insta::assert_json_snapshot!(decision);
}

#[test]
fn an_emergency_opens_no_1_only_once_the_glass_is_broken() {
    let chosen = choices(Some(StandingChoice::No1), None);
    let stated = Asking { emergency: Some(Emergency::Medical), may_break_glass: true, ..Asking::PLAIN };
    assert_eq!(stated.decide(&chosen, ME, noon()).outcome, Outcome::BreakGlassRequired);
    let broken = Asking { glass_broken: true, ..stated };
    assert_eq!(broken.decide(&chosen, ME, noon()).outcome, Outcome::Permit);
    let nothing_stated = Asking { emergency: None, ..broken };
    assert_eq!(nothing_stated.decide(&chosen, ME, noon()).outcome, Outcome::Deny);
}

/// Yes 1 from the morning of `day`, seen one second before and at the local midnight that ends it.
fn yes_1_around_midnight(morning: &str, midnight: &str, beneath: Option<StandingChoice>) -> (String, String) {
    let (morning, midnight): (Timestamp, Timestamp) = (morning.parse().unwrap(), midnight.parse().unwrap());
    let chosen = choices(beneath, Some(Overlay::yes_1(ME, morning)));
    let row = |now| {
        let decision = Asking::PLAIN.decide(&chosen, ME, now);
        format!("{} {:?}", decision.row.0, decision.outcome)
    };
    (row(midnight - jiff::SignedDuration::from_secs(1)), row(midnight))
}

#[test]
fn yes_1_ends_at_local_midnight_on_both_clock_changes() {
    let days = [
        ("spring: 23 hours", "2018-03-25T00:30:00Z", "2018-03-25T23:00:00Z"),
        ("autumn: 25 hours", "2018-10-27T23:30:00Z", "2018-10-29T00:00:00Z"),
        ("winter", "2018-01-10T09:00:00Z", "2018-01-11T00:00:00Z"),
        ("summer", "2018-07-10T09:00:00Z", "2018-07-10T23:00:00Z"),
    ];
    let beneath = [
        (None, "16 AskConsent"),
        (Some(StandingChoice::Yes3), "14 Permit"),
        (Some(StandingChoice::No1), "11 Deny"),
        (Some(StandingChoice::No2), "3 Deny"),
    ];
    for (name, morning, midnight) in days {
        for (standing, after) in beneath {
            let found = yes_1_around_midnight(morning, midnight, standing);
            assert_eq!(found, ("7 Permit".to_owned(), after.to_owned()), "{name}, {standing:?} beneath");
        }
    }
}

#[test]
fn a_yes_2_holds_from_its_first_instant_up_to_its_end() {
    let (from, until) = (noon(), noon() + hours(24 * 14));
    let chosen = choices(Some(StandingChoice::No2), Some(Overlay::yes_2(from, Some(until), from)));
    let second = jiff::SignedDuration::from_secs(1);
    let seen = [from - second, from, until - hours(73), until - hours(72), until - second, until].map(|now| {
        let decision = Asking::PLAIN.decide(&chosen, ME, now);
        (decision.outcome, decision.obligations)
    });
    let hidden = (Outcome::Deny, vec![Obligation::HideExistence]);
    let warned = (Outcome::Permit, vec![Obligation::WarnNearEnd]);
    let plain = (Outcome::Permit, vec![]);
    assert_eq!(seen, [hidden.clone(), plain.clone(), plain, warned.clone(), warned, hidden]);
}

/// P1, over every way of asking and every overlay that does not cover the user.
#[test]
fn nobody_means_nobody() {
    for (overlay, _) in overlays().into_iter().filter(|(_, cover)| *cover == Cover::Nothing) {
        let chosen = choices(Some(StandingChoice::No2), overlay);
        for asking in Asking::all() {
            assert_eq!(asking.decide(&chosen, ME, noon()).outcome, Outcome::Deny, "{asking:?}");
        }
    }
}

/// P2: each restriction that can be added leaves at most as much as before.
#[test]
fn a_restriction_never_widens() {
    let stricter_order = [Some(StandingChoice::Yes3), None, Some(StandingChoice::No1), Some(StandingChoice::No2)];
    for asking in Asking::all() {
        for (overlay, _) in overlays() {
            for pair in stricter_order.windows(2) {
                let loose = openness(&choices(pair[0], overlay.clone()), asking, ME, noon());
                let strict = openness(&choices(pair[1], overlay.clone()), asking, ME, noon());
                assert!(strict <= loose, "{pair:?} {asking:?} {overlay:?}");
            }
            for standing in STANDINGS {
                let with = choices(standing, overlay.clone());
                let open = openness(&with, asking, ME, noon());
                let bare = openness(&choices(standing, None), asking, ME, noon());
                assert!(bare <= open, "taking a Yes back: {with:?} {asking:?}");
                let refused = Asking { permission: Permission::Refused, emergency: None, ..asking };
                assert_eq!(openness(&with, refused, ME, noon()), 0, "{with:?} {refused:?}");
            }
        }
    }
}

/// P7, for what a role gives here.
#[test]
fn a_right_that_is_taken_away_never_adds() {
    for standing in STANDINGS {
        for (overlay, _) in overlays() {
            let chosen = choices(standing, overlay);
            for asking in Asking::all() {
                let open = openness(&chosen, asking, ME, noon());
                let less = [
                    Asking { may_break_glass: false, ..asking },
                    Asking { safeguarding_role: false, ..asking },
                    Asking { glass_broken: false, ..asking },
                ];
                for fewer in less {
                    assert!(openness(&chosen, fewer, ME, noon()) <= open, "{chosen:?} {asking:?}");
                }
            }
        }
    }
}

proptest! {
    /// P1 and P3 at any instant: No 2 opens only while an overlay runs, and a Yes 1 never runs into
    /// another local day.
    #[test]
    fn an_overlay_covers_only_its_window(begins in 0i64..2_000_000_000, after in -200_000i64..200_000, named in any::<bool>()) {
        let from = Timestamp::from_second(begins).unwrap();
        let now = Timestamp::from_second(begins + after).unwrap();
        let overlay = Overlay::yes_1(if named { ME } else { "b.jones" }, from);
        let chosen = choices(Some(StandingChoice::No2), Some(overlay));
        let day = |instant: Timestamp| instant.to_zoned(crate::record::london().clone()).date();
        let covered = named && after >= 0 && day(now) == day(from);
        let permitted = Asking::PLAIN.decide(&chosen, ME, now).outcome == Outcome::Permit;
        prop_assert_eq!(permitted, covered);
    }
}
