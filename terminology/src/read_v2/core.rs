//! The rows of `Corev2.all`.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;

use crate::delimited::{Separated, TextFile};
use crate::load::LoadError;
use crate::read_code::ReadCode;
use crate::text_pool::TextPool;

/// How the fields of both files stand.
pub(super) const COMMAS: Separated = Separated { by: ',', enclosed: true };
/// How many columns the file has: code, three terms, and [`OTHERS`].
const COLUMNS: usize = 13;
/// The columns behind the terms: ICD-9 code and its definition flag, ICD-9-CM and its, OPCS-4.2 and
/// its, specialty flag, status flag, language.
pub(super) const OTHERS: usize = 9;

/// A row: a code, the places of its preferred term at 30, 60 and 198 characters, and of the others.
pub(super) struct CoreRow {
    pub(super) code: ReadCode,
    pub(super) terms: [u32; 3],
    pub(super) others: [u32; OTHERS],
}

/// Reads the file; the rows come in the order of their codes.
pub(super) fn read(file: &TextFile, pool: &mut TextPool, stop: &AtomicBool) -> Result<Vec<CoreRow>, LoadError> {
    let mut rows = Vec::new();
    let mut lines: HashMap<ReadCode, u64> = HashMap::new();
    file.each((COMMAS, COLUMNS, 0), stop, |row| {
        let code = row.code(0)?;
        if !code.is_path() {
            return Err(row.wrong(0, "a code with dots at its end only"));
        }
        if let Some(line) = lines.insert(code, row.line()) {
            return Err(row.wrong(0, format!("a code that no other row has (line {line} has it)")));
        }
        if (1..4).all(|column| row.text(column).is_empty()) {
            return Err(row.wrong(1, "a term in one of columns 2 to 4"));
        }
        let mut terms = [0; 3];
        for (place, column) in terms.iter_mut().zip(1..) {
            *place = pool.place(row.text(column))?;
        }
        let mut others = [0; OTHERS];
        for (place, column) in others.iter_mut().zip(4..) {
            *place = pool.place(row.text(column))?;
        }
        rows.push(CoreRow { code, terms, others });
        Ok(())
    })?;
    rows.sort_unstable_by_key(|row| row.code);
    Ok(rows)
}
