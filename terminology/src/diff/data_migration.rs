//! The facts of a code that the NHS maps lead from.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Coded, Fact};
use crate::data_migration::{DataMigration, End, Status};

/// The maps in force, by system and code of what they lead from.
pub(super) type Maps = Rc<BTreeMap<String, BTreeSet<Fact>>>;

/// Gathers them: rows have no order of codes over all tables.
pub(super) fn gathered(maps: &DataMigration) -> Maps {
    let mut gathered: BTreeMap<String, BTreeSet<Fact>> = BTreeMap::new();
    for row in maps.rows().filter(|row| row.status() == Status::InForce) {
        let system = match row.from() {
            End::ReadV2(..) => "Read v2",
            End::Ctv3(..) => "CTV3",
            End::Snomed(..) => "SNOMED CT",
            End::Drug | End::Nothing | End::Empty => continue,
        };
        let assured = match row.assured() {
            Some(true) => "assured",
            Some(false) => "not assured",
            None => "assurance not said",
        };
        let fact = ("map", format!("{} to {}, {assured}", row.table(), row.to()));
        gathered.entry(format!("{system} {}", row.from())).or_default().insert(fact);
    }
    Rc::new(gathered)
}

/// A code with its facts.
pub(super) fn coded(maps: &Maps, code: &str) -> Coded {
    Coded { code: code.to_owned(), term: String::new(), facts: maps.get(code).cloned().unwrap_or_default() }
}
