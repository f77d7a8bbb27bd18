//! The rows of the release's own files.

use std::sync::atomic::AtomicBool;

use super::Status;
use crate::delimited::{Row, Separated, TextFile};
use crate::load::LoadError;
use crate::read_code::ReadCode;
use crate::text_pool::TextPool;

/// How the fields stand: nothing encloses them, and a quotation mark is one.
const BARS: Separated = Separated { by: '|', enclosed: false };

/// A row of `Concept.v3`.
pub(super) struct ConceptRow {
    pub(super) code: ReadCode,
    pub(super) status: Status,
    /// `A` or `N`; what it means nobody published. 0 where there is none.
    pub(super) role: u8,
    pub(super) concept_type: ReadCode,
    pub(super) line: u64,
}

/// A row of `Terms.v3`: the places of its texts at 30, 60 and 198 characters.
pub(super) struct TermRow {
    pub(super) id: ReadCode,
    pub(super) status: Status,
    pub(super) texts: [u32; 3],
    line: u64,
}

/// A row of `Descrip.v3` or `V3hier.v3`, with the ordinals that its codes have.
pub(super) struct LinkRow {
    pub(super) one: u32,
    pub(super) other: u32,
    /// Of a description `P` or `S`; of an edge its two characters of order.
    pub(super) cell: u32,
}

/// Reads `Concept.v3`, in the order of the codes.
pub(super) fn concepts(file: &TextFile, stop: &AtomicBool) -> Result<Vec<ConceptRow>, LoadError> {
    let mut rows = Vec::new();
    file.each((BARS, 4, 0), stop, |row| {
        let (code, line) = (row.code(0)?, row.line());
        let status = status(row, 1)?;
        let role = match row.text(2).as_bytes() {
            [] => 0,
            [role] if role.is_ascii_graphic() => *role,
            _ => return Err(row.wrong(2, "one letter")),
        };
        rows.push(ConceptRow { code, status, role, concept_type: row.code(3)?, line });
        Ok(())
    })?;
    rows.sort_by_key(|row| row.code);
    let twice = rows.windows(2).find(|pair| pair[0].code == pair[1].code);
    if let Some([first, second]) = twice {
        return Err(twice_there(file, first.line, second.line, second.code));
    }
    let missing = |row: &&ConceptRow| rows.binary_search_by_key(&row.concept_type, |row| row.code).is_err();
    if let Some(row) = rows.iter().find(missing) {
        return Err(LoadError::row(file.place(), row.line, 4, "a code of this file", row.concept_type.as_str()));
    }
    Ok(rows)
}

/// Reads `Terms.v3`, in the order of the term ids.
pub(super) fn terms(file: &TextFile, pool: &mut TextPool, stop: &AtomicBool) -> Result<Vec<TermRow>, LoadError> {
    let mut rows = Vec::new();
    file.each((BARS, 5, 0), stop, |row| {
        let id = ReadCode::parse(row.text(0)).ok_or_else(|| row.wrong(0, "a term id of five characters"))?;
        if (2..5).all(|column| row.text(column).is_empty()) {
            return Err(row.wrong(2, "a term in one of columns 3 to 5"));
        }
        let mut texts = [0; 3];
        for (place, column) in texts.iter_mut().zip(2..) {
            *place = pool.place(row.text(column))?;
        }
        rows.push(TermRow { id, status: status(row, 1)?, texts, line: row.line() });
        Ok(())
    })?;
    rows.sort_by_key(|row| row.id);
    match rows.windows(2).find(|pair| pair[0].id == pair[1].id) {
        Some([first, second]) => Err(twice_there(file, first.line, second.line, second.id)),
        _ => Ok(rows),
    }
}

/// Reads `Descrip.v3`: concept, term, and whether it is preferred.
pub(super) fn descriptions(
    file: &TextFile,
    concepts: &[ConceptRow],
    terms: &[TermRow],
    stop: &AtomicBool,
) -> Result<Vec<LinkRow>, LoadError> {
    let mut rows = Vec::new();
    file.each((BARS, 3, 0), stop, |row| {
        let one = concept(row, 0, concepts)?;
        let id = ReadCode::parse(row.text(1)).ok_or_else(|| row.wrong(1, "a term id of five characters"))?;
        let other =
            terms.binary_search_by_key(&id, |term| term.id).map_err(|_| row.wrong(1, "a term id of Terms.v3"))?;
        let other = u32::try_from(other).map_err(|_| row.wrong(1, "fewer terms"))?;
        let cell = match row.text(2) {
            "P" => u32::from(b'P'),
            "S" => u32::from(b'S'),
            _ => return Err(row.wrong(2, "P for the preferred term or S for a synonym")),
        };
        rows.push(LinkRow { one, other, cell });
        Ok(())
    })?;
    Ok(rows)
}

/// Reads `V3hier.v3`: child, parent, and the order of the child below it.
pub(super) fn hierarchy(
    file: &TextFile,
    concepts: &[ConceptRow],
    stop: &AtomicBool,
) -> Result<Vec<LinkRow>, LoadError> {
    let mut rows = Vec::new();
    file.each((BARS, 3, 0), stop, |row| {
        let (one, other) = (concept(row, 0, concepts)?, concept(row, 1, concepts)?);
        let cell = match row.text(2).as_bytes() {
            [tens, units] => u32::from(u16::from_be_bytes([*tens, *units])),
            _ => return Err(row.wrong(2, "an order of two characters")),
        };
        rows.push(LinkRow { one, other, cell });
        Ok(())
    })?;
    Ok(rows)
}

/// Reads `Redun.map`: old code and the one that took its place, which need not be of the release.
pub(super) fn redundant(file: &TextFile, stop: &AtomicBool) -> Result<Vec<[ReadCode; 2]>, LoadError> {
    let mut rows = Vec::new();
    file.each((BARS, 2, 0), stop, |row| {
        rows.push([row.code(1)?, row.code(0)?]);
        Ok(())
    })?;
    rows.sort_unstable();
    rows.dedup();
    Ok(rows)
}

fn status(row: &Row<'_>, column: usize) -> Result<Status, LoadError> {
    Status::of(row.text(column)).ok_or_else(|| row.wrong(column, "a status C, O, E or R"))
}

fn concept(row: &Row<'_>, column: usize, concepts: &[ConceptRow]) -> Result<u32, LoadError> {
    let code = row.code(column)?;
    let found = concepts.binary_search_by_key(&code, |concept| concept.code);
    let found = found.map_err(|_| row.wrong(column, "a code of Concept.v3"))?;
    u32::try_from(found).map_err(|_| row.wrong(column, "fewer concepts"))
}

fn twice_there(file: &TextFile, first: u64, second: u64, code: ReadCode) -> LoadError {
    let expected = format!("a code that no other row has (line {first} has it)");
    LoadError::row(file.place(), second, 1, expected, code.as_str())
}
