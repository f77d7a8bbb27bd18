//! `dcr consent approve`.

use clap::Args;
use dcr::access::Activity;
use dcr::consent::plan::{PlanRow, PlanTotals};
use dcr::output::{Column, Tone};
use dcr::store::sqlite::{Request, RequestKind};
use serde_json::json;

use super::decide::{Deciding, asked, decide, deciders};
use super::plan_rows;
use super::who_asks::acting;
use crate::asking::{caller, open_store, require, shown};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;

/// Approve what another user asked for, or list what waits
///
/// Nobody approves what they asked for, and a request expires after seven days. Exactly what was asked
/// for is approved: of a plan, the file of that hash. Approving a change of what people chose applies
/// nothing; `dcr consent apply` does. A grant of `dcr user` is in force once it is approved, and is never
/// approved by whom it is for. Choices are decided by those who administer consent, grants by those who
/// administer or watch, extracts by those who administer consent or watch.
#[derive(Debug, Args)]
pub(crate) struct ApproveArgs {
    /// The request; without it, those that wait are listed
    #[arg(value_name = "REQUEST")]
    request: Option<String>,
    /// Turn it down
    #[arg(long, requires = "request")]
    reject: bool,
    /// Show what is asked for and decide nothing
    #[arg(long, requires = "request", conflicts_with = "reject")]
    dry_run: bool,
}

/// Approves it.
pub(crate) fn run(session: &mut Session<'_>, args: &ApproveArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let may = |request: &Request| deciders(request.kind).iter().any(|activity| user.may(*activity));
    let Some(id) = &args.request else {
        let all = [Activity::ConsentAdministration, Activity::Governance, Activity::Administer];
        require(session, &mut store, &user, (&all, "approve what others ask for"))?;
        let waiting = store.approval_requests(false, &acting(&user, &all))?;
        return list(session, waiting.into_iter().filter(may));
    };
    let kind = store.request_kind(id);
    let needed = kind.as_ref().map_or(&[Activity::ConsentAdministration][..], |kind| deciders(*kind));
    require(session, &mut store, &user, (needed, "approve this"))?;
    kind?;
    let agent = acting(&user, needed);
    let request = store.approval_request(id, &agent)?;
    if request.kind != RequestKind::ConsentPlan {
        let deciding = match (args.dry_run, args.reject) {
            (true, _) => Deciding::Nothing,
            (false, true) => Deciding::TurnDown,
            (false, false) => Deciding::Approve,
        };
        return decide(session, &mut store, (&user, request), deciding);
    }
    let decided = if args.dry_run { request } else { store.decide_request(id, !args.reject, &agent)? };
    show(session, &decided)?;
    if !args.reject && !args.dry_run {
        session.terminal.hint(&next(&decided));
    }
    Ok(ExitCode::Done)
}

/// What is to be done once a change of choices is approved.
fn next(request: &Request) -> String {
    let Request { id, requested_by, .. } = request;
    if request.body.get("plan").is_some() {
        format!("nothing is applied yet: {requested_by} runs `dcr consent apply` with the plan's file")
    } else {
        format!("nothing is applied yet: {requested_by} runs `dcr consent apply {id}`")
    }
}

/// The rows that a request is about, the first thousand of a plan, and how many there are.
fn asked_for(request: &Request) -> (Vec<PlanRow>, u64) {
    let read = |value: &serde_json::Value| serde_json::from_value::<PlanRow>(value.clone()).ok();
    if let Some(row) = request.body.get("row").and_then(read) {
        return (vec![row], 1);
    }
    let rows = request.body["loosening"].as_array().into_iter().flatten().filter_map(read).collect();
    let totals = serde_json::from_value::<PlanTotals>(request.body["plan"]["totals"].clone()).unwrap_or_default();
    (rows, totals.needs_approval)
}

fn show(session: &mut Session<'_>, request: &Request) -> Result<(), CommandError> {
    let columns = [
        Column::new("change", ""),
        Column::new("nhs_number", "NHS number"),
        Column::new("choice", "Choice"),
        Column::new("effect", "Effect"),
        Column::new("evidence", "Evidence").flexible(),
    ];
    let mut listing = Listing::new("rows", &columns, "No row.");
    let (rows, count) = asked_for(request);
    for row in &rows {
        let statement = row.statement.as_ref();
        let cells = vec![
            row.operation.sign().into(),
            row.number.to_string().into(),
            statement.map_or("(entered in error)", |statement| statement.choice.word()).into(),
            row.effect.word().into(),
            statement.and_then(|statement| statement.evidence.as_deref()).unwrap_or_default().into(),
        ];
        listing.push(cells, row)?;
    }
    let state = match request.approved {
        Some(true) => "approved",
        Some(false) => "turned down",
        None => "waiting",
    };
    let asked = format!(
        "Request {}, asked for by {} on {}, {state}; it expires on {}.",
        request.id,
        request.requested_by,
        shown(request.requested),
        shown(request.expires)
    );
    listing.before(Tone::Strong, asked);
    if rows.is_empty() {
        listing.before(Tone::Plain, format!("What is asked for: {}", request.body));
    }
    if let Some(totals) = request.body["plan"]["totals"].as_object() {
        let totals: PlanTotals = serde_json::from_value(totals.clone().into()).unwrap_or_default();
        listing.before(Tone::Plain, plan_rows::sentence(&totals));
    }
    let left_out = count.saturating_sub(rows.len() as u64);
    if left_out > 0 {
        listing.end(Tone::Warning, format!("{left_out} more rows let somebody see more: the plan's file has all."));
    }
    let about = json!({"id": request.id, "kind": request.kind, "body": if rows.is_empty() { Some(&request.body) } else { None },
        "requested_by": request.requested_by, "requested": request.requested,
        "expires": request.expires, "state": state, "decided_by": request.decided_by, "needs_approval": count,
        "left_out": left_out});
    listing.about("request", &about)?;
    session.terminal.present(session.settings.output.value, &listing)
}

fn list(session: &mut Session<'_>, waiting: impl Iterator<Item = Request>) -> Result<ExitCode, CommandError> {
    let columns = [
        Column::new("request", "Request"),
        Column::new("kind", "For"),
        Column::new("requested_by", "Asked for by"),
        Column::new("requested", "On"),
        Column::new("expires", "Expires"),
        Column::new("rows", "Rows").right(),
        Column::new("source", "Source").flexible(),
    ];
    let mut listing = Listing::new("requests", &columns, "Nothing waits for approval.");
    for request in waiting {
        let said = request.body["source"].as_str().or(request.body["head"]["source"].as_str()).unwrap_or_default();
        let (count, source) = match request.kind {
            RequestKind::ConsentPlan => (asked_for(&request).1, said.to_owned()),
            _ => (1, asked(&request)),
        };
        let kind = serde_json::to_value(request.kind).ok().and_then(|kind| kind.as_str().map(ToOwned::to_owned));
        let kind = kind.unwrap_or_default().replace('-', " ");
        let cells = vec![
            request.id.as_str().into(),
            kind.as_str().into(),
            request.requested_by.as_str().into(),
            shown(request.requested).into(),
            shown(request.expires).into(),
            count.to_string().into(),
            source.as_str().into(),
        ];
        let value = json!({"id": request.id, "kind": request.kind, "requested_by": request.requested_by, "requested": request.requested,
            "expires": request.expires, "rows": count, "source": source});
        listing.push(cells, &value)?;
    }
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}
