//! What a person chose, as `Consent` (IHE PCF): what stands of each kind has an address of its own, and
//! what stands now is its version.

use serde_json::{Value, json};

use super::answer;
use super::desk::{Call, Desk};
use super::parameters::Parameters;
use super::problem::Problem;
use super::question::{of_id, whose};
use super::search_set::SearchSet;
use crate::access::{Activity, User};
use crate::audit::Agent;
use crate::consent::{ChoiceStatement, Statement};
use crate::interchange::fhir::consent::{ConsentStatus, Written};
use crate::record::NhsNumber;
use crate::store::fhir::consent::consent_of;
use crate::store::sqlite::SqliteStore;
use crate::store::{PatientRef, Refusal, Store, StoreError, ViewRequest};
use crate::transport::http::Response;

/// Where a choice comes from of which only what stands is known.
const SOURCE: &str = "the shared care record";

/// A choice that stands, with its making.
pub(super) struct Choice {
    pub(super) consent: Value,
    provenance: Value,
}

/// A user as the audit names them.
pub(super) fn agent(user: &User) -> Agent {
    let profile = user.roles.first();
    Agent {
        user: user.name.clone(),
        full_name: user.full_name.clone(),
        role: profile.map(|profile| profile.role.0.clone()),
        organisation: profile.map(|profile| profile.organisation.clone()),
    }
}

/// Whether a user keeps people's choices, and so may see how each came to be.
fn keeps(user: &User) -> bool {
    user.may(Activity::ConsentAdministration) || user.may(Activity::Governance)
}

/// The name of a kind of choice in its address.
pub(super) const fn kind(statement: &ChoiceStatement) -> &'static str {
    if statement.is_overlay() { "overlay" } else { "standing" }
}

/// The version of what stands: by when it was said and what.
fn version(statement: &ChoiceStatement) -> String {
    format!("{}.{}", statement.stated().as_microsecond(), statement.word())
}

/// What a person chose, where the user may know it; the second value says whether something is held
/// back. The audit event is written first.
pub(super) fn choices(
    store: &mut SqliteStore,
    namespace: &str,
    request: &ViewRequest,
    whose: &PatientRef,
) -> Result<(Vec<Choice>, bool), Refusal> {
    if keeps(&request.user) {
        let kept = match store.export_choices(Some(whose), false, &agent(&request.user)) {
            Ok(kept) => kept,
            Err(StoreError::Missing(_)) => return Ok((Vec::new(), false)),
            Err(error) => return Err(error.into()),
        };
        let lead = store.lead(whose)?;
        let made = kept.iter().filter_map(|choice| {
            let consent = consent_of(&choice.kept.statement, ConsentStatus::Active, &choice.kept.source)?;
            let written = Written {
                key: (namespace, choice.kept.id),
                nhs_number: choice.nhs_number,
                consent: &consent,
                recorded: choice.kept.recorded,
                before: choice.before,
            };
            Some(made(&written, &choice.kept.statement.choice, lead.as_deref()))
        });
        return Ok((made.collect(), false));
    }
    let Some(stands) = store.choices(request, whose)?.stands else { return Ok((Vec::new(), true)) };
    let Some((lead, number)) = store.lead(whose)?.zip(number(store, whose)?) else { return Ok((Vec::new(), false)) };
    let standing = stands.standing.map(ChoiceStatement::Standing);
    let overlay = stands.overlay.map(ChoiceStatement::Overlay);
    let made = [standing, overlay].into_iter().flatten().filter_map(|choice| {
        let consent = consent_of(&Statement::from(choice.clone()), ConsentStatus::Active, SOURCE)?;
        let (key, recorded) = ((namespace, 0), choice.stated());
        let written = Written { key, nhs_number: number, consent: &consent, recorded, before: None };
        Some(made(&written, &choice, Some(&lead)))
    });
    Ok((made.collect(), false))
}

