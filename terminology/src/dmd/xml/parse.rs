//! From pieces to rows, by the layout of the file.

use super::document::Document;
use super::reader::{Piece, Xml};
use super::rows::{Noted, Rows};
use super::tracked::Place;
use super::value::{self, Doubt};
use crate::dmd::layout::{Field, FileKind, Part, Table};
use crate::dmd::row::Draft;
use crate::load::LoadError;

/// The most rows of one table.
const MOST_ROWS: usize = 16_000_000;

pub(super) struct Parse<'r> {
    pub(super) xml: Xml<'r>,
    tables: Vec<(Table, Rows)>,
    noted: Noted,
    pub(super) draft: Draft,
    /// The text of an element.
    text: String,
    /// Text that stands where elements do.
    stray: String,
    stray_place: Place,
}

impl<'r> Parse<'r> {
    pub(super) fn new(xml: Xml<'r>) -> Self {
        let stray_place = xml.place;
        let (text, stray) = (String::new(), String::new());
        Self { xml, tables: Vec::new(), noted: Noted::default(), draft: Draft::default(), text, stray, stray_place }
    }

    pub(super) fn document(mut self, kind: Option<FileKind>) -> Result<Document, LoadError> {
        let kind = self.root(kind)?;
        self.tables.extend(kind.parts().iter().map(|part| (part.table, Rows::default())));
        let mut seen = vec![false; kind.parts().len()];
        while self.child()? {
            let at = self.part(kind)?;
            let part = kind.parts()[at];
            if part.container.is_none() {
                self.row(at, part)?;
                continue;
            }
            if std::mem::replace(&mut seen[at], true) {
                return Err(self.xml.error(format!("each part of {} once", kind.root()), &self.xml.name));
            }
            while self.child()? {
                if self.xml.name != part.row {
                    return Err(self.unknown(part.row));
                }
                self.row(at, part)?;
            }
        }
        loop {
            match self.xml.next()? {
                Piece::Eof => return Ok(Document { kind, tables: self.tables, noted: self.noted }),
                Piece::Text if is_blank(&self.xml.text) => {}
                Piece::Text => return Err(self.xml.error("the end of the file", &self.xml.text)),
                Piece::Start | Piece::End => return Err(self.xml.error("the end of the file", &self.xml.name)),
            }
        }
    }

    fn root(&mut self, kind: Option<FileKind>) -> Result<FileKind, LoadError> {
        loop {
            match self.xml.next()? {
                Piece::Start => break,
                Piece::Text if is_blank(&self.xml.text) => {}
                Piece::Text => return Err(self.xml.error("an element", &self.xml.text)),
                Piece::End | Piece::Eof => {
                    return Err(self.xml.lacks(self.xml.place, "an element", "the end of the file"));
                }
            }
        }
        let found = FileKind::ALL.into_iter().find(|kind| kind.root() == self.xml.name);
        match (kind, found) {
            (None, Some(found)) => Ok(found),
            (Some(kind), Some(found)) if kind == found => Ok(kind),
            (Some(kind), _) => Err(self.xml.error(kind.root(), &self.xml.name)),
            (None, None) => Err(self.xml.error("a root element of dm+d", &self.xml.name)),
        }
    }

    /// Which part of a file the element that begins is.
    fn part(&self, kind: FileKind) -> Result<usize, LoadError> {
        let name = |part: &Part| part.container.unwrap_or(part.row);
        let found = kind.parts().iter().position(|part| name(part) == self.xml.name);
        found.ok_or_else(|| {
            let names: Vec<&str> = kind.parts().iter().map(name).collect();
            self.unknown(&names.join(", "))
        })
    }

    pub(super) fn unknown(&self, known: &str) -> LoadError {
        self.xml.error(format!("an element of dm+d ({known})"), &format!("<{}>", self.xml.name))
    }

    /// Goes to the next element within this one, and says whether there is one.
    pub(super) fn child(&mut self) -> Result<bool, LoadError> {
        let more = self.child_or_text()?;
        if self.stray.is_empty() {
            return Ok(more);
        }
        Err(self.xml.error_at(self.stray_place, "an element", &self.stray))
    }

    /// The same; text that stands where elements do is kept aside.
    fn child_or_text(&mut self) -> Result<bool, LoadError> {
        self.stray.clear();
        loop {
            match self.xml.next()? {
                Piece::Start => return Ok(true),
                Piece::End => return Ok(false),
                Piece::Text if is_blank(&self.xml.text) => {}
                Piece::Text => {
                    if self.stray.is_empty() {
                        let text = self.xml.text.as_bytes();
                        let blank = self.xml.text.len() - self.xml.text.trim_start_matches(BLANKS).len();
                        self.stray_place = self.xml.place.after(&text[..blank]);
                    }
                    if self.stray.len() < 200 {
                        self.stray.push_str(self.xml.text.trim_matches(BLANKS));
                    }
                }
                Piece::Eof => return Err(self.cut_short()),
            }
        }
    }

