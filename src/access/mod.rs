//! Access: users, their NHS role profiles, and the purposes for which a record may be seen.
//!
//! Owns who may do what; asks `consent` what the person chose. Pure.

mod activity;
mod baseline;
mod claim;
mod decide;
mod purpose;
mod request;
mod role;
mod user;

#[cfg(test)]
mod decide_test;
#[cfg(test)]
mod role_test;

pub use activity::Activity;
pub use claim::Claim;
pub use decide::{AccessQuestion, acting_as, decide, may_know_of_opt_out, may_search};
pub use purpose::Purpose;
pub use request::Reason;
pub use role::{JobRole, RoleProfile};
pub use user::User;
