//! From the fields of a message to what it says, by the rules of its dialect.
//!
//! One file for each kind of thing that is said; [`Context`] carries what all of them need.

mod clinical;
mod concept;
mod context;
mod demographics;
mod document;
mod encounter;
mod event;
mod identifiers;
mod keys;
mod observation;
mod order;
mod people;
mod results;
mod schedule;
mod signals;
mod statement;
mod value;

use context::Context;
use event::{DocumentEvent, Event};
use keys::{Keys, key, key_under};
pub use statement::interpret;