    fn cut_short(&self) -> LoadError {
        self.xml.lacks(self.xml.place, "the ends of the elements that began", "the end of the file")
    }

    fn row(&mut self, at: usize, part: Part) -> Result<(), LoadError> {
        let place = self.xml.place;
        self.draft.clear();
        if part.table == Table::Gtin {
            return self.barcodes(at, place);
        }
        let mut hint = 0;
        while self.child_or_text()? {
            self.no_stray()?;
            hint = self.element(part.table, hint)? + 1;
        }
        if !self.stray.is_empty() {
            return self.words_for_row(part);
        }
        self.finish(at, part.table, part.row, place)
    }

    fn no_stray(&self) -> Result<(), LoadError> {
        if self.stray.is_empty() {
            return Ok(());
        }
        Err(self.xml.error_at(self.stray_place, "an element", &self.stray))
    }

    /// The contents of a combination pack, in words: they name no pack, and are read past.
    fn words_for_row(&mut self, part: Part) -> Result<(), LoadError> {
        if !matches!(part.table, Table::VirtualContent | Table::ActualContent) || !self.draft.is_empty() {
            return self.no_stray();
        }
        let (name, place, stray) = (file_name(self.xml.file), self.stray_place, &self.stray);
        self.noted.add(&format!("{name}: {} with words and no elements was read past", part.row), || {
            format!("line {}, column {}, {:?}", place.line, place.column, stray)
        });
        Ok(())
    }

    /// Reads an element of a row, and says which it was.
    pub(super) fn element(&mut self, table: Table, hint: usize) -> Result<usize, LoadError> {
        let fields = table.fields();
        let position = match fields.get(hint) {
            Some(field) if field.name == self.xml.name => hint,
            _ => table.position(&self.xml.name),
        };
        let Some(field) = fields.get(position) else {
            let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
            return Err(self.unknown(&names.join(", ")));
        };
        if self.draft.has(position) {
            return Err(self.xml.error(format!("each element of {} once", table.path()), field.name));
        }
        self.take(field, position)?;
        Ok(position)
    }

    /// Reads what an element holds.
    pub(super) fn take(&mut self, field: &'static Field, position: usize) -> Result<(), LoadError> {
        let begin = self.xml.place;
        let mut place = None;
        self.text.clear();
        loop {
            match self.xml.next()? {
                Piece::Text => {
                    place.get_or_insert(self.xml.place);
                    self.text.push_str(&self.xml.text);
                    if self.text.len() > super::tracked::MOST {
                        let expected = format!("in {} at most {} bytes", field.name, super::tracked::MOST);
                        return Err(self.xml.lacks(begin, expected, "more"));
                    }
                }
                Piece::End => break,
                Piece::Start => {
                    return Err(self.xml.error(format!("text in {}", field.name), &format!("<{}>", self.xml.name)));
                }
                Piece::Eof => return Err(self.cut_short()),
            }
        }
        let place = place.unwrap_or(self.xml.place);
        let text = &self.text;
        let doubt = value::take(field, position, text, &mut self.draft)
            .map_err(|expected| self.xml.error_at(place, format!("in {} {expected}", field.name), text))?;
        if let Some(doubt) = doubt {
            let what = match doubt {
                Doubt::Short => "is too short for an identifier of SNOMED CT",
                Doubt::Partition => "is not the identifier of a concept of SNOMED CT",
                Doubt::Barcode => "does not end with its check digit",
            };
            let name = file_name(self.xml.file);
            self.noted.add(&format!("{name}: {} {what}; it was kept as it is", field.name), || {
                format!("{text} in line {}, column {}", place.line, place.column)
            });
        }
        Ok(())
    }

    pub(super) fn finish(&mut self, at: usize, table: Table, row: &str, place: Place) -> Result<(), LoadError> {
        let missing = table.fields().iter().enumerate().find(|(at, field)| field.required && !self.draft.has(*at));
        if let Some((_, field)) = missing {
            return Err(self.xml.lacks(place, format!("{} in {row}", field.name), "none"));
        }
        let rows = &mut self.tables[at].1;
        if rows.len() == MOST_ROWS {
            return Err(self.xml.lacks(place, format!("at most {MOST_ROWS} rows of {row}"), "more"));
        }
        rows.push_at(table, &self.draft, place);
        Ok(())
    }
}

/// The name of a file without folders: notes are kept with the release.
fn file_name(place: &str) -> &str {
    place.rsplit(['/', '\\']).next().unwrap_or(place)
}

/// What XML takes for blank (section 2.3), and nothing else.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

fn is_blank(text: &str) -> bool {
    text.trim_start_matches(BLANKS).is_empty()
}
