//! What chains ask of a release of SNOMED CT.

use super::{Association, ClassificationRow, ConceptState, Concepts, MemberRow, SimpleMapRow, System};
use crate::snomed::{Component, MapRow, Member, Snomed, metadata};

/// The associations that lead to what takes the place of a concept. `moved from` leads back.
const ASSOCIATIONS: [(u64, &str); 8] = [
    (metadata::SAME_AS, "same as"),
    (metadata::REPLACED_BY, "replaced by"),
    (metadata::ALTERNATIVE, "alternative"),
    (metadata::PARTIALLY_EQUIVALENT_TO, "partially equivalent to"),
    (metadata::POSSIBLY_EQUIVALENT_TO, "possibly equivalent to"),
    (metadata::POSSIBLY_REPLACED_BY, "possibly replaced by"),
    (metadata::WAS_A, "was a"),
    (metadata::MOVED_TO, super::steps::MOVED_TO),
];

impl Concepts for Snomed {
    fn state(&self, concept: u64) -> ConceptState {
        match self.ordinal(concept).and_then(|ordinal| self.concept(ordinal)) {
            Some(found) if found.version.active => ConceptState::Active,
            Some(_) => ConceptState::Inactive,
            None => ConceptState::Absent,
        }
    }

    fn associations(&self, concept: u64) -> Vec<Association> {
        let Some(ordinal) = self.ordinal(concept) else { return Vec::new() };
        let rows = Self::associations(self, Component::Concept(ordinal)).into_iter();
        let mut found: Vec<(usize, Association)> = rows
            .filter_map(|row| {
                let rank = ASSOCIATIONS.iter().position(|(kind, _)| *kind == row.kind)?;
                let target = self.component_sctid(row.target);
                Some((rank, Association { name: ASSOCIATIONS[rank].1, target, member: member(&row.member) }))
            })
            .collect();
        found.sort_by_key(|(rank, association)| (*rank, association.target));
        found.into_iter().map(|(_, association)| association).collect()
    }

    fn classified(&self, concept: u64, system: System) -> Vec<ClassificationRow> {
        let maps: &[u64] = match system {
            System::Icd10 => &[metadata::UK_ICD10_MAP, metadata::ICD10_MAP],
            System::Opcs4 => &[metadata::UK_OPCS4_MAP],
            _ => &[],
        };
        let rows = map_rows(self, concept);
        let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(ToOwned::to_owned);
        let row = |row: MapRow<'_>| ClassificationRow {
            target: row.target.to_owned(),
            group: row.group,
            priority: row.priority,
            rule: text(row.rule),
            advice: text(row.advice),
            correlation: row.correlation,
            category: row.category,
            block: row.block,
            member: member(&row.member),
        };
        let of_map = |map: &u64| rows.iter().filter(|row| row.map == *map).copied().map(row).collect::<Vec<_>>();
        maps.iter().flat_map(of_map).collect()
    }

    fn ctv3_of(&self, concept: u64) -> Vec<SimpleMapRow> {
        let rows = map_rows(self, concept).into_iter().filter(|row| row.map == metadata::CTV3_MAP);
        rows.map(|row| simple(self, &row)).collect()
    }

    fn of_ctv3(&self, code: &str) -> Vec<SimpleMapRow> {
        self.mapped_to(metadata::CTV3_MAP, code).iter().map(|row| simple(self, row)).collect()
    }
}

/// The rows of every map of a concept, active or not.
fn map_rows(snomed: &Snomed, concept: u64) -> Vec<MapRow<'_>> {
    let Some(ordinal) = snomed.ordinal(concept) else { return Vec::new() };
    let rows = snomed.rows_for(Component::Concept(ordinal)).into_iter();
    let mut rows: Vec<MapRow<'_>> = rows.filter_map(|row| snomed.map_row(row)).collect();
    rows.sort_by_key(|row| (row.map, row.block, row.group, row.priority));
    rows
}

fn simple(snomed: &Snomed, row: &MapRow<'_>) -> SimpleMapRow {
    let (concept, code) = (snomed.component_sctid(row.source), row.target.to_owned());
    SimpleMapRow { concept, code, member: member(&row.member) }
}

fn member(member: &Member<'_>) -> MemberRow {
    let (refset, version) = (member.refset.sctid, member.version);
    MemberRow { refset, id: member.id(), date: version.effective_time(), active: version.active }
}
