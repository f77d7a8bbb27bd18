//! From the files of one release to one index.
//!
//! Owns which files make a release, what must hold between them, and the writing. What a file may
//! hold is `xml`'s.

mod changes;
mod files;
mod links;
mod references;
mod sorted;
mod words;
mod write;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use self::changes::Changes;
use self::files::Files;
use self::sorted::{Sorted, Tables};
use super::Dmd;
use super::index::ReleaseFiles;
use super::layout::{FileKind, Table};
use super::recognise::Role;
use super::xml::{self, Document, Noted};
use crate::archive::{ArchiveError, Item};
use crate::load::{LoadError, Progress, Summary, Told};

/// The most bytes of one file; the largest in use has 150 million.
const MOST_BYTES: u64 = 2 << 30;

/// Loads the files of one release into an index at `to`. Changed and vanished identifiers that
/// `onto`, an earlier release, knows of are kept.
///
/// Refused are: two different files of one kind, files of two releases, a file that is missing
/// (barcodes and the bonus files may be), a release older than `onto`, an identifier that has two
/// rows, and whatever is no element of its file. What names something that is not there is counted,
/// noted, and kept as it is.
pub fn load(
    items: &[(Item, Role)],
    onto: Option<&Dmd>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    let mut noted = Noted::default();
    let files = Files::of(items, &mut noted)?;
    if let (Some(date), Some(before)) = (files.date, onto.and_then(Dmd::date))
        && date < before
    {
        let older = format!("the dm+d files are of {date}, and the release that they would follow is of {before}");
        return Err(LoadError::Disagree(older));
    }
    let documents = documents(&files, told, stop)?;
    told(Progress::Building("tables"));
    let mut sentences: Vec<String> = noted.sentences().collect();
    sentences.extend(documents.iter().flat_map(Document::notes));
    let mut tables = Tables::of(documents, &files)?;
    references::check(&tables, &files, &mut sentences);
    told(Progress::Building("changed identifiers"));
    let changes = Changes::of(&tables, &files, onto);
    tables.set(Table::Changed, Sorted::own(changes.changed));
    tables.set(Table::Gone, Sorted::own(changes.gone));
    stopped(stop)?;
    told(Progress::Building("links and words"));
    let release = ReleaseFiles { date: files.date, files: files.names() };
    write::write(to, &tables, &release)?;
    Ok(Summary { counts: counts(&tables), notes: sentences })
}

fn stopped(stop: &AtomicBool) -> Result<(), LoadError> {
    if stop.load(Ordering::Relaxed) { Err(LoadError::Interrupted) } else { Ok(()) }
}

/// Reads all files, several at once. Of several errors the first by file is told, so that it is the
/// same each time.
fn documents(files: &Files<'_>, told: Told<'_>, stop: &AtomicBool) -> Result<Vec<Document>, LoadError> {
    let read = |(kind, item): &(FileKind, &Item)| {
        if item.size() > MOST_BYTES {
            let place = item.place().to_owned();
            return Err(ArchiveError::TooMuch { place, what: "it has more bytes", limit: MOST_BYTES }.into());
        }
        let failed = |error| item.failed(error).into();
        item.with(|reader| xml::read(item.place(), Some(*kind), reader, &failed, told, stop))
    };
    let mut largest_first: Vec<&(FileKind, &Item)> = files.read.iter().collect();
    largest_first.sort_by_key(|(_, item)| std::cmp::Reverse(item.size()));
    let mut documents: Vec<(FileKind, Result<Document, LoadError>)> =
        largest_first.into_par_iter().with_max_len(1).map(|file| (file.0, read(file))).collect();
    documents.sort_by_key(|(kind, _)| *kind);
    documents.into_iter().map(|(_, document)| document).collect()
}

fn counts(tables: &Tables) -> Vec<(String, u64)> {
    let count = |table: &Table| (table.title().to_owned(), tables.get(*table).len() as u64);
    Table::ALL.iter().map(count).filter(|(_, count)| *count > 0).collect()
}
