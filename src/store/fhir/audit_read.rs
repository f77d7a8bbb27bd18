//! Reading the audit that a server keeps: its events go into the log of a store in memory as those of
//! another system, and that store's own gate and filters do the rest.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::asking::Asking;
use super::fhir_store::FhirStore;
use super::mirror::Mirror;
use super::people::{self, id_of};
use super::sought::Sought;
use super::{Notice, ServerError, chosen};
use crate::audit::{Event, Filter, read_audit_events};
use crate::record::NhsNumber;
use crate::store::sqlite::{AuditImport, SqliteStore};
use crate::store::{PatientId, PatientRef, Refusal, StoreError, ViewRequest, Viewing};

/// The most events that one reading is of.
const MOST_EVENTS: usize = 20_000;
/// The most people whose choices a reader's rights may hang on.
const MOST_SUBJECTS: usize = 500;

/// The audit of a server, opened for reading.
pub struct OpenedAudit {
    /// The events that may fit, as those of another system.
    pub store: SqliteStore,
    /// The licence to read them.
    pub viewing: Viewing,
    /// Whom the reading is about, as source patients: nobody here is one, so that it is empty.
    pub patients: Option<Vec<PatientId>>,
    /// Whom the reading is about, by NHS number.
    pub subjects: Vec<String>,
}

impl std::fmt::Debug for OpenedAudit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedAudit")
    }
}

impl FhirStore {
    /// Opens the audit for reading. The event of the reading is on the server first. `what` says what is
    /// to be read.
    ///
    /// # Errors
    /// Where no role of the user allows it for this purpose, where the server does not know a search
    /// parameter that is needed, or where more events may fit than are read at once.
    pub fn open_audit(
        &mut self,
        request: &ViewRequest,
        what: &str,
        patient: Option<&PatientRef>,
        filter: &Filter,
    ) -> Result<OpenedAudit, Refusal> {
        self.server.asking = Some(Asking::of(request));
        let people = patient.map(|patient| self.people_of(patient)).transpose()?;
        let mut mirror = Mirror::new(&self.context, &request.user, 0)?;
        let mut subjects = Vec::new();
        let mut ids = Vec::new();
        for person in people.iter().flatten() {
            let hidden = self.state_choices(&mut mirror, person)?;
            let knows = mirror.store.may_tell_of_opt_out(&request.user);
            let numbers: Vec<NhsNumber> = people::numbers(person).collect();
            let mut closed = hidden;
            for number in &numbers {
                closed |= mirror.store.is_opted_out(*number)?;
            }
            // Somebody of whom the reader may not know is as good as nobody.
            if knows || !closed {
                subjects.extend(numbers.iter().map(|number| number.plain()));
                ids.push(id_of(person).to_owned());
                mirror.about.push((id_of(person).to_owned(), numbers.first().map(|number| number.plain())));
            }
        }
        mirror.forget_events()?;
        let opened = mirror.store.open_audit(request, what, &[]);
        self.relay(&mut mirror)?;
        let viewing = opened?;
        let wanted = people.as_ref().map(|_| &ids[..]);
        let events = if wanted.is_some_and(<[String]>::is_empty) { Vec::new() } else { self.events(wanted, filter)? };
        if !mirror.store.may_tell_of_opt_out(&request.user) {
            self.state_choices_of_all(&mut mirror, &events)?;
        }
        let import =
            AuditImport { system: self.server.base.to_string(), file: digest(&events), agent: mirror.agent().clone() };
        mirror.store.import_audit(&import, &events, |_, _| {})?;
        subjects.sort_unstable();
        subjects.dedup();
        let patients = patient.map(|_| Vec::new());
        Ok(OpenedAudit { store: mirror.store, viewing, patients, subjects })
    }

