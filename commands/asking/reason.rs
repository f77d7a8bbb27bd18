//! Why somebody looks: purpose, words, incident, permission, emergency.

use clap::{Args, ValueEnum};
use dcr::access::{AnsweredBy, Claim, Purpose, Reason};
use dcr::consent::{Emergency, Permission, Unsealing};

use crate::error::CommandError;
use crate::purpose::PurposeName;
use crate::session::Session;

/// The heading of these options in help.
const WHY: &str = "Why you look (written to the audit)";

/// Why somebody looks.
#[derive(Debug, Args)]
pub(crate) struct ReasonArgs {
    /// The purpose [default: direct-care]
    #[arg(long, help_heading = WHY, value_name = "PURPOSE")]
    purpose: Option<PurposeName>,
    /// Your own words
    #[arg(long, help_heading = WHY, value_name = "TEXT")]
    reason: Option<String>,
    /// The incident that record operations serve
    #[arg(long, help_heading = WHY, value_name = "REF")]
    incident: Option<String>,
    /// What became of asking the person for permission; you are asked where it is needed
    #[arg(long, help_heading = WHY, value_name = "ANSWER")]
    permission: Option<PermissionArg>,
    /// Who answered [default: the person]
    #[arg(long, help_heading = WHY, value_name = "WHO", requires = "permission")]
    answered_by: Option<AnsweredByArg>,
    /// The evidence that the answer counts: of a child's competence, of parental responsibility, of a
    /// power of attorney
    #[arg(long, help_heading = WHY, value_name = "REF", requires = "permission")]
    evidence: Option<String>,
    /// Look without permission, on this ground; needs --reason, and the privacy officer is told
    #[arg(long, help_heading = WHY, value_name = "GROUND", requires = "reason")]
    emergency: Option<EmergencyArg>,
    /// Open sealed entries too, on this ground; needs --reason and a role that may override consent,
    /// and the privacy officer is told
    #[arg(long, help_heading = WHY, value_name = "GROUND", requires = "reason")]
    unseal: Option<UnsealArg>,
    /// Nothing on record says that you care for the person, but you do: say why. The privacy officer
    /// is told
    #[arg(long, help_heading = WHY, value_name = "WHY")]
    claim: Option<ClaimArg>,
    /// Ask only for what your own organisation holds
    #[arg(long, help_heading = WHY)]
    own_items: bool,
}

/// A ground for opening what is sealed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum UnsealArg {
    /// The person said that these may be seen
    ExpressConsent,
    /// The law requires it
    LegalRequirement,
    /// A public interest overrides
    OverridingPublicInterest,
}

/// What became of asking.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum PermissionArg {
    /// The person said yes
    Given,
    /// The person said no
    Refused,
    /// Nobody asked
    NotAsked,
    /// The person could not be asked
    Unable,
    /// It was discussed with the person, without asking for permission
    Discussed,
}

/// A ground for looking without permission.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum EmergencyArg {
    /// A medical emergency
    Medical,
    /// Safeguarding a child or an adult at risk
    Safeguarding,
    /// The person refused, but lacks capacity or an overriding interest stands
    OverridingInterest,
}

/// Who answered.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum AnsweredByArg {
    /// The person
    Person,
    /// Somebody with parental responsibility
    Parent,
    /// An attorney for health and welfare, or a deputy
    Attorney,
}

impl From<AnsweredByArg> for AnsweredBy {
    fn from(answered_by: AnsweredByArg) -> Self {
        match answered_by {
            AnsweredByArg::Person => Self::Person,
            AnsweredByArg::Parent => Self::Parent,
            AnsweredByArg::Attorney => Self::Attorney,
        }
    }
}

/// Why somebody claims to be in a person's care.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum ClaimArg {
    /// You treat the person now, and the source has not said so yet
    Attending,
    /// The person was referred to you or your team, and the referral is not in the record
    Referred,
    /// Somebody who treats the person asked for your advice
    Advice,
    /// You stand in for the team that treats the person
    Cover,
    /// You follow up care that you gave
    FollowUp,
}

