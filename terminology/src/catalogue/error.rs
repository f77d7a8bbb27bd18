//! Why the folder of releases cannot be used.

use std::io;
use std::path::PathBuf;

/// Why the folder of releases cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// It cannot be read or written.
    #[error("{} cannot be used", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// Another load is running.
    #[error("another load is running in {}", .0.display())]
    Busy(PathBuf),
}
