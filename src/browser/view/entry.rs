//! One entry: everything it says, the source's own words, where it came from, and its history.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::paper::Paper;
use super::theme::Meaning;
use crate::browser::model::{EntryScreen, Model};
use crate::record::{EntryState, PartialDateTime, Resource};
use crate::store::view::EntryView;

/// Draws the entry.
pub(super) fn draw(model: &Model, screen: &EntryScreen, frame: &mut Frame<'_>, area: Rect) {
    let paper = paper(model, &screen.entry, Some(screen), area.width);
    paper.draw(frame.buffer_mut(), area, &screen.scroll);
}

/// The entry as a page; with its history where the screen is the entry's own.
pub(super) fn paper(model: &Model, entry: &EntryView, screen: Option<&EntryScreen>, width: u16) -> Paper {
    let mut paper = Paper::new(model.theme, width);
    let meaning = if entry.abnormal { Meaning::Alert } else { Meaning::Title };
    paper.text(&entry.label, meaning);
    if !entry.value.is_empty() {
        let sign = if entry.abnormal { "! " } else { "" };
        paper.text(&format!("{sign}{}", entry.value), if entry.abnormal { Meaning::Alert } else { Meaning::Plain });
    }
    if entry.masked {
        paper.text("The clinical text is masked. x shows it for a stated need, which is audited.", Meaning::Warning);
    }
    paper.pair("Section", entry.section.title(), Meaning::Plain);
    paper.maybe("Time", entry.time.map(|time| time.display()).as_deref());
    let time = entry.time.map(|time| time.display());
    let details = entry.resource.iter().flat_map(Resource::details);
    // What stands at the top already is not said again.
    for (name, value) in details.filter(|(_, value)| *value != entry.value && Some(value) != time.as_ref()) {
        paper.pair(name, &value, Meaning::Plain);
    }
    write_terms(&mut paper, entry);
    write_source(&mut paper, entry);
    write_provenance(&mut paper, entry);
    if let Some(screen) = screen {
        write_history(&mut paper, screen);
    }
    paper
}

/// The term of the code, and what makes the entry sensitive, where a release is loaded.
fn write_terms(paper: &mut Paper, entry: &EntryView) {
    let Some(mark) = &entry.mark else { return };
    if let Some(term) = &mark.term {
        let active = if term.active { "" } else { ", inactive" };
        paper.pair(
            "Term",
            &format!("{} ({} in {}{active})", term.term, term.code, term.system.title()),
            Meaning::Plain,
        );
        if !term.agrees {
            paper.pair("Disagrees", "the source's words are none of the code's terms", Meaning::Warning);
        }
    }
    if !mark.labels.is_empty() {
        paper.pair("Sensitive", &mark.sensitive(), Meaning::Warning);
    }
}

fn write_source(paper: &mut Paper, entry: &EntryView) {
    let source = &entry.source;
    if [&source.heading, &source.code, &source.system, &source.text].into_iter().all(Option::is_none) {
        return;
    }
    paper.heading("In the source's own words");
    paper.maybe("Heading", source.heading.as_deref());
    paper.maybe("Code", source.code.as_deref());
    paper.maybe("Code system", source.system.as_deref());
    paper.maybe("Text", source.text.as_deref());
}

fn write_provenance(paper: &mut Paper, entry: &EntryView) {
    let from = &entry.provenance;
    paper.heading("Where it came from");
    paper.pair("Organisation", &format!("{} ({})", entry.organisation_name, from.organisation), Meaning::Plain);
    paper.pair("System", &from.system, Meaning::Plain);
    paper.pair("Feed", &from.feed, Meaning::Plain);
    paper.pair("Message", &format!("{}, {} {}", from.message, from.trigger, from.control_id), Meaning::Plain);
    paper.pair("Place in it", &from.location.to_string(), Meaning::Plain);
    paper.maybe("Written there", from.stated.map(|stated| stated.display()).as_deref());
    paper.pair("Known here", &PartialDateTime::from(from.recorded).display(), Meaning::Plain);
    for (message, location) in &entry.repeated_in {
        paper.pair("Said again", &format!("message {message}, {location}"), Meaning::Plain);
    }
}

fn write_history(paper: &mut Paper, screen: &EntryScreen) {
    paper.heading("History");
    let Some(versions) = &screen.versions else {
        paper.text("…", Meaning::Quiet);
        return;
    };
    for version in versions {
        let state = match version.state {
            EntryState::Current => "stands",
            EntryState::Superseded => "replaced",
            EntryState::Withdrawn => "taken back",
        };
        let recorded = PartialDateTime::from(version.provenance.recorded).display();
        let said = [version.label.as_str(), version.value.as_str()].join(" ");
        let value = format!("{state}; known {recorded}, message {}: {}", version.provenance.message, said.trim());
        let meaning = if version.state == EntryState::Current { Meaning::Plain } else { Meaning::Quiet };
        paper.pair(&format!("Version {}", version.version), &value, meaning);
    }
}
