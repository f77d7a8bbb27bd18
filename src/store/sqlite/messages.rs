//! Raw messages, through the gate.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row};

use super::disclosure::Visible;
use super::entries::Lens;
use super::times::{Times, instant, micros};
use super::whereabouts::Whereabouts;
use super::withheld::Seen;
use super::{SqliteStore, entries};
use crate::access::Purpose;
use crate::interchange::{hl7v2, wire};
use crate::record::{Defect, MessageId, NhsNumber, PartialDateTime, Resource, Value};
use crate::store::view::{AttachmentView, FORMAT_VERSION, FieldView, MessageView, Page, SegmentView, TraceItem};
use crate::store::{PatientId, PatientRef, RecordQuery, Scope, StoreError, Viewing};

/// What a message left behind besides entries.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Notes {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) defects: Vec<Defect>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) unread: Vec<String>,
}

/// The outcome of a stored number, in words.
pub(super) fn outcome_name(number: i64) -> &'static str {
    match number {
        0 => "applied",
        1 => "duplicate",
        2 => "conflict",
        _ => "dead",
    }
}

fn notes(text: Option<&str>) -> Result<Notes, StoreError> {
    Ok(text.map(serde_json::from_str).transpose()?.unwrap_or_default())
}

/// Lower-case hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// A message as kept.
struct Raw {
    /// All but its content.
    view: MessageView,
    patient: Option<PatientId>,
    notes: Option<String>,
    body: Vec<u8>,
    organisation: String,
    dialect: String,
    stated: Option<PartialDateTime>,
    /// The message whose content this is: another one, where this repeats it.
    content_of: i64,
}

impl Raw {
    fn is_applied(&self) -> bool {
        matches!(self.view.outcome.as_str(), "applied" | "duplicate")
    }
}

/// The most numbers in one message that are looked up before a work list opens it. More cannot be
/// answered for, so it stays shut.
const MOST_NUMBERS: usize = 500;

/// Whatever in a message could be an NHS number: ten digits in a row, spaces and hyphens apart.
fn nhs_numbers(body: &[u8]) -> BTreeSet<NhsNumber> {
    let mut numbers = BTreeSet::new();
    let mut digits = Vec::with_capacity(10);
    for byte in body.iter().chain(b"|") {
        match byte {
            b'0'..=b'9' => digits.push(u64::from(byte - b'0')),
            b' ' | b'-' => {}
            _ => {
                for window in digits.windows(10) {
                    let number = window.iter().fold(0, |number, digit| number * 10 + digit);
                    numbers.extend(NhsNumber::from_digits(number).filter(|number| number.may_identify()));
                    if numbers.len() > MOST_NUMBERS {
                        return numbers;
                    }
                }
                digits.clear();
            }
        }
    }
    numbers
}

