use jiff::Timestamp;
use proptest::prelude::*;

use super::{AccessQuestion, Activity, Claim, JobRole, PersonFacts, Purpose, Reason, Relationship, RoleProfile, User};
use super::{acting_as, decide, explain, may_know_of_opt_out, may_search};
use crate::consent::{
    Choices, Closeness, Decision, Emergency, Obligation, Obligations, Outcome, Overlay, Permission, PolicyBook,
    PolicyInForce, Standing, StandingChoice, StoreState,
};
use crate::record::{directory, london};

fn in_2018() -> Timestamp {
    "2018-06-01T11:00:00Z".parse().unwrap()
}

fn user(roles: &[(&str, &str)]) -> User {
    let profile = |(role, organisation): &(&str, &str)| RoleProfile {
        role: JobRole((*role).to_owned()),
        organisation: (*organisation).to_owned(),
    };
    User {
        name: "a.patel".to_owned(),
        full_name: "Asha Patel".to_owned(),
        roles: roles.iter().map(profile).collect(),
        ..User::default()
    }
}

fn standing(choice: StandingChoice) -> Choices {
    Choices { standing: Some(Standing { choice, stated: Timestamp::UNIX_EPOCH }), overlay: None }
}

fn policy_at(now: Timestamp) -> PolicyInForce {
    PolicyBook::shipped_on(now.to_zoned(london().clone()).date()).unwrap()
}

/// Somebody in the user's care.
fn patient() -> PersonFacts {
    let relationship = Some(Relationship::OpenEncounter { organisation: "RBD".to_owned() });
    PersonFacts { relationship, ..PersonFacts::default() }
}

fn ask_about(person: &PersonFacts, user: &User, reason: &Reason, choices: &Choices, now: Timestamp) -> Decision {
    let policy = policy_at(now);
    let question = AccessQuestion {
        user: Some(user),
        reason,
        site: directory(),
        choices,
        person,
        policy: Some(&policy),
        store: StoreState::Sound,
        now,
    };
    let explained = explain(&question);
    assert_eq!(explained.decision, decide(&question));
    explained.decision
}

fn ask(user: &User, reason: &Reason, choices: &Choices, now: Timestamp) -> Decision {
    ask_about(&patient(), user, reason, choices, now)
}

fn given() -> Reason {
    Reason { permission: Permission::Given, ..Reason::default() }
}

fn row(decision: &Decision) -> (&'static str, Outcome) {
    (decision.row.0, decision.outcome)
}

#[test]
fn row_1_is_about_the_user() {
    let table = [
        ("a nurse", user(&[("R8001", "RBD")]), ("15", Outcome::Permit)),
        ("a nurse of a ward's site code", user(&[("R8001", "RBD01")]), ("15", Outcome::Permit)),
        ("suspended", User { suspended: true, ..user(&[("R8001", "RBD")]) }, ("1", Outcome::Deny)),
        ("no role", user(&[]), ("1", Outcome::Deny)),
        ("a role nobody knows", user(&[("R9999", "RBD")]), ("1", Outcome::Deny)),
        ("a receptionist", user(&[("R8009", "RBD")]), ("1", Outcome::Deny)),
        ("systems support", user(&[("R8015", "RBD")]), ("1", Outcome::Deny)),
        ("the view is only planned", user(&[("R8001", "RYF")]), ("1", Outcome::Deny)),
        ("an organisation nobody knows", user(&[("R8001", "XYZ")]), ("1", Outcome::Deny)),
        (
            "a clinical role where nobody views, another where they do",
            user(&[("R8001", "RYF"), ("R8009", "RBD")]),
            ("1", Outcome::Deny),
        ),
    ];
    for (name, user, expected) in table {
        assert_eq!(row(&ask(&user, &given(), &Choices::default(), in_2018())), expected, "{name}");
    }
}

