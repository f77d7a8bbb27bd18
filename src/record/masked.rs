//! Masks what identifies a person wherever a value is printed for a developer.

use std::fmt;

/// Stands in `Debug` output for text that may identify a person: says only that it is there.
///
/// ```
/// assert_eq!(format!("{:?}", dcr::record::Masked("Bloggs")), "‹6 characters›");
/// ```
#[derive(Clone, Copy)]
pub struct Masked<'a>(
    /// The text that is not shown.
    pub &'a str,
);

impl fmt::Debug for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "‹{} characters›", self.0.chars().count())
    }
}
