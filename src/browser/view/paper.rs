//! A page to read: headings, names with their values, and text, wrapped to the width.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{fit, wrap};
use super::theme::{Meaning, Theme};
use crate::browser::model::Scroll;

/// The most lines that one value may take; a document is longer than any other value.
const MOST_LINES: usize = 2_000;

/// A page being written.
pub(super) struct Paper {
    theme: Theme,
    width: usize,
    name_width: usize,
    lines: Vec<Line<'static>>,
}

impl Paper {
    /// An empty page of a width.
    pub(super) fn new(theme: Theme, width: u16) -> Self {
        let width = usize::from(width);
        Self { theme, width, name_width: if width < 60 { 15 } else { 20 }, lines: Vec::new() }
    }

    /// The same with so many columns for the names.
    pub(super) fn with_names(self, name_width: usize) -> Self {
        Self { name_width, ..self }
    }

    /// A heading, with an empty line before it unless it is the first.
    pub(super) fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.text(text, Meaning::Title);
    }

    /// Text over the whole width.
    pub(super) fn text(&mut self, text: &str, meaning: Meaning) {
        let style = self.theme.style(meaning);
        let lines = wrap(text, self.width.saturating_sub(1), MOST_LINES);
        self.lines.extend(lines.into_iter().map(|line| Line::styled(format!(" {line}"), style)));
    }

    /// A name and its value beside it.
    pub(super) fn pair(&mut self, name: &str, value: &str, meaning: Meaning) {
        let (names, values) = (self.theme.style(Meaning::Quiet), self.theme.style(meaning));
        let name = fit(name, self.name_width - 2);
        let room = self.width.saturating_sub(self.name_width + 1);
        for (place, line) in wrap(value, room, MOST_LINES).into_iter().enumerate() {
            let name = if place == 0 { name.as_str() } else { "" };
            let pad = self.name_width - 1 - super::text::width(name);
            let spans = vec![Span::styled(format!(" {name}{:pad$} ", ""), names), Span::styled(line, values)];
            self.lines.push(Line::from(spans));
        }
    }

    /// A name and its value, where there is one.
    pub(super) fn maybe(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.pair(name, value, Meaning::Plain);
        }
    }

    /// Draws the lines in sight and says where the reader is when there are more.
    pub(super) fn draw(&self, buffer: &mut Buffer, area: Rect, scroll: &Scroll) {
        let height = usize::from(area.height);
        let first = scroll.drawn(self.lines.len(), height);
        for (line, y) in self.lines.iter().skip(first).zip(area.y..area.bottom()) {
            buffer.set_line(area.x, y, line, area.width);
        }
        if self.lines.len() > height && area.width > 12 {
            let left = self.lines.len().saturating_sub(first + height);
            let text = if left == 0 { " end".to_owned() } else { format!(" {left} more ↓") };
            let width = u16::try_from(super::text::width(&text)).unwrap_or(0);
            let (x, y) = (area.right().saturating_sub(width + 1), area.bottom() - 1);
            buffer.set_stringn(x, y, &text, usize::from(width), self.theme.style(Meaning::Key));
        }
    }

    /// The lines as written.
    pub(super) fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }
}
