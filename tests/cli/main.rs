//! The command line as a user meets it: the real binary, in an environment that is cleared, with
//! standard output, standard error and exit code of a whole session in one snapshot each.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod alerts;
mod audit;
mod audit_asking;
mod audit_kept;
mod audit_unusual;
mod connectathon;
mod connectathon_hostile;
mod connectathon_run;
mod consent;
mod consent_exchange;
mod consent_killed;
mod consent_plans;
mod demo;
mod explain;
mod feed;
mod gate;
mod generated;
mod hidden;
mod leaflet;
mod ndop;
mod practices;
mod record;
mod sandbox;
mod settings;
mod shell;
mod store;
mod streams;
mod terminal;
mod user;
mod weather;
mod week;
mod withheld;
mod worked;
