//! Who answers what: one request after the other.

use jiff::Timestamp;
use serde_json::Value;

use super::parameters::Parameters;
use super::problem::Problem;
use super::search_set::SearchSet;
use super::{answer, caller, capability, patient, route, whoami};
use crate::access::User;
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, PatientQuery, Store};
use crate::transport::http::{Request, Response};

/// Answers requests over one store.
pub(super) struct Desk {
    store: SqliteStore,
    context: Context,
    /// `http` or `https`.
    scheme: &'static str,
    started: Timestamp,
}

/// A request that is being answered.
struct Call<'a> {
    request: &'a Request,
    /// The id of the request.
    id: String,
    /// Where the surface begins, as the client sees it.
    base: String,
}

impl Desk {
    pub(super) fn new(store: SqliteStore, context: Context, scheme: &'static str) -> Self {
        let started = context.now();
        Self { store, context, scheme, started }
    }

    /// Answers one request.
    pub(super) fn answer(&mut self, request: &Request) -> Response {
        let id = caller::request_id(request, &self.context);
        let (id, answered) = match id {
            Ok(id) => (Some(id.clone()), self.routed(request, id)),
            Err(problem) => (None, Err(problem)),
        };
        let mut response = answered.unwrap_or_else(Problem::response);
        response.headers.extend(id.map(|id| ("x-request-id", id)));
        response
    }

    fn routed(&mut self, request: &Request, id: String) -> Result<Response, Problem> {
        let parts = route::parts(&request.path)?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let base = base(request, self.scheme)?;
        let call = Call { request, id, base };
        let parameters = Parameters::read(request.query.as_deref())?;
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["metadata"]) => Ok(answer::json(200, &capability::statement(self.started, &call.base))),
            ("GET", ["$whoami"]) => {
                let user = caller::caller(request, &self.store)?;
                parameters.finish()?;
                Ok(answer::json(200, &whoami::bundle(&user, &call.base)))
            }
            ("GET", ["Patient"]) => self.find(&call, parameters),
            (_, ["metadata" | "$whoami" | "Patient"]) => {
                Err(Problem::new(405, "not-supported", "that method is not supported here").with("allow", "GET"))
            }
            _ => Err(Problem::new(404, "not-found", "there is nothing at that address")),
        }
    }

    fn user(&self, call: &Call<'_>) -> Result<User, Problem> {
        caller::caller(call.request, &self.store)
    }

    /// A search for people.
    fn find(&mut self, call: &Call<'_>, mut parameters: Parameters) -> Result<Response, Problem> {
        let user = self.user(call)?;
        let view = caller::view_request(call.request, user, &call.id)?;
        let (query, page) = patient::query(&mut parameters)?;
        parameters.finish()?;
        let query = PatientQuery { limit: page, ..query };
        let hits = self.store.find(&view, &query)?;
        let found: Vec<Value> = hits.iter().map(patient::resource).collect();
        let own = format!("/Patient?{}", call.request.query.as_deref().unwrap_or_default());
        let total = (found.len() < page).then_some(found.len());
        let set = SearchSet { base: call.base.clone(), own, next: None, total, found, notes: Vec::new() };
        Ok(answer::json(200, &set.bundle()))
    }
}

/// Where the surface begins, by the host that the client asked.
fn base(request: &Request, scheme: &str) -> Result<String, Problem> {
    let host = request.header("host").ok().flatten().unwrap_or_default();
    let fits = (1..=255).contains(&host.len())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    if fits {
        Ok(format!("{scheme}://{host}{}", route::BASE))
    } else {
        Err(Problem::invalid("the header `host` must name the server once"))
    }
}
