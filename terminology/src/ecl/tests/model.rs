//! A release as its rows are: what the substrate of tests, the naive evaluator and the files that
//! are written for others are all made from.

use std::collections::BTreeMap;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use crate::ecl::ColumnKind;
use crate::snomed::metadata::*;

/// A release. Every list is in the order in which it was made.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) concepts: BTreeMap<u64, Concept>,
    /// Child and parent.
    pub(super) is_a: Vec<(u64, u64)>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) descriptions: Vec<Description>,
    /// Language reference set, description, acceptability.
    pub(super) languages: Vec<(u64, u64, u64)>,
    pub(super) refsets: BTreeMap<u64, Refset>,
    /// Scheme by alias, identifier, concept.
    pub(super) identifiers: Vec<(String, String, u64)>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Concept {
    pub(super) active: bool,
    pub(super) time: u32,
    pub(super) module: u64,
    pub(super) defined: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Attribute {
    pub(super) source: u64,
    pub(super) group: u32,
    pub(super) kind: u64,
    pub(super) value: Value,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Concept(u64),
    Number(String),
    Text(String),
    Boolean(bool),
}

#[derive(Debug, Clone)]
pub(super) struct Description {
    pub(super) id: u64,
    pub(super) concept: u64,
    pub(super) active: bool,
    pub(super) time: u32,
    pub(super) module: u64,
    pub(super) kind: u64,
    pub(super) language: String,
    pub(super) term: String,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Refset {
    pub(super) columns: Vec<(&'static str, ColumnKind)>,
    pub(super) rows: Vec<Member>,
}

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) active: bool,
    pub(super) time: u32,
    pub(super) module: u64,
    pub(super) component: u64,
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Component(u64),
    Integer(i64),
    Text(String),
}

pub(super) const CORE: u64 = 900_000_000_000_207_008;
pub(super) const MODEL: u64 = 900_000_000_000_012_004;
pub(super) const HISTORICAL: u64 = 900_000_000_000_522_004;
pub(super) const ATTRIBUTES: u64 = 410_662_002;

/// The SCTID of the concept of this number among those made for tests.
pub(super) fn concept(item: u64) -> u64 {
    Sctid::build(7_000_000 + item, None, ComponentKind::Concept).unwrap().get()
}

/// The SCTID of the description of this number among those made for tests.
pub(super) fn description(item: u64) -> u64 {
    Sctid::build(7_000_000 + item, None, ComponentKind::Description).unwrap().get()
}

impl Model {
    /// The concepts of SNOMED CT's own model that releases cannot do without.
    pub(super) fn with_metadata() -> Self {
        let mut model = Self::default();
        model.add(ROOT, &[]);
        let known: &[(u64, u64)] = &[
            (CORE, ROOT),
            (MODEL, ROOT),
            (ATTRIBUTES, ROOT),
            (IS_A, ROOT),
            (PRIMITIVE, ROOT),
            (DEFINED, ROOT),
            (FULLY_SPECIFIED_NAME, ROOT),
            (SYNONYM, ROOT),
            (DEFINITION, ROOT),
            (PREFERRED, ROOT),
            (ACCEPTABLE, ROOT),
            (GB_ENGLISH, ROOT),
            (US_ENGLISH, ROOT),
            (HISTORICAL, ROOT),
            (SAME_AS, HISTORICAL),
            (REPLACED_BY, HISTORICAL),
            (WAS_A, HISTORICAL),
            (MOVED_TO, HISTORICAL),
            (MOVED_FROM, HISTORICAL),
        ];
        for (id, parent) in known {
            model.add(*id, &[*parent]);
        }
        model
    }

    /// An active, primitive concept below these.
    pub(super) fn add(&mut self, id: u64, parents: &[u64]) {
        self.concepts.insert(id, Concept { active: true, time: 20_200_131, module: CORE, defined: false });
        self.is_a.extend(parents.iter().map(|parent| (id, *parent)));
    }

    pub(super) fn attribute(&mut self, source: u64, group: u32, kind: u64, value: Value) {
        self.attributes.push(Attribute { source, group, kind, value });
    }

    /// An active synonym in English of this number.
    pub(super) fn describe(&mut self, item: u64, concept: u64, term: &str) {
        self.descriptions.push(Description {
            id: description(item),
            concept,
            active: true,
            time: 20_200_131,
            module: CORE,
            kind: SYNONYM,
            language: "en".to_owned(),
            term: term.to_owned(),
        });
    }

    /// An active row of a reference set.
    pub(super) fn member(&mut self, refset: u64, component: u64, cells: Vec<Cell>) {
        let refset = self.refsets.get_mut(&refset).unwrap();
        assert_eq!(cells.len(), refset.columns.len());
        refset.rows.push(Member { active: true, time: 20_200_131, module: CORE, component, cells });
    }
}
