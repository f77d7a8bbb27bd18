//! The gate's events, brought to the server.

use serde_json::{Value, json};

use super::mirror::Mirror;
use super::outbox::Outbox;
use super::server::Server;
use super::{Notice, ServerError};
use crate::audit::{Subject, audit_events};
use crate::store::{PatientId, StoreError};

/// Where the audit event of a view must be before it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RemoteAudit {
    /// On the server.
    #[default]
    Required,
    /// On the server, or on this machine's disk where the server cannot take it now.
    Spool,
    /// In the server's own audit, where the server takes no `AuditEvent` (405).
    Server,
}

impl std::str::FromStr for RemoteAudit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "required" => Ok(Self::Required),
            "spool" => Ok(Self::Spool),
            "server" => Ok(Self::Server),
            _ => Err("the audit of a remote store is `required`, `spool` or `server`"),
        }
    }
}

impl std::fmt::Display for RemoteAudit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Required => "required",
            Self::Spool => "spool",
            Self::Server => "server",
        })
    }
}

/// The gate's new events as resources for the server.
pub(super) fn resources(mirror: &mut Mirror) -> Result<Vec<Value>, StoreError> {
    let log = mirror.store.log_name()?;
    let mut resources = Vec::new();
    for (sequence, event) in mirror.new_events()? {
        let mut subjects = Vec::new();
        let mut references = Vec::new();
        for patient in &event.patients {
            let id = PatientId(*patient);
            let nhs_number = mirror.store.first_number_of(id)?;
            let Some(reference) = mirror.remote.get(&id) else { continue };
            subjects.push(Subject { patient: reference.clone(), nhs_number });
            references.push(format!("Patient/{reference}"));
        }
        if event.patients.is_empty() {
            for (reference, nhs_number) in &mirror.about {
                subjects.push(Subject { patient: reference.clone(), nhs_number: nhs_number.clone() });
                references.push(format!("Patient/{reference}"));
            }
        }
        let mut written = audit_events(&log, sequence, &event, &subjects);
        for (resource, reference) in written.iter_mut().zip(&references) {
            refer(resource, reference);
        }
        resources.extend(written);
    }
    Ok(resources)
}

/// Names the patient by reference too: servers search by that.
fn refer(resource: &mut Value, reference: &str) {
    let entities = resource["entity"].as_array_mut().into_iter().flatten();
    for entity in entities.filter(|entity| entity["what"]["type"] == "Patient") {
        entity["what"]["reference"] = json!(reference);
    }
}

/// Brings events to the server, and returns only when it, or the outbox where that suffices, has them.
pub(super) fn send(
    server: &mut Server,
    (policy, outbox): (RemoteAudit, Option<&mut Outbox>),
    resources: &[Value],
) -> Result<Option<Notice>, ServerError> {
    let mut outbox = outbox;
    // What waits goes first: the order on the server is that in which things happened.
    let waits = match outbox.as_deref_mut() {
        Some(outbox) => drain(server, outbox).err(),
        None => None,
    };
    let failed = match waits {
        Some(error) => Some((error, resources)),
        None => first_failure(server, resources),
    };
    let Some((error, left)) = failed else { return Ok(None) };
    let not_taken = matches!(error, ServerError::Failed { status: 405, .. });
    match (policy, outbox) {
        (RemoteAudit::Server, _) if not_taken => Ok(Some(Notice::ServerAudits)),
        (RemoteAudit::Spool, Some(outbox)) if error.is_unreachable() => {
            outbox.keep(left).map(|()| Some(Notice::Spooled)).map_err(|why| {
                ServerError::AuditNotWritten(Box::new(ServerError::malformed("an audit event for the outbox", why)))
            })
        }
        _ if not_taken => Err(ServerError::AuditNotTaken),
        _ => Err(ServerError::AuditNotWritten(Box::new(error))),
    }
}

/// Puts one after the other; the first failure, and what is left to be put.
fn first_failure<'a>(server: &Server, resources: &'a [Value]) -> Option<(ServerError, &'a [Value])> {
    for (place, resource) in resources.iter().enumerate() {
        if let Err(error) = put(server, resource) {
            return Some((error, &resources[place..]));
        }
    }
    None
}

/// Puts one: the same put twice is one. Where an answer got lost, it is looked for.
fn put(server: &Server, resource: &Value) -> Result<(), ServerError> {
    match server.put("AuditEvent", resource, None) {
        Ok(_) => Ok(()),
        // A server may refuse to change an event that it holds: then it holds it.
        Err(ServerError::Stale { .. }) => {
            let id = resource["id"].as_str().unwrap_or_default();
            let held = server.read("AuditEvent", id)?;
            let what = "an audit event that is to be kept";
            held.map(|_| ()).ok_or_else(|| ServerError::malformed(what, "another stands in its place"))
        }
        Err(error) => Err(error),
    }
}

/// Sends what waits in an outbox.
pub(super) fn drain(server: &Server, outbox: &mut Outbox) -> Result<usize, ServerError> {
    outbox.drain(|resource| put(server, resource))
}
