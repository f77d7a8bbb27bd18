//! `dcr demo`: builds the fictional Dorset in its own store from wire messages.

mod arrival;
mod build;
mod data;
mod run;
mod summary;
mod users;

pub(crate) use run::{DemoArgs, run};
