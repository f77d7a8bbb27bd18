//! What a user names to be loaded, as one flat list of files: folders, files, zips, zips in zips.
//!
//! Owns the opening of archives and its bounds: paths that climb out, archives that are cut short,
//! that unfold to more than they may, or that nest too deep. What a file is, its reader says.

mod error;
mod item;
mod shared;
mod walk;

pub use error::ArchiveError;
pub use item::Item;
pub use walk::{Limits, items};
