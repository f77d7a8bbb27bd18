use jiff::Timestamp;
use proptest::prelude::*;

use super::effect::effect;
use super::example::{Asking, ME, choices, hours, noon, openness, overlays};
use super::{
    ChoiceStatement, Choices, Chosen, Effect, Overlay, OverlayChoice, Standing, StandingChoice, StatementOutcome,
};

fn standing(choice: StandingChoice, stated: Timestamp) -> ChoiceStatement {
    ChoiceStatement::Standing(Standing { choice, stated })
}

#[test]
fn a_statement_replaces_only_its_own_kind() {
    let mut chosen = Chosen::default();
    let yes_1 = Overlay::yes_1(ME, noon());
    assert_eq!(chosen.state(standing(StandingChoice::No2, noon())), StatementOutcome::Taken);
    assert_eq!(chosen.state(ChoiceStatement::Overlay(yes_1.clone())), StatementOutcome::Taken);
    assert_eq!(chosen.choices(), Choices { overlay: Some(yes_1), ..choices_at(StandingChoice::No2, noon()) });
    assert_eq!(chosen.state(standing(StandingChoice::Yes3, noon() - hours(1))), StatementOutcome::Outdated);
    assert_eq!(chosen.state(standing(StandingChoice::No2, noon())), StatementOutcome::Known);
    assert_eq!(chosen.choices().standing.unwrap().choice, StandingChoice::No2);
    assert_eq!(chosen.state(ChoiceStatement::EndOverlay { stated: noon() + hours(1) }), StatementOutcome::Taken);
    assert_eq!(chosen.choices(), choices_at(StandingChoice::No2, noon()));
    assert_eq!(chosen.state(ChoiceStatement::Default { stated: noon() + hours(1) }), StatementOutcome::Taken);
    assert_eq!(chosen.choices(), Choices::default());
    assert!(!chosen.is_silent(), "who took everything back said something");
    assert_eq!(chosen.state(standing(StandingChoice::Yes3, noon())), StatementOutcome::Outdated);
    assert_eq!(chosen.choices(), Choices::default(), "what was taken back stays taken back");
}

#[test]
fn a_tie_takes_the_stricter_and_says_so() {
    for (first, second) in [(StandingChoice::Yes3, StandingChoice::No1), (StandingChoice::No1, StandingChoice::Yes3)] {
        let mut chosen = Chosen::default();
        chosen.state(standing(first, noon()));
        assert_eq!(chosen.state(standing(second, noon())), StatementOutcome::Tie);
        assert_eq!(chosen.choices().standing.unwrap().choice, StandingChoice::No1);
        assert!(chosen.standing_tied() && !chosen.overlay_tied());
        chosen.state(standing(StandingChoice::Yes3, noon() + hours(1)));
        assert!(!chosen.standing_tied(), "a later statement settles it");
    }
    let long = Overlay::yes_2(noon(), None, noon());
    let short = Overlay::yes_2(noon(), Some(noon() + hours(1)), noon());
    let mut chosen = told(&[ChoiceStatement::Overlay(short.clone())]);
    assert_eq!(chosen.state(ChoiceStatement::Overlay(long)), StatementOutcome::Tie);
    assert_eq!(chosen.choices().overlay, Some(short));
    assert_eq!(chosen.state(ChoiceStatement::EndOverlay { stated: noon() }), StatementOutcome::Tie);
    assert_eq!(chosen.choices().overlay, None, "ended is stricter than any");
}

fn choices_at(choice: StandingChoice, stated: Timestamp) -> Choices {
    Choices { standing: Some(Standing { choice, stated }), overlay: None }
}

#[test]
fn people_who_turn_out_to_be_one_keep_the_stricter() {
    let yes_2 = || Some(Overlay::yes_2(noon(), Some(noon() + hours(48)), noon()));
    let yes_1 = |user: &str| Some(Overlay::yes_1(user, noon()));
    let (no_2, no_1, yes_3) = (Some(StandingChoice::No2), Some(StandingChoice::No1), Some(StandingChoice::Yes3));
    let table = [
        ("No 2 over everything", (no_2, None), (yes_3, None), (no_2, None)),
        ("No 1 over the default", (no_1, None), (None, None), (no_1, None)),
        ("the default over Yes 3", (yes_3, None), (None, None), (None, None)),
        ("a Yes does not loosen another's No", (None, yes_2()), (no_2, None), (no_2, None)),
        ("nor one's own No another's default", (no_2, yes_2()), (None, None), (no_2, None)),
        ("Yes 3 allows another's Yes", (no_1, yes_2()), (yes_3, None), (no_1, yes_2())),
        ("a Yes of each holds", (no_1, yes_2()), (None, yes_2()), (no_1, yes_2())),
        ("two named users have nothing in common", (None, yes_1("a")), (None, yes_1("b")), (None, None)),
    ];
    for (name, left, right, expected) in table {
        let [left, right, expected] = [left, right, expected].map(|(standing, overlay)| choices(standing, overlay));
        assert_eq!(Choices::stricter(&[left.clone(), right.clone()]), expected, "{name}");
        assert_eq!(Choices::stricter(&[right, left]), expected, "{name}, the other way round");
    }
    assert_eq!(Choices::stricter(&[]), Choices::default());
}

/// A Yes 1 of yesterday that meets a Yes 2 which begins today must not become a Yes 1 of today.
#[test]
fn a_common_window_keeps_a_yes_1_to_its_day() {
    let left = choices(None, Some(Overlay::yes_1(ME, noon())));
    let right = choices(None, Some(Overlay::yes_2(noon() + hours(24), None, noon())));
    assert_eq!(Choices::stricter(&[left, right]).overlay, None);
}

