//! The decision table, row by row: the first row that applies decides.
//!
//! Rows 1 and 2 are about users and purposes and stand in `access`.

use jiff::SignedDuration;

use super::Outcome::{AskConsent, BreakGlassRequired, Deny, Permit};
use super::{Decision, Emergency, Obligation, Outcome, Overlay, OverlayChoice, Permission, Policy};
use super::{Question, Row, StandingChoice};

/// How long before its end a Yes 2 is said to end soon.
const NEAR_END: SignedDuration = SignedDuration::from_hours(72);

/// Decides one request for direct care by a user whose role and organisation allow it: the first
/// row that applies. Total and without a clock: the same question always has the same answer.
pub fn decide(question: &Question<'_>) -> Decision {
    let facts = Facts::of(question);
    let mut trace = Vec::new();
    for row in TableRow::IN_ORDER {
        match row.applies(&facts) {
            Ok(verdict) => {
                trace.push((row.number(), verdict.reason.to_owned()));
                return verdict.into_decision(row.number(), trace);
            }
            Err(why_not) => trace.push((row.number(), why_not.to_owned())),
        }
    }
    let verdict = Verdict::new(Deny, NOTHING_PERMITS);
    trace.push((TableRow::R18.number(), verdict.reason.to_owned()));
    verdict.into_decision(TableRow::R18.number(), trace)
}

const NOTHING_PERMITS: &str = "nothing permits it";

/// What the rows look at.
struct Facts<'a> {
    standing: Option<StandingChoice>,
    /// The overlay, where it is in force and speaks of this user.
    overlay: Option<&'a Overlay>,
    permission: Permission,
    emergency: Option<Emergency>,
    question: &'a Question<'a>,
}

impl<'a> Facts<'a> {
    fn of(question: &'a Question<'a>) -> Self {
        let overlay = question.choices.overlay.as_ref();
        Self {
            standing: question.choices.standing.map(|standing| standing.choice),
            overlay: overlay.filter(|overlay| overlay.covers(question.user, question.now)),
            permission: question.permission,
            emergency: question.emergency,
            question,
        }
    }

    /// Permit once the glass is broken in this very request, and until then the demand to break it.
    fn glass(&self) -> Outcome {
        if self.question.glass_broken { Permit } else { BreakGlassRequired }
    }

    fn ends_soon(&self, overlay: &Overlay) -> bool {
        overlay.end().is_none_or(|end| end.duration_since(self.question.now) <= NEAR_END)
    }
}

/// The rows of the table that are about the person's choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TableRow {
    R3,
    R5,
    R6,
    R7,
    R8,
    R9,
    R10,
    R11,
    R14,
    R15,
    R16,
    R17,
    R18,
}

impl TableRow {
    const IN_ORDER: [Self; 13] = [
        Self::R3,
        Self::R5,
        Self::R6,
        Self::R7,
        Self::R8,
        Self::R9,
        Self::R10,
        Self::R11,
        Self::R14,
        Self::R15,
        Self::R16,
        Self::R17,
        Self::R18,
    ];

    const fn number(self) -> Row {
        Row(match self {
            Self::R3 => "3",
            Self::R5 => "5",
            Self::R6 => "6",
            Self::R7 => "7",
            Self::R8 => "8",
            Self::R9 => "9",
            Self::R10 => "10",
            Self::R11 => "11",
            Self::R14 => "14",
            Self::R15 => "15",
            Self::R16 => "16",
            Self::R17 => "17",
            Self::R18 => "18",
        })
    }

