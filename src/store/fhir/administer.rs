//! What people chose, for those who administer consent, on a server.

use super::asking::Asking;
use super::fhir_store::{Fetched, FhirStore};
use super::mirror::Mirror;
use super::{Notice, ServerError};
use crate::access::Reason;
use crate::audit::Agent;
use crate::consent::plan::PlanRow;
use crate::store::sqlite::{Changed, ChoiceChange, PersonChoices, Recorder};
use crate::store::{PatientRef, StoreError, ViewRequest};

impl FhirStore {
    /// What a person chose. Its audit event is on the server before anything is handed out. Whether the
    /// user may ask is for the caller to have checked.
    ///
    /// # Errors
    /// Where the server fails, or the event cannot be written.
    pub fn choices_of(
        &mut self,
        patient: &PatientRef,
        agent: &Agent,
        request: &str,
    ) -> Result<PersonChoices, StoreError> {
        let (_, mut mirror) = self.administering(patient, request)?;
        let named = self.within(&mirror, patient);
        let choices = mirror.store.choices_of(&named, agent);
        self.relay(&mut mirror)?;
        choices
    }

    /// Says what a change would do, and does nothing.
    ///
    /// # Errors
    /// As [`FhirStore::choices_of`], and where the change cannot be kept on a server.
    pub fn preview_choice(
        &mut self,
        change: &ChoiceChange,
        agent: &Agent,
        request: &str,
    ) -> Result<PlanRow, StoreError> {
        refuse_correction(change)?;
        let (_, mut mirror) = self.administering(&PatientRef::NhsNumber(change.number), request)?;
        let row = mirror.store.preview_choice(change, agent);
        self.relay(&mut mirror)?;
        row
    }

    /// Changes what a person chose, with its provenance and its audit event in one transaction.
    ///
    /// # Errors
    /// As [`FhirStore::preview_choice`]; where the choice lets somebody see more; where somebody else
    /// changed it in the meantime.
    pub fn change_choice(
        &mut self,
        change: &ChoiceChange,
        agent: &Agent,
        request: &str,
    ) -> Result<Changed, StoreError> {
        refuse_correction(change)?;
        let (fetched, mut mirror) = self.administering(&PatientRef::NhsNumber(change.number), request)?;
        if fetched.people.is_empty() {
            return Err(ServerError::CannotDo("keep a choice of somebody whom it does not know").into());
        }
        match mirror.store.change_choice(change, Recorder::Administrator, agent)? {
            Changed::NeedsApproval(..) => Err(ServerError::NeedsSecondUser.into()),
            done @ Changed::Done(..) => {
                self.write_choice(&fetched, &mut mirror)?;
                Ok(done)
            }
            unchanged @ Changed::Unchanged(_) => {
                self.relay(&mut mirror)?;
                Ok(unchanged)
            }
        }
    }

    fn administering(&mut self, patient: &PatientRef, request: &str) -> Result<(Fetched, Mirror), StoreError> {
        let user = self.who()?;
        let why = ViewRequest { user: user.clone(), reason: Reason::default(), request: request.to_owned() };
        self.server.asking = Some(Asking::of(&why));
        let people = self.people_of(patient)?;
        let fetched = self.fetch(people, false)?;
        if fetched.chosen.iter().any(|chosen| chosen.undecidable) {
            self.notices(vec![Notice::Undecidable]);
        }
        let mirror = self.mirror(&user, &fetched, &fetched.care)?;
        Ok((fetched, mirror))
    }
}

fn refuse_correction(change: &ChoiceChange) -> Result<(), ServerError> {
    match change.corrects {
        Some(_) => Err(ServerError::CannotDo("mark a statement as entered in error (`--correct`)")),
        None => Ok(()),
    }
}
