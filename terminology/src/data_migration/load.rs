//! Loading the tables of a release into one index.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::index::{FileRecord, Index};
use super::{DataMigration, Role, Table, rows};
use crate::archive::Item;
use crate::delimited::TextFile;
use crate::load::{LoadError, Progress, Summary, Told};
use crate::text_pool::TextPool;

/// Loads every table that is there into one index at `to`, and notes those that are not. An earlier
/// release takes no part in it: the tables hold the rows of all earlier ones.
pub fn load(
    items: &[(Item, Role)],
    _onto: Option<&DataMigration>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    let mut items: Vec<&(Item, Role)> = items.iter().collect();
    items.sort_by_key(|(item, role)| (role.table, role.assured != Some(true), item.place()));
    let twice =
        items.windows(2).find(|pair| (pair[0].1.table, pair[0].1.assured) == (pair[1].1.table, pair[1].1.assured));
    if let Some([(one, role), (other, _)]) = twice {
        let (table, one, other) = (role.table, one.place(), other.place());
        return Err(LoadError::Disagree(format!("there are two files of {table}: {one} and {other}")));
    }
    if items.is_empty() {
        return Err(LoadError::Disagree("there is no table of the Data Migration maps".to_owned()));
    }
    let (mut pool, mut index, mut notes) = (TextPool::new(), Index::default(), Vec::new());
    for (item, role) in &items {
        let file = TextFile::read(item, told)?;
        let rows = rows::read(&file, role.table, &mut pool, stop)?;
        if rows.is_empty() {
            let reason = "it has a header and no rows".to_owned();
            return Err(LoadError::File { file: item.place().to_owned(), reason });
        }
        notes.extend_from_slice(file.notes());
        let (table, assured, date) = (role.table, role.assured, role.date);
        notes.extend(index.add(FileRecord { name: item.name().to_owned(), table, assured, date, first: 0 }, &rows)?);
    }
    for table in Table::ALL.into_iter().filter(|table| items.iter().all(|(_, role)| role.table != *table)) {
        notes.push(format!("there is no file of {table}"));
    }
    told(Progress::Building("maps"));
    index.write(&pool, to)?;
    Ok(Summary { counts: index.counts(), notes })
}
