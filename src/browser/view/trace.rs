//! Every message that touched the person, in order of arrival.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::rule;
use super::raw_message::defect_words;
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::fit;
use super::theme::Meaning;
use crate::browser::model::{Model, Paged, grouped};
use crate::record::PartialDateTime;
use crate::store::view::TraceItem;

/// Draws the messages, and of the selected one what was odd.
pub(super) fn draw(model: &Model, items: &Paged<TraceItem>, frame: &mut Frame<'_>, area: Rect) {
    let place = if items.total() == 0 { 0 } else { items.selected_place() + 1 };
    let words = format!("Messages that touched this person · {} of {}", grouped(place), items.total_words());
    rule(model, frame, Rect { height: 1, ..area }, &words, Meaning::Title);
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(3), ..area };
    let columns = columns(area.width);
    let selected = Some(items.selected_place());
    let table = Table { columns: &columns, window: items.window(rows_in(list)), selected, theme: model.theme };
    let screen = area.width;
    table.draw(frame.buffer_mut(), list, |place| items.row(place).map(|item| cells(item, screen)));
    if let Some(item) = items.selected() {
        for (line, y) in detail(item).iter().zip(list.bottom()..area.bottom()) {
            let columns = usize::from(area.width);
            frame.buffer_mut().set_stringn(area.x, y, fit(line, columns), columns, model.theme.style(Meaning::Quiet));
        }
    }
}

fn columns(screen: u16) -> Vec<Column> {
    let received = Column::fixed("Received", 17);
    let trigger = Column::fixed("Event", 9);
    if screen < 76 {
        return vec![received, trigger, Column::share("Outcome", 1)];
    }
    vec![
        received,
        trigger,
        Column::share("Feed", 1),
        Column::share("Number", 1),
        Column::fixed("Outcome", 9),
        Column::fixed("Entries", 7),
    ]
}

fn cells(item: &TraceItem, screen: u16) -> Vec<Cell<'_>> {
    let received = plain(PartialDateTime::from(item.received).display());
    let odd = item.outcome != "applied" || !item.defects.is_empty();
    let meaning = if odd { Meaning::Warning } else { Meaning::Plain };
    let outcome = if item.defects.is_empty() { item.outcome.clone() } else { format!("{} !", item.outcome) };
    if screen < 76 {
        return vec![received, plain(&item.trigger), (outcome.into(), meaning)];
    }
    vec![
        received,
        plain(&item.trigger),
        plain(&item.feed),
        plain(&item.control_id),
        (outcome.into(), meaning),
        plain(format!("{:>7}", grouped(usize::try_from(item.entries).unwrap_or(usize::MAX)))),
    ]
}

fn detail(item: &TraceItem) -> [String; 2] {
    let stated = item.stated.map(|stated| format!("written {}", stated.display())).unwrap_or_default();
    let unread =
        if item.unread.is_empty() { String::new() } else { format!(" · not read: {}", item.unread.join(", ")) };
    let size = grouped(usize::try_from(item.size).unwrap_or(usize::MAX));
    let first = format!(" Message {} · {} · {stated} · {size} bytes{unread}", item.message, item.patient);
    let odd: Vec<String> = item.defects.iter().map(defect_words).collect();
    let second = if odd.is_empty() { format!(" SHA-256 {}", item.sha256) } else { format!(" ! {}", odd.join("; ")) };
    [first, second]
}
