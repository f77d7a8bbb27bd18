//! Words that depend on a count.

/// A count with its noun.
pub(crate) fn count(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// A length with its noun.
pub(crate) fn length(length: usize, one: &str, many: &str) -> String {
    count(u64::try_from(length).unwrap_or(u64::MAX), one, many)
}
