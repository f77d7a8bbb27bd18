//! Access: users, their NHS role profiles, and the purposes for which a record may be seen.
//!
//! Owns who may do what; asks `consent` what the person chose. Pure.

mod activity;
mod activity_words;
mod baseline;
mod claim;
mod decide;
mod duty;
mod purpose;
mod request;
mod role;
mod role_code;
mod roster;
mod unseal;
mod user;
mod user_change;

#[cfg(test)]
mod decide_test;
#[cfg(test)]
mod role_test;
#[cfg(test)]
mod roster_test;

pub use activity::Activity;
pub use claim::Claim;
pub use decide::{AccessQuestion, acting_as, decide, may_know_of_opt_out, may_search};
pub use duty::Duty;
pub use purpose::Purpose;
pub use request::Reason;
pub use role::{JobRole, RoleProfile};
pub use role_code::RoleCodeError;
pub use roster::{Registered, Roster, Way, may_approve_users};
pub use unseal::may_unseal;
pub use user::User;
pub use user_change::{ChangeRefusal, UserChange};
