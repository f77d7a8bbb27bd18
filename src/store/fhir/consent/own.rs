//! The choices as consents, and back again without a guess: the policy names the choice.

use super::Meaning;
use crate::consent::{self, ChoiceStatement, Overlay, OverlayChoice, Standing, StandingChoice, Statement};
use crate::interchange::fhir::consent::{
    Actor, Coding, Consent, ConsentStatus, Performer, Period, Problem, Provision, policy, purpose,
};
use crate::record::PartialDateTime;

/// The provision that says what a choice says; none of a statement that only takes one back.
pub fn provision_of(statement: &ChoiceStatement) -> Option<Provision> {
    let coding = |code: &str| Coding { system: purpose::SYSTEM.to_owned(), code: code.to_owned() };
    let purposes = vec![coding(purpose::TREATMENT)];
    Some(match statement {
        ChoiceStatement::Default { .. } | ChoiceStatement::EndOverlay { .. } => return None,
        ChoiceStatement::Standing(Standing { choice: StandingChoice::Yes3, .. }) => {
            Provision { permits: true, purposes, ..Provision::default() }
        }
        ChoiceStatement::Standing(Standing { choice: StandingChoice::No1, .. }) => {
            let glass = vec![coding(purpose::BREAK_THE_GLASS)];
            let exception = Provision { permits: true, purposes: glass, ..Provision::default() };
            Provision { exceptions: vec![exception], ..Provision::default() }
        }
        ChoiceStatement::Standing(Standing { choice: StandingChoice::No2, .. }) => Provision::default(),
        ChoiceStatement::Overlay(overlay) => {
            let period = Period {
                start: Some(PartialDateTime::from(overlay.from)),
                end: overlay.until.map(PartialDateTime::from),
            };
            let actors = match &overlay.choice {
                OverlayChoice::Yes1 { user } => {
                    vec![Actor { kind: "Practitioner".to_owned(), user: Some(user.clone()) }]
                }
                OverlayChoice::Yes2 => Vec::new(),
            };
            Provision { permits: true, period: Some(period), actors, purposes, ..Provision::default() }
        }
    })
}

/// A statement as a consent; none of one that only takes another back. For the two refusals the policy
/// of PCF stands beside ours, for readers who know only that.
pub fn consent_of(statement: &Statement, status: ConsentStatus, source: &str) -> Option<Consent> {
    let choice = &statement.choice;
    let provision = provision_of(choice)?;
    let mut policies = vec![format!("{}{}", policy::LEAFLET, choice.word())];
    match choice.word() {
        "no-1" => policies.push(policy::BREAK_GLASS_ONLY.to_owned()),
        "no-2" => policies.push(policy::DENY.to_owned()),
        _ => {}
    }
    let performer = match &statement.performer {
        consent::Performer::Patient => Performer::Patient,
        consent::Performer::Proxy(proxy) => {
            Performer::Proxy { authority: proxy.authority.word().to_owned(), relationship: proxy.relationship.clone() }
        }
    };
    Some(Consent {
        status,
        date_time: PartialDateTime::from(choice.stated()),
        performers: vec![performer],
        organizations: vec![statement.organisation.clone()],
        source: source.to_owned(),
        evidence: statement.evidence.clone(),
        policies,
        provision,
    })
}

/// The choice that a policy of ours names. Its provision must say the same.
pub(super) fn meaning(word: &str, consent: &Consent, problems: &mut Vec<Problem>) -> Option<Meaning> {
    let stated = consent.date_time.earliest();
    let standing = |choice| Some(ChoiceStatement::Standing(Standing { choice, stated }));
    let overlay = |choice: OverlayChoice| {
        let period = consent.provision.period?;
        let (from, until) = (period.start?.earliest(), period.end.map(|end| end.end()));
        Some(ChoiceStatement::Overlay(Overlay { choice, from, until, stated }))
    };
    let statement = match word {
        "yes-3" => standing(StandingChoice::Yes3),
        "no-1" => standing(StandingChoice::No1),
        "no-2" => standing(StandingChoice::No2),
        "yes-2" => overlay(OverlayChoice::Yes2),
        "yes-1" => {
            let user = consent.provision.actors.first().and_then(|actor| actor.user.clone());
            user.and_then(|user| overlay(OverlayChoice::Yes1 { user }))
        }
        _ => {
            problems.push(Problem::new("Consent.policy.uri", "names a choice that is not known here"));
            return None;
        }
    };
    let statement =
        statement.filter(|statement| provision_of(statement).is_some_and(|said| same(&said, &consent.provision)));
    if statement.is_none() {
        let why = "names one choice, and the provision says another";
        problems.push(Problem::new("Consent.policy.uri", why));
    }
    Some(Meaning { statement: statement?, why: "the policy names the choice of the leaflet" })
}

/// Whether two provisions say the same; times by their instants.
fn same(one: &Provision, other: &Provision) -> bool {
    let instants = |period: Option<Period>| {
        period.map(|period| (period.start.map(|start| start.earliest()), period.end.map(|end| end.end())))
    };
    let without = |provision: &Provision| Provision { period: None, ..provision.clone() };
    instants(one.period) == instants(other.period) && without(one) == without(other)
}
