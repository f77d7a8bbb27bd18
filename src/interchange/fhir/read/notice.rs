//! What each list says of itself: that there is nothing to send, that items are withheld or still on
//! their way; and which earlier entries a list replaces.

use std::collections::HashSet;

use super::list::List;
use super::reading::Reading;
use super::supplier;
use super::view::note;
use crate::record::{CodeableConcept, EntryAction, EntryStatement, Flag, FlagKind, Resource, Section, SourceCoding};

/// Adds the notices of all lists to the entries, and lets each list replace what it stated before.
pub(super) fn add(reading: &Reading<'_>, entries: &mut Vec<EntryStatement>) {
    let primary: HashSet<&str> = reading
        .scan
        .lists
        .iter()
        .filter_map(|list| list.home().filter(|(_, via)| via.is_none()))
        .map(|(home, _)| home.code())
        .collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut said = HashSet::new();
    for list in &reading.scan.lists {
        let Some((home, via)) = list.home() else { continue };
        sections.push(home.section());
        // What comes along with other lists repeats the notices of the list itself.
        if via.is_none() || !primary.contains(home.code()) {
            entries.extend(notices(reading, list).into_iter().filter(|notice| said.insert(notice.key.clone())));
        }
    }
    entries.extend(supplier::limits(reading, &sections));
    for list in &reading.scan.lists {
        let covered = list.home().is_some_and(|(home, via)| via.is_some() && primary.contains(home.code()));
        if let Some(prefix) = list.prefix().filter(|_| !covered) {
            replace(reading, list, prefix, entries);
        }
    }
}

/// Lets one entry carry that the list replaces what it stated before. A list that is not whole
/// replaces nothing: what it names and does not send may still stand.
fn replace(reading: &Reading<'_>, list: &List, prefix: String, entries: &mut Vec<EntryStatement>) {
    if !list.is_snapshot || reading.places.incomplete.contains(&list.slot) {
        return;
    }
    let is_free = |entry: &&mut EntryStatement| entry.replaces.is_none();
    let own = entries.iter_mut().filter(is_free).find(|entry| entry.key.starts_with(&prefix));
    let any = match own {
        Some(own) => Some(own),
        None => entries.iter_mut().find(is_free),
    };
    if let Some(entry) = any {
        entry.replaces = Some(prefix);
        return;
    }
    let notice = notice(reading, list, "empty", FlagKind::NotAvailable, words_of_empty(list));
    entries.extend(notice.map(|notice| EntryStatement { replaces: Some(prefix), ..notice }));
}

fn notices(reading: &Reading<'_>, list: &List) -> Vec<EntryStatement> {
    let mut notices = Vec::new();
    if list.items.is_empty() {
        notices.extend(notice(reading, list, "empty", FlagKind::NotAvailable, words_of_empty(list)));
    }
    for warning in &list.warnings {
        let (slug, words) = warning_words(warning);
        notices.extend(notice(reading, list, slug, FlagKind::Incomplete, words));
    }
    if !list.notes.is_empty() && notices.is_empty() {
        notices.extend(notice(reading, list, "note", FlagKind::Incomplete, "the source says more of this list"));
    }
    if reading.places.incomplete.contains(&list.slot) {
        let words = "items are listed that were not sent";
        notices.extend(notice(reading, list, "missing", FlagKind::Incomplete, words));
    }
    let not_sent = list.items.iter().filter_map(|item| item.as_ref().err()).cloned();
    let not_sent: Vec<String> = not_sent.take(20).collect();
    if let (Some(first), false) = (notices.first_mut(), list.notes.is_empty() && not_sent.is_empty())
        && let Some(Resource::Flag(flag)) = &mut first.resource
    {
        flag.notes = list.notes.iter().chain(&not_sent).map(note).collect();
    }
    notices
}

/// GP Connect has an empty list mean that there is nothing to send, never that there is nothing.
fn words_of_empty(list: &List) -> &'static str {
    match list.empty_reason.as_deref() {
        Some("nilknown") => "none known, as the source states",
        _ => "information not available",
    }
}

/// `GPConnect-ListWarningCode-1`.
fn warning_words(code: &str) -> (&'static str, &'static str) {
    match code {
        "confidential-items" => {
            ("confidential", "items are left out because they are confidential or the person asked for it")
        }
        "data-in-transit" => {
            ("in-transit", "the record is still on its way from an earlier practice, and items may be missing")
        }
        "data-awaiting-filing" => ("awaiting-filing", "items wait to be filed, and may be missing"),
        _ => ("warning", "the source warns that this list is not complete"),
    }
}

fn notice(reading: &Reading<'_>, list: &List, slug: &str, kind: FlagKind, words: &str) -> Option<EntryStatement> {
    let (home, via) = list.home()?;
    let text = format!("{}: {words}", list.name());
    let flag = Flag { code: CodeableConcept::text(text), kind, ..Flag::default() };
    let key = match via {
        None => format!("gpc:{}:!{slug}", home.code()),
        Some(via) => format!("gpc:{}/{via}:!{slug}", home.code()),
    };
    Some(EntryStatement {
        key,
        action: EntryAction::Assert,
        section: home.section(),
        resource: Some(Resource::Flag(flag)),
        source: SourceCoding { heading: Some(list.name()), ..SourceCoding::default() },
        location: reading.document.location(list.slot),
        version_time: None,
        replaces: None,
    })
}
