//! Raw messages, through the gate.

use rusqlite::{OptionalExtension, Row};

use super::times::instant;
use super::{SqliteStore, entries};
use crate::interchange::{hl7v2, wire};
use crate::record::{Defect, MessageId, Resource, Value};
use crate::store::view::{AttachmentView, FORMAT_VERSION, FieldView, MessageView, Page, SegmentView, TraceItem};
use crate::store::{PatientId, Scope, StoreError, Viewing};

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

/// A message without its content, its patient, its body and its notes.
type Raw = (MessageView, Option<PatientId>, Vec<u8>, Option<String>);

impl SqliteStore {
    pub(super) fn trace_items(&self, viewing: &Viewing, page: Page) -> Result<Vec<TraceItem>, StoreError> {
        let ids: Vec<String> = viewing.patients().iter().map(|id| id.0.to_string()).collect();
        let sql = format!(
            "SELECT message.id, message.received, message.stated, feed.name, control_id, trigger, outcome, patient, entries, notes, sha256, size
             FROM message JOIN feed ON feed.id = message.feed WHERE patient IN ({}) ORDER BY message.id LIMIT ?1 OFFSET ?2",
            ids.join(", ")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let rows = statement.query_map(page.sql(), |row| Ok((trace_item(row)?, row.get::<_, Option<String>>(9)?)))?;
        rows.map(|row| {
            let (mut item, text) = row?;
            let notes = notes(text.as_deref())?;
            (item.defects, item.unread) = (notes.defects, notes.unread);
            Ok(item)
        })
        .collect()
    }

    pub(super) fn message_view(
        &mut self,
        viewing: &Viewing,
        message: MessageId,
        need: Option<&str>,
    ) -> Result<MessageView, StoreError> {
        let missing = || StoreError::Missing(format!("message {message} in this record"));
        let (mut view, patient, body, text) = self.raw(message)?.ok_or_else(missing)?;
        let listed = || viewing.check(Scope::WorkList, self.context.now()).is_ok();
        if !patient.is_some_and(|patient| viewing.patients().contains(&patient)) && !listed() {
            return Err(missing());
        }
        if viewing.mask().technical_only {
            return Ok(view);
        }
        let mask = self.unmasked(viewing, need, &format!("message {message}"), Some(message.0))?;
        view.masked = mask.clinical || mask.whereabouts;
        view.defects = notes(text.as_deref())?.defects;
        view.segments = segments(&body, hl7v2::Mask { whereabouts: mask.whereabouts, clinical: mask.clinical });
        Ok(view)
    }

    /// A message without its content, its patient, its body and its notes. A duplicate lends the
    /// body of the message it repeats.
    fn raw(&self, message: MessageId) -> Result<Option<Raw>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT message.id, feed.name, control_id, trigger, message.received, outcome, patient, notes,
                    coalesce(body, (SELECT body FROM message AS first WHERE first.id = message.same_as))
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
            let body = row.get::<_, Option<Vec<u8>>>(8)?.unwrap_or_default();
            Ok((view, row.get::<_, Option<i64>>(6)?.map(PatientId), body, row.get(7)?))
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
        let stored = self.viewed(viewing, None)?;
        let (place, key, versions) = entries::versions(&self.connection, &stored, entry)?.ok_or_else(missing)?;
        let newest = versions.first().copied().ok_or_else(missing)?;
        let view =
            entries::view(&self.connection, &stored[place], &key, newest, viewing.mask())?.ok_or_else(missing)?;
        let attachment = match view.resource {
            Some(Resource::DocumentReference(document)) => document.attachments.into_iter().nth(index),
            Some(Resource::Observation(observation)) => match observation.value {
                Some(Value::Attachment { attachment }) if index == 0 => Some(attachment),
                _ => None,
            },
            _ => None,
        };
        let attachment = attachment.ok_or_else(missing)?;
        let (_, _, body, _) = self.raw(view.provenance.message)?.ok_or_else(missing)?;
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
fn segments(body: &[u8], mask: hl7v2::Mask) -> Vec<SegmentView> {
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
            fields: line.fields.into_iter().map(|field| FieldView { number: field.number, text: field.text }).collect(),
        })
        .collect()
}
