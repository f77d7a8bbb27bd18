//! One message while it is read: what is known of all its resources, and what was odd.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::document::Document;
use super::element;
use super::json::Node;
use super::list::{List, ListKind};
use super::place::{Placement, Places};
use super::scan::{Flavour, Scan};
use crate::record::{Defect, EntryAction, EntryStatement, Resource, Section, SourceCoding};

/// The most defects and the most unread names that are kept of one message.
const MOST_DEFECTS: usize = 500;
const MOST_UNREAD: usize = 200;

/// The message and all that is known of it.
pub(super) struct Reading<'d> {
    pub(super) document: &'d Document<'d>,
    pub(super) scan: &'d Scan,
    pub(super) places: Places,
    lists: HashMap<usize, usize>,
    consultations: HashMap<usize, Vec<usize>>,
    taken: RefCell<HashSet<usize>>,
    names: RefCell<HashMap<usize, Option<String>>>,
    defects: RefCell<Vec<Defect>>,
    more_defects: RefCell<usize>,
    unread: RefCell<BTreeSet<String>>,
}

impl<'d> Reading<'d> {
    pub(super) fn new(document: &'d Document<'d>, scan: &'d Scan) -> Self {
        let places = Places::new(document, scan);
        let lists = scan.lists.iter().enumerate().map(|(place, list)| (list.slot, place)).collect();
        let mut consultations: HashMap<usize, Vec<usize>> = HashMap::new();
        for (place, list) in scan.lists.iter().enumerate().filter(|(_, list)| list.kind == ListKind::Consultation) {
            let encounter = list.encounter.as_deref().and_then(|text| document.resolve(list.slot, text).first());
            consultations.entry(encounter.unwrap_or(usize::MAX)).or_default().push(place);
        }
        let reading = Self {
            document,
            scan,
            places,
            lists,
            consultations,
            taken: RefCell::default(),
            names: RefCell::default(),
            defects: RefCell::default(),
            more_defects: RefCell::default(),
            unread: RefCell::default(),
        };
        for (number, problem) in &reading.places.oddities {
            reading.odd(*number, problem);
        }
        reading
    }

    /// Whether the message is of GP Connect.
    pub(super) fn is_gp_connect(&self) -> bool {
        self.scan.flavour == Flavour::GpConnect
    }

    /// The list that stands at a place of the message.
    pub(super) fn list_at(&self, number: usize) -> Option<&List> {
        self.lists.get(&number).map(|place| &self.scan.lists[*place])
    }

    /// The consultations around an encounter.
    pub(super) fn consultations_of(&self, encounter: usize) -> impl Iterator<Item = &List> {
        let places = self.consultations.get(&encounter).map_or(&[][..], Vec::as_slice);
        places.iter().map(|place| &self.scan.lists[*place])
    }

    /// Takes a list into a consultation: each stands in one, once.
    pub(super) fn take(&self, list: usize) -> bool {
        self.taken.borrow_mut().insert(list)
    }

    /// Names the lists of consultations that no consultation took.
    pub(super) fn name_lists_left(&self) {
        for list in &self.scan.lists {
            let inner = matches!(list.kind, ListKind::Consultation | ListKind::Topic | ListKind::Category);
            if inner && !self.taken.borrow().contains(&list.slot) {
                self.odd(list.slot, "a list of a consultation whose encounter is not in the message is not carried");
            } else if list.kind == ListKind::Other {
                self.unread("List".to_owned());
            }
        }
    }

    /// Notes what is odd, once for each resource.
    pub(super) fn odd(&self, number: usize, problem: &str) {
        let mut defects = self.defects.borrow_mut();
        let location = self.document.location(number);
        let recent = defects.iter().rev().take(64);
        if recent.into_iter().any(|known| known.location == location && known.problem == problem) {
            return;
        }
        if defects.len() < MOST_DEFECTS {
            defects.push(Defect { location, problem: problem.to_owned() });
        } else {
            *self.more_defects.borrow_mut() += 1;
        }
    }

    /// Notes what is carried into no entry.
    pub(super) fn unread(&self, name: String) {
        let mut unread = self.unread.borrow_mut();
        if unread.len() < MOST_UNREAD {
            unread.insert(name);
        } else if !unread.contains(&name) {
            unread.insert("(and more)".to_owned());
        }
    }

