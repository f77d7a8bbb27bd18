//! The decision on one request: roles and purposes first (rows 1 and 2), then the person's choices.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Activity, Purpose, Reason, RoleProfile, User};
use crate::consent::{self, Choices, Decision, Emergency, Obligation, Outcome, Policy, Row, StandingChoice};
use crate::record::{Site, london};

/// One request, with everything the decision needs.
#[derive(Debug)]
pub struct AccessQuestion<'a> {
    /// Who asks.
    pub user: &'a User,
    /// Why.
    pub reason: &'a Reason,
    /// The organisations and their rights.
    pub site: &'a Site,
    /// What the person chose.
    pub choices: &'a Choices,
    /// The time of asking.
    pub now: Timestamp,
}

/// Decides whether one person's record may be seen. Who is no user of the store does not come this
/// far; a failure anywhere before this is a refusal (row 0), which is for the caller to make.
pub fn decide(question: &AccessQuestion<'_>) -> Decision {
    let mut trace = Vec::new();
    let settled = [row_1(question), row_2a(question), row_2b(question), row_2c(question)];
    for (row, tried) in ["1", "2a", "2b", "2c"].map(Row).into_iter().zip(settled) {
        match tried {
            Ok((outcome, reason, obligations)) => {
                trace.push((row, reason.to_owned()));
                return Decision { outcome, row, reason: reason.to_owned(), obligations, trace };
            }
            Err(why_not) => trace.push((row, why_not.to_owned())),
        }
    }
    let mut decision = by_choices(question);
    trace.append(&mut decision.trace);
    Decision { trace, ..decision }
}

/// The role profile in which the user acts, for the audit: one whose role grants what the purpose
/// needs and whose organisation views the record; of several, one that may also do what the stated
/// emergency asks for. `None` where there is no such profile, and the decision is a refusal.
pub fn acting_as<'a>(question: &AccessQuestion<'a>) -> Option<&'a RoleProfile> {
    let extra = match question.reason.emergency {
        Some(Emergency::Medical | Emergency::OverridingInterest) => Some(Activity::OverrideConsent),
        Some(Emergency::Safeguarding) => Some(Activity::Safeguarding),
        None => None,
    };
    let best = extra.and_then(|extra| profiles(question).find(|profile| profile.role.may(extra)));
    best.or_else(|| profiles(question).next())
}

/// Whether a user may look for people on this purpose now: suspension, role and the view right of
/// the role's organisation counted, as in row 1.
pub fn may_search(user: &User, purpose: Purpose, site: &Site, now: Timestamp) -> bool {
    let needed = match purpose {
        Purpose::DirectCare => Activity::PatientTrace,
        Purpose::RecordOperations | Purpose::SubjectAccess | Purpose::PrivacyInvestigation => activity_for(purpose),
    };
    user.acting_profiles(needed, site, local_day(now)).next().is_some()
}

/// Whether a user may be told that an opt-out stands, and nothing more: privacy officers and those
/// who administer consent. To everybody else a person who chose "nobody" looks like an unknown one.
pub fn may_know_of_opt_out(user: &User) -> bool {
    user.may(Activity::EmergencyAlerts) || user.may(Activity::ConsentAdministration)
}

/// What a purpose needs of a role before a record is opened.
const fn activity_for(purpose: Purpose) -> Activity {
    match purpose {
        Purpose::DirectCare => Activity::ViewDetailed,
        Purpose::RecordOperations => Activity::RecordOperations,
        Purpose::SubjectAccess | Purpose::PrivacyInvestigation => Activity::Governance,
    }
}

fn local_day(now: Timestamp) -> Date {
    now.to_zoned(london().clone()).date()
}

fn profiles<'a>(question: &AccessQuestion<'a>) -> impl Iterator<Item = &'a RoleProfile> {
    let needed = activity_for(question.reason.purpose);
    question.user.acting_profiles(needed, question.site, local_day(question.now))
}

/// What a row says: the decision, or why it does not apply.
type Tried = Result<(Outcome, &'static str, Vec<Obligation>), &'static str>;

fn row_1(question: &AccessQuestion<'_>) -> Tried {
    let deny = |reason| Ok((Outcome::Deny, reason, vec![]));
    if question.user.suspended {
        return deny("the user is suspended");
    }
    if !question.user.may(activity_for(question.reason.purpose)) {
        return deny("no role of the user allows this");
    }
    if profiles(question).next().is_none() {
        return deny("the organisation of the user's role does not view the shared record on this day");
    }
    Err("the user's role and organisation allow it")
}

fn row_2a(question: &AccessQuestion<'_>) -> Tried {
    if question.reason.purpose != Purpose::RecordOperations {
        return Err("the purpose is not record operations");
    }
    if !is_said(question.reason.incident.as_deref()) {
        return Err("record operations need the reference of an incident");
    }
    let mut obligations = vec![Obligation::MaskClinicalText, Obligation::SampledReview];
    if question.choices.standing.is_some_and(|standing| standing.choice == StandingChoice::No2) {
        // An overlay speaks to those who care for the person, so it opens nothing here.
        obligations.push(Obligation::TechnicalDataOnly);
        return Ok((Outcome::Permit, "record operations, technical data only", obligations));
    }
    Ok((Outcome::Permit, "record operations, clinical text masked", obligations))
}

fn row_2b(question: &AccessQuestion<'_>) -> Tried {
    let report = |reason, obligations| Ok((Outcome::Permit, reason, obligations));
    match question.reason.purpose {
        Purpose::SubjectAccess => report("the person's own report, redacted by rule", vec![Obligation::Redact]),
        // It asks who looked and why, for which nothing clinical is needed.
        Purpose::PrivacyInvestigation => {
            let obligations = vec![Obligation::Redact, Obligation::MaskClinicalText];
            report("a privacy investigation, redacted by rule, clinical text masked", obligations)
        }
        Purpose::DirectCare | Purpose::RecordOperations => Err("the purpose is no report of governance"),
    }
}

fn row_2c(question: &AccessQuestion<'_>) -> Tried {
    match question.reason.purpose {
        Purpose::DirectCare => Err("the purpose is direct care"),
        Purpose::RecordOperations => Ok((Outcome::Deny, "record operations need the reference of an incident", vec![])),
        Purpose::SubjectAccess | Purpose::PrivacyInvestigation => {
            Ok((Outcome::Deny, "this purpose allows no view", vec![]))
        }
    }
}

fn by_choices(question: &AccessQuestion<'_>) -> Decision {
    let reason = question.reason;
    let role_may = |activity| profiles(question).any(|profile| profile.role.may(activity));
    consent::decide(&consent::Question {
        choices: question.choices,
        policy: Policy::on(local_day(question.now)),
        user: &question.user.name,
        may_break_glass: role_may(Activity::OverrideConsent),
        safeguarding_role: role_may(Activity::Safeguarding),
        glass_broken: reason.emergency.is_some() && is_said(reason.text.as_deref()),
        permission: reason.permission,
        emergency: reason.emergency,
        now: question.now,
    })
}

/// Whether anything but white space was written.
fn is_said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
