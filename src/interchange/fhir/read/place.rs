//! Where each resource stands: in which list, under which heading, in which report, by which key.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::clinical;
use super::document::{Document, Target};
use super::list::{Home, List, ListKind};
use super::scan::{Flavour, Scan};

/// The list in which a resource stands.
#[derive(Clone)]
pub(super) struct Placement {
    pub(super) home: Home,
    /// The secondary list that alone has it, or `unlisted`.
    pub(super) via: Option<String>,
    pub(super) heading: Option<String>,
}

/// How far ties are followed upwards: deeper ones are circles, or meant as such.
const MOST_LEVELS: usize = 16;

/// What was found odd on the way: the resource, and in words.
pub(super) type Oddity = (usize, &'static str);

/// The places of all resources.
#[derive(Default)]
pub(super) struct Places {
    pub(super) of: HashMap<usize, Placement>,
    /// The report or group of an observation, and its place in it from 1.
    pub(super) groups: HashMap<usize, (usize, u32)>,
    /// The statement of a medication request.
    pub(super) statements: HashMap<usize, usize>,
    /// The key of each resource that becomes an entry.
    pub(super) keys: HashMap<usize, String>,
    /// Lists that name what the message does not hold, by their slots.
    pub(super) incomplete: HashSet<usize>,
    pub(super) oddities: Vec<Oddity>,
}

impl Places {
    pub(super) fn new(document: &Document<'_>, scan: &Scan) -> Self {
        let mut places = Self::default();
        places.group(document, scan);
        places.tie_requests(document, scan);
        if scan.flavour == Flavour::GpConnect {
            places.place(document, scan);
        }
        places.name_all(document, scan);
        places
    }

    /// A target, odd where it is not there or not alone.
    fn follow(&mut self, document: &Document<'_>, from: usize, reference: &str) -> Option<usize> {
        let target = document.resolve(from, reference).first();
        if target.is_none() {
            self.oddities.push((from, "it names a resource that is not in the message"));
        }
        target
    }

    /// Which observation stands in which report or group. Groups first: a report may list the
    /// members of its groups once more.
    fn group(&mut self, document: &Document<'_>, scan: &Scan) {
        let is_report = |number: &usize| document.slots[*number].kind == "DiagnosticReport";
        let (reports, groups): (Vec<usize>, Vec<usize>) = (0..scan.ties.len()).partition(is_report);
        for holder in groups.into_iter().chain(reports) {
            let mut position = 0;
            for reference in &scan.ties[holder].members {
                let Some(member) = self.follow(document, holder, reference) else { continue };
                if document.slots[member].kind != "Observation" {
                    continue;
                }
                position += 1;
                if self.is_within(holder, member) {
                    self.oddities.push((holder, "a group of observations holds itself"));
                } else {
                    self.groups.entry(member).or_insert((holder, position));
                }
            }
        }
    }

    /// Whether `inner` is `outer`, or `inner` stands somewhere above `outer`.
    fn is_within(&self, outer: usize, inner: usize) -> bool {
        let mut at = outer;
        for _ in 0..MOST_LEVELS {
            if at == inner {
                return true;
            }
            match self.groups.get(&at) {
                Some((above, _)) => at = *above,
                None => return false,
            }
        }
        true
    }

    /// The report at the top of the groups in which an observation stands.
    fn top_of(&self, member: usize) -> usize {
        let mut at = member;
        for _ in 0..MOST_LEVELS {
            match self.groups.get(&at) {
                Some((above, _)) => at = *above,
                None => break,
            }
        }
        at
    }

    /// Which request belongs to which statement: the plan that a statement is based on, and the
    /// issues that are based on that plan.
    fn tie_requests(&mut self, document: &Document<'_>, scan: &Scan) {
        let of_kind =
            |kind: &'static str| (0..scan.ties.len()).filter(move |number| document.slots[*number].kind == kind);
        for statement in of_kind("MedicationStatement") {
            for reference in &scan.ties[statement].based_on {
                if let Some(plan) = self.follow(document, statement, reference)
                    && document.slots[plan].kind == "MedicationRequest"
                {
                    self.statements.entry(plan).or_insert(statement);
                }
            }
        }
        let mut above: HashMap<usize, usize> = HashMap::new();
        for request in of_kind("MedicationRequest") {
            for reference in &scan.ties[request].supporting {
                if let Target::Found(statement) = document.resolve(request, reference)
                    && document.slots[statement].kind == "MedicationStatement"
                {
                    self.statements.entry(request).or_insert(statement);
                }
            }
            for reference in &scan.ties[request].based_on {
                if let Some(plan) = self.follow(document, request, reference) {
                    above.entry(request).or_insert(plan);
                }
            }
        }
        let mut requests: Vec<usize> = above.keys().copied().collect();
        requests.sort_unstable();
        for request in requests {
            self.tie_upwards(request, &above);
        }
    }

    fn tie_upwards(&mut self, request: usize, above: &HashMap<usize, usize>) {
        let mut at = request;
        for _ in 0..MOST_LEVELS {
            if let Some(statement) = self.statements.get(&at).copied() {
                self.statements.entry(request).or_insert(statement);
                return;
            }
            let Some(next) = above.get(&at) else { return };
            at = *next;
        }
        self.oddities.push((request, "requests are based on each other in a circle"));
    }

    /// Which list each resource stands in: primary lists first, then what came along with others.
    fn place(&mut self, document: &Document<'_>, scan: &Scan) {
        let headings = self.headings(document, scan);
        for primary in [true, false] {
            for list in scan.lists.iter().filter(|list| matches!(list.kind, ListKind::Primary(_)) == primary) {
                self.place_list(document, list);
            }
        }
        for (number, slot) in document.slots.iter().enumerate() {
            let unlisted = |home: Home| {
                let via = (home != Home::Documents).then(|| "unlisted".to_owned());
                Placement { home, via, heading: None }
            };
            let holder = match slot.kind.as_ref() {
                "Observation" => Some(self.top_of(number)).filter(|top| *top != number),
                "MedicationRequest" => self.statements.get(&number).copied(),
                _ => None,
            };
            let inherited = holder.and_then(|holder| {
                let home = Home::of_kind(&document.slots[holder].kind)?;
                Some(self.of.get(&holder).cloned().unwrap_or_else(|| unlisted(home)))
            });
            // What stands in a report goes where the report goes.
            let keeps = self.of.get(&number).is_some_and(|known| known.via.is_none());
            if let Some(inherited) = inherited.filter(|_| !keeps) {
                self.of.insert(number, inherited);
            } else if let Some(home) = Home::of_kind(&slot.kind) {
                self.of.entry(number).or_insert_with(|| unlisted(home));
            }
        }
        self.place_orders(document, scan);
        for (number, heading) in headings {
            if let Some(placement) = self.of.get_mut(&number) {
                placement.heading = Some(heading);
            }
        }
    }

    fn place_list(&mut self, document: &Document<'_>, list: &List) {
        let Some((home, via)) = list.home() else { return };
        for item in &list.items {
            let Ok(reference) = item else {
                self.incomplete.insert(list.slot);
                continue;
            };
            let placement = || Placement { home, via: via.map(ToOwned::to_owned), heading: Some(list.name()) };
            match document.resolve(list.slot, reference) {
                Target::Found(target) => {
                    self.of.entry(target).or_insert_with(placement);
                }
                // All that bear the name, once: which of them is meant cannot be told.
                Target::Ambiguous(targets) if !self.of.contains_key(&targets[0]) => {
                    self.of.extend(targets.iter().map(|target| (*target, placement())));
                }
                Target::Ambiguous(_) => {}
                Target::Missing => {
                    self.oddities.push((list.slot, "it lists a resource that is not in the message"));
                    self.incomplete.insert(list.slot);
                }
            }
        }
    }

    /// A test request goes with the report that answers it.
    fn place_orders(&mut self, document: &Document<'_>, scan: &Scan) {
        let reports = document.slots.iter().enumerate().filter(|(_, slot)| slot.kind == "DiagnosticReport");
        for (number, _) in reports {
            let Some(placement) = self.of.get(&number).cloned() else { continue };
            for reference in &scan.ties[number].based_on {
                if let Target::Found(order) = document.resolve(number, reference)
                    && self.of.get(&order).is_none_or(|known| known.via.is_some())
                {
                    self.of.insert(order, placement.clone());
                }
            }
        }
    }

    /// The heading of what stands in a consultation: topic and category.
    fn headings(&mut self, document: &Document<'_>, scan: &Scan) -> HashMap<usize, String> {
        let by_slot: HashMap<usize, &List> = scan.lists.iter().map(|list| (list.slot, list)).collect();
        let mut headings = HashMap::new();
        for topic in scan.lists.iter().filter(|list| list.kind == ListKind::Topic) {
            for target in self.targets(document, topic) {
                match by_slot.get(&target).filter(|list| list.kind == ListKind::Category) {
                    Some(category) => {
                        let words = [&topic.title, &category.title].into_iter().flatten();
                        let words = words.map(String::as_str).collect::<Vec<_>>().join(" / ");
                        for item in self.targets(document, category) {
                            headings.entry(item).or_insert_with(|| words.clone());
                        }
                    }
                    None => {
                        headings.entry(target).or_insert_with(|| topic.title.clone().unwrap_or_default());
                    }
                }
            }
        }
        headings.retain(|_, heading| !heading.is_empty());
        headings
    }

    fn targets(&mut self, document: &Document<'_>, list: &List) -> Vec<usize> {
        list.items.iter().flatten().filter_map(|item| self.follow(document, list.slot, item)).collect()
    }

    /// Gives each resource its key, no two the same.
    fn name_all(&mut self, document: &Document<'_>, scan: &Scan) {
        let mut taken: HashMap<String, u32> = HashMap::new();
        let stating = |number: &usize| !clinical::is_supporting(&document.slots[*number].kind);
        for number in (0..document.slots.len()).filter(stating) {
            let key = match (scan.own.get(&number), scan.flavour) {
                // An earlier version is history, and leaves the key to the one that stands.
                (Some(own), _) if own.state.as_deref() == Some("superseded") => continue,
                (Some(own), _) => own.key.clone(),
                (None, Flavour::GpConnect) => match self.of.get(&number) {
                    Some(placement) => gp_key(placement, &name_of(document, number)),
                    None => continue,
                },
                (None, _) => format!("fhir:{}", name_of(document, number)),
            };
            let count = *taken.entry(key.clone()).and_modify(|count| *count += 1).or_insert(1);
            if count == 1 {
                self.keys.insert(number, key);
            } else {
                self.oddities.push((number, "another resource of its type has the same id"));
                self.keys.insert(number, format!("{key}#{count}"));
            }
        }
    }

    /// The key of what a reference names, also where the message does not hold it.
    pub(super) fn key_of(
        &self,
        document: &Document<'_>,
        flavour: Flavour,
        from: usize,
        reference: &str,
    ) -> Option<String> {
        if let Some(target) = document.resolve(from, reference).first() {
            return self.keys.get(&target).cloned();
        }
        let (kind, id) = reference.split_once('/').filter(|(_, id)| id.len() <= 128 && !id.contains('/'))?;
        if flavour != Flavour::GpConnect {
            return Some(format!("fhir:{kind}/{id}"));
        }
        let placement = Placement { home: Home::of_kind(kind)?, via: None, heading: None };
        Some(gp_key(&placement, &format!("{kind}/{id}")))
    }
}

fn gp_key(placement: &Placement, name: &str) -> String {
    let code = placement.home.code();
    placement.via.as_deref().map_or_else(|| format!("gpc:{code}:{name}"), |via| format!("gpc:{code}/{via}:{name}"))
}

/// The name of a resource within its source: its type and id, else its identifier, else its content.
fn name_of(document: &Document<'_>, number: usize) -> String {
    let slot = &document.slots[number];
    let short = |text: &str| !text.is_empty() && text.len() <= 128;
    if let Some(id) = slot.id.as_deref().filter(|id| short(id)) {
        return format!("{}/{id}", slot.kind);
    }
    let node = document.node(number);
    let identifier = node.path(&["identifier"]);
    let value = identifier.and_then(|identifier| identifier.text_of("value")).filter(|value| short(value));
    if let Some(value) = value {
        let system = identifier.and_then(|identifier| identifier.text_of("system")).unwrap_or_default();
        let system: String = system.chars().take(128).collect();
        return format!("{}/{system}|{value}", slot.kind);
    }
    let mut content = String::new();
    node.write(&mut content);
    let digest = Sha256::digest(content.as_bytes());
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    let digits: String = digest.iter().take(12).flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
    format!("{}/{digits}", slot.kind)
}
