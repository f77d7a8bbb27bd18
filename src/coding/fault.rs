//! What can be wrong with a code.

use dcr_terminology::dmd::Level;
use dcr_terminology::lookup::{Replacement, System};
use serde::Serialize;

use super::Unheld;

/// What a check of one code found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Nothing is wrong.
    Sound,
    /// Something is, each thing once.
    Faulty(Vec<Fault>),
    /// Nothing can be said.
    Uncheckable(Uncheckable),
}

/// Why nothing can be said of a code. Never the same as sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Uncheckable {
    /// No release of its system is loaded.
    NotLoaded(System),
    /// Its system is public, and its codes are not held.
    NotHeld(Unheld),
}

impl Uncheckable {
    /// In words.
    pub fn sentence(self) -> String {
        match self {
            Self::NotLoaded(system) => format!("no release of {} is loaded", system.title()),
            Self::NotHeld(unheld) => format!("codes of {} are not held", unheld.title()),
        }
    }
}

/// One thing that is wrong with a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// There is a code and no system; it is a code of these.
    NoSystem(Vec<System>),
    /// The system's name is not known; the code is one of these.
    UnknownSystem(Vec<System>),
    /// The code is one of the sender's own.
    LocalCode,
    /// The release does not have the code.
    Absent,
    /// It could not be a code of this system, for this reason.
    Malformed(String),
    /// The release has it, written otherwise.
    Miswritten(String),
    /// The named system does not have it, and others do.
    OtherSystem(Vec<System>),
    /// It may no longer be used.
    Inactive {
        /// Its status in the release's words.
        status: Option<String>,
        /// What is used in its place.
        replacements: Vec<Replacement>,
    },
    /// Its words are none of its terms.
    Display {
        /// The term to show.
        term: String,
    },
    /// Its words are a term that is no longer in use.
    FormerDisplay {
        /// The term to show.
        term: String,
    },
    /// It is a pack, and a product is meant.
    Level(Level),
    /// No map leads from it to SNOMED CT.
    Unmapped,
    /// Every map from it to SNOMED CT is without clinical assurance.
    UnassuredMap(Vec<String>),
}

/// The kinds of fault, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// There is no system.
    NoSystem,
    /// The system is not known.
    UnknownSystem,
    /// A code of the sender's own.
    LocalCode,
    /// The code does not exist.
    Absent,
    /// The code cannot exist.
    Malformed,
    /// The code is written otherwise.
    Miswritten,
    /// The code is another system's.
    OtherSystem,
    /// The code is inactive.
    Inactive,
    /// The words do not match.
    Display,
    /// The words are out of use.
    FormerDisplay,
    /// The level is wrong.
    Level,
    /// There is no map.
    Unmapped,
    /// The map is not assured.
    UnassuredMap,
}

impl FaultKind {
    /// In a few words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoSystem => "no system",
            Self::UnknownSystem => "unknown system",
            Self::LocalCode => "local code",
            Self::Absent => "does not exist",
            Self::Malformed => "malformed",
            Self::Miswritten => "miswritten",
            Self::OtherSystem => "wrong system",
            Self::Inactive => "inactive",
            Self::Display => "words do not match",
            Self::FormerDisplay => "words out of use",
            Self::Level => "wrong level",
            Self::Unmapped => "no map",
            Self::UnassuredMap => "map not assured",
        }
    }
}

impl Fault {
    /// Its kind.
    pub const fn kind(&self) -> FaultKind {
        match self {
            Self::NoSystem(_) => FaultKind::NoSystem,
            Self::UnknownSystem(_) => FaultKind::UnknownSystem,
            Self::LocalCode => FaultKind::LocalCode,
            Self::Absent => FaultKind::Absent,
            Self::Malformed(_) => FaultKind::Malformed,
            Self::Miswritten(_) => FaultKind::Miswritten,
            Self::OtherSystem(_) => FaultKind::OtherSystem,
            Self::Inactive { .. } => FaultKind::Inactive,
            Self::Display { .. } => FaultKind::Display,
            Self::FormerDisplay { .. } => FaultKind::FormerDisplay,
            Self::Level(_) => FaultKind::Level,
            Self::Unmapped => FaultKind::Unmapped,
            Self::UnassuredMap(_) => FaultKind::UnassuredMap,
        }
    }

    /// What is known beyond its kind, in words: what is right, or what to use.
    pub fn remark(&self) -> String {
        match self {
            Self::NoSystem(systems) | Self::UnknownSystem(systems) | Self::OtherSystem(systems) => {
                let titles: Vec<&str> = systems.iter().map(|system| system.title()).collect();
                if titles.is_empty() { String::new() } else { format!("it is a code of {}", titles.join(" and of ")) }
            }
            Self::LocalCode | Self::Absent | Self::Unmapped => String::new(),
            Self::Malformed(reason) => reason.clone(),
            Self::Miswritten(code) => format!("written {code}"),
            Self::Inactive { status, replacements } => {
                let named = |it: &Replacement| match &it.term {
                    Some(term) => format!("{} {} {term}", it.relation, it.code),
                    None => format!("{} {}", it.relation, it.code),
                };
                let replaced = replacements.iter().map(named);
                let status = status.iter().cloned();
                status.chain(replaced).collect::<Vec<_>>().join("; ")
            }
            Self::Display { term } | Self::FormerDisplay { term } => format!("the term is {term}"),
            Self::Level(level) => format!("it is a pack ({}), where a product is prescribed", level.name()),
            Self::UnassuredMap(codes) => format!("to {}", codes.join(", ")),
        }
    }
}
