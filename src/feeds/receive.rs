//! One message: told apart, applied or explained, and kept with its audit event.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::apply::{self, Refused};
use super::ingest::{Arrival, Ingest};
use crate::audit::{Action, Event, EventOutcome};
use crate::interchange::fhir::read::refuses_for_consent;
use crate::interchange::wire::{self, Read, Unread};
use crate::record::{
    ConsentSignal, Identifier, MessageHeader, MessageId, NhsNumber, SignalKind, SourceLocation, Statement, Trigger,
};
use crate::store::sqlite::{MessageOutcome, MessageRow, Received, Writer};
use crate::store::view::ConflictKind;
use crate::store::{PatientId, StoreError};

/// A piece of a stream.
pub(super) struct Piece<'a> {
    pub(super) offset: u64,
    pub(super) bytes: &'a [u8],
    pub(super) problem: Option<Death>,
}

/// What can be said of a message before it is understood.
struct Envelope {
    feed: String,
    organisation: String,
    system: String,
    dialect: &'static str,
    control_id: String,
    trigger: String,
    sent: Option<Timestamp>,
    number: [u8; 32],
}

/// Why a message is dead: in words, and where.
#[derive(Clone)]
pub(super) struct Death {
    pub(super) reason: String,
    pub(super) location: Option<SourceLocation>,
}

impl From<Refused> for Death {
    fn from(refused: Refused) -> Self {
        Self { reason: refused.reason, location: refused.location }
    }
}

impl From<Unread> for Death {
    fn from(unread: Unread) -> Self {
        Self { reason: unread.reason, location: unread.location }
    }
}

/// Takes one piece in and says what became of it.
pub(super) fn receive(
    writer: &mut Writer<'_>,
    ingest: &Ingest<'_>,
    clock: &mut Arrival,
    piece: &Piece<'_>,
) -> Result<MessageOutcome, StoreError> {
    let sha256: [u8; 32] = Sha256::digest(piece.bytes).into();
    let read = match &piece.problem {
        Some(problem) => Err(problem.clone()),
        None => wire::read(piece.bytes, ingest.dialect, &ingest.limits).map_err(Death::from),
    };
    let envelope = match &read {
        Ok(read) => envelope_of(&read.statement, read.dialect, sha256),
        Err(_) => envelope_of_bytes(piece, ingest, sha256),
    };
    let read = read.and_then(|read| match ingest.asked.and_then(|asked| answers_another(&read, asked)) {
        Some(death) => Err(death),
        None => Ok(read),
    });
    let at = clock.received(envelope.sent, writer.received());
    writer.set_received(at);
    let feed = writer.feed(&envelope.feed, &envelope.organisation, &envelope.system, envelope.dialect)?;
    let seen = same_text(writer, writer.seen(&envelope.number, &sha256)?, piece.bytes)?;
    let seen = if read.as_ref().is_ok_and(is_snapshot) { still_said(writer, seen, &sha256)? } else { seen };
    let kept = Kept { ingest, piece, envelope: &envelope, feed, sha256 };
    let outcome = match (read, seen) {
        (_, Received::Other { message, patient }) => kept.conflict(writer, message, patient)?,
        (_, Received::Same { message, patient, dead: false }) => kept.duplicate(writer, message, patient)?,
        (Err(_), Received::Same { message, .. }) => kept.duplicate(writer, message, None)?,
        (Err(death), Received::New) => kept.dead(writer, &death)?,
        (Ok(read), Received::New | Received::Same { dead: true, .. }) => kept.apply(writer, read)?,
    };
    writer.count(&envelope.feed, outcome, envelope.sent);
    Ok(outcome)
}

/// Why a message does not answer the question about the person of this number. A number that came with
/// it must be the very one: a person who is named in no other way may be anybody.
fn answers_another(read: &Read, asked: NhsNumber) -> Option<Death> {
    let death = |reason: &str| Some(Death { reason: reason.to_owned(), location: None });
    for statement in std::iter::once(&read.statement).chain(&read.others) {
        let mut numbers = statement.identifiers.iter().filter_map(Identifier::nhs_number).peekable();
        if numbers.peek().is_none() {
            return death("the answer does not say the NHS number that was asked for; ask for it again");
        }
        if numbers.any(|number| number != asked) {
            return death("the answer is about another patient than was asked for; ask for it again");
        }
    }
    None
}

