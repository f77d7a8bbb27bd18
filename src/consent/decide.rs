//! The decision table, row by row: the first row that applies decides.
//!
//! The rows stand in the order and under the numbers of the specification. Each says either what
//! follows or why it does not apply. Nothing here allocates, but for the list of an explanation.

use super::Outcome::{AskConsent, BreakGlassRequired, ClaimRequired, Deny, Permit};
use super::{Aim, Bond, Classes, Closeness, Cover, Decision, Emergency, Explanation, Obligation, Obligations, Outcome};
use super::{Permission, Policy, Question, Requester, Row, StandingChoice, StoreState, TriedRow};

/// Decides one request: the first row that applies. Total, and without a clock: the same question
/// always has the same answer.
pub fn decide(question: &Question<'_>) -> Decision {
    decide_classes(&Classes::of(question))
}

/// Decides what a question was sorted into.
pub fn decide_classes(classes: &Classes) -> Decision {
    for row in TableRow::IN_ORDER {
        if let Ok(verdict) = row.applies(classes) {
            return verdict.from(row);
        }
    }
    nothing_permits()
}

/// Decides as [`decide`] does, and keeps the rows that were tried.
pub fn explain(question: &Question<'_>) -> Explanation {
    let classes = Classes::of(question);
    let mut trace = Vec::with_capacity(TableRow::IN_ORDER.len());
    for row in TableRow::IN_ORDER {
        match row.applies(&classes) {
            Ok(verdict) => {
                let decision = verdict.from(row);
                trace.push(TriedRow { row: decision.row, decides: true, why: decision.reason });
                return Explanation { decision, trace };
            }
            Err(why) => trace.push(TriedRow { row: row.number(), decides: false, why }),
        }
    }
    Explanation { decision: nothing_permits(), trace }
}

/// The last row has no condition, so this is never reached; were it, it would refuse.
fn nothing_permits() -> Decision {
    Verdict::new(Deny, NOTHING_PERMITS).from(TableRow::R18)
}

const NOTHING_PERMITS: &str = "nothing permits it";

/// The rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableRow {
    R0,
    R1,
    R2a,
    R2b,
    R2c,
    R3,
    R4,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
    R16,
    R17,
    R18,
}

impl TableRow {
    const IN_ORDER: [Self; 21] = [
        Self::R0,
        Self::R1,
        Self::R2a,
        Self::R2b,
        Self::R2c,
        Self::R3,
        Self::R4,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::R8,
        Self::R9,
        Self::R10,
        Self::R11,
        Self::R12,
        Self::R13,
        Self::R14,
        Self::R15,
        Self::R16,
        Self::R17,
        Self::R18,
    ];

    const fn number(self) -> Row {
        Row(match self {
            Self::R0 => "0",
            Self::R1 => "1",
            Self::R2a => "2a",
            Self::R2b => "2b",
            Self::R2c => "2c",
            Self::R3 => "3",
            Self::R4 => "4",
            Self::R5 => "5",
            Self::R6 => "6",
            Self::R7 => "7",
            Self::R8 => "8",
            Self::R9 => "9",
            Self::R10 => "10",
            Self::R11 => "11",
            Self::R12 => "12",
            Self::R13 => "13",
            Self::R14 => "14",
            Self::R15 => "15",
            Self::R16 => "16",
            Self::R17 => "17",
            Self::R18 => "18",
        })
    }

    /// What follows, or why the row does not apply.
    fn applies(self, classes: &Classes) -> Tried {
        match self {
            Self::R0 => untrusted_store(classes),
            Self::R1 => not_allowed(classes),
            Self::R2a => record_operations(classes),
            Self::R2b => reports(classes),
            Self::R2c => other_purposes(classes),
            Self::R3 => nobody(classes),
            Self::R4 => close_to_the_person(classes),
            Self::R5 => refused_but_overridden(classes),
            Self::R6 => refused_now(classes),
            Self::R7 => this_person_today(classes),
            Self::R8 => anyone_in_my_care(classes),
            Self::R9 => medical_emergency(classes),
            Self::R10 => safeguarding(classes),
            Self::R11 => emergencies_only(classes),
            Self::R12 => own_items(classes),
            Self::R13 => claim(classes),
            Self::R14 => at_all_times(classes),
            Self::R15 => opted_in(classes),
            Self::R16 => not_asked(classes),
            Self::R17 => unable_to_ask(classes),
            Self::R18 => Ok(Verdict::new(Deny, NOTHING_PERMITS)),
        }
    }
}

