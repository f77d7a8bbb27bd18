//! Why a script was not played at all.

/// Why a script was not played at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PlayError {
    /// The machine gave no threads or files for it.
    #[error("the run cannot be started")]
    Start(#[source] std::io::Error),
    /// No scenario was chosen.
    #[error("no scenario of the script was chosen")]
    NothingChosen,
}