fn any_standing() -> impl Strategy<Value = Option<StandingChoice>> {
    proptest::option::of(proptest::sample::select(vec![StandingChoice::Yes3, StandingChoice::No1, StandingChoice::No2]))
}

fn any_overlay() -> impl Strategy<Value = Overlay> {
    let user = proptest::option::of(proptest::sample::select(vec![ME, "b.jones"]));
    (user, -3i64..3, proptest::option::of(-2i64..6), 0i64..3).prop_map(|(user, from, until, stated)| Overlay {
        choice: user.map_or(OverlayChoice::Yes2, |user| OverlayChoice::Yes1 { user: user.to_owned() }),
        from: noon() + hours(12 * from),
        until: until.map(|until| noon() + hours(12 * until)),
        stated: noon() + hours(stated),
    })
}

/// A tightening, and what says the same again, never widens any decision; and what is no loosening
/// of one number never widens what holds for it and another.
fn effect_law(before: &Chosen, after: &Chosen, other: &Choices, now: Timestamp) {
    if effect(before, after, now) == Effect::Loosening {
        return;
    }
    let merged = |one: &Chosen| Choices::stricter(&[one.choices(), other.clone()]);
    let pairs = [(before.choices(), after.choices()), (merged(before), merged(after))];
    for later in (0..8).map(|half_days| now + hours(6 * half_days)) {
        for (before, after) in &pairs {
            for user in [ME, "b.jones"] {
                for asking in Asking::all().step_by(3) {
                    let (open, wide) = (openness(before, asking, user, later), openness(after, asking, user, later));
                    assert!(wide <= open, "{before:?} {after:?} {asking:?} {later}");
                }
            }
        }
    }
}

fn any_choices() -> impl Strategy<Value = Choices> {
    (any_standing(), proptest::option::of(any_overlay())).prop_map(|(standing, overlay)| choices(standing, overlay))
}

fn any_statement() -> impl Strategy<Value = ChoiceStatement> {
    let stands = (any_standing(), 0i64..3).prop_map(|(choice, stated)| {
        let stated = noon() + hours(stated);
        choice.map_or(ChoiceStatement::Default { stated }, |choice| standing(choice, stated))
    });
    let ends = (0i64..3).prop_map(|stated| ChoiceStatement::EndOverlay { stated: noon() + hours(stated) });
    prop_oneof![3 => stands, 3 => any_overlay().prop_map(ChoiceStatement::Overlay), 1 => ends]
}

fn told(statements: &[ChoiceStatement]) -> Chosen {
    let mut chosen = Chosen::default();
    for statement in statements {
        chosen.state(statement.clone());
    }
    chosen
}

/// Whether two sets of choices answer alike whoever asks, however and when.
fn answer_alike(left: &Choices, right: &Choices) -> bool {
    let instants = (-8..8).map(|half_days| noon() + hours(6 * half_days));
    instants.clone().all(|now| {
        [ME, "b.jones"].into_iter().all(|user| {
            Asking::all().step_by(3).all(|asking| {
                let (left, right) = (asking.decide(left, user, now), asking.decide(right, user, now));
                (left.row, left.outcome) == (right.row, right.outcome)
            })
        })
    })
}

proptest! {
    /// P5: the order of import is irrelevant, repeats included.
    #[test]
    fn order_of_import_is_irrelevant(
        (statements, shuffled) in proptest::collection::vec(any_statement(), 0..7)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let first = told(&statements);
        prop_assert_eq!(&first, &told(&shuffled));
        let mut again = first.clone();
        for statement in &shuffled {
            prop_assert_ne!(again.state(statement.clone()), StatementOutcome::Taken);
        }
        prop_assert_eq!(first, again);
    }

    #[test]
    fn what_is_no_loosening_never_widens(
        statements in proptest::collection::vec(any_statement(), 0..5),
        new in any_statement(),
        other in any_choices(),
        now in -3i64..6,
    ) {
        let before = told(&statements);
        let mut after = before.clone();
        after.state(new);
        effect_law(&before, &after, &other, noon() + hours(12 * now));
    }

    /// The choices of one person made of several are never more open than those of any of them.
    #[test]
    fn the_stricter_is_never_more_open(people in proptest::collection::vec(any_choices(), 1..4), offset in -8i64..8) {
        let merged = Choices::stricter(&people);
        let now = noon() + hours(6 * offset);
        for asking in Asking::all() {
            for person in &people {
                prop_assert!(openness(&merged, asking, ME, now) <= openness(person, asking, ME, now));
            }
        }
    }

    /// P10 for choices: merging in any order and grouping is the same, a person merged with itself
    /// stays, and the parts are as they were, so that an unlink has them back.
    #[test]
    fn merging_is_orderly_and_reversible(a in any_choices(), b in any_choices(), c in any_choices()) {
        let both = [a.clone(), b.clone()];
        let merged = Choices::stricter(&both);
        prop_assert!(answer_alike(&merged, &Choices::stricter(&[b.clone(), a.clone()])));
        let grouped = Choices::stricter(&[merged, c.clone()]);
        prop_assert!(answer_alike(&grouped, &Choices::stricter(&[a.clone(), b.clone(), c])));
        prop_assert!(answer_alike(&Choices::stricter(&[a.clone(), a.clone()]), &a));
        prop_assert_eq!(&Choices::stricter(std::slice::from_ref(&a)), &a);
        prop_assert_eq!(both, [a, b]);
    }
}

#[test]
fn every_example_overlay_merges_with_itself() {
    for (overlay, _) in overlays() {
        let chosen = choices(None, overlay);
        assert!(answer_alike(&Choices::stricter(&[chosen.clone(), chosen.clone()]), &chosen), "{chosen:?}");
    }
}
