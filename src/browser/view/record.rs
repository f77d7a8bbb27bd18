//! The open record: its sections as tabs, and the entries of one of them.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::entry::paper;
use super::table::{Cell, Column, Table, plain, rows_in};
use super::text::{fit, width, wrap};
use super::theme::Meaning;
use crate::browser::model::{Model, Record, Tab, grouped};
use crate::coding::Mark;
use crate::record::{MedicationRequestIntent, Resource, Standing, Subsection};
use crate::store::view::EntryView;

/// From so many columns on the selected entry is shown beside the list.
const BESIDE: u16 = 110;

/// Draws tabs, list and, where there is room, the selected entry beside it.
pub(super) fn draw(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) {
    draw_tabs(model, record, frame, Rect { height: 1, ..area });
    draw_title(model, record, frame, Rect { y: area.y + 1, height: 1, ..area });
    let noticed =
        draw_notices(model, record, frame, Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area });
    let above = 2 + noticed;
    let body = Rect { y: area.y + above, height: area.height.saturating_sub(above), ..area };
    if area.width < BESIDE {
        draw_list(model, record, frame, body);
        return;
    }
    let list = Rect { width: area.width * 3 / 5, ..body };
    draw_list(model, record, frame, list);
    let beside = Rect { x: list.right() + 1, width: area.width - list.width - 1, ..body };
    for y in beside.y..beside.bottom() {
        frame.buffer_mut().set_stringn(list.right(), y, "│", 1, model.theme.style(Meaning::Quiet));
    }
    if let Some(entry) = record.selected() {
        let lines = paper(model, entry, None, beside.width).into_lines();
        for (line, y) in lines.iter().zip(beside.y..beside.bottom()) {
            frame.buffer_mut().set_line(beside.x, y, line, beside.width);
        }
    }
}

/// The tabs around the one that is shown; `‹` and `›` say that there are more.
fn draw_tabs(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) {
    let words = |tab: &Tab| format!(" {} {} ", tab.title(), grouped(tab.listed));
    let sizes: Vec<usize> = record.tabs.iter().map(|tab| width(&words(tab))).collect();
    let (first, last) = tabs_in_sight(&sizes, record.tab, usize::from(area.width).saturating_sub(4));
    let mut x = area.x + 2;
    let quiet = model.theme.style(Meaning::Quiet);
    let room = |x: u16| usize::from(area.right().saturating_sub(x));
    if first > 0 {
        frame.buffer_mut().set_stringn(area.x, area.y, "‹", 1, quiet);
    }
    for (place, tab) in record.tabs.iter().enumerate().take(last).skip(first) {
        let selected = place == record.tab;
        let style = model.theme.style(if selected { Meaning::Selected } else { Meaning::Plain });
        let words = if selected { format!("[{}]", words(tab).trim()) } else { words(tab) };
        (x, _) = frame.buffer_mut().set_stringn(x, area.y, &words, room(x), style);
    }
    if last < record.tabs.len() {
        frame.buffer_mut().set_stringn(area.right() - 1, area.y, "›", 1, quiet);
    }
}

/// What sources say of the section, above its entries; as many lines as it took. Never more than half
/// of the room: the entries are what was asked for.
fn draw_notices(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) -> u16 {
    let columns = usize::from(area.width).saturating_sub(2);
    let most = if area.height < 8 { 1 } else { usize::from(area.height / 2) };
    let mut lines: Vec<String> = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for notice in record.notices_here() {
        if !said.contains(&notice.label.as_str()) {
            said.push(&notice.label);
            lines.extend(wrap(&format!("! {} ({})", notice.label, notice.provenance.organisation), columns, most));
        }
    }
    if lines.len() > most && most == 1 {
        let first = lines.swap_remove(0);
        lines = vec![format!("{first} … and more: `dcr record show`")];
    } else if lines.len() > most {
        lines.truncate(most.saturating_sub(1));
        lines.push("! … and more: `dcr record show` has every notice".to_owned());
    }
    let style = model.theme.style(Meaning::Warning);
    for (line, y) in lines.iter().zip(area.y..area.bottom()) {
        frame.buffer_mut().set_stringn(area.x + 1, y, fit(line, columns), columns, style);
    }
    u16::try_from(lines.len()).unwrap_or(0).min(area.height)
}

