//! What stands beside an entry while it is shown: the term of its code, and what makes it sensitive.

use dcr_terminology::terminology::Terminology;
use serde::Serialize;

use super::{Label, Labels, Sensitivity, Term, term_of};
use crate::record::Resource;

/// What stands beside an entry. It is worked out when the entry is shown, and never stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The term of its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<Term>,
    /// What makes it sensitive.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<Label>,
}

impl Mark {
    /// What to say beside the source's words, in one line; nothing where they are the term itself and
    /// nothing is sensitive.
    pub fn beside(&self, words: &str) -> Option<String> {
        let term = self.term.as_ref().and_then(|term| term.beside(words));
        let labels = self.labels.iter().map(|label| format!("sensitive: {}", label.title()));
        let parts: Vec<String> = term.into_iter().chain(labels).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    /// Whether code and words disagree.
    pub fn disagrees(&self) -> bool {
        self.term.as_ref().is_some_and(|term| !term.agrees)
    }

    /// What makes it sensitive, in a line.
    pub fn sensitive(&self) -> String {
        self.labels.iter().map(|label| label.title()).collect::<Vec<_>>().join(", ")
    }
}

/// Says what stands beside entries, from the releases that are loaded.
pub struct Marker {
    terminology: Terminology,
    labels: Labels,
}

impl Marker {
    /// With these releases.
    pub fn new(terminology: Terminology) -> Self {
        Self { labels: Labels::of(&terminology), terminology }
    }

    /// The releases that the terms come from, by name.
    pub fn releases(&self) -> Vec<String> {
        self.terminology.releases().iter().map(|loaded| loaded.name.clone()).collect()
    }

    /// What is asked.
    pub fn terminology(&self) -> &Terminology {
        &self.terminology
    }

    /// What the lists and the releases make of an entry, to be kept with it.
    pub fn sensitivity(&self, resource: &Resource) -> Sensitivity {
        self.labels.sensitivity(&self.terminology, resource)
    }

    /// What stands beside an entry that says this; nothing where there is nothing to say.
    pub fn mark(&self, resource: &Resource) -> Option<Mark> {
        let labels = self.labels.of_resource(&self.terminology, resource);
        let mark = Mark { term: term_of(&self.terminology, resource), labels };
        (mark != Mark::default()).then_some(mark)
    }
}

impl std::fmt::Debug for Marker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Marker({})", self.releases().join(", "))
    }
}
