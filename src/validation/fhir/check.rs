//! One validation under way: what it looks at, and what it has found.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::finding::{Severity, Uncheckable};
use super::validator::{Options, Validator};
use crate::validation::definitions::{Definitions, Structure};
use crate::validation::instance::NodeId;
use crate::validation::typed::Typed;

/// A finding whose place is still an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Found {
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) node: NodeId,
    pub(super) message: String,
    pub(super) profile: Option<String>,
    pub(super) missing: Option<Uncheckable>,
}

/// The most findings of one resource of each severity.
const MOST_FINDINGS: usize = 20_000;
/// How deep profiles may lead to profiles.
pub(super) const MOST_PROFILES_DEEP: usize = 16;
/// How many questions of profiles one validation may ask.
const MOST_QUESTIONS: usize = 2_000_000;

/// A validation.
pub(super) struct Check<'v, 'a> {
    pub(super) validator: &'v Validator,
    pub(super) typed: &'v Typed<'a>,
    pub(super) options: &'v Options,
    pub(super) found: Vec<Found>,
    pub(super) profiles: Vec<String>,
    /// The profile that is being put to the resource; none for the base.
    pub(super) profile: Option<String>,
    /// Whether an element conforms to a profile: known, or being asked.
    pub(super) conforms: HashMap<(NodeId, String), bool>,
    pub(super) depth: usize,
    pub(super) questions: usize,
    pub(super) index: Option<super::bundle::Index>,
    /// The code systems of which it was said that they are not loaded.
    pub(super) unheld: HashSet<String>,
    /// Whether a resource that was loaded conforms to a profile: known, or being asked.
    pub(super) loaded: HashMap<(String, String), bool>,
    /// How many findings there were of each severity.
    counts: [usize; 4],
}

impl<'v, 'a> Check<'v, 'a> {
    pub(super) fn new(validator: &'v Validator, typed: &'v Typed<'a>, options: &'v Options) -> Self {
        Self {
            validator,
            typed,
            options,
            found: Vec::new(),
            profiles: Vec::new(),
            profile: None,
            conforms: HashMap::new(),
            depth: 0,
            questions: 0,
            index: None,
            unheld: HashSet::new(),
            loaded: HashMap::new(),
            counts: [0; 4],
        }
    }

    pub(super) const fn definitions(&self) -> &'v Definitions {
        &self.validator.definitions
    }

    /// Validates everything.
    pub(super) fn whole(&mut self) {
        let root = self.typed.tree.root();
        let Some(kind) = self.typed.tree.resource_type(root) else {
            self.error(root, "type", "the resource does not say its type (`resourceType`)");
            return;
        };
        let structure = self.definitions().type_named(kind).filter(|structure| structure.kind == "resource");
        if structure.is_none() {
            let version = self.definitions().version();
            self.error(root, "type", format!("`{}` is no type of resource of FHIR {version}", short(kind)));
            return;
        }
        self.index = Some(super::bundle::Index::of(self.typed));
        self.resource(root);
        let asked = self.options.profiles.clone();
        for profile in asked {
            self.asked_profile(root, &profile, true);
        }
    }

    /// A profile that was asked for, or that the resource names.
    pub(super) fn asked_profile(&mut self, node: NodeId, url: &str, is_asked: bool) {
        match self.definitions().try_structure(url) {
            Some(Ok(structure)) => {
                if !self.profiles.contains(&structure.url) {
                    self.profiles.push(structure.url.clone());
                }
                self.against(node, &structure);
            }
            Some(Err(why)) => {
                let message = format!("the profile `{url}` cannot be used: {why}");
                self.not_checkable(node, "profile", Uncheckable::Profile, message);
            }
            None if is_asked => {
                self.error(node, "profile", format!("the profile `{}` that was asked for is not known", short(url)));
            }
            None => {
                let message = format!("the profile `{}` is not known, so it is not checked", short(url));
                self.not_checkable(node, "profile", Uncheckable::Profile, message);
            }
        }
    }

    /// Whether an element conforms to a profile, without saying what is wrong.
    pub(super) fn conforms_to(&mut self, node: NodeId, structure: &Arc<Structure>) -> bool {
        let key = (node, structure.url.clone());
        if let Some(known) = self.conforms.get(&key) {
            return *known;
        }
        // What is being asked is taken to conform, so that a circle ends.
        self.conforms.insert(key.clone(), true);
        let answer = self.quietly(|check| check.against(node, structure));
        self.conforms.insert(key, answer);
        answer
    }

    /// Runs a check and says only whether it found an error.
    pub(super) fn quietly(&mut self, ask: impl FnOnce(&mut Self)) -> bool {
        let before = std::mem::take(&mut self.found);
        let counts = std::mem::take(&mut self.counts);
        ask(self);
        self.counts = counts;
        let found = std::mem::replace(&mut self.found, before);
        !found.iter().any(|found| found.severity == Severity::Error)
    }

    /// Whether there may be more questions; says so once where not.
    pub(super) fn may_ask(&mut self, node: NodeId) -> bool {
        self.questions += 1;
        if self.questions == MOST_QUESTIONS {
            let message = "the profiles ask more questions of this resource than are answered";
            self.not_checkable(node, "profile", Uncheckable::Profile, message);
        }
        self.questions < MOST_QUESTIONS && self.depth < MOST_PROFILES_DEEP
    }

    pub(super) fn error(&mut self, node: NodeId, rule: impl Into<String>, message: impl Into<String>) {
        self.put(Severity::Error, node, rule.into(), message.into(), None);
    }

    pub(super) fn warning(&mut self, node: NodeId, rule: impl Into<String>, message: impl Into<String>) {
        self.put(Severity::Warning, node, rule.into(), message.into(), None);
    }

    pub(super) fn information(&mut self, node: NodeId, rule: impl Into<String>, message: impl Into<String>) {
        self.put(Severity::Information, node, rule.into(), message.into(), None);
    }

    pub(super) fn not_checkable(
        &mut self,
        node: NodeId,
        rule: impl Into<String>,
        missing: Uncheckable,
        message: impl Into<String>,
    ) {
        self.put(Severity::NotCheckable, node, rule.into(), message.into(), Some(missing));
    }

    fn put(&mut self, severity: Severity, node: NodeId, rule: String, message: String, missing: Option<Uncheckable>) {
        let Some(count) = self.counts.get_mut(severity as usize) else { return };
        *count += 1;
        // By severity, so that what is of little weight never crowds out what decides.
        if *count <= MOST_FINDINGS {
            self.found.push(Found { severity, rule, node, message, profile: self.profile.clone(), missing });
        }
    }

    /// What is said of findings that were too many to be kept.
    pub(super) fn left_out(&self) -> impl Iterator<Item = String> {
        let most = [Severity::Error, Severity::NotCheckable, Severity::Warning, Severity::Information];
        let counts = self.counts;
        most.into_iter().zip(counts).filter(|(_, count)| *count > MOST_FINDINGS).map(|(severity, count)| {
            format!("{} findings of the severity `{}` are left out", count - MOST_FINDINGS, severity.name())
        })
    }
}

/// A text of the resource's own, cut where it is long, for a message.
pub(super) fn short(text: &str) -> &str {
    text.char_indices().nth(120).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}
