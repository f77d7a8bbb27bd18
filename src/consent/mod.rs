//! Consent: what a person chose, the policy in force, and what follows for one request.
//!
//! Owns the five leaflet choices (standing choices and timed overlays), the permission asked at
//! the point of care, dated policy with its settings, and the decision table that combines them.
//! Pure: the clock, the person's choices and the request come in; a decision comes out, and the
//! rows that led to it where they are asked for. Who a user is, what a role may do and who is in
//! whose care is worked out in `access`, which sorts it into the table's inputs.

mod choice;
mod classes;
mod combine;
mod decide;
mod decision;
mod disclosure;
mod effect;
pub mod leaflet;
mod obligation;
pub mod plan;
mod policy;
mod reconcile;
mod request;
mod settings;
mod statement;
mod type_1;

#[cfg(test)]
mod combine_test;
#[cfg(test)]
mod decide_test;
#[cfg(test)]
mod example;
#[cfg(test)]
mod oracle_test;
#[cfg(test)]
mod policy_test;

pub use choice::{Choices, Overlay, OverlayChoice, Standing, StandingChoice, end_of_local_day};
pub use classes::{Classes, Cover};
pub use combine::{ChoiceStatement, Chosen, StatementOutcome};
pub use decide::{decide, decide_classes, explain};
pub use decision::{Decision, Explanation, Outcome, Row, TriedRow};
pub use disclosure::{DisclosurePolicy, TellWithheld, Unclassifiable, Unsealing};
pub use effect::{Effect, effect};
pub use obligation::{Obligation, Obligations};
pub use policy::{AdoptedSettings, Policy, PolicyBook, PolicyError, PolicyInForce, PolicyLine, SettingLine};
pub use reconcile::{Disagreement, reconcile};
pub use request::{Aim, Bond, Circumstances, Closeness, Emergency, Permission, Question, Requester, StoreState};
pub use settings::{DiscussionRule, OptOutKnownTo, ProxyRule, SafeguardingUnderNo2, Settings};
pub use statement::{Performer, Proxy, ProxyAuthority, Statement};
pub use type_1::{Type1, Type1Statement};
