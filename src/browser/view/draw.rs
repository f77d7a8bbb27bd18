//! The whole screen: head, body, footer, and what lies over them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::theme::Meaning;
use super::{banner, demographics, dialog, entry, feeds, footer, help, home, identity, raw_message, record, trace};
use super::{text, work_list};
use crate::browser::model::{Model, Screen};

/// The smallest screen that is drawn on.
const SMALLEST: (u16, u16) = (40, 10);
/// Below so many lines the head and the footer shrink.
const ROOMY: u16 = 16;

/// Draws the model.
pub fn draw(model: &Model, frame: &mut Frame<'_>) {
    let area = frame.area();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(frame, area);
        return;
    }
    let foot = footer::height(area);
    let shows_record = model.stack.last().is_some_and(Screen::is_of_record);
    let head = match &model.record {
        Some(record) if shows_record => banner::draw(model, record, frame, area),
        _ => title(model, frame, area),
    };
    let height = area.height.saturating_sub(head + foot);
    let body = Rect { y: area.y + head, height, ..area };
    draw_body(model, frame, body);
    footer::draw(model, frame, Rect { y: body.bottom(), height: foot, ..area });
    if let Some(shown) = &model.dialog {
        dialog::draw(model, shown, frame, area);
    }
    if let Some(shown) = &model.help {
        help::draw(model, shown, frame, area);
    }
}

/// Whether there is room for more than what is needed.
pub(super) const fn is_roomy(area: Rect) -> bool {
    area.height >= ROOMY
}

fn draw_body(model: &Model, frame: &mut Frame<'_>, body: Rect) {
    match (model.stack.last(), &model.record) {
        (None, _) => home::draw(model, frame, body),
        (Some(Screen::Record), Some(it)) => record::draw(model, it, frame, body),
        (Some(Screen::Entry(screen)), _) => entry::draw(model, screen, frame, body),
        (Some(Screen::RawMessage(screen)), _) => raw_message::draw(model, screen, frame, body),
        (Some(Screen::Trace(items)), _) => trace::draw(model, items, frame, body),
        (Some(Screen::Identity(explanation, scroll)), _) => identity::draw(model, explanation, scroll, frame, body),
        (Some(Screen::Demographics(scroll)), Some(it)) => demographics::draw(model, &it.person, scroll, frame, body),
        (Some(Screen::Conflicts(conflicts)), _) => work_list::draw_conflicts(model, conflicts, frame, body),
        (Some(Screen::DeadLetters(letters)), _) => work_list::draw_dead_letters(model, letters, frame, body),
        (Some(Screen::Feeds(feeds)), _) => feeds::draw(model, feeds, frame, body),
        (Some(Screen::Record | Screen::Demographics(_)), None) => {}
    }
}

/// The head of a screen that belongs to no record: what it is, and who looks. Returns its height.
fn title(model: &Model, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let name = match model.stack.last() {
        None => "Find a person",
        Some(Screen::Conflicts(_)) => "Conflicts that wait for a decision",
        Some(Screen::DeadLetters(_)) => "Dead letters: messages that could not be read",
        Some(Screen::RawMessage(_)) => "Raw message",
        _ => "Feeds",
    };
    let width = usize::from(area.width);
    let left = text::fit(&format!(" dcr   {name}"), width);
    let right = format!("{} ", text::fit(&model.session.full_name, 30));
    let buffer = frame.buffer_mut();
    buffer.set_stringn(area.x, area.y, &left, width, model.theme.style(Meaning::Title));
    if text::width(&left) + text::width(&right) + 2 <= width {
        let x = area.right().saturating_sub(u16::try_from(text::width(&right)).unwrap_or(0));
        buffer.set_stringn(x, area.y, &right, width, model.theme.style(Meaning::Quiet));
    }
    1
}

/// A line across the screen with words in it.
pub(super) fn rule(model: &Model, frame: &mut Frame<'_>, area: Rect, words: &str, meaning: Meaning) {
    let width = usize::from(area.width);
    let quiet = model.theme.style(Meaning::Quiet);
    frame.buffer_mut().set_stringn(area.x, area.y, "─".repeat(width), width, quiet);
    if !words.is_empty() {
        let words = format!(" {} ", text::fit(words, width.saturating_sub(6)));
        frame.buffer_mut().set_stringn(area.x + 2, area.y, &words, width.saturating_sub(3), model.theme.style(meaning));
    }
}

fn too_small(frame: &mut Frame<'_>, area: Rect) {
    let sentence = format!("dcr needs {} columns and {} lines to be read safely.", SMALLEST.0, SMALLEST.1);
    let lines = text::wrap(&sentence, usize::from(area.width), usize::from(area.height));
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        frame.buffer_mut().set_line(area.x, y, &Line::from(line), area.width);
    }
}
