//! What a search answers.

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The documents, the best first: those with a text that is the query, then those with a text
    /// that begins with it, then the others, each in the order they were added.
    pub hits: Vec<Hit>,
    /// Whether there are more than were asked for.
    pub more: bool,
    /// Whether nothing has the words as they were typed, and these have others instead.
    pub fuzzy: bool,
    /// What was taken instead of what was typed, when the answer is fuzzy.
    pub instead: Vec<Instead>,
}

/// A document that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The number that it was added with.
    pub document: u32,
    /// How its text fits the query.
    pub fit: Fit,
}

/// How a text fits a query, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The words of the text are those of the query, in its order.
    Whole,
    /// The text begins with the query.
    Begins,
    /// Each word of the query begins a word of the text.
    Words,
}

/// What was taken instead of what was typed, both folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instead {
    /// The word, or the two words with a space between, that no text has.
    pub typed: String,
    /// The word, its beginning, or the two words that some text has.
    pub taken: String,
}
