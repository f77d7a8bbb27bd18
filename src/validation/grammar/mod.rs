//! Grammars of XML: which elements and attributes may stand where, and what values may look like.
//!
//! A [`Grammar`] is read from a compact notation (`read.rs` says how it is written): content models
//! with choice and occurrence, attributes, and simple types. [`check`] puts an element to it and
//! says what is wrong where. The messages that grammars are written for are not known here.

mod check;
mod lexical;
mod model;
mod read;
mod simple;
mod uri;

pub(in crate::validation) use check::{Fault, check};
pub(in crate::validation) use model::Grammar;
