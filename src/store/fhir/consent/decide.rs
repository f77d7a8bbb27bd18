//! What one consent comes to.

use jiff::{SignedDuration, Timestamp};

use super::own;
use crate::consent::{self, ChoiceStatement, Overlay, Proxy, ProxyAuthority, Standing, StandingChoice};
use crate::interchange::fhir::consent::{
    Actor, Coding, Consent, ConsentStatus, Performer, Period, Problem, Provision, policy, purpose,
};
use crate::record::london;

/// What a consent comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A choice.
    Choice(Meaning),
    /// It is not in force, so it says nothing about who may look.
    NotInForce(ConsentStatus),
    /// No choice says the same.
    NotRepresentable(Vec<Problem>),
}

/// The choice that a consent comes to, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// What was chosen, and when.
    pub statement: ChoiceStatement,
    /// Why it is this one.
    pub why: &'static str,
}

/// Who said it, as the store keeps it; none where that cannot be told.
pub(super) fn performer(consent: &Consent) -> Option<consent::Performer> {
    match consent.performers.as_slice() {
        [Performer::Patient] => Some(consent::Performer::Patient),
        [Performer::Proxy { authority, relationship }] => {
            // A proxy shows what allows them to.
            consent.evidence.as_ref()?;
            let authority = ProxyAuthority::ALL.into_iter().find(|known| known.word() == authority)?;
            let proxy = Proxy { authority, relationship: relationship.clone(), name: None };
            Some(consent::Performer::Proxy(proxy))
        }
        _ => None,
    }
}

const PROVISION: &str = "Consent.provision";

/// Decides on a consent at a time.
pub fn decide(consent: &Consent, now: Timestamp) -> Decision {
    if consent.status != ConsentStatus::Active {
        return Decision::NotInForce(consent.status);
    }
    let mut problems = Vec::new();
    if consent.date_time.earliest() > now {
        problems.push(Problem::new("Consent.dateTime", "is still to come: nobody can have agreed yet"));
    }
    if performer(consent).is_none() {
        let why = "somebody else than the patient agreed, and what allows them to cannot be told from a Consent";
        problems.push(Problem::new("Consent.performer", why));
    }
    let meaning = match consent.policies.iter().find_map(|uri| uri.strip_prefix(policy::LEAFLET)) {
        Some(word) => own::meaning(word, consent, &mut problems),
        None if consent.provision.permits => permission(consent, &mut problems),
        None => Some(refusal(consent, now, &mut problems)),
    };
    match meaning {
        Some(meaning) if problems.is_empty() => Decision::Choice(meaning),
        _ => Decision::NotRepresentable(problems),
    }
}

/// What limits a provision in a way that no choice does.
fn limits(provision: &Provision, at: &str, problems: &mut Vec<Problem>) {
    let mut limit = |is_there: bool, element: &str, why: &str| {
        if is_there {
            problems.push(Problem::new(format!("{at}.{element}"), why));
        }
    };
    limit(
        !provision.security_labels.is_empty(),
        "securityLabel",
        "a choice is about the whole record, whatever its labels",
    );
    limit(provision.data_period, "dataPeriod", "a choice is about the whole record, of whatever time");
    limit(
        !provision.data.is_empty(),
        "data",
        "a choice is about the whole record, not about some resources or authors",
    );
}

fn is_purpose(coding: &Coding, codes: &[&str]) -> bool {
    codes.iter().any(|code| coding.is(purpose::SYSTEM, code))
}

/// Whether the purposes are about care: treatment or all, with nothing beside that a choice would lose.
fn about_care(provision: &Provision, problems: &mut Vec<Problem>) {
    use purpose::{BREAK_THE_GLASS, EMERGENCY_TREATMENT, OPERATIONS, PAYMENT, TREATMENT};
    let at = "Consent.provision.purpose";
    let known = [TREATMENT, EMERGENCY_TREATMENT, BREAK_THE_GLASS, PAYMENT, OPERATIONS];
    if provision.purposes.iter().any(|coding| !is_purpose(coding, &known)) {
        let why =
            "it is about another purpose than the person's care, such as research, of which a choice says nothing";
        problems.push(Problem::new(at, why));
    } else if !provision.purposes.is_empty()
        && !provision.purposes.iter().any(|coding| is_purpose(coding, &[TREATMENT]))
    {
        problems.push(Problem::new(at, "it says nothing of treatment, for which the record is looked at"));
    }
}

/// A permission: Yes 3, or Yes 2 where it has an end.
fn permission(consent: &Consent, problems: &mut Vec<Problem>) -> Option<Meaning> {
    let provision = &consent.provision;
    limits(provision, PROVISION, problems);
    about_care(provision, problems);
    if consent.policies.iter().any(|uri| uri == policy::DENY || uri == policy::BREAK_GLASS_ONLY) {
        let why =
            "a policy that denies is agreed to by a provision that permits: which of them is meant cannot be told";
        problems.push(Problem::new("Consent.policy.uri", why));
    }
    if !provision.exceptions.is_empty() {
        let why = "a Yes is about everything and has no exceptions";
        problems.push(Problem::new("Consent.provision.provision", why));
        for exception in &provision.exceptions {
            limits(exception, "Consent.provision.provision", problems);
        }
    }
    if !provision.actors.is_empty() {
        return named(consent, problems);
    }
    let stated = consent.date_time.earliest();
    let Some(period) = provision.period else { return Some(yes_3(stated)) };
    let start = period.start.map(|start| start.earliest());
    match period.end {
        Some(end) => {
            let overlay = Overlay::yes_2(start.unwrap_or(stated), Some(end.end()), stated);
            if overlay.end().is_some_and(|end| end <= overlay.from) {
                problems.push(Problem::new("Consent.provision.period", "it ends before it begins"));
            }
            let why = "permitted to everybody in the person's care, until an end";
            Some(Meaning { statement: ChoiceStatement::Overlay(overlay), why })
        }
        None if start.is_none_or(|start| start <= consent.date_time.end()) => Some(yes_3(stated)),
        None => {
            let why = "a Yes without an end begins when it is said";
            problems.push(Problem::new("Consent.provision.period.start", why));
            None
        }
    }
}

