//! Names compared: when one fits the other.

use serde::{Deserialize, Serialize};

use crate::record::{HumanName, NameUse, Patient, fold_name};

/// How two names fit; the better ones first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameFit {
    /// Family name and first given name are the same.
    Full,
    /// So they are, by a former name of one side.
    FormerFull,
    /// The family name is the same; of the first given name one side has only the initial.
    Initial,
    /// So it is, by a former name of one side.
    FormerInitial,
}

impl NameFit {
    /// What fits, as part of a sentence.
    pub(super) const fn phrase(self) -> &'static str {
        match self {
            Self::Full => "the same family name and first given name",
            Self::FormerFull => "a former name with the same family name and first given name",
            Self::Initial => "the same family name with the initial of the first given name",
            Self::FormerInitial => "a former name with the same family name and the initial of the first given name",
        }
    }

    /// Whether only an initial of the given name is known on one side.
    pub const fn by_initial(self) -> bool {
        matches!(self, Self::Initial | Self::FormerInitial)
    }
}

/// Whether the names of two patients fit: the folded family name agrees, now or formerly, and so
/// does the first given name, or one side has only its initial and that agrees. The best fit of all
/// their names. A stand-in for a name (Baby, Unknown) is no name and fits nothing.
pub fn name_fits(left: &Patient, right: &Patient) -> Option<NameFit> {
    match compare_names(left, right) {
        Names::Fit(fit) => Some(fit),
        Names::GivenDiffers | Names::GivenStandIn | Names::GivenMissing | Names::FamilyDiffers => None,
    }
}

/// What becomes of comparing all names of two patients, the most telling first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Names {
    /// A name fits.
    Fit(NameFit),
    /// The family name agrees, and both have a first given name, which differs.
    GivenDiffers,
    /// The family name agrees, and the given name of one stands in for one not yet given.
    GivenStandIn,
    /// The family name agrees, and one has no given name.
    GivenMissing,
    /// No family name agrees.
    FamilyDiffers,
}

pub(super) fn compare_names(left: &Patient, right: &Patient) -> Names {
    let pairs = left.names.iter().flat_map(|mine| right.names.iter().map(move |theirs| (mine, theirs)));
    let compared = pairs.map(|(mine, theirs)| {
        if !same_family(mine, theirs) {
            return Names::FamilyDiffers;
        }
        let former = is_former(mine) || is_former(theirs);
        match compare_given(given_with(mine, left), given_with(theirs, right)) {
            Given::Same if former => Names::Fit(NameFit::FormerFull),
            Given::Same => Names::Fit(NameFit::Full),
            Given::Initial if former => Names::Fit(NameFit::FormerInitial),
            Given::Initial => Names::Fit(NameFit::Initial),
            Given::Differs => Names::GivenDiffers,
            Given::StandIn => Names::GivenStandIn,
            Given::Missing => Names::GivenMissing,
        }
    });
    compared.min().unwrap_or(Names::FamilyDiffers)
}

/// Whether both have a family name, and none of one agrees with any of the other.
pub(super) fn families_contradict(left: &Patient, right: &Patient) -> bool {
    let known = |patient: &Patient| patient.names.iter().any(|name| family(name).is_some());
    let agrees = left.names.iter().any(|mine| right.names.iter().any(|theirs| same_family(mine, theirs)));
    known(left) && known(right) && !agrees
}

/// Whether both have a real first given name, and none of one agrees with any of the other,
/// whatever the family names.
pub(super) fn given_names_contradict(left: &Patient, right: &Patient) -> bool {
    let pairs = || left.names.iter().flat_map(|mine| right.names.iter().map(move |theirs| (mine, theirs)));
    let compared = || pairs().map(|(mine, theirs)| compare_given(mine.given.first(), theirs.given.first()));
    compared().any(|given| given == Given::Differs)
        && !compared().any(|given| matches!(given, Given::Same | Given::Initial))
}

fn is_former(name: &HumanName) -> bool {
    matches!(name.usage, NameUse::Old | NameUse::Maiden)
}

fn same_family(left: &HumanName, right: &HumanName) -> bool {
    family(left).is_some_and(|folded| family(right) == Some(folded))
}

/// The folded family name, unless it stands in for one that is not known.
pub(super) fn family(name: &HumanName) -> Option<String> {
    let folded = fold_name(name.family.as_deref()?);
    let stands_in = matches!(folded.as_str(), "" | "UNKNOWN" | "UNK" | "NOTKNOWN" | "NK" | "NONE" | "UNNAMED");
    (!stands_in).then_some(folded)
}

/// The first given name; a name that has none, as a maiden name often has, goes with the one in use.
fn given_with<'a>(name: &'a HumanName, patient: &'a Patient) -> Option<&'a String> {
    name.given.first().or_else(|| patient.name().and_then(|name| name.given.first()))
}

/// How two first given names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Same,
    Initial,
    Differs,
    StandIn,
    Missing,
}

fn compare_given(left: Option<&String>, right: Option<&String>) -> Given {
    let (Some(left), Some(right)) = (left, right) else { return Given::Missing };
    if is_stand_in(left) || is_stand_in(right) {
        return Given::StandIn;
    }
    let (left, right) = (forms(left), forms(right));
    let pairs = || left.iter().flat_map(|mine| right.iter().map(move |theirs| (mine, theirs)));
    if pairs().next().is_none() {
        Given::Missing
    } else if pairs().any(|(mine, theirs)| !is_initial(mine) && mine == theirs) {
        Given::Same
    } else if pairs().any(|(mine, theirs)| initial_agrees(mine, theirs) || initial_agrees(theirs, mine)) {
        Given::Initial
    } else {
        Given::Differs
    }
}

/// The given name as compared: as a whole, so that Anne-Marie is Anne Marie, and by its first word,
/// since systems put several given names into one field.
fn forms(given: &str) -> Vec<String> {
    let whole = fold_name(given);
    let first = given.split_whitespace().next().map(fold_name);
    [Some(whole), first].into_iter().flatten().filter(|form| !form.is_empty()).collect()
}

fn is_initial(form: &str) -> bool {
    form.chars().nth(1).is_none()
}

fn initial_agrees(initial: &str, name: &str) -> bool {
    is_initial(initial) && name.starts_with(initial)
}

/// Whether a given name is what hospitals write before a child is named, or for want of a name.
fn is_stand_in(given: &str) -> bool {
    const STAND_INS: [&str; 21] = [
        "BABY", "BABYBOY", "BABYGIRL", "BOY", "GIRL", "MALE", "FEMALE", "TWIN", "TWINA", "TWINB", "TWINI", "TWINII",
        "TRIPLET", "INFANT", "NEWBORN", "NEONATE", "UNKNOWN", "UNK", "UNNAMED", "NOTKNOWN", "NK",
    ];
    if given.trim_start().get(..3).is_some_and(|start| start.eq_ignore_ascii_case("b/o")) {
        return true;
    }
    let words = given.split(|character: char| !character.is_alphanumeric()).map(fold_name);
    let first = words.into_iter().find(|word| !word.is_empty()).unwrap_or_default();
    let whole = fold_name(given);
    [first, whole].iter().any(|word| STAND_INS.contains(&word.trim_end_matches(|last: char| last.is_numeric())))
}
