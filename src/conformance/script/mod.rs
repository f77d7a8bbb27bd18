//! Scripts: YAML read into a typed model, every mistake named with its place.
//!
//! Owns the text of a script and what may stand in it: [`Source`] and [`Place`] say where something
//! stands, [`Diagnostic`] what is wrong there, [`shape`](schema) describes every key once, for the
//! reader and for the JSON Schema alike. [`load`] reads files and what they include. Values that are
//! put in place of `${...}` are a [`Template`]'s; secrets are hidden by a [`Redactor`]. Nothing here
//! opens a connection.

mod assemble;
mod assemble_step;
mod diagnostic;
mod duration;
mod keys;
mod load;
mod model;
mod node;
mod redact;
mod schema;
mod shape;
mod source;
mod template;
mod values;
mod yaml;

pub(in crate::conformance) use assemble_step::unescaped;
pub use diagnostic::{Diagnostic, Faults};
pub(in crate::conformance) use duration::duration;
pub use load::{Files, load};
pub use model::{
    Action, Actor, ActorKind, Capture, Content, Ending, Expect, HttpRequest, Manual, Mutate, Reply, Row, Scenario,
    Script, Send, Step, TlsFiles, Variable, Wire,
};
pub(in crate::conformance) use node::Node;
pub use redact::Redactor;
pub use schema::schema;
pub(in crate::conformance) use shape::{Kind, Object, check, key, required};
pub use source::{Place, Source};
pub use template::{Part, Template};
pub use values::{Environment, Values};
pub(in crate::conformance) use yaml::read;
