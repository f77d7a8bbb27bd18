//! Requests for users, as `dcr consent approve` shows and decides them.

use dcr::access::{Activity, User, UserChange, may_approve_users};
use dcr::audit::Agent;
use dcr::output::{Column, Tone};
use dcr::store::sqlite::{Request, RequestKind, SqliteStore};
use serde_json::json;

use crate::asking::{require, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// What becomes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deciding {
    /// It is shown.
    Nothing,
    /// It is approved, and the change made.
    Approve,
    /// It is turned down.
    TurnDown,
}

/// Shows a request for a user and decides it.
pub(crate) fn decide(
    session: &mut Session<'_>,
    store: &mut SqliteStore,
    (user, request): (&User, Request),
    deciding: Deciding,
) -> Result<ExitCode, CommandError> {
    require(session, user, &[Activity::Administer, Activity::Governance], "approve grants")?;
    let decided = match deciding {
        Deciding::Nothing => request,
        _ => {
            store.decide_request(&request.id, deciding == Deciding::Approve, &approver(user))?;
            store.approval_request(&request.id)?
        }
    };
    let columns = [
        Column::new("request", "Request"),
        Column::new("requested_by", "Asked for by"),
        Column::new("what", "To").flexible(),
        Column::new("state", "State"),
    ];
    let mut listing = Listing::new("requests", &columns, "Nothing.");
    push(&mut listing, &decided)?;
    if deciding == Deciding::Approve {
        listing.end(Tone::Good, "It is approved and in force.");
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

/// The requests for users among those that wait, for a user who may decide them.
pub(crate) fn waiting<'a>(user: &User, requests: &'a [Request]) -> Vec<&'a Request> {
    if !may_approve_users(user) {
        return Vec::new();
    }
    requests.iter().filter(|request| request.kind == RequestKind::Grant).collect()
}

/// What a request for a user asks, in words.
pub(crate) fn asked(request: &Request) -> String {
    let change = serde_json::from_value::<UserChange>(request.body.clone());
    change.map_or_else(|_| "something that does not read back".to_owned(), |change| change.describe())
}

fn push(listing: &mut Listing, request: &Request) -> Result<(), CommandError> {
    let state = match (request.approved, request.used) {
        (Some(true), Some(_)) => "in force",
        (Some(true), None) => "approved",
        (Some(false), _) => "turned down",
        (None, _) => "waiting",
    };
    let what = asked(request);
    let cells = vec![(&request.id).into(), (&request.requested_by).into(), (&what).into(), state.into()];
    let value = json!({
        "id": request.id, "kind": request.kind, "what": what, "change": request.body, "state": state,
        "requested_by": request.requested_by, "requested": request.requested, "expires": request.expires,
        "decided_by": request.decided_by,
    });
    listing.push(cells, &value)?;
    listing.before(Tone::Muted, format!("It expires on {}.", shown(request.expires)));
    Ok(())
}

/// The user in the role that lets them approve.
fn approver(user: &User) -> Agent {
    let profile = user.profile_for(Activity::Administer).or_else(|| user.profile_for(Activity::Governance));
    Agent {
        user: user.name.clone(),
        full_name: user.full_name.clone(),
        role: profile.map(|profile| profile.role.0.clone()),
        organisation: profile.map(|profile| profile.organisation.clone()),
    }
}
