//! The leaflet: the five choices and the form in plain words, from a file for each language.
//!
//! Owns the wording, its rendering as text, as HTML and as pages to print, and the reference that
//! stands on a printed form. Knows no store: whose form a reference is, only the store can say.

mod html;
mod reference;
mod text;
mod wording;

pub use html::{Paper, html};
pub use reference::{FormReference, FormReferenceError};
pub use text::text;
pub use wording::{Wording, WordingError};

/// What is printed besides the wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Print {
    /// The reference of a form that is printed for one person; none of a blank one.
    pub reference: Option<FormReference>,
}
