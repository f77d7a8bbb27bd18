//! Access: users, their NHS role profiles, who is in whose care, and the purposes for which a record
//! may be seen.
//!
//! Owns who may do what; asks `consent` what follows from it and from what the person chose. Pure.

mod activity;
mod activity_words;
mod answer;
mod baseline;
mod claim;
mod closeness;
mod decide;
mod duty;
mod purpose;
mod relationship;
mod request;
mod role;
mod role_code;
mod roster;
mod unseal;
pub mod unusual;
mod user;
mod user_change;

#[cfg(test)]
mod decide_test;
#[cfg(test)]
mod relationship_test;
#[cfg(test)]
mod role_test;
#[cfg(test)]
mod roster_test;

pub use activity::{Activities, Activity};
pub use answer::{AnsweredBy, answer_counts, answer_to_keep};
pub use claim::Claim;
pub use closeness::{ClosenessFacts, closeness};
pub use decide::{
    AccessQuestion, PersonFacts, acting_as, decide, explain, may_know_of_opt_out, may_search, organisations,
};
pub use duty::Duty;
pub use purpose::Purpose;
pub use relationship::{CareFacts, ClaimFact, EncounterFact, ReferralFact, Relationship, relationship};
pub use request::Reason;
pub use role::{JobRole, RoleProfile};
pub use role_code::RoleCodeError;
pub use roster::{Registered, Roster, Way, may_approve_users};
pub use unseal::may_unseal;
pub use user::User;
pub use user_change::{ChangeRefusal, UserChange};
