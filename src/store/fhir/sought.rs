//! What a search asked for, and whether each resource of the answer is that.
//!
//! A server may ignore a parameter and answer with everybody. Then a resource is found here that was not
//! asked for, or the `self` link of the answer, which lists what was used (R4, search, section 3.1.1.7),
//! lacks the parameter: the whole answer is refused.

use serde_json::Value;

use super::ServerError;
use super::address::Base;
use crate::record::{fold_name, fold_postcode};

/// Whether a resource is what a parameter asks for.
type Check = Box<dyn Fn(&Value, &Base) -> bool>;

/// A search.
pub(super) struct Sought {
    /// The type.
    pub(super) kind: &'static str,
    /// Each parameter with its value.
    pub(super) parameters: Vec<(&'static str, String)>,
    /// How many resources suffice.
    pub(super) enough: Option<usize>,
    checks: Vec<(&'static str, Check)>,
}

impl Sought {
    /// A search for a type.
    pub(super) const fn new(kind: &'static str) -> Self {
        Self { kind, parameters: Vec::new(), enough: None, checks: Vec::new() }
    }

    /// Asks by a parameter; each resource of the answer must pass.
    pub(super) fn by(
        mut self,
        name: &'static str,
        value: String,
        check: impl Fn(&Value, &Base) -> bool + 'static,
    ) -> Self {
        self.parameters.push((name, value));
        self.checks.push((name, Box::new(check)));
        self
    }

    /// Asks for pages of this size.
    pub(super) fn in_pages_of(mut self, count: usize) -> Self {
        self.parameters.push(("_count", count.to_string()));
        self
    }

    /// Is content with so many.
    pub(super) const fn until(mut self, enough: usize) -> Self {
        self.enough = Some(enough);
        self
    }

    /// What is found of a patient: each resource must be about it.
    pub(super) fn of_patient(kind: &'static str, patient: &str) -> Self {
        let wanted = patient.to_owned();
        Self::new(kind).by("patient", format!("Patient/{patient}"), move |resource, base| {
            subject(resource).and_then(|reference| base.local(reference)) == Some(("Patient", wanted.as_str()))
        })
    }

    /// Takes a server at its word as to which resources fit, where it is one of this project: what it
    /// shows of a person need not hold what the person was found by.
    pub(super) fn trusting(mut self, trusted: bool) -> Self {
        if trusted {
            for (_, check) in &mut self.checks {
                *check = Box::new(|_, _| true);
            }
        }
        self
    }

    /// Whether an entry is wanted; refuses one that was not asked for.
    pub(super) fn wants(&self, entry: &Value, base: &Base) -> Result<bool, ServerError> {
        let resource = &entry["resource"];
        let kind = resource["resourceType"].as_str().unwrap_or("?");
        if kind == "OperationOutcome" {
            return Ok(false);
        }
        if kind != self.kind && self.kind != "*" {
            let what = format!("a search for {}", self.kind);
            return Err(ServerError::malformed(what, "it holds resources of another type"));
        }
        let failed = self.checks.iter().find(|(_, check)| !check(resource, base));
        failed.map_or(Ok(true), |(parameter, _)| Err(self.ignored(parameter)))
    }

    /// Refuses an answer whose `self` link says that a parameter was not used.
    pub(super) fn check_self_link(&self, link: Option<&str>) -> Result<(), ServerError> {
        let Some((_, query)) = link.and_then(|link| link.split_once('?')) else { return Ok(()) };
        let used =
            |name: &str| query.split('&').filter_map(|part| part.split(['=', ':']).next()).any(|used| used == name);
        let mut names = self.checks.iter().map(|(name, _)| *name).filter(|name| !name.starts_with('$'));
        names.find(|name| !used(name)).map_or(Ok(()), |name| Err(self.ignored(name)))
    }

    fn ignored(&self, parameter: &str) -> ServerError {
        ServerError::Ignored { kind: self.kind.to_owned(), parameter: parameter.to_owned() }
    }
}

/// The reference of a resource to the patient that it is about.
pub(super) fn subject(resource: &Value) -> Option<&str> {
    let direct = ["patient", "subject"].into_iter().find_map(|name| resource[name]["reference"].as_str());
    direct.or_else(|| {
        // An appointment names its patient among who takes part.
        let participants = resource["participant"].as_array()?;
        let mut actors = participants.iter().filter_map(|one| one["actor"]["reference"].as_str());
        actors.find(|reference| reference.contains("Patient/"))
    })
}

fn items<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// Whether a person has a number of a system, or of any.
pub(super) fn has_identifier(patient: &Value, systems: &[&str], value: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    items(patient, "identifier").iter().any(|identifier| {
        let system = identifier["system"].as_str().unwrap_or_default();
        let of_system = systems.is_empty() || systems.contains(&system);
        of_system && identifier["value"].as_str().is_some_and(|found| plain(found).eq_ignore_ascii_case(&plain(value)))
    })
}

/// Whether any of a person's family or given names holds a text, folded: servers may find more than the
/// beginning, and what does not fit exactly is left out afterwards.
pub(super) fn has_name(patient: &Value, part: &str, wanted: &str) -> bool {
    let wanted = fold_name(wanted);
    let holds = |text: &str| fold_name(text).contains(&wanted);
    items(patient, "name").iter().any(|name| {
        let text = |member: &str| name[member].as_str().is_some_and(holds);
        let given = || items(name, "given").iter().filter_map(Value::as_str).any(holds);
        text("text") || if part == "family" { text("family") } else { given() }
    })
}

/// Whether any of a person's addresses has a postcode that begins so.
pub(super) fn has_postcode(patient: &Value, wanted: &str) -> bool {
    let wanted = fold_postcode(wanted);
    let addresses = items(patient, "address").iter();
    addresses
        .filter_map(|address| address["postalCode"].as_str())
        .any(|found| fold_postcode(found).starts_with(&wanted))
}

impl Sought {
    /// All that is found of a patient, of every type; who is in it is looked at as a whole.
    pub(super) const fn everything() -> Self {
        Self::new("*")
    }
}
