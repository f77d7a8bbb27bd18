//! The pieces of a file: elements that begin and end, and the text in them.

use std::io;

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::tracked::{MOST, Place, Stopped, Tracked};
use crate::load::LoadError;

/// The error of a file that cannot be read.
pub(super) type Failed<'r> = &'r dyn Fn(io::Error) -> LoadError;

/// A piece: what it is stands in [`Xml::name`] or [`Xml::text`], where it is in [`Xml::place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// An element begins.
    Start,
    /// The innermost element ends.
    End,
    /// Text, with what stands for single characters in its place.
    Text,
    /// The file ends.
    Eof,
}

/// A file, piece by piece.
pub(super) struct Xml<'r> {
    reader: Reader<Tracked<'r>>,
    failed: Failed<'r>,
    buffer: Vec<u8>,
    /// The place of the file, for people.
    pub(super) file: &'r str,
    /// Where the piece begins.
    pub(super) place: Place,
    /// The name of the element that begins or ends.
    pub(super) name: String,
    /// The text.
    pub(super) text: String,
    depth: u32,
    begun: bool,
}

impl<'r> Xml<'r> {
    pub(super) fn new(tracked: Tracked<'r>, file: &'r str, failed: Failed<'r>) -> Self {
        let mut reader = Reader::from_reader(tracked);
        reader.config_mut().expand_empty_elements = true;
        let place = Place { line: 1, column: 1 };
        let (name, text) = (String::new(), String::new());
        Self { reader, failed, buffer: Vec::new(), file, place, name, text, depth: 0, begun: false }
    }

    /// An error at the piece read last.
    pub(super) fn error(&self, expected: impl Into<String>, found: &str) -> LoadError {
        self.error_at(self.place, expected, found)
    }

    pub(super) fn error_at(&self, place: Place, expected: impl Into<String>, found: &str) -> LoadError {
        LoadError::row(self.file, place.line, place.column, shortened(&expected.into(), 1500), found)
    }

    /// An error at a place where something is in no words of the file: it ends, or lacks something.
    pub(super) fn lacks(&self, place: Place, expected: impl Into<String>, found: &str) -> LoadError {
        let (expected, found) = (shortened(&expected.into(), 1500), shortened(found, 300));
        let file = self.file.to_owned();
        LoadError::Row { file, line: place.line, column: place.column, expected, found }
    }

    /// The next piece. Comments are none.
    pub(super) fn next(&mut self) -> Result<Piece, LoadError> {
        loop {
            self.buffer.clear();
            self.place = self.reader.get_mut().begin();
            let mut buffer = std::mem::take(&mut self.buffer);
            let piece = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => self.take(&event),
                Err(error) => Err(self.broken(&error)),
            };
            self.buffer = buffer;
            match piece {
                Ok(None) => {}
                Ok(Some(piece)) => return Ok(piece),
                Err(error) => return Err(error),
            }
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<Option<Piece>, LoadError> {
        let first = !std::mem::replace(&mut self.begun, true);
        match event {
            Event::Start(start) | Event::Empty(start) => {
                self.start(start)?;
                self.depth += 1;
                return Ok(Some(Piece::Start));
            }
            Event::End(end) => {
                self.name.clear();
                self.name.push_str(end.name().as_ref());
                self.depth = self.depth.saturating_sub(1);
                return Ok(Some(Piece::End));
            }
            Event::Eof => return Ok(Some(Piece::Eof)),
            Event::Comment(_) => {
                self.begun = !first;
                return Ok(None);
            }
            Event::Decl(declaration) if first => return self.declaration(declaration).map(|()| None),
            Event::Decl(_) => return Err(self.lacks(self.place, "an element or its end", "an XML declaration")),
            Event::DocType(_) => return Err(self.error("no document type definition", "<!DOCTYPE")),
            Event::PI(instruction) => {
                return Err(self.error("an element or its end", &format!("<?{}", instruction.target())));
            }
            Event::Text(text) => {
                self.text.clear();
                self.text.push_str(&text.xml10_content());
            }
            Event::CData(text) => {
                self.text.clear();
                self.text.push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) => {
                let name = reference.clone().into_inner();
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    Ok(None) => predefined(&name),
                    Err(_) => None,
                };
                let expected = "a character, or one of XML's own five entities";
                let character = resolved.ok_or_else(|| self.error(expected, &format!("&{name};")))?;
                self.text.clear();
                self.text.push(character);
            }
        }
        if let Some(control) = self.text.chars().find(|character| !allowed(*character)) {
            return Err(self.error("characters that XML allows", &control.to_string()));
        }
        Ok(Some(Piece::Text))
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), LoadError> {
        self.name.clear();
        self.name.push_str(start.name().as_ref());
        if start.attributes_raw().bytes().all(|byte| byte.is_ascii_whitespace()) {
            return Ok(());
        }
        let tag: &str = start;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| {
                self.lacks(self.place, format!("well-formed attributes of {}", self.name), &error.to_string())
            })?;
            let name = attribute.key.as_ref();
            let offset = (name.as_ptr() as usize).saturating_sub(tag.as_ptr() as usize);
            let place = self.place.after(b"<").after(tag.as_bytes().get(..offset).unwrap_or_default());
            let value: &str = &attribute.value;
            let known = match name {
                "xmlns" => value.is_empty(),
                "xmlns:xsi" => value == "http://www.w3.org/2001/XMLSchema-instance",
                "xsi:noNamespaceSchemaLocation" => true,
                _ => false,
            };
            if self.depth > 0 || !known {
                let but = if self.depth > 0 { "" } else { " but those that name its schema" };
                let expected = format!("no attribute of {}{but}", self.name);
                return Err(self.error_at(place, expected, &format!("{name}=\"{value}\"")));
            }
        }
        Ok(())
    }

    fn declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), LoadError> {
        if declaration.version().ok().is_none_or(|version| version != "1.0") {
            return Err(self.lacks(self.place, "XML 1.0", "another version"));
        }
        match declaration.encoding() {
            None => Ok(()),
            Some(Ok(encoding)) if encoding.eq_ignore_ascii_case("utf-8") => Ok(()),
            Some(Ok(encoding)) => Err(self.error("the encoding UTF-8", &encoding)),
            Some(Err(error)) => Err(self.error("the encoding UTF-8", &error.to_string())),
        }
    }

    fn broken(&mut self, error: &Error) -> LoadError {
        match (self.reader.get_mut().stopped(), error) {
            (Some(Stopped::Asked), _) => LoadError::Interrupted,
            (Some(Stopped::TooLong), _) => {
                self.lacks(self.place, format!("at most {MOST} bytes of a tag or a text"), "more")
            }
            (None, Error::Io(error)) => (self.failed)(io::Error::new(error.kind(), error.to_string())),
            (None, Error::Encoding(_)) => self.lacks(self.place, "text in UTF-8", "bytes that are not"),
            (None, error) => self.lacks(self.place, "well-formed XML", &error.to_string()),
        }
    }
}

/// At most as many characters: names of elements in an error come from the file, of any length.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{} and more", &text[..end]),
        None => text.to_owned(),
    }
}

fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// Whether XML 1.0 allows a character (section 2.2).
fn allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}
