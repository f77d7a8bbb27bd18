//! One line of typed text.

use tui_input::{Input, InputRequest};

/// The most characters a field takes: more than any name or reason needs, and a bound for a paste.
const MOST: usize = 200;

/// One line of text with a cursor. It may hold what identifies a person, so it has no `Debug`.
#[derive(Clone, Default)]
pub(in crate::browser) struct TextField {
    input: Input,
}

impl TextField {
    /// A field that holds text already, the cursor at its end.
    pub(in crate::browser) fn with(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()) }
    }

    /// What was typed, trimmed.
    pub(in crate::browser) fn text(&self) -> &str {
        self.input.value().trim()
    }

    /// What was typed as it stands.
    pub(in crate::browser) fn raw(&self) -> &str {
        self.input.value()
    }

    /// How many characters stand before the cursor.
    pub(in crate::browser) fn cursor(&self) -> usize {
        self.input.cursor()
    }

    /// Types one character; control characters and what is too much are left out.
    pub(in crate::browser) fn insert(&mut self, character: char) {
        if !character.is_control() && self.input.value().chars().count() < MOST {
            self.input.handle(InputRequest::InsertChar(character));
        }
    }

    /// Edits.
    pub(in crate::browser) fn edit(&mut self, request: InputRequest) {
        self.input.handle(request);
    }

    /// Empties the field.
    pub(in crate::browser) fn clear(&mut self) {
        self.input.reset();
    }
}
