//! The command line as a user meets it: the real binary, in an environment that is cleared, with
//! standard output, standard error and exit code of a whole session in one snapshot each.

mod generated;
mod sandbox;
mod settings;
mod shell;
mod streams;
