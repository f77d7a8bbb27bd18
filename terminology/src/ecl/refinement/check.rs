//! Looking at one concept: whether its attributes satisfy a refinement.

use std::collections::HashSet;

use snomed_ct_parsing::ecl::Cardinality;

use super::ready::{Against, Ready, Test};
use crate::ecl::{Attribute, Substrate, Target};

pub(super) struct Checker<'a, S: Substrate> {
    substrate: &'a S,
    ready: &'a Ready,
    /// The attributes of the concept in hand, by group.
    attributes: Vec<Attribute<'a>>,
}

impl<'a, S: Substrate> Checker<'a, S> {
    pub(super) fn of(substrate: &'a S, ready: &'a Ready) -> Self {
        Self { substrate, ready, attributes: Vec::new() }
    }

    pub(super) fn satisfies(&mut self, concept: u32) -> bool {
        self.attributes.clear();
        self.attributes.extend(self.substrate.attributes(concept));
        self.holds(self.ready, concept, &self.attributes, false)
    }

    /// Whether it holds of these attributes of the concept: all of them, or those of one group.
    fn holds(&self, ready: &Ready, concept: u32, attributes: &[Attribute<'a>], grouped: bool) -> bool {
        match ready {
            Ready::Attribute(test) if test.reverse => self.holds_reversed(test, concept),
            Ready::Attribute(test) => self.holds_attribute(test, concept, attributes, grouped),
            Ready::Group(cardinality, inner) => {
                let groups = attributes.chunk_by(|one, next| one.group == next.group);
                let groups = groups.filter(|group| group[0].group != 0);
                enough(*cardinality, groups.filter(|group| self.holds(inner, concept, group, true)))
            }
            Ready::And(parts) => parts.iter().all(|part| self.holds(part, concept, attributes, grouped)),
            Ready::Or(parts) => parts.iter().any(|part| self.holds(part, concept, attributes, grouped)),
        }
    }

    fn holds_attribute(&self, test: &Test, concept: u32, attributes: &[Attribute<'a>], grouped: bool) -> bool {
        let fits = |attribute: &&Attribute<'_>| test.names.has(attribute.kind) && test.against.fits(attribute.value);
        let found = attributes.iter().filter(fits);
        if !test.names.is_a || grouped {
            return enough(test.cardinality, found);
        }
        let parents = self.substrate.parents(concept).filter(|parent| test.against.fits(Target::Concept(*parent)));
        enough(test.cardinality, found.map(|_| ()).chain(parents.map(|_| ())))
    }

    fn holds_reversed(&self, test: &Test, concept: u32) -> bool {
        let fits = |source: &u32| match &test.against {
            Against::Anything => true,
            against => against.fits(Target::Concept(*source)),
        };
        let named = self.substrate.incoming(concept).filter(|(kind, _)| test.names.has(*kind));
        let mut sources: HashSet<u32> = named.map(|(_, source)| source).filter(fits).collect();
        if test.names.is_a {
            sources.extend(self.substrate.children(concept).filter(fits));
        }
        enough(test.cardinality, sources.into_iter())
    }
}

/// Whether there are as many as there must be and may be. Looks no further than it takes to know.
fn enough<T>(cardinality: Cardinality, found: impl Iterator<Item = T>) -> bool {
    let look = cardinality.maximum.map_or(cardinality.minimum, |maximum| maximum.saturating_add(1));
    let count = found.take(look as usize).count();
    cardinality.allows(u32::try_from(count).unwrap_or(u32::MAX))
}
