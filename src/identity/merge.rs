//! What follows from a source's word that two of its numbers are one person.

use super::compare::verified_apart;
use super::{ConflictKind, Evidence, Known};

/// What follows from a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeVerdict {
    /// The two are linked; the link can be taken away again.
    Link(Evidence),
    /// Somebody must decide; until then nothing changes.
    Conflict {
        /// Why.
        kind: ConflictKind,
        /// One sentence, without values that identify a person.
        reason: &'static str,
    },
}

/// Whether a merge (A40, A34) makes a link. The source knows its own patients, so names and dates
/// of birth are not asked, and PID-31 is no obstacle: the unknown patient has just been recognised.
/// Two different verified NHS numbers are two people until somebody decides, and so are two whom a
/// standing do-not-link holds apart.
pub fn merge_verdict(survivor: &Known<'_>, loser: &Known<'_>, do_not_link: bool) -> MergeVerdict {
    if do_not_link {
        let reason = "the source merges two patients of whom somebody decided that they are two people";
        return MergeVerdict::Conflict { kind: ConflictKind::MergeUnclear, reason };
    }
    if verified_apart(survivor, loser) {
        let reason = "the source merges two patients with different verified NHS numbers";
        return MergeVerdict::Conflict { kind: ConflictKind::MergeAcrossNumbers, reason };
    }
    MergeVerdict::Link(Evidence::Merge)
}
