//! History supplements: the inactive concepts that lead to what was found.
//!
//! By section 6.11 of the specification a supplement adds what the active members of historical
//! association reference sets refer to whose target is among what was found, one step back and no
//! further. MOVED TO leads to namespaces and is left out. MOVED FROM leads the other way: its members
//! refer to the active concept; where SAME AS is asked for it comes along, as the section says of
//! HISTORY-MIN.

use roaring::RoaringBitmap;
use snomed_ct_parsing::ecl::{ExpressionConstraint, FocusConcept, HistorySupplement};

use super::evaluator::{Evaluated, Evaluator};
use super::{Cell, Component, Note, Row, Substrate};
use crate::snomed::metadata::{MOVED_FROM, MOVED_TO, PARTIALLY_EQUIVALENT_TO, REPLACED_BY, SAME_AS, WAS_A};

/// The reference set above all historical associations.
const HISTORICAL_ASSOCIATION: u64 = 900_000_000_000_522_004;
const MINIMUM: &[u64] = &[SAME_AS];
const MODERATE: &[u64] = &[SAME_AS, REPLACED_BY, WAS_A, PARTIALLY_EQUIVALENT_TO];

impl<S: Substrate> Evaluator<'_, S> {
    pub(super) fn add_history(&mut self, found: &mut RoaringBitmap, history: &HistorySupplement) -> Evaluated<()> {
        let mut refsets = match history {
            HistorySupplement::Minimum => self.known(MINIMUM),
            HistorySupplement::Moderate => self.known(MODERATE),
            HistorySupplement::Any | HistorySupplement::Maximum => self.all_associations(),
            HistorySupplement::Within(within) if is_any(within) => self.all_associations(),
            HistorySupplement::Within(within) => self.expression(within, None)?.concepts()?,
        };
        if self.known(&[SAME_AS]).is_subset(&refsets) {
            refsets |= self.known(&[MOVED_FROM]);
        }
        refsets -= self.known(&[MOVED_TO]);
        let targets = found.clone();
        for refset in &refsets {
            self.add_associated(refset, &targets, found)?;
        }
        Ok(())
    }

    fn known(&self, ids: &[u64]) -> RoaringBitmap {
        ids.iter().filter_map(|id| self.substrate.ordinal(*id)).collect()
    }

    fn all_associations(&mut self) -> RoaringBitmap {
        if self.substrate.ordinal(HISTORICAL_ASSOCIATION).is_none() {
            self.note(Note::Absent(HISTORICAL_ASSOCIATION));
        }
        self.substrate.descendants(&self.known(&[HISTORICAL_ASSOCIATION]))
    }

    fn add_associated(&mut self, refset: u32, targets: &RoaringBitmap, found: &mut RoaringBitmap) -> Evaluated<()> {
        let substrate = self.substrate;
        let backwards = substrate.id(refset) == MOVED_FROM;
        for table in substrate.tables(refset) {
            let named = |(column, _): &(String, _)| column.eq_ignore_ascii_case("targetComponentId");
            let Some(column) = table.columns.iter().position(named) else { continue };
            for row in substrate.rows(&table) {
                self.step(1)?;
                let (Component::Concept(about), Cell::Component(Component::Concept(target))) =
                    (row.component(), row.cell(column))
                else {
                    continue;
                };
                let (from, to) = if backwards { (target, about) } else { (about, target) };
                if row.active() && targets.contains(to) && substrate.concept(from).is_some() {
                    found.insert(from);
                }
            }
        }
        Ok(())
    }
}

fn is_any(expression: &ExpressionConstraint) -> bool {
    matches!(expression, ExpressionConstraint::Sub(sub) if matches!(sub.bare(), Some(FocusConcept::Any)))
}
