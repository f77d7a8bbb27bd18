//! What an index holds, before it is written.

use std::path::Path;

use super::core::CoreRow;
use super::keys::TermRow;
use super::{FORMAT, KIND, sections};
use crate::cells::{Searched, Spans, ordinal, write_words};
use crate::container::ContainerWriter;
use crate::delimited::Gathered;
use crate::load::LoadError;
use crate::read_code::{ReadCode, TermCode};
use crate::text_pool::{TextPool, text};

/// The code is in `Corev2.all`.
pub(super) const IN_CORE: u32 = 1;
/// The code is in `Keyv2.all`.
pub(super) const IN_KEYS: u32 = 2;
/// The code is in both, with another preferred term each.
pub(super) const DIFFERS: u32 = 4;

/// The tables of an index.
pub(super) struct Index {
    codes: Vec<ReadCode>,
    /// For each code its flags, the three lengths of its preferred term, and the other columns.
    cells: Vec<[u32; 13]>,
    /// For each code its terms: term code, three lengths, language, status.
    terms: Spans<[u32; 6]>,
    /// For each term its keys.
    keys: Spans<[u32; 2]>,
}

impl Index {
    /// Both files' rows side by side.
    pub(super) fn of(core: &[CoreRow], terms: &[TermRow]) -> Result<Self, LoadError> {
        let mut codes: Vec<ReadCode> =
            core.iter().map(|row| row.code).chain(terms.iter().map(|term| term.code)).collect();
        codes.sort_unstable();
        codes.dedup();
        let of_code: Vec<usize> =
            terms.iter().map(|term| codes.binary_search(&term.code).unwrap_or_else(|place| place)).collect();
        let mut cells = vec![[0; 13]; codes.len()];
        let mut rows = core.iter().peekable();
        for (code, cells) in codes.iter().zip(&mut cells) {
            if let Some(row) = rows.next_if(|row| row.code == *code) {
                cells[0] = IN_CORE;
                cells[1..4].copy_from_slice(&row.terms);
                cells[4..].copy_from_slice(&row.others);
            }
        }
        let mut preferred: Vec<Option<&TermRow>> = vec![None; codes.len()];
        for (term, at) in terms.iter().zip(&of_code) {
            cells[*at][0] |= IN_KEYS;
            if term.term_code == TermCode::PREFERRED {
                preferred[*at] = Some(term);
            }
        }
        for (cells, preferred) in cells.iter_mut().zip(preferred) {
            let same = preferred.is_some_and(|term| term.texts[..3] == cells[1..4]);
            if cells[0] == IN_CORE | IN_KEYS && !same {
                cells[0] |= DIFFERS;
            }
        }
        let rows = terms.iter().zip(&of_code).map(|(term, at)| {
            let [t30, t60, t198, language, status] = term.texts;
            Ok((ordinal(*at)?, [u32::from(term.term_code.number()), t30, t60, t198, language, status]))
        });
        let rows: Vec<_> = rows.collect::<Result<_, LoadError>>()?;
        let keys = terms.iter().enumerate().flat_map(|(at, term)| term.keys.iter().map(move |key| (at, *key)));
        let keys: Vec<_> = keys.map(|(at, key)| Ok((ordinal(at)?, key))).collect::<Result<_, LoadError>>()?;
        Ok(Self { terms: Spans::of(codes.len(), rows)?, keys: Spans::of(terms.len(), keys)?, codes, cells })
    }

    /// What is to be said of the codes.
    pub(super) fn notes(&self) -> impl Iterator<Item = String> {
        let mut gathered = [
            Gathered::new("codes in Corev2.all that are not in Keyv2.all"),
            Gathered::new("codes in Keyv2.all that are not in Corev2.all"),
            Gathered::new("codes whose preferred term in Keyv2.all is not that of Corev2.all, which is shown"),
            Gathered::new("codes whose code above is not in the release"),
        ];
        for (code, cells) in self.codes.iter().zip(&self.cells) {
            let flags = cells[0];
            let above = code.parent().filter(|above| *above != ReadCode::ROOT);
            let missing = above.is_some_and(|above| self.codes.binary_search(&above).is_err());
            let which = [flags == IN_CORE, flags == IN_KEYS, flags & DIFFERS != 0, missing];
            for (gathered, is) in gathered.iter_mut().zip(which) {
                gathered.add_if(is, code.as_str());
            }
        }
        gathered.into_iter().filter_map(Gathered::note)
    }

    /// What was counted.
    pub(super) fn counts(&self) -> Vec<(String, u64)> {
        let counts =
            [("codes", self.codes.len()), ("terms", self.terms.rows().len()), ("keys", self.keys.rows().len())];
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
        self.terms.write(&mut writer, sections::NAMES[sections::TERMS], sections::NAMES[sections::TERM_CELLS])?;
        self.keys.write(&mut writer, sections::NAMES[sections::TERM_KEYS], sections::NAMES[sections::KEYS])?;
        writer.section("texts", pool.bytes())?;
        write_words(self.searched(pool.bytes()), &mut writer)?;
        Ok(writer.finish()?)
    }

    /// Every text that can be searched for.
    fn searched<'a>(&self, texts: &'a [u8]) -> Vec<Searched<'a>> {
        let mut found = Vec::new();
        for (cells, document) in self.cells.iter().zip(0..) {
            let preferred = [cells[1], cells[2], cells[3]];
            let synonyms = self.terms.get(document).iter().map(|[_, t30, t60, t198, ..]| [*t30, *t60, *t198]);
            let mut all = vec![preferred];
            all.extend(synonyms.filter(|places| *places != preferred));
            for (places, synonym) in all.into_iter().zip(std::iter::once(false).chain(std::iter::repeat(true))) {
                let filled = places.into_iter().rev().map(|place| text(texts, place)).filter(|text| !text.is_empty());
                found.extend(filled.enumerate().map(|(at, text)| {
                    let (cut, length) = (at > 0, text.len());
                    Searched { inactive: false, synonym, cut, length, text, document }
                }));
            }
        }
        found
    }
}