/// What a row says.
type Tried = Result<Verdict, &'static str>;

/// What a row says when it applies.
struct Verdict {
    outcome: Outcome,
    reason: &'static str,
    obligations: Obligations,
}

impl Verdict {
    const fn new(outcome: Outcome, reason: &'static str) -> Self {
        Self { outcome, reason, obligations: Obligations::NONE }
    }

    const fn obliging(self, obligations: Obligations) -> Self {
        Self { obligations, ..self }
    }

    const fn from(self, row: TableRow) -> Decision {
        Decision { outcome: self.outcome, row: row.number(), reason: self.reason, obligations: self.obligations }
    }
}

const fn one(obligation: Obligation) -> Obligations {
    Obligations::of(&[obligation])
}

/// What an emergency view owes.
const EMERGENCY: Obligations = Obligations::of(&[
    Obligation::RecordEmergencyOverride,
    Obligation::TellPrivacyOfficer,
    Obligation::TimeBox,
    Obligation::ReviewByAnother,
]);

/// What a view for safeguarding owes.
const SAFEGUARDING: Obligations = EMERGENCY.and(Obligation::TellSafeguardingLead);

/// Row 0: never a default permit.
fn untrusted_store(classes: &Classes) -> Tried {
    let reason = match (classes.circumstances.store, classes.policy_readable) {
        (StoreState::Sound, true) => return Err("the store can be trusted to decide"),
        (StoreState::Sound, false) => "the policy cannot be read",
        (StoreState::AuditNotWritable, _) => "the audit cannot be written",
        (StoreState::IntegrityBroken, _) => "the store was changed from outside",
        (StoreState::Failed, _) => "what is needed to decide cannot be read",
    };
    Ok(Verdict::new(Deny, reason).obliging(one(Obligation::AlertOperations)))
}

/// Row 1.
fn not_allowed(classes: &Classes) -> Tried {
    let reason = match classes.circumstances.requester {
        Requester::Allowed => return Err("the user's role and organisation allow it"),
        Requester::Unknown => "the user is not known",
        Requester::Suspended => "the user is suspended",
        Requester::WithoutActivity => "no role of the user allows this",
        Requester::NotViewing => "the organisation of the user's role does not view the shared record on this day",
    };
    Ok(Verdict::new(Deny, reason))
}

/// Row 2a. An overlay speaks to those who care for the person, so it opens nothing here.
fn record_operations(classes: &Classes) -> Tried {
    const MASKED: Obligations = Obligations::of(&[Obligation::MaskClinicalText, Obligation::SampledReview]);
    match (classes.circumstances.aim, classes.standing) {
        (Aim::RecordOperations, Some(StandingChoice::No2)) => {
            Ok(Verdict::new(Permit, "record operations, technical data only")
                .obliging(MASKED.and(Obligation::TechnicalDataOnly)))
        }
        (Aim::RecordOperations, None | Some(StandingChoice::Yes3 | StandingChoice::No1)) => {
            Ok(Verdict::new(Permit, "record operations, clinical text masked").obliging(MASKED))
        }
        (Aim::WithoutIncident, _) => Err("record operations need the reference of an incident"),
        (Aim::DirectCare | Aim::SubjectAccess | Aim::PrivacyInvestigation | Aim::Other, _) => {
            Err("the purpose is not record operations")
        }
    }
}

