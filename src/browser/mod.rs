//! The record browser: a terminal screen over the store.
//!
//! Owns the model, the messages that change it, the drawing, and one impure runtime. `update` is
//! pure: a message goes in, the model changes, wishes come out. The store lives on its own thread
//! with the views that are open; nothing here can see a record but through it. Text from records
//! is cleaned before it is drawn.

mod action;
mod effect;
mod error;
mod keymap;
mod message;
mod model;
mod runtime;
mod start;
mod terminal;
mod update;
mod view;
mod worker;

#[cfg(test)]
mod fixtures;

pub use action::Action;
pub use effect::{Effect, Job, Kind, Request, Slot};
pub use error::BrowserError;
pub use keymap::{Binding, Context, Key};
pub use message::{Failure, Message, Opened, Refused, Reply};
pub use model::Model;
pub use runtime::run;
pub use start::{Start, Story};
pub use view::draw;
