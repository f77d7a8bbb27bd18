//! Identifiers that other schemes give to components.

use super::{Component, Snomed, Version};

/// An identifier of another scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identifier<'a> {
    /// The identifier.
    pub alternate: &'a str,
    /// The ordinal of its scheme.
    pub scheme: u32,
    /// The component that it names.
    pub component: Component,
    /// Its effective time, module, and whether it is active.
    pub version: Version,
}

impl Snomed {
    /// Every identifier, in the order of their bytes.
    pub fn identifiers(&self) -> impl ExactSizeIterator<Item = Identifier<'_>> + '_ {
        (0..self.identifiers.alternate.len()).map(|at| self.identifier(at))
    }

    /// The identifiers that are written so, of any scheme.
    pub fn identified(&self, alternate: &str) -> impl Iterator<Item = Identifier<'_>> {
        let table = &self.identifiers.alternate;
        let (mut low, mut high) = (0, table.len());
        while low < high {
            let middle = low.midpoint(high);
            let text = self.text(table.get32(&self.container, middle));
            if text.as_bytes() < alternate.as_bytes() { low = middle + 1 } else { high = middle }
        }
        let found = (low..table.len()).map(|at| self.identifier(at));
        let alternate = alternate.to_owned();
        found.take_while(move |identifier| identifier.alternate == alternate)
    }

    fn identifier(&self, at: usize) -> Identifier<'_> {
        let (container, table) = (&self.container, &self.identifiers);
        Identifier {
            alternate: self.text(table.alternate.get32(container, at)),
            scheme: table.scheme.get32(container, at),
            component: self.component_of(table.component.get32(container, at)),
            version: self.version(table.stamp.get(container, at)),
        }
    }
}
