//! Whether two source patients are one person.

use jiff::civil::Date;

use super::name::{Names, compare_names, families_contradict, given_names_contradict};
use super::{ConflictKind, Evidence, Known, birth_date};

/// Why the same number is not enough where a date of birth is missing. What else joins the two
/// answers it.
pub const BIRTH_DATE_UNKNOWN: &str = "the same NHS number, but a date of birth is not known";

/// The circumstances of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// The day, by which a newborn is told.
    pub today: Date,
    /// Whether somebody decided that these are two people, and that decision stands.
    pub do_not_link: bool,
}

/// What follows from comparing two source patients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Match {
    /// One person, on this evidence.
    Link(Evidence),
    /// Perhaps one person: somebody must decide, and until then they are two.
    Conflict {
        /// Why.
        kind: ConflictKind,
        /// One sentence, without values that identify a person.
        reason: &'static str,
    },
    /// Nothing says that they are one, or somebody decided that they are not.
    Distinct,
}

impl Match {
    const fn conflict(kind: ConflictKind, reason: &'static str) -> Self {
        Self::Conflict { kind, reason }
    }
}

/// Compares two source patients; which of them is the new one makes no difference.
///
/// They are linked on the same local number from the same authority, unless date of birth and name
/// both contradict or each side has its own verified NHS number; or on the same NHS number,
/// verified on *both* sides, with the same date of birth, known to the day, and a name that fits.
/// Agreement on a number that may identify and on too little else is a conflict. So are several born
/// together, a newborn by less than a full given name, and a patient whom the source does not know,
/// unless the local number is the same. A do-not-link stands against everything.
pub fn compare(new: &Known<'_>, known: &Known<'_>, occasion: &Occasion) -> Match {
    if occasion.do_not_link {
        return Match::Distinct;
    }
    by_local_number(new, known).or_else(|| by_nhs_number(new, known, occasion.today)).unwrap_or(Match::Distinct)
}

fn by_local_number(new: &Known<'_>, known: &Known<'_>) -> Option<Match> {
    let authority = new.shared_authority(known)?;
    let (left, right) = (new.patient, known.patient);
    Some(if verified_apart(new, known) {
        Match::conflict(ConflictKind::TwoNumbers, "the same local number, but two different verified NHS numbers")
    } else if birth_date::contradict(left, right)
        && (families_contradict(left, right) || given_names_contradict(left, right))
    {
        // The given name counts too: a mother and her newborn share a family name.
        Match::conflict(
            ConflictKind::LocalNumberReused,
            "the same local number, but date of birth and name both contradict",
        )
    } else if (is_multiple(new) || is_multiple(known)) && given_names_contradict(left, right) {
        Match::conflict(ConflictKind::MultipleBirth, "the same local number, but born together and named differently")
    } else {
        Match::Link(Evidence::LocalNumber { authority: authority.to_owned() })
    })
}

/// Whether each side has a verified NHS number, and none of them is the same.
pub(super) fn verified_apart(left: &Known<'_>, right: &Known<'_>) -> bool {
    let shared = left.verified().any(|mine| right.verified().any(|theirs| mine == theirs));
    left.verified().next().is_some() && right.verified().next().is_some() && !shared
}

fn by_nhs_number(new: &Known<'_>, known: &Known<'_>, today: Date) -> Option<Match> {
    let same = || {
        let pairs = new.nhs_numbers().flat_map(|mine| known.nhs_numbers().map(move |theirs| (mine, theirs)));
        pairs.filter(|((mine, _), (theirs, _))| mine == theirs)
    };
    same().next()?;
    let verified = same().any(|((_, mine), (_, theirs))| mine && theirs);
    let mut all_verified = new.verified().chain(known.verified());
    let first = all_verified.next();
    Some(if new.patient.identity_unknown || known.patient.identity_unknown {
        Match::conflict(
            ConflictKind::IdentityUnknown,
            "the same NHS number, but one source does not know who the person is",
        )
    } else if all_verified.any(|number| Some(number) != first) {
        Match::conflict(ConflictKind::TwoNumbers, "the same NHS number, but also another that is verified")
    } else if is_multiple(new) || is_multiple(known) {
        Match::conflict(ConflictKind::MultipleBirth, "the same NHS number, but one of several born together")
    } else if birth_date::agree(new.patient, known.patient) {
        by_name(new, known, today, verified)
    } else if birth_date::unknown(new.patient, known.patient) {
        Match::conflict(ConflictKind::NumberAlone, BIRTH_DATE_UNKNOWN)
    } else {
        Match::conflict(ConflictKind::NumberAlone, "the same NHS number, but the date of birth does not agree")
    })
}

/// The NHS number and the date of birth agree; the name decides.
fn by_name(new: &Known<'_>, known: &Known<'_>, today: Date, verified: bool) -> Match {
    let newborn = birth_date::is_newborn(new.patient, today);
    match compare_names(new.patient, known.patient) {
        Names::Fit(fit) if newborn && fit.by_initial() => {
            Match::conflict(ConflictKind::Newborn, "the same NHS number, but a newborn of whom one side has an initial")
        }
        Names::Fit(name) if verified => Match::Link(Evidence::VerifiedNhsNumber { name }),
        Names::Fit(_) => Match::conflict(
            ConflictKind::NumberNotVerified,
            "the same NHS number, date of birth and name, but the number is not verified on both sides",
        ),
        Names::GivenDiffers => Match::conflict(
            ConflictKind::MultipleBirth,
            "the same NHS number, date of birth and family name, but another given name: perhaps twins",
        ),
        Names::GivenStandIn => Match::conflict(
            ConflictKind::Newborn,
            "the same NHS number and date of birth, but one side is not yet named",
        ),
        Names::GivenMissing if newborn => {
            Match::conflict(ConflictKind::Newborn, "the same NHS number, but a newborn without a given name")
        }
        Names::GivenMissing | Names::FamilyDiffers => Match::conflict(
            ConflictKind::NumberAlone,
            "the same NHS number and date of birth, but the name does not agree",
        ),
    }
}

fn is_multiple(known: &Known<'_>) -> bool {
    known.patient.multiple_birth == Some(true)
}
