//! Laws of comparison that hold for any two patients.

use proptest::prelude::*;

use super::example::{NUMBER, OTHER, compared, mary, name, unverified, verified, with};
use super::{Evidence, Known, Match, MergeVerdict, merge_verdict};
use crate::record::{HumanName, Identifier, NameUse, PartialDateTime, Patient};

fn any_name() -> impl Strategy<Value = HumanName> {
    let usage = proptest::sample::select(vec![NameUse::Usual, NameUse::Old, NameUse::Maiden]);
    let family = proptest::sample::select(vec!["", "Smith", "SMITH", "Jones", "Unknown", "李"]);
    let given = proptest::sample::select(vec!["", "Mary", "M", "Mary Jane", "Anne", "Baby", "B/O Mary", "Ünal", "1"]);
    (usage, family, given).prop_map(|(usage, family, given)| name(usage, family, &[given]))
}

fn any_identifier() -> impl Strategy<Value = Identifier> {
    proptest::sample::select(vec![
        verified(NUMBER),
        unverified(NUMBER),
        verified(OTHER),
        unverified(OTHER),
        verified("9999999999"),
        Identifier::local("RBD", "D1"),
        Identifier::local("RBD", "D2"),
        Identifier::local("RD3", "D1"),
        Identifier::local("RBD", "0000"),
    ])
}

fn any_patient() -> impl Strategy<Value = Patient> {
    let dates = ["1960-04-03", "1960-04", "2018-05-20", "1900-01-01", "1971-01-01"];
    let dates = dates.map(|date| date.parse::<PartialDateTime>().unwrap()).to_vec();
    (
        proptest::collection::vec(any_identifier(), 0..4),
        proptest::collection::vec(any_name(), 0..3),
        proptest::option::of(proptest::sample::select(dates)),
        proptest::bool::weighted(0.1),
        proptest::option::weighted(0.2, any::<bool>()),
    )
        .prop_map(|(identifiers, names, birth_date, identity_unknown, multiple_birth)| Patient {
            identifiers,
            names,
            birth_date,
            multiple_birth,
            identity_unknown,
            ..Patient::default()
        })
}

fn holds(patient: &Patient, wanted: &Identifier) -> bool {
    patient.identifiers.iter().any(|held| held == wanted)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    /// Which of the two is new makes no difference.
    #[test]
    fn comparison_is_symmetric(left in any_patient(), right in any_patient()) {
        prop_assert_eq!(compared(&left, &right), compared(&right, &left));
    }

    /// A number that agrees links only with everything that must agree beside it.
    #[test]
    fn numbers_alone_never_link(left in any_patient(), right in any_patient()) {
        match compared(&left, &right) {
            Match::Link(Evidence::VerifiedNhsNumber { .. }) => {
                let shared = [NUMBER, OTHER].map(verified).iter().any(|number| holds(&left, number) && holds(&right, number));
                prop_assert!(shared);
                prop_assert_eq!(left.birth_date, right.birth_date);
                prop_assert!(super::name_fits(&left, &right).is_some());
                prop_assert!(!left.identity_unknown && !right.identity_unknown);
                prop_assert!(left.multiple_birth != Some(true) && right.multiple_birth != Some(true));
            }
            Match::Link(Evidence::LocalNumber { authority }) => {
                let shared = left.identifiers.iter().any(|held| held.authority == authority && holds(&right, held));
                prop_assert!(shared);
            }
            Match::Link(other) => prop_assert!(false, "{other:?} is not for a comparison to say"),
            Match::Conflict { .. } | Match::Distinct => {}
        }
    }

    /// Without a name or a date of birth nothing but a local number links.
    #[test]
    fn a_number_without_a_person_never_links(left in any_patient(), nameless in any::<bool>()) {
        let bare = if nameless { Patient { names: vec![], ..mary() } } else { Patient { birth_date: None, ..mary() } };
        let right = with(&[verified(NUMBER)], bare);
        let linked = matches!(compared(&left, &right), Match::Link(_));
        prop_assert!(!linked);
    }

    /// A merge never crosses two verified numbers, from either side.
    #[test]
    fn merges_are_symmetric_too(left in any_patient(), right in any_patient()) {
        let (one, other) = (Known { patient: &left, local: &[] }, Known { patient: &right, local: &[] });
        prop_assert_eq!(merge_verdict(&one, &other, false), merge_verdict(&other, &one, false));
        let numbers = (left.verified_nhs_number(), right.verified_nhs_number());
        let single = |patient: &Patient| patient.identifiers.iter().filter(|held| held.is_verified()).count() == 1;
        if let (Some(mine), Some(theirs)) = numbers && single(&left) && single(&right) {
            let linked = merge_verdict(&one, &other, false) == MergeVerdict::Link(Evidence::Merge);
            prop_assert_eq!(linked, mine == theirs);
        }
    }

    /// Hostile names do not panic, and nothing fits an empty one.
    #[test]
    fn any_text_compares(left in "\\PC{0,12}", right in "\\PC{0,12}", given in "\\PC{0,12}") {
        let patient = |family: &str| Patient { names: vec![name(NameUse::Usual, family, &[&given])], ..mary() };
        let fit = super::name_fits(&patient(&left), &patient(&right));
        prop_assert_eq!(fit, super::name_fits(&patient(&right), &patient(&left)));
        prop_assert_eq!(super::name_fits(&patient(""), &patient(&right)), None);
    }
}
