use jiff::Timestamp;
use proptest::prelude::*;

use super::example::{Asking, ME, STANDINGS, choices, hours, noon, opened, openness, overlays, policy};
use super::{Bond, Choices, Cover, Emergency, Obligation, Obligations, Outcome, Overlay, Permission, Policy, Question};
use super::{Classes, StandingChoice, decide};

#[test]
fn the_trace_names_every_row_that_was_tried() {
    let explained = Asking::PLAIN.explain(&Choices::default(), ME, noon());
    let last = explained.trace.last().unwrap();
    assert_eq!((last.row, last.why, last.decides), (explained.decision.row, explained.decision.reason, true));
    insta::assert_json_snapshot!(explained);
}

#[test]
fn an_overlay_is_sorted_by_what_it_means_for_the_user_now() {
    let policy = policy(Policy::PermissionToView);
    for (overlay, expected) in overlays() {
        let chosen = choices(None, overlay.clone());
        let circumstances = Asking::PLAIN.circumstances();
        let question = Question { choices: &chosen, policy: Some(policy), user: ME, circumstances, now: noon() };
        assert_eq!(Classes::of(&question).cover, expected, "{overlay:?}");
        let covers = overlay.is_some_and(|overlay| overlay.covers(ME, noon()));
        assert_eq!(covers, expected != Cover::Nothing, "as the overlay itself says");
    }
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

/// P3, and that what was beneath stands again.
#[test]
fn yes_1_ends_at_local_midnight_on_both_clock_changes() {
    let days = [
        ("spring: 23 hours", "2018-03-25T00:30:00Z", "2018-03-25T23:00:00Z"),
        ("autumn: 25 hours", "2018-10-27T23:30:00Z", "2018-10-29T00:00:00Z"),
        ("autumn: from its first instant", "2018-10-27T23:00:00Z", "2018-10-29T00:00:00Z"),
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
    let hidden = (Outcome::Deny, Obligations::of(&[Obligation::HideExistence]));
    let warned = (Outcome::Permit, Obligations::of(&[Obligation::WarnNearEnd]));
    let plain = (Outcome::Permit, Obligations::NONE);
    assert_eq!(seen, [hidden, plain, plain, warned, warned, hidden]);
}

#[test]
fn a_yes_2_without_an_end_lapses_unreviewed() {
    let chosen = choices(Some(StandingChoice::No2), Some(Overlay::yes_2(noon(), None, noon())));
    for (days, row) in [(0, "8"), (179, "8"), (180, "3"), (4_000, "3")] {
        assert_eq!(Asking::PLAIN.decide(&chosen, ME, noon() + hours(24 * days)).row.0, row, "{days} days");
    }
}

/// Nobody in the person's care is nobody whom a Yes covers.
#[test]
fn a_yes_opens_no_2_only_to_those_in_the_persons_care() {
    let stranger = Asking { bond: Bond::None, ..Asking::PLAIN };
    for overlay in [Overlay::yes_1(ME, noon()), Overlay::yes_2(noon(), None, noon())] {
        let chosen = choices(Some(StandingChoice::No2), Some(overlay));
        assert_eq!(stranger.decide(&chosen, ME, noon()).row.0, "3");
        assert_eq!(Asking::PLAIN.decide(&chosen, ME, noon()).outcome, Outcome::Permit);
    }
}

/// P1, over every way of asking and every overlay that does not cover the user.
#[test]
fn nobody_means_nobody() {
    for (overlay, cover) in overlays() {
        let chosen = choices(Some(StandingChoice::No2), overlay);
        for asking in Asking::all().filter(|asking| cover == Cover::Nothing || asking.bond == Bond::None) {
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
                let refused = Asking { permission: Permission::Refused, ..asking };
                assert!(openness(&with, refused, ME, noon()) <= open, "refusing: {with:?} {asking:?}");
                let plainly = Asking { emergency: None, ..refused };
                assert_eq!(openness(&with, plainly, ME, noon()), 0, "{with:?} {plainly:?}");
                let stranger = Asking { bond: Bond::None, ..asking };
                assert!(openness(&with, stranger, ME, noon()) <= open, "leaving care: {with:?} {asking:?}");
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
                let open = opened(&asking.decide(&chosen, ME, noon()));
                let less = [
                    Asking { may_break_glass: false, ..asking },
                    Asking { safeguarding_role: false, ..asking },
                    Asking { glass_broken: false, ..asking },
                ];
                for fewer in less {
                    assert!(opened(&fewer.decide(&chosen, ME, noon())) <= open, "{chosen:?} {asking:?}");
                }
            }
        }
    }
}

proptest! {
    /// P1 and P3 at any instant: No 2 opens only while an overlay runs, and a Yes 1 never runs into
    /// another local day, whatever end it was given.
    #[test]
    fn an_overlay_covers_only_its_window(
        begins in 0i64..2_000_000_000, after in -200_000i64..200_000, named in any::<bool>(), endless in any::<bool>()
    ) {
        let from = Timestamp::from_second(begins).unwrap();
        let now = Timestamp::from_second(begins + after).unwrap();
        let until = Overlay::yes_1(ME, from).until.filter(|_| !endless);
        let overlay = Overlay { until, ..Overlay::yes_1(if named { ME } else { "b.jones" }, from) };
        let chosen = choices(Some(StandingChoice::No2), Some(overlay));
        let day = |instant: Timestamp| instant.to_zoned(crate::record::london().clone()).date();
        let covered = named && after >= 0 && day(now) == day(from);
        let permitted = Asking::PLAIN.decide(&chosen, ME, now).outcome == Outcome::Permit;
        prop_assert_eq!(permitted, covered);
    }

    /// P4: the same question has the same answer, whatever was asked between.
    #[test]
    fn the_same_question_has_the_same_answer(standing in 0usize..4, overlay in 0usize..13, asked in 0usize..640) {
        let chosen = choices(STANDINGS[standing], overlays()[overlay].0.clone());
        let asking = Asking::all().nth(asked).unwrap();
        let policy = policy(asking.policy);
        let question = Question {
            choices: &chosen,
            policy: Some(policy),
            user: ME,
            circumstances: asking.circumstances(),
            now: noon(),
        };
        let first = decide(&question);
        decide(&Question { policy: None, ..question });
        prop_assert_eq!(first, decide(&question));
    }
}

/// Without a policy nothing is permitted, whatever was chosen.
#[test]
fn an_unreadable_policy_refuses_everything() {
    for standing in STANDINGS {
        let chosen = choices(standing, Some(Overlay::yes_1(ME, noon())));
        for asking in Asking::all() {
            let circumstances = asking.circumstances();
            let decision = decide(&Question { choices: &chosen, policy: None, user: ME, circumstances, now: noon() });
            assert_eq!((decision.row.0, decision.outcome), ("0", Outcome::Deny));
            assert!(decision.obliges(Obligation::AlertOperations));
        }
    }
}
