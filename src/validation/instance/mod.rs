//! A FHIR resource as it stands in a file, JSON or XML, as one tree of elements with places.
//!
//! Both syntaxes become the same tree: a primitive element holds its value and its extensions, a
//! resource says its type. What the syntax itself has wrong is kept beside the tree, so that one
//! reading finds as much as it can. Nothing here knows a definition.

mod json;
mod lines;
mod node;
mod value;
mod xml;

pub use lines::{Lines, Position};
pub(in crate::validation) use node::Written;
pub use node::{NodeId, Scalar, Syntax, SyntaxFault, Tree};
pub(in crate::validation) use value::{Shape, to_json};

/// The longest text that is read, in bytes.
pub const MOST_BYTES: usize = 128 << 20;
/// The deepest nesting of elements that is read.
pub const MOST_DEPTH: usize = 100;
/// The most elements of one tree.
pub const MOST_NODES: usize = 8_000_000;

/// Reads a resource. Where the text is not JSON or XML at all, the fault that ended the reading.
pub fn read(text: &str) -> Result<Tree<'_>, SyntaxFault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MOST_BYTES {
        return Err(SyntaxFault::new(0, format!("the text has more than {MOST_BYTES} bytes")));
    }
    if text.trim_start().starts_with('<') { xml::read(text) } else { json::read(text) }
}
