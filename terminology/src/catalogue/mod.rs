//! The folder of loaded releases, side by side.
//!
//! Owns where an index stands, what is known of the release it was made from, and how a load
//! publishes: one folder for each release, made under another name and renamed when it is whole.
//! What stands in an index belongs to its kind.

mod error;
mod folder;
mod kind;
mod release;

pub use error::CatalogueError;
pub use folder::{Building, Catalogue, Listing, Loaded};
pub use kind::Kind;
pub use release::{Release, Source};
