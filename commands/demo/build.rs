//! Builds the store of the demo: users, choices, then every message.

use std::fs;
use std::path::Path;

use dcr::access::User;
use dcr::consent::{AdoptedSettings, PolicyBook};
use dcr::feeds::{Ingest, Totals};
use dcr::store::sqlite::{Replacement, SqliteStore};
use dcr::store::{Context, StoreError};

use super::arrival;
use super::data::choices;
use super::users::users;
use crate::asking::{agent, context};
use crate::error::CommandError;
use crate::session::Session;
use crate::terminal::Unit;

/// Builds the store beside its place and moves it there when it is whole, so that a demo that was
/// stopped half-way is never opened.
pub(super) fn build(session: &Session<'_>, path: &Path) -> Result<(), CommandError> {
    let place = Replacement::begin(path)?;
    let unfinished = path.with_extension("building");
    remove(&unfinished)?;
    let users = users(session.environment.uid);
    let Some(first) = users.first() else { return Err(CommandError::failed("the demo has no users")) };
    let mut store = SqliteStore::init(&unfinished, context(), first, true)?;
    for user in &users[1..] {
        store.register_user(user, &first.name)?;
    }
    store.adopt_policy(&time_stands_still()?, &agent(first))?;
    for (number, choice, source) in choices()? {
        store.state_choice(number, &choice, &source, &agent(first))?;
    }
    take_in(session, &mut store, first)?;
    drop(store);
    Ok(place.put(&unfinished)?)
}

/// In the fictional Dorset time stands still in 2018: an encounter of that year stays recent, so that who
/// cared for a person then does so whenever the demo is opened.
fn time_stands_still() -> Result<AdoptedSettings, CommandError> {
    let settings = "from = \"2018-02-26\"\n[settings]\nrecent-encounter-days = 36500\n";
    let book = PolicyBook::shipped().map_err(|error| CommandError::failed(error.clone()))?;
    book.adoption(settings).map_err(CommandError::failed)
}

fn take_in(session: &Session<'_>, store: &mut SqliteStore, user: &User) -> Result<Totals, CommandError> {
    let deliveries = arrival::deliveries()?;
    let total = deliveries.iter().map(|delivery| delivery.bytes.len() as u64).sum();
    let progress = session.terminal.progress("Building the fictional Dorset", total, Unit::Bytes);
    let (mut totals, mut before) = (Totals::default(), 0);
    for delivery in &deliveries {
        let ingest = Ingest { received: delivery.received, ..Ingest::new("the demo", agent(user)) };
        totals += ingest.run(store, delivery.bytes.as_slice(), |step| progress.at(before + step.offset))?;
        before += delivery.bytes.len() as u64;
    }
    Ok(totals)
}

/// Removes a store and what SQLite keeps beside it.
fn remove(path: &Path) -> Result<(), CommandError> {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        match fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(CommandError::file(format!("cannot remove {}", path.display()), error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Opens the store of the demo.
pub(super) fn opened(path: &Path, terms_of: Vec<String>) -> Result<SqliteStore, CommandError> {
    SqliteStore::open(path, Context { terms_of, ..context() }).map_err(|error| match error {
        StoreError::NewerSchema { .. } | StoreError::Damaged(_) | StoreError::NotAStore(_) => {
            CommandError::from(error).hint("build it anew: `dcr demo --fresh`")
        }
        other => other.into(),
    })
}