#[test]
fn the_right_to_view_has_its_first_local_day() {
    let nurse = user(&[("R8001", "RBD")]);
    for (instant, expected) in [("2018-02-25T23:59:59Z", "1"), ("2018-02-26T00:00:00Z", "15")] {
        let decision = ask(&nurse, &given(), &Choices::default(), instant.parse().unwrap());
        assert_eq!(decision.row.0, expected, "{instant}");
    }
}

#[test]
fn the_policy_is_that_of_the_local_day() {
    let nurse = user(&[("R8001", "RBD")]);
    // British summer time began the day before: 1 April begins at 23:00 UTC.
    for (instant, expected) in [("2019-03-31T22:59:59Z", "16"), ("2019-03-31T23:00:00Z", "15")] {
        let decision = ask(&nurse, &Reason::default(), &Choices::default(), instant.parse().unwrap());
        assert_eq!(decision.row.0, expected, "{instant}");
    }
}

#[test]
fn record_operations_need_a_role_and_an_incident() {
    let reason = |incident: Option<&str>| Reason {
        purpose: Purpose::RecordOperations,
        incident: incident.map(str::to_owned),
        ..Reason::default()
    };
    let (support, nurse) = (user(&[("R8015", "RBD")]), user(&[("R8001", "RBD")]));
    let plain = Choices::default();
    let permitted = ask(&support, &reason(Some("INC-1")), &plain, in_2018());
    assert_eq!(row(&permitted), ("2a", Outcome::Permit));
    assert_eq!(permitted.obligations, Obligations::of(&[Obligation::MaskClinicalText, Obligation::SampledReview]));
    for nothing in [None, Some(""), Some("  ")] {
        assert_eq!(row(&ask(&support, &reason(nothing), &plain, in_2018())), ("2c", Outcome::Deny), "{nothing:?}");
    }
    assert_eq!(row(&ask(&nurse, &reason(Some("INC-1")), &plain, in_2018())), ("1", Outcome::Deny));

    let overlaid = Choices { overlay: Some(Overlay::yes_1("a.patel", in_2018())), ..standing(StandingChoice::No2) };
    for nobody in [standing(StandingChoice::No2), overlaid] {
        let technical = ask(&support, &reason(Some("INC-1")), &nobody, in_2018());
        assert_eq!(row(&technical), ("2a", Outcome::Permit));
        assert!(technical.obligations.contains(&Obligation::TechnicalDataOnly));
        assert!(technical.obligations.contains(&Obligation::MaskClinicalText));
    }
}

#[test]
fn governance_sees_a_redacted_report() {
    let report = Obligations::of(&[Obligation::Redact]);
    for (purpose, obligations) in
        [(Purpose::SubjectAccess, report), (Purpose::PrivacyInvestigation, report.and(Obligation::MaskClinicalText))]
    {
        let reason = Reason { purpose, ..Reason::default() };
        for role in ["R0001", "R5105"] {
            let user = user(&[(role, "RBD")]);
            for choice in [StandingChoice::Yes3, StandingChoice::No1] {
                let decision = ask(&user, &reason, &standing(choice), in_2018());
                assert_eq!((row(&decision), decision.obligations), (("2b", Outcome::Permit), obligations));
            }
            let nobody = ask(&user, &reason, &standing(StandingChoice::No2), in_2018());
            let told = if purpose == Purpose::SubjectAccess { ("2b", Outcome::Permit) } else { ("2c", Outcome::Deny) };
            assert_eq!(row(&nobody), told, "who chose nobody still has a right to their own report");
        }
        let clinician = ask(&user(&[("R8000", "RBD")]), &reason, &Choices::default(), in_2018());
        assert_eq!(row(&clinician), ("1", Outcome::Deny));
    }
}

