use super::example::{NUMBER, OTHER, TODAY, born, called, compared, mary, name, unverified, verified, with};
use super::{ConflictKind, Evidence, Known, Match, MergeVerdict, NameFit, Occasion, compare, merge_verdict};
use crate::record::{Identifier, NameUse, NhsNumberStatus, Patient};

/// `full`, `initial` and so on for a link by number, `local`, the conflict's kind, or `distinct`.
fn outcome(left: &Patient, right: &Patient) -> String {
    match compared(left, right) {
        Match::Link(Evidence::VerifiedNhsNumber { name }) => format!("{name:?}"),
        Match::Link(evidence) => evidence.kind().to_owned(),
        Match::Conflict { kind, .. } => format!("{kind:?}"),
        Match::Distinct => "distinct".to_owned(),
    }
}

fn expect(table: &[(&str, Patient, Patient, &str)]) {
    for (case, left, right, expected) in table {
        assert_eq!(outcome(left, right), *expected, "{case}");
        assert_eq!(compared(left, right), compared(right, left), "{case}, the other way round");
    }
}

/// Both with the same verified number.
fn same_number(left: Patient, right: Patient) -> (Patient, Patient) {
    (with(&[verified(NUMBER)], left), with(&[verified(NUMBER)], right))
}

fn by_number(table: Vec<(&'static str, Patient, Patient, &'static str)>) {
    let rows: Vec<_> = table
        .into_iter()
        .map(|(case, left, right, expected)| {
            let (left, right) = same_number(left, right);
            (case, left, right, expected)
        })
        .collect();
    expect(&rows);
}

#[test]
fn a_verified_number_links_with_date_of_birth_and_a_name_that_fits() {
    let former =
        |usage| Patient { names: vec![name(NameUse::Usual, "Jones", &["Mary"]), name(usage, "Smith", &[])], ..mary() };
    by_number(vec![
        ("all agree", mary(), mary(), "Full"),
        ("case and accents go", called("SMITH", "MARY"), called("Smïth", "Máry"), "Full"),
        ("an initial", mary(), called("Smith", "M"), "Initial"),
        ("both initials", called("Smith", "M."), called("Smith", "M"), "Initial"),
        ("a wrong initial", mary(), called("Smith", "P"), "MultipleBirth"),
        ("further given names in one field", mary(), called("Smith", "Mary Jane"), "Full"),
        ("an initial with a further name is still one", called("Smith", "M Jane"), mary(), "Initial"),
        ("a maiden name", former(NameUse::Maiden), mary(), "FormerFull"),
        ("an old name", mary(), former(NameUse::Old), "FormerFull"),
        ("another family name", mary(), called("Jones", "Mary"), "NumberAlone"),
        ("no family name", mary(), called("", "Mary"), "NumberAlone"),
        ("no given name", mary(), Patient { names: vec![name(NameUse::Usual, "Smith", &[])], ..mary() }, "NumberAlone"),
        ("no name", mary(), Patient { names: vec![], ..mary() }, "NumberAlone"),
        ("unknown is no name", called("UNKNOWN", "Mary"), called("Unknown", "Mary"), "NumberAlone"),
        ("a day with a time", mary(), born("1960-04-03T10:00:00+01:00"), "Full"),
        ("another day", mary(), born("1960-04-04"), "NumberAlone"),
        ("only a month", mary(), born("1960-04"), "NumberAlone"),
        ("the same month is no day", born("1960-04"), born("1960-04"), "NumberAlone"),
        ("no date", mary(), Patient { birth_date: None, ..mary() }, "NumberAlone"),
        ("a filler is no date", born("1900-01-01"), born("1900-01-01"), "NumberAlone"),
    ]);
}

