//! What can be asked of a loaded release.

mod component;
mod concept;
mod description;
mod hierarchy;
mod history;
mod identifier;
mod map;
mod member;
mod module;
mod mrcm;
mod refset;
mod relationship;
mod search;
mod tables;
mod version;

use std::ops::Range;
use std::path::Path;

use super::about::About;
use super::column::Column;
use super::{FORMAT, KIND, texts};
use crate::container::{Container, ContainerError};
use crate::words::Words;
use tables::{Concepts, Descriptions, Hierarchy, Identifiers, Incoming, Members, Refsets, Relationships};

pub use component::Component;
pub use concept::Concept;
pub(super) use concept::{ABSENT, DEFINED, STATES};
pub(super) use description::INLINE;
pub use description::{Acceptability, CaseRule, Description, DescriptionKind};
pub use history::{Association, Reason};
pub use identifier::Identifier;
pub use map::MapRow;
pub use member::{Field, Member};
pub use module::{Dependency, Module};
pub use mrcm::{AttributeDomain, AttributeRange, Domain};
pub use refset::Refset;
pub use relationship::{Attribute, Relationship, Value};
pub(super) use relationship::{GROUP_FROM, KIND_FROM};
pub use search::{SearchHit, SearchOptions, Searched};
pub use version::Version;

/// A loaded release of SNOMED CT, open.
///
/// Concepts are named by ordinals, `0..count()`, in the order of their SCTIDs. A number that is no
/// ordinal of this release answers like a concept of which nothing is known. SCTIDs are plain numbers
/// here; whether one is well formed is a question for `snomed_ct_parsing`.
#[derive(Debug)]
pub struct Snomed {
    container: Container,
    about: About,
    concepts: Concepts,
    descriptions: Descriptions,
    relationships: Relationships,
    stated: Relationships,
    incoming: Incoming,
    hierarchy: Hierarchy,
    refsets: Refsets,
    members: Vec<Members>,
    identifiers: Identifiers,
    stamps: (Column, Column),
    others: Column,
    texts: Range<usize>,
    kept: concept::Kept,
}

impl Snomed {
    /// Opens the index of a release. Checks its header, and reads none of its sections through.
    pub fn open(path: &Path) -> Result<Self, ContainerError> {
        let container = Container::open(path, KIND, FORMAT)?;
        let about: About = serde_json::from_slice(container.section("about")?)
            .map_err(|error| container.damaged(format!("section about: {error}")))?;
        Words::open(&container)?;
        let members = about.patterns.iter().zip(0..).map(|(pattern, table)| Members::open(&container, pattern, table));
        Ok(Self {
            concepts: Concepts::open(&container)?,
            descriptions: Descriptions::open(&container)?,
            relationships: Relationships::open(&container, "relationships")?,
            stated: Relationships::open(&container, "stated")?,
            incoming: Incoming::open(&container)?,
            hierarchy: Hierarchy::open(&container)?,
            refsets: Refsets::open(&container)?,
            members: members.collect::<Result<_, _>>()?,
            identifiers: Identifiers::open(&container)?,
            stamps: (Column::open(&container, "stamps/module")?, Column::open(&container, "stamps/time")?),
            others: Column::open(&container, "others")?,
            texts: container.range("texts")?,
            about,
            container,
            kept: concept::Kept::default(),
        })
    }

    /// What it says of itself: dates and the columns of its reference sets.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The file that it is open from, to verify or to list its sections.
    pub fn container(&self) -> &Container {
        &self.container
    }

    fn text(&self, place: u32) -> &str {
        texts::text(&self.container, self.texts.clone(), place)
    }

    fn numbers(&self, range: &Range<usize>) -> &[u32] {
        bytemuck::try_cast_slice(self.container.at(range.clone())).unwrap_or_default()
    }

    fn longs(&self, range: &Range<usize>) -> &[u64] {
        bytemuck::try_cast_slice(self.container.at(range.clone())).unwrap_or_default()
    }
}
