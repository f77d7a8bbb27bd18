//! Labels the entries of the store again when a release was loaded.

use crate::asking::{agent, caller, open_store, store_path};
use crate::error::CommandError;
use crate::session::Session;
use crate::terminal::Unit;
use crate::words::count;

use super::place::marker;

/// Labels what is sensitive in the store by what is loaded now. Where there is no store there is
/// nothing to do; where it cannot be done, this is said and does not undo the load.
pub(super) fn relabel(session: &mut Session<'_>) {
    let is_there = store_path(session).is_ok_and(|path| path.exists());
    if !is_there {
        return;
    }
    if let Err(error) = attempt(session) {
        session.terminal.warning("what is sensitive in the store was not labelled again by this release");
        error.report(session.terminal);
        session.terminal.hint("run `dcr terminology load` with the same files as a registered user of the store");
    }
}

fn attempt(session: &mut Session<'_>) -> Result<(), CommandError> {
    let Some(marker) = marker(session) else { return Ok(()) };
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let progress = session.terminal.progress("Labelling entries", store.info()?.entries, Unit::Things);
    let done = store.relabel(&marker, agent(&user), |done| progress.at(done))?;
    drop(progress);
    session.terminal.status(&format!(
        "Looked for what is sensitive in {}: of {} the lists make something else now.",
        count(done.entries, "entry", "entries"),
        done.changed
    ));
    Ok(())
}
