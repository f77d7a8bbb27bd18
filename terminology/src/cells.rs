//! The sections of an open index as tables: rows of cells, spans of rows, texts.
//!
//! Whatever a damaged section holds, reading it gives a value and never a panic; damage is found by
//! the checksums.

use std::ops::Range;
use std::path::Path;

use bytemuck::Pod;

use crate::container::{Container, ContainerError, ContainerWriter};
use crate::load::LoadError;
use crate::text_pool::text;
use crate::words::{Found, QueryError, Words, WordsBuilder};

/// A section of an index by its number among the names that the index was opened with.
pub(crate) type Section = usize;

/// An open index of tables.
#[derive(Debug)]
pub(crate) struct Cells {
    container: Container,
    /// Where each section lies, so that no name is looked for twice.
    sections: Vec<Range<usize>>,
    texts: Range<usize>,
}

impl Cells {
    /// Opens an index that has sections of these names, and the sections `texts` beside them.
    pub(crate) fn open(
        path: &Path,
        kind: &'static str,
        format: u32,
        names: &[&'static str],
    ) -> Result<Self, ContainerError> {
        let container = Container::open(path, kind, format)?;
        let sections = names.iter().map(|name| container.range(name)).collect::<Result<_, _>>()?;
        Ok(Self { texts: container.range("texts")?, sections, container })
    }

    pub(crate) fn container(&self) -> &Container {
        &self.container
    }

    /// How many rows a section has; an error where it is not of whole rows.
    pub(crate) fn rows<T: Pod>(&self, section: Section) -> Result<usize, ContainerError> {
        let rows = bytemuck::try_cast_slice::<u8, T>(self.bytes(section));
        let rows = rows.map_err(|_| self.container.damaged(format!("section {section} is not of whole rows")))?;
        Ok(rows.len())
    }

    /// An error where a section does not have this many rows.
    pub(crate) fn expect<T: Pod>(&self, section: Section, rows: usize) -> Result<(), ContainerError> {
        let found = self.rows::<T>(section)?;
        let wrong = || self.container.damaged(format!("section {section} has {found} rows, not {rows}"));
        if found == rows { Ok(()) } else { Err(wrong()) }
    }

    /// Every row of a section.
    pub(crate) fn all<T: Pod>(&self, section: Section) -> &[T] {
        bytemuck::try_cast_slice(self.bytes(section)).unwrap_or_default()
    }

    /// A row of a section.
    pub(crate) fn row<T: Pod + Default>(&self, section: Section, row: usize) -> T {
        self.all(section).get(row).copied().unwrap_or_default()
    }

    /// Where the rows of a thing begin and end.
    pub(crate) fn span(&self, section: Section, thing: usize) -> Range<usize> {
        match self.all::<u32>(section).get(thing..thing.saturating_add(2)) {
            Some([start, end]) => *start as usize..*end as usize,
            _ => 0..0,
        }
    }

    /// The rows of a thing: those of `section` between the starts that `starts` has for it.
    pub(crate) fn rows_of<T: Pod>(&self, starts: Section, section: Section, thing: usize) -> &[T] {
        self.all(section).get(self.span(starts, thing)).unwrap_or_default()
    }

    fn bytes(&self, section: Section) -> &[u8] {
        self.sections.get(section).map_or(&[], |range| self.container.at(range.clone()))
    }

    /// The documents that a query finds. An error of the sections, which opening the index looked at,
    /// is nothing found.
    pub(crate) fn search(&self, query: &str, limit: usize, wanted: &dyn Fn(u32) -> bool) -> Result<Found, QueryError> {
        match Words::open(&self.container) {
            Ok(words) => words.search(query, limit, Some(wanted)),
            Err(_) => Ok(Found::default()),
        }
    }

    /// The text at a place of the section `texts`.
    pub(crate) fn text(&self, place: u32) -> &str {
        text(self.container.at(self.texts.clone()), place)
    }
}

/// Rows of many things, one after the other, with where each thing's begin.
#[derive(Debug)]
pub(crate) struct Spans<T> {
    starts: Vec<u32>,
    rows: Vec<T>,
}

impl<T: Pod> Spans<T> {
    /// The rows of each of so many things. The rows come in the order of their things.
    pub(crate) fn of(things: usize, rows: impl IntoIterator<Item = (u32, T)>) -> Result<Self, LoadError> {
        let mut spans = Self { starts: Vec::with_capacity(things + 1), rows: Vec::new() };
        for (thing, row) in rows {
            while spans.starts.len() <= thing as usize {
                spans.starts.push(ordinal(spans.rows.len())?);
            }
            spans.rows.push(row);
        }
        let end = ordinal(spans.rows.len())?;
        spans.starts.resize(things + 1, end);
        Ok(spans)
    }

