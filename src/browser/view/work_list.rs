//! Conflicts and dead letters: what waits for a person.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::{is_roomy, rule};
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::{sentence, wrap};
use super::theme::Meaning;
use crate::browser::model::{Model, Paged, grouped};
use crate::record::PartialDateTime;
use crate::store::view::{Conflict, ConflictKind, DeadLetter};

/// Draws the conflict list.
pub(super) fn draw_conflicts(model: &Model, conflicts: &Paged<Conflict>, frame: &mut Frame<'_>, area: Rect) {
    let columns: &[Column] = if area.width < 76 {
        &[Column::fixed("Raised", 11), Column::share("What", 1)]
    } else {
        &[Column::fixed("Raised", 17), Column::fixed("What", 30), Column::share("People", 1), Column::fixed("State", 7)]
    };
    let detail = |conflict: &Conflict| {
        let message = conflict.message.map(|message| format!(" Message {message}.")).unwrap_or_default();
        format!("Conflict {}: {}.\n{}{message}", conflict.id, kind_words(conflict.kind), sentence(&conflict.reason))
    };
    draw_list(model, conflicts, frame, area, columns, (conflict_cells, detail));
}

/// Draws the dead-letter list.
pub(super) fn draw_dead_letters(model: &Model, letters: &Paged<DeadLetter>, frame: &mut Frame<'_>, area: Rect) {
    let columns: &[Column] = if area.width < 76 {
        &[Column::fixed("Received", 11), Column::share("Why", 1)]
    } else {
        &[Column::fixed("Received", 17), Column::share("Feed", 2), Column::share("Number", 2), Column::share("Why", 4)]
    };
    let detail = |letter: &DeadLetter| {
        let place = letter.location.as_ref().map(|place| format!(" at {place}")).unwrap_or_default();
        let (offset, size) = (grouped(to_usize(letter.offset)), grouped(to_usize(letter.size)));
        let from = format!("From {}, byte {offset}, {size} bytes.", letter.origin);
        format!("Message {}: {}\n{from}", letter.message, sentence(&format!("{}{place}", letter.reason)))
    };
    draw_list(model, letters, frame, area, columns, (dead_letter_cells, detail));
}

/// A kind of conflict in words.
pub(super) const fn kind_words(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::NumberAlone => "Only the NHS number agrees",
        ConflictKind::MultipleBirth => "Born together with others",
        ConflictKind::Newborn => "A newborn",
        ConflictKind::IdentityUnknown => "The source does not know who",
        ConflictKind::MergeAcrossNumbers => "Merge across two NHS numbers",
        ConflictKind::MergeUnclear => "Merge that is not clear",
        ConflictKind::TwoNumbers => "One local, two NHS numbers",
        ConflictKind::NumberNotVerified => "The number is not verified",
        ConflictKind::LocalNumberReused => "Local number of somebody else",
        ConflictKind::MessageNumber => "Same number, another message",
    }
}

fn conflict_cells(conflict: &Conflict, wide: bool) -> Vec<Cell<'_>> {
    let raised = PartialDateTime::from(conflict.recorded).display();
    let people = conflict.patients.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if !wide {
        return vec![plain(day(&raised)), plain(format!("{} {people}", kind_words(conflict.kind)))];
    }
    let state = if conflict.resolved { plain("decided") } else { ("waits".into(), Meaning::Warning) };
    vec![plain(raised), plain(kind_words(conflict.kind)), plain(people), state]
}

fn dead_letter_cells(letter: &DeadLetter, wide: bool) -> Vec<Cell<'_>> {
    let received = PartialDateTime::from(letter.received).display();
    if !wide {
        return vec![plain(day(&received)), plain(&letter.reason)];
    }
    vec![plain(received), plain(&letter.feed), plain(&letter.control_id), plain(&letter.reason)]
}

fn day(time: &str) -> String {
    time.chars().take(11).collect()
}

fn to_usize(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Makes the cells of a row, for a wide screen or a narrow one.
type Row<'a, T> = fn(&'a T, bool) -> Vec<Cell<'a>>;

/// A list with the selected row in full below it.
fn draw_list<'a, T>(
    model: &Model,
    list: &'a Paged<T>,
    frame: &mut Frame<'_>,
    area: Rect,
    columns: &[Column],
    (row, detail): (Row<'a, T>, impl Fn(&T) -> String),
) {
    let place = if list.total() == 0 { 0 } else { list.selected_place() + 1 };
    let words = if list.total() == 0 {
        "Nothing waits".to_owned()
    } else {
        format!("{} of {}", grouped(place), list.total_words())
    };
    rule(model, frame, Rect { height: 1, ..area }, &words, Meaning::Title);
    let below = if is_roomy(frame.area()) { 4 } else { 2 };
    let table_area = Rect { y: area.y + 1, height: area.height.saturating_sub(below + 1), ..area };
    let window = list.window(rows_in(table_area));
    let table = Table { columns, window, selected: Some(list.selected_place()), theme: model.theme };
    table.draw(frame.buffer_mut(), table_area, |place| list.row(place).map(|it| row(it, area.width >= 76)));
    let Some(selected) = list.selected() else { return };
    let lines = wrap(&detail(selected), usize::from(area.width).saturating_sub(2), usize::from(below));
    for (line, y) in lines.iter().zip(table_area.bottom()..area.bottom()) {
        let columns = usize::from(area.width).saturating_sub(1);
        frame.buffer_mut().set_stringn(area.x + 1, y, line, columns, model.theme.style(Meaning::Quiet));
    }
}
