//! A script as it is played.

use std::collections::BTreeMap;
use std::time::Duration;

use super::{Place, Template};
use crate::conformance::check::{Check, Subject};
use crate::conformance::mutate::Layer;

/// One script: who talks, and what is tried.
#[derive(Debug, Clone)]
pub struct Script {
    /// The file.
    pub name: String,
    /// What it is about, in a line.
    pub title: String,
    /// What its values are called.
    pub variables: Vec<Variable>,
    /// Who talks.
    pub actors: Vec<Actor>,
    /// What is tried, one after the other.
    pub scenarios: Vec<Scenario>,
}

/// A value that is given from outside.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Where it is declared.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Its value where none is given.
    pub default: Option<String>,
    /// Whether it is never shown.
    pub is_secret: bool,
}

/// Somebody who talks: a part that dcr plays.
#[derive(Debug, Clone)]
pub struct Actor {
    /// Where it is declared.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// What it plays.
    pub kind: ActorKind,
}

/// A part that dcr plays.
#[derive(Debug, Clone)]
pub enum ActorKind {
    /// Sends HL7 v2 messages to a receiver.
    MllpClient {
        /// The receiver's `host:port`.
        address: Template,
        /// Over TLS, with these files.
        tls: Option<TlsFiles>,
    },
    /// Receives HL7 v2 messages.
    MllpServer {
        /// Where it listens, `host:port`.
        address: Template,
        /// Over TLS, with these files.
        tls: Option<TlsFiles>,
    },
    /// Asks an HTTP server: FHIR REST, SOAP, or plain.
    HttpClient {
        /// The address before every path.
        base: Template,
        /// Headers of every request.
        headers: Vec<(String, Template)>,
    },
}

/// Certificates and keys (PEM), as their files hold them.
#[derive(Clone, Default)]
pub struct TlsFiles {
    /// The authorities whose certificates are believed.
    pub authorities: Option<Vec<u8>>,
    /// One's own certificate.
    pub certificate: Option<Vec<u8>>,
    /// Its key.
    pub key: Option<Vec<u8>>,
}

impl std::fmt::Debug for TlsFiles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TlsFiles")
    }
}

/// One thing that is tried.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Where it stands.
    pub place: Place,
    /// Its name among all.
    pub id: String,
    /// What is tried, in a line.
    pub title: String,
    /// Words to choose it by.
    pub tags: Vec<String>,
    /// It is played once for each; once where there are none.
    pub rows: Vec<Row>,
    /// What comes first. Where a step fails, the steps proper are left out.
    pub set_up: Vec<Step>,
    /// The steps proper.
    pub steps: Vec<Step>,
    /// What is always done at the end.
    pub clean_up: Vec<Step>,
}

/// The values of one turn of a scenario.
pub type Row = BTreeMap<String, String>;

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands.
    pub place: Place,
    /// What it is called in reports.
    pub name: String,
    /// What is done.
    pub action: Action,
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Action {
    /// An actor sends something.
    Send(Box<Send>),
    /// Something must come to an actor, or must not.
    Expect(Box<Expect>),
    /// An actor sends spoilt forms of a good message.
    Mutate(Box<Mutate>),
    /// A person does something and says what came of it.
    Manual(Box<Manual>),
    /// Nothing happens for a while.
    Pause(Duration),
    /// An actor ends its connection; `half` only its own side.
    Close {
        /// Who.
        actor: String,
        /// Whether it goes on receiving.
        half: bool,
    },
    /// The steps are tried until all their checks pass.
    Until {
        /// The time between two tries.
        every: Duration,
        /// How long it is tried.
        within: Duration,
        /// What is tried.
        steps: Vec<Step>,
    },
}

/// Something that is sent.
#[derive(Debug, Clone)]
pub struct Send {
    /// Who sends.
    pub actor: String,
    /// What.
    pub content: Content,
    /// How it is put on the wire.
    pub wire: Wire,
    /// The name by which later steps speak of it.
    pub named: Option<String>,
}

/// What is sent.
#[derive(Debug, Clone)]
pub enum Content {
    /// An HL7 v2 message; each line is a segment.
    Message(Template),
    /// Bytes without a frame, with the escapes `\xHH`, `\r`, `\n` and `\\`.
    Bytes(Template),
    /// An HTTP request.
    Request(HttpRequest),
}

/// An HTTP request.
#[derive(Debug, Clone)]
pub struct HttpRequest {
    /// The method.
    pub method: String,
    /// The path and query, after the actor's base.
    pub path: Template,
    /// Its headers.
    pub headers: Vec<(String, Template)>,
    /// Its body.
    pub body: Option<Template>,
}

/// How a message is put on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// Bytes of one write; all at once where absent.
    pub split: Option<usize>,
    /// The time between two writes.
    pub pause: Duration,
    /// Whether the start byte is sent.
    pub has_start: bool,
    /// How the frame ends.
    pub ending: Ending,
    /// Bytes before the frame.
    pub before: Vec<u8>,
    /// How often the same is sent.
    pub times: u32,
    /// Whether it waits for the next message of the actor, to go out in one write with it.
    pub hold: bool,
}

impl Default for Wire {
    fn default() -> Self {
        Self {
            split: None,
            pause: Duration::ZERO,
            has_start: true,
            ending: Ending::Whole,
            before: Vec::new(),
            times: 1,
            hold: false,
        }
    }
}

/// How a frame ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// End byte and carriage return.
    Whole,
    /// Both, after the pause.
    Late,
    /// The carriage return alone comes after the pause.
    LateReturn,
    /// No carriage return.
    NoReturn,
    /// Nothing.
    None,
}

/// Something that must come, or must not.
#[derive(Debug, Clone)]
pub struct Expect {
    /// To whom.
    pub actor: String,
    /// The message that it must answer, by its name.
    pub answers: Option<String>,
    /// How long is waited.
    pub within: Duration,
    /// Whether nothing must come.
    pub nothing: bool,
    /// Whether the connection must end, and nothing come before.
    pub closed: bool,
    /// Whether the connection must stay open; what comes meanwhile is left for later steps.
    pub open: bool,
    /// How grave it is where nothing comes.
    pub arrival: Check,
    /// What is asked of it.
    pub checks: Vec<Check>,
    /// What is kept of it.
    pub captures: Vec<Capture>,
    /// How it is answered.
    pub reply: Option<Reply>,
    /// The name by which later steps speak of it.
    pub named: Option<String>,
}

/// A value that is kept.
#[derive(Debug, Clone)]
pub struct Capture {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Where it is taken from.
    pub subject: Subject,
}

/// How a message is answered.
#[derive(Debug, Clone)]
pub enum Reply {
    /// By an acknowledgement with this code.
    Acknowledge(String),
    /// By this message.
    Message(Template),
}

/// Negative tests that are made from one good message.
#[derive(Debug, Clone)]
pub struct Mutate {
    /// Who sends.
    pub actor: String,
    /// The good message.
    pub message: Template,
    /// Where it is spoilt; everywhere where there is none.
    pub layers: Vec<Layer>,
    /// How long an answer is waited for.
    pub within: Duration,
    /// How grave it is where one is not found.
    pub check: Check,
}

/// What a person does.
#[derive(Debug, Clone)]
pub struct Manual {
    /// What to do.
    pub instruction: Template,
    /// What is asked then; answered by yes or no, with the name of a witness.
    pub question: Template,
    /// The check that the answer is.
    pub check: Check,
}
