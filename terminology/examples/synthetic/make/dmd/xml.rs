//! Elements of XML, in the manner of the files of dm+d.

use std::fmt::Display;
use std::io;

use super::super::lines::Lines;

/// One row: an element that holds elements of text. Rows have no order of their elements.
#[derive(Debug)]
pub(crate) struct Row {
    name: &'static str,
    text: String,
}

impl Row {
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, text: format!("<{name}>") }
    }

    /// Adds an element.
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        let value = value.to_string();
        self.text.extend(["<", name, ">"]);
        for letter in value.chars() {
            match letter {
                '&' => self.text += "&amp;",
                '<' => self.text += "&lt;",
                '>' => self.text += "&gt;",
                letter => self.text.push(letter),
            }
        }
        self.text.extend(["</", name, ">"]);
        self
    }

    /// Adds an element where there is something to put into it.
    pub(crate) fn maybe(self, name: &str, value: Option<impl Display>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds a code of four digits.
    pub(crate) fn code(self, name: &str, code: usize) -> Self {
        self.with(name, format_args!("{code:04}"))
    }

    /// Adds a flag where it is set; files write them as `1` or as `0001`.
    pub(crate) fn flag(self, name: &str, set: bool, padded: bool) -> Self {
        self.maybe(name, set.then_some(if padded { "0001" } else { "1" }))
    }

    fn finished(self) -> String {
        format!("{}</{}>", self.text, self.name)
    }

    /// Writes it.
    pub(crate) fn end(self, lines: &mut Lines<'_>) -> io::Result<()> {
        lines.text(&self.finished()).end()
    }
}

/// Begins a file: the root names the schema.
pub(crate) fn begin(lines: &mut Lines<'_>, root: &str, schema: &str) {
    let instance = "http://www.w3.org/2001/XMLSchema-instance";
    lines.text(&format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<{root} xmlns:xsi=\"{instance}\" \
         xsi:noNamespaceSchemaLocation=\"{schema}\">\r\n<!-- Nothing in this file is of the real world -->\r\n"
    ));
}

/// Writes the rows of one container.
pub(crate) fn container(lines: &mut Lines<'_>, name: &str, rows: impl Iterator<Item = Row>) -> io::Result<()> {
    lines.text(&format!("<{name}>\r\n"));
    for row in rows {
        row.end(lines)?;
    }
    lines.text(&format!("</{name}>\r\n"));
    Ok(())
}

/// Ends a file.
pub(crate) fn finish(lines: &mut Lines<'_>, root: &str) {
    lines.text(&format!("</{root}>\r\n"));
}

/// A day as XML writes it.
pub(crate) fn day(date: u32) -> String {
    format!("{:04}-{:02}-{:02}", date / 10_000, date / 100 % 100, date % 100)
}
