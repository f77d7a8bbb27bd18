//! The steps to, from and within dm+d.

use super::steps::{Step, dead};
use super::{By, Coded, ConceptState, Hop, Maps, MedicineSuccession, RowId, System, WhyNot};
use crate::catalogue::Kind;

impl Maps<'_> {
    /// From a concept to dm+d, which shares its identifiers.
    pub(super) fn steps_to_medicine(&self, at: &Coded) -> Vec<Step> {
        let Some(dmd) = self.dmd else { return vec![dead(WhyNot::NotLoaded(Kind::Dmd))] };
        let successions = dmd.index.resolve(at.sctid());
        let to = Coded::number(System::Dmd, at.sctid(), None);
        let hop = Hop::new(at, Some(to), By::SameIdentifier, dmd.release);
        match &successions[..] {
            [] => vec![dead(WhyNot::NotInRelease(Kind::Dmd))],
            successions => vec![Step::On(with_element(hop, successions))],
        }
    }

    /// From an identifier of dm+d to the concept that has it, and to those that it became.
    pub(super) fn steps_from_medicine(&self, at: &Coded) -> Vec<Step> {
        let to = Coded::number(System::SnomedCt, at.sctid(), None);
        if let Some(dmd) = self.dmd {
            let successions = dmd.index.resolve(at.sctid());
            if successions.is_empty() {
                return vec![dead(WhyNot::NotInRelease(Kind::Dmd))];
            }
            let hop = with_element(Hop::new(at, Some(to), By::SameIdentifier, dmd.release), &successions);
            return [Step::On(hop)].into_iter().chain(changed(at, dmd.release, &successions)).collect();
        }
        match self.snomed.filter(|snomed| snomed.index.state(at.sctid()) != ConceptState::Absent) {
            Some(snomed) => vec![Step::On(Hop::new(at, Some(to), By::SameIdentifier, snomed.release))],
            None => vec![dead(WhyNot::NotLoaded(Kind::Dmd))],
        }
    }

    /// Within dm+d: to the identifier of now, and on to the codes of a product or of what it is of.
    pub(super) fn steps_within_medicines(&self, at: &Coded, to: System) -> Vec<Step> {
        let Some(dmd) = self.dmd else { return vec![dead(WhyNot::NotLoaded(Kind::Dmd))] };
        let successions = dmd.index.resolve(at.sctid());
        if successions.is_empty() {
            return vec![dead(WhyNot::NotInRelease(Kind::Dmd))];
        }
        let mut steps: Vec<Step> = changed(at, dmd.release, &successions).collect();
        let is_current = successions.iter().any(|succession| succession.changes.is_empty());
        if to == System::Dmd || !is_current {
            return steps;
        }
        let codes = dmd.index.codes(at.sctid(), to);
        let has_codes = !codes.is_empty();
        for code in codes {
            let target = Coded { system: to, code: code.code, term: None };
            let hop = Hop::new(at, Some(target), By::Element, dmd.release);
            steps.push(Step::On(Hop { row: Some(RowId::Element(code.element)), file: code.file, ..hop }));
        }
        if !has_codes {
            for product in dmd.index.products(at.sctid()) {
                let to = Coded::number(System::Dmd, product.id, None);
                let hop = Hop::new(at, Some(to), By::Product, dmd.release);
                steps.push(Step::On(Hop { row: Some(RowId::Element(product.element)), file: product.file, ..hop }));
            }
        }
        steps
    }
}

/// The steps to the identifiers that one of dm+d became.
fn changed<'s>(
    at: &Coded,
    release: &str,
    successions: &'s [MedicineSuccession],
) -> impl Iterator<Item = Step> + use<'s> {
    let (at, release) = (at.clone(), release.to_owned());
    successions.iter().filter_map(|succession| succession.changes.first()).map(move |change| {
        let to = Coded::number(System::Dmd, change.current, None);
        let row = Some(RowId::Element(change.element.clone()));
        let hop = Hop::new(&at, Some(to), By::ChangedIdentifier, &release);
        Step::On(Hop { row, file: change.file.clone(), date: change.date, ..hop })
    })
}

/// A step with the element of dm+d that holds its identifier.
fn with_element(hop: Hop, successions: &[MedicineSuccession]) -> Hop {
    let current = successions.iter().find(|succession| succession.changes.is_empty());
    match current.and_then(|succession| succession.medicine.clone()) {
        Some(medicine) => Hop { row: Some(RowId::Element(medicine.element)), file: medicine.file, ..hop },
        None => hop,
    }
}
