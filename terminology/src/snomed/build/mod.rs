//! From the rows of a release to its index file.

mod closure;
mod components;
mod named;
mod refsets;
mod relationships;
pub(super) mod rows;
mod space;
mod words;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use roaring::RoaringBitmap;

use super::about::About;
use super::column;
use super::texts::Texts;
use super::{FORMAT, KIND};
use crate::container::ContainerWriter;
use crate::load::{LoadError, Progress, Told};
pub(super) use components::{FEW_SAMPLES, SAMPLE};
use rows::{Rows, TextAt, Version};
use space::Space;

/// An index being built.
struct Build<'a> {
    writer: ContainerWriter,
    rows: Rows,
    space: Space,
    texts: Texts,
    stamps: Stamps,
    /// The ordinals of active concepts.
    active: RoaringBitmap,
    told: Told<'a>,
    stop: &'a AtomicBool,
}

/// Builds the index of a release at `to`, and says which concepts it refers to that have no row.
pub(super) fn build(
    mut rows: Rows,
    about: &mut About,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Vec<u64>, LoadError> {
    let space = Space::of(&mut rows);
    let writer = ContainerWriter::create(to, KIND, FORMAT)?;
    let (texts, stamps) = (Texts::default(), Stamps::default());
    let active = RoaringBitmap::new();
    let mut build = Build { writer, rows, space, texts, stamps, active, told, stop };
    build.tell("concepts")?;
    let absent = build.concepts()?;
    build.tell("relationships")?;
    build.relationships()?;
    build.tell("reference sets")?;
    let languages = build.refsets(about)?;
    build.identifiers()?;
    build.tell("descriptions")?;
    build.descriptions(&languages)?;
    build.finish(about)?;
    Ok(absent)
}

impl Build<'_> {
    fn tell(&self, what: &'static str) -> Result<(), LoadError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(LoadError::Interrupted);
        }
        (self.told)(Progress::Building(what));
        Ok(())
    }

    fn column(&mut self, name: &str, cells: &[u64]) -> Result<(), LoadError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(LoadError::Interrupted);
        }
        Ok(column::write(&mut self.writer, name, cells)?)
    }

    /// The place of a row's text in the index.
    fn text(&mut self, file: u16, text: TextAt) -> Result<u64, LoadError> {
        let place = self.texts.place(self.rows.text(file, text));
        place.map(|(place, _)| u64::from(place)).ok_or_else(too_many_texts)
    }

    fn finish(mut self, about: &About) -> Result<(), LoadError> {
        let pairs = self.stamps.pairs.iter();
        let modules: Vec<u64> = pairs.map(|(module, _)| u64::from(self.space.few(*module))).collect();
        let times: Vec<u64> = self.stamps.pairs.iter().map(|(_, time)| u64::from(*time)).collect();
        self.column("stamps/module", &modules)?;
        self.column("stamps/time", &times)?;
        self.writer.section("texts", self.texts.bytes())?;
        let others = std::mem::take(&mut self.space.others);
        self.column("others", &others)?;
        let about = serde_json::to_vec(about).map_err(|error| LoadError::Disagree(error.to_string()))?;
        self.writer.section("about", &about)?;
        if self.stop.load(Ordering::Relaxed) {
            return Err(LoadError::Interrupted);
        }
        Ok(self.writer.finish()?)
    }
}

/// The pairs of module and effective time, numbered; a row's cell is twice its number, and one more
/// when the row is active.
#[derive(Default)]
struct Stamps {
    pairs: Vec<(u32, u32)>,
    numbers: std::collections::HashMap<(u32, u32), u64>,
}

impl Stamps {
    fn cell(&mut self, version: &Version) -> u64 {
        let pair = (version.module, version.time);
        let next = self.pairs.len() as u64;
        let number = *self.numbers.entry(pair).or_insert_with(|| {
            self.pairs.push(pair);
            next
        });
        number << 1 | u64::from(version.active)
    }
}

/// For each of `count` things, where the first of its rows stands, and after the last where they end.
/// `owners` are the things that the rows are of.
fn firsts(count: usize, owners: &[u64]) -> Vec<u64> {
    let mut firsts = vec![0; count + 1];
    for owner in owners {
        if let Some(first) = usize::try_from(*owner).ok().and_then(|owner| firsts.get_mut(owner + 1)) {
            *first += 1;
        }
    }
    let mut sum = 0;
    for first in &mut firsts {
        sum += *first;
        *first = sum;
    }
    firsts
}

/// An ordinal that stands in a wider cell.
fn narrow(cell: u64) -> u32 {
    u32::try_from(cell).unwrap_or(u32::MAX)
}

fn too_many_texts() -> LoadError {
    LoadError::Disagree("the texts of the release have more than 4 GB".to_owned())
}
