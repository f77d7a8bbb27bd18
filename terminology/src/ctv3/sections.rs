//! The sections of an index.

use crate::cells::Section;

/// Their names, by number; `texts` and `words/` stand beside them.
pub(super) const NAMES: [&str; 13] = [
    "codes",
    "concept/cells",
    "concept/terms",
    "descriptions",
    "concept/parents",
    "parents",
    "concept/children",
    "children",
    "terms",
    "term/cells",
    "term/concepts",
    "term codes",
    "redundant",
];
pub(super) const CODES: Section = 0;
pub(super) const CELLS: Section = 1;
pub(super) const CONCEPT_TERMS: Section = 2;
pub(super) const DESCRIPTIONS: Section = 3;
pub(super) const CONCEPT_PARENTS: Section = 4;
pub(super) const PARENTS: Section = 5;
pub(super) const CONCEPT_CHILDREN: Section = 6;
pub(super) const CHILDREN: Section = 7;
pub(super) const TERMS: Section = 8;
pub(super) const TERM_CELLS: Section = 9;
pub(super) const TERM_CONCEPTS: Section = 10;
pub(super) const TERM_CODES: Section = 11;
pub(super) const REDUNDANT: Section = 12;
