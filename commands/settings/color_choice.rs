//! When to colour.

use std::fmt;
use std::str::FromStr;

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The text names no choice.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("colour is `auto`, `always` or `never`")]
pub(crate) struct UnknownColorChoice;

impl ColorChoice {
    const ALL: [Self; 3] = [Self::Auto, Self::Always, Self::Never];

    const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl fmt::Display for ColorChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for ColorChoice {
    type Err = UnknownColorChoice;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|choice| choice.name() == text).ok_or(UnknownColorChoice)
    }
}