impl From<ClaimArg> for Claim {
    fn from(claim: ClaimArg) -> Self {
        match claim {
            ClaimArg::Attending => Self::Attending,
            ClaimArg::Referred => Self::Referred,
            ClaimArg::Advice => Self::Advice,
            ClaimArg::Cover => Self::Cover,
            ClaimArg::FollowUp => Self::FollowUp,
        }
    }
}

impl ReasonArgs {
    /// The reason for a look at one person; asks for the permission where a person can be asked.
    pub(crate) fn read(&self, session: &mut Session<'_>) -> Result<Reason, CommandError> {
        let mut reason = self.without_permission(session);
        reason.permission = match self.stated() {
            Some(permission) => permission,
            None if self.must_ask(&reason, session) => ask(session)?,
            None => Permission::NotAsked,
        };
        Ok(reason)
    }

    /// The reason as another user would give it: nobody is asked, and care is the purpose where none is
    /// named.
    pub(crate) fn as_another(&self, session: &Session<'_>) -> Reason {
        let purpose = self.purpose.map_or(Purpose::DirectCare, Into::into);
        Reason { purpose, permission: self.stated().unwrap_or_default(), ..self.without_permission(session) }
    }

    /// The reason for a search or a list, for which nobody is asked.
    pub(crate) fn without_permission(&self, session: &Session<'_>) -> Reason {
        Reason {
            purpose: self.purpose.unwrap_or(session.settings.purpose.value).into(),
            text: self.reason.clone(),
            incident: self.incident.clone(),
            permission: Permission::NotAsked,
            answered_by: self.answered_by.map(Into::into).unwrap_or_default(),
            evidence: self.evidence.clone(),
            emergency: self.emergency.map(|ground| match ground {
                EmergencyArg::Medical => Emergency::Medical,
                EmergencyArg::Safeguarding => Emergency::Safeguarding,
                EmergencyArg::OverridingInterest => Emergency::OverridingInterest,
            }),
            unseal: self.unseal.map(|ground| match ground {
                UnsealArg::ExpressConsent => Unsealing::ExpressConsent,
                UnsealArg::LegalRequirement => Unsealing::LegalRequirement,
                UnsealArg::OverridingPublicInterest => Unsealing::OverridingPublicInterest,
            }),
            claim: self.claim.map(Into::into),
            own_items: self.own_items,
        }
    }

    fn stated(&self) -> Option<Permission> {
        self.permission.map(|permission| match permission {
            PermissionArg::Given => Permission::Given,
            PermissionArg::Refused => Permission::Refused,
            PermissionArg::NotAsked => Permission::NotAsked,
            PermissionArg::Unable => Permission::Unable,
            PermissionArg::Discussed => Permission::Discussed,
        })
    }

    /// The reason for reading the audit: a privacy investigation, unless another purpose is named.
    pub(crate) fn for_audit(&self, session: &Session<'_>) -> Reason {
        self.for_audit_or(Purpose::PrivacyInvestigation, session)
    }

    /// The reason for reading the audit, for this purpose unless another is named.
    pub(crate) fn for_audit_or(&self, purpose: Purpose, session: &Session<'_>) -> Reason {
        Reason { purpose: self.purpose.map_or(purpose, Into::into), ..self.without_permission(session) }
    }

    fn must_ask(&self, reason: &Reason, session: &Session<'_>) -> bool {
        reason.purpose == Purpose::DirectCare && self.emergency.is_none() && session.terminal.can_ask()
    }
}

/// Asks until an answer fits.
fn ask(session: &mut Session<'_>) -> Result<Permission, CommandError> {
    loop {
        let answer = session
            .terminal
            .ask("Has the person given permission to view? [g]iven, [r]efused, [n]ot asked, [u]nable to ask:")?;
        match answer.to_ascii_lowercase().as_str() {
            "g" | "given" | "y" | "yes" => return Ok(Permission::Given),
            "r" | "refused" => return Ok(Permission::Refused),
            "n" | "not asked" | "not-asked" | "" => return Ok(Permission::NotAsked),
            "u" | "unable" => return Ok(Permission::Unable),
            _ => session.terminal.hint("answer g, r, n or u"),
        }
    }
}
