//! What became of a component: what replaces it, and why it is inactive.

use super::{Component, Member, Snomed};

/// A row that associates a component with another.
#[derive(Debug, Clone, Copy)]
pub struct Association<'a> {
    /// The SCTID of the kind of association, which is its reference set: replaced by, same as.
    pub kind: u64,
    /// The component that the row is about.
    pub source: Component,
    /// The component that it leads to.
    pub target: Component,
    /// The row.
    pub member: Member<'a>,
}

/// A row that says why a component is inactive, or gives it another value.
#[derive(Debug, Clone, Copy)]
pub struct Reason<'a> {
    /// The SCTID of the reference set.
    pub kind: u64,
    /// The value: duplicate, outdated.
    pub value: Component,
    /// The row.
    pub member: Member<'a>,
}

impl Snomed {
    /// The active associations of a component, with what they lead to.
    pub fn associations(&self, component: Component) -> Vec<Association<'_>> {
        let rows = self.rows_for(component).into_iter();
        rows.filter(|row| row.version.active && row.refset.is_association()).filter_map(association).collect()
    }

    /// The active rows that say why a component is inactive.
    pub fn reasons(&self, component: Component) -> Vec<Reason<'_>> {
        let rows = self.rows_for(component).into_iter();
        let reason = |member: Member<'_>| Some((member.refset.sctid, member.target("valueId")?));
        rows.filter(|row| row.version.active && row.refset.is_attribute_value())
            .filter_map(|member| reason(member).map(|(kind, value)| Reason { kind, value, member }))
            .collect()
    }

    /// The active associations that lead to a component: what it replaces, for one. Looks all of them
    /// through.
    pub fn associated_with(&self, target: Component) -> Vec<Association<'_>> {
        let kinds = self.refsets().filter(super::Refset::is_association).map(|refset| refset.sctid);
        let kinds: std::collections::BTreeSet<u64> = kinds.collect();
        let rows = kinds.into_iter().flat_map(|kind| self.associations_of(kind));
        rows.filter(|association| association.target == target).collect()
    }

    /// Every active row of an association reference set.
    pub fn associations_of(&self, refset: u64) -> impl Iterator<Item = Association<'_>> {
        let sets = self.refset(refset).filter(super::Refset::is_association);
        sets.flat_map(|set| self.rows_of(set)).filter(|row| row.version.active).filter_map(association)
    }
}

fn association(member: Member<'_>) -> Option<Association<'_>> {
    let target = member.target("targetComponentId")?;
    Some(Association { kind: member.refset.sctid, source: member.component, target, member })
}
