//! What a view hands out, in every form: for a reader, as JSON, line by line, and flat.

mod access;
mod alerts;
mod conflicts;
mod dead_letters;
mod entries;
mod entry;
mod feeds;
mod header;
mod hits;
mod identity;
mod listing;
mod message;
mod person;
mod record;
mod section;
mod summary;
mod totals;
mod trace;

pub(crate) use access::{Explained, Whoever};
pub(crate) use alerts::{AlertDetail, Alerts};
pub(crate) use conflicts::Conflicts;
pub(crate) use dead_letters::DeadLetters;
pub(crate) use entry::EntryVersions;
pub(crate) use feeds::{Feed, Feeds};
pub(crate) use hits::Hits;
pub(crate) use identity::Identity;
pub(crate) use listing::Listing;
pub(crate) use message::Message;
pub(crate) use person::Person;
pub(crate) use record::Record;
pub(crate) use totals::{FileTotals, Ingested};
pub(crate) use trace::Trace;
