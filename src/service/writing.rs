//! Writes: one, or several that are all done or none.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::consents::{agent, choices, kind};
use super::desk::{Call, Desk};
use super::parameters::Parameters;
use super::problem::Problem;
use super::question::of_id;
use super::{answer, caller, json as reader, route, transaction};
use crate::access::{Activity, User};
use crate::audit::{AuditEventError, read_audit_events};
use crate::consent::Statement;
use crate::interchange::fhir::consent;
use crate::record::NhsNumber;
use crate::store::fhir::consent::{Outcome, decide_all};
use crate::store::sqlite::{Before, Changed, ChoiceChange, Recorder, SqliteStore};
use crate::store::view::Stated;
use crate::store::{PatientId, PatientRef, Store, ViewRequest};
use crate::transport::http::{Request, Response};

/// One write.
pub(super) struct Write {
    /// `PUT`, or else `POST`.
    pub(super) puts: bool,
    /// The type.
    pub(super) kind: String,
    /// The id that a `PUT` names.
    pub(super) id: Option<String>,
    pub(super) resource: Value,
    /// The version that is to be replaced.
    pub(super) if_match: Option<String>,
    /// By what it is known whether it was written before.
    pub(super) if_none_exist: Option<String>,
}

/// What became of one write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    pub(super) status: u16,
    /// Below the base.
    pub(super) location: Option<String>,
    /// What must be said of it.
    pub(super) note: &'static str,
}

/// What every write of a request has in common.
pub(super) struct Writer<'a> {
    pub(super) namespace: &'a str,
    pub(super) now: Timestamp,
    pub(super) user: &'a User,
    /// Whoever writes a choice says for what purpose.
    pub(super) request: Result<&'a ViewRequest, &'a Problem>,
}

impl Desk {
    /// A write of one resource, or a transaction of several.
    pub(super) fn write(
        &mut self,
        call: &Call<'_>,
        parts: &[&str],
        parameters: Parameters,
    ) -> Result<Response, Problem> {
        let user = self.user(call)?;
        let puts = call.request.method == "PUT";
        let (kind, id) = match (puts, parts) {
            (false, []) => ("Bundle", None),
            (false, [kind @ ("Consent" | "AuditEvent")]) => (*kind, None),
            (true, [kind @ ("Consent" | "AuditEvent"), id]) if route::is_id(id) => (*kind, Some((*id).to_owned())),
            _ => return Err(route::not_allowed(parts)),
        };
        parameters.finish()?;
        is_json(call.request)?;
        let resource = reader::resource(&call.request.body)?;
        if resource["resourceType"] != kind {
            return Err(Problem::new(400, "structure", format!("a {kind} is expected at that address")));
        }
        let request = caller::view_request(call.request, user.clone(), &call.id);
        let (namespace, now) = (self.namespace.clone(), self.context.now());
        let writer = Writer { namespace: &namespace, now, user: &user, request: request.as_ref() };
        if kind == "Bundle" {
            return transaction::write(&mut self.store, &writer, &resource, call);
        }
        let if_match = caller::header(call.request, "if-match")?.map(ToOwned::to_owned);
        let if_none_exist = caller::header(call.request, "if-none-exist")?.map(ToOwned::to_owned);
        let write = Write { puts, kind: kind.to_owned(), id, resource, if_match, if_none_exist };
        let done = writer.write(&mut self.store, &write)?;
        let mut response = answer::json(done.status, &note(done.note));
        response.headers.extend(done.location.map(|below| ("location", format!("{}/{below}", call.base))));
        Ok(response)
    }
}

/// What must be said of a write, as a resource.
pub(super) fn note(words: &str) -> Value {
    json!({
        "resourceType": "OperationOutcome",
        "issue": [{ "severity": "information", "code": "informational", "details": { "text": words } }],
    })
}

