//! Help that belongs to no command: exit codes, variables.

use crate::exit_code::ExitCode;
use crate::settings::KEYS;

/// The exit codes and their meanings.
pub(crate) fn exit_code_rows() -> Vec<(String, String)> {
    ExitCode::ALL.iter().map(|code| (code.number().to_string(), code.meaning().to_owned())).collect()
}

/// The variables of the environment and what they do.
pub(crate) fn variable_rows() -> Vec<(String, String)> {
    let mut rows: Vec<_> = KEYS
        .iter()
        .map(|key| (key.variable.to_owned(), format!("sets `{}`, see `dcr config show`", key.name)))
        .collect();
    rows.push(("PAGER".to_owned(), "the pager, where neither a setting nor DCR_PAGER names one".to_owned()));
    rows.push(("NO_COLOR".to_owned(), "set to anything: no colour".to_owned()));
    rows
}
