//! A model as a substrate: plain maps, nothing clever.

use std::borrow::Cow;
use std::collections::BTreeSet;

use roaring::RoaringBitmap;

use super::model::{self, Model};
use crate::ecl::{Alternate, Attribute, Cell, Component, ConceptRow, DescriptionRow, Row, Substrate, Table, Target};
use crate::snomed::metadata::{DEFINED, PRIMITIVE};

pub(super) struct Mini {
    model: Model,
    /// The concepts by ordinal, those only referred to among them.
    ids: Vec<u64>,
}

impl Mini {
    pub(super) fn of(model: Model) -> Self {
        let mut ids: BTreeSet<u64> = model.concepts.keys().copied().collect();
        for attribute in &model.attributes {
            ids.extend([attribute.source, attribute.kind]);
            if let model::Value::Concept(value) = attribute.value {
                ids.insert(value);
            }
        }
        ids.extend(model.refsets.keys());
        for row in model.refsets.values().flat_map(|refset| &refset.rows) {
            ids.extend(Some(row.component).filter(|id| id / 10 % 10 == 0));
            ids.extend(row.cells.iter().filter_map(|cell| match cell {
                model::Cell::Component(id) if id / 10 % 10 == 0 => Some(*id),
                _ => None,
            }));
        }
        Self { model, ids: ids.into_iter().collect() }
    }

    pub(super) fn model(&self) -> &Model {
        &self.model
    }

    fn ordinals(&self, ids: impl Iterator<Item = u64>) -> Vec<u32> {
        ids.filter_map(|id| self.ordinal(id)).collect()
    }

    fn walk(of: &RoaringBitmap, next: impl Fn(u32) -> Vec<u32>) -> RoaringBitmap {
        let mut found = RoaringBitmap::new();
        let mut open: Vec<u32> = of.iter().flat_map(&next).collect();
        while let Some(concept) = open.pop() {
            if found.insert(concept) {
                open.extend(next(concept));
            }
        }
        found
    }

    fn component(&self, id: u64) -> Component {
        self.ordinal(id).map_or(Component::Other(id), Component::Concept)
    }
}

pub(super) struct MiniRow<'a> {
    mini: &'a Mini,
    row: &'a model::Member,
}

impl<'a> Row<'a> for MiniRow<'a> {
    fn active(&self) -> bool {
        self.row.active
    }

    fn effective_time(&self) -> Option<u32> {
        Some(self.row.time).filter(|time| *time != 0)
    }

    fn module(&self) -> u64 {
        self.row.module
    }

    fn component(&self) -> Component {
        self.mini.component(self.row.component)
    }

    fn cell(&self, column: usize) -> Cell<'a> {
        match &self.row.cells[column] {
            model::Cell::Component(id) => Cell::Component(self.mini.component(*id)),
            model::Cell::Integer(number) => Cell::Integer(*number),
            model::Cell::Text(text) => Cell::Text(text),
        }
    }
}

impl Substrate for Mini {
    type Row<'a> = MiniRow<'a>;