impl SqliteStore {
    pub(super) fn trace_items(&self, viewing: &Viewing, page: Page) -> Result<Vec<TraceItem>, StoreError> {
        let ids: Vec<String> = viewing.patients().iter().map(|id| id.0.to_string()).collect();
        let sql = format!(
            "SELECT message.id, message.received, message.stated, feed.name, control_id, trigger, outcome, patient, entries, notes, sha256, size, feed.organisation
             FROM message JOIN feed ON feed.id = message.feed WHERE patient IN ({}) AND message.received <= ?3 ORDER BY message.id LIMIT ?1 OFFSET ?2",
            ids.join(", ")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let (limit, offset) = page.sql();
        let rows = statement.query_map((limit, offset, page.known()), |row| {
            Ok((trace_item(row)?, row.get::<_, Option<String>>(9)?, row.get::<_, String>(12)?))
        })?;
        let seen = Seen::of(self, viewing)?;
        let made = seen.made(self)?;
        let mut items = Vec::new();
        for row in rows {
            let (mut item, text, organisation) = row?;
            if !seen.disclosure().allows_source(&organisation, item.stated.map(|stated| micros(stated.earliest()))) {
                continue;
            }
            let made = made.get(&item.message.0).copied().unwrap_or_default();
            if made.is_all_withheld() && seen.disclosure().is_silent() {
                continue;
            }
            item.entries = item.entries.saturating_sub(made.withheld());
            let notes = notes(text.as_deref())?;
            (item.defects, item.unread) = (notes.defects, notes.unread);
            items.push(item);
        }
        Ok(items)
    }

    pub(super) fn message_view(
        &mut self,
        viewing: &Viewing,
        message: MessageId,
        need: Option<&str>,
    ) -> Result<MessageView, StoreError> {
        let missing = || StoreError::Missing(format!("message {message} in this record"));
        let raw = self.raw(message)?.ok_or_else(missing)?;
        if viewing.check(Scope::WorkList, self.context.now()).is_ok() {
            return if self.is_listed(viewing, &raw)? { self.shown(viewing, raw, need) } else { Err(missing()) };
        }
        let seen = Seen::of(self, viewing)?;
        let stated = raw.stated.map(|stated| micros(stated.earliest()));
        let covered = raw.patient.is_some_and(|patient| viewing.patients().contains(&patient));
        if !covered || !seen.disclosure().allows_source(&raw.organisation, stated) {
            return Err(missing());
        }
        let made = seen.made(self)?.get(&raw.content_of).copied().unwrap_or_default();
        if made.is_all_withheld() && seen.disclosure().is_silent() {
            return Err(missing());
        }
        if viewing.mask().technical_only {
            return Ok(raw.view);
        }
        self.shown(viewing, raw, need)
    }

    /// Whether a work list may open a message: one that waits there, and about nobody whose record
    /// this user may not see.
    fn is_listed(&self, viewing: &Viewing, raw: &Raw) -> Result<bool, StoreError> {
        if !matches!(raw.view.outcome.as_str(), "dead" | "conflict") {
            return Ok(false);
        }
        let numbers = nhs_numbers(&raw.body);
        if numbers.len() > MOST_NUMBERS {
            return Ok(false);
        }
        let mut people = Vec::new();
        for number in numbers {
            people.extend(super::gate::resolve(&self.connection, &PatientRef::NhsNumber(number))?);
            if super::choices::is_opted_out(&self.connection, number)? {
                return Ok(false);
            }
        }
        if let Some(patient) = raw.patient {
            people.push(super::clusters::person_of(&self.connection, patient)?);
        }
        let request = super::gate::request_of(viewing);
        for person in people {
            let asked = self.decide(&request, &person)?;
            if asked.mask.technical_only || asked.is_hidden() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The content, masked as the view is. What its source took back is not shown for care.
    fn shown(&mut self, viewing: &Viewing, raw: Raw, need: Option<&str>) -> Result<MessageView, StoreError> {
        let message = raw.view.message;
        let mut mask = self.unmasked(viewing, need, &format!("message {message}"), Some(message.0))?;
        mask.clinical |= self.is_withheld(viewing, &raw)?;
        let mut view = raw.view;
        let hidden = hl7v2::Mask { whereabouts: mask.whereabouts || mask.third_parties, clinical: mask.clinical };
        view.masked = hidden.clinical || hidden.whereabouts;
        view.defects = notes(raw.notes.as_deref())?.defects;
        let mut whereabouts = Whereabouts::default();
        if mask.whereabouts {
            let mut people = viewing.patients().to_vec();
            if let Some(patient) = raw.patient {
                people.extend(super::clusters::person_of(&self.connection, patient)?);
            }
            whereabouts = Whereabouts::of(&self.connection, &people)?;
        }
        view.segments = segments(&raw.body, hidden, &whereabouts);
        Ok(view)
    }

    /// Whether nothing clinical of a message may be shown: something that it says is withheld from
    /// this view; outside of record operations also where it was taken back by its source, or never
    /// was taken in, so that nobody knows what it says.
    fn is_withheld(&self, viewing: &Viewing, raw: &Raw) -> Result<bool, StoreError> {
        if !raw.is_applied() {
            let care = viewing.reason().purpose != Purpose::RecordOperations;
            return Ok(care || self.says_sensitive(&raw.body, &raw.dialect));
        }
        let Some(patient) = raw.patient else { return Ok(true) };
        if viewing.reason().purpose != Purpose::RecordOperations && self.is_taken_back(raw.patient, raw.content_of)? {
            return Ok(true);
        }
        Seen::of(self, viewing)?.withholds(self, patient, raw.content_of)
    }

    /// Whether something that this message said was withdrawn by its source.
    fn is_taken_back(&self, patient: Option<PatientId>, message: i64) -> Result<bool, StoreError> {
        let Some(patient) = patient else { return Ok(false) };
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry AS made JOIN entry AS latest
               ON latest.patient = made.patient AND latest.key = made.key AND latest.superseded IS NULL AND latest.state = 2
             WHERE made.patient = ?1 AND made.message = ?2)",
        )?;
        Ok(statement.query_row((patient.0, message), |row| row.get(0))?)
    }

    /// A message without its content, its patient, its body and its notes. A duplicate lends the
    /// body of the message it repeats.
    fn raw(&self, message: MessageId) -> Result<Option<Raw>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT message.id, feed.name, control_id, trigger, message.received, outcome, patient, notes,
                    coalesce(body, (SELECT body FROM message AS first WHERE first.id = message.same_as)),
                    feed.organisation, message.stated, feed.dialect, coalesce(same_as, message.id)
             FROM message JOIN feed ON feed.id = message.feed WHERE message.id = ?1",
        )?;
        let read = |row: &Row<'_>| {
            let view = MessageView {
                format_version: FORMAT_VERSION,
                message: MessageId(row.get(0)?),
                feed: row.get(1)?,
                control_id: row.get(2)?,
                trigger: row.get(3)?,
                received: instant(row.get(4)?),
                outcome: outcome_name(row.get(5)?).to_owned(),
                masked: true,
                segments: Vec::new(),
                defects: Vec::new(),
            };
            Ok(Raw {
                view,
                patient: row.get::<_, Option<i64>>(6)?.map(PatientId),
                notes: row.get(7)?,
                body: row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default(),
                organisation: row.get(9)?,
                stated: row.get::<_, Option<String>>(10)?.and_then(|text| text.parse().ok()),
                dialect: row.get(11)?,
                content_of: row.get(12)?,
            })
        };
        Ok(statement.query_row([message.0], read).optional()?)
    }

    pub(super) fn attachment_view(
        &self,
        viewing: &Viewing,
        entry: &str,
        index: usize,
    ) -> Result<AttachmentView, StoreError> {
        let missing = || StoreError::Missing(format!("attachment {} of entry {entry} in this record", index + 1));
        if viewing.mask().clinical || viewing.mask().technical_only {
            return Err(StoreError::OutsideView("attachments are hidden under record operations"));
        }
        if viewing.mask().whereabouts {
            return Err(StoreError::OutsideView("an attachment may name the whereabouts, which are hidden"));
        }
        let stored = self.viewed(viewing, Times::NOW)?;
        let (place, key, _) = entries::versions(&self.connection, &stored, entry)?.ok_or_else(missing)?;
        let Visible { heads, gone, .. } = self.visible(viewing, &RecordQuery::default(), &stored)?;
        let standing = heads.iter().find(|head| head.patient == place && head.key == key).ok_or_else(missing)?;
        let lens = Lens { mask: viewing.mask(), whereabouts: &Whereabouts::default(), valid_at: None, gone: &gone };
        let view = entries::view(&self.connection, (place, &stored[place]), (&key, standing.version), lens)?
            .ok_or_else(missing)?;
        let attachment = match view.resource {
            Some(Resource::DocumentReference(document)) => document.attachments.into_iter().nth(index),
            Some(Resource::Observation(observation)) => match observation.value {
                Some(Value::Attachment { attachment }) if index == 0 => Some(attachment),
                _ => None,
            },
            _ => None,
        };
        let attachment = attachment.ok_or_else(missing)?;
        let body = self.raw(view.provenance.message)?.ok_or_else(missing)?.body;
        let location = attachment.location.as_ref().ok_or_else(missing)?;
        let content = wire::attachment(&body, location).ok_or_else(missing)?;
        Ok(AttachmentView { content_type: attachment.content_type, content })
    }
}

