//! What a message says of one field: nothing, that it is empty now, or a value.

use serde::{Deserialize, Serialize};

/// What an update says of one field, once the feed's own rule for absent and quoted-null fields
/// (HL7 UK A.3 section 2.3, and the other rules in use) has been applied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field<T> {
    /// Nothing is said: what was known stands.
    #[default]
    Unsaid,
    /// The sender says that there is no value any more.
    Cleared,
    /// The sender says this value.
    Said(T),
}

impl<T> Field<T> {
    /// Carries what is said into `target`.
    pub fn apply_to(&self, target: &mut Option<T>)
    where
        T: Clone,
    {
        match self {
            Self::Unsaid => {}
            Self::Cleared => *target = None,
            Self::Said(value) => *target = Some(value.clone()),
        }
    }

    /// Carries a list into `target`; cleared means an empty list.
    pub fn apply_to_list<U>(&self, target: &mut Vec<U>)
    where
        T: AsRef<[U]>,
        U: Clone,
    {
        match self {
            Self::Unsaid => {}
            Self::Cleared => target.clear(),
            Self::Said(list) => {
                target.clear();
                target.extend_from_slice(list.as_ref());
            }
        }
    }

    /// The value, where one is said.
    pub fn said(&self) -> Option<&T> {
        match self {
            Self::Said(value) => Some(value),
            Self::Unsaid | Self::Cleared => None,
        }
    }
}

impl<T> From<Option<T>> for Field<T> {
    /// A value that is there is said; one that is absent says nothing.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Unsaid, Self::Said)
    }
}
