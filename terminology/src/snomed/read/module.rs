//! The modules of a release, and the columns that its reference sets describe.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::metadata::{MODULE_DEPENDENCY, REFSET_DESCRIPTOR};
use super::{Component, Member, Snomed};

/// A module of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Module {
    /// The ordinal of the module.
    pub ordinal: u32,
    /// The newest effective time of its rows, as the number YYYYMMDD.
    pub newest: u32,
}

/// That a version of a module needs a version of another.
#[derive(Debug, Clone, Copy)]
pub struct Dependency<'a> {
    /// The ordinal of the module that needs.
    pub module: u32,
    /// The version of it that needs.
    pub version: Option<Date>,
    /// The module that is needed.
    pub needs: Component,
    /// The version that is needed.
    pub needs_version: Option<Date>,
    /// The row.
    pub member: Member<'a>,
}

impl Snomed {
    /// The modules that rows belong to, by ordinal.
    pub fn modules(&self) -> Vec<Module> {
        let mut newest: BTreeMap<u32, u32> = BTreeMap::new();
        let (modules, times) = &self.stamps;
        for at in 0..modules.len() {
            let time = newest.entry(modules.get32(&self.container, at)).or_default();
            *time = (*time).max(times.get32(&self.container, at));
        }
        newest.into_iter().map(|(ordinal, newest)| Module { ordinal, newest }).collect()
    }

    /// The active rows that say which module needs which.
    pub fn dependencies(&self) -> impl Iterator<Item = Dependency<'_>> {
        let rows = self.refset(MODULE_DEPENDENCY).flat_map(|refset| self.rows_of(refset));
        rows.filter(|row| row.version.active).map(|member| {
            let date = |name| member.text(name).and_then(|text| text.parse().ok());
            Dependency {
                module: member.version.module,
                version: date("sourceEffectiveTime"),
                needs: member.component,
                needs_version: date("targetEffectiveTime"),
                member,
            }
        })
    }

    /// The active rows that describe the columns of a reference set, in the order of its columns.
    pub fn descriptor(&self, refset: u64) -> Vec<Member<'_>> {
        let component = self.component(refset);
        let sets = self.refset(REFSET_DESCRIPTOR);
        let rows = sets.flat_map(|descriptor| self.rows_about(descriptor, component));
        let mut rows: Vec<Member<'_>> = rows.filter(|row| row.version.active).collect();
        rows.sort_by_key(|row| row.integer("attributeOrder"));
        rows
    }
}
