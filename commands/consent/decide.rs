//! Requests other than about choices: who decides each kind, what it asks in words, and the deciding.

use dcr::access::{Activity, User, UserChange};
use dcr::output::{Column, Tone};
use dcr::store::sqlite::{Request, RequestKind, SqliteStore};
use serde_json::json;

use super::who_asks::acting;
use crate::asking::{require, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deciding {
    /// It is shown.
    Nothing,
    /// It is approved.
    Approve,
    /// It is turned down.
    TurnDown,
}

/// What a role must allow to decide requests of a kind: any of these.
pub(super) const fn deciders(kind: RequestKind) -> &'static [Activity] {
    match kind {
        RequestKind::ConsentPlan | RequestKind::LiftDenial => &[Activity::ConsentAdministration],
        RequestKind::Grant => &[Activity::Administer, Activity::Governance],
        RequestKind::Extract => &[Activity::ConsentAdministration, Activity::Governance],
        RequestKind::Erasure => &[Activity::Governance],
    }
}

/// What a request asks, in words.
pub(super) fn asked(request: &Request) -> String {
    let text = |name: &str| request.body[name].as_str().unwrap_or_default().to_owned();
    match request.kind {
        RequestKind::Grant => {
            let change = serde_json::from_value::<UserChange>(request.body.clone());
            change.map_or_else(|_| "something that does not read back".to_owned(), |change| change.describe())
        }
        RequestKind::LiftDenial => format!("lift the denial of entry {}", text("entry")),
        RequestKind::Extract => format!("release an extract for {}, to {}", text("purpose"), text("recipient")),
        RequestKind::Erasure => format!("erase events of the audit: {}", text("reason")),
        RequestKind::ConsentPlan => text("source"),
    }
}

/// Shows a request and decides it.
pub(super) fn decide(
    session: &mut Session<'_>,
    store: &mut SqliteStore,
    (user, request): (&User, Request),
    deciding: Deciding,
) -> Result<ExitCode, CommandError> {
    require(session, store, user, (deciders(request.kind), "decide this request"))?;
    if request.kind == RequestKind::Erasure && deciding == Deciding::Approve {
        return Err(CommandError::usage("what is erased is gone with its approval")
            .hint(format!("approve it with `dcr audit redact --approve {}`", request.id)));
    }
    let decided = if deciding == Deciding::Nothing {
        request
    } else {
        let agent = acting(user, deciders(request.kind));
        store.decide_request(&request.id, deciding == Deciding::Approve, &agent)?;
        store.approval_request(&request.id, &agent)?
    };
    let mut listing = listed(&decided)?;
    match (deciding, decided.kind) {
        (Deciding::Approve, RequestKind::Grant) => listing.end(Tone::Good, "It is approved and in force."),
        (Deciding::Approve, _) => {
            let again = format!("It is approved: {} runs the same command again.", decided.requested_by);
            listing.end(Tone::Good, again);
        }
        (Deciding::TurnDown, _) => listing.end(Tone::Plain, "It is turned down."),
        (Deciding::Nothing, _) => listing.end(Tone::Muted, format!("It expires on {}.", shown(decided.expires))),
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

fn listed(request: &Request) -> Result<Listing, CommandError> {
    let columns = [
        Column::new("request", "Request"),
        Column::new("requested_by", "Asked for by"),
        Column::new("what", "To").flexible(),
        Column::new("state", "State"),
    ];
    let mut listing = Listing::new("requests", &columns, "Nothing.");
    let state = match (request.approved, request.used) {
        (Some(true), Some(_)) => "in force",
        (Some(true), None) => "approved",
        (Some(false), _) => "turned down",
        (None, _) => "waiting",
    };
    let what = asked(request);
    let cells = vec![(&request.id).into(), (&request.requested_by).into(), (&what).into(), state.into()];
    let value = json!({
        "id": request.id, "kind": request.kind, "what": what, "asked": request.body, "state": state,
        "requested_by": request.requested_by, "requested": request.requested, "expires": request.expires,
        "decided_by": request.decided_by,
    });
    listing.push(cells, &value)?;
    Ok(listing)
}
