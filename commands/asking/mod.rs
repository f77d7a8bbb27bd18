//! Who asks, for whose record, why, and as of when: what the commands that look at a record have
//! in common.

mod any_store;
mod options;
mod patient;
mod reason;
mod server;
mod store;
mod time;
mod user;

pub(crate) use any_store::{AnyStore, open_any};
pub(crate) use options::{Opened, PageArgs, ViewArgs};
pub(crate) use patient::{PatientArg, read_patient};
pub(crate) use reason::ReasonArgs;
pub(crate) use server::{connect_server, outbox};
pub(crate) use store::{context, open_store, open_store_labelling, request, request_id, store_path};
pub(crate) use time::{AsOfArgs, TimeArgs, instant, shown};
pub(crate) use user::{agent, caller, member, require};
