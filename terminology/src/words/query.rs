//! The words of a query.

use super::dictionary::Dictionary;
use super::words_of;

/// The most bytes of a query.
const LONGEST: usize = 4096;
/// The most words of a query.
const MOST: usize = 64;

/// Why a query is not searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// It is too long.
    #[error("the text to search for has {0} bytes; at most {LONGEST} are searched")]
    Bytes(usize),
    /// It has too many words.
    #[error("the text to search for has {0} words; at most {MOST} are searched")]
    Words(usize),
}

/// A word of a query, and the words of the index that begin with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    /// The first of them.
    pub(super) from: u32,
    /// The one after the last of them.
    pub(super) to: u32,
    /// Whether the first is this very word.
    pub(super) whole: bool,
}

impl Term {
    pub(super) fn new(text: &str, dictionary: &Dictionary<'_>) -> Self {
        let (from, to) = dictionary.beginning(text);
        let whole = from < to && dictionary.number(text) == Some(from);
        Self { text: text.to_owned(), from, to, whole }
    }

    /// Whether no word begins like this.
    pub(super) fn unknown(&self) -> bool {
        self.from >= self.to
    }
}

/// The words of a query within its bounds.
pub(super) fn terms(query: &str, dictionary: &Dictionary<'_>) -> Result<Vec<Term>, QueryError> {
    if query.len() > LONGEST {
        return Err(QueryError::Bytes(query.len()));
    }
    let mut count = 0;
    let mut terms = Vec::new();
    words_of(query, &mut |word| {
        count += 1;
        if count <= MOST {
            terms.push(Term::new(word, dictionary));
        }
    });
    if count > MOST { Err(QueryError::Words(count)) } else { Ok(terms) }
}
