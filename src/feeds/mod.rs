//! Feeds: wire messages in, each kept, told apart, applied or explained.
//!
//! Owns what happens between a stream of bytes and the store: the raw message is kept, a message
//! that came before is told from one that only bears the same number, what it says is applied in
//! the order in which its source wrote it down, and what cannot be read becomes a dead letter with
//! its place. Each message is one audit event; many messages are one commit. In = applied +
//! duplicate + conflict + dead, always.

mod apply;
mod demographics;
mod encounter;
mod entries;
mod family;
#[cfg(test)]
mod identity_test;
mod ingest;
mod intake;
mod link;
mod merge;
mod partial;
mod pieces;
mod receive;
mod source;
mod totals;

pub use ingest::{FeedError, Ingest, Progress, Reception};
pub use intake::intake;
pub use totals::Totals;
