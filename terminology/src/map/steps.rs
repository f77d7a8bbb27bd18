//! The steps from one code, by what is loaded.

use super::{By, Coded, Hop, HopStatus, Maps, MemberRow, RowId, System, WhyNot};

/// The association that leads out of a release and not to what takes the place of a concept.
pub(super) const MOVED_TO: &str = "moved to";

/// A step from a code.
pub(super) enum Step {
    /// It leads on.
    On(Hop),
    /// It leads nowhere, and why.
    Dead(Option<Hop>, WhyNot),
}

impl Maps<'_> {
    /// The steps from a code on the way to a system. There is always one.
    pub(super) fn steps(&self, at: &Coded, to: System) -> Vec<Step> {
        let steps = match (at.system, to) {
            (System::Ctv3, System::Ctv3) => self.redundant(at),
            (System::ReadV2 | System::Ctv3, _) => self.steps_from_read_code(at, to),
            (System::SnomedCt, _) => self.steps_from_concept(at, to),
            (System::Dmd, System::Bnf | System::Atc | System::Dmd) => self.steps_within_medicines(at, to),
            (System::Dmd, _) => self.steps_from_medicine(at),
            (System::Icd10 | System::Opcs4 | System::Bnf | System::Atc, _) => vec![dead(WhyNot::NoWay(at.system))],
        };
        if steps.is_empty() { vec![dead(WhyNot::NoMap)] } else { steps }
    }
}

/// A step without a row that leads nowhere.
pub(super) fn dead(why: WhyNot) -> Step {
    Step::Dead(None, why)
}

/// The step of a member of a reference set.
pub(super) fn member(at: &Coded, to: Coded, by: By, release: &str, row: MemberRow, backward: bool) -> Hop {
    let status = HopStatus::of(row);
    Hop { row: Some(RowId::Member(row.id)), date: row.date, status, backward, ..Hop::new(at, Some(to), by, release) }
}