fn trace_item(row: &Row<'_>) -> rusqlite::Result<TraceItem> {
    Ok(TraceItem {
        message: MessageId(row.get(0)?),
        received: instant(row.get(1)?),
        stated: row.get::<_, Option<String>>(2)?.and_then(|text| text.parse().ok()),
        feed: row.get(3)?,
        control_id: row.get(4)?,
        trigger: row.get(5)?,
        outcome: outcome_name(row.get(6)?).to_owned(),
        patient: PatientId(row.get(7)?),
        entries: row.get(8)?,
        defects: Vec::new(),
        unread: Vec::new(),
        sha256: hexadecimal(&row.get::<_, Vec<u8>>(10)?),
        size: row.get(11)?,
    })
}

/// The segments of a body, masked. What cannot be split is shown only where nothing is to be
/// hidden, since there is no telling what stands where.
fn segments(body: &[u8], mask: hl7v2::Mask, whereabouts: &Whereabouts) -> Vec<SegmentView> {
    let Some(lines) = wire::masked_lines(body, mask) else {
        let hidden = mask.whereabouts || mask.clinical;
        let text = if hidden { super::HIDDEN.to_owned() } else { String::from_utf8_lossy(body).into_owned() };
        return vec![SegmentView { name: String::new(), ordinal: 1, fields: vec![FieldView { number: 1, text }] }];
    };
    lines
        .into_iter()
        .map(|line| SegmentView {
            name: line.name,
            ordinal: line.ordinal,
            fields: line
                .fields
                .into_iter()
                .map(|field| FieldView {
                    number: field.number,
                    text: whereabouts.hide(&field.text).unwrap_or(field.text),
                })
                .collect(),
        })
        .collect()
}
