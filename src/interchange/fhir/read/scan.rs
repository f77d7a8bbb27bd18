//! The first look at every resource: what it is tied to, before anything is interpreted.

use std::collections::{BTreeMap, HashMap};

use super::document::{Document, Place, Target};
use super::json::Node;
use super::list::List;
use super::own::OwnSource;
use super::supplier;

/// By whose rules the message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flavour {
    /// GP Connect Structured: lists that are replaced as a whole.
    GpConnect,
    /// FHIR STU3 otherwise, such as Care Connect.
    Stu3,
    /// FHIR R4, such as UK Core.
    R4,
}

/// The ties of one resource, by what they are; references as sent.
#[derive(Default)]
pub(super) struct Ties {
    pub(super) subject: Option<Subject>,
    pub(super) based_on: Vec<String>,
    /// The members of a report or a group, in order.
    pub(super) members: Vec<String>,
    pub(super) supporting: Vec<String>,
}

/// Of whom a resource speaks.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) reference: Option<String>,
    /// The system and value of an identifier.
    pub(super) identifier: Option<(Option<String>, String)>,
    /// The element that says so.
    pub(super) element: &'static str,
}

/// What the first look found.
pub(super) struct Scan {
    pub(super) flavour: Flavour,
    pub(super) patients: Vec<usize>,
    /// Patients that a `Person` links, by its slot.
    pub(super) persons: Vec<Vec<usize>>,
    pub(super) lists: Vec<List>,
    pub(super) ties: Vec<Ties>,
    /// How often each known supplier's numbers occur, by its place in the table.
    pub(super) suppliers: BTreeMap<usize, usize>,
    /// What an export of this project says of an entry, by the entry's slot.
    pub(super) own: HashMap<usize, OwnSource>,
}

/// Looks at every resource once.
pub(super) fn scan(document: &Document<'_>) -> Scan {
    let mut scan = Scan {
        flavour: Flavour::R4,
        patients: Vec::new(),
        persons: Vec::new(),
        lists: Vec::new(),
        ties: Vec::with_capacity(document.slots.len()),
        suppliers: BTreeMap::new(),
        own: HashMap::new(),
    };
    let mut signs = Signs::default();
    if let Some(bundle) = &document.bundle {
        signs.profiles(bundle);
    }
    for (number, slot) in document.slots.iter().enumerate() {
        if slot.kind == "Bundle" {
            scan.ties.push(Ties::default());
            continue;
        }
        let node = document.node(number);
        signs.profiles(&node);
        signs.shape(&slot.kind, &node);
        for system in node.items("identifier").iter().filter_map(|identifier| identifier.text_of("system")) {
            if let Some(supplier) = supplier::of_system(system) {
                *scan.suppliers.entry(supplier).or_default() += 1;
            }
        }
        match slot.kind.as_ref() {
            "Patient" if !matches!(slot.place, Place::Contained(..)) => scan.patients.push(number),
            "Person" => scan.persons.push(linked(document, number, &node)),
            "List" => scan.lists.push(List::read(number, &node)),
            "Provenance" => {
                if let Some((reference, source)) = OwnSource::read(&node)
                    && let Some(target) = exported(document, number, &reference)
                {
                    scan.own.insert(target, source);
                }
            }
            _ => {}
        }
        scan.ties.push(ties(&node));
    }
    scan.flavour = signs.flavour();
    scan
}

/// The entry of a provenance: versions of one entry share their name, and each stands right before
/// its own provenance.
fn exported(document: &Document<'_>, provenance: usize, reference: &str) -> Option<usize> {
    match document.resolve(provenance, reference) {
        Target::Ambiguous(numbers) => numbers.iter().copied().rfind(|number| *number < provenance),
        target => target.first(),
    }
}

fn linked(document: &Document<'_>, person: usize, node: &Node<'_>) -> Vec<usize> {
    let targets = node.items("link").iter().filter_map(|link| link.path(&["target"])?.text_of("reference"));
    targets.filter_map(|reference| document.resolve(person, reference).first()).collect()
}

fn ties(node: &Node<'_>) -> Ties {
    let references = |name: &str| -> Vec<String> {
        node.items(name).iter().filter_map(|item| item.string_of("reference")).collect()
    };
    let mut members = references("result");
    members.extend(references("hasMember"));
    let related = node.items("related").iter().filter(|related| related.text_of("type") == Some("has-member"));
    members.extend(related.filter_map(|related| related.path(&["target"])?.string_of("reference")));
    Ties {
        subject: ["subject", "patient"].into_iter().find_map(|element| subject(node, element)),
        based_on: references("basedOn"),
        members,
        supporting: references("supportingInformation"),
    }
}

fn subject(node: &Node<'_>, element: &'static str) -> Option<Subject> {
    let subject = node.get(element)?.first();
    let identifier = subject
        .path(&["identifier"])
        .and_then(|identifier| Some((identifier.string_of("system"), identifier.string_of("value")?)));
    let reference = subject.string_of("reference");
    (reference.is_some() || identifier.is_some()).then_some(Subject { reference, identifier, element })
}

/// What tells the dialects apart: how many profiles and shapes speak for each.
#[derive(Default)]
struct Signs {
    gp_connect: usize,
    stu3: usize,
    r4: usize,
    stu3_shape: usize,
}

impl Signs {
    fn profiles(&mut self, node: &Node<'_>) {
        for profile in node.path(&["meta"]).map_or(&[][..], |meta| meta.items("profile")).iter().filter_map(Node::text)
        {
            self.gp_connect += usize::from(profile.contains("/GPConnect-") || profile.contains("CareConnect-GPC-"));
            self.stu3 += usize::from(profile.contains("/STU3/") || profile.contains("CareConnect"));
            self.r4 += usize::from(profile.contains("UKCore"));
        }
    }

    fn shape(&mut self, kind: &str, node: &Node<'_>) {
        let has = |name: &str| node.get(name).is_some();
        let is_text = |name: &str| matches!(node.get(name), Some(Node::Text(_)));
        let shape = match kind {
            "ReferralRequest" | "ProcedureRequest" | "Sequence" => true,
            "MedicationStatement" => has("taken"),
            "AllergyIntolerance" | "Condition" => is_text("clinicalStatus") || has("assertedDate"),
            "Immunization" => has("notGiven"),
            "Observation" => has("related") || has("comment"),
            _ => false,
        };
        self.stu3_shape += usize::from(shape);
    }

    const fn flavour(&self) -> Flavour {
        if self.gp_connect > 0 {
            Flavour::GpConnect
        } else if self.stu3 > 0 || (self.stu3_shape > 0 && self.r4 == 0) {
            Flavour::Stu3
        } else {
            Flavour::R4
        }
    }
}
