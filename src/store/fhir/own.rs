//! Looking for people on a server of this project: its own gate decides who is found, and what is told of
//! them in a search.

use serde_json::Value;

use super::asking::Asking;
use super::fhir_store::{FhirStore, Opened};
use super::mirror::Mirror;
use super::people::{self, NHS_NUMBER, id_of, numbers};
use super::{ServerError, chosen};
use crate::interchange::fhir::r4::extension_url;
use crate::record::{Gender, NhsNumber, PartialDateTime};
use crate::store::view::PatientHit;
use crate::store::{PatientId, PatientQuery, PatientRef, Refusal, Store, StoreError, ViewRequest, Viewing};

/// The most people returned where the caller names no limit.
const DEFAULT_LIMIT: usize = 50;

impl FhirStore {
    /// Searches; the event of it, which names the hits, is on the server before they are handed out.
    pub(super) fn search_own(
        &mut self,
        request: &ViewRequest,
        query: &PatientQuery,
    ) -> Result<Vec<PatientHit>, Refusal> {
        let limit = if query.limit == 0 { DEFAULT_LIMIT } else { query.limit };
        let found = match &query.number {
            Some(PatientRef::NhsNumber(number)) => {
                people::by_number(&mut self.server, Some(NHS_NUMBER), &number.plain())?
            }
            Some(PatientRef::Local { value, .. }) => people::by_number(&mut self.server, None, value)?,
            Some(PatientRef::Patient(id)) => self.server.read("Patient", &id.to_string())?.into_iter().collect(),
            None => people::by_query(&mut self.server, query, limit)?,
        };
        let mut mirror = Mirror::new(&self.context, &request.user, 0)?;
        let hits: Vec<PatientHit> =
            found.iter().take(limit).map(hit).collect::<Result<_, _>>().map_err(StoreError::from)?;
        mirror.about = found
            .iter()
            .take(limit)
            .map(|patient| (id_of(patient).to_owned(), numbers(patient).next().map(NhsNumber::plain)))
            .collect();
        let searched = mirror.store.search_elsewhere(request, query, hits.len());
        self.relay(&mut mirror)?;
        searched?;
        Ok(hits)
    }
}

impl FhirStore {
    /// Opens a record. The server decides, and writes its event, before it answers; the same decision is
    /// made here again over what it answered, and its event is there before anything is handed out.
    pub(super) fn open_own(&mut self, request: &ViewRequest, reference: &PatientRef) -> Result<Viewing, Refusal> {
        self.server.asking = Some(Asking::of(request));
        let leads = self.people_of(reference)?;
        let ids: Vec<String> = leads.iter().map(|patient| id_of(patient).to_owned()).collect();
        let (mut everything, notices) = people::rest(&mut self.server, &ids)?;
        let people: Vec<Value> = everything.extract_if(.., |it| it["resourceType"] == "Patient").collect();
        let fetched = self.fetch(people, false)?;
        everything.extend(people::organisations(&self.server, &everything)?);
        let mut mirror = self.mirror(&request.user, &fetched, &everything)?;
        let named = self.within(&mirror, reference);
        let opened = mirror.store.open(request, &named);
        self.relay(&mut mirror)?;
        let viewing = opened?;
        self.notices(notices);
        let patients = fetched.people.iter().map(|patient| id_of(patient).to_owned()).collect();
        let versions = chosen::versions(&fetched.consents);
        self.open = Some(Opened { mirror, patients, versions });
        Ok(viewing)
    }
}

/// A hit as such a server tells it.
fn hit(patient: &Value) -> Result<PatientHit, ServerError> {
    let unfit = || ServerError::malformed("a search for Patient", "a hit has no number of the store");
    let number = id_of(patient).strip_prefix('P').and_then(|digits| digits.parse().ok()).ok_or_else(unfit)?;
    let told = |name: &str| {
        let url = extension_url(name);
        let extensions = patient["extension"].as_array().into_iter().flatten();
        extensions.filter(move |extension| extension["url"] == url.as_str())
    };
    let is = |name: &str| told(name).any(|extension| extension["valueBoolean"] == true);
    let status = &patient["identifier"][0]["extension"][0]["valueCodeableConcept"]["coding"][0]["code"];
    let name = &patient["name"][0];
    let parts = || {
        let given = name["given"].as_array().into_iter().flatten().filter_map(Value::as_str).collect::<Vec<_>>();
        format!("{}, {}", name["family"].as_str().unwrap_or_default().to_uppercase(), given.join(" "))
    };
    Ok(PatientHit {
        patient: PatientId(number),
        nhs_number: numbers(patient).next(),
        verified: status == "number-present-and-verified",
        name: name["text"].as_str().map_or_else(parts, ToOwned::to_owned),
        birth_date: patient["birthDate"].as_str().and_then(|date| date.parse::<PartialDateTime>().ok()),
        gender: match patient["gender"].as_str() {
            Some("male") => Some(Gender::Male),
            Some("female") => Some(Gender::Female),
            Some("other") => Some(Gender::Other),
            Some("unknown") => Some(Gender::Unknown),
            _ => None,
        },
        postcode: patient["address"][0]["postalCode"].as_str().map(ToOwned::to_owned),
        organisations: told("held-by").filter_map(|it| it["valueString"].as_str()).map(ToOwned::to_owned).collect(),
        inpatient: is("inpatient"),
        in_conflict: is("in-conflict"),
    })
}
