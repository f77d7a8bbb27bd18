//! A small FHIR server on this machine, well behaved until told otherwise.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

/// What the server was asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Below the base, with its query.
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Request {
    /// The path without its query.
    pub(crate) fn place(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// The values of the query, unescaped.
    pub(crate) fn query(&self) -> Vec<(String, String)> {
        let query = self.path.split_once('?').map_or("", |(_, query)| query);
        let pairs = query.split('&').filter(|part| !part.is_empty());
        pairs
            .map(|part| {
                let (name, value) = part.split_once('=').unwrap_or((part, ""));
                (name.to_owned(), unescaped(value))
            })
            .collect()
    }
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// An answer.
pub(crate) enum Reply {
    /// A resource with a status and further headers.
    Json(u16, Value, Vec<(&'static str, String)>),
    /// These very bytes, then the end.
    Raw(Vec<u8>),
    /// Nothing, until the client goes away.
    Hang,
}

impl Reply {
    #[expect(clippy::unnecessary_wraps, reason = "it is what a whim answers with")]
    pub(crate) fn status(status: u16) -> Option<Self> {
        let outcome =
            json!({"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "processing"}]});
        Some(Self::Json(status, outcome, Vec::new()))
    }
}

/// What the server does differently; nothing where it answers as usual.
pub(crate) type Whim = Box<dyn Fn(&Request, &mut World) -> Option<Reply> + Send>;

/// What the server holds and was asked.
pub(crate) struct World {
    pub(crate) resources: BTreeMap<(String, String), Value>,
    pub(crate) asked: Vec<Request>,
    pub(crate) whim: Whim,
    pub(crate) base: String,
    pub(crate) page: usize,
}

/// The server.
pub(crate) struct Fake {
    pub(crate) world: Arc<Mutex<World>>,
    pub(crate) address: SocketAddr,
}

impl Fake {
    pub(crate) fn new(resources: Vec<Value>) -> Self {
        Self::with(resources, Box::new(|_, _| None))
    }

    pub(crate) fn with(resources: Vec<Value>, whim: Whim) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let key = |it: &Value| (it["resourceType"].as_str().unwrap().to_owned(), it["id"].as_str().unwrap().to_owned());
        let resources = resources.into_iter().map(|it| (key(&it), versioned(it, 1))).collect();
        let base = format!("http://{address}/fhir");
        let world = Arc::new(Mutex::new(World { resources, asked: Vec::new(), whim, base, page: 100 }));
        let held = Arc::clone(&world);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let world = Arc::clone(&held);
                std::thread::spawn(move || serve(stream.try_clone().unwrap(), stream, &world));
            }
        });
        Self { world, address }
    }

    pub(crate) fn base(&self) -> String {
        format!("http://{}/fhir", self.address)
    }

    pub(crate) fn behave(&self, whim: impl Fn(&Request, &mut World) -> Option<Reply> + Send + 'static) {
        self.world.lock().unwrap().whim = Box::new(whim);
    }

    /// What was asked, as `METHOD path`.
    pub(crate) fn asked(&self) -> Vec<String> {
        let world = self.world.lock().unwrap();
        world.asked.iter().map(|request| format!("{} {}", request.method, request.place())).collect()
    }

    pub(crate) fn all(&self, kind: &str) -> Vec<Value> {
        let world = self.world.lock().unwrap();
        world.resources.iter().filter(|((of, _), _)| of == kind).map(|(_, it)| it.clone()).collect()
    }

    pub(crate) fn put(&self, resource: Value) {
        keep(&mut self.world.lock().unwrap(), resource);
    }
}

/// Reads one request and answers it.
pub(crate) fn serve(reading: impl Read, mut writing: impl Write, world: &Mutex<World>) {
    let Some(request) = read(reading) else { return };
    let reply = {
        let mut world = world.lock().unwrap();
        world.asked.push(request.clone());
        let whim = std::mem::replace(&mut world.whim, Box::new(|_, _| None));
        let reply = whim(&request, &mut world);
        world.whim = whim;
        reply.unwrap_or_else(|| usual(&request, &mut world))
    };
    match reply {
        Reply::Json(status, value, headers) => {
            let body = value.to_string();
            let mut head =
                format!("HTTP/1.1 {status} X\r\ncontent-type: application/fhir+json\r\nconnection: close\r\n");
            for (name, value) in headers {
                head.extend([name, ": ", value.as_str(), "\r\n"]);
            }
            let _sent = write!(writing, "{head}content-length: {}\r\n\r\n{body}", body.len());
        }
        Reply::Raw(bytes) => {
            let _sent = writing.write_all(&bytes);
        }
        Reply::Hang => std::thread::park(),
    }
    let _flushed = writing.flush();
}

fn read(reading: impl Read) -> Option<Request> {
    let mut reader = BufReader::new(reading);
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let mut parts = line.split_whitespace();
    let (method, path) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|value| value.parse().ok()).unwrap_or(0);
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let path = path.strip_prefix("/fhir").unwrap_or(&path).trim_start_matches('/').to_owned();
    Some(Request { method, path, headers, body: serde_json::from_str(&text).unwrap_or(Value::Null), text })
}

fn versioned(mut resource: Value, version: u64) -> Value {
    resource["meta"]["versionId"] = json!(version.to_string());
    resource
}

fn keep(world: &mut World, resource: Value) -> bool {
    let key = (resource["resourceType"].as_str().unwrap().to_owned(), resource["id"].as_str().unwrap().to_owned());
    let before = world.resources.get(&key).and_then(version);
    world.resources.insert(key, versioned(resource, before.unwrap_or(0) + 1));
    before.is_none()
}

fn version(resource: &Value) -> Option<u64> {
    resource["meta"]["versionId"].as_str()?.parse().ok()
}

/// The answer of a server that does what it should.
pub(crate) fn usual(request: &Request, world: &mut World) -> Reply {
    let parts: Vec<&str> = request.place().split('/').filter(|part| !part.is_empty()).collect();
    match (request.method.as_str(), &parts[..]) {
        ("GET", ["metadata"]) => Reply::Json(200, capabilities(), Vec::new()),
        ("GET", [kind]) => search(request, kind, world),
        ("GET", [kind, id]) => match world.resources.get(&((*kind).to_owned(), (*id).to_owned())) {
            Some(found) => Reply::Json(200, found.clone(), Vec::new()),
            None => Reply::status(404).unwrap(),
        },
        ("PUT", [_, _]) => {
            let status = if keep(world, request.body.clone()) { 201 } else { 200 };
            Reply::Json(status, request.body.clone(), Vec::new())
        }
        ("POST", []) => transaction(request, world),
        _ => Reply::status(405).unwrap(),
    }
}

fn transaction(request: &Request, world: &mut World) -> Reply {
    let entries = request.body["entry"].as_array().unwrap();
    let stale = entries.iter().any(|entry| {
        let Some(tag) = entry["request"]["ifMatch"].as_str() else { return false };
        let place = entry["request"]["url"].as_str().unwrap().split_once('/').unwrap();
        let held = world.resources.get(&(place.0.to_owned(), place.1.to_owned())).and_then(version).unwrap_or(0);
        tag != format!("W/\"{held}\"")
    });
    if stale {
        return Reply::status(412).unwrap();
    }
    for entry in entries {
        keep(world, entry["resource"].clone());
    }
    Reply::Json(200, json!({"resourceType": "Bundle", "type": "transaction-response"}), Vec::new())
}

/// The parameters that the server knows, by type.
const SEARCHES: [(&str, &[&str]); 12] = [
    ("Patient", &["identifier", "family", "given", "birthdate", "address-postalcode"]),
    ("Practitioner", &["identifier"]),
    ("PractitionerRole", &["practitioner"]),
    ("Consent", &["patient"]),
    ("Encounter", &["patient"]),
    ("ServiceRequest", &["patient"]),
    ("Condition", &["patient"]),
    ("AllergyIntolerance", &["patient"]),
    ("Observation", &["patient"]),
    ("AuditEvent", &["patient", "date"]),
    ("Provenance", &["target"]),
    ("DocumentReference", &["patient"]),
];

pub(crate) fn capabilities() -> Value {
    let of = |(kind, names): &(&str, &[&str])| {
        let parameters: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
        let interactions: Vec<Value> =
            ["read", "search-type", "update", "create"].iter().map(|code| json!({"code": code})).collect();
        json!({"type": kind, "updateCreate": true, "interaction": interactions, "searchParam": parameters})
    };
    json!({
        "resourceType": "CapabilityStatement", "fhirVersion": "4.0.1",
        "rest": [{"mode": "server", "interaction": [{"code": "transaction"}], "resource": SEARCHES.iter().map(of).collect::<Vec<_>>()}],
    })
}

fn search(request: &Request, kind: &str, world: &World) -> Reply {
    let known = SEARCHES.iter().find(|(known, _)| *known == kind).map_or(&[][..], |(_, names)| names);
    let query = request.query();
    let used: Vec<&(String, String)> = query.iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    let fits =
        |resource: &&Value| used.iter().all(|(name, value)| value.split(',').any(|value| has(resource, name, value)));
    let of_kind = world.resources.iter().filter(|((of, _), _)| of == kind).map(|(_, it)| it);
    let found: Vec<&Value> = of_kind.filter(fits).collect();
    let from = query.iter().find(|(name, _)| name == "from").and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let entries: Vec<Value> = found.iter().skip(from).take(world.page).map(|it| json!({"resource": it})).collect();
    let asked = used.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let mut links = vec![json!({"relation": "self", "url": format!("{}/{kind}?{asked}", world.base)})];
    if from + world.page < found.len() {
        let query = request.path.split_once('?').map_or("", |(_, query)| query);
        let kept: Vec<&str> = query.split('&').filter(|part| !part.starts_with("from=")).collect();
        let next = format!("{}/{kind}?{}&from={}", world.base, kept.join("&"), from + world.page);
        links.push(json!({"relation": "next", "url": next}));
    }
    Reply::Json(
        200,
        json!({"resourceType": "Bundle", "type": "searchset", "link": links, "entry": entries}),
        Vec::new(),
    )
}

fn has(resource: &Value, name: &str, value: &str) -> bool {
    let list = |member: &str| resource[member].as_array().cloned().unwrap_or_default();
    match name {
        "patient" if resource["resourceType"] == "AuditEvent" => {
            list("entity").iter().any(|entity| entity["what"]["reference"] == value)
        }
        "patient" => ["subject", "patient"].iter().any(|member| resource[*member]["reference"] == value),
        "practitioner" => resource["practitioner"]["reference"] == value,
        "identifier" => list("identifier").iter().any(|it| {
            let token =
                format!("{}|{}", it["system"].as_str().unwrap_or_default(), it["value"].as_str().unwrap_or_default());
            token == value || it["value"] == value
        }),
        "family" => list("name").iter().any(|it| {
            it["family"].as_str().is_some_and(|family| family.to_lowercase().starts_with(&value.to_lowercase()))
        }),
        "birthdate" => resource["birthDate"].as_str().is_some_and(|date| date.starts_with(value)),
        _ => true,
    }
}