/// Which tabs fit: as many before the shown one as possible, it always, and some after it.
fn tabs_in_sight(sizes: &[usize], shown: usize, room: usize) -> (usize, usize) {
    let mut first = 0;
    let used = |first: usize, last: usize| sizes.get(first..last).unwrap_or_default().iter().sum::<usize>();
    while first < shown && used(first, (shown + 2).min(sizes.len())) > room {
        first += 1;
    }
    let fits = |last: &usize| used(first, *last) <= room;
    let last = (shown + 1..=sizes.len()).take_while(fits).last().unwrap_or(shown + 1);
    (first, last)
}

/// `12 of 5 000`, the filter, and what is withheld.
fn draw_title(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) {
    let total = grouped(record.list.total());
    let shown = if record.rows() == 0 { 0 } else { record.selected_place() + 1 };
    let mut words = match &record.filter {
        None => format!("{} of {total}", grouped(shown)),
        Some(filter) if filter.matches.is_none() => format!("filter loads {total} entries"),
        Some(_) => format!("{} of {total} hold", grouped(record.rows())),
    };
    if let Some(filter) = &record.filter {
        words.extend([" “", filter.needle.raw(), "”"]);
    }
    let tab = record.tab();
    if tab.listed < tab.total {
        let related = if tab.related == 0 { String::new() } else { format!(", {} came along", grouped(tab.related)) };
        words.extend([" · ", &grouped(tab.listed), " listed", &related]);
    }
    if let Some(withheld) = record.withheld.filter(|withheld| *withheld > 0) {
        words.extend([" · ", &grouped(withheld), " withheld"]);
    }
    if record.person.basis.mask.clinical {
        words.push_str(" · clinical text is masked");
    }
    super::draw::rule(model, frame, area, &words, Meaning::Title);
    let filter =
        record.filter.as_ref().filter(|filter| filter.typing && model.dialog.is_none() && model.help.is_none());
    if let Some(before) = filter.and_then(|filter| words.find('“').map(|place| (filter, place))) {
        let (filter, place) = before;
        let typed: String = filter.needle.raw().chars().take(filter.needle.cursor()).collect();
        let x = 3 + width(&words[..place]) + 1 + width(&typed);
        let x = u16::try_from(x).unwrap_or(0).min(area.width.saturating_sub(2));
        frame.set_cursor_position((area.x + x, area.y));
    }
}

fn draw_list(model: &Model, record: &Record, frame: &mut Frame<'_>, area: Rect) {
    let columns = columns(area.width, &record.tab());
    let window = record.window(rows_in(area));
    let table = Table { columns: &columns, window, selected: Some(record.selected_place()), theme: model.theme };
    let screen = area.width;
    table.draw(frame.buffer_mut(), area, |place| record.row(place).map(|entry| cells(entry, screen, &record.tab())));
    if record.rows() == 0 && area.height > 1 && !model.pending.waits_for(crate::browser::effect::Kind::Page) {
        let noticed = record.notices_here().next().is_some();
        let text = match (record.filter.is_some(), noticed) {
            (true, _) => "  No entry holds these words.",
            (false, true) => "  No entries. The notices say why; it does not mean that there is nothing.",
            (false, false) => "  No entries.",
        };
        let columns = usize::from(area.width);
        let text = fit(text, columns);
        frame.buffer_mut().set_stringn(area.x, area.y + 1, text, columns, model.theme.style(Meaning::Plain));
    }
}

fn columns(screen: u16, tab: &Tab) -> Vec<Column> {
    let (what, value) = (Column::share("What", 3), Column::share("Value", 3));
    if screen < 60 {
        return vec![Column::fixed("Date", 11), Column::share("What", 1)];
    }
    let mut columns = vec![Column::fixed("Date", 11)];
    if tab.section.is_none() {
        columns.push(Column::fixed("Section", 14));
    } else if tab.has_parts() {
        columns.push(Column::fixed("Part", 15));
    }
    columns.extend([what, value, Column::fixed("From", 6)]);
    columns
}

