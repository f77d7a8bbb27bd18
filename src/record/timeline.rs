//! The order of a timeline.

use std::cmp::Ordering;

use super::Entry;

/// Newest first; what has no time of its own stands by the time its source wrote it down; ties by
/// message and place, so that the order never depends on chance.
pub fn timeline_order(left: &Entry, right: &Entry) -> Ordering {
    let time = |entry: &Entry| entry.time.or(entry.provenance.stated);
    let place = |entry: &Entry| (entry.provenance.message, entry.provenance.location.ordinal);
    time(right).cmp(&time(left)).then_with(|| place(left).cmp(&place(right))).then_with(|| left.id.cmp(&right.id))
}