    /// The verdict, or why the row does not apply.
    fn applies(self, facts: &Facts<'_>) -> Result<Verdict, &'static str> {
        match self {
            Self::R3 => nobody(facts),
            Self::R5 | Self::R6 => refused_now(self, facts),
            Self::R7 | Self::R8 => overlay(self, facts),
            Self::R9 | Self::R10 | Self::R11 => emergencies_only(self, facts),
            Self::R14 => always(facts),
            Self::R15 | Self::R16 | Self::R17 => default(self, facts),
            Self::R18 => Ok(Verdict::new(Deny, NOTHING_PERMITS)),
        }
    }
}

/// Row 3. Own items, emergencies and safeguarding included: only an overlay that the person laid
/// over the No opens the record, and only to those it speaks of.
fn nobody(facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    match (facts.standing, facts.overlay) {
        (Some(StandingChoice::No2), None) => {
            Ok(Verdict::new(Deny, "the person chose that nobody sees the shared record")
                .obliging(&[Obligation::HideExistence]))
        }
        (Some(StandingChoice::No2), Some(_)) => Err("a Yes in force over No 2 covers this user"),
        (None | Some(StandingChoice::Yes3 | StandingChoice::No1), _) => Err("the standing choice is not No 2"),
    }
}

/// Rows 5 and 6.
fn refused_now(row: TableRow, facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    match facts.permission {
        Permission::Refused => {}
        Permission::NotAsked | Permission::Given | Permission::Unable | Permission::Discussed => {
            return Err("permission was not refused");
        }
    }
    if row == TableRow::R6 {
        return Ok(Verdict::new(Deny, "the person refused permission for this encounter")
            .obliging(&[Obligation::OfferStandingChoice]));
    }
    match facts.emergency {
        Some(Emergency::OverridingInterest) if facts.question.may_break_glass => {
            Ok(Verdict::new(facts.glass(), "permission was refused; incapacity or an overriding interest is stated")
                .obliging(&EMERGENCY))
        }
        Some(Emergency::OverridingInterest) => Err("this role may not break glass"),
        Some(Emergency::Medical | Emergency::Safeguarding) | None => {
            Err("neither incapacity nor an overriding interest is stated")
        }
    }
}

/// Rows 7 and 8.
fn overlay(row: TableRow, facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    let Some(overlay) = facts.overlay else { return Err("no Yes in force covers this user") };
    match (row, &overlay.choice) {
        (TableRow::R7, OverlayChoice::Yes1 { .. }) => {
            Ok(Verdict::new(Permit, "the person said yes to this user for today (Yes 1)"))
        }
        (_, OverlayChoice::Yes1 { .. }) => Err("the Yes in force is a Yes 1"),
        (TableRow::R7, OverlayChoice::Yes2) => Err("the Yes in force is a Yes 2"),
        (_, OverlayChoice::Yes2) => {
            let warn: &[Obligation] = if facts.ends_soon(overlay) { &[Obligation::WarnNearEnd] } else { &[] };
            Ok(Verdict::new(Permit, "the person said yes to those in their care for a set time (Yes 2)").obliging(warn))
        }
    }
}

/// Rows 9, 10 and 11.
fn emergencies_only(row: TableRow, facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    if facts.standing != Some(StandingChoice::No1) {
        return Err("the standing choice is not No 1");
    }
    match (row, facts.emergency) {
        (TableRow::R9, Some(Emergency::Medical)) if facts.question.may_break_glass => Ok(Verdict::new(
            facts.glass(),
            "a medical emergency is stated, for which No 1 allows the record to be seen",
        )
        .obliging(&EMERGENCY)),
        (TableRow::R9, Some(Emergency::Medical)) => Err("this role may not break glass"),
        (TableRow::R9, _) => Err("no medical emergency is stated"),
        (TableRow::R10, Some(Emergency::Safeguarding)) if facts.question.safeguarding_role => {
            Ok(Verdict::new(facts.glass(), "safeguarding is stated, for which No 1 allows the record to be seen")
                .obliging(&SAFEGUARDING))
        }
        (TableRow::R10, Some(Emergency::Safeguarding)) => Err("this role does not work in safeguarding"),
        (TableRow::R10, _) => Err("no safeguarding is stated"),
        (_, _) => Ok(Verdict::new(Deny, "the person allows it only in a medical emergency or for safeguarding (No 1)")),
    }
}

/// Row 14.
fn always(facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    match facts.standing {
        Some(StandingChoice::Yes3) => Ok(Verdict::new(Permit, "the person said yes at all times (Yes 3)")),
        None | Some(StandingChoice::No1 | StandingChoice::No2) => Err("the standing choice is not Yes 3"),
    }
}

/// Rows 15, 16 and 17.
fn default(row: TableRow, facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    if facts.standing.is_some() {
        return Err("the person stated a standing choice");
    }
    match (row, facts.question.policy, facts.permission) {
        (TableRow::R15, Policy::PermissionToView, Permission::Given) => {
            Ok(Verdict::new(Permit, "the person gave permission to view"))
        }
        (TableRow::R15, Policy::PermissionToView, _) => Err("permission was not given"),
        // Refusal was decided in rows 5 and 6; it must not pass here whatever becomes of them.
        (TableRow::R15, Policy::DiscussionToView, Permission::Refused) => Err("permission was refused"),
        (TableRow::R15, Policy::DiscussionToView, _) => {
            Ok(Verdict::new(Permit, "the person is opted in, and the policy in force asks no permission"))
        }
        (TableRow::R16, Policy::PermissionToView, Permission::NotAsked | Permission::Discussed) => {
            Ok(Verdict::new(AskConsent, "permission to view must be asked first"))
        }
        (TableRow::R16, Policy::PermissionToView, _) => Err("permission was asked"),
        (TableRow::R16, Policy::DiscussionToView, _) => Err("the policy in force asks no permission"),
        (_, _, Permission::Unable) => unable_to_ask(facts),
        (_, _, Permission::NotAsked | Permission::Given | Permission::Refused | Permission::Discussed) => {
            Err("permission could be asked")
        }
    }
}

/// Row 17. Safeguarding opens it too, to the roles of row 10: a person who said nothing is not
/// better closed to it than one who chose No 1.
fn unable_to_ask(facts: &Facts<'_>) -> Result<Verdict, &'static str> {
    const REASON: &str = "permission could not be asked, and an emergency is stated";
    match facts.emergency {
        Some(Emergency::Medical | Emergency::OverridingInterest) if facts.question.may_break_glass => {
            Ok(Verdict::new(facts.glass(), REASON).obliging(&EMERGENCY))
        }
        Some(Emergency::Safeguarding) if facts.question.safeguarding_role => {
            Ok(Verdict::new(facts.glass(), REASON).obliging(&SAFEGUARDING))
        }
        Some(_) => Err("this role may not break glass for what is stated"),
        None => Err("no emergency is stated"),
    }
}

const EMERGENCY: [Obligation; 4] = [
    Obligation::RecordEmergencyOverride,
    Obligation::TellPrivacyOfficer,
    Obligation::TimeBox,
    Obligation::ReviewByAnother,
];

const SAFEGUARDING: [Obligation; 5] = [
    Obligation::RecordEmergencyOverride,
    Obligation::TellPrivacyOfficer,
    Obligation::TellSafeguardingLead,
    Obligation::TimeBox,
    Obligation::ReviewByAnother,
];

/// What a row says when it applies.
struct Verdict {
    outcome: Outcome,
    reason: &'static str,
    obligations: Vec<Obligation>,
}

impl Verdict {
    const fn new(outcome: Outcome, reason: &'static str) -> Self {
        Self { outcome, reason, obligations: Vec::new() }
    }

    fn obliging(self, obligations: &[Obligation]) -> Self {
        Self { obligations: obligations.to_vec(), ..self }
    }

    fn into_decision(self, row: Row, trace: Vec<(Row, String)>) -> Decision {
        Decision { outcome: self.outcome, row, reason: self.reason.to_owned(), obligations: self.obligations, trace }
    }
}
