//! What is asked or told in the middle of the screen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use super::choice;
use super::text::{clean, fit, sentence, width, wrap};
use super::theme::Meaning;
use crate::access::{Purpose, Reason};
use crate::browser::keymap::Context;
use crate::browser::message::Refused;
use crate::browser::model::{
    Dialog, EmergencyForm, LookUpForm, Model, PermissionForm, Target, TextField, WordsFor, WordsForm,
};
use crate::consent::{Emergency, Permission};
use crate::store::WorkList;

/// A line as it is drawn, and the field that stands in it.
type DialogLine<'a> = (Line<'static>, Option<(&'a TextField, bool)>);

/// One part of a dialogue.
pub(super) enum Row<'a> {
    Text(String, Meaning),
    /// What may be left out where there is no room.
    Aside(String),
    Field(&'static str, &'a TextField, bool),
    Keys(Context),
}

/// Draws the dialogue over the screen.
pub(super) fn draw(model: &Model, dialog: &Dialog, frame: &mut Frame<'_>, area: Rect) {
    let (title, rows) = match dialog {
        Dialog::Permission(form) => ("Open this record?", permission(form)),
        Dialog::Emergency(form) => ("Break the glass?", emergency(form)),
        Dialog::Words(form) => words(form),
        Dialog::Claim(form) => ("Claim that you care for this person?", choice::claim(form)),
        Dialog::Choices(form) => ("Who may see this record", choice::choices(form, model.now)),
        Dialog::Purpose => ("For which purpose do you look?", vec![Row::Keys(Context::Purpose)]),
        Dialog::Refused { refused, target, reason } => ("Not opened", refusal(refused, target.as_ref(), reason)),
        Dialog::LookUp(form) => ("Look up a code", look_up(form)),
        Dialog::Told { title, lines } => {
            (title.as_str(), lines.iter().map(|line| Row::Text(line.clone(), Meaning::Plain)).collect())
        }
    };
    draw_rows(model, frame, area, title, &rows);
}

pub(super) fn whose(target: &Target) -> Vec<Row<'static>> {
    let mut rows = vec![Row::Text(target.title.clone(), Meaning::Title)];
    if !target.detail.is_empty() {
        rows.push(Row::Aside(target.detail.clone()));
    }
    rows
}

fn permission(form: &PermissionForm) -> Vec<Row<'_>> {
    let mut rows = whose(&form.target);
    rows.push(Row::Text("For direct care. Permission to view was:".to_owned(), Meaning::Plain));
    if !form.typing {
        rows.push(Row::Keys(Context::Permission));
    }
    if form.typing || !form.words.text().is_empty() {
        rows.push(Row::Field("Reason", &form.words, form.typing));
    }
    rows
}

fn emergency(form: &EmergencyForm) -> Vec<Row<'_>> {
    let mut rows = whose(&form.target);
    let Some(ground) = form.ground else {
        let asked = if form.permission == Permission::Refused { "was refused" } else { "could not be asked" };
        let text = format!(
            "You state that permission {asked}. This is written to the audit with your name, the privacy officer is \
             told, somebody other than you reviews it, and the view closes after 60 minutes. On which ground?"
        );
        rows.push(Row::Text(text, Meaning::Warning));
        rows.push(Row::Keys(Context::Ground));
        return rows;
    };
    let ground = match ground {
        Emergency::Medical => "A medical emergency. Why, in words:",
        Emergency::Safeguarding => "Safeguarding; the safeguarding lead is told too. Why, in words:",
        Emergency::OverridingInterest => "An overriding interest. Why, in words:",
    };
    rows.push(Row::Text(ground.to_owned(), Meaning::Warning));
    rows.push(Row::Field("Reason", &form.words, true));
    rows
}

fn words(form: &WordsForm) -> (&'static str, Vec<Row<'_>>) {
    let (title, mut rows) = match &form.purpose {
        WordsFor::Open(target, purpose) => {
            let mut rows = whose(target);
            rows.push(Row::Text(format!("For {}.", crate::browser::model::purpose_words(*purpose)), Meaning::Plain));
            ("Open this record?", rows)
        }
        WordsFor::WorkList(list) => {
            let title = match list {
                WorkList::Conflicts => "Open the conflicts?",
                WorkList::DeadLetters => "Open the dead letters?",
            };
            (title, vec![Row::Text("For record operations. Which incident does it serve?".to_owned(), Meaning::Plain)])
        }
        WordsFor::Unmask => {
            let text = "Say why you need to see the text. The need is written to the audit.";
            ("Show what is masked?", vec![Row::Text(text.to_owned(), Meaning::Plain)])
        }
        WordsFor::Choice(target, _, picked) => ("Record this choice?", choice::picked(target, *picked)),
        WordsFor::Incident => {
            ("Record operations", vec![Row::Text("Which incident does it serve?".to_owned(), Meaning::Plain)])
        }
    };
    let fields = form.fields.iter().enumerate();
    rows.extend(fields.map(|(place, field)| Row::Field(field.label, &field.text, place == form.focus)));
    (title, rows)
}

