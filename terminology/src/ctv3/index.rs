//! What an index holds, before it is written.

use std::path::Path;

use super::local::{DictionaryRow, DistanceRow};
use super::rows::{ConceptRow, LinkRow, TermRow};
use super::{FORMAT, KIND, Status, sections};
use crate::cells::{Searched, Spans, ordinal, write_words};
use crate::container::ContainerWriter;
use crate::load::LoadError;
use crate::read_code::ReadCode;
use crate::text_pool::{TextPool, text};

/// The concept is of the release.
pub(super) const RELEASED: u32 = 1;
/// No type is known: of a local code.
pub(super) const NO_TYPE: u32 = u32::MAX;

/// The rows of every file.
pub(super) struct Rows {
    pub(super) concepts: Vec<ConceptRow>,
    pub(super) terms: Vec<TermRow>,
    pub(super) descriptions: Vec<LinkRow>,
    pub(super) hierarchy: Vec<LinkRow>,
    pub(super) redundant: Vec<[ReadCode; 2]>,
    pub(super) dictionary: Vec<DictionaryRow>,
    pub(super) distances: Vec<DistanceRow>,
}

/// The tables of an index.
pub(super) struct Index {
    pub(super) codes: Vec<ReadCode>,
    /// For each code its status, role and origin (a byte each), the ordinal of its type, and the
    /// place of its description in a supplier's dictionary.
    pub(super) cells: Vec<[u32; 3]>,
    pub(super) terms: Vec<TermRow>,
    /// For each code the ordinal of each of its terms and its letter, the preferred one first.
    pub(super) descriptions: Spans<[u32; 2]>,
    /// For each term its codes.
    term_codes: Spans<u32>,
    /// For each code those above it, and its order there.
    pub(super) parents: Spans<[u32; 2]>,
    /// For each code those below it, in their order.
    pub(super) children: Spans<u32>,
    /// Old codes and those that took their places.
    pub(super) redundant: Vec<[ReadCode; 2]>,
    /// A supplier's rows, as they were read.
    pub(super) dictionary: Vec<DictionaryRow>,
    /// A supplier's rows, as they were read.
    pub(super) distances: Vec<DistanceRow>,
}

impl Index {
    /// All rows together.
    pub(super) fn of(rows: Rows) -> Result<Self, LoadError> {
        let mut codes: Vec<ReadCode> = rows.concepts.iter().map(|row| row.code).collect();
        codes.extend(rows.dictionary.iter().map(|(code, _)| *code));
        codes.sort_unstable();
        codes.dedup();
        let at = |code: ReadCode| codes.binary_search(&code).map_or(Ok(NO_TYPE), ordinal);
        let mut cells = vec![[0, NO_TYPE, 0]; codes.len()];
        for row in &rows.concepts {
            let cell = row.status.cell() | u32::from(row.role) << 8 | RELEASED << 16;
            cells[at(row.code)? as usize] = [cell, at(row.concept_type)?, 0];
        }
        for (code, description) in &rows.dictionary {
            cells[at(*code)? as usize][2] = *description;
        }
        // A row speaks of concepts by their place in Concept.v3, where local codes do not count.
        let released: Vec<u32> = rows.concepts.iter().map(|row| at(row.code)).collect::<Result<_, _>>()?;
        let released = |place: u32| released.get(place as usize).copied().unwrap_or(NO_TYPE);
        let mut descriptions: Vec<(u32, [u32; 2])> =
            rows.descriptions.iter().map(|row| (released(row.one), [row.other, row.cell])).collect();
        descriptions.sort_by_key(|(code, [_, letter])| (*code, *letter));
        let mut term_codes: Vec<(u32, u32)> = descriptions.iter().map(|(code, [term, _])| (*term, *code)).collect();
        term_codes.sort_unstable();
        let mut edges: Vec<(u32, [u32; 2])> =
            rows.hierarchy.iter().map(|row| (released(row.one), [released(row.other), row.cell])).collect();
        for row in rows.distances.iter().filter(|row| row.distance == 1) {
            let (below, above) = (at(row.below)?, at(row.above)?);
            if [below, above].iter().any(|code| cells[*code as usize][0] >> 16 != RELEASED) {
                edges.push((below, [above, 0]));
            }
        }
        edges.sort_unstable();
        edges.dedup_by_key(|(below, [above, _])| (*below, *above));
        let mut children: Vec<(u32, u32, u32)> =
            edges.iter().map(|(below, [above, order])| (*above, *order, *below)).collect();
        children.sort_unstable();
        Ok(Self {
            descriptions: Spans::of(codes.len(), descriptions)?,
            term_codes: Spans::of(rows.terms.len(), term_codes)?,
            parents: Spans::of(codes.len(), edges)?,
            children: Spans::of(codes.len(), children.into_iter().map(|(above, _, below)| (above, below)))?,
            terms: rows.terms,
            redundant: rows.redundant,
            dictionary: rows.dictionary,
            distances: rows.distances,
            codes,
            cells,
        })
    }

