//! Segments against the message structure: groups, repetitions, choices and order.
//!
//! Whether the order is allowed, the automaton of the structure says. Where it is not, a walk finds what
//! is wrong: a segment is taken at the first place that can hold it; where none can, the place that
//! costs the fewest findings is looked for: the inside of a group whose beginning is missing, or a later
//! place, past what is missing. A segment that has no place any more is passed over.

use super::check::Check;
use super::collect::{At, Draft};
use super::definitions::{Kind, Name, Node, Structure, name_of};
use super::finding::Place;
use super::rule::Rule;

/// A segment of the message on its way through the structure.
#[derive(Clone, Copy)]
struct Step {
    name: Name,
    ordinal: u32,
    start: usize,
    bit: u128,
}

/// What does not fit.
enum Fault {
    Missing {
        name: Name,
        group: Option<String>,
        before: usize,
    },
    /// So many of one name in a row.
    Unexpected(usize, usize),
    Repeated(usize),
}

/// How far is looked for the beginning of a group.
const LOOK_AHEAD: usize = 500;

struct Walk<'w> {
    steps: &'w [Step],
    at: usize,
    faults: Vec<Fault>,
}

impl Check<'_> {
    /// Puts the order of the segments to a structure.
    pub(super) fn structure(&mut self, structure: &Structure) {
        let mut steps = Vec::with_capacity(self.message.segment_count());
        for segment in self.message.segments() {
            let name = segment.name_bytes();
            let placed = structure.knows(name) || (name[0] != b'Z' && self.rules.segments.contains_key(&name));
            // ADD continues the segment before it, wherever that stands (section 2.10.2).
            if placed && &name != b"ADD" {
                steps.push(Step { name, ordinal: segment.ordinal(), start: segment.start(), bit: structure.bit(name) });
            }
        }
        if structure.accepts(steps.iter().map(|step| step.name)) {
            return;
        }
        let mut walk = Walk { steps: &steps, at: 0, faults: Vec::new() };
        walk.sequence(&structure.nodes, None, 0, 0);
        while walk.at < steps.len() {
            walk.skip();
        }
        let faults = walk.faults;
        self.tell(structure, &steps, &faults);
    }

    fn tell(&mut self, structure: &Structure, steps: &[Step], faults: &[Fault]) {
        let mut moved: Vec<Name> = Vec::new();
        let is_missing =
            |name: Name| faults.iter().any(|it| matches!(it, Fault::Missing { name: other, .. } if *other == name));
        // A segment that is missing here and stands there is one fault and not two.
        for fault in faults.iter().take(1000) {
            if let Fault::Unexpected(place, _) = fault
                && let Some(step) = steps.get(*place)
                && !moved.contains(&step.name)
                && is_missing(step.name)
            {
                moved.push(step.name);
            }
        }
        let end = self.message.text().len();
        let mut told: Vec<Name> = Vec::new();
        for fault in faults {
            match fault {
                Fault::Missing { name, .. } if moved.contains(name) => {}
                Fault::Missing { name, group, before } => {
                    let offset = steps.get(*before).map_or(end, |step| step.start);
                    self.missing_segment(structure, *name, group.as_deref(), offset);
                }
                Fault::Unexpected(place, _) | Fault::Repeated(place) => {
                    let Some(step) = steps.get(*place) else { continue };
                    let out_of_order = moved.contains(&step.name) && !told.contains(&step.name);
                    if out_of_order {
                        told.push(step.name);
                    }
                    let rule = match fault {
                        Fault::Repeated(_) => Rule::SegmentRepeated,
                        _ if out_of_order => Rule::SegmentOrder,
                        _ => Rule::SegmentUnexpected,
                    };
                    let more = if let Fault::Unexpected(_, count) = fault { count - 1 } else { 0 };
                    self.misplaced(structure, step, rule, more);
                }
            }
        }
    }

    fn missing_segment(&mut self, structure: &Structure, name: Name, group: Option<&str>, offset: usize) {
        let at = At { name, ..At::default() };
        let before = self.found.findings.len();
        self.found.add(Draft::error(Rule::SegmentMissing, at, offset), || {
            let whole = group.map(|group| format!(" to begin the group {group}")).unwrap_or_default();
            format!("expected {}{whole} by structure {}, found none", name_of(name), structure.name)
        });
        if let Some(finding) = self.found.findings.get_mut(before) {
            finding.place = Place { occurrence: 1, group: group.map(str::to_owned), ..finding.place.clone() };
        }
    }

    fn misplaced(&mut self, structure: &Structure, step: &Step, rule: Rule, more: usize) {
        let at = At::field(step.name, step.ordinal, 0);
        self.found.add(Draft::error(rule, at, step.start), || {
            let (name, by) = (name_of(step.name), &structure.name);
            let more = if more == 0 { String::new() } else { format!(", and for {more} more after it") };
            match rule {
                Rule::SegmentRepeated => format!("expected {name} once here by structure {by}, found another"),
                Rule::SegmentOrder => format!("{name} stands out of order: structure {by} has it elsewhere"),
                _ if structure.knows(step.name) => format!("structure {by} has no place for {name} here{more}"),
                _ => format!("structure {by} has no {name}{more}"),
            }
        });
    }
}

