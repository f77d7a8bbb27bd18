//! Why output could not be written.

/// Output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A value has no JSON form.
    #[error("a value cannot be written as JSON")]
    Json(#[source] serde_json::Error),
    /// The stream failed; a closed pipe among the reasons.
    #[error("output could not be written")]
    Io(#[source] std::io::Error),
}

impl From<std::io::Error> for OutputError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<serde_json::Error> for OutputError {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { Self::Io(error.into()) } else { Self::Json(error) }
    }
}

impl From<csv::Error> for OutputError {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => Self::Io(error),
            other => Self::Io(std::io::Error::other(format!("CSV: {other:?}"))),
        }
    }
}