/// A body that differs only in how its segments end says the same.
fn same_text(writer: &Writer<'_>, seen: Received, body: &[u8]) -> Result<Received, StoreError> {
    let Received::Other { message, patient } = seen else { return Ok(seen) };
    let same = wire::same_body(&writer.body(message)?, body);
    Ok(if same { Received::Same { message, patient, dead: false } } else { seen })
}

/// Whether a message says how a record stands, without a number or a time of its own: order is
/// arrival.
fn is_snapshot(read: &Read) -> bool {
    let header = &read.statement.header;
    read.statement.trigger == Trigger::Record && header.control_id.is_empty() && header.sent.is_none()
}

/// A record that stands again as it stood once is a duplicate only where nothing else was said of it
/// in between.
fn still_said(writer: &Writer<'_>, seen: Received, sha256: &[u8; 32]) -> Result<Received, StoreError> {
    let Received::Same { patient: Some(patient), dead: false, .. } = seen else { return Ok(seen) };
    Ok(if writer.is_last_said(patient, sha256)? { seen } else { Received::New })
}

fn envelope_of(statement: &Statement, dialect: &'static str, sha256: [u8; 32]) -> Envelope {
    let header = &statement.header;
    Envelope {
        feed: format!("{}/{}", header.application, header.facility),
        organisation: statement.organisation.clone(),
        system: header.application.clone(),
        dialect,
        control_id: header.control_id.clone(),
        trigger: header.trigger.clone(),
        sent: header.sent.map(|sent| sent.earliest()),
        number: number_of(header, sha256),
    }
}

/// A message's number: sender, facility, control id and time. One that bears none is numbered by
/// its own bytes.
fn number_of(header: &MessageHeader, sha256: [u8; 32]) -> [u8; 32] {
    if header.control_id.is_empty() {
        return sha256;
    }
    let mut hash = Sha256::new();
    for part in [&header.application, &header.facility, &header.control_id, &header.sent_text] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().into()
}

/// What a header says of a message that cannot be read further; a header that cannot be read
/// either leaves the message to the feed `unknown`, numbered by its own bytes.
fn envelope_of_bytes(piece: &Piece<'_>, ingest: &Ingest<'_>, sha256: [u8; 32]) -> Envelope {
    let Some(wire::Envelope { header, dialect }) = wire::envelope(piece.bytes, ingest.dialect) else {
        return Envelope {
            feed: "unknown".to_owned(),
            organisation: "unknown".to_owned(),
            system: "unknown".to_owned(),
            dialect: "generic",
            control_id: String::new(),
            trigger: String::new(),
            sent: None,
            number: sha256,
        };
    };
    Envelope {
        feed: format!("{}/{}", header.application, header.facility),
        // What was cut off must not stand in the way of the whole message when it is sent again.
        number: if piece.problem.is_some() { sha256 } else { number_of(&header, sha256) },
        organisation: header.facility,
        system: header.application,
        dialect,
        control_id: header.control_id,
        trigger: header.trigger,
        sent: None,
    }
}

/// Everything about a message that is kept whatever becomes of it.
#[derive(Clone, Copy)]
struct Kept<'a> {
    ingest: &'a Ingest<'a>,
    piece: &'a Piece<'a>,
    envelope: &'a Envelope,
    feed: i64,
    sha256: [u8; 32],
}

