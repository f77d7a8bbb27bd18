//! One step of a chain, and where it stands.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::{Coded, Mark, MemberRow};
use crate::data_migration::{MapId, Status, Table};

/// How a step leads on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A row of a table of the Data Migration maps.
    DataMigration(Table),
    /// A code of CTV3 that took the place of a redundant one.
    Redundancy,
    /// An association of an inactive concept, such as `replaced by`.
    History(&'static str),
    /// A simple map, by the SCTID of its reference set.
    #[serde(serialize_with = "as_text")]
    SimpleMap(u64),
    /// A map to a classification, by the SCTID of its reference set.
    #[serde(serialize_with = "as_text")]
    Classification(u64),
    /// Nothing but the identifier, which SNOMED CT and dm+d share.
    SameIdentifier,
    /// A change of identifier in dm+d.
    ChangedIdentifier,
    /// The product that a pack or an actual product is of.
    Product,
    /// An element of dm+d that holds a code.
    Element,
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DataMigration(table) => table.fmt(f),
            Self::Redundancy => f.write_str("took its place"),
            Self::History(association) => f.write_str(association),
            Self::SimpleMap(refset) => write!(f, "simple map {refset}"),
            Self::Classification(refset) => write!(f, "map {refset}"),
            Self::SameIdentifier => f.write_str("same identifier"),
            Self::ChangedIdentifier => f.write_str("changed identifier"),
            Self::Product => f.write_str("product"),
            Self::Element => f.write_str("element"),
        }
    }
}

/// What names a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowId {
    /// The `MapId` of a row of the Data Migration maps.
    Map(MapId),
    /// The UUID of a member of a reference set.
    Member([u8; 16]),
    /// An element of dm+d: `VMP/VPID`.
    Element(String),
}

impl fmt::Display for RowId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Map(id) => id.fmt(f),
            Self::Element(element) => f.write_str(element),
            Self::Member(id) => {
                let digits = format!("{:032x}", u128::from_be_bytes(*id));
                let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
                write!(f, "{}-{}-{}-{}-{}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
            }
        }
    }
}

impl Serialize for RowId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whether the row of a step counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HopStatus {
    /// It counts.
    InForce,
    /// Its map was withdrawn.
    Withdrawn,
    /// Its map has a newer row.
    Superseded,
}

impl HopStatus {
    /// The status of a member of a reference set.
    pub(super) fn of(member: MemberRow) -> Self {
        if member.active { Self::InForce } else { Self::Withdrawn }
    }
}

impl From<Status> for HopStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::InForce => Self::InForce,
            Status::Withdrawn => Self::Withdrawn,
            Status::Superseded => Self::Superseded,
        }
    }
}

impl fmt::Display for HopStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::InForce => "in force",
            Self::Withdrawn => "withdrawn",
            Self::Superseded => "superseded",
        })
    }
}

/// What a map to ICD-10 or OPCS-4 says beyond its target.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Classification {
    /// The target as the release writes it.
    pub target: String,
    /// Whether the code is one of a pair.
    pub mark: Option<Mark>,
    /// The group: one target of each group is needed.
    pub group: Option<i64>,
    /// The priority in the group.
    pub priority: Option<i64>,
    /// When the row applies.
    pub rule: Option<String>,
    /// What a coder is to know.
    pub advice: Option<String>,
    /// How source and target correlate, an SCTID.
    #[serde(serialize_with = "as_text_if_any")]
    pub correlation: Option<u64>,
    /// The category of the map, an SCTID.
    #[serde(serialize_with = "as_text_if_any")]
    pub category: Option<u64>,
    /// The block, of UK maps: alternatives that are chosen between.
    pub block: Option<i64>,
}

/// One step from a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// Where it starts.
    pub from: Coded,
    /// Where it leads; none where its row says that there is nothing.
    pub to: Option<Coded>,
    /// How.
    pub by: By,
    /// Whether the row is written the other way round, and read backward.
    pub backward: bool,
    /// The name of the release that it stands in.
    pub release: String,
    /// The name of its file, where the index keeps it.
    pub file: Option<String>,
    /// The line of that file.
    pub line: Option<u64>,
    /// What names its row.
    pub row: Option<RowId>,
    /// The day from which the row holds.
    pub date: Option<Date>,
    /// Whether the row counts.
    pub status: HopStatus,
    /// The number in the status column of the Data Migration maps.
    pub map_status: Option<u8>,
    /// Whether it was clinically assured, where that is said.
    pub assured: Option<bool>,
    /// What else its row says of how it maps: `STAT` and `MAPTYP` of the Data Migration maps.
    pub rule: Option<String>,
    /// What a map to a classification says.
    pub classification: Option<Classification>,
}

impl Hop {
    /// A step of which no more is known yet.
    pub(super) fn new(from: &Coded, to: Option<Coded>, by: By, release: &str) -> Self {
        Self {
            from: from.clone(),
            to,
            by,
            backward: false,
            release: release.to_owned(),
            file: None,
            line: None,
            row: None,
            date: None,
            status: HopStatus::InForce,
            map_status: None,
            assured: None,
            rule: None,
            classification: None,
        }
    }
}

/// An SCTID as text: as a number, readers of JSON that count in floating point would round it.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn as_text<S: serde::Serializer>(sctid: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(sctid)
}

#[expect(clippy::ref_option, reason = "serde passes a reference")]
fn as_text_if_any<S: serde::Serializer>(sctid: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match sctid {
        Some(sctid) => serializer.collect_str(sctid),
        None => serializer.serialize_none(),
    }
}
