//! What goes into a bundle.

use std::fmt;

use jiff::Timestamp;

use crate::record::{Entry, Patient};

/// The person as one source knows them, with a name for that identity.
#[derive(Clone, PartialEq, Eq)]
pub struct SourceIdentity {
    /// A name that is unique in the store and does not change, such as the number of the source
    /// patient.
    pub id: String,
    /// The organisation's code: an ODS code where it has one.
    pub organisation: String,
    /// The organisation's name.
    pub organisation_name: String,
    /// The sending system.
    pub system: String,
    /// Whether the source retired this identity in a merge.
    pub merged: bool,
    /// What the source holds, masked where the view is.
    pub patient: Patient,
}

/// An entry, and which identity it stands under.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportedEntry {
    /// The [`SourceIdentity::id`] that holds it. Where absent, the identity of the same organisation
    /// and system is taken, or that of the same organisation.
    pub identity: Option<String>,
    /// The entry.
    pub entry: Entry,
}

impl From<Entry> for ExportedEntry {
    fn from(entry: Entry) -> Self {
        Self { identity: None, entry }
    }
}

/// All that one bundle says of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Export {
    /// A name for the store, so that the same numbers in two stores never make the same `urn:uuid`.
    pub namespace: String,
    /// A name for the person, unique in the store.
    pub person: String,
    /// Every identity that a source holds for the person.
    pub identities: Vec<SourceIdentity>,
    /// The entries, in the order to write them.
    pub entries: Vec<ExportedEntry>,
    /// How many entries the view withheld, where policy lets that be said.
    pub withheld: Option<usize>,
    /// What a reader must know of the whole, a sentence each: on what the view stands, as of when.
    pub notes: Vec<String>,
    /// When the bundle is made.
    pub generated: Timestamp,
}

impl fmt::Debug for SourceIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceIdentity({}, ‹masked›)", self.organisation)
    }
}

impl fmt::Debug for ExportedEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ExportedEntry({}, ‹masked›)", self.entry.resource.kind())
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Export({} identities, {} entries)", self.identities.len(), self.entries.len())
    }
}
