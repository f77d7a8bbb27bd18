//! What a file of the release is.

use jiff::civil::Date;

use super::header::tables_of;
use super::table::Table;
use crate::archive::Item;
use crate::delimited::date_of;
use crate::load::LoadError;

/// How much of a file is read to know its header.
const BEGINNING: usize = 4096;

/// What a file of the maps is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Its table.
    pub table: Table,
    /// Whether it lies in the folder of what was clinically assured, or of what was not.
    pub assured: Option<bool>,
    /// The date in its name.
    pub date: Option<Date>,
}

impl Role {
    /// The date in its name.
    pub fn date(self) -> Option<Date> {
        self.date
    }
}

/// What a file is, if it is one of the maps: by its name, or by the columns of its first line.
///
/// The two tables between Read v2 and CTV3 have the same columns. A file that has them must say by
/// its name which of the two it is.
pub fn recognise(item: &Item) -> Result<Option<Role>, LoadError> {
    let role = |table| Role { table, assured: folder(item.place()), date: date_of(item.place()) };
    if let Some(table) = Table::of_name(item.name()) {
        return Ok(Some(role(table)));
    }
    let name = item.name().to_ascii_lowercase();
    let reference_set = ["sct2_", "der2_", "xsct2_", "xder2_"].iter().any(|prefix| name.starts_with(prefix));
    let table = matches!(name.rsplit_once('.'), Some((_, "txt" | "tsv" | "tab")));
    if reference_set || !table {
        return Ok(None);
    }
    let beginning = item.beginning(BEGINNING)?;
    let line = beginning.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let names: Vec<&str> = line.split('\t').collect();
    match tables_of(&names)[..] {
        [] => Ok(None),
        [table] => Ok(Some(role(table))),
        [one, other, ..] => Err(LoadError::File {
            file: item.place().to_owned(),
            reason: format!("its columns are those of {one} and of {other}; its name must begin with one of the two"),
        }),
    }
}

/// What the innermost folder says that says anything.
fn folder(place: &str) -> Option<bool> {
    place.rsplit(['/', '\\']).skip(1).find_map(|folder| match folder.to_ascii_lowercase().as_str() {
        "clinically assured" => Some(true),
        "not clinically assured" => Some(false),
        _ => None,
    })
}
