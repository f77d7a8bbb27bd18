//! One entry on its way into a resource.

use serde_json::{Value, json};

use super::element::Element;
use super::index::Index;
use super::plain::{self, identifier_type};
use crate::record::{Entry, EntryState};

/// An entry, and the bundle it goes into.
pub(super) struct Context<'a> {
    /// The bundle.
    pub(super) index: &'a Index<'a>,
    /// The number of the entry in the export.
    pub(super) number: usize,
    /// The entry.
    pub(super) entry: &'a Entry,
}

impl<'a> Context<'a> {
    pub(super) fn new(index: &'a Index<'a>, number: usize) -> Self {
        Self { index, number, entry: index.entry(number) }
    }

    /// The head of a resource with a UK Core profile.
    pub(super) fn resource(&self, kind: &str) -> Element {
        let superseded = self.entry.state == EntryState::Superseded;
        let meta = Element::new()
            .with("versionId", self.entry.version.to_string())
            .with("lastUpdated", self.entry.provenance.recorded.to_string())
            .with("profile", vec![profile(kind)])
            .add("tag", superseded.then(|| json!({ "display": "superseded" })));
        Element::new().with("resourceType", kind).with("id", self.index.uuid(self.entry)).with("meta", meta)
    }

    /// Whether the source took the entry back.
    pub(super) fn is_withdrawn(&self) -> bool {
        self.entry.state == EntryState::Withdrawn
    }

    /// A status, unless the source took the entry back.
    pub(super) fn status(&self, status: &'static str) -> &'static str {
        if self.is_withdrawn() { "entered-in-error" } else { status }
    }

    /// The patient.
    pub(super) fn patient(&self) -> Value {
        self.index.patient(self.number)
    }

    /// Whoever sent the entry, as the assigner of its numbers.
    pub(super) fn sender(&self) -> Value {
        self.index.organisation(&self.entry.provenance.organisation)
    }

    /// An identifier that the sender assigned; null where there is no number.
    pub(super) fn identifier(&self, number: Option<&str>, kind: (&str, &str)) -> Value {
        plain::identifier(number, kind, self.sender())
    }

    /// The encounter of a visit number, by its number alone where the bundle does not have it.
    pub(super) fn encounter(&self, visit: Option<&str>) -> Value {
        let Some(visit) = visit else { return Value::Null };
        match self.index.visit(&self.entry.provenance.organisation, visit) {
            Some(number) => self.index.reference(number),
            None => match self.identifier(Some(visit), identifier_type::VISIT) {
                Value::Null => Value::Null,
                identifier => Element::new().with("type", "Encounter").with("identifier", identifier).build(),
            },
        }
    }
}

/// The UK Core profile of a resource.
pub(super) fn profile(kind: &str) -> String {
    format!("https://fhir.hl7.org.uk/StructureDefinition/UKCore-{kind}")
}
