//! The patient index: when two source patients are one person, and when a person must decide.
//!
//! Owns the rules of matching and merging, the links between source patients with what each link
//! stands on, and the person that such links make. A link is an edge that can be taken away again;
//! no two patients are ever blended. Pure: it keeps nothing and reads nothing; the patients, the
//! edges and the day come in, and `store` keeps what comes out.

mod bearer;
mod birth_date;
mod cluster;
mod compare;
mod conflict;
mod evidence;
mod known;
mod merge;
mod name;

#[cfg(test)]
mod cluster_test;
#[cfg(test)]
mod compare_test;
#[cfg(test)]
mod example;
#[cfg(test)]
mod law_test;

pub use bearer::{Fit, bears};
pub use cluster::{cluster, held_back};
pub use compare::{BIRTH_DATE_UNKNOWN, Match, Occasion, compare};
pub use conflict::ConflictKind;
pub use evidence::{Edge, Evidence};
pub use known::Known;
pub use merge::{MergeVerdict, merge_verdict};
pub use name::{NameFit, name_fits};
