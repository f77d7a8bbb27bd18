//! From checked nodes to the model: what a name refers to must be there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::load::{Files, Part, beside};
use super::node::{Node, Value};
use super::shape::did_you_mean;
use super::{Actor, ActorKind, Diagnostic, Faults, Place, Row, Scenario, Script, Template, TlsFiles, Variable};

/// Values that are always there; `new` differs each time.
pub(super) const BUILT_IN: &[&str] = &["new.uuid", "new.id", "now.hl7", "now.iso", "now.date"];

/// Makes a script of its files, those that are included first.
pub(super) fn assemble(parts: &[Part], files: &dyn Files) -> Result<Script, Faults> {
    let mut assembler = Assembler {
        files,
        faults: Vec::new(),
        uses: Vec::new(),
        variables: BTreeSet::new(),
        actors: BTreeMap::new(),
        namespaces: BTreeMap::new(),
        path: PathBuf::new(),
    };
    let mut script =
        Script { name: String::new(), title: String::new(), variables: vec![], actors: vec![], scenarios: vec![] };
    for part in parts {
        assembler.path.clone_from(&part.path);
        script.name = part.path.display().to_string();
        part.root.text_of("title").unwrap_or_default().clone_into(&mut script.title);
        assembler.declarations(&part.root, &mut script);
    }
    for part in parts {
        assembler.path.clone_from(&part.path);
        for node in part.root.get("scenarios").map(Node::items).unwrap_or_default() {
            let scenario = assembler.scenario(node);
            if script.scenarios.iter().any(|other| other.id == scenario.id) {
                let place = node.get("id").map_or(&node.place, |id| &id.place);
                assembler.faults.push(Diagnostic::new(place, format!("the scenario `{}` stands twice", scenario.id)));
            }
            script.scenarios.push(scenario);
        }
    }
    if assembler.faults.is_empty() { Ok(script) } else { Err(Faults(assembler.faults)) }
}

pub(super) struct Assembler<'f> {
    files: &'f dyn Files,
    pub(super) faults: Vec<Diagnostic>,
    /// The values that templates ask for, since the last look.
    uses: Vec<(Place, String)>,
    variables: BTreeSet<String>,
    /// The actors, and whether each is an HTTP client.
    pub(super) actors: BTreeMap<String, bool>,
    pub(super) namespaces: BTreeMap<String, String>,
    path: PathBuf,
}

