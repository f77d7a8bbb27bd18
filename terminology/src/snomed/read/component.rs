//! Components of every kind, as members of reference sets refer to them.

use super::Snomed;

/// A component that a row refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Component {
    /// A concept, by its ordinal.
    Concept(u32),
    /// A description, by its position.
    Description(u32),
    /// Something else, by its SCTID: a relationship, or a description that the release does not have.
    Other(u64),
}

impl Snomed {
    /// The component of an SCTID, whether or not anything refers to it.
    pub fn component(&self, sctid: u64) -> Component {
        if let Some(ordinal) = self.ordinal(sctid) {
            return Component::Concept(ordinal);
        }
        self.description_position(sctid).map_or(Component::Other(sctid), Component::Description)
    }

    /// The SCTID of a component.
    pub fn component_sctid(&self, component: Component) -> u64 {
        match component {
            Component::Concept(ordinal) => self.sctid(ordinal),
            Component::Description(position) => self.descriptions.id.get(&self.container, position as usize),
            Component::Other(sctid) => sctid,
        }
    }

    /// The component that a cell numbers.
    pub(super) fn component_of(&self, number: u32) -> Component {
        let concepts = self.count();
        let descriptions = u32::try_from(self.descriptions.id.len()).unwrap_or(u32::MAX);
        match number.checked_sub(concepts) {
            None => Component::Concept(number),
            Some(position) if position < descriptions => Component::Description(position),
            Some(rest) => Component::Other(self.others.get(&self.container, (rest - descriptions) as usize)),
        }
    }

    /// The number by which cells name a component; none when nothing can refer to it.
    pub(super) fn number_of(&self, component: Component) -> Option<u32> {
        let descriptions = u32::try_from(self.descriptions.id.len()).unwrap_or(u32::MAX);
        match component {
            Component::Concept(ordinal) => Some(ordinal),
            Component::Description(position) => self.count().checked_add(position),
            Component::Other(sctid) => {
                let at = self.others.up_to(&self.container, sctid).checked_sub(1)?;
                let found = self.others.get(&self.container, at) == sctid;
                found.then(|| self.count() + descriptions + u32::try_from(at).unwrap_or(u32::MAX))
            }
        }
    }
}
