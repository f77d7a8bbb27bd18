//! The concepts that can satisfy a refinement, found by way of the values that they point at.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{Cardinality, Equality};

use super::ready::{Against, Ready, Test, Wanted};
use crate::ecl::evaluator::{Evaluated, Evaluator};
use crate::ecl::gathered::Gathered;
use crate::ecl::{Substrate, Target};

/// How many values are followed backwards. For more it is less to look at those that have such an
/// attribute at all.
const VALUES: u64 = 1 << 16;
/// How many values are followed backwards where what that finds is looked at again.
const VALUES_TWICE: u64 = 1 << 11;
/// How many types are asked who has them.
const KINDS: u64 = 64;

/// What can satisfy a refinement.
pub(super) enum Candidates {
    /// Nothing is known of it.
    Unknown,
    /// All that do are among these.
    Among(RoaringBitmap),
    /// These do, and no others.
    Exactly(RoaringBitmap),
}

impl Candidates {
    fn of(concepts: RoaringBitmap, exact: bool) -> Self {
        if exact { Self::Exactly(concepts) } else { Self::Among(concepts) }
    }
}

impl<S: Substrate> Evaluator<'_, S> {
    /// What can satisfy it; `grouped` in a group, of which this tells nothing for certain.
    pub(super) fn candidates(&mut self, ready: &Ready, grouped: bool) -> Evaluated<Candidates> {
        match ready {
            Ready::Attribute(test) if test.cardinality.minimum == 0 => Ok(Candidates::Unknown),
            Ready::Attribute(test) if test.reverse => self.pointed_at(test),
            Ready::Attribute(test) => self.pointing(test, grouped),
            Ready::Group(cardinality, _) if cardinality.minimum == 0 => Ok(Candidates::Unknown),
            Ready::Group(_, inner) => Ok(match self.candidates(inner, true)? {
                Candidates::Exactly(found) | Candidates::Among(found) => Candidates::Among(found),
                Candidates::Unknown => Candidates::Unknown,
            }),
            Ready::And(parts) => {
                let (mut all, mut exact) = (None, true);
                for part in parts {
                    let (found, exactly) = match self.candidates(part, grouped)? {
                        Candidates::Unknown => {
                            exact = false;
                            continue;
                        }
                        Candidates::Among(found) => (found, false),
                        Candidates::Exactly(found) => (found, true),
                    };
                    exact &= exactly;
                    all = Some(all.map_or_else(|| found.clone(), |all: RoaringBitmap| all & &found));
                }
                Ok(all.map_or(Candidates::Unknown, |all| Candidates::of(all, exact)))
            }
            Ready::Or(parts) => {
                let (mut any, mut exact) = (RoaringBitmap::new(), true);
                for part in parts {
                    match self.candidates(part, grouped)? {
                        Candidates::Unknown => return Ok(Candidates::Unknown),
                        Candidates::Among(found) => {
                            exact = false;
                            any |= found;
                        }
                        Candidates::Exactly(found) => any |= found,
                    }
                }
                Ok(Candidates::of(any, exact))
            }
        }
    }

    /// The concepts with an attribute whose value fits.
    fn pointing(&mut self, test: &Test, grouped: bool) -> Evaluated<Candidates> {
        let once = test.cardinality == Cardinality::DEFAULT && !grouped;
        let most = if once { VALUES } else { VALUES_TWICE };
        let substrate = self.substrate;
        match &test.against {
            Against::Nothing => Ok(Candidates::Exactly(RoaringBitmap::new())),
            Against::Concepts(Equality::Equal, Wanted { set: values, .. }) if values.len() <= most => {
                let mut sources = Gathered::default();
                for value in values {
                    self.step(4)?;
                    let incoming = substrate.incoming(value).filter(|(kind, _)| test.names.has(*kind));
                    sources.extend(incoming.map(|(_, source)| source));
                    if test.names.is_a {
                        sources.extend(substrate.children(value));
                    }
                }
                Ok(Candidates::of(sources.finish(), once))
            }
            against => {
                let exact = once && matches!(against, Against::Anything) && !test.names.is_a;
                let having = match test.names.kinds() {
                    Some(kinds) if kinds.len() <= KINDS && !test.names.is_a => {
                        let mut having = RoaringBitmap::new();
                        for kind in kinds {
                            having |= substrate.having(kind);
                        }
                        having
                    }
                    _ => return Ok(Candidates::Unknown),
                };
                Ok(Candidates::of(having, exact))
            }
        }
    }

    /// The concepts that are the value of an attribute whose source fits.
    fn pointed_at(&mut self, test: &Test) -> Evaluated<Candidates> {
        let substrate = self.substrate;
        let sources = match &test.against {
            Against::Nothing => return Ok(Candidates::Exactly(RoaringBitmap::new())),
            Against::Concepts(Equality::Equal, Wanted { set: sources, .. }) if sources.len() <= VALUES => sources,
            _ => return Ok(Candidates::Unknown),
        };
        let mut values = Gathered::default();
        for source in sources {
            self.step(4)?;
            values.extend(substrate.attributes(source).filter_map(|attribute| match attribute.value {
                Target::Concept(value) if test.names.has(attribute.kind) => Some(value),
                _ => None,
            }));
            if test.names.is_a {
                values.extend(substrate.parents(source));
            }
        }
        Ok(Candidates::of(values.finish(), test.cardinality == Cardinality::DEFAULT))
    }
}
