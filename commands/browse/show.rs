//! Hands the terminal to the browser, and says how it ended.

use dcr::access::User;
use dcr::browser::{BrowserError, Start};
use dcr::store::sqlite::SqliteStore;

use crate::asking::request_id;
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::interrupt::leave_interrupt_to;
use crate::session::Session;
use crate::store_url::StoreUrl;

/// Shows the browser over a store until the user leaves it.
pub(crate) fn show(
    session: &mut Session<'_>,
    store: SqliteStore,
    user: User,
    start: Start,
) -> Result<ExitCode, CommandError> {
    let start =
        Start { colour: session.terminal.out().colour, session: request_id(), arguments: arguments(session), ..start };
    // Ctrl-C is a key there, and a signal must give the terminal back first.
    match leave_interrupt_to(|| dcr::browser::run(Box::new(store), user, start)) {
        Ok(()) => Ok(ExitCode::Done),
        Err(error @ BrowserError::Signal(_)) => Err(CommandError::new(ErrorKind::Interrupted, error)),
        Err(BrowserError::Internal { place }) => {
            session.terminal.error(&format!("dcr stopped on a mistake of its own at {place}"));
            session.terminal.hint("report this line; nothing half-written is left in a store");
            Ok(ExitCode::Internal)
        }
        Err(error @ BrowserError::Terminal(_)) => {
            Err(CommandError::failed(error).hint("see what is known of it: `dcr doctor`"))
        }
    }
}

/// The global options that name this store and user again.
fn arguments(session: &Session<'_>) -> String {
    let store = match &session.settings.store.value {
        StoreUrl::Default => None,
        other => Some(format!("--store {other}")),
    };
    let acting_as = session.acting_as.as_ref().map(|name| format!("--as {name}"));
    [store, acting_as].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
