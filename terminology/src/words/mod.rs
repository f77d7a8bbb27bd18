//! Finding texts by the beginnings of their words, in an index of any kind.
//!
//! Owns how text is folded into words, the sections `words/` of an index, and the search: each word
//! of the query begins some word of the text, in any order, accents and case folded, the best first.
//! Where nothing is found a likely misspelling is tried, and the answer says so. Knows neither the
//! texts nor what a document is: the writer of the index gives each text a number, best first, and
//! gets that number back.
//!
//! How it is quick: a document's number is its rank, so the first found are the best. Ranks are cut
//! into blocks of 65,536. In a block, the postings of all words lie in the order of the dictionary,
//! so every word that begins alike is one slice of two-byte numbers, and the broadest query marks a
//! bitmap of eight kilobytes. A block also lists its texts in their own order, so those that begin
//! with the query are found by bisection.
//!
//! | section | what |
//! |---|---|
//! | `words/documents` | the document of each rank (u32) |
//! | `words/dictionary`, `words/dictionary-heads` | the distinct words in order, each as its difference from the one before; where each sixteenth begins (u32) |
//! | `words/common` | the words from the commonest on (u32), which the sequences are written in |
//! | `words/sequences`, `words/sequence-starts` | the words of each text in its order; where each eighth text begins in its block (u32) |
//! | `words/blocks` | where each block begins in the three sections below and in `words/sequences` (u64) |
//! | `words/postings` | the texts of each word, by block and word (u16) |
//! | `words/places`, `words/place-samples` | how many postings each word has in a block, a one for each and a zero after (u64); where each sixty-fourth word's ones begin (u32) |
//! | `words/sorted` | the texts of a block in the order of their words (u16) |

mod bits;
mod block;
mod builder;
mod dictionary;
mod fold;
mod found;
mod misspelling;
mod near;
mod numbering;
mod query;
mod search;
#[cfg(test)]
mod tests;

pub use builder::WordsBuilder;
pub use fold::words_of;
pub use found::{Fit, Found, Hit, Instead};
pub use query::QueryError;
pub use search::Words;

/// How many ranks are in a block: what two bytes number.
const BLOCK: usize = 1 << 16;
/// How many texts lie between two sampled starts of sequences.
const TEXTS_A_START: usize = 8;
/// How many words lie between two samples of places.
const WORDS_A_SAMPLE: usize = 64;
/// The most words of one text that are found.
const WORDS_A_TEXT: usize = 4096;
