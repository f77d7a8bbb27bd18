//! Looking at one concept: whether its attributes satisfy a refinement.

use std::collections::HashSet;

use super::ready::{Against, Ready, Test};
use crate::ecl::{Attribute, Substrate, Target};

pub(super) struct Checker<'a, S: Substrate> {
    substrate: &'a S,
    ready: &'a Ready,
    /// The attributes of the concept in hand, by group.
    attributes: Vec<Attribute<'a>>,
}

impl<'a, S: Substrate> Checker<'a, S> {
    pub(super) fn of(substrate: &'a S, ready: &'a Ready, _concepts: u64) -> Self {
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
                let count = groups.filter(|group| self.holds(inner, concept, group, true)).count();
                cardinality.allows(u32::try_from(count).unwrap_or(u32::MAX))
            }
            Ready::And(parts) => parts.iter().all(|part| self.holds(part, concept, attributes, grouped)),
            Ready::Or(parts) => parts.iter().any(|part| self.holds(part, concept, attributes, grouped)),
        }
    }

    fn holds_attribute(&self, test: &Test, concept: u32, attributes: &[Attribute<'a>], grouped: bool) -> bool {
        let fits = |attribute: &&Attribute<'_>| test.names.has(attribute.kind) && test.against.fits(attribute.value);
        let mut count = attributes.iter().filter(fits).count();
        if test.names.is_a && !grouped {
            let parents = self.substrate.parents(concept);
            count += parents.filter(|parent| test.against.fits(Target::Concept(*parent))).count();
        }
        test.cardinality.allows(u32::try_from(count).unwrap_or(u32::MAX))
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
        test.cardinality.allows(u32::try_from(sources.len()).unwrap_or(u32::MAX))
    }
}
