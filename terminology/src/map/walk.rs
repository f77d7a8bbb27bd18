//! Following the steps, as far as they go.

use super::steps::Step;
use super::{Caution, Chain, Coded, ConceptState, Concepts, Hop, Medicines, Source, System, WhyNot};
use crate::catalogue::Kind;
use crate::ctv3::Ctv3;
use crate::data_migration::DataMigration;
use crate::read_v2::ReadV2;

/// The most steps of a chain.
const MOST_HOPS: usize = 12;
/// The most chains from a code.
const MOST_CHAINS: usize = 4096;

/// Whatever is loaded that maps are read from.
#[derive(Clone, Copy, Default)]
pub struct Maps<'a> {
    /// Read v2: whether a code exists, and the texts of its terms.
    pub read_v2: Option<Source<'a, ReadV2>>,
    /// CTV3: whether a code exists, and what took the place of a redundant one.
    pub ctv3: Option<Source<'a, Ctv3>>,
    /// The Data Migration maps.
    pub data_migration: Option<Source<'a, DataMigration>>,
    /// SNOMED CT.
    pub snomed: Option<Source<'a, dyn Concepts + 'a>>,
    /// dm+d.
    pub dmd: Option<Source<'a, dyn Medicines + 'a>>,
}

impl std::fmt::Debug for Maps<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Maps")
            .field("read_v2", &self.read_v2.map(|source| source.release))
            .field("ctv3", &self.ctv3.map(|source| source.release))
            .field("data_migration", &self.data_migration.map(|source| source.release))
            .field("snomed", &self.snomed.map(|source| source.release))
            .field("dmd", &self.dmd.map(|source| source.release))
            .finish()
    }
}

impl Maps<'_> {
    /// Every way from a code to a system, each with every step and where it stands. There is always a
    /// chain: one without a target says why there is none. To its own system a code leads to what it
    /// is now: an inactive concept to what takes its place, a changed identifier to the one of now.
    pub fn map(&self, code: &str, system: System, to: System) -> Vec<Chain> {
        match Coded::parse(system, code) {
            Ok(start) => {
                let mut walk = Walk {
                    maps: self,
                    start: &start,
                    to,
                    hops: Vec::new(),
                    seen: vec![place(&start)],
                    chains: Vec::new(),
                };
                walk.follow(&start);
                walk.chains
            }
            Err(why) => {
                let start = Coded { system, code: code.to_owned(), term: None };
                vec![Chain::new(&start, &[], Some(WhyNot::Malformed(why)))]
            }
        }
    }

    /// Whether a code of the system asked for is where a chain ends.
    fn is_target(&self, at: &Coded) -> bool {
        match at.system {
            System::SnomedCt => {
                self.snomed.is_none_or(|snomed| snomed.index.state(at.sctid()) != ConceptState::Inactive)
            }
            System::Dmd => self.dmd.is_some_and(|dmd| {
                dmd.index.resolve(at.sctid()).iter().any(|succession| succession.changes.is_empty())
            }),
            System::Ctv3 => {
                let redundant = |ctv3: Source<'_, Ctv3>| {
                    let code = crate::read_code::ReadCode::parse(&at.code);
                    code.is_some_and(|code| ctv3.index.replacements(code).next().is_some())
                };
                !self.ctv3.is_some_and(redundant)
            }
            _ => true,
        }
    }

    /// What is to be known of a target beyond its steps.
    fn caution(&self, at: &Coded) -> Option<Caution> {
        match at.system {
            System::SnomedCt => match self.snomed.map(|snomed| snomed.index.state(at.sctid())) {
                None => Some(Caution::NotChecked(Kind::SnomedCt)),
                Some(ConceptState::Absent) => Some(Caution::NotInRelease(Kind::SnomedCt)),
                Some(_) => None,
            },
            System::ReadV2 => {
                let code = crate::read_code::ReadCode::parse(&at.code)?;
                let missing = !self.read_v2?.index.exists(code);
                missing.then_some(Caution::NotInRelease(Kind::ReadV2))
            }
            System::Ctv3 => {
                let code = crate::read_code::ReadCode::parse(&at.code)?;
                let missing = !self.ctv3?.index.exists(code);
                missing.then_some(Caution::NotInRelease(Kind::Ctv3))
            }
            _ => None,
        }
    }
}

/// A walk along every chain, depth first.
struct Walk<'m, 'a> {
    maps: &'m Maps<'a>,
    start: &'m Coded,
    to: System,
    /// The steps so far.
    hops: Vec<Hop>,
    /// Where they led, the start among them. A term does not make a place another.
    seen: Vec<(System, String)>,
    chains: Vec<Chain>,
}

impl Walk<'_, '_> {
    fn follow(&mut self, at: &Coded) {
        if at.system == self.to && self.maps.is_target(at) {
            let mut chain = Chain::new(self.start, &self.hops, None);
            if let Some(caution) = self.maps.caution(at) {
                chain.add(caution);
            }
            self.end(chain);
            return;
        }
        if self.hops.len() == MOST_HOPS {
            self.dead(WhyNot::TooMany);
            return;
        }
        for step in self.maps.steps(at, self.to) {
            match step {
                Step::Dead(None, why) => self.dead(why),
                Step::Dead(Some(hop), why) => {
                    self.hops.push(hop);
                    self.dead(why);
                    self.hops.pop();
                }
                Step::On(hop) => {
                    let Some(next) = hop.to.clone() else { continue };
                    let place = place(&next);
                    let round = self.seen.contains(&place);
                    self.hops.push(hop);
                    if round {
                        self.dead(WhyNot::Round);
                    } else {
                        self.seen.push(place);
                        self.follow(&next);
                        self.seen.pop();
                    }
                    self.hops.pop();
                }
            }
            if self.chains.len() > MOST_CHAINS {
                return;
            }
        }
    }

    fn dead(&mut self, why: WhyNot) {
        self.end(Chain::new(self.start, &self.hops, Some(why)));
    }

    /// Adds a chain; the one that is too many says so in its place.
    fn end(&mut self, chain: Chain) {
        match self.chains.len().cmp(&MOST_CHAINS) {
            std::cmp::Ordering::Less => self.chains.push(chain),
            std::cmp::Ordering::Equal => self.chains.push(Chain::new(self.start, &[], Some(WhyNot::TooMany))),
            std::cmp::Ordering::Greater => {}
        }
    }
}

fn place(coded: &Coded) -> (System, String) {
    (coded.system, coded.code.clone())
}