fn cells<'e>(entry: &'e EntryView, screen: u16, tab: &Tab) -> Vec<Cell<'e>> {
    let whole = tab.section.is_none();
    let date = entry.time.map(|time| time.date_only()).unwrap_or_default();
    let over = entry.resource.as_ref().is_some_and(Resource::has_ended);
    let meaning = match (entry.abnormal, over, entry.masked) {
        (true, ..) => Meaning::Alert,
        (_, _, true) => Meaning::Warning,
        (_, true, _) => Meaning::Quiet,
        _ => Meaning::Plain,
    };
    // The members of a report stand in by as much as the sign of an abnormal value takes.
    let is_part = entry.group.is_some() && (!whole || entry.kind == "Observation");
    let sign = match (entry.abnormal, is_part) {
        (true, _) => "! ",
        (false, true) => "  ",
        (false, false) => "",
    };
    let meaning = match &entry.mark {
        Some(mark) if mark.disagrees() && meaning == Meaning::Plain => Meaning::Warning,
        _ => meaning,
    };
    let beside = entry.mark.as_ref().and_then(|mark| mark.beside(&entry.label));
    let beside = beside.map_or_else(String::new, |beside| format!(" [{beside}]"));
    // In front of the words, so that it is not cut off with their end.
    let sign = if entry.mark.as_ref().is_some_and(Mark::disagrees) { format!("{sign}≠ ") } else { sign.to_owned() };
    let value = value(entry);
    if screen < 60 {
        // The section goes first: the same word is a medicine in one and an allergy in another.
        let part = part(entry).filter(|_| tab.has_parts()).unwrap_or_default();
        let part = if part.is_empty() { String::new() } else { format!("{part}: ") };
        let section = if whole { format!("{}: ", entry.section.title()) } else { part };
        let what = format!("{sign}{section}{}{beside} {value}", entry.label);
        return vec![plain(date), (what.into(), meaning)];
    }
    let mut cells = vec![plain(date)];
    if whole {
        cells.push((entry.section.title().into(), Meaning::Quiet));
    } else if tab.has_parts() {
        cells.push((part(entry).unwrap_or_default().into(), Meaning::Quiet));
    }
    let label = format!("{sign}{}{beside}", entry.label);
    cells.extend([(label.into(), meaning), (value, meaning), plain(entry.provenance.organisation.as_str())]);
    cells
}

/// In which part of its section an entry stands. What came along says so; what belongs to a medicine
/// says whether it was authorised or issued.
fn part(entry: &EntryView) -> Option<&'static str> {
    match entry.standing {
        Standing::Related => Some("Related"),
        Standing::Item | Standing::Notice => entry.subsection.map(Subsection::title),
        Standing::Part => match &entry.resource {
            Some(Resource::MedicationRequest(it)) if it.intent == MedicationRequestIntent::Plan => Some("  authorised"),
            Some(Resource::MedicationRequest(_)) => Some("  issued"),
            _ => None,
        },
    }
}

/// The value with what must not be cut off in front: that it is over, that it is abnormal.
fn value(entry: &EntryView) -> Cow<'_, str> {
    if let (true, Some(open), Some(close)) = (entry.abnormal, entry.value.find(" ["), entry.value.rfind(']')) {
        let (number, range, flag) = (&entry.value[..open], &entry.value[open..=close], &entry.value[close + 1..]);
        return format!("{number}{flag}{range}").into();
    }
    match &entry.resource {
        // Its own words say how a stay or a contact ended.
        Some(Resource::Encounter(_)) | None => entry.value.as_str().into(),
        Some(resource) if resource.has_ended() => {
            let until = resource.end().map(|end| format!(" {}", end.display())).unwrap_or_default();
            let rest = if entry.value.is_empty() { String::new() } else { format!("; {}", entry.value) };
            format!("ended{until}{rest}").into()
        }
        Some(_) => entry.value.as_str().into(),
    }
}

/// The day alone: a list has no room for the hour.
trait DateOnly {
    fn date_only(&self) -> String;
}

impl DateOnly for crate::record::PartialDateTime {
    fn date_only(&self) -> String {
        let mut text = self.display();
        text.truncate(11);
        text
    }
}
