//! Concepts, descriptions and identifiers.

use super::super::metadata::{ACCEPTABLE, PREFERRED};
use super::super::read::{ABSENT, DEFINED, INLINE, STATES};
use super::rows::{DescriptionRow, IdentifierRow};
use super::{Build, firsts};
use crate::load::LoadError;

/// How many SCTIDs of concepts one sample stands for: those of one line of the processor's cache.
pub(in crate::snomed) const SAMPLE: usize = 8;
/// How many samples one of the few stands for that are looked through first.
pub(in crate::snomed) const FEW_SAMPLES: usize = 64;

impl Build<'_> {
    /// Writes the concepts, and gives those that have no row.
    pub(super) fn concepts(&mut self) -> Result<Vec<u64>, LoadError> {
        let mut rows = std::mem::take(&mut self.rows.concepts);
        rows.sort_unstable_by_key(|row| row.id);
        let mut states = vec![u64::from(ABSENT); self.space.concepts.len()];
        for row in &rows {
            let Ok(ordinal) = self.space.concepts.binary_search(&row.id) else { continue };
            if row.version.active {
                self.active.insert(u32::try_from(ordinal).unwrap_or(u32::MAX));
            }
            states[ordinal] =
                self.stamps.cell(&row.version) << STATES | u64::from(if row.defined { DEFINED } else { 0 });
        }
        self.writer.numbers("concepts/id", &self.space.concepts)?;
        let samples: Vec<u64> = self.space.concepts.iter().step_by(SAMPLE).copied().collect();
        self.writer.numbers("concepts/sample", &samples)?;
        let few: Vec<u64> = samples.into_iter().step_by(FEW_SAMPLES).collect();
        self.writer.numbers("concepts/few-samples", &few)?;
        self.column("concepts/state", &states)?;
        let absent = self.space.concepts.iter().zip(states).filter(|(_, state)| *state == u64::from(ABSENT));
        Ok(absent.map(|(sctid, _)| *sctid).collect())
    }

    pub(super) fn descriptions(&mut self, languages: &Languages) -> Result<(), LoadError> {
        let rows = std::mem::take(&mut self.rows.descriptions);
        let concepts: Vec<u64> = rows.iter().map(|row| row.concept).collect();
        let first = firsts(self.space.concepts.len(), &concepts);
        self.column("descriptions/first", &first)?;
        self.column("descriptions/concept", &concepts)?;
        drop((first, concepts));
        let ids: Vec<u64> = rows.iter().map(|row| row.id).collect();
        self.column("descriptions/id", &ids)?;
        let mut by_id: Vec<(u64, u32)> = ids.into_iter().zip(0..).collect();
        by_id.sort_unstable();
        let by_id: Vec<u64> = by_id.into_iter().map(|(_, position)| position.into()).collect();
        self.column("descriptions/by-id", &by_id)?;
        drop(by_id);
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column("descriptions/stamp", &stamps)?;
        let states: Vec<u64> = rows.iter().map(|row| u64::from(row.kind | row.case << 2)).collect();
        self.column("descriptions/state", &states)?;
        let numbers: Vec<u64> = rows.iter().map(|row| u64::from(row.language)).collect();
        self.column("descriptions/language", &numbers)?;
        self.terms(&rows)?;
        self.words(&rows, languages)
    }

    /// Writes where the text of each term stands, and its length. A term that its concept's fully
    /// specified name begins with, as most do, stands in that.
    fn terms(&mut self, rows: &[DescriptionRow]) -> Result<(), LoadError> {
        let (mut places, mut lengths) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
        let mut name: Option<(&DescriptionRow, u32)> = None;
        for row in rows {
            let term = self.rows.text(row.version.file, row.term);
            let within = name.filter(|(name, _)| name.concept == row.concept);
            let within = within.filter(|(name, _)| self.rows.text(name.version.file, name.term).starts_with(term));
            let place = match within {
                Some((_, place)) => place,
                None => self.texts.place(term).ok_or_else(super::too_many_texts)?.1,
            };
            if row.kind == 0 {
                name = Some((row, place));
            }
            let inline = term.len() as u64 >= INLINE;
            // A long text is found by its length, which stands in front of it.
            let place = if inline { self.texts.place(term).ok_or_else(super::too_many_texts)?.0 } else { place };
            places.push(u64::from(place));
            lengths.push(INLINE.min(term.len() as u64));
        }
        self.column("descriptions/term", &places)?;
        self.column("descriptions/length", &lengths)
    }

    pub(super) fn identifiers(&mut self) -> Result<(), LoadError> {
        let mut rows = std::mem::take(&mut self.rows.identifiers);
        let text = |row: &IdentifierRow| self.rows.text(row.version.file, row.alternate).to_vec();
        rows.sort_by_cached_key(|row| (text(row), self.space.few(row.scheme)));
        let texts: Result<Vec<u64>, _> = rows.iter().map(|row| self.text(row.version.file, row.alternate)).collect();
        self.column("identifiers/alternate", &texts?)?;
        let schemes: Vec<u64> = rows.iter().map(|row| self.space.few(row.scheme).into()).collect();
        self.column("identifiers/scheme", &schemes)?;
        let components: Vec<u64> = rows.iter().map(|row| row.component).collect();
        self.column("identifiers/component", &components)?;
        let stamps: Vec<u64> = rows.iter().map(|row| self.stamps.cell(&row.version)).collect();
        self.column("identifiers/stamp", &stamps)
    }
}

/// How far each language reference set accepts each description: for each description, two bits for
/// each reference set.
#[derive(Default)]
pub(super) struct Languages {
    pub(super) ids: Vec<u64>,
    pub(super) bytes: Vec<u8>,
}

impl Languages {
    /// None is accepted by these reference sets yet, which are sorted.
    pub(super) fn of(ids: Vec<u64>, descriptions: usize) -> Self {
        let bytes = vec![0; ids.len().div_ceil(4) * descriptions];
        Self { ids, bytes }
    }

    /// Notes how far the reference set of a number accepts a description; the further of two.
    pub(super) fn accept(&mut self, position: usize, number: usize, acceptability: u64) {
        let further = match acceptability {
            PREFERRED => 2,
            ACCEPTABLE => 1,
            _ => return,
        };
        let (place, shift) = (position * self.ids.len().div_ceil(4) + number / 4, number % 4 * 2);
        if let Some(byte) = self.bytes.get_mut(place) {
            let known = *byte >> shift & 3;
            *byte = *byte & !(3 << shift) | known.max(further) << shift;
        }
    }

    /// How far one accepts a description: 0 not, 1 acceptable, 2 preferred.
    pub(super) fn accepts(&self, position: usize, refset: u64) -> u8 {
        let Ok(number) = self.ids.binary_search(&refset) else { return 0 };
        let byte = self.bytes.get(position * self.ids.len().div_ceil(4) + number / 4).copied().unwrap_or(0);
        byte >> (number % 4 * 2) & 3
    }
}
