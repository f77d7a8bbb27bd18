//! Concepts, descriptions and identifiers.

use std::collections::BTreeMap;

use super::super::metadata::{ACCEPTABLE, PREFERRED};
use super::super::read::{ABSENT, DEFINED};
use super::rows::{FieldKind, IdentifierRow};
use super::{Build, firsts};
use crate::load::LoadError;

impl Build<'_> {
    /// Writes the concepts, and gives those that have no row.
    pub(super) fn concepts(&mut self) -> Result<Vec<u64>, LoadError> {
        let count = self.space.concepts.len();
        let (mut stamps, mut states) = (vec![0; count], vec![ABSENT; count]);
        for row in &self.rows.concepts {
            let ordinal = self.space.ordinal(row.id) as usize;
            if row.version.active {
                self.active.insert(self.space.ordinal(row.id));
            }
            stamps[ordinal] = self.stamps.cell(&row.version);
            states[ordinal] = if row.defined { DEFINED } else { 0 };
        }
        self.rows.concepts = Vec::new();
        self.writer.numbers("concepts/id", &self.space.concepts)?;
        self.writer.section("concepts/state", &states)?;
        self.column("concepts/stamp", &stamps)?;
        let absent = self.space.concepts.iter().zip(states).filter(|(_, state)| *state == ABSENT);
        Ok(absent.map(|(sctid, _)| *sctid).collect())
    }

    pub(super) fn descriptions(&mut self) -> Result<(), LoadError> {
        let rows = std::mem::take(&mut self.rows.descriptions);
        let owners = rows.iter().map(|row| self.space.ordinal(row.concept));
        let first = firsts(self.space.concepts.len(), owners);
        self.column("descriptions/first", &first)?;
        let by_id = self.space.by_id();
        self.column("descriptions/by-id", &by_id)?;
        let ids: Vec<u64> = rows.iter().map(|row| row.id).collect();
        self.column("descriptions/id", &ids)?;
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column("descriptions/stamp", &stamps)?;
        let states: Vec<u64> = rows.iter().map(|row| u64::from(row.kind | row.case << 2)).collect();
        self.column("descriptions/state", &states)?;
        let languages: Vec<u64> = rows.iter().map(|row| u64::from(row.language)).collect();
        self.column("descriptions/language", &languages)?;
        let concepts: Vec<u64> = rows.iter().map(|row| u64::from(self.space.ordinal(row.concept))).collect();
        self.column("descriptions/concept", &concepts)?;
        let terms: Result<Vec<u64>, _> = rows.iter().map(|row| self.text(row.version.origin, row.term)).collect();
        self.column("descriptions/term", &terms?)?;
        let languages = self.acceptability(rows.len())?;
        self.words(&rows, &concepts, &languages)
    }

    /// For each description, two bits for each language reference set.
    fn acceptability(&mut self, descriptions: usize) -> Result<Languages, LoadError> {
        let mut refsets: BTreeMap<u64, Vec<(u32, u8)>> = BTreeMap::new();
        let before = self.space.concepts.len();
        for table in self.rows.tables.iter().filter(|table| is_language(&table.columns)) {
            for row in table.rows.iter().filter(|row| row.version.active) {
                let acceptability = match table.cells_of(row) {
                    [PREFERRED] => 2,
                    [ACCEPTABLE] => 1,
                    _ => continue,
                };
                let position = (self.space.number(row.component) as usize).checked_sub(before);
                if let Some(position) = position.filter(|position| *position < descriptions) {
                    let position = u32::try_from(position).unwrap_or(u32::MAX);
                    refsets.entry(self.rows.few.sctid(row.refset)).or_default().push((position, acceptability));
                }
            }
        }
        let width = refsets.len().div_ceil(4);
        let mut bytes = vec![0; width * descriptions];
        for (number, positions) in refsets.values().enumerate() {
            for (position, acceptability) in positions {
                let byte: &mut u8 = &mut bytes[*position as usize * width + number / 4];
                let shift = number % 4 * 2;
                *byte = *byte & !(3 << shift) | (acceptability.max(&(*byte >> shift & 3)) << shift);
            }
        }
        let ids: Vec<u64> = refsets.into_keys().collect();
        self.writer.numbers("languages/refset", &ids)?;
        self.writer.section("languages/acceptability", &bytes)?;
        Ok(Languages { ids, width, bytes })
    }

    pub(super) fn identifiers(&mut self) -> Result<(), LoadError> {
        let mut rows = std::mem::take(&mut self.rows.identifiers);
        let text = |row: &IdentifierRow| self.rows.text(row.version.origin, row.alternate).to_vec();
        rows.sort_by_cached_key(|row| (text(row), self.rows.few.sctid(row.scheme)));
        let texts: Result<Vec<u64>, _> = rows.iter().map(|row| self.text(row.version.origin, row.alternate)).collect();
        self.column("identifiers/alternate", &texts?)?;
        let scheme = |row: &IdentifierRow| u64::from(self.space.ordinal(self.rows.few.sctid(row.scheme)));
        let schemes: Vec<u64> = rows.iter().map(scheme).collect();
        self.column("identifiers/scheme", &schemes)?;
        let components: Vec<u64> = rows.iter().map(|row| u64::from(self.space.number(row.component))).collect();
        self.column("identifiers/component", &components)?;
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column("identifiers/stamp", &stamps)
    }
}

/// How far each language reference set accepts each description.
pub(super) struct Languages {
    ids: Vec<u64>,
    width: usize,
    bytes: Vec<u8>,
}

impl Languages {
    /// How far one accepts a description: 0 not, 1 acceptable, 2 preferred.
    pub(super) fn of(&self, position: usize, refset: u64) -> u8 {
        let Ok(number) = self.ids.binary_search(&refset) else { return 0 };
        let byte = self.bytes.get(position * self.width + number / 4).copied().unwrap_or(0);
        byte >> (number % 4 * 2) & 3
    }
}

/// Whether these are the further columns of language reference sets.
pub(super) fn is_language(columns: &[(String, FieldKind)]) -> bool {
    matches!(columns, [(name, FieldKind::Component)] if name == "acceptabilityId")
}
