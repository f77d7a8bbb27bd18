//! FHIRPath (version 2.0.0, normative, with the functions that FHIR adds) over a typed tree.
//!
//! [`Expression::parse`] reads an expression and says where it is wrong; [`evaluate`] gives its
//! items. Every evaluation is bounded in steps, in items and in depth, so that an expression that
//! runs away ends as an error that says so.

mod boundary;
mod collection;
mod convert;
mod equal;
mod error;
mod evaluate;
mod fhir;
mod functions;
mod item;
mod lexer;
mod number;
mod operators;
mod parser;
mod quantity;
mod syntax;
mod temporal;
mod text;
mod types;

pub use error::{ExpressionError, Fault};
pub use evaluate::{Bounds, Context, NoServices, Services, evaluate};
pub use item::{Item, Quantity};
pub use syntax::Expression;
pub use temporal::{Temporal, TemporalKind};
