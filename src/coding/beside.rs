//! What stands beside the entries of a view: terms, labels, and the releases that they came from.

use std::collections::HashMap;

use dcr_terminology::terminology::Terminology;
use serde::Serialize;

use super::{Label, Labels, Term, term_of};
use crate::record::Resource;

/// What stands beside one entry.
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
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.term.is_none() && self.labels.is_empty()
    }

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
}

/// What stands beside the entries of one view. Made when the view is shown, and never stored.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    /// The releases that terms and labels came from, by name; empty where none is loaded.
    pub releases: Vec<String>,
    by_entry: HashMap<(String, u32), Mark>,
}

impl Marks {
    /// Looks at each entry of a view: its name, its version and what it says.
    pub fn of<'a>(terminology: &Terminology, entries: impl IntoIterator<Item = (&'a str, u32, &'a Resource)>) -> Self {
        let labels = Labels::new(terminology);
        let mut by_entry = HashMap::new();
        for (id, version, resource) in entries {
            let mark = Mark { term: term_of(terminology, resource), labels: labels.of_resource(resource) };
            if !mark.is_empty() {
                by_entry.insert((id.to_owned(), version), mark);
            }
        }
        let releases = terminology.releases().iter().map(|loaded| loaded.name.clone()).collect();
        Self { releases, by_entry }
    }

    /// What stands beside an entry.
    pub fn mark(&self, id: &str, version: u32) -> Option<&Mark> {
        self.by_entry.get(&(id.to_owned(), version))
    }
}