#[test]
fn the_glass_breaks_by_a_code_and_words_and_a_role() {
    let emergency =
        |text: Option<&str>, emergency| Reason { text: text.map(str::to_owned), emergency, ..Reason::default() };
    let medical = Some(Emergency::Medical);
    let (doctor, student) = (user(&[("R8000", "RBD")]), user(&[("R8004", "RBD")]));
    let no_1 = standing(StandingChoice::No1);
    let table = [
        ("code and words", &doctor, emergency(Some("found unconscious"), medical), ("9", Outcome::Permit)),
        ("no words", &doctor, emergency(None, medical), ("9", Outcome::BreakGlassRequired)),
        ("blank words", &doctor, emergency(Some(" \t"), medical), ("9", Outcome::BreakGlassRequired)),
        ("no code", &doctor, emergency(Some("found unconscious"), None), ("11", Outcome::Deny)),
        ("no such role", &student, emergency(Some("found unconscious"), medical), ("11", Outcome::Deny)),
    ];
    for (name, user, reason, expected) in table {
        assert_eq!(row(&ask(user, &reason, &no_1, in_2018())), expected, "{name}");
    }
    let nobody = standing(StandingChoice::No2);
    assert_eq!(row(&ask(&doctor, &emergency(Some("dying"), medical), &nobody, in_2018())), ("3", Outcome::Deny));
}

/// The right to break glass must come from a role that may view where it is held.
#[test]
fn rights_do_not_leak_from_a_role_elsewhere() {
    let mixed = user(&[("R8000", "RYF"), ("R8004", "RBD")]);
    let reason =
        Reason { text: Some("found unconscious".to_owned()), emergency: Some(Emergency::Medical), ..Reason::default() };
    assert_eq!(row(&ask(&mixed, &reason, &standing(StandingChoice::No1), in_2018())), ("11", Outcome::Deny));
}

#[test]
fn the_profile_acted_in_is_one_that_allows_it() {
    let user = user(&[("R8009", "RDZ"), ("R8001", "RYF"), ("R8004", "RD3"), ("R8000", "RBD")]);
    let acting =
        |reason: &Reason| acting_as(&user, reason, directory(), in_2018()).map(|profile| profile.organisation.clone());
    assert_eq!(acting(&given()).as_deref(), Some("RD3"));
    assert_eq!(acting(&Reason { emergency: Some(Emergency::Medical), ..given() }).as_deref(), Some("RBD"));
    assert_eq!(acting(&Reason { purpose: Purpose::SubjectAccess, ..given() }), None);
}

#[test]
fn searching_is_for_those_who_may_and_where_they_view() {
    let may = |role: &str, organisation: &str, purpose| {
        may_search(&user(&[(role, organisation)]), purpose, directory(), in_2018())
    };
    assert!(may("R8009", "RBD", Purpose::DirectCare));
    assert!(!may("R8009", "RYF", Purpose::DirectCare));
    assert!(!may("R8015", "RBD", Purpose::DirectCare));
    assert!(may("R8015", "RBD", Purpose::RecordOperations));
    assert!(!may("R8000", "RBD", Purpose::RecordOperations));
    assert!(may("R0001", "RBD", Purpose::PrivacyInvestigation));
    let suspended = User { suspended: true, ..user(&[("R8009", "RBD")]) };
    assert!(!may_search(&suspended, Purpose::DirectCare, directory(), in_2018()));
}

#[test]
fn only_two_duties_know_of_an_opt_out() {
    let settings = policy_at(in_2018()).settings;
    let knows = |user: &User| may_know_of_opt_out(user, &settings);
    let knowing: Vec<_> = JobRole::all().filter(|role| knows(&user(&[(&role.0, "RBD")]))).map(|role| role.0).collect();
    assert_eq!(knowing, ["R1984", "R0001"]);
    assert!(!knows(&User { suspended: true, ..user(&[("R0001", "RBD")]) }));
    assert!(!user(&[("R1984", "RBD")]).may(Activity::ViewDetailed));
}