impl Assembler<'_> {
    fn declarations(&mut self, root: &Node, script: &mut Script) {
        for (name, node) in root.get("variables").map(Node::entries).unwrap_or_default() {
            let text = name.text().unwrap_or_default().to_owned();
            self.is_name(name);
            self.variables.insert(text.clone());
            script.variables.retain(|variable| variable.name != text);
            script.variables.push(Variable {
                place: name.place.clone(),
                name: text,
                about: node.text_of("about").unwrap_or("a value").to_owned(),
                default: node.text_of("default").map(str::to_owned),
                is_secret: node.is_set("secret"),
            });
        }
        for (prefix, namespace) in root.get("namespaces").map(Node::entries).unwrap_or_default() {
            if let (Some(prefix), Some(namespace)) = (prefix.text(), namespace.text()) {
                self.namespaces.insert(prefix.to_owned(), namespace.to_owned());
            }
        }
        for (name, node) in root.get("actors").map(Node::entries).unwrap_or_default() {
            self.is_name(name);
            let Some(kind) = self.actor(node) else { continue };
            let text = name.text().unwrap_or_default().to_owned();
            if self.actors.contains_key(&text) {
                self.faults.push(Diagnostic::new(&name.place, format!("the actor `{text}` stands twice")));
            }
            self.actors.insert(text.clone(), matches!(kind, ActorKind::HttpClient { .. }));
            script.actors.push(Actor { place: name.place.clone(), name: text, kind });
        }
        self.names_are_known(&BTreeSet::new());
    }

    fn actor(&mut self, node: &Node) -> Option<ActorKind> {
        if let Some(http) = node.get("http") {
            let base = self.template(http.get("base")?)?;
            return Some(ActorKind::HttpClient { base, headers: self.headers(http) });
        }
        let mllp = node.get("mllp")?;
        let tls = mllp.get("tls").map(|tls| self.tls(tls));
        if let Some(address) = mllp.get("connect") {
            return Some(ActorKind::MllpClient { address: self.template(address)?, tls });
        }
        Some(ActorKind::MllpServer { address: self.template(mllp.get("listen")?)?, tls })
    }

    fn tls(&mut self, node: &Node) -> TlsFiles {
        let mut file = |key: &str| node.get(key).and_then(|node| self.file(node));
        TlsFiles { authorities: file("authorities"), certificate: file("certificate"), key: file("key") }
    }

    /// The content of a file that a script names.
    pub(super) fn file(&mut self, node: &Node) -> Option<Vec<u8>> {
        let path = beside(Path::new(&self.path), node.text()?);
        self.files
            .read(&path)
            .map_err(|why| {
                let fault = Diagnostic::new(&node.place, format!("`{}` cannot be read", path.display()));
                self.faults.push(fault.found(why).remedy("paths go out from the script that names them"));
            })
            .ok()
    }

    pub(super) fn headers(&mut self, node: &Node) -> Vec<(String, Template)> {
        let entries = node.get("headers").map(Node::entries).unwrap_or_default();
        let pairs = entries.iter().filter_map(|(name, value)| {
            let value = self.template(value)?;
            Some((name.text()?.to_owned(), value))
        });
        pairs.collect()
    }

    fn scenario(&mut self, node: &Node) -> Scenario {
        let id = node.get("id").unwrap_or(node);
        self.is_name(id);
        let mut kept = super::assemble_step::Kept::default();
        let mut steps = |key: &str, this: &mut Self| -> Vec<_> {
            let items = node.get(key).map(Node::items).unwrap_or_default();
            items.iter().filter_map(|item| this.step(item, &mut kept)).collect()
        };
        let (set_up, proper, clean_up) = (steps("set-up", self), steps("steps", self), steps("clean-up", self));
        let rows: Vec<Row> = node.get("rows").map(Node::items).unwrap_or_default().iter().map(row).collect();
        let mut known = kept.names;
        known.extend(rows.first().into_iter().flat_map(|row| row.keys().cloned()));
        if let Some(odd) = rows.iter().position(|row| row.keys().ne(rows[0].keys())) {
            let place = node.get("rows").and_then(|rows| rows.items().get(odd)).map_or(&node.place, |row| &row.place);
            let columns: Vec<_> = rows[0].keys().cloned().collect();
            let fault = Diagnostic::new(place, "the rows do not have the same names");
            self.faults.push(fault.expected(columns.join(", ")));
        }
        self.names_are_known(&known);
        Scenario {
            place: id.place.clone(),
            id: id.text().unwrap_or_default().to_owned(),
            title: node.text_of("title").unwrap_or_default().to_owned(),
            tags: texts(node.get("tags")),
            rows,
            set_up,
            steps: proper,
            clean_up,
        }
    }

    /// Reads a text with places for values.
    pub(super) fn template(&mut self, node: &Node) -> Option<Template> {
        self.template_of(node.text()?, &node.place)
    }

    pub(super) fn template_of(&mut self, text: &str, place: &Place) -> Option<Template> {
        match Template::read(text, place) {
            Ok(template) => {
                self.uses.extend(template.names().map(|name| (place.clone(), name.to_owned())));
                Some(template)
            }
            Err(fault) => {
                self.faults.push(fault);
                None
            }
        }
    }

    /// A name is made of lower-case letters, digits, `-` and `_`, so that it can stand anywhere.
    pub(super) fn is_name(&mut self, node: &Node) {
        let text = node.text().unwrap_or_default();
        let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
        if text.is_empty() || text.len() > 80 || !text.bytes().all(is_part) {
            self.faults.push(
                Diagnostic::new(&node.place, "this cannot be a name")
                    .expected("lower-case letters, digits, `-` and `_`, at most 80")
                    .found(format!("`{text}`")),
            );
        }
    }

    /// Every value that is asked for must be a variable, built in, or among these.
    fn names_are_known(&mut self, also: &BTreeSet<String>) {
        for (place, name) in std::mem::take(&mut self.uses) {
            let first = name.split('.').next().unwrap_or_default();
            let is_known = self.variables.contains(&name)
                || BUILT_IN.contains(&name.as_str())
                || also.contains(first)
                || (first == "fill" && name[4..].trim_start_matches('.').parse::<u32>().is_ok());
            if !is_known {
                let all: Vec<&str> =
                    self.variables.iter().chain(also).map(String::as_str).chain(BUILT_IN.iter().copied()).collect();
                let fault = Diagnostic::new(&place, format!("nothing is called `{name}`"));
                self.faults.push(
                    fault
                        .expected("a variable, a column of `rows`, a capture, or the name of a message before it")
                        .remedy(did_you_mean(&name, &all)),
                );
            }
        }
    }
}

fn row(node: &Node) -> Row {
    let pairs =
        node.entries().iter().filter_map(|(name, value)| Some((name.text()?.to_owned(), value.text()?.to_owned())));
    pairs.collect()
}

/// A text or a list of texts.
pub(super) fn texts(node: Option<&Node>) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    match &node.value {
        Value::List(items) => items.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => node.text().map(str::to_owned).into_iter().collect(),
    }
}
