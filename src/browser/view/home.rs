//! The first screen: the form above, below it what was found or, in a demo, the stories.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::banner::{gender_words, number};
use super::draw::{is_roomy, rule};
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::{fit, width, wrap};
use super::theme::Meaning;
use crate::browser::model::{Focus, MOST_HITS, Model, Paged, SearchField};
use crate::browser::start::Story;
use crate::store::view::PatientHit;

/// Draws the first screen.
pub(super) fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let roomy = is_roomy(frame.area());
    let two_columns = area.width >= 76;
    let form_height = if two_columns { 3 } else { 6 };
    let list_has_focus = model.home.focus == Focus::List;
    // On a small screen whatever has the focus fills it.
    let form_height = if !roomy && list_has_focus { 0 } else { form_height };
    if form_height > 0 {
        draw_form(model, frame, Rect { height: form_height, ..area }, two_columns);
    }
    if form_height > 0 && !roomy {
        // A larger screen has room for it in the footer.
        let hint = model.home.field().map_or("", SearchField::hint);
        write(model, frame, Rect { y: area.y + form_height, height: 2, ..area }, hint, Meaning::Quiet);
    }
    let used = form_height;
    let below = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    if roomy || list_has_focus {
        draw_below(model, frame, below);
    }
}

fn draw_form(model: &Model, frame: &mut Frame<'_>, area: Rect, two_columns: bool) {
    for (place, field) in (0u16..).zip(SearchField::ALL) {
        let (column, row) = if two_columns { (place / 3, place % 3) } else { (0, place) };
        let half = if two_columns { area.width / 2 } else { area.width };
        let spot = Rect { x: area.x + column * half, y: area.y + row, width: half, height: 1 };
        draw_field(model, frame, spot, field);
    }
}

fn draw_field(model: &Model, frame: &mut Frame<'_>, area: Rect, field: SearchField) {
    let focused = model.home.field() == Some(field) && model.dialog.is_none() && model.help.is_none();
    let text = model.home.form.field(field);
    let label = format!(" {:15} ", field.label());
    frame.buffer_mut().set_stringn(area.x, area.y, &label, 17, model.theme.style(Meaning::Plain));
    let room = Rect { x: area.x + 17, width: area.width.saturating_sub(18), ..area };
    super::dialog::draw_text(model, frame, room, text, focused);
}

fn draw_below(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    if area.height < 2 {
        return;
    }
    let line = Rect { height: 1, ..area };
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    match &model.home.hits {
        Some(hits) => {
            rule(model, frame, line, &found(model, hits), Meaning::Title);
            draw_hits(model, hits, frame, body);
        }
        None if model.home.stories.total() > 0 => {
            rule(model, frame, line, "Start here: the fictional Dorset", Meaning::Title);
            draw_stories(model, &model.home.stories, frame, body);
        }
        None => {
            rule(model, frame, line, "", Meaning::Quiet);
            write(model, frame, body, BEFORE, Meaning::Quiet);
        }
    }
}

/// What stands below the form before the first search, where there are no stories.
const BEFORE: &str = "Enter searches. Esc leaves the form for the other keys: p purpose, c conflicts, D dead letters, F feeds, and / comes back to the form.";

fn found(model: &Model, hits: &Paged<PatientHit>) -> String {
    match hits.total() {
        _ if model.home.more_hits => format!("More than {MOST_HITS} people fit: say more to narrow it"),
        0 => "Nobody fits".to_owned(),
        1 => "1 person fits".to_owned(),
        some => format!("{some} people fit"),
    }
}

/// How many lines tell what to look at in the selected story.
const HINT: u16 = 3;

