//! The first screen: the search, what it found, and in a demo the stories.

use super::{Paged, SearchField, SearchForm};
use crate::browser::start::Story;
use crate::store::view::PatientHit;

/// Where the keys go on the first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Focus {
    /// A field of the form.
    Form(SearchField),
    /// The list below it.
    List,
}

/// The first screen.
pub(in crate::browser) struct Home {
    /// The fields.
    pub(in crate::browser) form: SearchForm,
    /// Where the keys go.
    pub(in crate::browser) focus: Focus,
    /// The opening list.
    pub(in crate::browser) stories: Paged<Story>,
    /// What the search found; `None` before the first search.
    pub(in crate::browser) hits: Option<Paged<PatientHit>>,
    /// Whether more people fit than are shown.
    pub(in crate::browser) more_hits: bool,
}

impl Home {
    /// The screen as it opens: on the stories where there are any, else on the form.
    pub(in crate::browser) fn new(stories: Vec<Story>) -> Self {
        let focus = if stories.is_empty() { Focus::Form(SearchField::NhsNumber) } else { Focus::List };
        Self { form: SearchForm::default(), focus, stories: Paged::whole(stories), hits: None, more_hits: false }
    }

    /// How many rows the list has.
    pub(in crate::browser) fn rows(&self) -> usize {
        self.hits.as_ref().map_or_else(|| self.stories.total(), Paged::total)
    }

    /// The field that has the focus.
    pub(in crate::browser) fn field(&self) -> Option<SearchField> {
        match self.focus {
            Focus::Form(field) => Some(field),
            Focus::List => None,
        }
    }
}