fn yes_3(stated: Timestamp) -> Meaning {
    let statement = ChoiceStatement::Standing(Standing { choice: StandingChoice::Yes3, stated });
    Meaning { statement, why: "permitted to everybody in the person's care, without an end" }
}

/// A permission to somebody by name: Yes 1, where it is one user of this store, for one day.
fn named(consent: &Consent, problems: &mut Vec<Problem>) -> Option<Meaning> {
    let at = "Consent.provision.actor";
    let user = match consent.provision.actors.as_slice() {
        [only] => only.user.as_ref(),
        _ => None,
    };
    let Some(user) = user else {
        let why = "a Yes is to everybody in the person's care, or to one user of this store for one day; whom this \
                   names is no user of it, as far as is known";
        problems.push(Problem::new(at, why));
        return None;
    };
    let stated = consent.date_time.earliest();
    let Some(overlay) = one_day(consent.provision.period, user, stated) else {
        let why = "a Yes to one user lasts for one day: expected a beginning and an end within one";
        problems.push(Problem::new("Consent.provision.period", why));
        return None;
    };
    let why = "permitted to one user of this store, for one day";
    Some(Meaning { statement: ChoiceStatement::Overlay(overlay), why })
}

/// A Yes 1 over a period that does not leave its local day.
fn one_day(period: Option<Period>, user: &str, stated: Timestamp) -> Option<Overlay> {
    let Period { start: Some(start), end: Some(end) } = period? else { return None };
    let overlay = Overlay { from: start.earliest(), until: Some(end.end()), ..Overlay::yes_1(user, stated) };
    let last = end.end().checked_sub(SignedDuration::from_nanos(1)).ok()?;
    let day = |instant: Timestamp| instant.to_zoned(london().clone()).date();
    (overlay.from < end.end() && day(overlay.from) == day(last)).then_some(overlay)
}

/// A refusal: No 2, or No 1 where the glass may be broken.
fn refusal(consent: &Consent, now: Timestamp, problems: &mut Vec<Problem>) -> Meaning {
    let provision = &consent.provision;
    limits(provision, PROVISION, problems);
    about_care(provision, problems);
    if !provision.actors.is_empty() {
        let why = "a No is to everybody; it cannot refuse some and leave the others";
        problems.push(Problem::new("Consent.provision.actor", why));
    }
    if let Some(period) = provision.period {
        if period.end.is_some() {
            let why = "a No stands until it is taken back; it cannot end by itself";
            problems.push(Problem::new("Consent.provision.period.end", why));
        }
        if period.start.is_some_and(|start| start.earliest() > now) {
            problems.push(Problem::new("Consent.provision.period.start", "a No holds from when it is said"));
        }
    }
    let under_policy = consent.policies.iter().any(|uri| uri == policy::BREAK_GLASS_ONLY);
    for exception in &provision.exceptions {
        emergency(exception, under_policy, problems);
    }
    let last = consent.date_time.end().checked_sub(SignedDuration::from_micros(1)).unwrap_or(now);
    let stated = last.max(consent.date_time.earliest()).min(now);
    let (choice, why) = if !provision.exceptions.is_empty() {
        (StandingChoice::No1, "denied, but for breaking the glass in an emergency")
    } else if under_policy {
        (StandingChoice::No1, "denied under the policy that leaves breaking the glass")
    } else {
        (StandingChoice::No2, "denied without an exception, so in an emergency too")
    };
    Meaning { statement: ChoiceStatement::Standing(Standing { choice, stated }), why }
}

/// Whether an exception to a refusal is the breaking of the glass, by whoever's role allows it.
fn emergency(exception: &Provision, under_policy: bool, problems: &mut Vec<Problem>) {
    let at = "Consent.provision.provision";
    let codes = [purpose::BREAK_THE_GLASS, purpose::EMERGENCY_TREATMENT];
    limits(exception, at, problems);
    let for_emergencies =
        !exception.purposes.is_empty() && exception.purposes.iter().all(|coding| is_purpose(coding, &codes));
    if !exception.permits || !for_emergencies {
        let why = "the one exception that a No can have is a permission to break the glass (BTG, ETREAT)";
        problems.push(Problem::new(format!("{at}.purpose"), why));
    }
    if exception.period.is_some() {
        problems.push(Problem::new(format!("{at}.period"), "a No has no exceptions for a time"));
    }
    // That policy speaks of those whom the organisation authorises, which here is a role.
    let names_somebody = |actor: &Actor| !under_policy || actor.kind != "Group";
    if exception.actors.iter().any(names_somebody) {
        let why = "who may break the glass is decided by roles; a choice cannot name them";
        problems.push(Problem::new(format!("{at}.actor"), why));
    }
}
