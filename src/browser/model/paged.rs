//! A long list of which a slice is loaded and a window is drawn.

use std::cell::Cell;

use crate::browser::action::Action;
use crate::store::view::Page;

/// How many rows are asked for at a time.
pub(in crate::browser) const PAGE: usize = 200;
/// Pages of a list of known length begin at multiples of this.
const STEP: usize = 50;

/// A list: what is loaded of it, which row is selected, which row is drawn first.
pub(in crate::browser) struct Paged<T> {
    rows: Vec<T>,
    start: usize,
    total: usize,
    more: bool,
    selected: usize,
    top: Cell<usize>,
    height: Cell<usize>,
}

impl<T> Paged<T> {
    /// A list of `total` rows of which none is loaded.
    pub(in crate::browser) fn of(total: usize) -> Self {
        Self { rows: Vec::new(), start: 0, total, more: false, selected: 0, top: Cell::new(0), height: Cell::new(1) }
    }

    /// A list that is loaded whole.
    pub(in crate::browser) fn whole(rows: Vec<T>) -> Self {
        Self { total: rows.len(), rows, ..Self::of(0) }
    }

    /// Puts a page of a list of known length in place of what was loaded.
    pub(in crate::browser) fn replace(&mut self, start: usize, rows: Vec<T>, total: usize) {
        (self.start, self.rows, self.total) = (start, rows, total);
        self.select(self.selected);
    }

    /// Adds the next page of a list of unknown length. A full page means that there may be more.
    pub(in crate::browser) fn append(&mut self, rows: Vec<T>) {
        self.more = rows.len() >= PAGE;
        self.rows.extend(rows);
        self.total = self.rows.len();
    }

    /// How many rows the list has, as far as known.
    pub(in crate::browser) fn total(&self) -> usize {
        self.total
    }

    /// How many rows the list has, in words: `1 204`, `200+`.
    pub(in crate::browser) fn total_words(&self) -> String {
        let plus = if self.more { "+" } else { "" };
        format!("{}{plus}", grouped(self.total))
    }

    /// Whether every row is loaded.
    pub(in crate::browser) fn is_whole(&self) -> bool {
        self.start == 0 && self.rows.len() >= self.total
    }

    /// The loaded rows.
    pub(in crate::browser) fn rows(&self) -> &[T] {
        &self.rows
    }

    /// A row by its place in the whole list, where it is loaded.
    pub(in crate::browser) fn row(&self, place: usize) -> Option<&T> {
        place.checked_sub(self.start).and_then(|place| self.rows.get(place))
    }

    /// The place of the selected row.
    pub(in crate::browser) fn selected_place(&self) -> usize {
        self.selected
    }

    /// The selected row, where it is loaded.
    pub(in crate::browser) fn selected(&self) -> Option<&T> {
        self.row(self.selected)
    }

    /// Selects a row, or the last where there are fewer.
    pub(in crate::browser) fn select(&mut self, place: usize) {
        self.selected = place.min(self.total.saturating_sub(1));
    }

    /// Selects a row and shows what follows it rather than what goes before.
    pub(in crate::browser) fn point_at(&mut self, place: usize) {
        self.select(place);
        self.top.set(self.selected.saturating_sub(2));
    }

    /// Moves the selection; other actions change nothing.
    pub(in crate::browser) fn move_by(&mut self, action: Action) {
        let page = self.height.get().saturating_sub(1).max(1);
        let place = match action {
            Action::Up => self.selected.saturating_sub(1),
            Action::Down => self.selected + 1,
            Action::PageUp => self.selected.saturating_sub(page),
            Action::PageDown => self.selected + page,
            Action::First => 0,
            Action::Last => self.total,
            _ => self.selected,
        };
        self.select(place);
    }

    /// The places to draw in `height` lines, the selected one among them. Remembers where the
    /// window stood, so that it moves only when it must.
    pub(in crate::browser) fn window(&self, height: usize) -> std::ops::Range<usize> {
        self.height.set(height);
        let lowest = (self.selected + 1).saturating_sub(height);
        let top = self.top.get().clamp(lowest, self.selected.max(lowest)).min(self.total.saturating_sub(height));
        self.top.set(top);
        top..self.total.min(top + height)
    }

    /// The page to ask for, when the selection comes near the edge of what is loaded.
    pub(in crate::browser) fn wanted(&self) -> Option<Page> {
        let margin = self.height.get().max(1);
        if self.more {
            let near = self.selected + margin >= self.total;
            return near.then_some(Page::of(self.total, PAGE));
        }
        let from = self.selected.saturating_sub(margin);
        let until = (self.selected + margin + 1).min(self.total);
        let loaded = self.start <= from && until <= self.start + self.rows.len();
        // In steps, so that a key held down asks for the same page again and not for the next.
        let offset = self.selected.saturating_sub(PAGE / 2 + margin) / STEP * STEP;
        (!loaded && self.total > 0).then_some(Page::of(offset, PAGE + 2 * margin))
    }
}

/// A count with its thousands apart: `98 311`.
pub(in crate::browser) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        for (count, text) in [(0, "0"), (999, "999"), (1_204, "1 204"), (1_000_000, "1 000 000")] {
            assert_eq!(grouped(count), text);
        }
    }

    #[test]
    fn the_window_follows_the_selection_and_survives_a_smaller_screen() {
        let mut list = Paged::whole((0..100).collect());
        assert_eq!(list.window(10), 0..10);
        list.select(20);
        assert_eq!(list.window(10), 11..21);
        list.move_by(Action::Up);
        assert_eq!(list.window(10), 11..21, "the window stays while the row is in it");
        assert_eq!(list.window(3), 17..20);
        list.move_by(Action::Last);
        assert_eq!(list.window(10), 90..100);
        assert_eq!(list.window(500), 0..100);
    }

    #[test]
    fn a_page_is_wanted_before_the_edge_is_seen() {
        let mut list = Paged::of(5_000);
        assert_eq!(list.wanted(), Some(Page::of(0, PAGE + 2)));
        list.replace(0, vec![(); 200], 5_000);
        let _ = list.window(20);
        assert_eq!(list.wanted(), None);
        list.select(190);
        assert_eq!(list.wanted(), Some(Page::of(50, PAGE + 40)));
        list.move_by(Action::Last);
        assert_eq!(list.wanted(), Some(Page::of(4_850, PAGE + 40)));
    }

    #[test]
    fn a_list_of_unknown_length_grows_at_its_end() {
        let mut list = Paged::of(0);
        list.append(vec![(); PAGE]);
        assert_eq!((list.total_words(), list.wanted()), ("200+".to_owned(), None));
        list.move_by(Action::Last);
        assert_eq!(list.wanted(), Some(Page::of(PAGE, PAGE)));
        list.append(vec![(); 3]);
        assert_eq!((list.total_words(), list.wanted()), ("203".to_owned(), None));
    }

    proptest::proptest! {
        /// Whatever the sizes, the selected row is inside the window and the window inside the list.
        #[test]
        fn the_selection_is_always_in_sight(total in 1usize..500, moves in proptest::collection::vec((0usize..600, 1usize..60), 1..20)) {
            let mut list = Paged::whole(vec![(); total]);
            for (place, height) in moves {
                list.select(place);
                let window = list.window(height);
                proptest::prop_assert!(window.contains(&list.selected_place()));
                proptest::prop_assert!(window.end <= total && window.len() <= height);
            }
        }
    }
}