fn number(store: &SqliteStore, whose: &PatientRef) -> Result<Option<NhsNumber>, StoreError> {
    match whose {
        PatientRef::NhsNumber(number) => Ok(Some(*number)),
        other => store.number_of(other),
    }
}

/// The resources of a choice, by the addresses that they have here.
fn made(written: &Written<'_>, choice: &ChoiceStatement, lead: Option<&str>) -> Choice {
    let (_, mut consent) = written.consent();
    let (_, mut provenance) = written.provenance();
    if let Some(lead) = lead {
        consent["id"] = format!("{lead}.{}", kind(choice)).into();
        consent["patient"]["reference"] = format!("Patient/{lead}").into();
        provenance["id"] = format!("{lead}.{}.made", kind(choice)).into();
    }
    consent["meta"]["versionId"] = version(choice).into();
    consent["meta"]["lastUpdated"] = written.recorded.to_string().into();
    let address = format!("Consent/{}", consent["id"].as_str().unwrap_or_default());
    provenance["target"] = json!([{ "reference": address }]);
    if written.before.is_some() {
        // The one before has no address: only what stands has.
        provenance["entity"] = json!([{ "role": "revision", "what": { "display": "the choice before it" } }]);
    }
    Choice { consent, provenance }
}

/// Says that something is held back, without saying what.
fn held_back() -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{
            "severity": "information", "code": "suppressed",
            "details": { "text": "what the person chose is not shown to you" },
        }],
    })
}

impl Desk {
    /// A search for what a person chose.
    pub(super) fn consents(
        &mut self,
        call: &Call<'_>,
        request: &ViewRequest,
        mut parameters: Parameters,
    ) -> Result<Response, Problem> {
        let whose = whose(&mut parameters)?;
        let active = match parameters.take("status")?.as_deref() {
            None | Some("active") => true,
            Some("draft" | "proposed" | "rejected" | "inactive" | "entered-in-error") => false,
            Some(_) => return Err(Problem::invalid("`status` is a code of R4's ConsentState")),
        };
        parameters.finish()?;
        let found = choices(&mut self.store, &self.namespace, request, &whose);
        let (found, suppressed) = match found {
            Ok(found) => found,
            Err(Refusal::NotFound) => (Vec::new(), false),
            Err(refusal) => return Err(refusal.into()),
        };
        let found: Vec<Value> = found.into_iter().filter(|_| active).map(|choice| choice.consent).collect();
        let notes = if suppressed { vec![held_back()] } else { Vec::new() };
        let set = SearchSet { own: call.own(), total: Some(found.len()), found, notes, ..SearchSet::default() };
        Ok(answer::json(200, &set.bundle(&call.base)))
    }

    fn choice_of_id(&mut self, request: &ViewRequest, id: &str) -> Result<Option<Choice>, Refusal> {
        let (whose, _) = id.split_once('.').unwrap_or((id, ""));
        let (found, _) = choices(&mut self.store, &self.namespace, request, &of_id(whose))?;
        Ok(found.into_iter().find(|choice| choice.consent["id"] == id))
    }

    /// What stands of one kind.
    pub(super) fn one_consent(&mut self, request: &ViewRequest, id: &str) -> Result<Response, Problem> {
        let found = self.choice_of_id(request, id)?;
        found.map(|choice| answer::one(&choice.consent)).ok_or_else(Problem::not_found)
    }

    /// How what stands of one kind came to be.
    pub(super) fn provenance_of_consent(&mut self, request: &ViewRequest, id: &str) -> Result<SearchSet, Problem> {
        let found = match self.choice_of_id(request, id) {
            Ok(found) => found,
            Err(Refusal::NotFound) => None,
            Err(refusal) => return Err(refusal.into()),
        };
        let found: Vec<Value> = found.into_iter().map(|choice| choice.provenance).collect();
        Ok(SearchSet { total: Some(found.len()), found, ..SearchSet::default() })
    }
}
