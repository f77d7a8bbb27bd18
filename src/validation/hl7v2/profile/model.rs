//! A profile, read.

use std::sync::Arc;

use regex::Regex;

use crate::validation::fhir::Severity;
use crate::validation::hl7v2::definitions::{Name, Structure, Usage};

/// What a profile asks of messages.
#[derive(Debug, Clone)]
pub struct Profile {
    pub(in crate::validation::hl7v2) name: Arc<str>,
    /// What people call it.
    pub(in crate::validation::hl7v2) title: String,
    /// The version that it is for; none for any.
    pub(in crate::validation::hl7v2) version: Option<String>,
    pub(in crate::validation::hl7v2) named_by: Vec<String>,
    pub(super) extends: Vec<(String, usize, usize)>,
    pub(super) events: Vec<(String, String)>,
    pub(super) structures: Vec<Arc<Structure>>,
    pub(super) tables: Vec<(u16, TableRule)>,
    /// Components of data types, by type and number.
    pub(super) types: Vec<(String, u16, TypeRule)>,
    pub(super) segments: Vec<SegmentRule>,
}

impl Profile {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The names of those that it extends.
    pub(in crate::validation::hl7v2) fn extended(&self) -> impl Iterator<Item = &str> {
        self.extends.iter().map(|(name, _, _)| name.as_str())
    }

    /// Whether MSH-21 means it.
    pub(in crate::validation::hl7v2) fn is_named(&self, said: &str) -> bool {
        self.named_by.iter().any(|pattern| match pattern.strip_suffix('*') {
            Some(beginning) => said.starts_with(beginning),
            None => said == pattern,
        })
    }
}

/// What a profile says of a component of a data type, wherever the type is used.
#[derive(Debug, Clone, Default)]
pub(in crate::validation::hl7v2) struct TypeRule {
    pub(super) usage: Option<Usage>,
    pub(super) kind: Option<String>,
    pub(super) length: Option<u32>,
    pub(super) table: Option<u16>,
}

/// What a profile says of a table.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) enum TableRule {
    /// These codes and no others.
    Only(Vec<String>),
    /// These besides the standard's.
    Add(Vec<String>),
}

/// What a profile says of a segment.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct SegmentRule {
    pub(super) name: Name,
    /// Whether the profile writes down all fields of a segment of the site's own.
    pub(super) complete: bool,
    pub(super) fields: Vec<(u16, FieldRule)>,
}

/// What a profile says of a field.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct FieldRule {
    pub(super) usage: Option<Usage>,
    pub(super) label: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) length: Option<u32>,
    pub(super) repetitions: Option<u16>,
    pub(super) table: Option<u16>,
    pub(super) constraint: FieldConstraint,
}

/// What is asked of the values of a field besides what the standard asks.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct FieldConstraint {
    pub(in crate::validation::hl7v2) profile: Arc<str>,
    pub(in crate::validation::hl7v2) severity: Severity,
    /// Whether it is the profile that asks for a value.
    pub(in crate::validation::hl7v2) required: bool,
    pub(super) values: Vec<String>,
    pub(super) pattern: Option<Regex>,
    pub(super) nhs_number: Option<NhsNumberRule>,
    pub(super) components: Vec<(u16, ComponentConstraint)>,
}

/// What is asked of a component.
#[derive(Debug, Clone)]
pub(in crate::validation::hl7v2) struct ComponentConstraint {
    pub(super) usage: Usage,
    pub(super) length: u32,
    pub(super) values: Vec<String>,
    pub(super) pattern: Option<Regex>,
}

/// Which identifiers are NHS numbers, and what each must have.
#[derive(Debug, Clone, Default)]
pub(in crate::validation::hl7v2) struct NhsNumberRule {
    pub(super) authority: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) ask_authority: bool,
    pub(super) ask_kind: bool,
    pub(super) required: bool,
}
