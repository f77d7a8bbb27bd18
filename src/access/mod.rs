//! Access: users, their NHS role profiles, and the purposes for which a record may be seen.
//!
//! Owns who may do what; asks `consent` what the person chose. Pure.

mod decide;
mod purpose;
mod request;
mod role;
mod user;

pub use decide::{AccessQuestion, decide};
pub use purpose::Purpose;
pub use request::Reason;
pub use role::{Activity, JobRole, RoleProfile};
pub use user::User;
