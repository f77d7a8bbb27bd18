//! The rows of `Keyv2.all`: terms, each under as many keys as it is looked up by.

use std::collections::HashSet;
use std::sync::atomic::AtomicBool;

use super::core::COMMAS;
use crate::delimited::TextFile;
use crate::load::LoadError;
use crate::read_code::{ReadCode, TermCode};
use crate::text_pool::TextPool;

const COLUMNS: usize = 9;

/// A term of a code.
pub(super) struct TermRow {
    pub(super) code: ReadCode,
    pub(super) term_code: TermCode,
    /// The places of the term at 30, 60 and 198 characters, of its language and of its status.
    pub(super) texts: [u32; 5],
    /// The places of each key and its uniquifier, in the order of the file.
    pub(super) keys: Vec<[u32; 2]>,
}

/// A row: its code and term code, its line, the texts of its term, and its key.
type KeyRow = (ReadCode, TermCode, u64, [u32; 5], [u32; 2]);

/// Reads the file; the terms come in the order of their codes and term codes.
pub(super) fn read(file: &TextFile, pool: &mut TextPool, stop: &AtomicBool) -> Result<Vec<TermRow>, LoadError> {
    let mut rows: Vec<KeyRow> = Vec::new();
    let mut seen = HashSet::new();
    file.each((COMMAS, COLUMNS, 0), stop, |row| {
        let code = row.code(7)?;
        if !code.is_path() {
            return Err(row.wrong(7, "a code with dots at its end only"));
        }
        let term_code =
            TermCode::parse(row.text(5)).ok_or_else(|| row.wrong(5, "a term code of two letters or digits"))?;
        if (2..5).all(|column| row.text(column).is_empty()) {
            return Err(row.wrong(2, "a term in one of columns 3 to 5"));
        }
        let key = [pool.place(row.text(0))?, pool.place(row.text(1))?];
        if !seen.insert((code, term_code, key)) {
            return Err(row.wrong(1, "a key and uniquifier that the term does not have yet"));
        }
        let mut texts = [0; 5];
        for (place, column) in texts.iter_mut().zip([2, 3, 4, 6, 8]) {
            *place = pool.place(row.text(column))?;
        }
        rows.push((code, term_code, row.line(), texts, key));
        Ok(())
    })?;
    drop(seen);
    rows.sort_by_key(|(code, term_code, line, ..)| (*code, *term_code, *line));
    let mut terms: Vec<TermRow> = Vec::new();
    let mut first = 0;
    for (code, term_code, line, texts, key) in rows {
        match terms.last_mut() {
            Some(term) if (term.code, term.term_code) == (code, term_code) => {
                if term.texts != texts {
                    let expected = format!("the term, language and status of line {first}, which has its code");
                    let found = format!("{code}{term_code} with others");
                    return Err(LoadError::row(file.place(), line, 3, expected, &found));
                }
                term.keys.push(key);
            }
            _ => {
                first = line;
                terms.push(TermRow { code, term_code, texts, keys: vec![key] });
            }
        }
    }
    Ok(terms)
}