fn is_json(request: &Request) -> Result<(), Problem> {
    let kind = caller::header(request, "content-type")?.unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(kind.as_str(), answer::MEDIA_TYPE | "application/json") {
        Ok(())
    } else {
        Err(Problem::new(415, "not-supported", format!("a body is {} here", answer::MEDIA_TYPE)))
    }
}

impl Writer<'_> {
    /// Does one write, unless the very same was done before under the name that it has.
    pub(super) fn write(&self, store: &mut SqliteStore, write: &Write) -> Result<Done, Problem> {
        if write.id.as_ref().is_some_and(|id| write.resource["id"] != **id) {
            return Err(Problem::invalid("the id of the resource is not that of its address"));
        }
        let name = match (write.kind.as_str(), &write.id, &write.if_none_exist) {
            (_, _, Some(criteria)) if !write.puts => Some(format!("{}?{}", write.kind, one_identifier(criteria)?)),
            (_, _, Some(_)) => return Err(Problem::not_supported("`If-None-Exist` goes with a POST")),
            ("AuditEvent", Some(id), None) => Some(format!("AuditEvent/{id}")),
            _ => None,
        };
        let content = write.resource.to_string();
        if let Some(name) = &name {
            match store.written_before(&self.user.name, name, content.as_bytes())? {
                Before::Nothing => {}
                Before::Same(location) => {
                    let location = Some(location).filter(|it| !it.is_empty());
                    return Ok(Done {
                        status: 200,
                        location,
                        note: "it was written before; nothing was written again",
                    });
                }
                Before::Other => {
                    let status = if write.if_none_exist.is_some() { 412 } else { 409 };
                    return Err(Problem::new(status, "conflict", "something else was written under that name before"));
                }
            }
        }
        let done = match write.kind.as_str() {
            "AuditEvent" => self.audit_event(store, write)?,
            "Consent" => self.consent(store, write)?,
            _ => return Err(Problem::not_supported("that type is not written here")),
        };
        if let Some(name) = &name {
            let location = done.location.as_deref().unwrap_or_default();
            store.keep_written(&self.user.name, name, content.as_bytes(), location)?;
        }
        Ok(done)
    }

    /// Takes in an event that the client recorded. The store's own events stand beside it.
    fn audit_event(&self, store: &mut SqliteStore, write: &Write) -> Result<Done, Problem> {
        if write.if_match.is_some() {
            return Err(Problem::not_supported("an event is never replaced: `If-Match` has no place here"));
        }
        let system = format!("client of {}", self.user.name);
        let file = crate::store::sqlite::content_hash(write.resource.to_string().as_bytes());
        let events = read_audit_events(std::slice::from_ref(&write.resource), (&system, &file), self.now);
        let unread = |errors: Vec<AuditEventError>| {
            let words: Vec<String> = errors.iter().map(|error| format!("{}: {}", error.path, error.what)).collect();
            Problem::new(422, "value", words.join("; "))
        };
        let mut location = None;
        for event in events.map_err(unread)? {
            let sequence = store.take_event(&event)?;
            location = Some(format!("AuditEvent/{}", write.id.clone().unwrap_or_else(|| format!("event-{sequence}"))));
        }
        Ok(Done { status: 201, location, note: "the event is kept, as recorded by its client" })
    }

    /// Takes down what a person chose.
    fn consent(&self, store: &mut SqliteStore, write: &Write) -> Result<Done, Problem> {
        let request = self.request.map_err(Clone::clone)?;
        let (number, statement) = stated(store, write, self.now)?;
        let named = write.resource["patient"]["reference"].as_str().and_then(|it| it.strip_prefix("Patient/"));
        let addressed = write.id.as_deref().map(|id| id.split_once('.').unwrap_or((id, "")));
        for id in [named, addressed.map(|(id, _)| id)].into_iter().flatten() {
            let PatientRef::Patient(id) = of_id(id) else { return Err(Problem::not_found()) };
            if !store.bears(id, number)? {
                // As somebody unknown, and in the audit as such.
                store.choices(request, &PatientRef::Patient(PatientId(-1)))?;
                return Err(Problem::not_found());
            }
        }
        if let Some((_, addressed)) = addressed {
            if addressed != kind(&statement.choice) {
                return Err(Problem::new(
                    422,
                    "business-rule",
                    "the choice is of another kind than that of its address",
                ));
            }
            self.is_current(store, request, write)?;
        } else if write.if_match.is_some() {
            return Err(Problem::not_supported("`If-Match` goes with a PUT"));
        }
        let reason = request.reason.text.clone().or(statement.reason.clone());
        let done = if self.user.may(Activity::ConsentAdministration) {
            let change = ChoiceChange::stating(number, Statement { reason, ..statement.clone() }, "over FHIR");
            match store.change_choice(&change, Recorder::Administrator, &agent(self.user))? {
                Changed::Done(..) | Changed::Unchanged(_) => true,
                Changed::NeedsApproval(..) => false,
            }
        } else {
            let said = store.state_choice_of(request, &PatientRef::NhsNumber(number), &statement.choice)?;
            matches!(said, Stated::Holds)
        };
        let location = match (&write.id, named) {
            (Some(id), _) => Some(format!("Consent/{id}")),
            (None, Some(id)) => Some(format!("Consent/{id}.{}", kind(&statement.choice))),
            (None, None) => None,
        };
        Ok(match (done, write.puts) {
            (true, true) => Done { status: 200, location, note: "the choice holds from now on" },
            (true, false) => Done { status: 201, location, note: "the choice holds from now on" },
            (false, _) => {
                Done { status: 202, location, note: "it lets somebody see more: a second user must approve it" }
            }
        })
    }

    /// Refuses a choice that would replace another than the client saw.
    fn is_current(&self, store: &mut SqliteStore, request: &ViewRequest, write: &Write) -> Result<(), Problem> {
        let Some(seen) = &write.if_match else {
            return Err(Problem::new(
                428,
                "required",
                "a choice is replaced only with `If-Match`: the version that was seen",
            ));
        };
        let id = write.id.as_deref().unwrap_or_default();
        let (whose, _) = id.split_once('.').unwrap_or((id, ""));
        let (found, _) = choices(store, self.namespace, request, &of_id(whose))?;
        let current = found.iter().find(|choice| choice.consent["id"] == id);
        let version = current.and_then(|choice| choice.consent["meta"]["versionId"].as_str());
        if version.is_some_and(|version| answer::tag(version) == *seen) {
            Ok(())
        } else {
            Err(Problem::new(412, "conflict", "what stands is no longer what was seen: read it again"))
        }
    }
}

