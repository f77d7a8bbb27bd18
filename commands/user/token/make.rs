//! `dcr user token make`.

use clap::Args;
use dcr::store::Store;
use dcr::store::sqlite::NewToken;
use jiff::SignedDuration;
use serde_json::json;

use super::own_or_administers;
use super::rows::value;
use crate::asking::{agent, caller, open_store, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use dcr::output::{Format, write_json};

/// Make a token, and print it: this once
///
/// Whoever holds the token is the user, from anywhere the store is served, until it expires or is
/// revoked. Only its hash is kept: it cannot be shown again. You may make one for yourself; for
/// another user, only an administrator may.
#[derive(Debug, Args)]
pub(crate) struct MakeArgs {
    /// Whose token [default: your own]
    user: Option<String>,
    /// What it is for, such as the machine that is to use it
    #[arg(long = "for", value_name = "TEXT")]
    purpose: String,
    /// How many days it lasts
    #[arg(long, value_name = "NUMBER", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=366))]
    days: u16,
}

/// Makes the token.
pub(crate) fn run(session: &mut Session<'_>, args: &MakeArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let whose = args.user.clone().unwrap_or_else(|| user.name.clone());
    own_or_administers(session, &mut store, &user, Some(&whose))?;
    let lasts = SignedDuration::from_hours(24 * i64::from(args.days));
    let expires = store.now().checked_add(lasts).map_err(CommandError::failed)?;
    let new = NewToken { user: whose, name: args.purpose.trim().to_owned(), expires };
    let (token, secret) = store.make_token(&new, &agent(&user))?;
    if session.settings.output.value == Format::Table {
        session.terminal.raw(format!("{secret}\n").as_bytes())?;
    } else {
        let mut document = value(&token, store.now());
        document["secret"] = secret.into();
        let mut bytes = Vec::new();
        write_json(&mut bytes, &json!({ "format_version": "1", "token": document }))?;
        session.terminal.raw(&bytes)?;
    }
    let status = format!("Made {} for {}, until {}", token.id, token.user, shown(token.expires));
    session.terminal.status(&status);
    session.terminal.hint("it is not shown again; keep it where only its user can read it");
    Ok(ExitCode::Done)
}
