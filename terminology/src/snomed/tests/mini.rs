//! Writing a release.

use std::collections::BTreeMap;
use std::path::Path;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::metadata::{CASE_INSENSITIVE, INFERRED, IS_A, PRIMITIVE, SYNONYM};

/// The module of every row that is not said to be of another.
pub(super) const MODULE: u64 = 900_000_000_000_207_008;

/// An SCTID of a concept, by its item.
pub(super) fn concept(item: u64) -> u64 {
    Sctid::build(7_000_000 + item, None, ComponentKind::Concept).unwrap().get()
}

/// An SCTID of a description, by its item.
pub(super) fn description(item: u64) -> u64 {
    Sctid::build(7_000_000 + item, None, ComponentKind::Description).unwrap().get()
}

/// An SCTID of a relationship, by its item.
pub(super) fn relationship(item: u64) -> u64 {
    Sctid::build(7_000_000 + item, None, ComponentKind::Relationship).unwrap().get()
}

/// A UUID, by its number.
pub(super) fn uuid(number: u64) -> String {
    format!("c0ffee00-0000-4000-8000-{number:012x}")
}

/// The tables of a release: by the beginning of the file's name, its header and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tables {
    pub(super) rows: BTreeMap<&'static str, Vec<Row>>,
}

/// A row: its identifier with its version, and the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) time: u32,
    pub(super) active: bool,
    pub(super) rest: String,
}

pub(super) const CONCEPT: &str = "sct2_Concept";
pub(super) const DESCRIPTION: &str = "sct2_Description";
pub(super) const RELATIONSHIP: &str = "sct2_Relationship";
pub(super) const LANGUAGE: &str = "der2_cRefset_Language";
pub(super) const SIMPLE: &str = "der2_Refset_Simple";
pub(super) const MAP: &str = "der2_iisssccRefset_ExtendedMap";

fn header(table: &str) -> &'static str {
    match table {
        CONCEPT => "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId",
        DESCRIPTION => "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId",
        RELATIONSHIP => {
            "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId\tcharacteristicTypeId\tmodifierId"
        }
        LANGUAGE => "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tacceptabilityId",
        SIMPLE => "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId",
        MAP => {
            "id\teffectiveTime\tactive\tmoduleId\trefsetId\treferencedComponentId\tmapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapCategoryId"
        }
        _ => unreachable!("{table}"),
    }
}

impl Tables {
    pub(super) fn row(
        &mut self,
        table: &'static str,
        id: &impl ToString,
        time: u32,
        active: bool,
        rest: impl Into<String>,
    ) {
        let row = Row { id: id.to_string(), time, active, rest: rest.into() };
        self.rows.entry(table).or_default().push(row);
    }

    pub(super) fn concept(&mut self, item: u64, time: u32, active: bool) {
        self.row(CONCEPT, &concept(item), time, active, format!("{MODULE}\t{PRIMITIVE}"));
    }

    pub(super) fn synonym(&mut self, item: u64, of: u64, term: &str, time: u32) {
        let rest = format!("{MODULE}\t{}\ten\t{SYNONYM}\t{term}\t{CASE_INSENSITIVE}", concept(of));
        self.row(DESCRIPTION, &description(item), time, true, rest);
    }

    pub(super) fn is_a(&mut self, item: u64, child: u64, parent: u64, time: u32, active: bool) {
        let rest =
            format!("{MODULE}\t{}\t{}\t0\t{IS_A}\t{INFERRED}\t900000000000451002", concept(child), concept(parent));
        self.row(RELATIONSHIP, &relationship(item), time, active, rest);
    }

    pub(super) fn member(
        &mut self,
        table: &'static str,
        number: u64,
        refset: u64,
        component: u64,
        cells: &str,
        time: u32,
    ) {
        let rest = format!("{MODULE}\t{refset}\t{component}{cells}");
        self.row(table, &uuid(number), time, true, rest);
    }

    /// Writes the files of a release of this date, and every table's file even when it has no row.
    pub(super) fn write(&self, folder: &Path, release: &str, date: u32) {
        std::fs::create_dir_all(folder).unwrap();
        for table in [CONCEPT, DESCRIPTION, RELATIONSHIP, LANGUAGE, SIMPLE, MAP] {
            let rows = self.rows.get(table).into_iter().flatten();
            let rows = rows.map(|row| format!("{}\t{}\t{}\t{}\r\n", row.id, row.time, u8::from(row.active), row.rest));
            let text = format!("{}\r\n{}", header(table), rows.collect::<String>());
            let between = if table.starts_with("sct2") { "_" } else { "" };
            std::fs::write(folder.join(format!("{table}{between}{release}_INT_{date}.txt")), text).unwrap();
        }
    }
}