#[test]
fn the_trace_begins_with_the_store_and_the_user() {
    let (nurse, now) = (user(&[("R8001", "RBD")]), in_2018());
    let policy = policy_at(now);
    let explained = explain(&AccessQuestion {
        user: Some(&nurse),
        reason: &given(),
        site: directory(),
        choices: &standing(StandingChoice::No2),
        person: &patient(),
        policy: Some(&policy),
        store: StoreState::Sound,
        now,
    });
    let rows: Vec<_> = explained.trace.iter().map(|tried| tried.row.0).collect();
    assert_eq!(rows, ["0", "1", "2a", "2b", "2c", "3"]);
}

#[test]
fn a_relationship_is_claimed_with_a_reason_by_those_who_may() {
    let stranger = PersonFacts::default();
    let claiming = Reason { claim: Some(Claim::Attending), ..given() };
    let table = [
        ("R8001", given(), ("13", Outcome::ClaimRequired)),
        ("R8001", claiming.clone(), ("13", Outcome::Permit)),
        ("R8004", claiming.clone(), ("18", Outcome::Deny)),
        ("R8001", Reason { permission: Permission::NotAsked, ..claiming.clone() }, ("16", Outcome::AskConsent)),
    ];
    for (role, reason, expected) in table {
        let decision = ask_about(&stranger, &user(&[(role, "RBD")]), &reason, &Choices::default(), in_2018());
        assert_eq!(row(&decision), expected, "{role} {reason:?}");
    }
    let nobody = ask_about(&stranger, &user(&[("R8001", "RBD")]), &claiming, &standing(StandingChoice::No2), in_2018());
    assert_eq!(row(&nobody), ("3", Outcome::Deny));
}

#[test]
fn nobody_looks_at_themselves_their_household_or_a_colleague_out_of_care() {
    let nurse = user(&[("R8001", "RBD")]);
    for (closeness, in_care, out_of_care) in
        [(Closeness::Oneself, "4", "4"), (Closeness::Household, "4", "4"), (Closeness::Colleague, "15", "4")]
    {
        let patient = PersonFacts { closeness, ..patient() };
        let stranger = PersonFacts { closeness, ..PersonFacts::default() };
        let ask = |person: &PersonFacts| ask_about(person, &nurse, &given(), &Choices::default(), in_2018());
        assert_eq!((ask(&patient).row.0, ask(&stranger).row.0), (in_care, out_of_care), "{closeness:?}");
        assert!(ask(&stranger).obliges(Obligation::PrivacyAlert));
    }
}

/// A refusal that was recorded in this encounter holds against "not asked" and "could not be asked",
/// and until the person is said to have agreed since.
#[test]
fn a_recorded_refusal_holds_until_the_person_agrees() {
    let nurse = user(&[("R8001", "RBD")]);
    let refused = PersonFacts { answered: Permission::Refused, ..patient() };
    let agreed = PersonFacts { answered: Permission::Given, ..patient() };
    let table = [
        (&refused, Permission::NotAsked, "6"),
        (&refused, Permission::Unable, "6"),
        (&refused, Permission::Given, "15"),
        (&agreed, Permission::NotAsked, "15"),
        (&agreed, Permission::Refused, "6"),
        (&agreed, Permission::Unable, "18"),
    ];
    for (person, permission, expected) in table {
        let reason = Reason { permission, ..Reason::default() };
        let decision = ask_about(person, &nurse, &reason, &Choices::default(), in_2018());
        assert_eq!(decision.row.0, expected, "{permission:?} after {:?}", person.answered);
    }
}

