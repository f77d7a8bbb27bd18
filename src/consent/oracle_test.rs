//! The decision table a second time, as text: one line of conditions and what follows, the first line
//! that fits decides. It was written from the specification, row by row, and shares nothing with the
//! engine but the names of the inputs.

use super::{
    Aim, Bond, Circumstances, Classes, Closeness, Cover, Decision, Emergency, Obligation, Obligations, Outcome,
};
use super::{Permission, Policy, Requester, Row, StandingChoice, StoreState, decide_classes};

/// The inputs and the values of each.
const INPUTS: &[(&str, &[&str])] = &[
    ("store", &["sound", "unaudited", "broken", "failed"]),
    ("policy", &["2018", "2019", "unreadable"]),
    ("discussion", &["free", "needed"]),
    ("user", &["allowed", "unknown", "suspended", "inactive", "outside"]),
    ("for", &["care", "operations", "no-incident", "subject", "privacy", "other"]),
    ("chose", &["default", "yes-3", "no-1", "no-2"]),
    ("today", &["nothing", "yes-1", "yes-2", "yes-2-ending"]),
    ("is", &["stranger", "self", "household", "colleague"]),
    ("bond", &["none", "claimed", "derived"]),
    ("may-claim", &["no", "yes"]),
    ("claims", &["no", "yes"]),
    ("wants", &["all", "own"]),
    ("said", &["not-asked", "given", "refused", "unable", "discussed"]),
    ("because", &["nothing", "medical", "safeguarding", "overriding"]),
    ("may-break", &["no", "yes"]),
    ("guards", &["no", "yes"]),
    ("glass", &["whole", "broken"]),
    ("hides", &["no", "yes"]),
    ("tells-lead", &["no", "yes"]),
];

/// Conditions, a colon, the row, the outcome, and what it owes. `glass` as an outcome is a permit once
/// the glass is broken; `claim` is a permit once it is claimed.
const TABLE: &str = "
store=unaudited|broken|failed : 0 deny operations
policy=unreadable : 0 deny operations
user=unknown|suspended|inactive|outside : 1 deny
for=operations chose=no-2 : 2a permit mask sample technical
for=operations : 2a permit mask sample
for=subject : 2b permit redact
for=privacy chose=default|yes-3|no-1 : 2b permit redact mask
for=privacy|no-incident|other : 2c deny
chose=no-2 bond=none because=safeguarding guards=yes tells-lead=yes hides=yes : 3 deny hide lead
chose=no-2 bond=none because=safeguarding guards=yes tells-lead=yes : 3 deny lead
chose=no-2 bond=none hides=yes : 3 deny hide
chose=no-2 bond=none : 3 deny
chose=no-2 today=nothing because=safeguarding guards=yes tells-lead=yes hides=yes : 3 deny hide lead
chose=no-2 today=nothing because=safeguarding guards=yes tells-lead=yes : 3 deny lead
chose=no-2 today=nothing hides=yes : 3 deny hide
chose=no-2 today=nothing : 3 deny
is=self|household : 4 deny close
is=colleague bond=none|claimed : 4 deny close
said=refused because=overriding may-break=yes : 5 glass override officer box review
said=refused : 6 deny offer
today=yes-1 bond=claimed|derived : 7 permit
today=yes-2 bond=claimed|derived : 8 permit
today=yes-2-ending bond=claimed|derived : 8 permit warn
chose=no-1 because=medical may-break=yes : 9 glass override officer box review
chose=no-1 because=safeguarding guards=yes : 10 glass override officer lead box review
chose=no-1 : 11 deny
wants=own : 12 permit own-only
bond=none may-claim=yes chose=yes-3 : 13 claim record officer sample
bond=none may-claim=yes chose=default policy=2018 said=given : 13 claim record officer sample
bond=none may-claim=yes chose=default policy=2019 said=given|discussed : 13 claim record officer sample
bond=none may-claim=yes chose=default policy=2019 discussion=free : 13 claim record officer sample
chose=yes-3 bond=claimed|derived : 14 permit
chose=default bond=claimed|derived policy=2018 said=given : 15 permit
chose=default bond=claimed|derived policy=2019 said=given|discussed : 15 permit
chose=default bond=claimed|derived policy=2019 discussion=free : 15 permit
chose=default policy=2018 said=not-asked|discussed : 16 ask
said=unable because=medical|overriding may-break=yes : 17 glass override officer box review
said=unable because=safeguarding guards=yes : 17 glass override officer lead box review
: 18 deny
";