/// The criteria of a conditional create: one identifier of the client's own.
fn one_identifier(criteria: &str) -> Result<&str, Problem> {
    let fits = criteria.starts_with("identifier=") && !criteria.contains('&') && criteria.len() <= 256;
    if fits { Ok(criteria) } else { Err(Problem::not_supported("`If-None-Exist` is `identifier=SYSTEM|VALUE` here")) }
}

/// The choice that a consent comes to, and whose it is.
fn stated(store: &SqliteStore, write: &Write, now: Timestamp) -> Result<(NhsNumber, Statement), Problem> {
    let unread = |words: String| Problem::new(422, "value", words);
    let text = write.resource.to_string();
    let (found, _) = consent::read(text.as_bytes()).map_err(|rejection| unread(rejection.to_string()))?;
    let mut decided = decide_all(found, store.is_demo(), now);
    match (decided.pop().map(|it| it.outcome), decided.len()) {
        (Some(Outcome::Choice(number, statement, _)), 0) => Ok((number, *statement)),
        (Some(Outcome::NotInForce(status)), 0) => {
            let code = status.code();
            Err(unread(format!("a Consent that is {code} says nothing that holds: state what holds instead")))
        }
        (Some(Outcome::Refused(problems)), 0) => {
            Err(unread(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
        }
        _ => Err(unread("one Consent is expected".to_owned())),
    }
}