#[test]
fn a_store_that_cannot_be_trusted_refuses_everybody() {
    let (doctor, now) = (user(&[("R8000", "RBD")]), in_2018());
    let policy = policy_at(now);
    let (reason, choices, person) = (given(), standing(StandingChoice::Yes3), patient());
    let sound = AccessQuestion {
        user: Some(&doctor),
        reason: &reason,
        site: directory(),
        choices: &choices,
        person: &person,
        policy: Some(&policy),
        store: StoreState::Sound,
        now,
    };
    assert_eq!(row(&decide(&sound)), ("14", Outcome::Permit));
    for store in [StoreState::AuditNotWritable, StoreState::IntegrityBroken, StoreState::Failed] {
        assert_eq!(row(&decide(&AccessQuestion { store, ..sound })), ("0", Outcome::Deny), "{store:?}");
    }
    assert_eq!(row(&decide(&AccessQuestion { policy: None, ..sound })), ("0", Outcome::Deny));
    assert_eq!(row(&decide(&AccessQuestion { user: None, ..sound })), ("1", Outcome::Deny));
}

/// Rows 1 and 2 a second time, from the purpose inwards; `None` leaves it to the person's choices.
fn second_table(
    purpose: Purpose,
    (role, organisation, suspended): (&str, &str, bool),
    incident: bool,
    nobody: bool,
) -> Option<(&'static str, Outcome)> {
    let carers = ["R8000", "R8001", "R8003", "R0260", "R8004", "R8006"];
    let roles: &[&str] = match purpose {
        Purpose::DirectCare => &carers,
        Purpose::RecordOperations => &["R8012", "R8015"],
        Purpose::SubjectAccess | Purpose::PrivacyInvestigation => &["R0001", "R5105"],
    };
    let views = organisation == "RBD";
    if suspended || !views || !roles.contains(&role) {
        return Some(("1", Outcome::Deny));
    }
    match purpose {
        Purpose::DirectCare => None,
        Purpose::RecordOperations if incident => Some(("2a", Outcome::Permit)),
        Purpose::RecordOperations => Some(("2c", Outcome::Deny)),
        Purpose::PrivacyInvestigation if nobody => Some(("2c", Outcome::Deny)),
        Purpose::SubjectAccess | Purpose::PrivacyInvestigation => Some(("2b", Outcome::Permit)),
    }
}

const PURPOSES: [Purpose; 4] =
    [Purpose::DirectCare, Purpose::RecordOperations, Purpose::SubjectAccess, Purpose::PrivacyInvestigation];

#[test]
fn rows_1_and_2_equal_a_second_table_over_all_combinations() {
    let standings = [None, Some(StandingChoice::Yes3), Some(StandingChoice::No1), Some(StandingChoice::No2)];
    let roles: Vec<String> = JobRole::all().map(|role| role.0).chain(["R9999".to_owned()]).collect();
    for purpose in PURPOSES {
        for role in &roles {
            for bits in 0..8u8 {
                let (organisation, suspended, incident) =
                    (if bits & 1 == 0 { "RBD" } else { "RYF" }, bits & 2 != 0, bits & 4 != 0);
                let asking = User { suspended, ..user(&[(role, organisation)]) };
                let reason = Reason { purpose, incident: incident.then(|| "INC-1".to_owned()), ..Reason::default() };
                for choice in standings {
                    let choices = choice.map(standing).unwrap_or_default();
                    let found = ask(&asking, &reason, &choices, in_2018());
                    let by_user = found.row.0.starts_with('2') || found.row.0 == "1";
                    let nobody = choice == Some(StandingChoice::No2);
                    let expected = second_table(purpose, (role, organisation, suspended), incident, nobody);
                    assert_eq!(by_user.then(|| row(&found)), expected, "{purpose:?} {role} {organisation} {bits}");
                }
            }
        }
    }
}

/// How much a decision opens, for the law that less is never more.
fn openness(decision: &Decision) -> u8 {
    match decision.outcome {
        Outcome::Permit => 3,
        Outcome::BreakGlassRequired | Outcome::ClaimRequired => 2,
        Outcome::AskConsent => 1,
        Outcome::Deny => 0,
    }
}

