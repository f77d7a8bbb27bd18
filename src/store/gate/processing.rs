//! Reading without showing.

/// A licence for a job: ingest, backup, verification. It opens internal reads, and nothing that
/// hands a record out accepts it.
#[derive(Debug)]
pub struct Processing {
    job: &'static str,
}

impl Processing {
    /// Begins a job of this name; each message or act it handles is audited on its own.
    pub(crate) const fn begin(job: &'static str) -> Self {
        Self { job }
    }

    /// The job's name.
    pub const fn job(&self) -> &'static str {
        self.job
    }
}
