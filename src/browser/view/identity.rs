//! Why the identities of a person are one.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::paper::Paper;
use super::text::sentence;
use super::theme::Meaning;
use super::work_list::kind_words;
use crate::browser::model::{Model, Scroll};
use crate::record::PartialDateTime;
use crate::store::view::IdentityExplanation;

/// Draws the identities, the links between them, and what stands in doubt.
pub(super) fn draw(model: &Model, it: &IdentityExplanation, scroll: &Scroll, frame: &mut Frame<'_>, area: Rect) {
    let mut paper = Paper::new(model.theme, area.width);
    paper.heading("Identities of this person");
    for source in &it.patients {
        let name = source.demographics.name().map_or_else(|| "(no name)".to_owned(), ToString::to_string);
        let numbers = source.demographics.identifiers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let merged = if source.merged { "; retired in a merge" } else { "" };
        let value = format!("{name}; {numbers}; {} ({}){merged}", source.organisation_name, source.system);
        paper.pair(&source.patient.to_string(), &value, Meaning::Plain);
    }
    paper.heading("Why they are one");
    if it.links.is_empty() {
        paper.text("There is one identity only, so nothing is linked.", Meaning::Plain);
    }
    for link in &it.links {
        let undone = link.undone.map(|at| format!(" Undone {}.", PartialDateTime::from(at).display()));
        let made = PartialDateTime::from(link.recorded).display();
        let kind = link_words(&link.kind);
        let value =
            format!("{kind}. {} Made {made}.{}", sentence(&link.evidence), undone.as_deref().unwrap_or_default());
        let meaning = if link.undone.is_some() { Meaning::Quiet } else { Meaning::Plain };
        paper.pair(&format!("{} = {}", link.left, link.right), &value, meaning);
    }
    paper.heading("In doubt");
    if it.conflicts.is_empty() {
        paper.text("Nothing.", Meaning::Plain);
    }
    for conflict in &it.conflicts {
        let state = if conflict.resolved { "Decided." } else { "Waits for a decision." };
        let people = conflict.patients.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let value = format!("{} ({people}): {} {state}", kind_words(conflict.kind), sentence(&conflict.reason));
        paper.pair(&format!("Conflict {}", conflict.id), &value, Meaning::Warning);
    }
    paper.draw(frame.buffer_mut(), area, scroll);
}

/// A kind of link in words.
fn link_words(kind: &str) -> &str {
    match kind {
        "verified-nhs-number" => "Verified NHS number",
        "local-number" => "Same local number",
        "merge" => "Merged by the source",
        "do-not-link" => "Kept apart",
        other => other,
    }
}