#[test]
fn twins_newborns_and_unknown_people_are_never_linked_by_guess() {
    let baby = |given: &str| Patient { birth_date: Some("2018-05-20".parse().unwrap()), ..called("Smith", given) };
    let twin = || Patient { multiple_birth: Some(true), ..mary() };
    let unknown = || Patient { identity_unknown: true, ..mary() };
    by_number(vec![
        ("another given name", mary(), called("Smith", "Anne"), "MultipleBirth"),
        ("born together", twin(), mary(), "MultipleBirth"),
        ("a newborn by its full name", baby("Olivia"), baby("Olivia"), "Full"),
        ("a newborn by an initial", baby("Olivia"), baby("O"), "Newborn"),
        ("a newborn without a given name", baby("Olivia"), baby(""), "Newborn"),
        ("not yet named", baby("Olivia"), baby("Baby"), "Newborn"),
        ("not yet named on either side", baby("BABY GIRL"), baby("Baby Girl"), "Newborn"),
        ("a number for a name", baby("Olivia"), baby("Twin 1"), "Newborn"),
        ("baby of", baby("B/O Sarah"), baby("B"), "Newborn"),
        ("named otherwise", baby("Olivia"), baby("Oscar"), "MultipleBirth"),
        ("a grown person called Baby", called("Smith", "Baby"), called("Smith", "Baby"), "Newborn"),
        (
            "six weeks old",
            born("2018-04-20"),
            Patient { names: called("Smith", "M").names, ..born("2018-04-20") },
            "Initial",
        ),
        (
            "a day younger",
            born("2018-04-21"),
            Patient { names: called("Smith", "M").names, ..born("2018-04-21") },
            "Newborn",
        ),
        (
            "not yet born",
            born("2018-07-01"),
            Patient { names: called("Smith", "M").names, ..born("2018-07-01") },
            "Newborn",
        ),
        ("one source does not know who it is", unknown(), mary(), "IdentityUnknown"),
        ("nor does the other", unknown(), unknown(), "IdentityUnknown"),
    ]);
}

#[test]
fn a_number_that_is_not_verified_on_both_sides_never_links() {
    let traced = Identifier::nhs(NUMBER.parse().unwrap(), Some(NhsNumberStatus::NumberPresentButNotTraced));
    let placeholder = |number: &str| with(&[verified(number)], mary());
    let twice = || with(&[unverified(NUMBER), verified(NUMBER)], mary());
    expect(&[
        (
            "verified on one side",
            with(&[verified(NUMBER)], mary()),
            with(&[unverified(NUMBER)], mary()),
            "NumberNotVerified",
        ),
        ("on neither", with(&[unverified(NUMBER)], mary()), with(&[unverified(NUMBER)], mary()), "NumberNotVerified"),
        ("not traced", with(&[verified(NUMBER)], mary()), with(&[traced], mary()), "NumberNotVerified"),
        (
            "twins",
            with(&[verified(NUMBER)], mary()),
            with(&[unverified(NUMBER)], called("Smith", "Anne")),
            "MultipleBirth",
        ),
        ("held twice, once verified", twice(), with(&[verified(NUMBER)], mary()), "Full"),
        ("a placeholder, whatever its status", placeholder("9999999999"), placeholder("9999999999"), "distinct"),
        ("zeros", placeholder("0000000000"), placeholder("0000000000"), "distinct"),
        ("a wrong check digit", placeholder("9990000019"), placeholder("9990000019"), "distinct"),
        ("no number", mary(), mary(), "distinct"),
        ("two numbers", with(&[verified(NUMBER)], mary()), with(&[verified(OTHER)], mary()), "distinct"),
        (
            "a second verified number",
            with(&[verified(NUMBER), verified(OTHER)], mary()),
            with(&[verified(NUMBER)], mary()),
            "TwoNumbers",
        ),
        ("unknown people with nothing in common", Patient { identity_unknown: true, ..mary() }, mary(), "distinct"),
    ]);
}

