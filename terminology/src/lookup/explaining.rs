//! What an explanation asks of whatever is loaded.

use super::{Answer, Entry, snomed};
use crate::explain::{ProductCode, Sources, What};
use crate::snomed::Snomed;
use crate::terminology::Terminology;

/// The maps to a classification: the international one and the UK's.
const ICD_10: [u64; 2] = [447_562_003, 999_002_271_000_000_101];
const OPCS_4: [u64; 1] = [1_126_441_000_000_105];
/// What the UK writes behind a target: dagger and asterisk.
const MARKS: [&str; 5] = ["", "D", "A", " D", " A"];

impl Sources for Terminology {
    fn described(&self, description: &str) -> Answer {
        let Some(open) = &self.snomed else { return Answer::NotLoaded };
        let found = snomed::number(description).and_then(|sctid| open.index.description_by_id(sctid));
        let Some(description) = found else { return Answer::Absent };
        let concept = open.index.sctid(description.concept).to_string();
        match snomed::lookup(&open.index, &concept) {
            Answer::Found(mut entry) => {
                description.term.clone_into(&mut entry.term);
                Answer::Found(entry)
            }
            other => other,
        }
    }

    fn products(&self, code: ProductCode<'_>) -> Option<Vec<Entry>> {
        let dmd = &self.dmd.as_ref()?.index;
        let ids: Vec<u64> = match code {
            ProductCode::Barcode(digits) => dmd.by_barcode(digits).iter().map(|barcode| barcode.ampp_id()).collect(),
            ProductCode::Bnf(code) => exact(dmd.by_bnf(code), code),
            ProductCode::Atc(code) => exact(dmd.by_atc(code), code),
        };
        let lookup = |id: u64| super::dmd::lookup(dmd, &id.to_string()).found();
        Some(ids.into_iter().filter_map(lookup).collect())
    }

    fn mapped_to(&self, classification: What, code: &str) -> Option<bool> {
        let snomed = &self.snomed.as_ref()?.index;
        let maps = match classification {
            What::Icd10 => &ICD_10[..],
            What::Opcs4 => &OPCS_4[..],
            _ => return None,
        };
        let loaded: Vec<u64> = maps.iter().copied().filter(|map| snomed.refset(*map).next().is_some()).collect();
        (!loaded.is_empty()).then(|| loaded.into_iter().any(|map| leads_to(snomed, map, code)))
    }
}

fn exact(found: Vec<(&str, crate::dmd::Entry<'_>)>, code: &str) -> Vec<u64> {
    found.into_iter().filter(|(has, _)| *has == code).map(|(_, entry)| entry.id()).collect()
}

fn leads_to(snomed: &Snomed, map: u64, code: &str) -> bool {
    MARKS.iter().any(|mark| !snomed.mapped_to(map, &format!("{code}{mark}")).is_empty())
}