    /// What was odd and what was left, once everything is read.
    pub(super) fn finish(self) -> (Vec<Defect>, Vec<String>) {
        let mut defects = self.defects.into_inner();
        let more = self.more_defects.into_inner();
        if more > 0 {
            let problem = format!("{more} more oddities are not listed");
            defects.push(Defect { location: self.document.location(0), problem });
        }
        (defects, self.unread.into_inner().into_iter().collect())
    }

    /// Where a resource stands in the lists of GP Connect.
    pub(super) fn placement(&self, number: usize) -> Option<&Placement> {
        self.places.of.get(&number)
    }

    /// The name of somebody or something that a reference names, else its own words.
    pub(super) fn name(&self, from: usize, reference: &Node<'_>) -> Option<String> {
        let reference = reference.first();
        let display = || reference.string_of("display");
        let number = || reference.path(&["identifier"])?.string_of("value");
        let target = reference.text_of("reference").map(|text| self.document.resolve(from, text));
        match target.map(|target| target.first()) {
            Some(Some(target)) => self.name_of(target, 0).or_else(display).or_else(number),
            Some(None) => {
                let said = display().or_else(number);
                if said.is_none() {
                    self.odd(from, "it names somebody who is not in the message");
                }
                said
            }
            None => display().or_else(number),
        }
    }

    /// The name of a resource that stands for somebody or something.
    fn name_of(&self, number: usize, depth: usize) -> Option<String> {
        if let Some(known) = self.names.borrow().get(&number) {
            return known.clone();
        }
        let node = self.document.node(number);
        let kind = self.document.slots[number].kind.as_ref();
        let name = match kind {
            "Practitioner" | "Patient" | "RelatedPerson" | "Person" => {
                node.items("name").first().and_then(element::spoken_name)
            }
            "PractitionerRole" if depth < 3 => {
                let named = |part: &str| {
                    let reference = node.path(&[part])?;
                    let target = self.document.resolve(number, reference.text_of("reference")?).first();
                    target.and_then(|target| self.name_of(target, depth + 1)).or_else(|| reference.string_of("display"))
                };
                named("practitioner").or_else(|| named("organization"))
            }
            "Device" => node.path(&["deviceName"]).and_then(|name| name.string_of("name")),
            _ => node.string_of("name"),
        };
        self.names.borrow_mut().insert(number, name.clone());
        name
    }

    /// An entry that a resource states.
    pub(super) fn entry(&self, number: usize, section: Section, resource: Resource) -> Option<EntryStatement> {
        let key = self.places.keys.get(&number)?.clone();
        let heading = self.placement(number).and_then(|placement| placement.heading.clone());
        let own = self.scan.own.get(&number);
        let mut location = self.document.location(number);
        location.field = None;
        Some(EntryStatement {
            key,
            action: EntryAction::Assert,
            section: own.map_or(section, |own| own.section),
            source: own.map_or_else(|| source_coding(&resource, heading), |own| own.source.clone()),
            resource: Some(resource),
            location,
            version_time: own.and_then(|own| own.stated),
            replaces: None,
        })
    }
}

/// The source's own words for an entry: the code that was chosen, and its text.
fn source_coding(resource: &Resource, heading: Option<String>) -> SourceCoding {
    let concept = match resource {
        Resource::Condition(it) => Some(&it.code),
        Resource::Observation(it) => Some(&it.code),
        Resource::MedicationStatement(it) => Some(&it.medication),
        Resource::MedicationRequest(it) => Some(&it.medication),
        Resource::AllergyIntolerance(it) => Some(&it.code),
        Resource::Immunization(it) => Some(&it.vaccine),
        Resource::Procedure(it) => Some(&it.code),
        Resource::ServiceRequest(it) => Some(&it.code),
        Resource::DocumentReference(it) => Some(&it.kind),
        Resource::Flag(it) => Some(&it.code),
        Resource::CarePlan(it) => Some(&it.category),
        Resource::Encounter(it) => it.reason.as_ref(),
        Resource::RelatedPerson(it) => Some(&it.relationship),
    };
    let coding = concept.and_then(|concept| concept.coding.first());
    SourceCoding {
        heading,
        code: coding.and_then(|coding| coding.code.clone()),
        system: coding.and_then(|coding| coding.system.clone()),
        text: concept.and_then(|concept| concept.text.clone().or_else(|| coding?.display.clone())),
    }
}
