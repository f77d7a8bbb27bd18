//! Hands a store to the browser, and what it ended with to the shell.

use std::sync::Arc;

use dcr::access::{Purpose, User};
use dcr::browser::{self, BrowserError, Start, Story};
use dcr::coding::Marker;
use dcr::store::{Store, SystemClock};
use jiff::Timestamp;

use crate::asking::request_id;
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::interrupt::leave_interrupt_to;
use crate::session::Session;
use crate::store_url::StoreUrl;

/// What the browser begins with.
pub(crate) struct Browse {
    /// The purpose until another is chosen.
    pub(crate) purpose: Purpose,
    /// The incident that record operations serve.
    pub(crate) incident: Option<String>,
    /// People worth opening.
    pub(crate) stories: Vec<Story>,
    /// What the store knew then.
    pub(crate) as_of: Option<Timestamp>,
    /// What was true then.
    pub(crate) valid_at: Option<Timestamp>,
    /// The terminologies whose terms are shown.
    pub(crate) marker: Option<Arc<Marker>>,
}

/// Shows the browser until the user leaves it.
pub(crate) fn show(
    session: &Session<'_>,
    store: Box<dyn Store>,
    user: User,
    browse: Browse,
) -> Result<ExitCode, CommandError> {
    if !session.terminal.can_browse() {
        return Err(CommandError::usage("the browser needs a terminal to draw on and to read keys from")
            .hint("in a pipe use `dcr patient find`, `dcr record show` and `dcr record timeline`"));
    }
    let start = Start {
        purpose: browse.purpose,
        incident: browse.incident,
        stories: browse.stories,
        colour: session.terminal.out().colour,
        clock: Arc::new(SystemClock),
        session: request_id(),
        arguments: arguments(session),
        as_of: browse.as_of,
        valid_at: browse.valid_at,
        marker: browse.marker,
    };
    // The browser restores the terminal before a signal ends it.
    match leave_interrupt_to(|| browser::run(store, user, start)) {
        Ok(()) => Ok(ExitCode::Done),
        Err(BrowserError::Signal(_)) => Err(CommandError::new(ErrorKind::Interrupted, "interrupted")),
        Err(error @ BrowserError::Internal { .. }) => Err(CommandError::new(ErrorKind::Internal, error)),
        Err(error) => Err(CommandError::failed(error)),
    }
}

/// The global arguments that name this store and user again.
fn arguments(session: &Session<'_>) -> String {
    let store = &session.settings.store.value;
    let named = (*store != StoreUrl::Default).then(|| format!("--store {store}"));
    let acting = session.acting_as.as_ref().map(|name| format!("--as {name}"));
    named.into_iter().chain(acting).collect::<Vec<_>>().join(" ")
}
