//! From the files of RF2 packages to the rows of one release.
//!
//! Owns which files are read, which version of a component wins, and what makes packages not fit
//! each other. Full, Snapshot and Delta files of any number of packages come in any order: of each
//! component the version with the newest effective time is taken.

mod choose;
mod file;
mod merge;
mod modules;
mod names;
mod onto;
mod read;
mod role;
mod summary;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use jiff::civil::Date;
use rayon::prelude::*;

use super::about::About;
use super::build::rows::Rows;
use super::{Snomed, build};
use crate::archive::Item;
use crate::load::{LoadError, Progress, Summary, Told};
use file::FileRows;
use names::{Names, Shared};

pub use choose::stands_on_another;
pub use role::{Role, recognise};

/// How a release is loaded.
#[derive(Debug, Clone, Copy, Default)]
pub struct LoadOptions {
    /// The release as it stood at the end of this day. Needs Full files: a Snapshot does not hold what
    /// its newest versions replaced.
    pub until: Option<Date>,
}

/// Loads the files of one or several packages into one index at `to`. A Delta needs what it changes:
/// among the files, or as the loaded release `onto`, all of which the new index takes over.
///
/// What does not stop a load and should be known is in the notes: files that are not read, concepts
/// that are referred to and have no row, modules that need a module that is older or not there, a
/// release older than the one it is loaded onto.
pub fn load(
    items: &[(Item, Role)],
    onto: Option<&Snomed>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    load_with(items, onto, to, LoadOptions::default(), told, stop)
}

/// Loads as [`load`] does, and as the options say.
pub fn load_with(
    items: &[(Item, Role)],
    onto: Option<&Snomed>,
    to: &Path,
    options: LoadOptions,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    let mut summary = Summary::default();
    let chosen = choose::chosen(items, onto, options, &mut summary.notes)?;
    let shared = Shared::default();
    let numbered = u16::try_from(chosen.len() + onto.map_or(0, |onto| onto.about().patterns.len() + 1))
        .map(|_| (0_u16..).zip(&chosen).collect::<Vec<_>>());
    let numbered = numbered.map_err(|_| LoadError::Disagree("a release of more than 65534 files".to_owned()))?;
    let files: Vec<Result<FileRows, LoadError>> = numbered
        .par_iter()
        .with_max_len(1)
        .map(|(number, (item, role))| file::read(item, *number, &role.name().table, Names::new(&shared), told, stop))
        .collect();
    // Of several files that cannot be read the first is named, whichever thread was quicker.
    let mut files = files.into_iter().collect::<Result<Vec<FileRows>, LoadError>>()?;
    let files_read = files.len();
    let mut places: Vec<String> = chosen.iter().map(|(item, _)| item.place().to_owned()).collect();
    summary::not_used(&files, &places, &mut summary.notes);
    if let Some(onto) = onto {
        let number = u16::try_from(files.len()).unwrap_or(u16::MAX);
        files.extend(onto::rows(onto, number, &shared)?);
        places.resize(files.len(), format!("the loaded release {}", onto.container().path().display()));
    }
    told(Progress::Building("versions"));
    let (few, languages) = shared.into_parts();
    let mut rows = Rows { few, languages, ..Rows::default() };
    merge::merge(files, &mut rows, &places, options.until.map_or(u32::MAX, number), stop)?;
    if rows.concepts.is_empty() {
        return Err(LoadError::Disagree(format!("none of the {files_read} files that were read holds a concept")));
    }
    sorted_languages(&mut rows);
    let mut about = about(&rows, &chosen, onto, options);
    summary::counts(&rows, &mut summary);
    modules::check(&rows, &mut summary.notes);
    let absent = build::build(rows, &mut about, to, told, stop)?;
    summary::absent(&absent, &mut summary);
    Ok(summary)
}

/// Numbers the languages in their own order, whatever order threads found them in.
fn sorted_languages(rows: &mut Rows) {
    let mut sorted = rows.languages.clone();
    sorted.sort();
    let place = |language| sorted.iter().position(|known| known == language).and_then(|at| u16::try_from(at).ok());
    let places: Vec<u16> = rows.languages.iter().map(|language| place(language).unwrap_or(0)).collect();
    rows.descriptions
        .iter_mut()
        .for_each(|row| row.language = places.get(usize::from(row.language)).copied().unwrap_or(0));
    rows.languages = sorted;
}

fn about(rows: &Rows, chosen: &[&(Item, Role)], onto: Option<&Snomed>, options: LoadOptions) -> About {
    let before = onto.map(Snomed::about);
    let dates = chosen.iter().filter_map(|(_, role)| role.date());
    About {
        date: options.until.or_else(|| dates.chain(before.and_then(|before| before.date)).max()),
        newest: date(summary::newest(rows)),
        until: options.until.or(before.and_then(|before| before.until)),
        languages: rows.languages.clone(),
        patterns: Vec::new(),
    }
}

/// The day of the number YYYYMMDD.
fn date(number: u32) -> Option<Date> {
    let part = |divisor: u32, modulus: u32| i16::try_from(number / divisor % modulus).ok();
    let (year, month, day) = (part(10_000, 10_000)?, part(100, 100)?, part(1, 100)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number YYYYMMDD of a day.
fn number(date: Date) -> u32 {
    let part = |part: i16| u32::try_from(part).unwrap_or(0);
    part(date.year()) * 10_000 + part(date.month().into()) * 100 + part(date.day().into())
}
