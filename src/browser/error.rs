//! Why the browser ended otherwise than by its quit key.

use std::io;

/// A failure of the browser itself. What the store refuses or fails at is shown inside the browser.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// The terminal could not be set up, read or drawn on.
    #[error("the terminal cannot be used")]
    Terminal(#[from] io::Error),
    /// A signal asked the browser to end (SIGINT 2, SIGHUP 1, SIGTERM 15). The terminal is restored.
    #[error("ended by signal {0}")]
    Signal(i32),
    /// A defect in dcr. The terminal is restored; the place names a source line and no patient data.
    #[error("internal error at {place}")]
    Internal {
        /// The source file and line.
        place: String,
    },
}
