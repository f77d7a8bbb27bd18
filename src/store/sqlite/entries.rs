//! Entries as they are kept, and as a view shows them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::HIDDEN;
use super::disclosure::Keys;
use super::patients::StoredPatient;
use super::shelf::Shelf;
use super::times::{Times, instant};
use super::whereabouts::{Hidden, Whereabouts};
use crate::coding::Sensitivity;
use crate::record::{
    EntryState, MessageId, PartialDateTime, Provenance, Resource, Section, SourceCoding, SourceLocation, Standing,
};
use crate::store::view::EntryView;
use crate::store::{Mask, StoreError};

/// The JSON of an entry.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredBody {
    pub(super) resource: Resource,
    #[serde(default)]
    pub(super) source: SourceCoding,
    pub(super) location: SourceLocation,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) time: Option<PartialDateTime>,
}

/// An entry without its body: enough to filter, to count and to order.
pub(super) struct EntryHead {
    pub(super) patient: usize,
    pub(super) key: String,
    pub(super) version: u32,
    pub(super) section: Section,
    pub(super) time: Option<i64>,
    pub(super) message: i64,
    pub(super) ordinal: u32,
    pub(super) sensitivity: Sensitivity,
    pub(super) shelf: Shelf,
    /// Whether a medicine is over by its own status.
    pub(super) is_over: bool,
}

/// What decides whether a version of an entry may be seen.
#[derive(Clone, Copy)]
pub(super) struct StoredEntry<'a> {
    pub(super) key: &'a str,
    /// When it was true, in microseconds.
    pub(super) time: Option<i64>,
    pub(super) sensitivity: Sensitivity,
}

impl EntryHead {
    /// What decides whether it may be seen.
    pub(super) fn stored(&self) -> StoredEntry<'_> {
        StoredEntry { key: &self.key, time: self.time, sensitivity: self.sensitivity }
    }
}

/// What the lists made of a version when it was kept.
pub(super) fn sensitivity(bits: i64) -> Result<Sensitivity, StoreError> {
    Sensitivity::from_bits(bits).ok_or_else(|| StoreError::Damaged("an entry bears an unknown label".to_owned()))
}

const STATES: [EntryState; 3] = [EntryState::Current, EntryState::Superseded, EntryState::Withdrawn];

/// The number of a state in the file.
pub(super) fn state_number(state: EntryState) -> i64 {
    STATES.iter().position(|known| *known == state).and_then(|place| i64::try_from(place).ok()).unwrap_or(0)
}

fn state_of(number: i64) -> EntryState {
    usize::try_from(number).ok().and_then(|place| STATES.get(place)).copied().unwrap_or(EntryState::Withdrawn)
}

/// An entry's stable name: from its source and its key, the same in every store that is built from
/// the same messages.
pub(super) fn entry_id(source: &str, key: &str) -> String {
    let digest = Sha256::new().chain_update(source).chain_update([0]).chain_update(key).finalize();
    super::messages::hexadecimal(&digest[..8])
}

/// What was current, and known, at the given times, heads only. Withdrawn and superseded versions
/// are in no view. Of what an entry says only as much is read as its place needs: problems, medication,
/// allergies, investigations and examinations have parts, and all of a practice's lists have notices.
pub(super) fn heads(
    connection: &Connection,
    patients: &[StoredPatient],
    times: Times,
) -> Result<Vec<EntryHead>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT key, version, section, time, message, ordinal,
                CASE WHEN (key >= 'gpc:' AND key < 'gpc;') OR (section IN (0, 2, 3, 6, 7) AND NOT (key >= 'ob' AND key < 'oc')) THEN body END,
                sensitivity
         FROM entry
         WHERE patient = ?1 AND state = 0 AND recorded <= ?2 AND (superseded IS NULL OR superseded > ?2)
         AND (?3 IS NULL OR ((time IS NULL OR time <= ?3) AND (until IS NULL OR until > ?3)))",
    )?;
    let mut found = Vec::new();
    for (place, stored) in patients.iter().enumerate() {
        let mut rows = statement.query((stored.id.0, times.known(), times.valid()))?;
        while let Some(row) = rows.next()? {
            let Some(section) = Section::from_number(row.get(2)?) else { continue };
            let key: String = row.get(0)?;
            let body: Option<StoredBody> = match row.get_ref(6)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                Some(body) => Some(serde_json::from_str(body)?),
                None => None,
            };
            let is_over = body.as_ref().is_some_and(|body| is_medicine(&body.resource) && body.resource.has_ended());
            let shelf = body.map_or_else(|| Shelf::by_key(&key), |body| Shelf::of(&body.resource, section, &key));
            found.push(EntryHead {
                patient: place,
                key,
                version: row.get(1)?,
                section,
                time: row.get(3)?,
                message: row.get(4)?,
                ordinal: row.get(5)?,
                sensitivity: sensitivity(row.get(7)?)?,
                shelf,
                is_over,
            });
        }
    }
    Ok(found)
}

