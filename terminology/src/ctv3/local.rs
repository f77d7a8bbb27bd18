//! A supplier's dictionary: the codes of the release again, and local ones (`Y…`) among them.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use crate::delimited::{Column, Header, Separated, TextFile};
use crate::load::LoadError;
use crate::read_code::ReadCode;
use crate::text_pool::TextPool;

const COMMAS: Separated = Separated { by: ',', enclosed: true };
const DICTIONARY: [Column; 2] = [column(&["CTV3Code"]), column(&["Description"])];
const HIERARCHY: [Column; 3] =
    [column(&["ParentCTV3Code"]), column(&["ChildCTV3Code"]), column(&["ChildToParentDistance"])];

const fn column(names: &'static [&'static str]) -> Column {
    Column { name: names[0], names, required: true }
}

/// A row of `ctv3_dictionary.csv`: a code and the place of its description.
pub(super) type DictionaryRow = (ReadCode, u32);

/// A row of `ctv3_hierarchy.csv`.
pub(super) struct DistanceRow {
    pub(super) above: ReadCode,
    pub(super) below: ReadCode,
    /// How many steps lie between the two; 0 of a code and itself.
    pub(super) distance: u32,
}

/// Reads the dictionary, in the order of its codes.
pub(super) fn dictionary(
    file: &TextFile,
    pool: &mut TextPool,
    stop: &AtomicBool,
) -> Result<Vec<DictionaryRow>, LoadError> {
    let header = file.first(COMMAS, |row| Header::read(row, &DICTIONARY))?;
    let [code, description] = [0, 1].map(|known| header.place(known).unwrap_or(known));
    let mut rows: Vec<DictionaryRow> = Vec::new();
    let mut seen = HashSet::new();
    file.each((COMMAS, header.columns(), 1), stop, |row| {
        let found = row.code(code)?;
        if !seen.insert(found) {
            return Err(row.wrong(code, "a code that no row above has"));
        }
        if row.text(description).is_empty() {
            return Err(row.wrong(description, "a description"));
        }
        rows.push((found, pool.place(row.text(description))?));
        Ok(())
    })?;
    rows.sort_unstable_by_key(|(code, _)| *code);
    Ok(rows)
}

/// Reads the hierarchy, whose codes must all be known.
pub(super) fn hierarchy(
    file: &TextFile,
    known: impl Fn(ReadCode) -> bool,
    stop: &AtomicBool,
) -> Result<Vec<DistanceRow>, LoadError> {
    let header = file.first(COMMAS, |row| Header::read(row, &HIERARCHY))?;
    let [above, below, distance] = [0, 1, 2].map(|known| header.place(known).unwrap_or(known));
    let mut rows = Vec::new();
    file.each((COMMAS, header.columns(), 1), stop, |row| {
        let code = |column| {
            let code = row.code(column)?;
            if known(code) { Ok(code) } else { Err(row.wrong(column, "a code of Concept.v3 or ctv3_dictionary.csv")) }
        };
        let (above, below) = (code(above)?, code(below)?);
        let steps: u32 = row.text(distance).parse().map_err(|_| row.wrong(distance, "a number of steps"))?;
        if (steps == 0) != (above == below) {
            return Err(row.wrong(distance, "0 for a code and itself, and more for others"));
        }
        rows.push(DistanceRow { above, below, distance: steps });
        Ok(())
    })?;
    Ok(rows)
}
