//! The exit codes: one documented list, an interface that scripts rely on.

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum ExitCode {
    /// Done.
    Done = 0,
    /// Failed, or nothing of the kind is there.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// Checks ran and some failed.
    ChecksFailed = 3,
    /// Not authorised, or refused by consent.
    Refused = 4,
    /// Changes are pending.
    ChangesPending = 5,
    /// What is stored contradicts itself.
    IntegrityBroken = 6,
    /// Somebody else changed it, or it exists already.
    Conflict = 7,
    /// The store cannot be opened, read or written.
    Unreachable = 8,
    /// A mistake of the program's own.
    Internal = 70,
    /// Ctrl-C.
    Interrupted = 130,
}

impl ExitCode {
    /// Every code.
    pub(crate) const ALL: [Self; 11] = [
        Self::Done,
        Self::Failed,
        Self::Usage,
        Self::ChecksFailed,
        Self::Refused,
        Self::ChangesPending,
        Self::IntegrityBroken,
        Self::Conflict,
        Self::Unreachable,
        Self::Internal,
        Self::Interrupted,
    ];

    /// The number that the shell sees.
    pub(crate) const fn number(self) -> u8 {
        self as u8
    }

    /// One sentence for help and the man page.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done; also when the reader of a pipe went away",
            Self::Failed => "failed, or there is nothing of the kind; a hidden record looks the same",
            Self::Usage => "the command line or the configuration is wrong",
            Self::ChecksFailed => "checks ran and some failed",
            Self::Refused => "not authorised, or refused by consent",
            Self::ChangesPending => "changes are pending (with --exit-code)",
            Self::IntegrityBroken => "integrity broken: what is stored contradicts itself",
            Self::Conflict => "conflict: it exists already, or the plan is stale",
            Self::Unreachable => "the store cannot be opened, read or written",
            Self::Internal => "internal error: a mistake of dcr's own",
            Self::Interrupted => "interrupted (Ctrl-C)",
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code.number())
    }
}
