//! A loaded release as what expression constraints are worked out over.

use std::borrow::Cow;

use roaring::RoaringBitmap;

use super::gathered::Gathered;
use super::{
    Alternate, Attribute, Cell, ColumnKind, Component, ConceptRow, DescriptionRow, Row, Substrate, Table, Target,
};
use crate::snomed::metadata::{ACCEPTABLE, DEFINED, PREFERRED, PRIMITIVE};
use crate::snomed::{self, Acceptability, Field, FieldKind, Member, Refset, Snomed, Value, Version};

/// For how many concepts their memberships are asked rather than every reference set for them.
const BY_MEMBERSHIP: u64 = 1024;
/// The schemes that go by an alias which is not in their terms: LOINC, as SNOMED International's LOINC
/// Ontology has it.
const SCHEMES: &[(&str, u64)] = &[("LOINC", 30_051_010_000_102)];

/// A row of a reference set of a loaded release.
pub struct SnomedRow<'a> {
    snomed: &'a Snomed,
    member: Member<'a>,
}

impl<'a> Row<'a> for SnomedRow<'a> {
    fn active(&self) -> bool {
        self.member.version.active
    }

    fn effective_time(&self) -> Option<u32> {
        time(&self.member.version)
    }

    fn module(&self) -> u64 {
        self.snomed.sctid(self.member.version.module)
    }

    fn component(&self) -> Component {
        component(self.snomed, self.member.component)
    }

    fn cell(&self, column: usize) -> Cell<'a> {
        match self.member.field_at(column) {
            None | Some(Field::Nothing(_)) => Cell::Nothing,
            Some(Field::Component(found)) => Cell::Component(component(self.snomed, found)),
            Some(Field::Integer(number)) => Cell::Integer(number),
            Some(Field::Text(text)) => Cell::Text(text),
        }
    }
}

fn time(version: &Version) -> Option<u32> {
    Some(version.effective_number()).filter(|time| *time != 0)
}

fn component(snomed: &Snomed, component: snomed::Component) -> Component {
    match component {
        snomed::Component::Concept(ordinal) => Component::Concept(ordinal),
        other => Component::Other(snomed.component_sctid(other)),
    }
}

impl Substrate for Snomed {
    type Row<'a> = SnomedRow<'a>;

