//! One server: what it can do, and the exchanges with it.

use std::collections::HashSet;

use serde_json::Value;

use super::address::{Base, NextPage, escaped, is_id};
use super::asking::Asking;
use super::capabilities::Capabilities;
use super::sought::Sought;
use super::{Notice, ServerError};
use crate::transport::client::{Authorisation, HttpClient, HttpRequest, HttpResponse, Verb};

/// FHIR in JSON.
pub(super) const FHIR_JSON: &str = "application/fhir+json";
/// The types that hold FHIR in JSON.
const JSON: [&str; 2] = [FHIR_JSON, "application/json"];
/// The most pages of one search.
const MOST_PAGES: usize = 500;
/// The most resources of one search.
const MOST_RESOURCES: usize = 50_000;

/// One server.
pub(super) struct Server {
    pub(super) base: Base,
    client: HttpClient,
    authorisation: Authorisation,
    capabilities: Option<Capabilities>,
    /// Why the next exchanges take place, told to the server with each.
    pub(super) asking: Option<Asking>,
    notices: Vec<Notice>,
}

impl Server {
    pub(super) const fn new(base: Base, client: HttpClient, authorisation: Authorisation) -> Self {
        Self { base, client, authorisation, capabilities: None, asking: None, notices: Vec::new() }
    }

    /// What the server can do, asked once.
    pub(super) fn capabilities(&mut self) -> Result<&Capabilities, ServerError> {
        if self.capabilities.is_none() {
            let answer = self.send(HttpRequest::get(self.base.at("metadata")), "tell what it can do")?;
            let statement = json_of(&answer, "`metadata`")?;
            self.capabilities = Some(Capabilities::read(&statement)?);
        }
        self.capabilities.as_ref().ok_or_else(|| ServerError::NotOffered("its metadata".to_owned()))
    }

    /// Whether it is a server of this project, which decides and writes its audit for each read itself.
    pub(super) fn is_own(&mut self) -> Result<bool, ServerError> {
        Ok(self.capabilities()?.has_operation("whoami"))
    }

    /// What was odd so far; told once.
    pub(super) fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// One exchange. A status that is no success is an error, `what` being what was asked.
    fn send(&self, request: HttpRequest, what: &str) -> Result<HttpResponse, ServerError> {
        let answer = self.exchange(request)?;
        if answer.is_success() { Ok(answer) } else { Err(self.refused(&answer, what)) }
    }

    /// One exchange; a token that is refused is fetched anew once.
    fn exchange(&self, mut request: HttpRequest) -> Result<HttpResponse, ServerError> {
        request.headers.push(("accept", FHIR_JSON.to_owned()));
        request.headers.push(("cache-control", "no-cache".to_owned()));
        if let Some(asking) = &self.asking {
            request.headers.extend(asking.headers());
        }
        request.authorisation = self.authorisation.header(&self.client)?;
        let answer = self.client.send(&request)?;
        if answer.status == 401 && self.authorisation.renew() {
            request.authorisation = self.authorisation.header(&self.client)?;
            return Ok(self.client.send(&request)?);
        }
        Ok(answer)
    }

    /// A resource; none where there is none, or no longer.
    pub(super) fn read(&self, kind: &str, id: &str) -> Result<Option<Value>, ServerError> {
        if !is_id(id) {
            return Err(ServerError::malformed(format!("a reference to {kind}"), "the id has another form"));
        }
        let answer = self.exchange(HttpRequest::get(self.base.at(&format!("{kind}/{id}"))))?;
        if matches!(answer.status, 404 | 410) {
            return Ok(None);
        }
        let what = format!("read a {kind}");
        if !answer.is_success() {
            return Err(self.refused(&answer, &what));
        }
        let resource = json_of(&answer, &what)?;
        if resource["resourceType"] != kind || resource["id"] != id {
            return Err(ServerError::malformed(what, "it is another resource than was asked for"));
        }
        Ok(Some(resource))
    }

    /// Every resource that a search finds, page by page. Each is checked against what was asked, and
    /// the parameters against what the server lists.
    pub(super) fn search(&mut self, sought: &Sought) -> Result<Vec<Value>, ServerError> {
        let names: Vec<&str> = sought.parameters.iter().map(|(name, _)| *name).collect();
        let listed: Vec<&str> = names.iter().copied().filter(|name| *name != "_count").collect();
        self.capabilities()?.require_search(sought.kind, &listed)?;
        // A server of this project has pages of its own size where it does not say otherwise.
        let own = self.is_own()?;
        let asked = sought.parameters.iter().filter(|(name, _)| !own || *name != "_count");
        let query = asked.map(|(name, value)| format!("{name}={}", escaped(value)));
        let address = format!("{}?{}", sought.kind, query.collect::<Vec<_>>().join("&"));
        self.pages(sought, self.base.at(&address))
    }