const fn is_medicine(resource: &Resource) -> bool {
    matches!(resource, Resource::MedicationStatement(_))
}

/// Through what an entry is seen.
#[derive(Clone, Copy)]
pub(super) struct Lens<'a> {
    pub(super) mask: Mask,
    /// What to take out of text, where the mask hides whereabouts.
    pub(super) whereabouts: &'a Whereabouts,
    /// The time at which it is to be true, where one is given.
    pub(super) valid_at: Option<Timestamp>,
    /// The entries that are withheld, by the place of their patient: nothing shown names them.
    pub(super) gone: &'a Keys<usize>,
}

/// One version, whole and masked, as it was true at a time where one is given.
pub(super) fn view(
    connection: &Connection,
    (place, stored): (usize, &StoredPatient),
    (key, version): (&str, u32),
    lens: Lens<'_>,
) -> Result<Option<EntryView>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.section, entry.state, entry.superseded, entry.recorded, entry.message, entry.body,
                feed.name, feed.organisation, feed.system, message.control_id, message.trigger, message.stated
         FROM entry JOIN message ON message.id = entry.message JOIN feed ON feed.id = message.feed
         WHERE entry.patient = ?1 AND entry.key = ?2 AND entry.version = ?3",
    )?;
    let row = statement
        .query_row((stored.id.0, key, version), |row| Ok((columns(row)?, row.get::<_, String>(5)?)))
        .optional()?;
    let Some(((section, state, provenance), body)) = row else { return Ok(None) };
    let mut body: StoredBody = serde_json::from_str(&body)?;
    if let (Some(at), Resource::Encounter(encounter)) = (lens.valid_at, &mut body.resource) {
        *encounter = std::mem::take(encounter).as_true_at(at);
    }
    if let Some(gone) = lens.gone.get(&place) {
        body.resource.forget(&|key| gone.contains(key));
    }
    let Some(section) = Section::from_number(section) else { return Ok(None) };
    let provenance = Provenance { location: body.location.clone(), ..provenance };
    let mut view = shown(stored, (key, version), (section, state), provenance, body, lens);
    view.repeated_in = repeats(connection, stored.id.0, key)?;
    Ok(Some(view))
}

fn columns(row: &Row<'_>) -> rusqlite::Result<(u8, EntryState, Provenance)> {
    let superseded: Option<i64> = row.get(2)?;
    let state = match state_of(row.get(1)?) {
        EntryState::Current if superseded.is_some() => EntryState::Superseded,
        other => other,
    };
    let provenance = Provenance {
        message: MessageId(row.get(4)?),
        feed: row.get(6)?,
        organisation: row.get(7)?,
        system: row.get(8)?,
        control_id: row.get(9)?,
        trigger: row.get(10)?,
        stated: row.get::<_, Option<String>>(11)?.and_then(|text| text.parse().ok()),
        recorded: instant(row.get(3)?),
        location: SourceLocation::default(),
    };
    Ok((row.get(0)?, state, provenance))
}