    /// Whether a code is of the release, and not a supplier's own.
    pub(super) fn is_released(&self, code: u32) -> bool {
        self.cells.get(code as usize).is_some_and(|cells| cells[0] >> 16 == RELEASED)
    }

    /// What was counted.
    pub(super) fn counts(&self) -> Vec<(String, u64)> {
        let cells = |is: fn(u32) -> bool| self.cells.iter().filter(|cells| is(cells[0])).count();
        let released = cells(|cell| cell >> 16 == RELEASED);
        let counts = [
            ("concepts", released),
            ("current or optional concepts", cells(|cell| cell >> 16 == RELEASED && Status::of_cell(cell).is_active())),
            ("terms", self.terms.len()),
            ("descriptions", self.descriptions.rows().len()),
            ("steps of the hierarchy", self.parents.rows().len()),
            ("redundant codes", self.redundant.len()),
            ("local codes", self.codes.len() - released),
        ];
        counts.map(|(what, count)| (what.to_owned(), count as u64)).into()
    }

    /// Writes the index.
    pub(super) fn write(&self, pool: &TextPool, to: &Path) -> Result<(), LoadError> {
        let mut writer = ContainerWriter::create(to, KIND, FORMAT)?;
        writer.numbers(
            sections::NAMES[sections::CODES],
            &self.codes.iter().map(|code| code.number()).collect::<Vec<u64>>(),
        )?;
        writer.numbers(sections::NAMES[sections::CELLS], &self.cells)?;
        self.descriptions.write(
            &mut writer,
            sections::NAMES[sections::CONCEPT_TERMS],
            sections::NAMES[sections::DESCRIPTIONS],
        )?;
        self.parents.write(
            &mut writer,
            sections::NAMES[sections::CONCEPT_PARENTS],
            sections::NAMES[sections::PARENTS],
        )?;
        self.children.write(
            &mut writer,
            sections::NAMES[sections::CONCEPT_CHILDREN],
            sections::NAMES[sections::CHILDREN],
        )?;
        writer.numbers(
            sections::NAMES[sections::TERMS],
            &self.terms.iter().map(|term| term.id.number()).collect::<Vec<u64>>(),
        )?;
        let cells = self.terms.iter().map(|term| {
            let [t30, t60, t198] = term.texts;
            [term.status.cell(), t30, t60, t198]
        });
        writer.numbers(sections::NAMES[sections::TERM_CELLS], &cells.collect::<Vec<[u32; 4]>>())?;
        self.term_codes.write(
            &mut writer,
            sections::NAMES[sections::TERM_CONCEPTS],
            sections::NAMES[sections::TERM_CODES],
        )?;
        let pairs = self.redundant.iter().map(|pair| pair.map(ReadCode::number));
        writer.numbers(sections::NAMES[sections::REDUNDANT], &pairs.collect::<Vec<[u64; 2]>>())?;
        writer.section("texts", pool.bytes())?;
        write_words(self.searched(pool.bytes()), &mut writer)?;
        Ok(writer.finish()?)
    }

    /// Every text that can be searched for: of a code of the release its terms, of a local one its
    /// description.
    fn searched<'a>(&self, texts: &'a [u8]) -> Vec<Searched<'a>> {
        let mut found = Vec::new();
        for (cells, document) in self.cells.iter().zip(0..) {
            let released = self.is_released(document);
            let inactive = released && !Status::of_cell(cells[0]).is_active();
            let local = [[0, 0, cells[2]]].into_iter().filter(|_| !released).map(|places| (places, false));
            let rows = self.descriptions.get(document).iter();
            let terms = rows
                .filter_map(|[term, letter]| Some((self.terms.get(*term as usize)?.texts, *letter != u32::from(b'P'))));
            for (places, synonym) in terms.chain(local) {
                let filled = places.into_iter().rev().map(|place| text(texts, place)).filter(|text| !text.is_empty());
                found.extend(filled.enumerate().map(|(at, text)| {
                    let (cut, length) = (at > 0, text.len());
                    Searched { inactive, synonym, cut, length, text, document }
                }));
            }
        }
        found
    }
}