fn look_up(form: &LookUpForm) -> Vec<Row<'_>> {
    let mut rows = vec![Row::Field("Words", &form.words, true)];
    let Some(found) = &form.found else {
        rows.push(Row::Aside("The beginnings of words, in any order.".to_owned()));
        return rows;
    };
    rows.extend(found.notes.iter().map(|note| Row::Text(note.clone(), Meaning::Warning)));
    for code in &found.codes {
        let meaning = if code.active { Meaning::Plain } else { Meaning::Quiet };
        rows.push(Row::Text(code.line(), meaning));
    }
    rows
}

fn refusal(refused: &Refused, target: Option<&Target>, reason: &Reason) -> Vec<Row<'static>> {
    let mut rows = target.map(whose).unwrap_or_default();
    let mut say = |text: String, meaning| rows.push(Row::Text(text, meaning));
    match refused {
        Refused::NotFound => say("No shared record is available for this person.".to_owned(), Meaning::Plain),
        Refused::Ambiguous(count) => {
            say(format!("{count} unlinked people hold this number."), Meaning::Warning);
            say("Search by name and date of birth and open the right one.".to_owned(), Meaning::Plain);
        }
        Refused::Denied(why) => {
            say(sentence(why), Meaning::Warning);
            if reason.purpose != Purpose::DirectCare {
                say("Another purpose or role may be allowed to.".to_owned(), Meaning::Plain);
            }
        }
        Refused::PermissionRefused(why) => {
            say(sentence(why), Meaning::Warning);
            say(
                "It is written to the audit. Would the person like it to stand? Then record a choice.".to_owned(),
                Meaning::Plain,
            );
        }
        Refused::AskConsent(why) => {
            say(sentence(why), Meaning::Warning);
            say("Ask the person, then answer again.".to_owned(), Meaning::Plain);
        }
        Refused::BreakGlassRequired(why) => {
            say(sentence(why), Meaning::Warning);
            say("It opens only in an emergency, with a coded reason in words.".to_owned(), Meaning::Plain);
        }
        Refused::ClaimRequired(why) => {
            say(sentence(why), Meaning::Warning);
            say("If you care for the person, claim it with a coded reason.".to_owned(), Meaning::Plain);
        }
        Refused::OptedOut => {
            say("An opt-out stands for this person. Nothing more may be told.".to_owned(), Meaning::Plain);
        }
        Refused::MayNotSearch => {
            say("None of your roles looks for people on this purpose.".to_owned(), Meaning::Warning);
            say("Choose another purpose with p, if another is why you look.".to_owned(), Meaning::Plain);
        }
        Refused::UnknownUser => {
            say("You are not a registered user of this store.".to_owned(), Meaning::Warning);
            say("An administrator registers you with `dcr user add`.".to_owned(), Meaning::Plain);
        }
        Refused::Store(failure) => {
            say(sentence(&failure.text), Meaning::Warning);
            say("Nothing is shown when the store or its audit fails.".to_owned(), Meaning::Plain);
        }
    }
    if refused.may_yield() && reason.purpose == Purpose::DirectCare && target.is_some() {
        rows.push(Row::Keys(Context::Refused));
    }
    rows
}

fn draw_rows(model: &Model, frame: &mut Frame<'_>, area: Rect, title: &str, rows: &[Row<'_>]) {
    let width = area.width.saturating_sub(2).min(72);
    let inside = usize::from(width).saturating_sub(4);
    let small = area.height < 16;
    let mut parts: Vec<Vec<DialogLine<'_>>> = rows.iter().map(|row| row_lines(model, row, inside, small)).collect();
    shorten(&mut parts, rows, usize::from(area.height).saturating_sub(if small { 4 } else { 6 }));
    let lines: Vec<DialogLine<'_>> = parts.into_iter().flatten().collect();
    let height = (u16::try_from(lines.len()).unwrap_or(u16::MAX)).saturating_add(2).min(area.height);
    let outer = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 3, width, height };
    let inner = frame_box(model, frame, outer, title);
    for ((line, field), y) in lines.into_iter().zip(inner.y..inner.bottom()) {
        frame.buffer_mut().set_line(inner.x + 1, y, &line, inner.width.saturating_sub(2));
        if let Some((field, focused)) = field {
            let room = Rect { x: inner.x + 12, y, width: inner.width.saturating_sub(13), height: 1 };
            draw_text(model, frame, room, field, focused && model.help.is_none());
        }
    }
}

