//! The sections of an index.

use crate::cells::Section;

/// Their names, by number; `texts` stand beside them.
pub(super) const NAMES: [&str; 7] = ["files", "row/ids", "row/ends", "row/cells", "by from", "by to", "by id"];
pub(super) const FILES: Section = 0;
pub(super) const IDS: Section = 1;
pub(super) const ENDS: Section = 2;
pub(super) const CELLS: Section = 3;
pub(super) const BY_FROM: Section = 4;
pub(super) const BY_TO: Section = 5;
pub(super) const BY_ID: Section = 6;