/// Row 2b. An investigation asks who looked and why: nothing clinical is needed for it, and of
/// somebody who chose nobody, nothing at all.
fn reports(classes: &Classes) -> Tried {
    const REPORT: Obligations = one(Obligation::Redact);
    match (classes.circumstances.aim, classes.standing) {
        (Aim::SubjectAccess, _) => {
            Ok(Verdict::new(Permit, "the person's own report, redacted by rule").obliging(REPORT))
        }
        (Aim::PrivacyInvestigation, Some(StandingChoice::No2)) => Err("the person chose that nobody looks"),
        (Aim::PrivacyInvestigation, None | Some(StandingChoice::Yes3 | StandingChoice::No1)) => {
            Ok(Verdict::new(Permit, "a privacy investigation, redacted by rule, clinical text masked")
                .obliging(REPORT.and(Obligation::MaskClinicalText)))
        }
        (Aim::DirectCare | Aim::RecordOperations | Aim::WithoutIncident | Aim::Other, _) => {
            Err("the purpose is no report of governance")
        }
    }
}

/// Row 2c.
fn other_purposes(classes: &Classes) -> Tried {
    let reason = match classes.circumstances.aim {
        Aim::DirectCare => return Err("the purpose is direct care"),
        Aim::WithoutIncident => "record operations need the reference of an incident",
        Aim::PrivacyInvestigation => "the person chose that nobody looks; the audit says who did",
        Aim::RecordOperations | Aim::SubjectAccess | Aim::Other => "this purpose allows no view",
    };
    Ok(Verdict::new(Deny, reason))
}

/// Row 3. Own items, emergencies and safeguarding included: only an overlay that the person laid
/// over the No opens the record, and only to those it speaks of who are in the person's care.
fn nobody(classes: &Classes) -> Tried {
    match classes.standing {
        Some(StandingChoice::No2) if classes.is_covered() => return Err("a Yes in force over No 2 covers this user"),
        Some(StandingChoice::No2) => {}
        None | Some(StandingChoice::Yes3 | StandingChoice::No1) => return Err("the standing choice is not No 2"),
    }
    let mut obligations = if classes.no_2_hides { one(Obligation::HideExistence) } else { Obligations::NONE };
    let asked = &classes.circumstances;
    let for_safeguarding = asked.emergency == Some(Emergency::Safeguarding) && asked.safeguarding_role;
    if for_safeguarding && classes.no_2_tells_safeguarding_lead {
        obligations = obligations.and(Obligation::TellSafeguardingLead);
    }
    Ok(Verdict::new(Deny, "the person chose that nobody sees the shared record").obliging(obligations))
}

/// Row 4. A relationship in care excuses only a colleague, and only one that the record shows.
fn close_to_the_person(classes: &Classes) -> Tried {
    let reason = match (classes.circumstances.closeness, classes.circumstances.bond) {
        (Closeness::Stranger, _) => return Err("the user is not known to be close to the person"),
        (Closeness::Colleague, Bond::Derived) => {
            return Err("the record says that this colleague is in the user's care");
        }
        (Closeness::Colleague, Bond::None | Bond::Claimed) => {
            "the person is a colleague, and nothing on record says that they are in the user's care"
        }
        (Closeness::Oneself, _) => "the record is the user's own",
        (Closeness::Household, _) => "the person is of the user's own household",
    };
    Ok(Verdict::new(Deny, reason).obliging(one(Obligation::PrivacyAlert)))
}

/// Permit once the glass is broken in this very request, and until then the demand to break it.
const fn glass(classes: &Classes) -> Outcome {
    if classes.circumstances.glass_broken { Permit } else { BreakGlassRequired }
}

const NOT_REFUSED: &str = "permission was not refused";
const NO_GLASS: &str = "this role may not break glass";

/// Row 5.
fn refused_but_overridden(classes: &Classes) -> Tried {
    let asked = &classes.circumstances;
    match (asked.permission, asked.emergency) {
        (Permission::NotAsked | Permission::Given | Permission::Unable | Permission::Discussed, _) => Err(NOT_REFUSED),
        (Permission::Refused, Some(Emergency::OverridingInterest)) if asked.may_break_glass => {
            Ok(Verdict::new(glass(classes), "permission was refused; incapacity or an overriding interest is stated")
                .obliging(EMERGENCY))
        }
        (Permission::Refused, Some(Emergency::OverridingInterest)) => Err(NO_GLASS),
        (Permission::Refused, None | Some(Emergency::Medical | Emergency::Safeguarding)) => {
            Err("neither incapacity nor an overriding interest is stated")
        }
    }
}

