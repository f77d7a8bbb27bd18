//! A FHIR server as a [`Store`].

use jiff::Timestamp;
use serde_json::Value;

use super::ServerError;
use super::asking::Asking;
use super::chosen;
use super::fhir_store::{Fetched, FhirStore, Opened};
use super::mirror::Mirror;
use super::people::{self, id_of};
use crate::access::User;
use crate::audit::Agent;
use crate::consent::ChoiceStatement;
use crate::record::MessageId;
use crate::store::view::{
    AttachmentView, ChoicesView, Conflict, DeadLetter, EntryView, FeedSummary, IdentityExplanation, MessageView, Page,
    PatientHit, PersonView, RecordView, Stated, TraceItem,
};
use crate::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, StoreError, ViewRequest, Viewing, WorkList};

/// The most people that one search may fit.
const MOST_FOUND: usize = 200;

/// Refuses to look back: what a server knew then is not asked.
fn refuse_as_of(as_of: Option<Timestamp>) -> Result<(), ServerError> {
    as_of.map_or(Ok(()), |_| Err(ServerError::CannotDo("show what was known at another time (`--as-of`)")))
}

impl FhirStore {
    /// Runs a part of a view that is open, after a look at whether it still stands; events that it writes
    /// are told before its result is.
    fn viewed<T>(
        &mut self,
        viewing: &Viewing,
        then: impl FnOnce(&mut Mirror) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let closed = || StoreError::OutsideView("another record was opened since; open this one again");
        let mut opened = self.open.take().ok_or_else(closed)?;
        let result = self.still_stands(&mut opened, viewing).and_then(|()| {
            let result = then(&mut opened.mirror);
            self.relay(&mut opened.mirror)?;
            result
        });
        self.open = Some(opened);
        result
    }

    /// Whether the view is of the open record, and nobody chose anything since.
    fn still_stands(&mut self, opened: &mut Opened, viewing: &Viewing) -> Result<(), StoreError> {
        if !viewing.patients().iter().all(|id| opened.mirror.remote.contains_key(id)) {
            return Err(StoreError::OutsideView("another record was opened since; open this one again"));
        }
        self.server.asking = Some(Asking::of(&ViewRequest {
            user: viewing.user().clone(),
            reason: viewing.reason().clone(),
            request: viewing.request().to_owned(),
        }));
        let consents = chosen::fetch(&mut self.server, &opened.patients)?;
        if chosen::versions(&consents) != opened.versions {
            return Err(StoreError::OutsideView(
                "consent or access changed since it was opened; open the record again",
            ));
        }
        Ok(())
    }

    fn open_record(&mut self, request: &ViewRequest, reference: &PatientRef) -> Result<Viewing, Refusal> {
        let (mut fetched, mut deciding) = self.deciding(request, reference)?;
        let named = self.within(&deciding, reference);
        let decided = deciding.store.open(request, &named);
        // Whatever was decided, its event is on the server before anything else is read.
        self.relay(&mut deciding)?;
        let first = decided?;
        let ids: Vec<String> = fetched.people.iter().map(|patient| id_of(patient).to_owned()).collect();
        let (mut everything, notices) = people::rest(&mut self.server, &ids)?;
        let others = everything.extract_if(.., |resource| resource["resourceType"] == "Patient");
        let others: Vec<Value> = others.filter(|patient| !ids.iter().any(|id| id == id_of(patient))).collect();
        let seen = chosen::versions(&fetched.consents);
        if !others.is_empty() {
            // Further identities of the person came along: what was chosen under them counts too.
            let more = self.fetch(others, false)?;
            fetched.people.extend(more.people);
            fetched.consents.extend(more.consents);
            fetched.chosen.extend(more.chosen);
        }
        let known = |resource: &Value| {
            let same =
                |other: &Value| (&other["resourceType"], &other["id"]) == (&resource["resourceType"], &resource["id"]);
            everything.iter().any(same)
        };
        let more: Vec<Value> = fetched.care.iter().filter(|resource| !known(resource)).cloned().collect();
        everything.extend(more);
        let organisations = people::organisations(&self.server, &everything)?;
        everything.extend(organisations);
        let mut mirror = self.mirror(&request.user, &fetched, &everything)?;
        let named = self.within(&mirror, reference);
        let viewing = match mirror.store.open(request, &named) {
            Ok(viewing) if viewing.decision().row == first.decision().row => {
                // The event of this very decision is on the server already.
                mirror.forget_events()?;
                viewing
            }
            other => {
                self.relay(&mut mirror)?;
                other?
            }
        };
        self.notices(notices);
        self.open = Some(Opened { mirror, patients: ids, versions: seen });
        Ok(viewing)
    }

    fn search(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal> {
        refuse_as_of(query.as_of).map_err(StoreError::from)?;
        self.server.asking = Some(Asking::of(request));
        if self.server.is_own().map_err(StoreError::from)? {
            return self.search_own(request, query);
        }
        let found = match &query.number {
            // `P400950` may also be a hospital's own number, which is looked for next.
            Some(PatientRef::Patient(id)) if !self.known.contains_key(id) => Vec::new(),
            Some(reference) => self.people_of(&reference.clone())?,
            None => people::by_query(&mut self.server, query, MOST_FOUND + 1).map_err(StoreError::from)?,
        };
        if found.len() > MOST_FOUND {
            let why = "more than 200 patients on the server may fit: say more about the person";
            return Err(StoreError::Unfit(why.to_owned()).into());
        }
        let everybody = people::with_their_others(&mut self.server, found).map_err(StoreError::from)?;
        let mut fetched = self.fetch(everybody, false)?;
        Self::without_undecidable(&mut fetched);
        let mut mirror = self.mirror(&request.user, &fetched, &fetched.care)?;
        let number = query.number.as_ref().map(|reference| self.within(&mirror, reference));
        let hits = mirror.store.find(request, &PatientQuery { number, ..query.clone() });
        self.relay(&mut mirror)?;
        hits
    }
}

impl Store for FhirStore {
    fn find(&mut self, request: &ViewRequest, query: &PatientQuery) -> Result<Vec<PatientHit>, Refusal> {
        self.search(request, query)
    }

