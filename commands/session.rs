//! What every verb is handed.

use crate::environment::Environment;
use crate::settings::Settings;
use crate::terminal::Terminal;

/// What every verb is handed: the terminal to talk through, the settings, and what the process
/// was given.
pub(crate) struct Session<'a> {
    /// Everything printed goes through it.
    pub(crate) terminal: &'a mut Terminal,
    /// What was set, and where.
    pub(crate) settings: Settings,
    /// What the process was given.
    pub(crate) environment: Environment,
    /// The user of a demo store to act as (`--as`).
    pub(crate) acting_as: Option<String>,
    /// Whether every question is answered yes (`--yes`).
    pub(crate) agreed: bool,
}
