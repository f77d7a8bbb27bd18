//! Rows in columns, of which only those in sight are made.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::text::fit;
use super::theme::{Meaning, Theme};

/// One column; a width of 0 shares what the others leave, in proportion to `share`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// The heading.
    pub(super) title: &'static str,
    /// The width in columns of the screen.
    pub(super) width: u16,
    /// How much of what is left.
    pub(super) share: u16,
}

impl Column {
    /// A column of so many columns.
    pub(super) const fn fixed(title: &'static str, width: u16) -> Self {
        Self { title, width, share: 0 }
    }

    /// A column that shares what is left.
    pub(super) const fn share(title: &'static str, share: u16) -> Self {
        Self { title, width: 0, share }
    }
}

/// One cell.
pub(super) type Cell<'a> = (Cow<'a, str>, Meaning);

/// A plain cell.
pub(super) fn plain<'a>(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
    (text.into(), Meaning::Plain)
}

/// The rows in sight, and how each looks.
pub(super) struct Table<'a> {
    /// The columns.
    pub(super) columns: &'a [Column],
    /// The places to draw.
    pub(super) window: Range<usize>,
    /// The place that is selected; `None` where the keys go elsewhere.
    pub(super) selected: Option<usize>,
    /// How it looks.
    pub(super) theme: Theme,
}

/// The columns before the first cell: the mark of the selection.
const MARK: u16 = 2;

impl Table<'_> {
    /// Draws headings and rows. `row` gives the cells of a place, `None` while it is not loaded.
    pub(super) fn draw<'r>(&self, buffer: &mut Buffer, area: Rect, row: impl Fn(usize) -> Option<Vec<Cell<'r>>>) {
        let Some(body) = heading_and_body(area) else { return };
        let places = self.places(area);
        for (column, (x, width)) in self.columns.iter().zip(&places) {
            let style = self.theme.style(Meaning::Quiet);
            buffer.set_stringn(*x, area.y, fit(column.title, usize::from(*width)), usize::from(*width), style);
        }
        for (y, place) in (body.y..body.bottom()).zip(self.window.clone()) {
            let selected = self.selected == Some(place);
            if selected {
                buffer.set_style(Rect { y, height: 1, ..area }, self.theme.style(Meaning::Selected));
                buffer.set_stringn(area.x, y, ">", 1, self.theme.style(Meaning::Selected));
            }
            match row(place) {
                Some(cells) => self.draw_cells(buffer, y, &places, &cells),
                None => {
                    buffer.set_stringn(area.x + MARK, y, "…", 1, self.theme.style(Meaning::Quiet));
                }
            }
        }
    }

    fn draw_cells(&self, buffer: &mut Buffer, y: u16, places: &[(u16, u16)], cells: &[Cell<'_>]) {
        for ((text, meaning), (x, width)) in cells.iter().zip(places) {
            let width = usize::from(*width);
            buffer.set_stringn(*x, y, fit(text, width), width, self.theme.style(*meaning));
        }
    }

    /// Where each column begins and how wide it is.
    fn places(&self, area: Rect) -> Vec<(u16, u16)> {
        let gap = if area.width < 100 { 1 } else { 2 };
        let gaps = gap * u16::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0);
        let fixed: u16 = self.columns.iter().map(|column| column.width).sum();
        let shares: u16 = self.columns.iter().map(|column| column.share).sum();
        let left = area.width.saturating_sub(MARK + gaps + fixed);
        let mut x = area.x + MARK;
        let mut place = |column: &Column| {
            let width = if column.share == 0 { column.width } else { left * column.share / shares.max(1) };
            let width = width.min(area.right().saturating_sub(x));
            let at = (x, width);
            x += width + gap;
            at
        };
        self.columns.iter().map(&mut place).collect()
    }
}

/// How many rows of a table fit in an area.
pub(super) fn rows_in(area: Rect) -> usize {
    usize::from(area.height.saturating_sub(1))
}

fn heading_and_body(area: Rect) -> Option<Rect> {
    (area.height > 1 && area.width > MARK).then(|| Rect { y: area.y + 1, height: area.height - 1, ..area })
}
