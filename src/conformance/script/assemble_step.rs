//! Steps and checks, from checked nodes to the model.

use std::collections::BTreeSet;
use std::time::Duration;

use regex::RegexBuilder;

use super::assemble::Assembler;
use super::duration::duration;
use super::node::{Node, Value};
use super::{
    Action, Capture, Content, Diagnostic, Ending, Expect, HttpRequest, Manual, Mutate, Reply, Send, Step, Template,
    Wire,
};
use crate::conformance::check::{
    Amount, CertificatePart, Check, Grade, Hl7Path, JsonPath, Normal, Standard, Subject, Test, XPath,
};
use crate::conformance::mutate::Layer;
use crate::validation::fhirpath::Expression;

/// How long is waited where a step does not say.
const USUAL_WAIT: Duration = Duration::from_secs(5);
/// The largest regular expression, compiled, in bytes.
const MOST_PATTERN: usize = 1 << 20;

/// What a scenario has named so far.
#[derive(Default)]
pub(super) struct Kept {
    /// Messages and captures.
    pub(super) names: BTreeSet<String>,
    /// Messages that were sent.
    sent: BTreeSet<String>,
    checks: BTreeSet<String>,
    steps: usize,
}

impl Assembler<'_> {
    pub(super) fn step(&mut self, node: &Node, kept: &mut Kept) -> Option<Step> {
        kept.steps += 1;
        let number = kept.steps;
        let of = |key: &str| node.get(key);
        let action = if let Some(send) = of("send") {
            Action::Send(Box::new(self.send(send, kept)?))
        } else if let Some(expect) = of("expect") {
            Action::Expect(Box::new(self.expect(expect, kept)?))
        } else if let Some(mutate) = of("mutate") {
            Action::Mutate(Box::new(self.mutate(mutate, kept)?))
        } else if let Some(manual) = of("manual") {
            Action::Manual(Box::new(self.manual(manual, kept)?))
        } else if let Some(pause) = of("pause") {
            Action::Pause(pause.text().and_then(duration)?)
        } else if let Some(close) = of("close") {
            Action::Close { actor: self.actor_of(close)?, half: close.is_set("half") }
        } else {
            let until = of("until")?;
            let steps = until.get("steps")?.items();
            Action::Until {
                every: time(until, "every", Duration::from_millis(500)),
                within: time(until, "within", Duration::from_secs(30)),
                steps: steps.iter().filter_map(|step| self.step(step, kept)).collect(),
            }
        };
        let word = match &action {
            Action::Send(send) => format!("{} sends", send.actor),
            Action::Expect(expect) if expect.nothing => format!("nothing comes to {}", expect.actor),
            Action::Expect(expect) => format!("something comes to {}", expect.actor),
            Action::Mutate(mutate) => format!("{} sends what is spoilt", mutate.actor),
            Action::Manual(_) => "a person does something".to_owned(),
            Action::Pause(pause) => format!("nothing happens for {pause:?}"),
            Action::Close { actor, .. } => format!("{actor} ends the connection"),
            Action::Until { .. } => "until it holds".to_owned(),
        };
        let name = node.text_of("name").map_or_else(|| format!("{number}: {word}"), str::to_owned);
        let place = node.entries().first().map_or_else(|| node.place.clone(), |(key, _)| key.place.clone());
        Some(Step { place, name, action })
    }

    /// The actor that a step names.
    fn actor_of(&mut self, node: &Node) -> Option<String> {
        let named = node.get("actor")?;
        let name = named.text()?;
        if self.actors.contains_key(name) {
            return Some(name.to_owned());
        }
        let known: Vec<&str> = self.actors.keys().map(String::as_str).collect();
        let fault = Diagnostic::new(&named.place, format!("there is no actor `{name}`"));
        let fault = fault.expected(super::shape::listed(&known)).remedy(super::shape::did_you_mean(name, &known));
        self.faults.push(fault);
        None
    }

    fn named(&mut self, node: &Node, kept: &mut Kept) -> Option<String> {
        let name = node.get("as")?;
        self.is_name(name);
        kept.names.insert(name.text()?.to_owned());
        name.text().map(str::to_owned)
    }

    fn send(&mut self, node: &Node, kept: &mut Kept) -> Option<Send> {
        let actor = self.actor_of(node)?;
        let named = self.named(node, kept);
        kept.sent.extend(named.clone());
        let content = if let Some(message) = node.get("message") {
            Content::Message(self.template(message)?)
        } else if let Some(file) = node.get("file") {
            let bytes = self.file(file)?;
            let Ok(text) = String::from_utf8(bytes) else {
                let fault = Diagnostic::new(&file.place, "the file is not UTF-8");
                self.faults.push(fault.remedy("send it with `bytes` and escapes"));
                return None;
            };
            Content::Message(self.template_of(&text, &file.place)?)
        } else if let Some(bytes) = node.get("bytes") {
            if let Err(why) = unescaped(bytes.text()?) {
                self.faults.push(Diagnostic::new(&bytes.place, why).expected("`\\xHH`, `\\r`, `\\n` or `\\\\`"));
            }
            Content::Bytes(self.template(bytes)?)
        } else {
            Content::Request(self.request(node.get("request")?)?)
        };
        let is_request = matches!(content, Content::Request(_));
        if self.actors.get(&actor).is_some_and(|is_http| *is_http != is_request) {
            let place = node.get("actor").map_or(&node.place, |named| &named.place);
            let fault = Diagnostic::new(place, format!("`{actor}` cannot send this"));
            self.faults.push(fault.expected("`request` of an HTTP actor, and of nobody else"));
        }
        let wire = node.get("wire").map(|wire| self.wire(wire)).unwrap_or_default();
        Some(Send { actor, content, wire, named })
    }

    fn request(&mut self, node: &Node) -> Option<HttpRequest> {
        Some(HttpRequest {
            method: node.text_of("method")?.to_owned(),
            path: self.template(node.get("path")?)?,
            headers: self.headers(node),
            body: node.get("body").and_then(|body| self.template(body)),
        })
    }

    fn wire(&mut self, node: &Node) -> Wire {
        let number = |key: &str| node.text_of(key).and_then(|text| text.parse::<u32>().ok());
        let before = node.get("before").map(|before| (before, unescaped(before.text().unwrap_or_default())));
        let before = match before {
            Some((node, Err(why))) => {
                self.faults.push(Diagnostic::new(&node.place, why).expected("`\\xHH`, `\\r`, `\\n` or `\\\\`"));
                Vec::new()
            }
            Some((_, Ok(bytes))) => bytes,
            None => Vec::new(),
        };
        Wire {
            split: number("split").and_then(|bytes| usize::try_from(bytes).ok()).filter(|bytes| *bytes > 0),
            pause: time(node, "pause", Duration::ZERO),
            has_start: node.text_of("start") != Some("false"),
            ending: match node.text_of("end") {
                Some("late") => Ending::Late,
                Some("late-return") => Ending::LateReturn,
                Some("no-return") => Ending::NoReturn,
                Some("none") => Ending::None,
                _ => Ending::Whole,
            },
            before,
            times: number("times").unwrap_or(1).max(1),
            hold: node.is_set("hold"),
        }
    }

    fn expect(&mut self, node: &Node, kept: &mut Kept) -> Option<Expect> {
        let actor = self.actor_of(node)?;
        let answers = node.get("answers").and_then(|name| {
            let text = name.text()?;
            if !kept.sent.contains(text) {
                let known: Vec<&str> = kept.sent.iter().map(String::as_str).collect();
                let fault = Diagnostic::new(&name.place, format!("nothing was sent as `{text}` before"));
                let fault = fault.expected("the `as` of a `send` before it");
                self.faults.push(fault.remedy(super::shape::did_you_mean(text, &known)));
            }
            Some(text.to_owned())
        });
        let (nothing, closed, open) = (node.is_set("nothing"), node.is_set("closed"), node.is_set("open"));
        let is_bare = nothing || closed || open;
        let checks = node.get("checks").map(Node::items).unwrap_or_default();
        if is_bare && (!checks.is_empty() || node.get("capture").is_some() || node.get("reply").is_some()) {
            let place = node.get("actor").map_or(&node.place, |actor| &actor.place);
            let fault = Diagnostic::new(place, "nothing is expected, so there is nothing to look at");
            self.faults.push(fault.remedy("leave out `checks`, `capture` and `reply`"));
        }
        let usual = match (closed, open, nothing) {
            (true, ..) => "closes",
            (_, true, _) => "stays-open",
            (.., true) => "silent",
            _ => "arrives",
        };
        let arrival = self.implied(node, usual, kept);
        let checks = checks.iter().filter_map(|check| self.check(check, kept)).collect();
        let mut captures = Vec::new();
        for (name, subject) in node.get("capture").map(Node::entries).unwrap_or_default() {
            self.is_name(name);
            if let (Some(text), Some(subject)) = (name.text(), self.subject(subject)) {
                kept.names.insert(text.to_owned());
                captures.push(Capture { place: name.place.clone(), name: text.to_owned(), subject });
            }
        }
        let reply = node.get("reply").and_then(|reply| match reply.text_of("acknowledge") {
            Some(code) => Some(Reply::Acknowledge(code.to_owned())),
            None => reply.get("message").and_then(|message| self.template(message)).map(Reply::Message),
        });
        let named = self.named(node, kept);
        let within = time(node, "within", USUAL_WAIT);
        Some(Expect { actor, answers, within, nothing, closed, open, arrival, checks, captures, reply, named })
    }

    /// The check that a step is by itself.
    fn implied(&mut self, node: &Node, usual: &str, kept: &mut Kept) -> Check {
        let (mut id, mut number) = (node.text_of("id").unwrap_or(usual).to_owned(), 1);
        while node.get("id").is_none() && kept.checks.contains(&id) {
            number += 1;
            id = format!("{usual}-{number}");
        }
        let place = node.get("id").or_else(|| node.get("actor")).map_or(&node.place, |node| &node.place).clone();
        self.is_new(&id, node.get("id").unwrap_or(node), kept);
        Check {
            place,
            id,
            grade: node.text_of("grade").and_then(Grade::named).unwrap_or(Grade::Shall),
            requirement: node.text_of("requirement").map(str::to_owned),
            subject: Subject::Arrival,
            normalise: Vec::new(),
            test: Test::Exists(true),
        }
    }

    fn is_new(&mut self, id: &str, node: &Node, kept: &mut Kept) {
        if !kept.checks.insert(id.to_owned()) {
            let fault = Diagnostic::new(&node.place, format!("the check `{id}` stands twice in this scenario"));
            self.faults.push(fault.remedy("give it another `id`"));
        }
    }

    fn manual(&mut self, node: &Node, kept: &mut Kept) -> Option<Manual> {
        Some(Manual {
            instruction: self.template(node.get("instruction")?)?,
            question: self.template(node.get("question")?)?,
            check: self.implied(node, "witnessed", kept),
        })
    }

    fn mutate(&mut self, node: &Node, kept: &mut Kept) -> Option<Mutate> {
        let layers = node.get("layers").map(Node::items).unwrap_or_default();
        Some(Mutate {
            actor: self.actor_of(node)?,
            message: self.template(node.get("message")?)?,
            layers: layers.iter().filter_map(Node::text).filter_map(Layer::named).collect(),
            within: time(node, "within", Duration::from_secs(1)),
            check: self.implied(node, "mutations", kept),
        })
    }

    fn check(&mut self, node: &Node, kept: &mut Kept) -> Option<Check> {
        let id = node.get("id")?;
        self.is_name(id);
        self.is_new(id.text()?, id, kept);
        let normalise = node.get("normalise").map(Node::items).unwrap_or_default();
        Some(Check {
            place: id.place.clone(),
            id: id.text()?.to_owned(),
            grade: node.text_of("grade").and_then(Grade::named).unwrap_or(Grade::Shall),
            requirement: node.text_of("requirement").map(str::to_owned),
            subject: self.subject(node)?,
            normalise: normalise.iter().filter_map(Node::text).filter_map(Normal::named).collect(),
            test: self.test(node)?,
        })
    }

    fn subject(&mut self, node: &Node) -> Option<Subject> {
        let read = |key: &str| node.get(key).and_then(|value| Some((value, value.text()?)));
        let (value, made) = if let Some((value, path)) = read("hl7") {
            (value, Hl7Path::read(path).map(Subject::Hl7))
        } else if let Some((value, path)) = read("json") {
            (value, JsonPath::read(path).map(Subject::Json))
        } else if let Some((value, path)) = read("xpath") {
            (value, XPath::read(path, &self.namespaces).map(Subject::XPath))
        } else if let Some((value, text)) = read("fhirpath") {
            let read = Expression::parse(text).map_err(|error| error.to_string());
            (value, read.map(|expression| Subject::FhirPath(Box::new(expression))))
        } else if let Some((_, name)) = read("header") {
            return Some(Subject::Header(name.to_owned()));
        } else if let Some((_, part)) = read("certificate") {
            return CertificatePart::named(part).map(Subject::Certificate);
        } else {
            return Some(match node.text_of("of")? {
                "bytes" => Subject::Bytes,
                "frame" => Subject::Frame,
                "status" => Subject::Status,
                "duration" => Subject::Duration,
                _ => Subject::Text,
            });
        };
        made.map_err(|why| {
            let fault = Diagnostic::new(&value.place, format!("the path cannot be read: {why}"));
            self.faults.push(fault.found(format!("`{}`", value.text().unwrap_or_default())));
        })
        .ok()
    }

    fn test(&mut self, node: &Node) -> Option<Test> {
        for (key, make) in [
            ("equals", Test::Equals as fn(Template) -> Test),
            ("differs-from", Test::DiffersFrom),
            ("contains", Test::Contains),
        ] {
            if let Some(value) = node.get(key) {
                return self.template(value).map(make);
            }
        }
        if let Some(pattern) = node.get("matches") {
            let built = RegexBuilder::new(pattern.text()?).size_limit(MOST_PATTERN).build();
            return built
                .map_err(|error| {
                    let fault = Diagnostic::new(&pattern.place, "this is not a regular expression");
                    self.faults.push(fault.found(error.to_string()));
                })
                .ok()
                .map(Test::Matches);
        }
        if let Some(value) = node.get("one-of") {
            let alone = std::slice::from_ref(value);
            let each = if matches!(value.value, Value::List(_)) { value.items() } else { alone };
            return Some(Test::OneOf(each.iter().filter_map(|value| self.template(value)).collect()));
        }
        if let Some(text) = node.text_of("exists") {
            return Some(Test::Exists(text == "true"));
        }
        if let Some(text) = node.text_of("count") {
            return text.parse().ok().map(Test::Count);
        }
        for (key, make) in [("at-least", Test::AtLeast as fn(Amount) -> Test), ("at-most", Test::AtMost)] {
            if let Some(value) = node.get(key) {
                return self.amount(value).map(make);
            }
        }
        Standard::named(node.text_of("valid")?).map(Test::Valid)
    }

    fn amount(&mut self, node: &Node) -> Option<Amount> {
        let text = node.text()?;
        let amount = text.parse().map(Amount::Number).ok().or_else(|| duration(text).map(Amount::Duration));
        if amount.is_none() {
            let fault = Diagnostic::new(&node.place, "the value does not fit here");
            self.faults.push(fault.expected("a number, or a duration such as `2s`").found(format!("`{text}`")));
        }
        amount
    }
}

fn time(node: &Node, key: &str, usual: Duration) -> Duration {
    node.text_of(key).and_then(duration).unwrap_or(usual)
}

/// Bytes written with escapes; what is wrong otherwise.
pub(in crate::conformance) fn unescaped(text: &str) -> Result<Vec<u8>, String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        let escape = &rest[at + 1..];
        let (byte, length) = match escape.as_bytes().first() {
            Some(b'r') => (b'\r', 1),
            Some(b'n') => (b'\n', 1),
            Some(b'\\') => (b'\\', 1),
            Some(b'x') => {
                let digits = escape.get(1..3).ok_or("`\\x` needs two hexadecimal digits")?;
                let byte = u8::from_str_radix(digits, 16).map_err(|_| "`\\x` needs two hexadecimal digits")?;
                (byte, 3)
            }
            _ => return Err("a `\\` begins no escape that is known".to_owned()),
        };
        bytes.push(byte);
        rest = &escape[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}
