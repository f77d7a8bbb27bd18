//! What is read: a search or a record, and where in it.

use jiff::Timestamp;

use super::parameters::{Parameters, count};
use super::patient::{self, identifier, store_number};
use super::problem::Problem;
use crate::record::PartialDateTime;
use crate::store::view::AuditQuery;
use crate::store::{PatientId, PatientQuery, PatientRef};

/// The clinical types that are served.
pub(super) const CLINICAL: [&str; 14] = [
    "AllergyIntolerance",
    "CarePlan",
    "Condition",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "Flag",
    "Immunization",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
    "RelatedPerson",
    "ServiceRequest",
];

/// How many resources a page of a record has.
const PAGE: usize = 500;
const MOST: usize = 1000;
/// How many events a page of the audit has.
const EVENTS: usize = 50;

/// What is asked, and where the page begins.
#[derive(Clone)]
pub(super) struct Question {
    pub(super) what: What,
    /// How many to skip.
    pub(super) offset: usize,
    /// How many a page has.
    pub(super) count: usize,
}

#[derive(Clone)]
pub(super) enum What {
    /// People.
    People(PatientQuery),
    /// A record, or one type of it.
    Record(RecordQuestion),
    /// Events of the audit: which, and about whom.
    Audit(Box<AuditQuery>, Option<PatientRef>),
}

/// What is asked of a record.
#[derive(Clone)]
pub(super) struct RecordQuestion {
    pub(super) whose: PatientRef,
    /// One clinical type; all of it where none is named.
    pub(super) kind: Option<&'static str>,
    /// Only what the store learnt at that time or later.
    pub(super) since: Option<Timestamp>,
    /// Whether the provenance of each comes along.
    pub(super) provenance: bool,
}

/// A search for people.
pub(super) fn people(parameters: &mut Parameters) -> Result<Question, Problem> {
    let (query, count) = patient::query(parameters)?;
    Ok(Question { what: What::People(query), offset: 0, count })
}

/// The whole of a record.
pub(super) fn everything(id: &str, parameters: &mut Parameters) -> Result<Question, Problem> {
    let since = parameters.take("_since")?.map(|text| instant(&text)).transpose()?;
    let question = RecordQuestion { whose: of_id(id), kind: None, since, provenance: true };
    page(question, parameters)
}

/// One type of a record.
pub(super) fn of_kind(kind: &'static str, parameters: &mut Parameters) -> Result<Question, Problem> {
    let whose = whose(parameters)?;
    let since = match parameters.take("_lastUpdated")? {
        None => None,
        Some(text) => match text.strip_prefix("ge") {
            Some(text) => Some(instant(text)?),
            None => return Err(Problem::not_supported("`_lastUpdated` takes the prefix `ge` alone")),
        },
    };
    let provenance = match parameters.take("_revinclude")?.as_deref() {
        None => false,
        Some("Provenance:target") => true,
        Some(_) => return Err(Problem::not_supported("`_revinclude` takes `Provenance:target` alone")),
    };
    page(RecordQuestion { whose, kind: Some(kind), since, provenance }, parameters)
}

fn page(question: RecordQuestion, parameters: &mut Parameters) -> Result<Question, Problem> {
    let count = count(parameters.take("_count")?.as_deref(), PAGE, MOST)?;
    Ok(Question { what: What::Record(question), offset: 0, count })
}

/// Events of the audit.
pub(super) fn audit(parameters: &mut Parameters) -> Result<Question, Problem> {
    let (query, whose) = super::audit_search::query(parameters)?;
    let count = count(parameters.take("_count")?.as_deref(), EVENTS, MOST)?;
    Ok(Question { what: What::Audit(Box::new(query), whose), offset: 0, count })
}

/// Whom a search is about. A search about nobody would be one about everybody.
pub(super) fn whose(parameters: &mut Parameters) -> Result<PatientRef, Problem> {
    optional_whose(parameters)?
        .ok_or_else(|| Problem::new(400, "required", "the search needs `patient`: whose record it is about"))
}

/// Whom a search is about, where it says so.
pub(super) fn optional_whose(parameters: &mut Parameters) -> Result<Option<PatientRef>, Problem> {
    let (reference, subject) = (parameters.take("patient")?, parameters.take("subject")?);
    let identified = parameters.take("patient.identifier")?;
    match (reference.or(subject), identified) {
        (Some(_), Some(_)) => Err(Problem::not_supported("`patient` and `patient.identifier` are not both taken")),
        (None, None) => Ok(None),
        (Some(reference), None) => {
            let id = reference.rsplit_once("Patient/").map_or(reference.as_str(), |(_, id)| id);
            Ok(Some(of_id(id)))
        }
        (None, Some(text)) => identifier(&text).map(Some),
    }
}

/// The person of an id; nobody where it is none of this store.
pub(super) fn of_id(id: &str) -> PatientRef {
    store_number(id).unwrap_or(PatientRef::Patient(PatientId(-1)))
}

/// An instant; of a date its beginning.
pub(super) fn instant(text: &str) -> Result<Timestamp, Problem> {
    let read = text.parse().ok().or_else(|| text.parse::<PartialDateTime>().ok().map(|it| it.earliest()));
    read.ok_or_else(|| Problem::invalid("a time is written as 2018-07-01T09:00:00Z, or a date as 2018-07-01"))
}
