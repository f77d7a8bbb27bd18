//! What stands in the place of `${name}`: the variables of a script, and the environment's file.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::node::{Node, Value};
use super::{Diagnostic, Faults, Redactor, Script, Source, yaml};

/// Endpoints, other values and secrets of one place where scripts are run, from a file of their own.
#[derive(Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, String>,
    secrets: BTreeMap<String, String>,
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Environment({} values, {} secrets)", self.values.len(), self.secrets.len())
    }
}

impl Environment {
    /// Reads an environment: a mapping `values` and a mapping `secrets`, of names to texts.
    pub fn read(name: &str, text: &str) -> Result<Self, Faults> {
        let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
        let root = yaml::read(&source)?;
        let (mut environment, mut faults) = (Self::default(), Vec::new());
        for (key, value) in root.entries() {
            match key.text() {
                Some("values") => texts(value, &mut environment.values, &mut faults),
                Some("secrets") => texts(value, &mut environment.secrets, &mut faults),
                _ => faults.push(
                    Diagnostic::new(&key.place, "this is not a key of an environment")
                        .expected("`values` or `secrets`"),
                ),
            }
        }
        if !matches!(root.value, Value::Map(_) | Value::Null) {
            faults.push(Diagnostic::new(&root.place, "an environment is a mapping").found(root.kind()));
        }
        if faults.is_empty() { Ok(environment) } else { Err(Faults(faults)) }
    }

    /// Whether it holds secrets.
    pub fn has_secrets(&self) -> bool {
        !self.secrets.is_empty()
    }

    /// Adds a secret, from the process's environment.
    pub fn add_secret(&mut self, name: &str, secret: &str) {
        self.secrets.insert(name.to_owned(), secret.to_owned());
    }
}

fn texts(node: &Node, into: &mut BTreeMap<String, String>, faults: &mut Vec<Diagnostic>) {
    for (name, value) in node.entries() {
        match (name.text(), value.text()) {
            (Some(name), Some(text)) => {
                into.insert(name.to_owned(), text.to_owned());
            }
            _ => faults.push(
                Diagnostic::new(&value.place, "the value does not fit here").expected("a text").found(value.kind()),
            ),
        }
    }
}

/// The values of a script's variables.
#[derive(Clone, Default)]
pub struct Values {
    known: BTreeMap<String, String>,
    /// Hides the secrets among them.
    pub redactor: Redactor,
}

impl std::fmt::Debug for Values {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Values({})", self.known.keys().cloned().collect::<Vec<_>>().join(", "))
    }
}

impl Values {
    /// The values for a script: those that were given, then the environment's, then the defaults. A
    /// variable without any is a fault at its place, and so is a secret that was given openly.
    pub fn of(script: &Script, given: &[(String, String)], environment: &Environment) -> Result<Self, Faults> {
        let (mut values, mut faults) = (Self::default(), Vec::new());
        for secret in environment.secrets.values() {
            values.redactor.hide(secret);
        }
        for variable in &script.variables {
            let name = &variable.name;
            let openly = given.iter().rev().find(|(given, _)| given == name).map(|(_, value)| value);
            if variable.is_secret && openly.is_some() {
                faults.push(
                    Diagnostic::new(&variable.place, format!("`{name}` is a secret and was given openly"))
                        .remedy("put it under `secrets` in the environment's file"),
                );
                continue;
            }
            let kept = if variable.is_secret { &environment.secrets } else { &environment.values };
            let found = openly.or_else(|| kept.get(name)).or(variable.default.as_ref());
            let Some(found) = found else {
                let remedy = if variable.is_secret {
                    format!("put `{name}` under `secrets` in the environment's file")
                } else {
                    format!("give `--var {name}=VALUE`, or put `{name}` under `values` in the environment's file")
                };
                let fault = Diagnostic::new(&variable.place, format!("`{name}` has no value"));
                faults.push(fault.expected(&variable.about).remedy(remedy));
                continue;
            };
            if variable.is_secret {
                values.redactor.hide(found);
            }
            values.known.insert(name.clone(), found.clone());
        }
        if faults.is_empty() { Ok(values) } else { Err(Faults(faults)) }
    }

    /// The value of a variable.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.known.get(name).map(String::as_str)
    }
}