/// Takes lines away until all fits, asides first, then the longest texts: what is asked and what can
/// be answered must be in sight.
fn shorten(parts: &mut [Vec<DialogLine<'_>>], rows: &[Row<'_>], most: usize) {
    while parts.iter().map(Vec::len).sum::<usize>() > most {
        let spare = |aside: bool| {
            let mut best: Option<usize> = None;
            for (place, row) in rows.iter().enumerate() {
                let fits = if aside { matches!(row, Row::Aside(_)) } else { matches!(row, Row::Text(..)) };
                if fits && parts[place].len() > best.map_or(usize::from(!aside), |best| parts[best].len()) {
                    best = Some(place);
                }
            }
            best
        };
        let Some(place) = spare(true).or_else(|| spare(false)) else { return };
        parts[place].pop();
        if let Some((last, _)) = parts[place].last_mut() {
            last.spans.push(Span::raw("…"));
        }
    }
}

fn row_lines<'a>(model: &Model, row: &Row<'a>, columns: usize, small: bool) -> Vec<DialogLine<'a>> {
    match row {
        Row::Text(text, meaning) => {
            let style = model.theme.style(*meaning);
            wrap(text, columns, 6).into_iter().map(|line| (Line::styled(line, style), None)).collect()
        }
        Row::Aside(text) => wrap(text, columns, 6).into_iter().map(|line| (Line::from(line), None)).collect(),
        Row::Field(label, field, focused) => vec![(Line::from(*label), Some((*field, *focused)))],
        Row::Keys(context) if small => keys_inline(model, *context, columns),
        Row::Keys(context) => {
            let keys = own_keys(model, *context).map(|(key, label)| {
                let key = Span::styled(format!("  {key:>4}"), model.theme.style(Meaning::Key));
                (Line::from(vec![key, Span::raw(format!("  {label}"))]), None)
            });
            keys.collect()
        }
    }
}

/// The keys that only this dialogue has.
fn own_keys(model: &Model, context: Context) -> impl Iterator<Item = (String, &'static str)> {
    use crate::browser::action::Action;
    let (claim, choice) = (model.claim_may_open(), model.refusal_may_stand());
    let own = context.bindings().filter(|it| !matches!(it.action, Action::Help | Action::Quit | Action::Suspend));
    let own = own.filter(move |it| match it.action {
        Action::Claim => claim,
        Action::Choices => choice,
        _ => true,
    });
    own.filter_map(|binding| Some((binding.keys.first()?.name(), binding.action.label())))
}

fn keys_inline(model: &Model, context: Context, columns: usize) -> Vec<DialogLine<'static>> {
    let mut lines = Vec::new();
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut used = 0;
    for (key, label) in own_keys(model, context) {
        let size = width(&key) + width(label) + 3;
        if used > 0 && used + size > columns + 2 {
            lines.push((Line::from(std::mem::take(&mut spans)), None));
            used = 0;
        }
        spans.push(Span::styled(key, model.theme.style(Meaning::Key)));
        spans.push(Span::raw(format!(" {label}  ")));
        used += size;
    }
    lines.push((Line::from(spans), None));
    lines
}

/// Clears a box, draws its frame and title, and returns what is inside.
pub(super) fn frame_box(model: &Model, frame: &mut Frame<'_>, outer: Rect, title: &str) -> Rect {
    let buffer = frame.buffer_mut();
    Clear.render(outer, buffer);
    let title = Span::styled(
        format!(" {} ", fit(title, usize::from(outer.width).saturating_sub(6))),
        model.theme.style(Meaning::Title),
    );
    let block = Block::bordered().title(title);
    let inner = block.inner(outer);
    block.render(outer, buffer);
    inner
}

/// Draws a field in brackets, its end in sight when it is longer, and places the cursor.
pub(super) fn draw_text(model: &Model, frame: &mut Frame<'_>, area: Rect, field: &TextField, focused: bool) {
    if area.width < 4 {
        return;
    }
    let room = usize::from(area.width) - 3;
    let before: String = clean(&field.raw().chars().take(field.cursor()).collect::<String>()).into_owned();
    let after: String = clean(&field.raw().chars().skip(field.cursor()).collect::<String>()).into_owned();
    let mut start = before.as_str();
    while width(start) > room {
        let mut rest = start.chars();
        rest.next();
        start = rest.as_str();
    }
    let text = format!("{start}{after}");
    let style = model.theme.style(if focused { Meaning::Title } else { Meaning::Plain });
    let quiet = model.theme.style(Meaning::Quiet);
    let buffer = frame.buffer_mut();
    buffer.set_stringn(area.x, area.y, "[", 1, quiet);
    buffer.set_stringn(area.x + 1, area.y, &text, room + 1, style);
    buffer.set_stringn(area.right() - 1, area.y, "]", 1, quiet);
    if focused {
        let x = area.x + 1 + u16::try_from(width(start)).unwrap_or(0);
        frame.set_cursor_position((x.min(area.right() - 2), area.y));
    }
}
