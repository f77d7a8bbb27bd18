//! Playing a script: its actors, their connections, time, order and what came of it.
//!
//! [`play`] takes a script and gives a [`Run`], the record of all that was sent, came and was asked.
//! One kind of actor is one file (`mllp_client`, `mllp_server`, `http_client`); what came to any of them
//! waits in its `inbox` with the time it came. One kind of step is one file (`send`, `expect`). Times,
//! names and people are asked of a [`Context`]. Nothing here writes a file or prints; a caller looks on
//! through an [`Observer`].

mod actors;
mod allowed;
mod context;
mod error;
mod expect;
mod frame_bytes;
mod http_client;
mod inbox;
mod mllp_client;
mod mllp_server;
mod mutate;
mod observer;
mod options;
mod play;
mod reading;
mod record;
mod recorder;
mod send;
mod turn;
mod turn_values;

pub use allowed::{endpoints, is_allowed, is_here, is_loopback};
pub use context::Context;
pub use error::PlayError;
pub use observer::{NoObserver, Observer, Witness};
pub use options::Options;
pub use play::play;
pub use record::{CheckRun, CheckStatus, Direction, Exchange, FORMAT, Fault, Run, ScenarioRun, StepRun, Verdict};
