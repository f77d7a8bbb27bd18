//! A record as resources with addresses of their own.
//!
//! The writer of `interchange` names resources by `urn:uuid`. Here each gets an id from which its
//! person is found again: `P12` a source's patient, `P12.ENTRY` an entry under it, and
//! `P12.ENTRY.VERSION` the provenance of a version.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::route::is_id;
use crate::interchange::fhir::r4::{self, Export, entry_uuid, identity_uuid};
use crate::store::view::{PersonView, identity};

const URN: &str = "urn:uuid:";

/// The resources of one record, in order.
#[derive(Default)]
pub(super) struct Rendered {
    /// Each identity of the person.
    pub(super) patients: Vec<Value>,
    /// Whoever sent something.
    pub(super) organizations: Vec<Value>,
    /// Each entry and its provenance.
    pub(super) entries: Vec<(Value, Value)>,
    /// What a reader must know of the whole.
    pub(super) notes: Vec<Value>,
}

/// The names of resources in a bundle, and what they are called here.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    /// Gives a resource its id.
    fn give(&mut self, resource: &mut Value, id: &str) {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        if let Some(uuid) = resource["id"].as_str() {
            self.0.insert(format!("{URN}{uuid}"), format!("{kind}/{id}"));
        }
        resource["id"] = id.into();
    }

    /// Writes references by the addresses that resources have here.
    fn refer(&self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.refer(item)),
            Value::Object(parts) => {
                for (name, part) in parts {
                    match part {
                        Value::String(text) if name == "reference" && text.starts_with(URN) => {
                            if let Some(known) = self.0.get(text.as_str()) {
                                known.clone_into(text);
                            }
                        }
                        part => self.refer(part),
                    }
                }
            }
            _ => {}
        }
    }

    /// The id of the patient that a resource is about.
    fn patient_of(&self, resource: &Value) -> Option<&str> {
        let about = ["subject", "patient"].into_iter().find_map(|name| resource[name]["reference"].as_str())?;
        self.0.get(about)?.strip_prefix("Patient/")
    }
}

/// The resources of a record. `lead` is the person's number, for what stands under no identity that is
/// in it.
pub(super) fn render(export: &Export, lead: &str) -> Rendered {
    let mut names = Names::default();
    let numbers: HashMap<String, &str> =
        export.identities.iter().map(|it| (identity_uuid(&export.namespace, &it.id), it.id.as_str())).collect();
    let entries: HashMap<String, &str> =
        export.entries.iter().map(|it| (entry_uuid(&export.namespace, &it.entry.id), it.entry.id.as_str())).collect();
    let mut rendered = Rendered::default();
    let mut bundle = r4::bundle(export);
    let resources = bundle["entry"].as_array_mut().map(std::mem::take).unwrap_or_default();
    for mut resource in resources.into_iter().map(|mut entry| entry["resource"].take()) {
        let uuid = resource["id"].as_str().unwrap_or_default().to_owned();
        match resource["resourceType"].as_str().unwrap_or_default() {
            "Person" => {}
            "OperationOutcome" => rendered.notes.push(resource),
            "Patient" => {
                let id = numbers.get(&uuid).map_or(uuid.as_str(), |number| number);
                names.give(&mut resource, id);
                rendered.patients.push(resource);
            }
            "Organization" => {
                let code =
                    resource["identifier"][0]["value"].as_str().filter(|code| is_id(code)).map(ToOwned::to_owned);
                names.give(&mut resource, &code.unwrap_or(uuid));
                rendered.organizations.push(resource);
            }
            "Provenance" => {
                if let Some((clinical, provenance)) = rendered.entries.last_mut() {
                    let id = clinical["id"].as_str().unwrap_or_default();
                    let version = clinical["meta"]["versionId"].as_str().unwrap_or_default();
                    resource["id"] = format!("{id}.{version}").into();
                    *provenance = resource;
                }
            }
            _ => {
                let entry = entries.get(&uuid).map_or(uuid.as_str(), |entry| entry);
                let id = format!("{}.{entry}", names.patient_of(&resource).unwrap_or(lead));
                names.give(&mut resource, &id);
                rendered.entries.push((resource, Value::Null));
            }
        }
    }
    let pairs = rendered.entries.iter_mut().flat_map(|(clinical, provenance)| [clinical, provenance]);
    pairs.chain(&mut rendered.patients).for_each(|resource| names.refer(resource));
    link(&mut rendered.patients);
    rendered
}

/// The identities of a person, each with links to the others, and when the store last learnt something
/// of it.
pub(super) fn patients(person: PersonView, namespace: String, generated: Timestamp) -> Vec<Value> {
    let lead = person.person.patient.to_string();
    let learnt: HashMap<String, Timestamp> =
        person.sources.iter().map(|source| (source.patient.to_string(), source.recorded)).collect();
    let identities = person.sources.into_iter().map(identity).collect();
    let (entries, notes) = (Vec::new(), Vec::new());
    let export = Export { namespace, person: lead.clone(), identities, entries, withheld: None, notes, generated };
    let mut patients = render(&export, &lead).patients;
    for patient in &mut patients {
        let learnt = patient["id"].as_str().and_then(|id| learnt.get(id));
        if let Some(learnt) = learnt {
            patient["meta"]["versionId"] = learnt.as_microsecond().to_string().into();
            patient["meta"]["lastUpdated"] = learnt.to_string().into();
        }
    }
    patients
}

/// Says of each identity that the others are the same person.
fn link(patients: &mut [Value]) {
    let ids: Vec<String> = patients.iter().filter_map(|it| it["id"].as_str().map(ToOwned::to_owned)).collect();
    for patient in patients {
        let own = patient["id"].as_str().map(ToOwned::to_owned);
        let others = ids.iter().filter(|id| Some(*id) != own.as_ref());
        let links: Vec<Value> =
            others.map(|id| json!({ "other": { "reference": format!("Patient/{id}") }, "type": "seealso" })).collect();
        if !links.is_empty() {
            patient["link"] = links.into();
        }
    }
}