    /// Every row.
    pub(crate) fn rows(&self) -> &[T] {
        &self.rows
    }

    /// The rows of a thing.
    pub(crate) fn get(&self, thing: u32) -> &[T] {
        match self.starts.get(thing as usize..thing as usize + 2) {
            Some([start, end]) => self.rows.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Writes both sections.
    pub(crate) fn write(&self, writer: &mut ContainerWriter, starts: &str, rows: &str) -> Result<(), ContainerError> {
        writer.numbers(starts, &self.starts)?;
        writer.numbers(rows, &self.rows)
    }
}

/// A text that can be searched for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Searched<'a> {
    /// Whether the code is no longer in use: such come last.
    pub(crate) inactive: bool,
    /// Whether it is a synonym, which comes after preferred terms.
    pub(crate) synonym: bool,
    /// Whether it is a term cut to fewer characters, which comes after whole ones.
    pub(crate) cut: bool,
    /// How long it is: the short come first.
    pub(crate) length: usize,
    /// The text.
    pub(crate) text: &'a str,
    /// The ordinal of the code.
    pub(crate) document: u32,
}

/// Writes what finds these texts, the best first.
pub(crate) fn write_words(mut texts: Vec<Searched<'_>>, writer: &mut ContainerWriter) -> Result<(), ContainerError> {
    texts.sort_unstable();
    let mut builder = WordsBuilder::new();
    for searched in &texts {
        builder.push(searched.document, searched.text);
    }
    builder.finish(writer)
}

/// A number of rows as a cell holds it.
pub(crate) fn ordinal(rows: usize) -> Result<u32, LoadError> {
    u32::try_from(rows).map_err(|_| LoadError::Disagree("the release has more rows than an index holds".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_their_thing() {
        let spans = Spans::of(5, [(1, 10_u32), (1, 11), (3, 12)]).unwrap();
        let found: Vec<_> = (0..5).map(|thing| spans.get(thing).to_vec()).collect();
        assert_eq!(found, [vec![], vec![10, 11], vec![], vec![12], vec![]]);
        assert!(spans.get(5).is_empty() && spans.get(u32::MAX - 1).is_empty());
        assert!(Spans::<u32>::of(0, []).unwrap().rows().is_empty());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        let mut writer = ContainerWriter::create(&path, "test", 1).unwrap();
        spans.write(&mut writer, "starts", "rows").unwrap();
        writer.section("texts", b"").unwrap();
        writer.finish().unwrap();
        assert!(Cells::open(&path, "test", 1, &["starts", "missing"]).is_err());
        let cells = Cells::open(&path, "test", 1, &["starts", "rows"]).unwrap();
        assert_eq!(cells.rows_of::<u32>(0, 1, 1), [10, 11]);
        assert_eq!((cells.row::<u32>(1, 2), cells.row::<u32>(1, 3)), (12, 0));
        assert!(cells.rows_of::<u32>(0, 1, usize::MAX).is_empty() && cells.all::<u32>(2).is_empty());
        assert!(cells.expect::<u32>(1, 4).is_err() && cells.rows::<[u32; 2]>(1).is_err());
        assert_eq!(cells.text(0), "");
    }
}
