//! Unusual access: which looks at records a privacy officer should see first, and what explains them.
//!
//! Rules alone are noisy: most of what they find has an ordinary reason. So each hit carries what would
//! explain it, and a hit of which every rule is explained is folded away: counted, and shown when asked
//! for. Nothing here accuses: a hit is a look to ask about.

mod patterns;
mod rule;
#[cfg(test)]
mod test;

pub use patterns::{Look, patterns};
pub use rule::{Rule, Thresholds, is_explained, is_same_name, of_closeness};
