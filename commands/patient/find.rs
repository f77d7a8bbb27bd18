//! `dcr patient find`.

use clap::Args;
use dcr::store::{PatientQuery, PatientRef};

use super::query;
use crate::asking::{ReasonArgs, TimeArgs, caller, open_any, request};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::read_line;
use crate::views::Hits;

/// Find people by number, name, birth date, postcode
///
/// Every part that is given must fit: `ridgeway rose 1941-05-09 DT2`. The family name comes first;
/// `ridge*` finds names that begin so, and a given name may be cut short. A birth date may be a
/// year. A number may be an NHS number, a store number (`P12`) or a local one (`RBD:123456`, or
/// without its authority). The search is written to the audit.
///
/// Ends with exit code 1 where nobody is found.
#[derive(Debug, Args)]
pub(crate) struct FindArgs {
    /// What to look for; `-` reads it from standard input; without it you are asked
    #[arg(value_name = "WORDS")]
    words: Vec<String>,
    /// The most people to return
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    limit: usize,
    #[command(flatten)]
    reason: ReasonArgs,
    #[command(flatten)]
    time: TimeArgs,
}

/// Finds people.
pub(crate) fn run(session: &mut Session<'_>, args: &FindArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_any(session, Vec::new())?;
    let user = caller(session, &mut *store)?;
    let (as_of, valid_at) = (args.time.as_of, args.time.valid_at);
    let query = PatientQuery { limit: args.limit, as_of, valid_at, ..read_query(session, &args.words)? };
    let reason = args.reason.without_permission(session);
    let request = request(user, reason);
    let by_name = query.family.is_some();
    let mut hits = store.find(&request, &query)?;
    if let (true, Some(PatientRef::Patient(id))) = (hits.is_empty(), &query.number) {
        // `P400950` may also be a hospital's own number.
        hits = store.find(&request, &PatientQuery { number: None, local: Some(id.to_string()), ..query })?;
    }
    store.tell(session);
    if hits.is_empty() {
        session.terminal.status("Nobody found.");
        if by_name {
            session.terminal.hint("the family name comes first, and `*` completes its beginning: `ridge* rose`");
        }
        return Ok(ExitCode::Failed);
    }
    let full = hits.len() == args.limit;
    session.terminal.present(session.settings.output.value, &Hits(hits))?;
    if full {
        session.terminal.warning("there may be more: say more about the person, or raise `--limit`");
    }
    Ok(ExitCode::Done)
}

fn read_query(session: &mut Session<'_>, words: &[String]) -> Result<PatientQuery, CommandError> {
    let line = match words {
        [dash] if dash == "-" => read_line()?,
        [] if session.terminal.can_ask() => {
            session.terminal.ask("Whom to find (name, birth date, postcode or number)?")?
        }
        words => words.join(" "),
    };
    let query = query::parse(&line);
    let only_given = query == PatientQuery { given: query.given.clone(), ..PatientQuery::default() };
    if only_given {
        let error = CommandError::usage("nothing to look for");
        return Err(
            error.hint("give a family name, a birth date, a postcode or a number; `-` reads it from standard input")
        );
    }
    Ok(query)
}
