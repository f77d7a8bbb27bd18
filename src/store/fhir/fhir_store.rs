//! A FHIR server as a store: what is fetched before a decision, the decision, and what is fetched after.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::Value;

use super::chosen::{self, Chosen};
use super::mirror::Mirror;
use super::outbox::Outbox;
use super::people::{self, NHS_NUMBER, id_of};
use super::relay::{self, RemoteAudit};
use super::server::Server;
use super::user::{self, PractitionerIdentifier};
use super::{Base, Notice, ServerError};
use crate::access::User;
use crate::record::NhsNumber;
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, PatientId, PatientRef, StoreError, ViewRequest};
use crate::transport::client::{Authorisation, HttpClient};

/// Takes a message into an embedded store, as a feed does.
pub type Intake = Box<dyn Fn(&mut SqliteStore, &[u8]) -> Result<(), StoreError> + Send>;

/// What it takes to ask a server.
pub struct Connection {
    /// Where it is.
    pub base: Base,
    /// What asks it.
    pub client: HttpClient,
    /// By what.
    pub authorisation: Authorisation,
    /// Where the audit event of a view must be.
    pub audit: RemoteAudit,
    /// Where events wait.
    pub outbox: Option<Outbox>,
    /// By what the server knows the caller, where it does not say.
    pub practitioner: Option<PractitionerIdentifier>,
    /// Takes in what was fetched.
    pub intake: Intake,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Connection({})", self.base)
    }
}

/// A FHIR R4 server as a store.
pub struct FhirStore {
    pub(super) server: Server,
    pub(super) context: Context,
    pub(super) audit: RemoteAudit,
    pub(super) outbox: Option<Outbox>,
    practitioner: Option<PractitionerIdentifier>,
    intake: Intake,
    user: Option<User>,
    /// The `Patient` behind each number that was handed out in this session.
    pub(super) known: HashMap<PatientId, String>,
    last: i64,
    pub(super) open: Option<Opened>,
    notices: Vec<Notice>,
}

/// The record that is open.
pub(super) struct Opened {
    pub(super) mirror: Mirror,
    /// The `Patient`s of the person, by id.
    pub(super) patients: Vec<String>,
    /// The consents on which the view stands, with their versions.
    pub(super) versions: Vec<(String, String)>,
}

/// What was fetched of some people.
pub(super) struct Fetched {
    pub(super) people: Vec<Value>,
    pub(super) consents: Vec<Value>,
    pub(super) chosen: Vec<Chosen>,
    /// What bears on the decision, and organisations.
    pub(super) care: Vec<Value>,
}

impl std::fmt::Debug for FhirStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FhirStore({})", self.server.base)
    }
}

impl FhirStore {
    /// Connects: the server says what it can do, before anything else is asked.
    ///
    /// # Errors
    /// Where it cannot be reached, or is no FHIR R4 server.
    pub fn connect(connection: Connection, context: Context) -> Result<Self, StoreError> {
        let Connection { base, client, authorisation, audit, outbox, practitioner, intake } = connection;
        let mut server = Server::new(base, client, authorisation);
        server.capabilities()?;
        Ok(Self {
            server,
            context,
            audit,
            outbox,
            practitioner,
            intake,
            user: None,
            known: HashMap::new(),
            last: 0,
            open: None,
            notices: Vec::new(),
        })
    }