impl Walk<'_> {
    fn bit(&self) -> Option<u128> {
        self.steps.get(self.at).map(|step| step.bit)
    }

    /// Walks through places in order. `follow_first` and `follow_any` are what may come after them,
    /// at its beginning and anywhere.
    fn sequence(&mut self, nodes: &[Node], group: Option<&str>, follow_first: u128, follow_any: u128) {
        for node in nodes {
            let after_first = node.after_first | follow_first;
            let after_any = node.after_any | follow_any;
            let mut count = 0_usize;
            while let Some(bit) = self.bit() {
                let free = count == 0 || node.repeats;
                let before = self.at;
                if node.first & bit != 0 && free {
                    self.enter(node, after_first, after_any);
                } else if count == 0 && node.required && node.any & bit == 0 && self.comes_soon(node, after_first) {
                    self.skip();
                    continue;
                } else if after_first & bit != 0 {
                    break;
                } else if node.any & bit != 0 && free && self.is_stray(node, after_first) {
                    self.skip();
                    continue;
                } else if node.any & bit != 0 && free {
                    self.enter(node, after_first, after_any);
                } else if node.first & bit != 0 && after_any & bit == 0 {
                    self.faults.push(Fault::Repeated(self.at));
                    self.enter(node, after_first, after_any);
                } else if after_any & bit != 0 {
                    break;
                } else {
                    self.skip();
                    continue;
                }
                if self.at == before {
                    break;
                }
                count += 1;
            }
            if count == 0 && node.required {
                self.missing(node, group);
            }
        }
    }

    /// Whether a segment of the inside of a group is rather one too many before the group: what begins
    /// the group comes soon after it, and could not come any more if the group were entered here.
    fn is_stray(&self, node: &Node, after_first: u128) -> bool {
        let rest = self.steps.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(LOOK_AHEAD).take_while(|step| step.bit & (node.first | after_first) == 0).count();
        let begins = rest.get(length).is_some_and(|step| step.bit & node.first != 0);
        let runs = 1 + rest[..length].windows(2).filter(|pair| pair[0].name != pair[1].name).count();
        begins && runs < if node.repeats { 1 } else { 2 }
    }

    /// Whether what must be here stands a little further on, and could not come any more if it were
    /// passed: then the segment at hand is one too many.
    fn comes_soon(&self, node: &Node, after_first: u128) -> bool {
        let rest = self.steps.get(self.at..).unwrap_or_default();
        let wanted = node.first & !after_first;
        let length = rest.iter().take(LOOK_AHEAD).take_while(|step| step.bit & wanted == 0).count();
        let found = rest.get(length).is_some_and(|step| step.bit & wanted != 0);
        found && rest[..length].windows(2).filter(|pair| pair[0].name != pair[1].name).count() < 2
    }

    /// Passes over a segment that has no place; of several of one name in a row, all.
    fn skip(&mut self) {
        let rest = self.steps.get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|other| other.name == rest[0].name).count();
        self.faults.push(Fault::Unexpected(self.at, count));
        self.at += count;
    }

    fn enter(&mut self, node: &Node, after_first: u128, after_any: u128) {
        let (again_first, again_any) = if node.repeats { (node.first, node.any) } else { (0, 0) };
        match &node.kind {
            Kind::Segment(_) | Kind::Any => self.at += 1,
            Kind::Group(name, nodes) => {
                self.sequence(nodes, Some(name), after_first | again_first, after_any | again_any);
            }
            Kind::Choice(_, choices) => {
                let Some(bit) = self.bit() else { return };
                let taken = choices.iter().find(|choice| choice.first & bit != 0);
                let taken = taken.or_else(|| choices.iter().find(|choice| choice.any & bit != 0));
                if let Some(choice) = taken {
                    self.enter(choice, after_first | again_first, after_any | again_any);
                }
            }
        }
    }

    fn missing(&mut self, node: &Node, group: Option<&str>) {
        let (name, group) = begin(node, group);
        if let Some(name) = name {
            self.faults.push(Fault::Missing { name, group: group.map(str::to_owned), before: self.at });
        }
    }
}

/// The segment by which a missing place would be known, and the group that it begins.
fn begin<'n>(node: &'n Node, group: Option<&'n str>) -> (Option<Name>, Option<&'n str>) {
    match &node.kind {
        Kind::Segment(name) => (Some(*name), None),
        Kind::Any => (None, group),
        Kind::Group(name, nodes) => match nodes.iter().find(|inner| inner.required) {
            Some(inner) => (begin(inner, Some(name)).0, Some(name)),
            None => (None, Some(name)),
        },
        Kind::Choice(name, choices) => (choices.first().and_then(|inner| begin(inner, Some(name)).0), Some(name)),
    }
}
