//! The number of an operating-system account.

use std::process::{Command, Stdio};

use crate::error::CommandError;

/// Looks an account up by name as the system itself does, directories of the network included.
pub(super) fn uid_of(name: &str) -> Result<u32, CommandError> {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_') && name.len() <= 256;
    if !is_name {
        return Err(CommandError::usage("an account is named by its login name").hint("a number goes with `--uid`"));
    }
    let asked = Command::new("id").args(["-u", "--", name]).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let output =
        asked.map_err(|error| CommandError::file("cannot run `id` to look the account up".to_owned(), error))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    match printed.trim().parse() {
        Ok(uid) if output.status.success() => Ok(uid),
        _ => Err(CommandError::failed(format!("this machine has no account {name}")).hint("give its number: `--uid`")),
    }
}