impl Kept<'_> {
    fn row(&self, outcome: MessageOutcome) -> MessageRow<'_> {
        MessageRow {
            feed: self.feed,
            outcome,
            number: self.envelope.number,
            sha256: self.sha256,
            patient: None,
            encounter: None,
            stated: None,
            control_id: &self.envelope.control_id,
            trigger: &self.envelope.trigger,
            entries: 0,
            defects: &[],
            unread: &[],
            same_as: None,
            body: self.piece.bytes,
        }
    }

    fn audit(
        &self,
        writer: &Writer<'_>,
        message: MessageId,
        patient: Option<PatientId>,
        outcome: EventOutcome,
    ) -> Result<(), StoreError> {
        let event = Event {
            patients: patient.map(|id| id.0).into_iter().collect(),
            message: Some(message.0),
            ..Event::new(writer.received(), Action::Ingest, outcome, self.ingest.agent.clone())
        };
        writer.audit(&event)
    }

    fn duplicate(
        &self,
        writer: &Writer<'_>,
        of: MessageId,
        patient: Option<PatientId>,
    ) -> Result<MessageOutcome, StoreError> {
        let row = MessageRow { patient, same_as: Some(of), ..self.row(MessageOutcome::Duplicate) };
        let message = writer.add_message(&row)?;
        self.audit(writer, message, patient, EventOutcome::Success)?;
        Ok(MessageOutcome::Duplicate)
    }

    fn conflict(
        &self,
        writer: &Writer<'_>,
        with: MessageId,
        patient: Option<PatientId>,
    ) -> Result<MessageOutcome, StoreError> {
        let message = writer.add_message(&MessageRow { patient, ..self.row(MessageOutcome::Conflict) })?;
        let patients: Vec<PatientId> = patient.into_iter().collect();
        let reason =
            format!("message {message} bears the number of message {with}, with another body; it was not applied");
        writer.conflict(ConflictKind::MessageNumber, &patients, &reason, Some(message))?;
        self.audit(writer, message, None, EventOutcome::MinorFailure)?;
        Ok(MessageOutcome::Conflict)
    }

    fn dead(&self, writer: &Writer<'_>, death: &Death) -> Result<MessageOutcome, StoreError> {
        let message = writer.add_message(&self.row(MessageOutcome::Dead))?;
        writer.add_dead_letter(
            message,
            &death.reason,
            death.location.as_ref(),
            self.ingest.origin,
            self.piece.offset,
        )?;
        if let Some(asked) = self.ingest.asked.filter(|_| refuses_for_consent(self.piece.bytes)) {
            let signal = ConsentSignal {
                kind: SignalKind::GpConnect,
                value: "NO_PATIENT_CONSENT".to_owned(),
                stated: None,
                location: SourceLocation::default(),
            };
            writer.add_signal_by_number(asked, message, &signal)?;
        }
        self.audit(writer, message, None, EventOutcome::MinorFailure)?;
        Ok(MessageOutcome::Dead)
    }

    /// Applies all that the message says, or nothing. What it says for other sources is kept as a
    /// message of theirs that repeats the body of this one.
    fn apply(&self, writer: &mut Writer<'_>, read: Read) -> Result<MessageOutcome, StoreError> {
        let Read { statement, others, dialect } = read;
        for other in &others {
            if let Some(refused) = apply::refusal(writer, other)? {
                return self.dead(writer, &refused.into());
            }
        }
        let (first, patient) = match apply::apply(writer, self.feed, statement, &self.row(MessageOutcome::Applied))? {
            Ok(applied) => applied,
            Err(refused) => return self.dead(writer, &refused.into()),
        };
        self.audit(writer, first, Some(patient), EventOutcome::Success)?;
        for (statement, ordinal) in others.into_iter().zip(2_u32..) {
            self.apply_other(writer, statement, (first, ordinal), dialect)?;
        }
        Ok(MessageOutcome::Applied)
    }

    /// Applies what the message says for another source, of which nothing was refused.
    fn apply_other(
        &self,
        writer: &mut Writer<'_>,
        statement: Statement,
        (first, ordinal): (MessageId, u32),
        dialect: &'static str,
    ) -> Result<(), StoreError> {
        let envelope = envelope_of(&statement, dialect, self.sha256);
        let feed = writer.feed(&envelope.feed, &envelope.organisation, &envelope.system, dialect)?;
        let number = Sha256::new().chain_update(self.envelope.number).chain_update(ordinal.to_be_bytes()).finalize();
        let kept = Kept { envelope: &envelope, feed, ..*self };
        let row = kept.row(MessageOutcome::Applied);
        let row = MessageRow { number: number.into(), same_as: Some(first), ..row };
        let (message, patient) = apply::apply(writer, feed, statement, &row)?.map_err(|refused| {
            StoreError::Damaged(format!("a part of a message was let through: {}", refused.reason))
        })?;
        kept.audit(writer, message, Some(patient), EventOutcome::Success)?;
        writer.count(&envelope.feed, MessageOutcome::Applied, envelope.sent);
        Ok(())
    }
}
