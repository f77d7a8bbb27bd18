//! Consent: what a person chose, the policy in force, and what follows for one request.
//!
//! Owns the five leaflet choices (standing choices and timed overlays), the permission asked at
//! the point of care, dated policy, and the decision that combines them. Pure: the clock, the
//! person's choices and the request come in; a decision with its reasons comes out. It knows no
//! users, roles or purposes: those are decided in `access`, which asks here.

mod choice;
mod combine;
mod decide;
mod decision;
mod disclosure;
mod effect;
pub mod leaflet;
pub mod plan;
mod policy;
mod reconcile;
mod request;
mod statement;
mod type_1;

#[cfg(test)]
mod combine_test;
#[cfg(test)]
mod decide_test;
#[cfg(test)]
mod example;

pub use choice::{Choices, Overlay, OverlayChoice, Standing, StandingChoice};
pub use combine::{ChoiceStatement, Chosen, StatementOutcome};
pub use decide::decide;
pub use decision::{Decision, Obligation, Outcome, Row};
pub use disclosure::{DisclosurePolicy, TellWithheld, Unclassifiable, Unsealing};
pub use effect::{Effect, effect};
pub use policy::Policy;
pub use reconcile::{Disagreement, reconcile};
pub use request::{Emergency, Permission, Question};
pub use statement::{Performer, Proxy, ProxyAuthority, Statement};
pub use type_1::{Type1, Type1Statement};