/// Row 6.
fn refused_now(classes: &Classes) -> Tried {
    match classes.circumstances.permission {
        Permission::NotAsked | Permission::Given | Permission::Unable | Permission::Discussed => Err(NOT_REFUSED),
        Permission::Refused => Ok(Verdict::new(Deny, "the person refused permission for this encounter")
            .obliging(one(Obligation::OfferStandingChoice))),
    }
}

const NO_BOND: &str = "nothing says that the user is in the person's care";

/// Row 7.
fn this_person_today(classes: &Classes) -> Tried {
    match classes.cover {
        Cover::Nothing => Err("no Yes in force covers this user"),
        Cover::Yes2 | Cover::Yes2NearEnd => Err("the Yes in force is a Yes 2"),
        Cover::Yes1 if classes.circumstances.bond.stands() => {
            Ok(Verdict::new(Permit, "the person said yes to this user for today (Yes 1)"))
        }
        Cover::Yes1 => Err(NO_BOND),
    }
}

/// Row 8.
fn anyone_in_my_care(classes: &Classes) -> Tried {
    let warning = match classes.cover {
        Cover::Nothing => return Err("no Yes in force covers this user"),
        Cover::Yes1 => return Err("the Yes in force is a Yes 1"),
        Cover::Yes2 => Obligations::NONE,
        Cover::Yes2NearEnd => one(Obligation::WarnNearEnd),
    };
    if !classes.circumstances.bond.stands() {
        return Err(NO_BOND);
    }
    Ok(Verdict::new(Permit, "the person said yes to those in their care for a set time (Yes 2)").obliging(warning))
}

const fn chose_no_1(classes: &Classes) -> bool {
    matches!(classes.standing, Some(StandingChoice::No1))
}

const NOT_NO_1: &str = "the standing choice is not No 1";

/// Row 9.
fn medical_emergency(classes: &Classes) -> Tried {
    match classes.circumstances.emergency {
        _ if !chose_no_1(classes) => Err(NOT_NO_1),
        Some(Emergency::Medical) if classes.circumstances.may_break_glass => Ok(Verdict::new(
            glass(classes),
            "a medical emergency is stated, for which No 1 allows the record to be seen",
        )
        .obliging(EMERGENCY)),
        Some(Emergency::Medical) => Err(NO_GLASS),
        None | Some(Emergency::Safeguarding | Emergency::OverridingInterest) => Err("no medical emergency is stated"),
    }
}

/// Row 10.
fn safeguarding(classes: &Classes) -> Tried {
    match classes.circumstances.emergency {
        _ if !chose_no_1(classes) => Err(NOT_NO_1),
        Some(Emergency::Safeguarding) if classes.circumstances.safeguarding_role => {
            Ok(Verdict::new(glass(classes), "safeguarding is stated, for which No 1 allows the record to be seen")
                .obliging(SAFEGUARDING))
        }
        Some(Emergency::Safeguarding) => Err("this role does not work in safeguarding"),
        None | Some(Emergency::Medical | Emergency::OverridingInterest) => Err("no safeguarding is stated"),
    }
}

/// Row 11.
fn emergencies_only(classes: &Classes) -> Tried {
    if !chose_no_1(classes) {
        return Err(NOT_NO_1);
    }
    Ok(Verdict::new(Deny, "the person allows it only in a medical emergency or for safeguarding (No 1)"))
}

/// Row 12. What they already have.
fn own_items(classes: &Classes) -> Tried {
    if !classes.circumstances.own_items {
        return Err("more is asked for than what the user's organisation holds");
    }
    Ok(Verdict::new(Permit, "only what the user's own organisation holds").obliging(one(Obligation::OwnItemsOnly)))
}

