//! Where a reader is in a page of text.

use std::cell::Cell;

use crate::browser::action::Action;

/// The first line shown. What was drawn last is remembered, so that moving stops at the end.
#[derive(Default)]
pub(in crate::browser) struct Scroll {
    offset: usize,
    /// Lines of the whole text, as drawn last.
    length: Cell<usize>,
    /// Lines that fit, as drawn last.
    height: Cell<usize>,
}

impl Scroll {
    /// Remembers what is drawn and returns the first line to draw.
    pub(in crate::browser) fn drawn(&self, length: usize, height: usize) -> usize {
        self.length.set(length);
        self.height.set(height);
        self.offset.min(length.saturating_sub(height))
    }

    /// Moves; other actions change nothing.
    pub(in crate::browser) fn move_by(&mut self, action: Action) {
        let last = self.length.get().saturating_sub(self.height.get());
        let page = self.height.get().saturating_sub(1).max(1);
        let from = self.offset.min(last);
        self.offset = match action {
            Action::Up => from.saturating_sub(1),
            Action::Down => from + 1,
            Action::PageUp => from.saturating_sub(page),
            Action::PageDown => from + page,
            Action::First => 0,
            Action::Last => last,
            _ => from,
        }
        .min(last);
    }
}
