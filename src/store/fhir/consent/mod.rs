//! `Consent` after IHE PCF, to and from the choices of the leaflet.
//!
//! Five choices are less than PCF can say. [`decide`] maps a consent onto one of them only where that
//! choice says the same or, of what the person permitted, no more than this record uses; everything
//! else is not representable, and is said so by the name of each element. Nothing is applied by half.
//!
//! | PCF | choice |
//! |---|---|
//! | permit, for treatment or for every purpose, to everybody, without an end | Yes 3 |
//! | the same with an end | Yes 2, until that end |
//! | the same to one user of this store, within one day | Yes 1 |
//! | deny, but for breaking the glass | No 1 |
//! | deny | No 2 |
//!
//! Payment and operations may stand beside treatment: they are no purposes of this record, and are
//! never used. A refusal counts at the last instant that its date may mean, a permission at the
//! first, so that of two on one day the refusal stands.

mod decide;
#[cfg(test)]
mod decide_test;
mod file;
mod own;

pub use decide::{Decision, Meaning, decide};
pub use file::{Imported, Outcome, decide_all};
pub use own::{consent_of, provision_of};
