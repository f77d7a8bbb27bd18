//! The feeds and what became of what they sent.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::rule;
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::fit;
use super::theme::Meaning;
use crate::browser::model::{Model, Paged, grouped};
use crate::record::PartialDateTime;
use crate::store::view::FeedSummary;

/// Draws the feeds.
pub(super) fn draw(model: &Model, feeds: &Paged<FeedSummary>, frame: &mut Frame<'_>, area: Rect) {
    let words = format!("{} feeds", feeds.total_words());
    rule(model, frame, Rect { height: 1, ..area }, &words, Meaning::Title);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    let columns = columns(area.width);
    let selected = Some(feeds.selected_place());
    let table = Table { columns: &columns, window: feeds.window(rows_in(list)), selected, theme: model.theme };
    let screen = area.width;
    table.draw(frame.buffer_mut(), list, |place| feeds.row(place).map(|feed| cells(feed, screen)));
    if let Some(feed) = feeds.selected() {
        let written = feed.last_stated.map(time).unwrap_or_default();
        let text = format!(" {} · {} · {} · last written {written}", feed.organisation, feed.system, feed.dialect);
        let width = usize::from(area.width);
        let style = model.theme.style(Meaning::Quiet);
        frame.buffer_mut().set_stringn(area.x, list.bottom(), fit(&text, width), width, style);
    }
}

fn columns(screen: u16) -> Vec<Column> {
    let (name, dead) = (Column::share("Feed", 1), Column::fixed("   Dead", 7));
    if screen < 76 {
        return vec![name, Column::fixed("      In", 8), dead];
    }
    vec![
        name,
        Column::fixed("      In", 8),
        Column::fixed(" Applied", 8),
        Column::fixed("   Same", 7),
        Column::fixed("Clash", 5),
        dead,
        Column::fixed("Last received", 17),
    ]
}

fn cells(feed: &FeedSummary, screen: u16) -> Vec<Cell<'_>> {
    let count = |count: u64, width: usize| {
        let text = grouped(usize::try_from(count).unwrap_or(usize::MAX));
        format!("{text:>width$}")
    };
    let warned = |number: u64, width| {
        let meaning = if number > 0 { Meaning::Warning } else { Meaning::Plain };
        (count(number, width).into(), meaning)
    };
    if screen < 76 {
        return vec![plain(&feed.name), plain(count(feed.received, 8)), warned(feed.dead, 7)];
    }
    vec![
        plain(&feed.name),
        plain(count(feed.received, 8)),
        plain(count(feed.applied, 8)),
        plain(count(feed.duplicate, 7)),
        warned(feed.conflict, 5),
        warned(feed.dead, 7),
        plain(feed.last_received.map(time).unwrap_or_default()),
    ]
}

fn time(at: Timestamp) -> String {
    PartialDateTime::from(at).display()
}