/// The stories, and of the selected one what to look at.
fn draw_stories(model: &Model, stories: &Paged<Story>, frame: &mut Frame<'_>, area: Rect) {
    let hint = if is_roomy(frame.area()) { HINT } else { 2 };
    let list = Rect { height: area.height.saturating_sub(hint), ..area };
    let window = stories.window(usize::from(list.height));
    for (place, y) in window.zip(list.y..list.bottom()) {
        let Some(story) = stories.row(place) else { continue };
        let selected = place == stories.selected_place() && model.home.focus == Focus::List;
        let (mark, meaning) = if selected { (">", Meaning::Selected) } else { (" ", Meaning::Plain) };
        let line = Rect { y, height: 1, ..area };
        frame.buffer_mut().set_style(line, model.theme.style(meaning));
        frame.buffer_mut().set_stringn(line.x, y, mark, 1, model.theme.style(meaning));
        write(model, frame, Rect { x: line.x + 1, width: line.width - 1, ..line }, &story.title, meaning);
    }
    if let Some(story) = stories.selected() {
        let below = Rect { y: list.bottom(), height: hint, ..area };
        write(model, frame, below, &story.hint, Meaning::Quiet);
    }
}

/// Text in as many lines as the area has.
fn write(model: &Model, frame: &mut Frame<'_>, area: Rect, text: &str, meaning: Meaning) {
    let columns = usize::from(area.width).saturating_sub(2);
    for (line, y) in wrap(text, columns, usize::from(area.height)).iter().zip(area.y..area.bottom()) {
        frame.buffer_mut().set_stringn(area.x + 1, y, line, columns, model.theme.style(meaning));
    }
}

fn table<'a>(model: &Model, columns: &'a [Column], window: std::ops::Range<usize>, selected: usize) -> Table<'a> {
    let selected = (model.home.focus == Focus::List).then_some(selected);
    Table { columns, window, selected, theme: model.theme }
}

fn draw_hits(model: &Model, hits: &Paged<PatientHit>, frame: &mut Frame<'_>, area: Rect) {
    let detail = u16::from(area.height > 5);
    let list = Rect { height: area.height - detail, ..area };
    let columns = columns(area.width);
    let table = table(model, &columns, hits.window(rows_in(list)), hits.selected_place());
    let wide = area.width;
    table.draw(frame.buffer_mut(), list, |place| hits.row(place).map(|hit| cells(hit, wide)));
    if let Some(hit) = hits.selected().filter(|_| detail > 0) {
        let text = format!(" {}   {}   held by {}", hit.name, number(hit), hit.organisations.join(", "));
        let columns = usize::from(area.width);
        let style = model.theme.style(Meaning::Quiet);
        frame.buffer_mut().set_stringn(area.x, area.bottom() - 1, fit(&text, columns), columns, style);
    }
}

fn columns(width: u16) -> Vec<Column> {
    let name = Column::share("Name", 1);
    let (number, born) = (Column::fixed("NHS number", 12), Column::fixed("Born", 11));
    if width < 76 {
        return vec![name, born, number];
    }
    let (gender, postcode) = (Column::fixed("Gender", 9), Column::fixed("Postcode", 8));
    let marks = Column::fixed("", if width < 100 { 10 } else { 21 });
    let mut columns = vec![name, born, gender, number, postcode, marks];
    if width >= 110 {
        columns.push(Column::fixed("Held by", 18));
    }
    columns
}

fn cells(hit: &PatientHit, screen: u16) -> Vec<Cell<'_>> {
    let born = hit.birth_date.map(|date| date.display()).unwrap_or_default();
    let number = hit.nhs_number.map(|number| number.to_string()).unwrap_or_default();
    let name = plain(&hit.name);
    if screen < 76 {
        return vec![name, plain(born), plain(number)];
    }
    let marks = [hit.in_conflict.then_some("! conflict"), hit.inpatient.then_some("inpatient")];
    let marks = marks.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let marks = if screen < 100 && width(&marks) > 10 { "! conflict".to_owned() } else { marks };
    let meaning = if hit.in_conflict { Meaning::Warning } else { Meaning::Plain };
    let postcode = hit.postcode.as_deref().unwrap_or_default();
    vec![
        name,
        plain(born),
        plain(gender_words(hit.gender)),
        plain(number),
        plain(postcode),
        (marks.into(), meaning),
        plain(hit.organisations.join(", ")),
    ]
}