    /// All pages from an address on.
    pub(super) fn pages(&mut self, sought: &Sought, first: String) -> Result<Vec<Value>, ServerError> {
        let (mut found, mut seen) = (Vec::new(), HashSet::new());
        let what = format!("search for {}", sought.kind);
        let pages = |why: &str| ServerError::Pages { kind: sought.kind.to_owned(), why: why.to_owned() };
        let mut next = Some(first);
        while let Some(address) = next.take() {
            if !seen.insert(address.clone()) {
                return Err(pages("they lead in a circle"));
            }
            if seen.len() > MOST_PAGES {
                return Err(pages("there are more than 500 of them"));
            }
            let answer = self.send(HttpRequest::get(address), &what)?;
            let bundle = json_of(&answer, &what)?;
            if bundle["resourceType"] != "Bundle" {
                return Err(ServerError::malformed(what, "a Bundle is expected"));
            }
            if seen.len() == 1 {
                sought.check_self_link(link(&bundle, "self"))?;
            }
            for entry in bundle["entry"].as_array().map_or(&[][..], Vec::as_slice) {
                if sought.wants(entry, &self.base)? {
                    found.push(entry["resource"].clone());
                }
            }
            if found.len() > MOST_RESOURCES {
                return Err(pages("they hold more than 50,000 resources"));
            }
            if sought.enough.is_some_and(|enough| found.len() >= enough) {
                return Ok(found);
            }
            next = match link(&bundle, "next").map(|link| self.base.next_page(link)) {
                None => None,
                Some(NextPage::Here(address)) => Some(address),
                Some(NextPage::Rebased(address, origin)) => {
                    self.notice(Notice::Rebased(origin));
                    Some(address)
                }
                Some(NextPage::Elsewhere(origin)) => {
                    return Err(pages(&format!("the next is outside this server, at {origin}")));
                }
            };
        }
        Ok(found)
    }

    /// Puts a resource in its place: the same put twice is one.
    pub(super) fn put(
        &self,
        kind: &str,
        resource: &Value,
        if_match: Option<&str>,
    ) -> Result<HttpResponse, ServerError> {
        let id = resource["id"].as_str().filter(|id| is_id(id));
        let id = id.ok_or_else(|| ServerError::malformed(format!("a {kind} to be kept"), "it has no id"))?;
        let headers = if_match.map(|tag| ("if-match", tag.to_owned())).into_iter().collect();
        let request = HttpRequest {
            verb: Verb::Put,
            body: Some((FHIR_JSON, resource.to_string().into_bytes())),
            headers,
            ..HttpRequest::get(self.base.at(&format!("{kind}/{id}")))
        };
        self.send(request, &format!("keep a {kind}"))
    }

    /// Carries out a transaction: all of it or nothing. `what` says what it does.
    pub(super) fn transaction(&self, bundle: &Value, what: &str) -> Result<Value, ServerError> {
        let request = HttpRequest {
            verb: Verb::Post,
            body: Some((FHIR_JSON, bundle.to_string().into_bytes())),
            ..HttpRequest::get(self.base.at("").trim_end_matches('/').to_owned())
        };
        json_of(&self.send(request, what)?, what)
    }

    /// What an operation of the whole server answers, where it is offered.
    pub(super) fn operation(&mut self, name: &str) -> Result<Option<Value>, ServerError> {
        if !self.capabilities()?.has_operation(name) {
            return Ok(None);
        }
        let what = format!("answer ${name}");
        let answer = self.send(HttpRequest::get(self.base.at(&format!("${name}"))), &what)?;
        json_of(&answer, &what).map(Some)
    }
}

/// The address of a link of a bundle.
fn link<'a>(bundle: &'a Value, relation: &str) -> Option<&'a str> {
    bundle["link"].as_array()?.iter().find(|link| link["relation"] == relation)?["url"].as_str()
}

/// The resource of an answer.
fn json_of(answer: &HttpResponse, what: &str) -> Result<Value, ServerError> {
    answer.require_type(&JSON)?;
    serde_json::from_slice(&answer.body).map_err(|error| {
        // The reader quotes what it stumbled over: only the place is said.
        let why = format!("it is no JSON from line {}, column {} on", error.line(), error.column());
        ServerError::malformed(what, why)
    })
}

impl Server {
    /// What an answer that is no success means. Free text of a foreign server may be about a person: only
    /// the codes of its `OperationOutcome` are repeated.
    fn refused(&self, answer: &HttpResponse, what: &str) -> ServerError {
        let outcome: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
        let issues = outcome["issue"].as_array().map_or(&[][..], Vec::as_slice);
        let own = self.capabilities.as_ref().is_some_and(|it| it.has_operation("whoami"));
        let words = |issue: &Value| {
            let text = issue["diagnostics"].as_str().or_else(|| issue["details"]["text"].as_str())?;
            Some(text.chars().filter(|it| !it.is_control()).take(300).collect::<String>())
        };
        let code = |issue: &Value| {
            let code = issue["code"].as_str()?;
            let plain = code.len() <= 40 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            plain.then(|| code.to_owned())
        };
        let said = |issue: &Value| if own { words(issue).or_else(|| code(issue)) } else { code(issue) };
        let said: Vec<String> = issues.iter().take(5).filter_map(said).collect();
        let said = if said.is_empty() { String::new() } else { format!(": {}", said.join(", ")) };
        let (what, status) = (what.to_owned(), answer.status);
        match status {
            401 | 403 => ServerError::Forbidden { what, status, said },
            409 | 412 => ServerError::Stale { what, status },
            _ => ServerError::Failed { what, status, said },
        }
    }
}
