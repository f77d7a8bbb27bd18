//! Where the sections of an open index lie.

use std::ops::Range;

use super::super::about::Pattern;
use super::super::column::Column;
use crate::container::{Container, ContainerError};

/// A struct of the sections under a name, and how it is opened.
macro_rules! sections {
    ($(#[$doc:meta])* $name:ident($prefix:literal) { $($field:ident: $kind:ident = $section:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name {
            $(pub(super) $field: sections!(@type $kind),)*
        }

        impl $name {
            pub(super) fn open(container: &Container) -> Result<Self, ContainerError> {
                Ok(Self { $($field: sections!(@open $kind container concat!($prefix, "/", $section)),)* })
            }
        }
    };
    (@type column) => { Column };
    (@type bytes) => { Range<usize> };
    (@open column $container:ident $name:expr) => { Column::open($container, $name)? };
    (@open bytes $container:ident $name:expr) => { $container.range($name)? };
}

sections! {
    /// Concepts, by ordinal.
    Concepts("concepts") {
        id: bytes = "id",
        sample: bytes = "sample",
        few_samples: bytes = "few-samples",
        state: column = "state",
    }
}

sections! {
    /// Descriptions, by concept.
    Descriptions("descriptions") {
        first: column = "first",
        by_id: column = "by-id",
        id: column = "id",
        concept: column = "concept",
        stamp: column = "stamp",
        state: column = "state",
        language: column = "language",
        term: column = "term",
        length: column = "length",
    }
}

sections! {
    /// Active attributes by the concept that is their value.
    Incoming("incoming") {
        first: column = "first",
        kind: column = "type",
        source: column = "source",
    }
}

sections! {
    /// The directory of reference sets.
    Refsets("refsets") {
        id: bytes = "id",
        table: column = "table",
        first: column = "first",
        rows: column = "rows",
        active: column = "active",
        kinds: column = "kinds",
        end: column = "end",
        concepts: bytes = "concepts",
    }
}

sections! {
    /// Identifiers of other schemes, by identifier.
    Identifiers("identifiers") {
        alternate: column = "alternate",
        scheme: column = "scheme",
        component: column = "component",
        stamp: column = "stamp",
    }
}

/// The is-a relationships and their closure.
#[derive(Debug)]
pub(super) struct Hierarchy {
    pub(super) parents: (Column, Column),
    pub(super) children: (Column, Column),
    pub(super) place: Range<usize>,
    pub(super) ordinal: Range<usize>,
    pub(super) span: Range<usize>,
    pub(super) from: Range<usize>,
    pub(super) to: Range<usize>,
    pub(super) memberships: (Column, Column),
    pub(super) having: (Column, Column, Range<usize>),
    pub(super) attributes: (Range<usize>, Range<usize>),
    pub(super) languages: (Range<usize>, Range<usize>),
}

impl Hierarchy {
    pub(super) fn open(container: &Container) -> Result<Self, ContainerError> {
        let column = |name| Column::open(container, name);
        Ok(Self {
            parents: (column("parents/first")?, column("parents/of")?),
            children: (column("children/first")?, column("children/of")?),
            place: container.range("closure/place")?,
            ordinal: container.range("closure/ordinal")?,
            span: container.range("closure/span")?,
            from: container.range("closure/from")?,
            to: container.range("closure/to")?,
            memberships: (column("memberships/first")?, column("memberships/refset")?),
            having: (column("having/type")?, column("having/end")?, container.range("having/sources")?),
            attributes: (container.range("attributes/first")?, container.range("attributes/cell")?),
            languages: (container.range("languages/refset")?, container.range("languages/acceptability")?),
        })
    }
}

/// Relationships, by source.
#[derive(Debug)]
pub(super) struct Relationships {
    pub(super) first: Column,
    pub(super) id: Column,
    pub(super) kind: Column,
    pub(super) characteristic: Column,
    pub(super) modifier: Column,
    pub(super) group: Column,
    pub(super) stamp: Column,
    pub(super) target: Column,
}

impl Relationships {
    pub(super) fn open(container: &Container, name: &str) -> Result<Self, ContainerError> {
        let column = |column: &str| Column::open(container, &format!("{name}/{column}"));
        Ok(Self {
            first: column("first")?,
            id: column("id")?,
            kind: column("type")?,
            characteristic: column("characteristic")?,
            modifier: column("modifier")?,
            group: column("group")?,
            stamp: column("stamp")?,
            target: column("target")?,
        })
    }
}

/// The rows of reference sets that have the same columns.
#[derive(Debug)]
pub(super) struct Members {
    pub(super) component: Column,
    pub(super) stamp: Column,
    pub(super) id: Range<usize>,
    pub(super) cells: Vec<Column>,
    /// The rows by target, of maps.
    pub(super) by_target: Option<Column>,
}

impl Members {
    pub(super) fn open(container: &Container, pattern: &Pattern, table: usize) -> Result<Self, ContainerError> {
        let name = |column: &str| format!("members/{table}/{column}");
        let column = |column: &str| Column::open(container, &name(column));
        let cells = (0..pattern.columns.len()).map(|at| column(&at.to_string()));
        Ok(Self {
            component: column("component")?,
            stamp: column("stamp")?,
            id: container.range(&name("id"))?,
            cells: cells.collect::<Result<_, _>>()?,
            by_target: if pattern.target().is_some() { Some(column("by-target")?) } else { None },
        })
    }
}
