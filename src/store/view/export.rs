//! From what a view hands out to what a FHIR R4 bundle is made of.

use jiff::Timestamp;

use super::{EntryView, PersonView, RecordView, SourcePatient};
use crate::interchange::fhir::r4::{Export, ExportedEntry, SourceIdentity};
use crate::record::{Entry, PartialDateTime};

/// What a bundle of a record is made of. `namespace` is a name for the store. Entries whose clinical
/// text is hidden are left out and counted.
pub fn export(view: RecordView, person: PersonView, namespace: String, generated: Timestamp) -> Export {
    let notes = notes(&view);
    let (person_name, withheld) = (view.person.patient.to_string(), view.withheld);
    let views: Vec<EntryView> = view.into_entries().collect();
    let all = views.len();
    let entries: Vec<ExportedEntry> = views.into_iter().filter_map(entry).map(ExportedEntry::from).collect();
    let hidden = all - entries.len();
    let withheld = if hidden == 0 { withheld } else { Some(withheld.unwrap_or(0) + hidden) };
    let identities = person.sources.into_iter().map(identity).collect();
    Export { namespace, person: person_name, identities, entries, withheld, notes, generated }
}

fn notes(view: &RecordView) -> Vec<String> {
    let basis = &view.basis;
    let shown = |time: Timestamp| PartialDateTime::from(time).display();
    let mut notes = vec![format!("Seen by {} for {}; {}.", basis.user, basis.purpose, basis.consent)];
    notes.extend(view.as_of.map(|time| format!("As known on {}.", shown(time))));
    notes.extend(view.valid_at.map(|time| format!("As true on {}.", shown(time))));
    notes
}

/// The person as one source knows them, as a bundle takes it.
pub fn identity(source: SourcePatient) -> SourceIdentity {
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