fn shown(
    stored: &StoredPatient,
    (key, version): (&str, u32),
    (section, state): (Section, EntryState),
    provenance: Provenance,
    mut body: StoredBody,
    lens: Lens<'_>,
) -> EntryView {
    let mask = lens.mask;
    let contacts = section == Section::Contacts && (mask.whereabouts || mask.third_parties);
    let mut hidden = mask.clinical || mask.technical_only || contacts;
    if mask.whereabouts && !hidden {
        hide_practice(&mut body.resource);
        match lens.whereabouts.hide_in(&body) {
            Hidden::Nothing => {}
            Hidden::Part(without) => body = *without,
            Hidden::Unreadable => hidden = true,
        }
    }
    let group = body.resource.part_of().map(|whole| entry_id(&stored.source, whole));
    let standing = Standing::of(&body.resource, section, key);
    let subsection = body.resource.subsection().filter(|_| !hidden);
    let abnormal = matches!(&body.resource, Resource::Observation(it) if it.interpretation.as_ref().is_some_and(crate::record::Interpretation::is_abnormal));
    EntryView {
        id: entry_id(&stored.source, key),
        key: if hidden { String::new() } else { key.to_owned() },
        section,
        standing,
        subsection,
        kind: body.resource.kind(),
        version,
        state,
        time: body.time,
        label: if hidden { HIDDEN.to_owned() } else { body.resource.label() },
        value: if hidden { HIDDEN.to_owned() } else { body.resource.value_line() },
        abnormal: abnormal && !hidden,
        masked: hidden,
        group,
        organisation_name: super::patients::organisation_name(&stored.organisation),
        resource: (!hidden).then_some(body.resource),
        source: if hidden { SourceCoding::default() } else { body.source },
        provenance,
        topics: Vec::new(),
        repeated_in: Vec::new(),
        mark: None,
    }
}

/// Takes out who referred or asked, which names the practice; next of kin are hidden as a whole.
fn hide_practice(resource: &mut Resource) {
    let who = match resource {
        Resource::Encounter(encounter) => &mut encounter.referring,
        Resource::Observation(observation) => &mut observation.requester,
        Resource::ServiceRequest(request) => &mut request.requester,
        _ => return,
    };
    *who = who.take().map(|_| HIDDEN.to_owned());
}

fn repeats(connection: &Connection, patient: i64, key: &str) -> Result<Vec<(MessageId, SourceLocation)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT message, location FROM entry_repeat WHERE patient = ?1 AND key = ?2 ORDER BY message, ordinal",
    )?;
    let rows = statement.query_map((patient, key), |row| Ok((MessageId(row.get(0)?), row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (message, location) = row?;
        Ok((message, serde_json::from_str(&location)?))
    })
    .collect()
}

/// A version of an entry, without its body.
pub(super) struct Version {
    pub(super) number: u32,
    pub(super) time: Option<i64>,
    pub(super) sensitivity: Sensitivity,
}

/// Every version of the entry of this name, newest first, with its patient and key.
pub(super) fn versions(
    connection: &Connection,
    patients: &[StoredPatient],
    id: &str,
) -> Result<Option<(usize, String, Vec<Version>)>, StoreError> {
    let mut keys = connection.prepare_cached("SELECT DISTINCT key FROM entry WHERE patient = ?1")?;
    for (place, stored) in patients.iter().enumerate() {
        for key in keys.query_map([stored.id.0], |row| row.get::<_, String>(0))? {
            let key = key?;
            if entry_id(&stored.source, &key) == id {
                let mut versions = connection.prepare_cached(
                    "SELECT version, time, sensitivity FROM entry WHERE patient = ?1 AND key = ?2 ORDER BY version DESC",
                )?;
                let mut rows = versions.query((stored.id.0, &key))?;
                let mut versions = Vec::new();
                while let Some(row) = rows.next()? {
                    let sensitivity = sensitivity(row.get(2)?)?;
                    versions.push(Version { number: row.get(0)?, time: row.get(1)?, sensitivity });
                }
                return Ok(Some((place, key, versions)));
            }
        }
    }
    Ok(None)
}
