//! What the system of a practice cannot send, by section, as data.

use std::sync::OnceLock;

use serde::Deserialize;

use super::reading::Reading;
use crate::record::{CodeableConcept, EntryAction, EntryStatement, Flag, FlagKind, Resource, Section, SourceCoding};

#[derive(Deserialize, Default)]
struct Table {
    limit: Vec<Limit>,
    supplier: Vec<Supplier>,
}

#[derive(Deserialize)]
struct Supplier {
    name: String,
    /// How the systems of its numbers begin.
    systems: Vec<String>,
    limits: Vec<Limit>,
}

#[derive(Deserialize)]
struct Limit {
    section: Section,
    text: String,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| toml::from_str(include_str!("suppliers.toml")).unwrap_or_default())
}

/// The supplier whose numbers are of a system, by its place in the table.
pub(super) fn of_system(system: &str) -> Option<usize> {
    let is_its = |supplier: &Supplier| supplier.systems.iter().any(|known| system.starts_with(known.as_str()));
    table().supplier.iter().position(is_its)
}

/// What cannot be sent for the sections that a message carries. The supplier is the one whose numbers
/// occur most; where none is recognised, that is said.
pub(super) fn limits(reading: &Reading<'_>, sections: &[Section]) -> Vec<EntryStatement> {
    let most = reading.scan.suppliers.iter().max_by_key(|(place, count)| (**count, usize::MAX - **place));
    let supplier = table().supplier.get(most.map_or(0, |(place, _)| *place));
    let own = supplier.iter().flat_map(|supplier| {
        supplier.limits.iter().map(|limit| (limit.section, format!("{}: {}", supplier.name, limit.text)))
    });
    let all = own.chain(table().limit.iter().map(|limit| (limit.section, limit.text.clone())));
    let mut counts = std::collections::HashMap::new();
    let carried = all.filter(|(section, _)| sections.contains(section));
    carried
        .map(|(section, text)| {
            let count = counts.entry(section).and_modify(|count| *count += 1).or_insert(1);
            statement(reading, section, *count, text)
        })
        .collect()
}

fn statement(reading: &Reading<'_>, section: Section, count: u32, text: String) -> EntryStatement {
    let prefix = format!("gpc:supplier:{}:", section.slug());
    let flag = Flag { code: CodeableConcept::text(text), kind: FlagKind::SourceLimit, ..Flag::default() };
    EntryStatement {
        key: format!("{prefix}{count}"),
        action: EntryAction::Assert,
        section,
        resource: Some(Resource::Flag(flag)),
        source: SourceCoding::default(),
        location: reading.document.location(0),
        version_time: None,
        replaces: Some(prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_reads() {
        let table: Table = toml::from_str(include_str!("suppliers.toml")).unwrap();
        assert!(table.supplier[0].systems.is_empty(), "the first is the one that is not recognised");
        assert_eq!(of_system("https://EMISWeb/A82038"), Some(1));
        assert_eq!(of_system("https://tpp-uk.com/Id/ccs-id"), Some(2));
        assert_eq!(of_system("https://example.org"), None);
    }
}
