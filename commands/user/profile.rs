//! A role at an organisation, from the command line.

use dcr::access::{JobRole, RoleCodeError, RoleProfile};
use dcr::record::directory;

use crate::error::CommandError;
use crate::session::Session;

/// Reads the code of a role; where there is no such role, the error lists those that there are.
fn role(code: &str) -> Result<JobRole, CommandError> {
    JobRole::from_code(code).map_err(|error| {
        let roles = JobRole::all().map(|role| format!("{} {}", role.0, role.title().unwrap_or_default()));
        let list = format!("the roles are {}", roles.collect::<Vec<_>>().join(", "));
        match error {
            // The text may be anything, so it is not repeated.
            RoleCodeError::Form => CommandError::usage(RoleCodeError::Form),
            error @ RoleCodeError::Unknown(_) => CommandError::usage(error),
        }
        .hint(list)
    })
}

/// A role at an organisation. An organisation that is not known is warned of: its users view nothing.
pub(crate) fn profile(session: &mut Session<'_>, code: &str, organisation: &str) -> Result<RoleProfile, CommandError> {
    let role = role(code)?;
    let plain = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '-';
    if organisation.is_empty() || organisation.len() > 20 || !organisation.chars().all(plain) {
        return Err(CommandError::usage("an organisation is named by its ODS code, in capitals and digits")
            .hint("such as `RBD`, `RBD01` or `J81012`"));
    }
    if directory().find(organisation).is_none() {
        session.terminal.warning("no organisation of that code is known here, so its users cannot view records yet");
    }
    Ok(RoleProfile { role, organisation: organisation.to_owned() })
}
