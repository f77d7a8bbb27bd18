//! One code asked of whatever is loaded: the same answer from every system.
//!
//! Owns the form of the answer. What is asked of one system alone, its parents, its maps, its packs,
//! is in the module of that system.

mod ctv3;
mod dmd;
mod explaining;
mod read_v2;
pub(crate) mod snomed;
mod targets;

use serde::Serialize;

use crate::catalogue::Kind;
pub use crate::dmd::Level;
use crate::terminology::Terminology;

/// A system whose codes can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum System {
    /// SNOMED CT.
    SnomedCt,
    /// Read version 2.
    ReadV2,
    /// Clinical Terms Version 3.
    Ctv3,
    /// The NHS dictionary of medicines and devices.
    Dmd,
}

impl System {
    /// Every system, in the order in which a code is looked for.
    pub const ALL: [Self; 4] = [Self::SnomedCt, Self::Dmd, Self::ReadV2, Self::Ctv3];

    /// The kind of release that holds it.
    pub const fn kind(self) -> Kind {
        match self {
            Self::SnomedCt => Kind::SnomedCt,
            Self::ReadV2 => Kind::ReadV2,
            Self::Ctv3 => Kind::Ctv3,
            Self::Dmd => Kind::Dmd,
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        self.kind().title()
    }

    /// Its URI in FHIR UK Core.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::SnomedCt => "http://snomed.info/sct",
            Self::ReadV2 => "http://read.info/readv2",
            Self::Ctv3 => "http://read.info/ctv3",
            Self::Dmd => "https://dmd.nhs.uk",
        }
    }

    /// Why something cannot be a code of this system; nothing where it can.
    pub fn malformed(self, code: &str) -> Option<String> {
        match self {
            Self::ReadV2 | Self::Ctv3 => {
                let read = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
                let fits = matches!(code.len(), 1..=5 | 7) && code.bytes().all(read);
                (!fits).then(|| "a Read code has five letters, digits and dots".to_owned())
            }
            Self::SnomedCt | Self::Dmd => snomed::malformed(code),
        }
    }
}

/// What is known of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// No release of that system is loaded: nothing can be said of the code.
    NotLoaded,
    /// The release does not have it.
    Absent,
    /// The release has it.
    Found(Box<Entry>),
}

impl Answer {
    /// What was found.
    pub fn found(self) -> Option<Entry> {
        match self {
            Self::Found(entry) => Some(*entry),
            Self::NotLoaded | Self::Absent => None,
        }
    }
}

/// One code, as its release has it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The code, as the release writes it.
    pub code: String,
    /// The term to show: the one preferred in the UK.
    pub term: String,
    /// Every term that stands, the one to show first.
    pub terms: Vec<String>,
    /// Terms that are no longer in use.
    pub former_terms: Vec<String>,
    /// Whether it may be used.
    pub active: bool,
    /// Its status in the release's words, where it has more than active and inactive.
    pub status: Option<String>,
    /// What is used in its place.
    pub replacements: Vec<Replacement>,
    /// The level of a product of dm+d.
    pub level: Option<Level>,
}

/// What is used in place of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// How: `same as`, `replaced by`, `possibly equivalent to`.
    pub relation: String,
    /// The code.
    pub code: String,
    /// Its term, where it is known.
    pub term: Option<String>,
}

/// A target in SNOMED CT of a code of an older system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnomedTarget {
    /// The concept; absent where the map says that there is none, or that it is a drug.
    pub code: Option<String>,
    /// Whether the map was clinically assured.
    pub assured: bool,
}

impl Codes for Terminology {
    fn lookup(&self, system: System, code: &str) -> Answer {
        let answer = match system {
            System::SnomedCt => self.snomed.as_ref().map(|open| snomed::lookup(&open.index, code)),
            System::ReadV2 => self.read_v2.as_ref().map(|open| read_v2::lookup(&open.index, code)),
            System::Dmd => self.dmd.as_ref().map(|open| dmd::lookup(&open.index, code)),
            System::Ctv3 => self.ctv3.as_ref().map(|open| ctv3::lookup(&open.index, code)),
        };
        answer.unwrap_or(Answer::NotLoaded)
    }

    fn snomed_targets(&self, system: System, code: &str) -> Option<Vec<SnomedTarget>> {
        let maps = &self.data_migration.as_ref()?.index;
        targets::snomed_targets(maps, system, code)
    }
}

/// Whatever codes can be asked of.
pub trait Codes {
    /// What is known of a code.
    fn lookup(&self, system: System, code: &str) -> Answer;

    /// Where the NHS maps lead from a code of Read v2 or CTV3; `None` where they are not loaded.
    fn snomed_targets(&self, system: System, code: &str) -> Option<Vec<SnomedTarget>>;
}
