//! A raw message, field by field, with the field pointed at that an entry came from.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::{is_roomy, rule};
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::wrap;
use super::theme::Meaning;
use crate::browser::model::{Model, RawMessage, grouped};
use crate::record::{Defect, PartialDateTime};

/// Draws the message: its head, its fields, and the selected field in full.
pub(super) fn draw(model: &Model, screen: &RawMessage, frame: &mut Frame<'_>, area: Rect) {
    let view = &screen.view;
    let masked = if view.masked { " · masked" } else { "" };
    let received = PartialDateTime::from(view.received).display();
    let parts = [&view.trigger, &view.control_id, &view.feed, &format!("received {received}"), &view.outcome];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let head = format!("Message {} · {}{masked}", view.message, parts.join(" · "));
    rule(model, frame, Rect { height: 1, ..area }, &head, Meaning::Title);
    let whole = if is_roomy(frame.area()) { (area.height / 4).clamp(2, 8) } else { 2 };
    let list = Rect { y: area.y + 1, height: area.height.saturating_sub(whole + 1), ..area };
    let columns = [Column::fixed("Field", 9), Column::share("As sent", 1)];
    let selected = Some(screen.rows.selected_place());
    let table = Table { columns: &columns, window: screen.rows.window(rows_in(list)), selected, theme: model.theme };
    table.draw(frame.buffer_mut(), list, |place| cells(screen, place));
    draw_selected(model, screen, frame, Rect { y: list.bottom(), height: whole, ..area });
}

fn cells(screen: &RawMessage, place: usize) -> Option<Vec<Cell<'_>>> {
    let (segment, field) = screen.parts(place)?;
    let pointed = screen.is_highlighted(place);
    let meaning = if pointed { Meaning::Pointed } else { Meaning::Plain };
    let sign = if pointed { "→ " } else { "" };
    let name = if segment.name.is_empty() { "(unread)" } else { segment.name.as_str() };
    Some(match field {
        Some(field) => {
            let text =
                if sign.is_empty() { field.text.as_str().into() } else { format!("{sign}{}", field.text).into() };
            vec![(format!("{name}-{}", field.number).into(), meaning), (text, meaning)]
        }
        None => vec![
            (name.to_owned().into(), Meaning::Title),
            plain(format!("{sign}segment {}", grouped(segment.ordinal as usize))),
        ],
    })
}

/// What was odd, and where.
pub(super) fn defect_words(defect: &Defect) -> String {
    format!("{}: {}", defect.location, defect.problem)
}

/// The selected field whole, as far as there is room, or what was odd about the message.
fn draw_selected(model: &Model, screen: &RawMessage, frame: &mut Frame<'_>, area: Rect) {
    rule(model, frame, Rect { height: 1, ..area }, "", Meaning::Quiet);
    let field = screen.parts(screen.rows.selected_place()).and_then(|(_, field)| field);
    let defects = screen.view.defects.iter().map(defect_words).collect::<Vec<_>>().join("\n");
    let (text, meaning) = match field {
        Some(field) => (field.text.as_str(), Meaning::Plain),
        None => (defects.as_str(), Meaning::Warning),
    };
    let lines = usize::from(area.height.saturating_sub(1));
    for (line, y) in wrap(text, usize::from(area.width).saturating_sub(2), lines).iter().zip(area.y + 1..) {
        let columns = usize::from(area.width);
        frame.buffer_mut().set_stringn(area.x + 1, y, line, columns.saturating_sub(1), model.theme.style(meaning));
    }
}
