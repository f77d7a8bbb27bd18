//! Who answers what: one request after the other.

use jiff::Timestamp;

use super::failures::Failures;
use super::pages::Pages;
use super::parameters::Parameters;
use super::problem::Problem;
use super::question::{self, CLINICAL, Question};
use super::{answer, caller, capability, organization, route, whoami};
use crate::access::User;
use crate::store::sqlite::SqliteStore;
use crate::store::{Context, StoreError, ViewRequest};
use crate::transport::http::{Request, Response};

/// Answers requests over one store.
pub(super) struct Desk {
    pub(super) store: SqliteStore,
    pub(super) context: Context,
    /// A name for the store.
    pub(super) namespace: String,
    pub(super) pages: Pages,
    failures: Failures,
    /// `http` or `https`.
    scheme: &'static str,
    started: Timestamp,
}

/// A request that is being answered.
pub(super) struct Call<'a> {
    pub(super) request: &'a Request,
    /// The id of the request.
    pub(super) id: String,
    /// Where the surface begins, as the client sees it.
    pub(super) base: String,
}

impl AsMut<SqliteStore> for Desk {
    fn as_mut(&mut self) -> &mut SqliteStore {
        &mut self.store
    }
}

impl Desk {
    pub(super) fn new(store: SqliteStore, context: Context, scheme: &'static str) -> Result<Self, StoreError> {
        let (started, namespace) = (context.now(), store.info()?.created);
        Ok(Self { store, context, namespace, pages: Pages::default(), failures: Failures::default(), scheme, started })
    }

    /// Answers one request.
    pub(super) fn answer(&mut self, request: &Request) -> Response {
        let given = caller::request_id(request, &self.context);
        let id = given.clone().unwrap_or_default();
        let told = self.store.last_event();
        let answered = given.and_then(|id| self.routed(request, id));
        let mut response = match answered {
            Ok(response) => response,
            Err(problem) => self.failed((request, &id), told, problem).response(),
        };
        if !id.is_empty() {
            response.headers.push(("x-request-id", id));
        }
        response
    }

    /// Sees to it that a call that failed is in the audit: the gate has written of it where it was asked.
    fn failed(
        &mut self,
        (request, id): (&Request, &str),
        before: Result<i64, StoreError>,
        problem: Problem,
    ) -> Problem {
        let told = before.is_ok_and(|before| self.store.last_event().is_ok_and(|last| last > before));
        if told {
            return problem;
        }
        let (user, now) = (caller::caller(request, &self.store).ok(), self.context.now());
        match self.failures.record(&mut self.store, (request, id), user, &problem, now) {
            Ok(()) => problem,
            // What cannot be audited is not answered, not even with its own failure.
            Err(error) => error.into(),
        }
    }

    fn routed(&mut self, request: &Request, id: String) -> Result<Response, Problem> {
        let parts = route::parts(&request.path)?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let call = Call { request, id, base: route::base(request, self.scheme)? };
        let mut parameters = Parameters::read(request.query.as_deref())?;
        answer::acceptable(request, parameters.take("_format")?.as_deref())?;
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["metadata"]) => {
                parameters.finish()?;
                Ok(answer::json(200, &capability::statement(self.started, &call.base)))
            }
            ("GET", ["$whoami"]) => {
                let user = self.user(&call)?;
                parameters.finish()?;
                Ok(answer::json(200, &whoami::bundle(&user, &call.base)))
            }
            ("GET", _) => self.read(&call, &parts, parameters),
            ("POST" | "PUT", _) => self.write(&call, &parts, parameters),
            _ => Err(route::not_allowed(&parts)),
        }
    }

    pub(super) fn user(&self, call: &Call<'_>) -> Result<User, Problem> {
        caller::caller(call.request, &self.store)
    }

    pub(super) fn view(&self, call: &Call<'_>) -> Result<ViewRequest, Problem> {
        caller::view_request(call.request, self.user(call)?, &call.id)
    }

    fn read(&mut self, call: &Call<'_>, parts: &[&str], mut parameters: Parameters) -> Result<Response, Problem> {
        if !route::is_read(parts) {
            // Who may not ask at all is not told what is here.
            self.user(call)?;
            return Err(route::not_allowed(parts));
        }
        let request = self.view(call)?;
        let question: Question = match parts {
            [] => {
                let name = parameters.take("_page")?;
                let name = name.ok_or_else(|| Problem::not_supported("a search across all types is not supported"))?;
                parameters.finish()?;
                let question = self.pages.find(&name, &request, self.context.now())?;
                return self.page(call, &request, &question, format!("?_page={name}"));
            }
            ["Organization", code] => {
                parameters.finish()?;
                return organization::read(code);
            }
            ["Consent"] => return self.consents(call, &request, parameters),
            ["Consent", id] => {
                parameters.finish()?;
                return self.one_consent(&request, id);
            }
            ["Provenance"] => return self.provenances(call, &request, parameters),
            ["Patient", id] => {
                parameters.finish()?;
                return self.one_patient(&request, id);
            }
            [kind, id] => {
                parameters.finish()?;
                return self.one_resource(&request, kind, id);
            }
            ["Patient", id, "$everything"] => question::everything(id, &mut parameters)?,
            ["Patient"] => question::people(&mut parameters)?,
            ["AuditEvent"] => question::audit(&mut parameters)?,
            [kind] => {
                let kind = CLINICAL.into_iter().find(|known| known == kind).ok_or_else(route::nowhere)?;
                question::of_kind(kind, &mut parameters)?
            }
            _ => return Err(route::nowhere()),
        };
        parameters.finish()?;
        self.page(call, &request, &question, call.own())
    }

    fn provenances(
        &mut self,
        call: &Call<'_>,
        request: &ViewRequest,
        mut parameters: Parameters,
    ) -> Result<Response, Problem> {
        let target = parameters.take("target")?;
        let target = target.ok_or_else(|| Problem::new(400, "required", "the search needs `target`"))?;
        parameters.finish()?;
        let below = target.rsplit_once("/fhir/").map_or(target.as_str(), |(_, below)| below);
        let mut set = match below.strip_prefix("Consent/") {
            Some(id) => self.provenance_of_consent(request, id)?,
            None => self.provenance_of(request, below)?,
        };
        set.own = call.own();
        Ok(answer::json(200, &set.bundle(&call.base)))
    }
}

impl Call<'_> {
    /// The request below the base, as it was sent.
    pub(super) fn own(&self) -> String {
        let below = self.request.path.strip_prefix(route::BASE).unwrap_or_default();
        match &self.request.query {
            Some(query) => format!("{below}?{query}"),
            None => below.to_owned(),
        }
    }
}
