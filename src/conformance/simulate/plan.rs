//! Several peers from one file.

use std::sync::Arc;

use super::{Deal, ReceiverFault, Rule};
use crate::conformance::check::Hl7Path;
use crate::conformance::script::{
    Diagnostic, Faults, Kind, Node, Object, Source, check, duration, key, read, required,
};
use crate::output::nearest;

/// A peer of a plan.
#[derive(Debug, Clone, Default)]
pub struct Peer {
    /// Its name.
    pub name: String,
    /// Where it listens, `host:port`.
    pub listen: String,
    /// How it answers.
    pub rules: Vec<Rule>,
    /// What is wrong with it.
    pub faults: Vec<ReceiverFault>,
}

/// Peers that run together.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The peers, in the order of the file.
    pub peers: Vec<Peer>,
}

static PLAN: Object = Object {
    name: "a plan",
    about: "Peers that run together",
    keys: &[required("peers", "The peers by their names", Kind::Map(&Kind::Object(&PEER)))],
    one_of: &[],
};

static PEER: Object = Object {
    name: "a peer",
    about: "An MLLP receiver",
    keys: &[
        required("listen", "Where it receives, `host:port`", Kind::Text),
        key("rules", "How it answers; the first that fits counts", Kind::List(&Kind::Object(&RULE))),
        key("faults", "What is wrong with it, by name", Kind::Texts),
    ],
    one_of: &[],
};

static RULE: Object = Object {
    name: "a rule",
    about: "Which messages, and what is done with them",
    keys: &[
        key("hl7", "A place in the message, such as `MSH-9.2`", Kind::Text),
        key("equals", "What must stand there", Kind::Text),
        key("answer", "MSA-1 of the answer", Kind::Choice(&["AA", "AE", "AR"])),
        key("delay", "How long it waits before it answers", Kind::Duration),
        key("drop", "Whether it does not answer", Kind::Boolean),
        key("fail", "Whether it breaks off the connection", Kind::Boolean),
    ],
    one_of: &[],
};

impl Plan {
    /// Reads a plan.
    pub fn read(name: &str, text: &str) -> Result<Self, Faults> {
        let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
        let root = read(&source)?;
        let mut faults = Vec::new();
        check(&root, &Kind::Object(&PLAN), &mut faults);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let entries = root.get("peers").map(Node::entries).unwrap_or_default();
        let peers = entries.iter().map(|(name, node)| peer(name, node, &mut faults)).collect();
        if faults.is_empty() { Ok(Self { peers }) } else { Err(Faults(faults)) }
    }
}

fn peer(name: &Node, node: &Node, faults: &mut Vec<Diagnostic>) -> Peer {
    let rules = node.get("rules").map(Node::items).unwrap_or_default();
    let mut switched = Vec::new();
    if let Some(named) = node.get("faults") {
        let alone = std::slice::from_ref(named);
        for item in if named.items().is_empty() { alone } else { named.items() } {
            let word = item.text().unwrap_or_default();
            if let Some(fault) = ReceiverFault::named(word) {
                switched.push(fault);
            } else {
                let known = ReceiverFault::ALL.iter().map(|fault| fault.name());
                let remedy = nearest(word, known).map_or_else(String::new, |name| format!("did you mean `{name}`?"));
                let fault = Diagnostic::new(&item.place, "there is no such fault");
                faults.push(fault.found(format!("`{word}`")).remedy(remedy));
            }
        }
    }
    Peer {
        name: name.text().unwrap_or_default().to_owned(),
        listen: node.text_of("listen").unwrap_or_default().to_owned(),
        rules: rules.iter().filter_map(|node| rule(node, faults)).collect(),
        faults: switched,
    }
}

fn rule(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Rule> {
    let when = match (node.get("hl7"), node.text_of("equals")) {
        (None, None) => None,
        (Some(path), Some(wanted)) => match Hl7Path::read(path.text()?) {
            Ok(read) => Some((read, wanted.to_owned())),
            Err(why) => {
                faults.push(Diagnostic::new(&path.place, format!("the path cannot be read: {why}")));
                return None;
            }
        },
        _ => {
            faults.push(
                Diagnostic::new(&node.place, "a rule says both where it looks and what must stand there")
                    .expected("`hl7` and `equals`, or neither"),
            );
            return None;
        }
    };
    let deal = Deal {
        answer: node.text_of("answer").map(str::to_owned),
        delay: node.text_of("delay").and_then(duration).unwrap_or_default(),
        drop: node.is_set("drop"),
        fail: node.is_set("fail"),
    };
    Some(Rule { when, deal })
}