    /// Puts what a person chose before the gate; says whether something of it cannot be understood.
    fn state_choices(&mut self, mirror: &mut Mirror, person: &Value) -> Result<bool, StoreError> {
        let consents = chosen::fetch(&mut self.server, &[id_of(person).to_owned()])?;
        let chosen = chosen::of(&self.server.base, person, &consents, self.time())?;
        mirror.state(&chosen)?;
        Ok(chosen.undecidable)
    }

    /// The same for everybody whom events are about.
    fn state_choices_of_all(&mut self, mirror: &mut Mirror, events: &[Event]) -> Result<(), StoreError> {
        let subjects = events.iter().filter_map(|event| event.source.as_ref()).flat_map(|source| &source.subjects);
        let mut numbers: Vec<&String> = subjects.collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() > MOST_SUBJECTS {
            return Err(StoreError::Unfit("these events are about too many people: ask for less of them".to_owned()));
        }
        for number in numbers {
            for person in people::by_number(&mut self.server, Some(people::NHS_NUMBER), number)? {
                self.state_choices(mirror, &person)?;
            }
        }
        Ok(())
    }

    /// The events on the server that may fit.
    fn events(&mut self, patients: Option<&[String]>, filter: &Filter) -> Result<Vec<Event>, StoreError> {
        let mut sought = Sought::new("AuditEvent");
        if let Some(patients) = patients {
            let value = patients.iter().map(|id| format!("Patient/{id}")).collect::<Vec<_>>().join(",");
            let wanted = patients.to_vec();
            sought = sought.by("patient", value, move |event, base| {
                references(event)
                    .filter_map(|text| base.local(text))
                    .any(|(kind, id)| kind == "Patient" && wanted.iter().any(|patient| patient == id))
            });
        }
        if self.server.capabilities()?.searches_by("AuditEvent", "date") {
            let recorded =
                |event: &Value| event["recorded"].as_str().and_then(|text| text.parse::<jiff::Timestamp>().ok());
            if let Some(since) = filter.since {
                sought = sought
                    .by("date", format!("ge{since}"), move |event, _| recorded(event).is_some_and(|at| at >= since));
            }
            if let Some(until) = filter.until {
                sought = sought
                    .by("date", format!("lt{until}"), move |event, _| recorded(event).is_some_and(|at| at < until));
            }
        }
        let found = self.server.search(&sought.in_pages_of(200).until(MOST_EVENTS + 1))?;
        if found.len() > MOST_EVENTS {
            let why = "more than 20,000 events on the server may fit: add `since:` and `until:`";
            return Err(StoreError::Unfit(why.to_owned()));
        }
        let (mut events, mut unread) = (Vec::new(), 0);
        let (system, now) = (self.server.base.to_string(), self.time());
        for resource in &found {
            let file = digest_of(std::iter::once(resource.to_string()));
            match read_audit_events(std::slice::from_ref(resource), (&system, &file), now) {
                Ok(read) => events.extend(read),
                Err(_) => unread += 1,
            }
        }
        if unread > 0 {
            self.notices(vec![Notice::NotRead(format!("{unread} AuditEvent of kinds that are not known"))]);
        }
        if self.audit == super::RemoteAudit::Server && found.is_empty() && patients.is_none() {
            return Err(ServerError::NotOffered("its own audit to be read".to_owned()).into());
        }
        Ok(events)
    }
}

/// Whatever an event refers to as what or who.
fn references(event: &Value) -> impl Iterator<Item = &str> {
    let of = |list: &'static str, member: &'static str| {
        event[list].as_array().into_iter().flatten().filter_map(move |one| one[member]["reference"].as_str())
    };
    of("entity", "what").chain(of("agent", "who"))
}

fn digest(events: &[Event]) -> String {
    digest_of(events.iter().filter_map(|event| event.source.as_ref()).map(|source| source.file.clone()))
}

fn digest_of(texts: impl Iterator<Item = String>) -> String {
    use std::fmt::Write as _;
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _written = write!(digits, "{byte:02x}");
        digits
    })
}
