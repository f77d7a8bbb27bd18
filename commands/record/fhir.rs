//! A record as a FHIR R4 bundle: from what a view hands out to what the bundle is made of.

use dcr::interchange::fhir::r4::{self, Export, ExportedEntry, SourceIdentity};
use dcr::record::Entry;
use dcr::store::RecordQuery;
use dcr::store::view::{EntryView, PersonView, RecordView, SourcePatient};
use jiff::Timestamp;
use serde_json::Value;

use crate::asking::{Opened, shown};
use crate::error::CommandError;
use crate::session::Session;

/// The bundle of a whole record. Entries whose clinical text is hidden are left out and counted.
fn bundle(view: RecordView, person: PersonView, namespace: String, generated: Timestamp) -> Value {
    let notes = notes(&view);
    let (person_name, withheld) = (view.person.patient.to_string(), view.withheld);
    let views: Vec<EntryView> = view.into_entries().collect();
    let all = views.len();
    let entries: Vec<ExportedEntry> = views.into_iter().filter_map(entry).map(ExportedEntry::from).collect();
    let hidden = all - entries.len();
    let withheld = if hidden == 0 { withheld } else { Some(withheld.unwrap_or(0) + hidden) };
    let identities = person.sources.into_iter().map(identity).collect();
    r4::bundle(&Export { namespace, person: person_name, identities, entries, withheld, notes, generated })
}

/// The bundle of a part of an open record.
pub(super) fn document(
    session: &Session<'_>,
    opened: &mut Opened,
    view: RecordView,
    query: &RecordQuery,
) -> Result<Value, CommandError> {
    let person = opened.store.person(&opened.viewing, query)?;
    let made = opened.store.namespace(session)?;
    Ok(bundle(view, person, made, opened.store.now()))
}

fn notes(view: &RecordView) -> Vec<String> {
    let basis = &view.basis;
    let mut notes = vec![format!("Seen by {} for {}; {}.", basis.user, basis.purpose, basis.consent)];
    notes.extend(view.as_of.map(|time| format!("As known on {}.", shown(time))));
    notes.extend(view.valid_at.map(|time| format!("As true on {}.", shown(time))));
    notes
}

fn identity(source: SourcePatient) -> SourceIdentity {
    SourceIdentity {
        id: source.patient.to_string(),
        organisation: source.organisation,
        organisation_name: source.organisation_name,
        system: source.system,
        merged: source.merged,
        patient: source.demographics,
    }
}

/// An entry that is not hidden.
fn entry(view: EntryView) -> Option<Entry> {
    Some(Entry {
        key: view.key,
        id: view.id,
        version: view.version,
        section: view.section,
        state: view.state,
        time: view.time,
        resource: view.resource?,
        source: view.source,
        provenance: view.provenance,
        repeated_in: view.repeated_in,
    })
}