const OBLIGATIONS: &[(&str, Obligation)] = &[
    ("operations", Obligation::AlertOperations),
    ("mask", Obligation::MaskClinicalText),
    ("sample", Obligation::SampledReview),
    ("technical", Obligation::TechnicalDataOnly),
    ("redact", Obligation::Redact),
    ("hide", Obligation::HideExistence),
    ("lead", Obligation::TellSafeguardingLead),
    ("officer", Obligation::TellPrivacyOfficer),
    ("close", Obligation::PrivacyAlert),
    ("override", Obligation::RecordEmergencyOverride),
    ("box", Obligation::TimeBox),
    ("review", Obligation::ReviewByAnother),
    ("offer", Obligation::OfferStandingChoice),
    ("warn", Obligation::WarnNearEnd),
    ("own-only", Obligation::OwnItemsOnly),
    ("record", Obligation::RecordClaim),
];

fn place(input: &str) -> usize {
    INPUTS.iter().position(|(name, _)| *name == input).unwrap_or_else(|| panic!("no input {input}"))
}

/// The values of all inputs, each by its place in the list.
type Case = [u8; 19];

struct Line {
    /// For each input, the values that fit, one bit for each.
    fits: [u8; 19],
    row: &'static str,
    outcome: &'static str,
    owes: Obligations,
}

fn lines() -> Vec<Line> {
    TABLE.lines().filter(|line| !line.is_empty()).map(line).collect()
}

fn line(text: &'static str) -> Line {
    let (conditions, result) = text.split_once(':').unwrap();
    let mut fits = [0xff; 19];
    for condition in conditions.split_whitespace() {
        let (input, values) = condition.split_once('=').unwrap();
        let known = INPUTS[place(input)].1;
        let bit =
            |value: &str| 1 << known.iter().position(|known| *known == value).unwrap_or_else(|| panic!("{value}"));
        fits[place(input)] = values.split('|').map(bit).fold(0, |all, bit: u8| all | bit);
    }
    let mut words = result.split_whitespace();
    let (row, outcome) = (words.next().unwrap(), words.next().unwrap());
    let owes = words.map(|word| OBLIGATIONS.iter().find(|(name, _)| *name == word).unwrap().1).collect::<Vec<_>>();
    Line { fits, row, outcome, owes: Obligations::of(&owes) }
}

fn expected(lines: &[Line], case: &Case) -> (Row, Outcome, Obligations) {
    let fits = |line: &&Line| line.fits.iter().zip(case).all(|(fits, value)| fits & (1 << value) != 0);
    let line = lines.iter().find(fits).expect("the last line fits everything");
    let outcome = match line.outcome {
        "permit" => Outcome::Permit,
        "deny" => Outcome::Deny,
        "ask" => Outcome::AskConsent,
        "glass" if case[16] == 1 => Outcome::Permit,
        "glass" => Outcome::BreakGlassRequired,
        "claim" if case[10] == 1 => Outcome::Permit,
        "claim" => Outcome::ClaimRequired,
        other => panic!("{other}"),
    };
    (Row(line.row), outcome, line.owes)
}

