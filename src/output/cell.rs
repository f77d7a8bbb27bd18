//! One value of a row.

use super::{Tone, sanitise};

/// One value of a row: its text, sanitised, and what it means.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A value in ordinary text.
    pub fn new(text: impl AsRef<str>) -> Self {
        Self::toned(Tone::Plain, text)
    }

    /// A value with a meaning.
    pub fn toned(tone: Tone, text: impl AsRef<str>) -> Self {
        Self { text: sanitise(text.as_ref()).into_owned(), tone }
    }

    /// A value that may be absent.
    pub fn optional(text: Option<impl AsRef<str>>) -> Self {
        text.map_or_else(Self::default, Self::new)
    }

    /// The text, safe to show; it may hold line feeds.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it means.
    pub const fn tone(&self) -> Tone {
        self.tone
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

impl std::fmt::Debug for Cell {
    /// Masked: a cell may hold a person's data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Cell(‹{} characters›, {:?})", self.text.chars().count(), self.tone)
    }
}
