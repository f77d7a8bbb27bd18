//! The files of one release, each there once.

use super::Role;
use crate::archive::Item;
use crate::delimited::TextFile;
use crate::load::{LoadError, Told};

/// The files of a release, read whole.
pub(super) struct Files {
    pub(super) concepts: TextFile,
    pub(super) descriptions: TextFile,
    pub(super) terms: TextFile,
    pub(super) hierarchy: TextFile,
    pub(super) redundant: Option<TextFile>,
    pub(super) dictionary: Option<TextFile>,
    pub(super) local_hierarchy: Option<TextFile>,
}

impl Files {
    /// Reads them. The four that make up the release must be there, and none twice.
    pub(super) fn read(items: &[(Item, Role)], told: Told<'_>) -> Result<Self, LoadError> {
        let one = |name: &str, is: fn(Role) -> bool| {
            let mut found = items.iter().filter(|(_, role)| is(*role)).map(|(item, _)| item);
            match (found.next(), found.next()) {
                (None, _) => Ok(None),
                (Some(item), None) => TextFile::read(item, told).map(Some),
                (Some(one), Some(other)) => {
                    let (one, other) = (one.place(), other.place());
                    Err(LoadError::Disagree(format!("there are two {name}: {one} and {other}")))
                }
            }
        };
        let needed = |name: &str, is| {
            let missing = || LoadError::Disagree(format!("CTV3 cannot be loaded without {name}"));
            one(name, is)?.ok_or_else(missing)
        };
        Ok(Self {
            concepts: needed("Concept.v3", |role| matches!(role, Role::Concepts(_)))?,
            descriptions: needed("Descrip.v3", |role| matches!(role, Role::Descriptions(_)))?,
            terms: needed("Terms.v3", |role| matches!(role, Role::Terms(_)))?,
            hierarchy: needed("V3hier.v3", |role| matches!(role, Role::Hierarchy(_)))?,
            redundant: one("Redun.map", |role| matches!(role, Role::Redundant(_)))?,
            dictionary: one("ctv3_dictionary.csv", |role| matches!(role, Role::LocalDictionary(_)))?,
            local_hierarchy: one("ctv3_hierarchy.csv", |role| matches!(role, Role::LocalHierarchy(_)))?,
        })
    }

    /// What is to be said of them, and of those that are not read.
    pub(super) fn notes(&self, items: &[(Item, Role)]) -> Vec<String> {
        let needed = [&self.concepts, &self.descriptions, &self.terms, &self.hierarchy];
        let others = [&self.redundant, &self.dictionary, &self.local_hierarchy].into_iter().flatten();
        let mut notes: Vec<String> = needed.into_iter().chain(others).flat_map(|file| file.notes().to_vec()).collect();
        for (item, _) in items.iter().filter(|(_, role)| matches!(role, Role::NotRead(_))) {
            notes.push(format!("{}: not read, for its columns are not known", item.place()));
        }
        if self.redundant.is_none() {
            notes.push("there is no Redun.map: what took the place of a redundant code is not known".to_owned());
        }
        notes
    }
}