fn any_reason() -> impl Strategy<Value = Reason> {
    let permissions = [Permission::NotAsked, Permission::Given, Permission::Refused, Permission::Unable];
    let emergencies =
        [None, Some(Emergency::Medical), Some(Emergency::Safeguarding), Some(Emergency::OverridingInterest)];
    let words = || prop_oneof![Just(None), Just(Some("words".to_owned()))];
    (
        proptest::sample::select(PURPOSES.to_vec()),
        proptest::sample::select(permissions.to_vec()),
        proptest::sample::select(emergencies.to_vec()),
        words(),
        words(),
    )
        .prop_map(|(purpose, permission, emergency, text, incident)| Reason {
            purpose,
            text,
            incident,
            permission,
            emergency,
            ..Reason::default()
        })
}

fn any_user() -> impl Strategy<Value = User> {
    let roles = proptest::sample::select(JobRole::all().map(|role| role.0).collect::<Vec<_>>());
    let organisations = proptest::sample::select(vec!["RBD", "RD3", "RDY", "RYF", "QVV", "J81001"]);
    (proptest::collection::vec((roles, organisations), 0..5), proptest::bool::weighted(0.1)).prop_map(
        |(roles, suspended)| {
            let roles: Vec<_> = roles.iter().map(|(role, organisation)| (role.as_str(), *organisation)).collect();
            User { suspended, ..user(&roles) }
        },
    )
}

fn any_choices() -> impl Strategy<Value = Choices> {
    let standings = [StandingChoice::Yes3, StandingChoice::No1, StandingChoice::No2];
    let overlays = [Overlay::yes_1("a.patel", in_2018()), Overlay::yes_2(in_2018(), None, in_2018())];
    (proptest::option::of(proptest::sample::select(standings.to_vec())), 0usize..4).prop_map(
        move |(choice, overlay)| Choices {
            overlay: overlays.get(overlay).cloned(),
            ..choice.map(standing).unwrap_or_default()
        },
    )
}

proptest! {
    /// P7: a role that is taken away, and a suspension, never add. P4: the answer replays.
    #[test]
    fn fewer_roles_never_open_more(
        user in any_user(), reason in any_reason(), choices in any_choices(), taken in any::<prop::sample::Index>(),
        in_care in any::<bool>()
    ) {
        let person = if in_care { patient() } else { PersonFacts::default() };
        let ask = |user: &User, reason: &Reason, choices: &Choices, now| ask_about(&person, user, reason, choices, now);
        let decision = ask(&user, &reason, &choices, in_2018());
        prop_assert_eq!(&decision, &ask(&user, &reason, &choices, in_2018()));
        let suspended = User { suspended: true, ..user.clone() };
        prop_assert_eq!(row(&ask(&suspended, &reason, &choices, in_2018())), ("1", Outcome::Deny));
        if !user.roles.is_empty() {
            let mut fewer = user.clone();
            fewer.roles.remove(taken.index(user.roles.len()));
            prop_assert!(openness(&ask(&fewer, &reason, &choices, in_2018())) <= openness(&decision));
        }
    }

    /// P1 through the whole decision: without an overlay, No 2 is opened for care to nobody at all.
    #[test]
    fn no_2_without_an_overlay_is_never_opened_for_care(user in any_user(), reason in any_reason()) {
        let reason = Reason { purpose: Purpose::DirectCare, ..reason };
        let decision = ask(&user, &reason, &standing(StandingChoice::No2), in_2018());
        prop_assert_eq!(decision.outcome, Outcome::Deny);
    }

    /// Whoever acts, acts in a profile; whoever has none is refused in row 1.
    #[test]
    fn every_view_has_a_profile(user in any_user(), reason in any_reason(), choices in any_choices()) {
        let acting = acting_as(&user, &reason, directory(), in_2018());
        prop_assert_eq!(acting.is_none(), ask(&user, &reason, &choices, in_2018()).row.0 == "1");
    }
}
