//! Who is who in a bundle: identities, organisations, and which entry belongs to which.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::bundle::{entry_uuid, identity_uuid};
use super::element::Element;
use super::export::{Export, SourceIdentity};
use super::organisation;
use super::uuid::{urn, uuid};
use crate::record::{Entry, EntryState, Resource};

/// An identity that entries stand under; one without a patient is only named by an entry.
pub(super) struct Identity<'a> {
    pub(super) organisation: &'a str,
    pub(super) system: &'a str,
    pub(super) source: Option<&'a SourceIdentity>,
    pub(super) uuid: String,
}

/// Looks up what references point at.
pub(super) struct Index<'a> {
    pub(super) export: &'a Export,
    pub(super) identities: Vec<Identity<'a>>,
    /// The identity of each entry.
    holders: Vec<usize>,
    /// The entry of a key, by identity.
    keys: HashMap<(usize, &'a str), usize>,
    /// Encounters by organisation and visit number.
    visits: HashMap<(&'a str, &'a str), usize>,
    /// Requests by organisation and order number.
    orders: HashMap<(&'a str, &'a str), usize>,
    /// What belongs to an entry: the lines of a report, the requests of a medicine.
    members: HashMap<usize, Vec<usize>>,
    /// Organisations by code, with their names.
    pub(super) organisations: BTreeMap<&'a str, Option<&'a str>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(export: &'a Export) -> Self {
        let mut index = Self {
            export,
            identities: export.identities.iter().map(|source| known_identity(export, source)).collect(),
            holders: Vec::with_capacity(export.entries.len()),
            keys: HashMap::new(),
            visits: HashMap::new(),
            orders: HashMap::new(),
            members: HashMap::new(),
            organisations: BTreeMap::new(),
        };
        for source in &export.identities {
            let name = Some(source.organisation_name.as_str()).filter(|name| !name.is_empty());
            index.organisations.entry(&source.organisation).or_insert(name);
        }
        for number in 0..export.entries.len() {
            index.place(number);
        }
        for number in 0..export.entries.len() {
            index.gather(number);
        }
        index
    }

    /// An entry by its number.
    pub(super) fn entry(&self, number: usize) -> &'a Entry {
        &self.export.entries[number].entry
    }

    fn place(&mut self, number: usize) {
        let holder = self.holder(number);
        self.holders.push(holder);
        let entry = self.entry(number);
        let code = entry.provenance.organisation.as_str();
        self.organisations.entry(code).or_insert_with(|| organisation::known_name(code));
        let better = |known: &usize| {
            let rank = |entry: &Entry| (entry.state == EntryState::Current, entry.version);
            rank(entry) > rank(self.entry(*known))
        };
        if self.keys.get(&(holder, entry.key.as_str())).is_none_or(better) {
            self.keys.insert((holder, &entry.key), number);
        }
        match &entry.resource {
            Resource::Encounter(it) => {
                it.visit_number.as_deref().map(|visit| self.visits.insert((code, visit), number));
            }
            Resource::ServiceRequest(it) => {
                for order in it.placer_order_number.iter().chain(&it.filler_order_number) {
                    self.orders.insert((code, order), number);
                }
            }
            _ => {}
        }
    }

    /// The identity that an entry stands under, made where the export does not have it.
    fn holder(&mut self, number: usize) -> usize {
        let exported = &self.export.entries[number];
        let (code, system) = (&exported.entry.provenance.organisation, &exported.entry.provenance.system);
        if let Some(id) = &exported.identity
            && let Some(found) = self.export.identities.iter().position(|identity| identity.id == *id)
        {
            return found;
        }
        let find = |test: &dyn Fn(&Identity<'_>) -> bool| self.identities.iter().position(test);
        let live = |it: &Identity<'_>| it.source.is_none_or(|source| !source.merged);
        find(&|it| it.organisation == *code && it.system == *system && live(it))
            .or_else(|| find(&|it| it.organisation == *code && it.system == *system))
            .or_else(|| find(&|it| it.organisation == *code && live(it)))
            .or_else(|| find(&|it| it.organisation == *code))
            .unwrap_or_else(|| {
                let parts = [self.export.namespace.as_str(), "person", &self.export.person, "unnamed", code];
                let uuid = uuid(&parts);
                self.identities.push(Identity { organisation: code, system, source: None, uuid });
                self.identities.len() - 1
            })
    }

    fn gather(&mut self, number: usize) {
        let entry = self.entry(number);
        let owner = match &entry.resource {
            Resource::Observation(it) => it.group.as_deref(),
            Resource::MedicationRequest(it) => it.based_on.as_deref(),
            _ => None,
        };
        let owner = owner.and_then(|key| self.by_key(number, key)).filter(|owner| self.entry(*owner).id != entry.id);
        if let Some(owner) = owner {
            self.members.entry(owner).or_default().push(number);
        }
    }

    /// The entry of a key, under the identity of another entry.
    pub(super) fn by_key(&self, number: usize, key: &str) -> Option<usize> {
        let holder = *self.holders.get(number)?;
        self.keys.get(&(holder, key)).copied()
    }

    /// What belongs to an entry, in the order of its report.
    pub(super) fn members(&self, number: usize) -> Vec<usize> {
        let mut members = self.members.get(&number).cloned().unwrap_or_default();
        let place = |number: &usize| {
            let entry = self.entry(*number);
            let position = match &entry.resource {
                Resource::Observation(it) => it.position,
                _ => None,
            };
            (position.unwrap_or(u32::MAX), entry.provenance.message, entry.provenance.location.ordinal)
        };
        members.sort_by_key(place);
        let mut seen = std::collections::HashSet::new();
        members.retain(|number| seen.insert(&self.entry(*number).id));
        members
    }

    /// The UUID of an entry's resource; the same for each of its versions.
    pub(super) fn uuid(&self, entry: &Entry) -> String {
        entry_uuid(&self.export.namespace, &entry.id)
    }

    /// A `Reference` to an entry's resource.
    pub(super) fn reference(&self, number: usize) -> Value {
        Element::new().with("reference", urn(&self.uuid(self.entry(number)))).build()
    }

    /// A `Reference` to the patient of an entry.
    pub(super) fn patient(&self, number: usize) -> Value {
        let identity = self.holders.get(number).and_then(|holder| self.identities.get(*holder));
        identity.map_or(Value::Null, |identity| Element::new().with("reference", urn(&identity.uuid)).build())
    }

    /// A `Reference` to an organisation, in the bundle where it is there.
    pub(super) fn organisation(&self, code: &str) -> Value {
        match self.organisations.get(code) {
            Some(name) => Element::new()
                .with("reference", urn(&self.organisation_uuid(code)))
                .text("display", Some(organisation::title(code, *name)))
                .build(),
            None => organisation::logical(Some(code), organisation::known_name(code)),
        }
    }

    pub(super) fn organisation_uuid(&self, code: &str) -> String {
        uuid(&[&self.export.namespace, "organisation", code])
    }

    /// The encounter of a visit number.
    pub(super) fn visit(&self, organisation: &str, visit: &str) -> Option<usize> {
        self.visits.get(&(organisation, visit)).copied()
    }

    /// The request of an order number.
    pub(super) fn order(&self, organisation: &str, order: &str) -> Option<usize> {
        self.orders.get(&(organisation, order)).copied()
    }
}

fn known_identity<'a>(export: &Export, source: &'a SourceIdentity) -> Identity<'a> {
    let uuid = identity_uuid(&export.namespace, &source.id);
    Identity { organisation: &source.organisation, system: &source.system, source: Some(source), uuid }
}
