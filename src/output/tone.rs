//! What a piece of text means, and the medium it is written for.

/// The meaning of a piece of text, from which whoever owns the terminal picks a colour. Meaning
/// never stands on colour alone: a word says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// A heading, or a column's title.
    Heading,
    /// The name of a field beside its value.
    Label,
    /// What matters most in its line, such as a person's name.
    Strong,
    /// What matters less: provenance, counts, what is over.
    Muted,
    /// A warning about the person: an allergy, a value out of range.
    Alert,
    /// Something that wants attention.
    Warning,
    /// Something that failed.
    Error,
    /// Something that is in order.
    Good,
    /// A command, a path or a key to use next.
    Hint,
}

impl Tone {
    /// Every tone, for tables of colours and their tests.
    pub const ALL: [Self; 10] = [
        Self::Plain,
        Self::Heading,
        Self::Label,
        Self::Strong,
        Self::Muted,
        Self::Alert,
        Self::Warning,
        Self::Error,
        Self::Good,
        Self::Hint,
    ];
}

/// The medium that text for people is laid out for.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The columns to fit into; `None` where the reader is a pipe: nothing is wrapped and every row
    /// is one line.
    pub width: Option<usize>,
    /// Whether lines may be drawn with characters outside ASCII.
    pub unicode: bool,
    /// Colours a text by its meaning. It must not change the width shown.
    pub paint: fn(Tone, &str) -> String,
}

impl Style {
    /// For a pipe or a file: no width, no colour.
    pub const PLAIN: Self = Self { width: None, unicode: true, paint: |_, text| text.to_owned() };

    /// For a screen of `width` columns, without colour.
    pub const fn screen(width: usize) -> Self {
        Self { width: Some(width), ..Self::PLAIN }
    }
}
