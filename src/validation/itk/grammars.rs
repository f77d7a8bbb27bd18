//! The grammars, read when they are first needed.

use std::sync::LazyLock;

use crate::validation::grammar::Grammar;

const TOOLKIT_TEXT: &str = include_str!("grammar/toolkit.txt");
const ACKNOWLEDGEMENT_TEXT: &str = include_str!("grammar/acknowledgement.txt");
const DATA_TYPES_TEXT: &str = include_str!("grammar/data_types.txt");
const MINI_SERVICES_TEXT: &str = include_str!("grammar/mini_services.txt");

/// The distribution envelope and the message types of the toolkit.
pub(super) static TOOLKIT: LazyLock<Grammar> = LazyLock::new(|| read(&[TOOLKIT_TEXT]));
/// The infrastructure acknowledgement, of which no schema is published with the envelope's.
pub(super) static ACKNOWLEDGEMENT: LazyLock<Grammar> = LazyLock::new(|| read(&[ACKNOWLEDGEMENT_TEXT]));
/// The Spine Mini Services.
pub(super) static MINI_SERVICES: LazyLock<Grammar> = LazyLock::new(|| read(&[DATA_TYPES_TEXT, MINI_SERVICES_TEXT]));

/// A test shows that each can be read.
fn read(texts: &[&str]) -> Grammar {
    Grammar::read(texts).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_grammar_can_be_read() {
        for texts in [&[TOOLKIT_TEXT][..], &[ACKNOWLEDGEMENT_TEXT], &[DATA_TYPES_TEXT, MINI_SERVICES_TEXT]] {
            assert_eq!(Grammar::read(texts).err(), None);
        }
    }
}
