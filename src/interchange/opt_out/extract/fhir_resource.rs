//! Of whom a FHIR resource speaks.

use std::hash::{BuildHasher, RandomState};

use crate::interchange::fhir::read::json::Node;
use crate::interchange::opt_out::{Unusable, usable};
use crate::record::NhsNumber;

/// The systems of the NHS number, as FHIR has named it over the years.
const NHS_NUMBER: [&str; 4] = [
    "https://fhir.nhs.uk/id/nhs-number",
    "http://fhir.nhs.uk/id/nhs-number",
    "http://fhir.nhs.net/id/nhs-number",
    "urn:oid:2.16.840.1.113883.2.1.4.1",
];

/// Types that are never about a person who is cared for.
const ABOUT_NOBODY: [&str; 8] = [
    "Endpoint",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "Substance",
];

/// What is looked at of one resource.
#[derive(Default)]
pub(super) struct Facts {
    /// Its type.
    pub(super) kind: String,
    /// The names under which others refer to it, hashed.
    pub(super) keys: Vec<u64>,
    /// The NHS numbers that it holds.
    pub(super) numbers: Vec<Result<NhsNumber, Unusable>>,
    /// What it refers to outside itself, hashed, and whether that is a patient by its name.
    pub(super) references: Vec<(u64, bool)>,
}

impl Facts {
    pub(super) fn of(resource: &Node<'_>, full_url: Option<&str>, hasher: &RandomState) -> Self {
        let mut facts = Self::default();
        facts.kind.push_str(resource.text_of("resourceType").unwrap_or_default());
        if let Some(id) = resource.text_of("id") {
            facts.keys.push(hasher.hash_one(format!("{}/{id}", facts.kind)));
        }
        facts.keys.extend(full_url.map(|url| hasher.hash_one(url)));
        facts.walk(resource, hasher);
        facts
    }

    /// Whether it is a person who is cared for.
    pub(super) fn is_patient(&self) -> bool {
        self.kind == "Patient"
    }

    /// Whether its type is never about such a person.
    pub(super) fn is_about_nobody(&self) -> bool {
        ABOUT_NOBODY.contains(&self.kind.as_str())
    }

    /// Looks at a value and all below; the reader of JSON bounds how deep that is.
    fn walk(&mut self, node: &Node<'_>, hasher: &RandomState) {
        match node {
            Node::List(items) => items.iter().for_each(|item| self.walk(item, hasher)),
            Node::Object(members) => {
                let before = self.numbers.len();
                for (name, member) in members {
                    match member {
                        Node::Text(reference) if name == "reference" => self.refer(reference, hasher),
                        _ => self.walk(member, hasher),
                    }
                }
                self.identify(node);
                if node.text_of("resourceType") == Some("Patient") && self.numbers.len() == before {
                    self.numbers.push(Err(Unusable::Missing));
                }
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::Text(_) => {}
        }
    }

    /// Takes the number in where the object is an identifier of that system.
    fn identify(&mut self, node: &Node<'_>) {
        let Some(system) = node.text_of("system") else { return };
        let system = system.trim().trim_end_matches('/').to_ascii_lowercase();
        if NHS_NUMBER.contains(&system.as_str()) {
            self.numbers.push(node.text_of("value").map_or(Err(Unusable::Missing), usable));
        }
    }

    fn refer(&mut self, reference: &str, hasher: &RandomState) {
        let reference = reference.split_once("/_history/").map_or(reference, |(reference, _)| reference).trim();
        // What is contained was looked at already, as part of the resource.
        if reference.is_empty() || reference.starts_with('#') {
            return;
        }
        let is_patient = reference.starts_with("Patient/") || reference.contains("/Patient/");
        self.references.push((hasher.hash_one(reference), is_patient));
    }
}