    fn all(&self) -> Cow<'_, RoaringBitmap> {
        Cow::Owned(self.ordinals(self.model.concepts.keys().copied()).into_iter().collect())
    }

    fn active(&self) -> Cow<'_, RoaringBitmap> {
        let active = self.model.concepts.iter().filter(|(_, concept)| concept.active).map(|(id, _)| *id);
        Cow::Owned(self.ordinals(active).into_iter().collect())
    }

    fn ordinal(&self, id: u64) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|at| u32::try_from(at).unwrap())
    }

    fn id(&self, ordinal: u32) -> u64 {
        self.ids[ordinal as usize]
    }

    fn concept(&self, ordinal: u32) -> Option<ConceptRow> {
        let concept = self.model.concepts.get(&self.id(ordinal))?;
        Some(ConceptRow {
            active: concept.active,
            effective_time: Some(concept.time).filter(|time| *time != 0),
            module: concept.module,
            definition_status: if concept.defined { DEFINED } else { PRIMITIVE },
        })
    }

    fn alternate(&self, scheme: &str, code: &str) -> Alternate {
        let mut of_scheme = self.model.identifiers.iter().filter(|(alias, ..)| alias.eq_ignore_ascii_case(scheme));
        if of_scheme.clone().next().is_none() {
            return Alternate::UnknownScheme;
        }
        let found = of_scheme.find(|(_, known, _)| known == code).and_then(|(.., concept)| self.ordinal(*concept));
        found.map_or(Alternate::Absent, Alternate::Concept)
    }

    fn descendants(&self, of: &RoaringBitmap) -> RoaringBitmap {
        Self::walk(of, |concept| self.children(concept).collect())
    }

    fn ancestors(&self, of: &RoaringBitmap) -> RoaringBitmap {
        Self::walk(of, |concept| self.parents(concept).collect())
    }

    fn is_ancestor(&self, ancestor: u32, of: u32) -> bool {
        self.ancestors(&RoaringBitmap::from([of])).contains(ancestor)
    }

    fn parents(&self, of: u32) -> impl Iterator<Item = u32> {
        let id = self.id(of);
        self.ordinals(self.model.is_a.iter().filter(|(child, _)| *child == id).map(|(_, parent)| *parent)).into_iter()
    }

    fn children(&self, of: u32) -> impl Iterator<Item = u32> {
        let id = self.id(of);
        self.ordinals(self.model.is_a.iter().filter(|(_, parent)| *parent == id).map(|(child, _)| *child)).into_iter()
    }

    fn attributes(&self, source: u32) -> impl Iterator<Item = Attribute<'_>> {
        let id = self.id(source);
        let mut attributes: Vec<Attribute<'_>> = self
            .model
            .attributes
            .iter()
            .filter(|attribute| attribute.source == id)
            .map(|attribute| Attribute {
                group: attribute.group,
                kind: self.ordinal(attribute.kind).unwrap(),
                value: match &attribute.value {
                    model::Value::Concept(value) => Target::Concept(self.ordinal(*value).unwrap()),
                    model::Value::Number(text) => Target::Number(text),
                    model::Value::Text(text) => Target::Text(text),
                    model::Value::Boolean(value) => Target::Boolean(*value),
                },
            })
            .collect();
        attributes.sort_by_key(|attribute| attribute.group);
        attributes.into_iter()
    }

    fn incoming(&self, value: u32) -> impl Iterator<Item = (u32, u32)> {
        let id = self.id(value);
        let pointing =
            self.model.attributes.iter().filter(move |attribute| attribute.value == model::Value::Concept(id));
        pointing.map(|attribute| (self.ordinal(attribute.kind).unwrap(), self.ordinal(attribute.source).unwrap()))
    }

    fn attribute_types(&self) -> impl Iterator<Item = u32> {
        self.ordinals(self.model.attributes.iter().map(|attribute| attribute.kind)).into_iter()
    }

    fn having(&self, kind: u32) -> RoaringBitmap {
        let id = self.id(kind);
        let having = self.model.attributes.iter().filter(|attribute| attribute.kind == id);
        self.ordinals(having.map(|attribute| attribute.source)).into_iter().collect()
    }

    fn descriptions(&self, of: u32) -> impl Iterator<Item = DescriptionRow<'_>> {
        let id = self.id(of);
        let of_concept = self.model.descriptions.iter().zip(0..).filter(move |(row, _)| row.concept == id);
        of_concept.map(|(row, number)| DescriptionRow {
            number,
            id: row.id,
            active: row.active,
            effective_time: Some(row.time).filter(|time| *time != 0),
            module: row.module,
            kind: row.kind,
            language: &row.language,
            term: &row.term,
        })
    }

    fn described_by(&self, description: u64) -> Option<u32> {
        self.model.descriptions.iter().find(|row| row.id == description).and_then(|row| self.ordinal(row.concept))
    }

    fn languages(&self) -> impl Iterator<Item = u64> {
        let languages: BTreeSet<u64> = self.model.languages.iter().map(|(language, ..)| *language).collect();
        languages.into_iter()
    }

    fn acceptability(&self, description: u32, language: u64) -> Option<u64> {
        let id = self.model.descriptions[description as usize].id;
        let mut rows = self.model.languages.iter();
        rows.find(|(refset, described, _)| (*refset, *described) == (language, id)).map(|(.., accepted)| *accepted)
    }

    fn worded(&self, _: &[&str]) -> Option<RoaringBitmap> {
        None
    }

    fn refsets(&self) -> Cow<'_, RoaringBitmap> {
        let filled = self.model.refsets.iter().filter(|(_, refset)| !refset.rows.is_empty());
        Cow::Owned(self.ordinals(filled.map(|(id, _)| *id)).into_iter().collect())
    }

    fn members(&self, refset: u32) -> RoaringBitmap {
        let rows = self.model.refsets.get(&self.id(refset)).into_iter().flat_map(|refset| &refset.rows);
        self.ordinals(rows.filter(|row| row.active).map(|row| row.component)).into_iter().collect()
    }

    fn tables(&self, refset: u32) -> Vec<Table> {
        let id = self.id(refset);
        let of_concepts = |refset: &model::Refset| refset.rows.iter().any(|row| row.component / 10 % 10 == 0);
        let columns =
            |refset: &model::Refset| refset.columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let table =
            |refset| Table { refset: id, number: 0, of_concepts: of_concepts(refset), columns: columns(refset) };
        self.model.refsets.get(&id).map(table).into_iter().collect()
    }

    fn rows(&self, table: &Table) -> impl Iterator<Item = MiniRow<'_>> {
        let rows = self.model.refsets.get(&table.refset).into_iter().flat_map(|refset| &refset.rows);
        rows.map(|row| MiniRow { mini: self, row })
    }
}
