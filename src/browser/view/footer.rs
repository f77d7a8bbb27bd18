//! The foot of every screen: on what the view stands, what goes on, and the keys.

use jiff::Timestamp;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::draw::{is_roomy, rule};
use super::text::{fit, width};
use super::theme::Meaning;
use crate::access::Purpose;
use crate::browser::action::Action;
use crate::browser::keymap::Context;
use crate::browser::model::{Model, Screen, SearchField, Weight, purpose_words};
use crate::record::{PartialDateTime, london};
use crate::store::view::PersonView;

/// How many lines the footer takes on a screen of this size.
pub(super) const fn height(area: Rect) -> u16 {
    if is_roomy(area) { 4 } else { 2 }
}

/// Draws the footer.
pub(super) fn draw(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let said = said(model);
    let [first, second] = basis(model, area.height >= 4);
    let line = |offset: u16| Rect { y: area.y + offset, height: 1, ..area };
    if area.height >= 4 {
        let (meaning, words) = said.unwrap_or((Meaning::Quiet, String::new()));
        rule(model, frame, line(0), &words, meaning);
        write(model, frame, line(1), &first, Meaning::Plain);
        write(model, frame, line(2), &second, Meaning::Quiet);
    } else {
        let (meaning, words) = said.unwrap_or((Meaning::Plain, first));
        write(model, frame, line(0), &words, meaning);
    }
    keys(model, frame, line(area.height - 1));
}

fn write(model: &Model, frame: &mut Frame<'_>, area: Rect, text: &str, meaning: Meaning) {
    let columns = usize::from(area.width);
    let text = fit(&format!(" {text}"), columns);
    frame.buffer_mut().set_stringn(area.x, area.y, text, columns, model.theme.style(meaning));
}

/// What is told now: a notice, or what is being done.
fn said(model: &Model) -> Option<(Meaning, String)> {
    let notice = model.notice.as_ref().map(|(weight, text)| match weight {
        Weight::Told => (Meaning::Title, text.clone()),
        Weight::Warning => (Meaning::Warning, format!("! {text}")),
    });
    notice.or_else(|| model.pending.doing().map(|doing| (Meaning::Title, doing.to_owned())))
}

/// On what the view stands: purpose, reason, user and expiry; then consent.
fn basis(model: &Model, roomy: bool) -> [String; 2] {
    let screen = model.stack.last();
    match (&model.record, screen) {
        (Some(record), Some(screen)) if screen.is_of_record() => of_record(model, &record.person, roomy),
        (_, Some(Screen::Feeds(_))) => ["Counts only: nothing here identifies a person".to_owned(), String::new()],
        (_, Some(_)) => {
            let incident = model.session.incident.as_deref().unwrap_or("not named");
            [format!("record operations · incident {incident} · as {}", model.session.user), String::new()]
        }
        (_, None) => no_record(model),
    }
}

fn of_record(model: &Model, person: &PersonView, roomy: bool) -> [String; 2] {
    let basis = &person.basis;
    let closes = closes(model.now, basis.expires);
    let (purpose, reason) = (basis.purpose.replace('-', " "), basis.reason.clone());
    // On a small screen the end of the line is cut off, so what changes goes first.
    let parts = if roomy {
        [purpose, reason, format!("as {}", basis.user), closes]
    } else {
        [purpose, closes, reason, basis.consent.clone()]
    };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    [parts.join(" · "), basis.consent.clone()]
}

fn no_record(model: &Model) -> [String; 2] {
    let incident = model.session.incident.as_ref().filter(|_| model.session.purpose == Purpose::RecordOperations);
    let incident = incident.map(|incident| format!(" · incident {incident}")).unwrap_or_default();
    let purpose = purpose_words(model.session.purpose);
    let first = format!("You look for {purpose}{incident} · as {} · no record is open", model.session.user);
    let audited = "Every search and every record that is opened is written to the audit.";
    [first, model.home.field().map_or(audited, SearchField::hint).to_owned()]
}

/// When the view closes: the hour, and the day where it is another.
fn closes(now: Timestamp, expires: Timestamp) -> String {
    let (now, expires) = (now.to_zoned(london().clone()), expires.to_zoned(london().clone()));
    if now.date() == expires.date() {
        return format!("closes {}", expires.strftime("%H:%M"));
    }
    format!("closes {}", PartialDateTime::from(expires.timestamp()).display())
}

/// The keys of what has the focus, the most useful first, as many as fit; help always.
fn keys(model: &Model, frame: &mut Frame<'_>, area: Rect) {
    let context = model.context();
    let (key, plain) = (model.theme.style(Meaning::Key), model.theme.style(Meaning::Plain));
    let mut x = area.x + 1;
    for (name, label) in shown(model, context, usize::from(area.width).saturating_sub(2)) {
        let buffer = frame.buffer_mut();
        (x, _) = buffer.set_stringn(x, area.y, &name, usize::from(area.right().saturating_sub(x)), key);
        let label = format!(" {label}  ");
        (x, _) = buffer.set_stringn(x, area.y, &label, usize::from(area.right().saturating_sub(x)), plain);
    }
}

fn shown(model: &Model, context: Context, columns: usize) -> Vec<(String, &'static str)> {
    let all = context.bindings().filter_map(|binding| Some((*binding.keys.first()?, binding.action)));
    let all = all.filter(|(key, action)| match action {
        Action::Quit => !key.with_control(),
        Action::Unmask => model.shows_masked(),
        Action::AskAgain | Action::Emergency if context == Context::Refused => model.refusal_may_yield(),
        Action::Claim if context == Context::Refused => model.claim_may_open(),
        Action::Choices if context == Context::Refused => model.refusal_may_stand(),
        action => !action.only_in_help(),
    });
    let all = all.map(|(key, action)| (key.name(), action.label()));
    let size = |(name, label): &(String, &'static str)| width(name) + width(label) + 3;
    // What leads away and the help are found on every screen, so their room is kept first.
    let always = |label: &str| matches!(label, "help" | "back" | "quit" | "show all" | "other keys");
    let (last, first): (Vec<_>, Vec<_>) = all.partition(|(_, label)| always(label));
    let mut left = (columns + 2).saturating_sub(last.iter().map(size).sum());
    let mut shown: Vec<_> = first
        .into_iter()
        .take_while(|pair| {
            let fits = size(pair) <= left;
            left = left.saturating_sub(size(pair));
            fits
        })
        .collect();
    shown.extend(last);
    shown
}
