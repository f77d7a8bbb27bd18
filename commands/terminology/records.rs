//! Every code of a store, checked: the work list of a mapping team.

use dcr::access::{Purpose, Reason};
use dcr::coding::{Tally, check};
use dcr::record::Coding;
use dcr_terminology::terminology::Terminology;

use crate::asking::{caller, open_store, request};
use crate::error::CommandError;
use crate::session::Session;
use crate::terminal::Unit;
use crate::words::count;

/// Checks every code of the store: codes, counts and messages, nothing of any person.
pub(super) fn check_all(
    session: &mut Session<'_>,
    terminology: &Terminology,
    tally: &mut Tally,
    incident: Option<&str>,
) -> Result<(), CommandError> {
    let mut store = open_store(session)?;
    let user = caller(session, &mut store)?;
    let reason =
        Reason { purpose: Purpose::RecordOperations, incident: incident.map(ToOwned::to_owned), ..Reason::default() };
    let viewing = store.open_codes(&request(user, reason))?;
    let total = store.info()?.entries;
    let progress = session.terminal.progress("Counting codes", total, Unit::Things);
    let found = store.codes_in_use(&viewing, |done| progress.at(done))?;
    drop(progress);
    for code in found.codes {
        let coding = Coding { system: code.system, code: Some(code.code), display: None };
        let finding = check(terminology, &coding, code.is_medication);
        let places = code.messages.iter().map(|message| format!("message {message}"));
        tally.count_many(&coding, &finding, code.count, |first| first.extend(places));
    }
    if found.withheld > 0 {
        let places = count(found.withheld, "place holds", "places hold");
        session
            .terminal
            .warning(&format!("{places} something that does not have the form of a code, and is not named"));
    }
    Ok(())
}
