//! Reads: each decided and written to the audit by the gate before it is made.

use jiff::Timestamp;
use serde_json::Value;

use super::answer;
use super::desk::{Call, Desk};
use super::problem::Problem;
use super::question::{Question, RecordQuestion, What, of_id};
use super::rendered::{self, Rendered};
use super::search_set::SearchSet;
use super::{audit_search, patient};
use crate::interchange::fhir::r4::Export;
use crate::store::view::export;
use crate::store::{PatientQuery, PatientRef, RecordQuery, Refusal, Store, ViewRequest};
use crate::transport::http::Response;

/// The most people whom one search pages through.
const MOST_PEOPLE: usize = 1000;

/// The resources of one page, and what is beyond it.
struct Page {
    set: SearchSet,
    /// Where the next page begins, where there is one.
    next: Option<Question>,
}

impl Desk {
    /// Answers a question with a page of what was found; `own` is the question as it was asked.
    pub(super) fn page(
        &mut self,
        call: &Call<'_>,
        request: &ViewRequest,
        question: &Question,
        own: String,
    ) -> Result<Response, Problem> {
        let page = match &question.what {
            What::People(query) => self.people(request, query, question)?,
            What::Record(asked) => self.record(request, asked, question)?,
            What::Audit(query, whose) => {
                let mut query = query.as_ref().clone();
                query.limit = question.count;
                let (found, next) = audit_search::read(&mut self.store, request, (query.clone(), whose.as_ref()))?;
                let next = next.map(|after| {
                    query.after = Some(after);
                    Question { what: What::Audit(Box::new(query), whose.clone()), ..question.clone() }
                });
                Page { set: SearchSet { found, ..SearchSet::default() }, next }
            }
        };
        let next = match page.next {
            Some(next) => Some(format!("?_page={}", self.pages.keep(&self.context, request, next)?)),
            None => None,
        };
        Ok(answer::json(200, &SearchSet { own, next, ..page.set }.bundle(&call.base)))
    }

    fn people(&mut self, request: &ViewRequest, query: &PatientQuery, question: &Question) -> Result<Page, Problem> {
        let until = question.offset + question.count;
        let hits = self.store.find(request, &PatientQuery { limit: until, ..query.clone() })?;
        let full = hits.len() >= until;
        let total = (!full).then_some(hits.len());
        let found = hits.iter().skip(question.offset).map(patient::resource).collect();
        let next = (full && until < MOST_PEOPLE).then(|| Question { offset: until, ..question.clone() });
        Ok(Page { set: SearchSet { total, found, ..SearchSet::default() }, next })
    }

    fn record(&mut self, request: &ViewRequest, asked: &RecordQuestion, question: &Question) -> Result<Page, Problem> {
        let rendered = match self.open(request, &asked.whose) {
            Ok(rendered) => rendered,
            // A search finds nothing where a read finds nobody.
            Err(Refusal::NotFound) if asked.kind.is_some() => {
                let set = SearchSet { total: Some(0), ..SearchSet::default() };
                return Ok(Page { set, next: None });
            }
            Err(refusal) => return Err(refusal.into()),
        };
        let (resources, notes) = wanted(rendered, asked);
        let (total, end) = (resources.len(), question.offset + question.count);
        let next = (end < total).then(|| Question { offset: end, ..question.clone() });
        let page = resources.into_iter().skip(question.offset).take(question.count);
        let mut set = SearchSet { total: Some(total), ..SearchSet::default() };
        for (resource, provenance) in page {
            set.found.push(resource);
            set.included.extend(provenance);
        }
        if question.offset == 0 {
            set.notes = notes;
        }
        Ok(Page { set, next })
    }

    /// Opens a record, reads all of it that may be seen, and makes resources of it.
    fn open(&mut self, request: &ViewRequest, whose: &PatientRef) -> Result<Rendered, Refusal> {
        let all = RecordQuery::default();
        let viewing = self.store.open(request, whose)?;
        let view = self.store.record(&viewing, &all)?;
        let person = self.store.person(&viewing, &all)?;
        let lead = person.person.patient.to_string();
        let export: Export = export(view, person, self.namespace.clone(), self.context.now());
        Ok(rendered::render(&export, &lead))
    }

    /// One identity of a person.
    pub(super) fn one_patient(&mut self, request: &ViewRequest, id: &str) -> Result<Response, Problem> {
        let viewing = self.store.open(request, &of_id(id))?;
        let person = self.store.person(&viewing, &RecordQuery::default())?;
        let patients = rendered::patients(person, self.namespace.clone(), self.context.now());
        patients.into_iter().find(|it| it["id"] == id).map(|it| answer::one(&it)).ok_or_else(Problem::not_found)
    }

    /// One resource of a record by its id, or the provenance of one.
    pub(super) fn one_resource(&mut self, request: &ViewRequest, kind: &str, id: &str) -> Result<Response, Problem> {
        let whose = id.split_once('.').map_or(id, |(patient, _)| patient);
        let rendered = self.open(request, &of_id(whose))?;
        let mut all = rendered.entries.into_iter().flat_map(|(clinical, provenance)| [clinical, provenance]);
        let found = all.find(|it| it["resourceType"] == kind && it["id"] == id);
        found.map(|it| answer::one(&it)).ok_or_else(Problem::not_found)
    }

    /// The provenance of a resource, by its address.
    pub(super) fn provenance_of(&mut self, request: &ViewRequest, target: &str) -> Result<SearchSet, Problem> {
        let below = target.rsplit_once("/fhir/").map_or(target, |(_, below)| below);
        let whose = below.split_once('/').and_then(|(_, id)| id.split('.').next()).unwrap_or_default();
        let found = match self.open(request, &of_id(whose)) {
            Ok(rendered) => {
                let fits = |clinical: &Value| {
                    let (kind, id) = (clinical["resourceType"].as_str(), clinical["id"].as_str());
                    kind.zip(id).is_some_and(|(kind, id)| below == format!("{kind}/{id}"))
                };
                let found = rendered.entries.into_iter().filter(|(clinical, _)| fits(clinical));
                found.map(|(_, provenance)| provenance).collect()
            }
            Err(Refusal::NotFound) => Vec::new(),
            Err(refusal) => return Err(refusal.into()),
        };
        Ok(SearchSet { total: Some(found.len()), found, ..SearchSet::default() })
    }
}

/// The resources that are asked for, each with what comes along, and what must be known of the whole.
fn wanted(rendered: Rendered, asked: &RecordQuestion) -> (Vec<(Value, Option<Value>)>, Vec<Value>) {
    let Rendered { patients, organizations, entries, notes } = rendered;
    let learnt = |resource: &Value| match (asked.since, resource["meta"]["lastUpdated"].as_str()) {
        (Some(since), Some(at)) => at.parse::<Timestamp>().is_ok_and(|at| at >= since),
        _ => true,
    };
    let entries = entries.into_iter().filter(|(clinical, _)| learnt(clinical));
    let resources = match asked.kind {
        None => {
            let people = patients.into_iter().chain(organizations);
            let clinical = entries.flat_map(|(clinical, provenance)| [clinical, provenance]);
            people.chain(clinical).map(|it| (it, None)).collect()
        }
        Some(kind) => entries
            .filter(|(clinical, _)| clinical["resourceType"] == kind)
            .map(|(clinical, provenance)| (clinical, Some(provenance).filter(|_| asked.provenance)))
            .collect(),
    };
    (resources, notes)
}
