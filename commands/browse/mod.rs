//! `dcr browse`: the record browser, on a terminal.

mod run;
mod show;

pub(crate) use run::{BrowseArgs, run};
pub(crate) use show::show;
