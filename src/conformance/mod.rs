//! Conformance: scripts that talk to other systems and say whether they keep to the standards.
//!
//! [`script`] reads a script into a typed model and knows no network. [`check`] puts questions to the
//! bytes that came and knows no script file beyond the place of a check. [`run`] plays a script: it
//! owns the actors, their connections, correlation and time limits, and gives a record of the run.
//! [`evidence`] turns that record into files and knows nothing of how it came about. [`simulate`] is
//! the other side: peers with rules and with faults that can be switched on. [`catalogue`] holds the
//! scripts that ship in the binary. [`mutate`] spoils good messages. [`hl7v2`] makes and tells apart acknowledgements.
//!
//! A kind of actor is one file in [`run`] (what it sends and receives) and one entry in the tables of
//! [`script`] (what may be written); a layer that can be asked is one file in [`check`]; a form of
//! report is one file in [`evidence`].

pub mod catalogue;
pub mod check;
pub mod evidence;
mod hash;
pub mod hl7v2;
pub mod mutate;
pub mod run;
pub mod script;
pub mod simulate;