/// The same case as the engine takes it.
fn classes(case: &Case) -> Classes {
    let at = |index: usize| usize::from(case[index]);
    let yes = |index: usize| case[index] == 1;
    Classes {
        circumstances: Circumstances {
            store: [StoreState::Sound, StoreState::AuditNotWritable, StoreState::IntegrityBroken, StoreState::Failed]
                [at(0)],
            requester: [
                Requester::Allowed,
                Requester::Unknown,
                Requester::Suspended,
                Requester::WithoutActivity,
                Requester::NotViewing,
            ][at(3)],
            aim: [
                Aim::DirectCare,
                Aim::RecordOperations,
                Aim::WithoutIncident,
                Aim::SubjectAccess,
                Aim::PrivacyInvestigation,
                Aim::Other,
            ][at(4)],
            closeness: [Closeness::Stranger, Closeness::Oneself, Closeness::Household, Closeness::Colleague][at(7)],
            bond: [Bond::None, Bond::Claimed, Bond::Derived][at(8)],
            may_claim: yes(9),
            claims: yes(10),
            own_items: yes(11),
            permission: [
                Permission::NotAsked,
                Permission::Given,
                Permission::Refused,
                Permission::Unable,
                Permission::Discussed,
            ][at(12)],
            emergency: [
                None,
                Some(Emergency::Medical),
                Some(Emergency::Safeguarding),
                Some(Emergency::OverridingInterest),
            ][at(13)],
            may_break_glass: yes(14),
            safeguarding_role: yes(15),
            glass_broken: yes(16),
        },
        policy_readable: at(1) != 2,
        policy: [Policy::PermissionToView, Policy::DiscussionToView, Policy::PermissionToView][at(1)],
        discussion_needed: yes(2),
        standing: [None, Some(StandingChoice::Yes3), Some(StandingChoice::No1), Some(StandingChoice::No2)][at(5)],
        cover: [Cover::Nothing, Cover::Yes1, Cover::Yes2, Cover::Yes2NearEnd][at(6)],
        no_2_hides: yes(17),
        no_2_tells_safeguarding_lead: yes(18),
    }
}

/// Calls with every combination of the values of these inputs; the others keep their first value.
fn every(inputs: &[&str], mut with: impl FnMut(&Case)) {
    let free: Vec<(usize, u8)> =
        inputs.iter().map(|input| (place(input), u8::try_from(INPUTS[place(input)].1.len()).unwrap())).collect();
    let mut case = [0; 19];
    loop {
        with(&case);
        let next = free.iter().find(|(input, count)| {
            case[*input] = (case[*input] + 1) % count;
            case[*input] != 0
        });
        if next.is_none() {
            return;
        }
    }
}

fn compare(inputs: &[&str]) -> usize {
    let lines = lines();
    let mut count = 0;
    every(inputs, |case| {
        let Decision { row, outcome, obligations, .. } = decide_classes(&classes(case));
        assert_eq!((row, outcome, obligations), expected(&lines, case), "{:?}", classes(case));
        count += 1;
    });
    count
}

/// P8. Every input that a request for care can have, in every combination, all others being as they are
/// where a user may ask for care under a policy that can be read.
#[test]
fn the_engine_equals_the_text_for_care() {
    let count = compare(&[
        "policy",
        "discussion",
        "chose",
        "today",
        "is",
        "bond",
        "may-claim",
        "claims",
        "wants",
        "said",
        "because",
        "may-break",
        "guards",
        "glass",
    ]);
    assert_eq!(count, 3 * 2 * 4 * 4 * 4 * 3 * 2 * 2 * 2 * 5 * 4 * 2 * 2 * 2);
}

/// P8, for what comes before care and for the settings about No 2.
#[test]
fn the_engine_equals_the_text_before_care() {
    let count = compare(&[
        "store",
        "policy",
        "user",
        "for",
        "chose",
        "today",
        "bond",
        "because",
        "guards",
        "hides",
        "tells-lead",
    ]);
    assert_eq!(count, 4 * 3 * 5 * 6 * 4 * 4 * 3 * 4 * 2 * 2 * 2);
}

/// No line is idle: each decides some case.
#[test]
fn every_line_of_the_text_decides_something() {
    let lines = lines();
    let mut decided = vec![false; lines.len()];
    let mut take = |case: &Case| {
        let fits = |line: &Line| line.fits.iter().zip(case).all(|(fits, value)| fits & (1 << value) != 0);
        decided[lines.iter().position(fits).unwrap()] = true;
    };
    every(&["store", "policy", "user", "for", "chose"], &mut take);
    every(&["chose", "bond", "today", "because", "guards", "hides", "tells-lead"], &mut take);
    every(&["policy", "discussion", "chose", "today", "is", "bond", "may-claim", "wants", "said"], &mut take);
    every(&["chose", "said", "because", "may-break", "guards", "bond"], &mut take);
    let idle: Vec<_> = TABLE.lines().filter(|line| !line.is_empty()).zip(decided).filter(|(_, used)| !used).collect();
    assert!(idle.is_empty(), "{idle:#?}");
}
