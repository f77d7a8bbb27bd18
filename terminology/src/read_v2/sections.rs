//! The sections of an index.

use crate::cells::Section;

/// Their names, by number; `texts` and `words/` stand beside them.
pub(super) const NAMES: [&str; 6] = ["codes", "code/cells", "code/terms", "term/cells", "term/keys", "keys"];
pub(super) const CODES: Section = 0;
pub(super) const CELLS: Section = 1;
pub(super) const TERMS: Section = 2;
pub(super) const TERM_CELLS: Section = 3;
pub(super) const TERM_KEYS: Section = 4;
pub(super) const KEYS: Section = 5;
