//! What one message says, in the record's own nouns.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    ConsentSignal, EncounterUpdate, Identifier, PartialDateTime, PatientUpdate, Resource, Section, SourceCoding,
    SourceLocation,
};

/// Who sent a message, and which.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MessageHeader {
    /// Sending application (MSH-3).
    pub application: String,
    /// Sending facility (MSH-4).
    pub facility: String,
    /// The sender's number for the message (MSH-10).
    pub control_id: String,
    /// When it was sent (MSH-7), as sent.
    pub sent_text: String,
    /// When it was sent, where that can be read.
    pub sent: Option<PartialDateTime>,
    /// What happened, such as `ADT^A01`.
    pub trigger: String,
    /// The version the sender claims (MSH-12).
    pub version: String,
}

/// What a message is for, once its trigger event is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// Demographics and an encounter event.
    Administration,
    /// Two local numbers of one person (A40, A34).
    Merge,
    /// Results.
    Results,
    /// A document.
    Document,
    /// An appointment.
    Schedule,
    /// An order.
    Order,
    /// A record, or a part of one, as it stands (GP Connect Structured, FHIR).
    Record,
}

/// What an administration message does to the encounter it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EncounterEvent {
    /// A05, S12: booked or expected.
    Book,
    /// A01: admitted.
    Admit,
    /// A04: arrived as an outpatient or in an emergency department.
    Register,
    /// S13, S14: moved or changed.
    Reschedule,
    /// A02: moved to another place.
    Transfer,
    /// A03: discharged.
    Discharge,
    /// A08, A31: something about it changed.
    Update,
    /// A12: the last move did not happen.
    CancelTransfer,
    /// A13: the discharge did not happen.
    CancelDischarge,
    /// S15, A38: it will not take place.
    CancelBooking,
    /// A11: it never was.
    CancelAdmit,
}

/// What a message does to one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EntryAction {
    /// It is so.
    Assert,
    /// It is so now, instead of what was said before.
    Correct,
    /// It is taken back, for this reason.
    Withdraw(String),
}

/// What a message says of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryStatement {
    /// The source's key, unique within the patient of that source and the same in every message
    /// about the same fact. It begins with the kind of fact, such as `obx:`.
    pub key: String,
    /// What happens to it.
    pub action: EntryAction,
    /// Where it is shown.
    pub section: Section,
    /// What it says; nothing where it is only withdrawn.
    pub resource: Option<Resource>,
    /// The source's own words.
    pub source: SourceCoding,
    /// Where in the message it stands.
    pub location: SourceLocation,
    /// Which version this is, by the source's own time; a later one wins whatever the order of
    /// arrival. Where absent, the message's time counts.
    pub version_time: Option<PartialDateTime>,
    /// A prefix of keys that this statement replaces as a whole: entries under it that the message
    /// does not repeat are superseded. Text reports are replaced so, line by line would mix two.
    pub replaces: Option<String>,
}

/// Something in a message that is not as the standard has it, and was read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Where.
    pub location: SourceLocation,
    /// What is wrong, without the value, which may identify a person.
    pub problem: String,
}

/// Everything that one message says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who sent it.
    pub header: MessageHeader,
    /// What it is for.
    pub trigger: Trigger,
    /// The organisation that speaks: an ODS code where the sender can be told.
    pub organisation: String,
    /// When the source wrote it down (EVN-2, else MSH-7): the order in which updates apply.
    pub stated: Option<PartialDateTime>,
    /// When it happened (EVN-6), where that is said.
    pub occurred: Option<PartialDateTime>,
    /// The numbers by which the source knows the patient, the local one first.
    pub identifiers: Vec<Identifier>,
    /// What it says of the patient.
    pub patient: PatientUpdate,
    /// Whether this source is one whose demographics count (administration), or only fills what
    /// is not known yet (results, documents, orders).
    pub demographics_count: bool,
    /// The numbers that a merge retires.
    pub merges: Vec<Identifier>,
    /// What happens to an encounter, and what is said of it.
    pub encounter: Option<(EncounterEvent, EncounterUpdate)>,
    /// Entries.
    pub entries: Vec<EntryStatement>,
    /// What it says about consent.
    pub signals: Vec<ConsentSignal>,
    /// What was odd.
    pub defects: Vec<Defect>,
    /// Segments that were kept in the raw message but carried into no entry, by name.
    pub unread: Vec<String>,
}

impl Statement {
    /// The place among the statements of its source: when the source wrote it down (microseconds),
    /// the time sent where that is not said, and the beginning of time where neither is.
    pub fn order(&self) -> i64 {
        self.stated.or(self.header.sent).map_or(i64::MIN, |time| time.earliest().as_microsecond())
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Statement({} {}, {} entries)", self.header.trigger, self.header.control_id, self.entries.len())
    }
}