/// Row 13.
fn claim(classes: &Classes) -> Tried {
    const CLAIM: Obligations =
        Obligations::of(&[Obligation::RecordClaim, Obligation::TellPrivacyOfficer, Obligation::SampledReview]);
    let asked = &classes.circumstances;
    if asked.bond.stands() {
        return Err("the user is in the person's care");
    }
    if !asked.may_claim {
        return Err("this role may not claim to be in the person's care");
    }
    if !chose_yes_3(classes) && by_default(classes).is_err() {
        return Err("what the person chose would not permit it either");
    }
    let (outcome, reason) = if asked.claims {
        (Permit, "the user claims to be in the person's care")
    } else {
        (ClaimRequired, "nothing on record says that the user is in the person's care: it must be claimed")
    };
    Ok(Verdict::new(outcome, reason).obliging(CLAIM))
}

const fn chose_yes_3(classes: &Classes) -> bool {
    matches!(classes.standing, Some(StandingChoice::Yes3))
}

/// Row 14.
fn at_all_times(classes: &Classes) -> Tried {
    match (chose_yes_3(classes), classes.circumstances.bond.stands()) {
        (true, true) => Ok(Verdict::new(Permit, "the person said yes at all times (Yes 3)")),
        (true, false) => Err(NO_BOND),
        (false, _) => Err("the standing choice is not Yes 3"),
    }
}

/// What row 15 says to somebody in the person's care.
fn by_default(classes: &Classes) -> Tried {
    use Permission::{Discussed, Given, NotAsked, Refused, Unable};
    if classes.standing.is_some() {
        return Err("the person stated a standing choice");
    }
    match (classes.policy, classes.circumstances.permission) {
        // Refusal was decided in rows 5 and 6; it must not pass here whatever becomes of them.
        (_, Refused) => Err("permission was refused"),
        (Policy::PermissionToView, Given) => Ok(Verdict::new(Permit, "the person gave permission to view")),
        (Policy::PermissionToView, NotAsked | Unable | Discussed) => Err("permission was not given"),
        (Policy::DiscussionToView, Given | Discussed) => {
            Ok(Verdict::new(Permit, "the person is opted in, and it was discussed with them"))
        }
        (Policy::DiscussionToView, NotAsked | Unable) if classes.discussion_needed => {
            Err("the policy in force needs the discussion to be recorded")
        }
        (Policy::DiscussionToView, NotAsked | Unable) => {
            Ok(Verdict::new(Permit, "the person is opted in, and the policy in force asks no permission"))
        }
    }
}

/// Row 15.
fn opted_in(classes: &Classes) -> Tried {
    let verdict = by_default(classes)?;
    if classes.circumstances.bond.stands() { Ok(verdict) } else { Err(NO_BOND) }
}

/// Row 16.
fn not_asked(classes: &Classes) -> Tried {
    use Permission::{Discussed, Given, NotAsked, Refused, Unable};
    match (classes.standing, classes.policy, classes.circumstances.permission) {
        (Some(_), _, _) => Err("the person stated a standing choice"),
        (None, Policy::DiscussionToView, _) => Err("the policy in force asks no permission"),
        (None, Policy::PermissionToView, NotAsked | Discussed) => {
            Ok(Verdict::new(AskConsent, "permission to view must be asked first"))
        }
        (None, Policy::PermissionToView, Given | Refused | Unable) => Err("permission was asked"),
    }
}

/// Row 17. Safeguarding opens it too, to the roles of row 10: a person who said nothing is not
/// better closed to it than one who chose No 1.
fn unable_to_ask(classes: &Classes) -> Tried {
    const REASON: &str = "permission could not be asked, and an emergency is stated";
    let asked = &classes.circumstances;
    if asked.permission != Permission::Unable {
        return Err("permission could be asked");
    }
    match asked.emergency {
        // Decided in row 3; it must not pass here whatever becomes of that.
        Some(_) if classes.standing == Some(StandingChoice::No2) => Err("the standing choice is No 2"),
        Some(Emergency::Medical | Emergency::OverridingInterest) if asked.may_break_glass => {
            Ok(Verdict::new(glass(classes), REASON).obliging(EMERGENCY))
        }
        Some(Emergency::Safeguarding) if asked.safeguarding_role => {
            Ok(Verdict::new(glass(classes), REASON).obliging(SAFEGUARDING))
        }
        Some(_) => Err("this role may not break glass for what is stated"),
        None => Err("no emergency is stated"),
    }
}