#[test]
fn a_local_number_links_within_its_authority() {
    let local = |authority: &str, value: &str| Identifier::local(authority, value);
    let rbd = |patient: Patient| with(&[local("RBD", "D123456")], patient);
    let held = |numbers: &[Identifier]| with(&[&[local("RBD", "D123456")], numbers].concat(), mary());
    let anybody = || Patient { names: vec![], birth_date: None, ..mary() };
    let unknown = Patient { identity_unknown: true, ..called("Unknown", "Male") };
    let twin = |given: &str| rbd(Patient { multiple_birth: Some(true), ..called("Smith", given) });
    let elsewhere = Patient { names: called("Jones", "Paul").names, ..born("1971-01-01") };
    let mother = Patient { names: called("Smith", "Sarah").names, ..born("1990-01-01") };
    let account = Identifier { kind: crate::record::IdentifierKind::Account, ..local("RBD", "D123456") };
    expect(&[
        ("the same", rbd(mary()), rbd(mary()), "local-number"),
        ("nothing else known", rbd(anybody()), rbd(mary()), "local-number"),
        ("married since", rbd(mary()), rbd(called("Jones", "Mary")), "local-number"),
        ("date of birth corrected", rbd(mary()), rbd(born("1961-04-03")), "local-number"),
        ("both contradict", rbd(mary()), rbd(elsewhere), "LocalNumberReused"),
        (
            "a mother and her child",
            rbd(mother),
            rbd(Patient { names: called("Smith", "Olivia").names, ..born("2018-05-20") }),
            "LocalNumberReused",
        ),
        ("of a person whom the source does not know", rbd(unknown), rbd(mary()), "local-number"),
        ("twins on one number", twin("Mary"), twin("Anne"), "MultipleBirth"),
        ("one verified number and none", held(&[verified(NUMBER)]), held(&[]), "local-number"),
        ("two verified numbers", held(&[verified(NUMBER)]), held(&[verified(OTHER)]), "TwoNumbers"),
        ("another authority", rbd(mary()), with(&[local("RD3", "D123456")], mary()), "distinct"),
        ("no authority", with(&[local("", "1")], mary()), with(&[local("", "1")], mary()), "distinct"),
        ("a filler", with(&[local("RBD", "000000")], mary()), with(&[local("RBD", "000000")], mary()), "distinct"),
        ("a word", with(&[local("RBD", "UNKNOWN")], mary()), with(&[local("RBD", "unknown")], mary()), "distinct"),
        (
            "an account number",
            with(std::slice::from_ref(&account), mary()),
            with(std::slice::from_ref(&account), mary()),
            "distinct",
        ),
    ]);
}

#[test]
fn numbers_kept_beside_the_patient_count_too() {
    let (patient, local) = (mary(), [Identifier::local("RBD", "D123456")]);
    let occasion = Occasion { today: TODAY, do_not_link: false };
    let found =
        compare(&Known { patient: &patient, local: &local }, &Known { patient: &patient, local: &local }, &occasion);
    assert_eq!(found, Match::Link(Evidence::LocalNumber { authority: "RBD".to_owned() }));
}

#[test]
fn a_do_not_link_stands_against_everything() {
    let patient = with(&[verified(NUMBER), Identifier::local("RBD", "D123456")], mary());
    let known = Known { patient: &patient, local: &[] };
    let occasion = Occasion { today: TODAY, do_not_link: true };
    assert_eq!(compare(&known, &known, &occasion), Match::Distinct);
    assert!(matches!(
        merge_verdict(&known, &known, true),
        MergeVerdict::Conflict { kind: ConflictKind::MergeUnclear, .. }
    ));
}

#[test]
fn a_merge_is_a_link_unless_two_verified_numbers_meet() {
    let verdict = |left: &[Identifier], right: &[Identifier]| {
        let (left, right) = (with(left, mary()), with(right, called("Unknown", "Male")));
        match merge_verdict(&Known { patient: &left, local: &[] }, &Known { patient: &right, local: &[] }, false) {
            MergeVerdict::Link(evidence) => evidence.kind().to_owned(),
            MergeVerdict::Conflict { kind, .. } => format!("{kind:?}"),
        }
    };
    assert_eq!(verdict(&[], &[]), "merge");
    assert_eq!(verdict(&[verified(NUMBER)], &[]), "merge");
    assert_eq!(verdict(&[verified(NUMBER)], &[verified(NUMBER)]), "merge");
    assert_eq!(verdict(&[verified(NUMBER)], &[unverified(OTHER)]), "merge");
    assert_eq!(verdict(&[verified(NUMBER)], &[verified("9999999999")]), "merge");
    assert_eq!(verdict(&[verified(NUMBER)], &[verified(OTHER)]), "MergeAcrossNumbers");
}

#[test]
fn evidence_says_what_agreed_and_no_values() {
    let fits = [NameFit::Full, NameFit::FormerFull, NameFit::Initial, NameFit::FormerInitial];
    let mut all: Vec<_> = fits.map(|name| Evidence::VerifiedNhsNumber { name }).to_vec();
    all.extend([Evidence::LocalNumber { authority: "RBD".to_owned() }, Evidence::Merge, Evidence::DoNotLink]);
    for evidence in &all {
        let json = serde_json::to_string(evidence).unwrap();
        assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), *evidence);
        assert!(json.contains(evidence.kind()));
    }
    insta::assert_snapshot!(all.iter().map(Evidence::sentence).collect::<Vec<_>>().join("\n"));
}
