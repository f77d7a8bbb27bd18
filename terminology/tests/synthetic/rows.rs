//! A release made, opened and read row by row.

use std::collections::BTreeMap;

use dcr_terminology::archive::{Limits, items};
use snomed_ct_parsing::rf2::{
    Concept, ConcreteRelationship, Content, Description, FileName, Member, Relationship, Release, Row, Table, open,
};

use super::make::snomed::calendar::Calendar;
use super::make::snomed::model::Model;
use super::make::snomed::plan::Plan;
use super::make::snomed::release;

/// The rows of one kind of release: by table and identifier, every version by its day.
pub(crate) type Versions = BTreeMap<(String, String), BTreeMap<u32, String>>;

/// A release with its counts of rows and its versions.
pub(crate) struct Made {
    pub(crate) kinds: BTreeMap<Release, Versions>,
    pub(crate) rows: BTreeMap<(Release, String), usize>,
    pub(crate) zip: Vec<u8>,
}

/// A small plan.
pub(crate) fn plan() -> Plan {
    Plan {
        concepts: 1400,
        descriptions: 4000,
        relationships: 6000,
        numbers: 100,
        refsets: 12,
        axioms: true,
        ..Plan::default()
    }
}

/// Makes a release and reads all of it.
pub(crate) fn made(plan: Plan, dates: &[u32], kinds: &[Release]) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("release.zip");
    let model = Model::new(plan, Calendar::new(dates)).unwrap();
    release::write(&model, kinds, &path).unwrap();
    let mut made = Made { kinds: BTreeMap::new(), rows: BTreeMap::new(), zip: std::fs::read(&path).unwrap() };
    for item in items(&[path], &Limits::default()).unwrap() {
        let Ok(name) = FileName::parse(item.name()) else {
            assert!(item.name().starts_with("Readme"), "{}", item.name());
            continue;
        };
        let bytes = item.read().unwrap();
        let versions = made.kinds.entry(name.release).or_default();
        let table = format!("{}{}", name.table.name(), name.summary);
        let Content::Rows(header, body) = open(&name.table, &bytes).unwrap() else {
            assert_eq!(name.table, Table::Identifier);
            continue;
        };
        for row in header.rows(body, 2) {
            let row = row.unwrap_or_else(|error| panic!("{}: {error}", item.name()));
            let (id, time) = read(&row).unwrap_or_else(|error| panic!("{}: {error}", item.name()));
            let text: Vec<_> = (0..header.columns().len()).map(|at| row.text(at).unwrap()).collect();
            let before = versions.entry((table.clone(), id.clone())).or_default().insert(time, text.join("|"));
            assert!(before.is_none(), "{}: {id} has two versions of {time}", item.name());
            *made.rows.entry((name.release, table.clone())).or_default() += 1;
        }
    }
    made
}

/// The identifier and the day of a row, all of which is read.
fn read(row: &Row<'_>) -> Result<(String, u32), snomed_ct_parsing::rf2::RowError> {
    let (id, time) = match row.header().table() {
        Table::Concept => Concept::read(row).map(|one| (one.id.to_string(), one.time))?,
        Table::Description | Table::TextDefinition => {
            Description::read(row).map(|one| (one.id.to_string(), one.time))?
        }
        Table::Relationship | Table::StatedRelationship => {
            Relationship::read(row).map(|one| (one.id.to_string(), one.time))?
        }
        Table::ConcreteRelationship => ConcreteRelationship::read(row).map(|one| (one.id.to_string(), one.time))?,
        Table::Identifier => panic!("there are none"),
        Table::Refset(..) => {
            let columns = row.header().columns().len();
            for column in Member::COLUMNS..columns {
                row.field(column)?;
            }
            Member::read(row).map(|one| (one.id.to_string(), one.time))?
        }
    };
    Ok((id, time.unwrap_or_else(|| panic!("unpublished")).get()))
}
