//! `dcr help`: help on commands, and the texts that belong to none.

mod find;
mod run;
mod topics;

pub(crate) use find::find;
pub(crate) use run::{HelpArgs, run};
pub(crate) use topics::{exit_code_rows, variable_rows};