    /// What a reader must know of what came from the server, and was not told yet.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        let mut all = self.server.take_notices();
        all.append(&mut self.notices);
        all
    }

    /// The outbox, where the settings allow one.
    pub fn outbox(&self) -> Option<&Outbox> {
        self.outbox.as_ref()
    }

    /// Sends what waits in the outbox, in order; says how many were sent.
    ///
    /// # Errors
    /// That of the first event that the server does not take; it and those after it go on waiting.
    pub fn drain_outbox(&mut self) -> Result<usize, StoreError> {
        let Some(outbox) = &mut self.outbox else { return Ok(0) };
        Ok(relay::drain(&self.server, outbox)?)
    }

    /// The user who asks, by the word of the server.
    pub(super) fn who(&mut self) -> Result<User, ServerError> {
        if self.user.is_none() {
            let now = self.context.now();
            self.user = Some(user::user(&mut self.server, self.practitioner.as_ref(), now)?);
        }
        self.user.clone().ok_or(ServerError::NoUser("its answer is empty"))
    }

    /// The patients that a reference names, and every other of the same person.
    pub(super) fn people_of(&mut self, reference: &PatientRef) -> Result<Vec<Value>, StoreError> {
        let found = match reference {
            PatientRef::NhsNumber(number) => people::by_number(&mut self.server, Some(NHS_NUMBER), &number.plain())?,
            PatientRef::Local { value, .. } => people::by_number(&mut self.server, None, value)?,
            PatientRef::Patient(id) => match self.known.get(id).cloned() {
                Some(patient) => self.server.read("Patient", &patient)?.into_iter().collect(),
                // There the number is the address.
                None if self.server.is_own()? => self.server.read("Patient", &id.to_string())?.into_iter().collect(),
                None => return Err(ServerError::CannotDo("find a person by a store number").into()),
            },
        };
        if !self.server.is_own()? {
            return Ok(people::with_their_others(&mut self.server, found)?);
        }
        // A hit of such a server is a person, told in short: the whole of the identity that leads is read.
        let mut whole = Vec::new();
        for hit in &found {
            whole.extend(self.server.read("Patient", id_of(hit))?);
        }
        Ok(whole)
    }

    /// Fetches what the decision about these people needs.
    pub(super) fn fetch(&mut self, people: Vec<Value>, with_care: bool) -> Result<Fetched, StoreError> {
        let ids: Vec<String> = people.iter().map(|patient| id_of(patient).to_owned()).collect();
        let consents = if ids.is_empty() { Vec::new() } else { chosen::fetch(&mut self.server, &ids)? };
        let now = self.context.now();
        let base = &self.server.base;
        let chosen = people.iter().map(|patient| chosen::of(base, patient, &consents, now));
        let chosen = chosen.collect::<Result<Vec<_>, _>>()?;
        let mut care = if with_care && !ids.is_empty() { people::care(&mut self.server, &ids)? } else { Vec::new() };
        let all: Vec<Value> = people.iter().chain(&care).cloned().collect();
        care.extend(people::organisations(&self.server, &all)?);
        Ok(Fetched { people, consents, chosen, care })
    }

    /// Puts what was fetched before a gate.
    pub(super) fn mirror(&mut self, user: &User, fetched: &Fetched, resources: &[Value]) -> Result<Mirror, StoreError> {
        let mut mirror = Mirror::new(&self.context, user, self.last)?;
        for (patient, chosen) in fetched.people.iter().zip(&fetched.chosen) {
            let message = people::message(&self.server.base, patient, resources);
            mirror.take(patient, &message, chosen, &self.intake)?;
        }
        if fetched.chosen.iter().any(|chosen| chosen.undecidable) {
            mirror.store.distrust()?;
        }
        self.last = mirror.store.last_patient()?;
        self.known.extend(mirror.remote.iter().map(|(id, patient)| (*id, patient.clone())));
        Ok(mirror)
    }

    /// Fetches what the decision about one person needs, and puts it before a gate.
    pub(super) fn deciding(
        &mut self,
        request: &ViewRequest,
        reference: &PatientRef,
    ) -> Result<(Fetched, Mirror), StoreError> {
        self.server.asking = Some(super::asking::Asking::of(request));
        let people = self.people_of(reference)?;
        let fetched = self.fetch(people, true)?;
        let mirror = self.mirror(&request.user, &fetched, &fetched.care)?;
        Ok((fetched, mirror))
    }

    /// The same reference, as the gate of a mirror knows it.
    pub(super) fn within(&self, mirror: &Mirror, reference: &PatientRef) -> PatientRef {
        let PatientRef::Patient(id) = reference else { return reference.clone() };
        let patient = self.known.get(id);
        let here = mirror.remote.iter().filter(|(_, remote)| Some(*remote) == patient).map(|(id, _)| *id).min();
        PatientRef::Patient(here.unwrap_or(*id))
    }

    /// Brings what the gate wrote to where it must be. Nothing may be handed out before.
    pub(super) fn relay(&mut self, mirror: &mut Mirror) -> Result<(), StoreError> {
        let resources = relay::resources(mirror)?;
        let notice = relay::send(&mut self.server, (self.audit, self.outbox.as_mut()), &resources)?;
        if let Some(notice) = notice.filter(|notice| !self.notices.contains(notice)) {
            self.notices.push(notice);
        }
        Ok(())
    }

    pub(super) fn notices(&mut self, notices: Vec<Notice>) {
        for notice in notices {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
    }

    /// Leaves out the people of whom something restricts that cannot be understood: a search does not
    /// tell that they are there.
    pub(super) fn without_undecidable(fetched: &mut Fetched) {
        let numbers = |patient: &Value| -> Vec<NhsNumber> { people::numbers(patient).collect() };
        let undecidable = fetched.people.iter().zip(&fetched.chosen).filter(|(_, chosen)| chosen.undecidable);
        let (mut ids, mut closed) = (HashSet::new(), HashSet::new());
        for (patient, _) in undecidable {
            ids.insert(id_of(patient).to_owned());
            closed.extend(numbers(patient));
        }
        let stays: Vec<bool> = fetched
            .people
            .iter()
            .map(|patient| {
                !ids.contains(id_of(patient)) && !numbers(patient).iter().any(|number| closed.contains(number))
            })
            .collect();
        let mut each = stays.iter();
        fetched.people.retain(|_| *each.next().unwrap_or(&false));
        let mut each = stays.iter();
        fetched.chosen.retain(|_| *each.next().unwrap_or(&false));
    }

    pub(super) fn time(&self) -> Timestamp {
        self.context.now()
    }
}
