//! The record browser from the command line.

mod run;
mod show;

pub(crate) use run::{BrowseArgs, run};
pub(crate) use show::{Browse, show};
