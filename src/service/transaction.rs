//! Transactions: a bundle of writes that are all done or none (FHIR R4 section 3.1.0.11).

use serde_json::{Value, json};

use super::answer;
use super::desk::Call;
use super::problem::Problem;
use super::route::is_id;
use super::writing::{Done, Write, Writer, note};
use crate::store::sqlite::SqliteStore;
use crate::transport::http::Response;

/// The most writes in one transaction.
const MOST: usize = 100;

/// Does every write of a bundle, or none.
pub(super) fn write(
    store: &mut SqliteStore,
    writer: &Writer<'_>,
    bundle: &Value,
    call: &Call<'_>,
) -> Result<Response, Problem> {
    let asked = read(bundle)?;
    let done = store.all_or_nothing(|store| {
        let mut all = Vec::with_capacity(asked.len());
        for (place, write) in asked.iter().enumerate() {
            let done = match write.kind.as_str() {
                "Provenance" => provenance(&write.resource),
                _ => writer.write(store, write),
            };
            all.push(done.map_err(|problem| problem.within(&format!("entry {}", place + 1)))?);
        }
        Ok::<_, Problem>(all)
    });
    let done = match done {
        Ok(done) => done,
        Err(problem) => {
            // What the refusal itself wrote went with the rest: the attempt is told of apart.
            store.record_refused_write(writer.user, writer.request.ok(), &call.id, problem.words())?;
            return Err(problem);
        }
    };
    let entries: Vec<Value> = done.iter().map(|done| entry(done, call)).collect();
    let response = json!({ "resourceType": "Bundle", "type": "transaction-response", "entry": entries });
    Ok(answer::json(200, &response))
}

/// The writes of a bundle. What would be done in another way than it asks is refused.
fn read(bundle: &Value) -> Result<Vec<Write>, Problem> {
    if bundle["type"] != "transaction" {
        return Err(Problem::not_supported("a bundle that is written here is a transaction"));
    }
    let entries = bundle["entry"].as_array().filter(|entries| (1..=MOST).contains(&entries.len()));
    let entries = entries.ok_or_else(|| Problem::invalid(format!("a transaction has 1 to {MOST} entries")))?;
    let read =
        |(place, entry): (usize, &Value)| one(entry).map_err(|problem| problem.within(&format!("entry {}", place + 1)));
    entries.iter().enumerate().map(read).collect()
}

fn one(entry: &Value) -> Result<Write, Problem> {
    let request = &entry["request"];
    let known = ["method", "url", "ifMatch", "ifNoneExist"];
    let odd = request.as_object().and_then(|parts| parts.keys().find(|name| !known.contains(&name.as_str())));
    if odd.is_some() {
        return Err(Problem::not_supported("`request` has `method`, `url`, `ifMatch` and `ifNoneExist` alone"));
    }
    let puts = match request["method"].as_str() {
        Some("PUT") => true,
        Some("POST") => false,
        _ => return Err(Problem::not_supported("`request.method` is PUT or POST")),
    };
    let url = request["url"].as_str().unwrap_or_default();
    let (kind, id) = match url.split_once('/') {
        Some((kind, id)) if puts && is_id(id) => (kind, Some(id.to_owned())),
        None if !puts => (url, None),
        _ => return Err(Problem::not_supported("`request.url` is `Type/id` of a PUT and `Type` of a POST")),
    };
    if !matches!((kind, puts), ("Consent" | "AuditEvent", _) | ("Provenance", false)) {
        return Err(Problem::not_supported("only Consent, AuditEvent and Provenance are written here"));
    }
    let resource = entry["resource"].clone();
    if resource["resourceType"] != kind {
        return Err(Problem::invalid("the resource is of another type than its address"));
    }
    let text = |name: &str| request[name].as_str().map(ToOwned::to_owned);
    let (if_match, if_none_exist) = (text("ifMatch"), text("ifNoneExist"));
    Ok(Write { puts, kind: kind.to_owned(), id, resource, if_match, if_none_exist })
}

/// A provenance that comes with a write: the store writes down by itself who wrote what, when and on
/// what ground, so nothing of it is kept, and that is said.
fn provenance(resource: &Value) -> Result<Done, Problem> {
    if resource["target"].as_array().is_none_or(Vec::is_empty) {
        return Err(Problem::new(422, "required", "Provenance.target: what it is about is expected"));
    }
    Ok(Done {
        status: 200,
        location: None,
        note: "not kept: the store writes its own provenance of each change, which `Provenance?target=` gives",
    })
}

fn entry(done: &Done, call: &Call<'_>) -> Value {
    let status = match done.status {
        201 => "201 Created",
        202 => "202 Accepted",
        _ => "200 OK",
    };
    let mut response = json!({ "status": status, "outcome": note(done.note) });
    if let Some(below) = &done.location {
        response["location"] = format!("{}/{below}", call.base).into();
    }
    json!({ "response": response })
}