    fn open(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<Viewing, Refusal> {
        self.open_record(request, patient)
    }

    fn choices(&mut self, request: &ViewRequest, patient: &PatientRef) -> Result<ChoicesView, Refusal> {
        let (_, mut mirror) = self.deciding(request, patient)?;
        let named = self.within(&mirror, patient);
        let choices = mirror.store.choices(request, &named);
        self.relay(&mut mirror)?;
        choices
    }

    fn state_choice_of(
        &mut self,
        request: &ViewRequest,
        patient: &PatientRef,
        said: &ChoiceStatement,
    ) -> Result<Stated, Refusal> {
        let (fetched, mut mirror) = self.deciding(request, patient)?;
        let named = self.within(&mirror, patient);
        match mirror.store.state_choice_of(request, &named, said) {
            Ok(Stated::Holds) => {
                self.write_choice(&fetched, &mut mirror)?;
                Ok(Stated::Holds)
            }
            Ok(Stated::Waits { .. }) => Err(StoreError::from(ServerError::NeedsSecondUser).into()),
            Err(refusal) => {
                self.relay(&mut mirror)?;
                Err(refusal)
            }
        }
    }

    fn open_work_list(&mut self, _request: &ViewRequest, _list: WorkList) -> Result<Viewing, Refusal> {
        Err(StoreError::from(ServerError::CannotDo("show conflicts and dead letters")).into())
    }

    fn person(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<PersonView, StoreError> {
        refuse_as_of(query.as_of)?;
        self.viewed(viewing, |mirror| mirror.store.person(viewing, query))
    }

    fn record(&mut self, viewing: &Viewing, query: &RecordQuery) -> Result<RecordView, StoreError> {
        refuse_as_of(query.as_of)?;
        self.viewed(viewing, |mirror| mirror.store.record(viewing, query))
    }

    fn entry(&mut self, viewing: &Viewing, id: &str, need: Option<&str>) -> Result<Vec<EntryView>, StoreError> {
        self.viewed(viewing, |mirror| mirror.store.entry(viewing, id, need))
    }

    fn trace(&mut self, _viewing: &Viewing, _page: Page) -> Result<Vec<TraceItem>, StoreError> {
        Err(ServerError::CannotDo("show the messages of feeds: it keeps none").into())
    }

    fn message(
        &mut self,
        _viewing: &Viewing,
        _message: MessageId,
        _need: Option<&str>,
    ) -> Result<MessageView, StoreError> {
        Err(ServerError::CannotDo("show the messages of feeds: it keeps none").into())
    }

    fn attachment(&mut self, viewing: &Viewing, entry: &str, index: usize) -> Result<AttachmentView, StoreError> {
        self.viewed(viewing, |mirror| mirror.store.attachment(viewing, entry, index))
    }

    fn explain_identity(&mut self, viewing: &Viewing) -> Result<IdentityExplanation, StoreError> {
        self.viewed(viewing, |mirror| mirror.store.explain_identity(viewing))
    }

    fn conflicts(&mut self, _viewing: &Viewing, _page: Page) -> Result<Vec<Conflict>, StoreError> {
        Err(ServerError::CannotDo("show conflicts and dead letters").into())
    }

    fn dead_letters(&mut self, _viewing: &Viewing, _page: Page) -> Result<Vec<DeadLetter>, StoreError> {
        Err(ServerError::CannotDo("show conflicts and dead letters").into())
    }

    fn feeds(&mut self, _as_of: Option<Timestamp>) -> Result<Vec<FeedSummary>, StoreError> {
        Err(ServerError::CannotDo("list feeds: it has none").into())
    }

    fn record_export(&mut self, viewing: &Viewing, what: &str) -> Result<(), StoreError> {
        self.viewed(viewing, |mirror| mirror.store.record_export(viewing, what))
    }

    fn record_refused(&mut self, agent: &Agent, what: &str) -> Result<(), StoreError> {
        let user = self.who()?;
        let nobody = Fetched { people: Vec::new(), consents: Vec::new(), chosen: Vec::new(), care: Vec::new() };
        let mut mirror = self.mirror(&user, &nobody, &[])?;
        mirror.store.record_refused(agent, what)?;
        self.relay(&mut mirror)
    }

    /// The user behind the token, whatever the account on this machine.
    fn user_by_uid(&mut self, _uid: u32) -> Result<Option<User>, StoreError> {
        Ok(Some(self.who()?))
    }

    fn user_by_name(&mut self, name: &str) -> Result<Option<User>, StoreError> {
        Ok(Some(self.who()?).filter(|user| user.name == name))
    }

    fn is_demo(&self) -> bool {
        false
    }

    fn now(&self) -> Timestamp {
        self.time()
    }
}
