//! The decision on one request: who asks and why is sorted into the inputs of the decision table.

use jiff::Timestamp;
use jiff::civil::Date;

use super::answer::{answer_counts, standing_permission};
use super::{Activities, Activity, Purpose, Reason, Relationship, RoleProfile, User};
use crate::consent::{self, Aim, Bond, Choices, Circumstances, Closeness, Decision, Emergency, Explanation};
use crate::consent::{OptOutKnownTo, Permission, PolicyInForce, Question, Requester, Settings, StoreState};
use crate::record::{Site, london};

/// What the store knows of the person and the user together, beside what the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PersonFacts {
    /// Why the user is in the person's care.
    pub relationship: Option<Relationship>,
    /// What the user is to the person outside of care.
    pub closeness: Closeness,
    /// The person's age in whole years, where a date of birth is known.
    pub age: Option<u32>,
    /// What the person answered this user before, in this encounter.
    pub answered: Permission,
}

/// One request, with everything the decision needs.
#[derive(Debug, Clone, Copy)]
pub struct AccessQuestion<'a> {
    /// Who asks; `None` is nobody whom the store knows.
    pub user: Option<&'a User>,
    /// Why.
    pub reason: &'a Reason,
    /// The organisations and their rights.
    pub site: &'a Site,
    /// What the person chose.
    pub choices: &'a Choices,
    /// What else is known of the person.
    pub person: &'a PersonFacts,
    /// The policy in force; `None` where it cannot be read.
    pub policy: Option<&'a PolicyInForce>,
    /// Whether the store can be trusted to decide.
    pub store: StoreState,
    /// The time of asking.
    pub now: Timestamp,
}

/// Decides whether one person's record may be seen.
pub fn decide(question: &AccessQuestion<'_>) -> Decision {
    consent::decide(&asked(question))
}

/// Decides as [`decide`] does, and keeps the rows that were tried.
pub fn explain(question: &AccessQuestion<'_>) -> Explanation {
    consent::explain(&asked(question))
}

fn asked<'a>(question: &AccessQuestion<'a>) -> Question<'a> {
    Question {
        choices: question.choices,
        policy: question.policy,
        user: question.user.map_or("", |user| &user.name),
        circumstances: circumstances(question),
        now: question.now,
    }
}

fn circumstances(question: &AccessQuestion<'_>) -> Circumstances {
    let reason = question.reason;
    let (requester, granted) = requester(question);
    let settings = question.policy.map(|policy| &policy.settings);
    let counts = settings.is_some_and(|settings| {
        answer_counts(reason.answered_by, is_said(reason.evidence.as_deref()), question.person.age, settings).is_ok()
    });
    let claims_last = settings.is_some_and(|settings| settings.claimed_relationship_hours > 0);
    Circumstances {
        store: question.store,
        requester,
        aim: aim(reason),
        closeness: question.person.closeness,
        bond: question.person.relationship.as_ref().map_or(Bond::None, Relationship::bond),
        may_claim: claims_last && granted.contains(Activity::ClaimRelationship),
        claims: reason.claim.is_some(),
        own_items: reason.own_items,
        may_break_glass: granted.contains(Activity::OverrideConsent),
        safeguarding_role: granted.contains(Activity::Safeguarding),
        glass_broken: reason.emergency.is_some() && is_said(reason.text.as_deref()),
        permission: standing_permission(reason.permission, counts, question.person.answered),
        emergency: reason.emergency,
    }
}

/// Whether the user may ask, and all that is granted by the profiles in which the user may act: a
/// right never leaks from a role that does not view.
fn requester(question: &AccessQuestion<'_>) -> (Requester, Activities) {
    let Some(user) = question.user else { return (Requester::Unknown, Activities::NONE) };
    if user.suspended {
        return (Requester::Suspended, Activities::NONE);
    }
    let needed = activity_for(question.reason.purpose);
    let day = local_day(question.now);
    let (mut found, mut granted) = (Requester::WithoutActivity, Activities::NONE);
    for profile in &user.roles {
        let activities = profile.role.activities();
        if !activities.contains(needed) {
            continue;
        }
        if question.site.may_view(&profile.organisation, day) {
            found = Requester::Allowed;
            granted = granted.with(activities);
        } else if found == Requester::WithoutActivity {
            found = Requester::NotViewing;
        }
    }
    (found, granted)
}

fn aim(reason: &Reason) -> Aim {
    match reason.purpose {
        Purpose::DirectCare => Aim::DirectCare,
        Purpose::RecordOperations if is_said(reason.incident.as_deref()) => Aim::RecordOperations,
        Purpose::RecordOperations => Aim::WithoutIncident,
        Purpose::SubjectAccess => Aim::SubjectAccess,
        Purpose::PrivacyInvestigation => Aim::PrivacyInvestigation,
    }
}

/// The role profile in which a user acts, for the audit: one whose role grants what the purpose
/// needs and whose organisation views the record; of several, one that may also do what the stated
/// emergency asks for. `None` where there is no such profile, and the decision is a refusal.
pub fn acting_as<'a>(user: &'a User, reason: &Reason, site: &Site, now: Timestamp) -> Option<&'a RoleProfile> {
    let extra = match reason.emergency {
        Some(Emergency::Medical | Emergency::OverridingInterest) => Some(Activity::OverrideConsent),
        Some(Emergency::Safeguarding) => Some(Activity::Safeguarding),
        None => reason.claim.map(|_| Activity::ClaimRelationship),
    };
    let profiles = || user.acting_profiles(activity_for(reason.purpose), site, local_day(now));
    let best = extra.and_then(|extra| profiles().find(|profile| profile.role.may(extra)));
    best.or_else(|| profiles().next())
}

/// The organisations for which a user may act on a purpose, at a time.
pub fn organisations<'a>(user: &'a User, purpose: Purpose, site: &Site, now: Timestamp) -> Vec<&'a str> {
    let profiles = user.acting_profiles(activity_for(purpose), site, local_day(now));
    profiles.map(|profile| profile.organisation.as_str()).collect()
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

/// Whether a user may be told that an opt-out stands, and nothing more, as the policy sets. To
/// everybody else a person who chose "nobody" looks like an unknown one.
pub fn may_know_of_opt_out(user: &User, settings: &Settings) -> bool {
    match settings.opt_out_known_to {
        OptOutKnownTo::Nobody => false,
        OptOutKnownTo::PrivacyOfficers => user.may(Activity::EmergencyAlerts),
        OptOutKnownTo::PrivacyOfficersAndConsentAdministrators => {
            user.may(Activity::EmergencyAlerts) || user.may(Activity::ConsentAdministration)
        }
    }
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
    london().to_datetime(now).date()
}

/// Whether anything but white space was written.
fn is_said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