    fn all(&self) -> Cow<'_, RoaringBitmap> {
        Cow::Borrowed(self.present())
    }

    fn active(&self) -> Cow<'_, RoaringBitmap> {
        Cow::Borrowed(Snomed::active(self))
    }

    fn ordinal(&self, id: u64) -> Option<u32> {
        Snomed::ordinal(self, id)
    }

    fn id(&self, ordinal: u32) -> u64 {
        self.sctid(ordinal)
    }

    fn concept(&self, ordinal: u32) -> Option<ConceptRow> {
        let concept = Snomed::concept(self, ordinal)?;
        Some(ConceptRow {
            active: concept.version.active,
            effective_time: time(&concept.version),
            module: self.sctid(concept.version.module),
            definition_status: if concept.defined { DEFINED } else { PRIMITIVE },
        })
    }

    fn alternate(&self, scheme: &str, code: &str) -> Alternate {
        let mut found = self.identified(code).filter(|identifier| identifier.version.active);
        let concept = found.find_map(|identifier| match identifier.component {
            snomed::Component::Concept(concept) if goes_by(self, identifier.scheme, scheme) => Some(concept),
            _ => None,
        });
        if let Some(concept) = concept {
            return Alternate::Concept(concept);
        }
        let mut schemes: Vec<u32> = self.identifiers().map(|identifier| identifier.scheme).collect();
        schemes.sort_unstable();
        schemes.dedup();
        let known = schemes.into_iter().any(|known| goes_by(self, known, scheme));
        if known { Alternate::Absent } else { Alternate::UnknownScheme }
    }

    fn descendants(&self, of: &RoaringBitmap) -> RoaringBitmap {
        let of: Vec<u32> = of.iter().collect();
        self.below(&of, false)
    }

    fn ancestors(&self, of: &RoaringBitmap) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        let mut next: Vec<u32> = Vec::new();
        for concept in of {
            next.extend(Snomed::parents(self, concept));
            while let Some(concept) = next.pop() {
                if found.insert(concept) {
                    next.extend(Snomed::parents(self, concept));
                }
            }
        }
        found
    }

    fn is_ancestor(&self, ancestor: u32, of: u32) -> bool {
        Snomed::is_ancestor(self, ancestor, of)
    }

    fn parents(&self, of: u32) -> impl Iterator<Item = u32> {
        Snomed::parents(self, of)
    }

    fn children(&self, of: u32) -> impl Iterator<Item = u32> {
        Snomed::children(self, of)
    }

    #[inline]
    fn attributes(&self, source: u32) -> impl Iterator<Item = Attribute<'_>> {
        Snomed::attributes(self, source).map(|attribute| Attribute {
            group: attribute.group,
            kind: attribute.kind,
            value: match attribute.value {
                Value::Concept(value) => Target::Concept(value),
                Value::Number(text) => Target::Number(text),
                Value::Text(text) => Target::Text(text),
                Value::Boolean(value) => Target::Boolean(value),
            },
        })
    }

    fn incoming(&self, value: u32) -> impl Iterator<Item = (u32, u32)> {
        Snomed::incoming(self, value)
    }

    fn attribute_types(&self) -> impl Iterator<Item = u32> {
        Snomed::attribute_types(self)
    }

    fn having(&self, kind: u32) -> RoaringBitmap {
        Snomed::having(self, kind)
    }

    fn descriptions(&self, of: u32) -> impl Iterator<Item = DescriptionRow<'_>> {
        Snomed::descriptions(self, of).map(|description| DescriptionRow {
            number: description.position,
            id: description.sctid,
            active: description.version.active,
            effective_time: time(&description.version),
            module: self.sctid(description.version.module),
            kind: description.kind.sctid(),
            language: description.language,
            term: description.term,
        })
    }

    fn described_by(&self, description: u64) -> Option<u32> {
        self.description_by_id(description).map(|description| description.concept)
    }

    fn languages(&self) -> impl Iterator<Item = u64> {
        Snomed::languages(self).iter().copied()
    }

    fn acceptability(&self, description: u32, language: u64) -> Option<u64> {
        Snomed::acceptability(self, description, language).map(|acceptability| match acceptability {
            Acceptability::Preferred => PREFERRED,
            Acceptability::Acceptable => ACCEPTABLE,
        })
    }

    fn worded(&self, words: &[&str]) -> Option<RoaringBitmap> {
        let documents = self.words().ok()?.documents(&words.join(" ")).ok()?;
        let mut concepts = Gathered::default();
        concepts.extend(documents.into_iter().filter_map(|document| self.described(document)));
        Some(concepts.finish())
    }

    fn refsets(&self) -> Cow<'_, RoaringBitmap> {
        Cow::Borrowed(self.refset_concepts())
    }

    fn members(&self, refset: u32) -> RoaringBitmap {
        Snomed::members(self, self.sctid(refset))
    }

    fn containing(&self, any: &RoaringBitmap) -> RoaringBitmap {
        if any.len() > BY_MEMBERSHIP {
            let refsets = self.refset_concepts().iter();
            return refsets.filter(|refset| !Substrate::members(self, *refset).is_disjoint(any)).collect();
        }
        let mut found = RoaringBitmap::new();
        for concept in any {
            let about = snomed::Component::Concept(concept);
            let active = |refset: &Refset<'_>| self.rows_about(*refset, about).any(|row| row.version.active);
            let refsets = self.memberships(concept).filter(active);
            found.extend(refsets.filter_map(|refset| Snomed::ordinal(self, refset.sctid)));
        }
        found
    }

    fn tables(&self, refset: u32) -> Vec<Table> {
        let kind = |kind: FieldKind| match kind {
            FieldKind::Component => ColumnKind::Component,
            FieldKind::Integer => ColumnKind::Integer,
            FieldKind::Text => ColumnKind::Text,
        };
        let tables = self.refset(self.sctid(refset)).enumerate();
        tables
            .map(|(number, refset)| Table {
                refset: refset.sctid,
                number,
                of_concepts: refset.of_concepts,
                columns: refset.pattern.columns.iter().map(|(name, holds)| (name.clone(), kind(*holds))).collect(),
            })
            .collect()
    }

    fn rows(&self, table: &Table) -> impl Iterator<Item = SnomedRow<'_>> {
        let refset = self.refset(table.refset).nth(table.number);
        let rows = refset.into_iter().flat_map(|refset| self.rows_of(refset));
        rows.map(|member| SnomedRow { snomed: self, member })
    }
}

/// Whether a scheme goes by an alias: one that is known, or the first word of one of its terms.
fn goes_by(snomed: &Snomed, scheme: u32, alias: &str) -> bool {
    let known = SCHEMES.iter().any(|(known, id)| known.eq_ignore_ascii_case(alias) && snomed.sctid(scheme) == *id);
    let first = |term: &str| term.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case(alias));
    known
        || Snomed::descriptions(snomed, scheme).any(|description| description.version.active && first(description.term))
}
