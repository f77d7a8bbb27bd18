//! The rows of a release that is loaded already, to load another onto.

use super::super::build::rows::{
    ConceptRow, DescriptionRow, IdentifierRow, MemberRow, NO_INTEGER, RelationshipRow, TextAt, Version,
};
use super::super::read::{self, CaseRule, Component, DescriptionKind, Field, Value};
use super::Snomed;
use super::file::FileRows;
use super::names::{Names, Shared};
use crate::load::LoadError;

/// Every row of a loaded release, as if its components stood in one file and the members of each
/// pattern in one more, numbered from `first`.
pub(super) fn rows(snomed: &Snomed, first: u16, shared: &Shared) -> Result<Vec<FileRows>, LoadError> {
    let mut files = vec![Taken::of(snomed, first, shared).components()?];
    for (table, number) in (0..snomed.about().patterns.len()).zip(first.saturating_add(1)..) {
        files.push(Taken::of(snomed, number, shared).members(table)?);
    }
    Ok(files)
}

struct Taken<'a> {
    snomed: &'a Snomed,
    number: u16,
    names: Names<'a>,
    file: FileRows,
}

impl<'a> Taken<'a> {
    fn of(snomed: &'a Snomed, number: u16, shared: &'a Shared) -> Self {
        Self { snomed, number, names: Names::new(shared), file: FileRows::default() }
    }

    fn components(mut self) -> Result<FileRows, LoadError> {
        for concept in self.snomed.concepts() {
            let version = self.version(concept.version);
            self.file.rows.concepts.push(ConceptRow { id: concept.sctid, version, defined: concept.defined });
        }
        for ordinal in 0..self.snomed.count() {
            for description in self.snomed.descriptions(ordinal) {
                let row = self.description(&description)?;
                self.file.rows.descriptions.push(row);
            }
            for relationship in self.snomed.relationships(ordinal) {
                let row = self.relationship(&relationship)?;
                self.file.rows.relationships.push(row);
            }
            for relationship in self.snomed.stated(ordinal) {
                let row = self.relationship(&relationship)?;
                self.file.rows.stated.push(row);
            }
        }
        for identifier in self.snomed.identifiers() {
            let row = IdentifierRow {
                alternate: self.text(identifier.alternate)?,
                scheme: self.number(identifier.scheme),
                component: self.snomed.component_sctid(identifier.component),
                version: self.version(identifier.version),
            };
            self.file.rows.identifiers.push(row);
        }
        Ok(self.file)
    }

    fn members(mut self, table: usize) -> Result<FileRows, LoadError> {
        let pattern = &self.snomed.about().patterns[table];
        self.file.rows.columns.clone_from(&pattern.columns);
        for refset in self.snomed.refsets().filter(|refset| refset.table == table) {
            let number = self.names.number(refset.sctid);
            for member in self.snomed.rows_of(refset) {
                let cells = u32::try_from(self.file.rows.cells.len()).map_err(|_| too_much())?;
                for (_, field) in member.fields() {
                    let cell = match field {
                        Field::Nothing(super::super::FieldKind::Integer) => NO_INTEGER,
                        Field::Nothing(_) => 0,
                        Field::Component(component) => self.snomed.component_sctid(component),
                        Field::Integer(number) => number.cast_unsigned(),
                        Field::Text(text) => self.text(text)?.cell(),
                    };
                    self.file.rows.cells.push(cell);
                }
                let version = self.version(member.version);
                let component = self.snomed.component_sctid(member.component);
                self.file.rows.members.push(MemberRow { id: member.id(), component, version, refset: number, cells });
            }
        }
        Ok(self.file)
    }

    fn version(&mut self, version: read::Version) -> Version {
        Version {
            time: version.effective_number(),
            module: self.number(version.module),
            active: version.active,
            line: 0,
            file: self.number,
        }
    }

    fn number(&mut self, ordinal: u32) -> u32 {
        self.names.number(self.snomed.sctid(ordinal))
    }

    fn text(&mut self, text: &str) -> Result<TextAt, LoadError> {
        let start = u32::try_from(self.file.texts.len()).map_err(|_| too_much())?;
        let length = u32::try_from(text.len()).map_err(|_| too_much())?;
        self.file.texts.extend_from_slice(text.as_bytes());
        Ok(TextAt { start, length })
    }

    fn description(&mut self, description: &read::Description<'_>) -> Result<DescriptionRow, LoadError> {
        Ok(DescriptionRow {
            id: description.sctid,
            concept: self.snomed.sctid(description.concept),
            version: self.version(description.version),
            kind: match description.kind {
                DescriptionKind::FullySpecifiedName => 0,
                DescriptionKind::Synonym => 1,
                DescriptionKind::Definition => 2,
            },
            case: match description.case {
                CaseRule::Insensitive => 0,
                CaseRule::InitialInsensitive => 1,
                CaseRule::Sensitive => 2,
            },
            language: self.names.language(description.language).ok_or_else(too_much)?,
            term: self.text(description.term)?,
        })
    }

    fn relationship(&mut self, relationship: &read::Relationship<'_>) -> Result<RelationshipRow, LoadError> {
        let target = match relationship.value {
            Value::Concept(ordinal) => self.snomed.component_sctid(Component::Concept(ordinal)),
            Value::Number(number) => self.text(&format!("#{number}"))?.cell(),
            Value::Text(text) => self.text(&format!("\"{text}\""))?.cell(),
            Value::Boolean(truth) => self.text(if truth { "true" } else { "false" })?.cell(),
        };
        Ok(RelationshipRow {
            id: relationship.sctid,
            source: self.snomed.sctid(relationship.source),
            target,
            version: self.version(relationship.version),
            group: relationship.group,
            kind: self.number(relationship.kind),
            characteristic: self.number(relationship.characteristic),
            modifier: self.number(relationship.modifier),
            concrete: !matches!(relationship.value, Value::Concept(_)),
        })
    }
}

fn too_much() -> LoadError {
    LoadError::Disagree("the loaded release has more texts or rows than one can be added to".to_owned())
}
