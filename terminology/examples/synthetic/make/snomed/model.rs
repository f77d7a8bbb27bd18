//! The concepts of a release: who they are, where they stand, how long they last.

use std::collections::HashMap;

use snomed_ct_parsing::Sctid;
use snomed_ct_parsing::sctid::ComponentKind;

use super::super::random::{Purpose, Random};
use super::super::words::{NONE, Words};
use super::axes::{AXES, MEDICINE, METADATA};
use super::calendar::{Calendar, Life, MOST_ROUNDS, Odds};
use super::metadata::{CLINICAL_MODULE, CORE_MODULE, DRUG_MODULE, FIXED, MODEL_MODULE, ROOT, SIMPLE_REFSETS};
use super::plan::{Plan, deal};

/// No concept.
pub(crate) const NOBODY: u32 = u32::MAX;
/// No concept is deeper under the root.
const DEEPEST: u8 = 14;

/// A concept.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) id: u64,
    pub(crate) axis: u8,
    pub(crate) depth: u8,
    pub(crate) parents: [u32; 3],
    pub(crate) life: Life,
    /// The words that its names are made of, those of its parents first.
    pub(crate) words: [u32; 5],
    /// Whether it is never a parent or a value, because it is inactivated once.
    pub(crate) mortal: bool,
}

/// All concepts, parents before their children.
pub(crate) struct Model {
    pub(crate) plan: Plan,
    pub(crate) calendar: Calendar,
    pub(crate) words: Words,
    pub(crate) nodes: Vec<Node>,
    /// Of each branch, its concepts of the first release that last: what others lead to and reference
    /// sets draw from, so that later releases change none of it.
    pub(crate) axes: Vec<Vec<u32>>,
    /// The ancestors of each concept, one after the other, and where each concept's end.
    ancestors: (Vec<u32>, Vec<usize>),
    /// How many synonyms beside the preferred one each concept has.
    pub(crate) synonyms: Vec<u8>,
    /// How many attributes each concept has.
    pub(crate) attributes: Vec<u8>,
    /// How many numbers each concept has.
    pub(crate) numbers: Vec<u8>,
    /// The simple reference sets.
    pub(crate) refsets: Vec<u64>,
    /// Of each concept the youngest child that lasts, and the next older child of its parent.
    youngest: Vec<u32>,
    siblings: Vec<u32>,
    names: HashMap<u64, (&'static str, &'static str)>,
    by_id: HashMap<u64, u32>,
}

/// Concepts are inactivated at the odds of the plan before the first release, and rarely after.
const ODDS: Odds = Odds { touched: 800, gone: 0, touched_later: 40, gone_later: 30 };

impl Node {
    /// The module of a concept, or of what is its.
    pub(crate) fn module(&self) -> u64 {
        let long = self.id / 10 % 100 >= 10;
        match self.id / 1000 % 10_000_000 {
            _ if self.axis == METADATA => MODEL_MODULE,
            1_000_001 if long => DRUG_MODULE,
            1_000_000 | 1_000_002 if long => CLINICAL_MODULE,
            _ => CORE_MODULE,
        }
    }
}

impl Model {
    /// The concepts of a plan; an error says what of it cannot be.
    pub(crate) fn new(plan: Plan, calendar: Calendar) -> Result<Self, String> {
        let words = Words::new(plan.seed, (20_000 + plan.concepts / 8).min(150_000));
        let mut model = Self {
            axes: vec![Vec::new(); AXES.len()],
            ancestors: (Vec::new(), Vec::new()),
            synonyms: Vec::new(),
            attributes: Vec::new(),
            numbers: Vec::new(),
            refsets: Vec::new(),
            youngest: Vec::new(),
            siblings: Vec::new(),
            names: HashMap::new(),
            by_id: HashMap::new(),
            nodes: Vec::new(),
            plan,
            calendar,
            words,
        };
        model.fixed();
        if model.plan.concepts < model.nodes.len() + 1000 {
            return Err(format!("at least {} concepts are needed", model.nodes.len() + 1000));
        }
        model.grow();
        model.shares()?;
        Ok(model)
    }

    fn fixed(&mut self) {
        let oldest = Life::still(20_020_131);
        let node = |id, axis, depth, parent| Node {
            id,
            axis,
            depth,
            parents: [parent, NOBODY, NOBODY],
            life: oldest,
            words: [NONE; 5],
            mortal: false,
        };
        self.push(node(ROOT, METADATA, 0, NOBODY), ("SNOMED CT Concept", "SNOMED RT+CTV3"));
        for (axis, branch) in (0..).zip(AXES) {
            self.push(node(branch.top, axis, 1, 0), (branch.name, branch.tags[0]));
            self.axes[usize::from(axis)].push(self.by_id[&branch.top]);
        }
        for (id, parent, name, tag) in FIXED {
            let parent = self.by_id[parent];
            let depth = self.nodes[parent as usize].depth + 1;
            self.push(node(*id, METADATA, depth, parent), (name, tag));
        }
        for number in 0..self.plan.refsets {
            let id = built(98_000_000 + number as u64, Some(1_000_000));
            let (parent, depth) = (self.by_id[&SIMPLE_REFSETS], 5);
            self.push(node(id, METADATA, depth, parent), ("", "foundation metadata concept"));
            let mut random = Random::new(self.plan.seed, Purpose::Concept, id);
            let words = std::array::from_fn(|at| if at < 3 { self.words.draw(&mut random) } else { NONE });
            if let Some(node) = self.nodes.last_mut() {
                node.words = words;
            }
            self.refsets.push(id);
        }
    }

    fn push(&mut self, node: Node, name: (&'static str, &'static str)) {
        let number = u32::try_from(self.nodes.len()).unwrap_or(NOBODY);
        self.by_id.insert(node.id, number);
        if !name.0.is_empty() {
            self.names.insert(node.id, name);
        }
        let ancestors = self.ancestors_of(node.parents);
        self.ancestors.0.extend(ancestors);
        self.ancestors.1.push(self.ancestors.0.len());
        self.youngest.push(NOBODY);
        self.siblings.push(NOBODY);
        if let Some(youngest) = self.youngest.get_mut(node.parents[0] as usize).filter(|_| !node.mortal) {
            self.siblings[number as usize] = std::mem::replace(youngest, number);
        }
        self.nodes.push(node);
    }

    fn ancestors_of(&self, parents: [u32; 3]) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::new();
        for parent in parents.into_iter().filter(|parent| *parent != NOBODY) {
            all.push(parent);
            all.extend_from_slice(self.ancestors(parent));
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The concepts above a concept, in order.
    pub(crate) fn ancestors(&self, node: u32) -> &[u32] {
        let node = node as usize;
        let start = node.checked_sub(1).map_or(0, |before| self.ancestors.1[before]);
        &self.ancestors.0[start..self.ancestors.1[node]]
    }

    /// Adds concepts until there are as many as planned, and those of the releases after.
    fn grow(&mut self) {
        let (first, later) = (self.plan.concepts, self.plan.concepts / 200);
        for number in self.nodes.len()..first + later * self.calendar.rounds() {
            let round = (number >= first).then(|| (number - first) / later + 1);
            let node = self.node(number, round.and_then(|round| self.calendar.round(round)));
            if !node.mortal && round.is_none() {
                self.axes[usize::from(node.axis)].push(u32::try_from(number).unwrap_or(NOBODY));
            }
            self.push(node, ("", ""));
        }
    }

    fn node(&self, number: usize, birth: Option<u32>) -> Node {
        let mut random = Random::new(self.plan.seed, Purpose::Concept, number as u64);
        let axis = self.axis(&mut random);
        let members = &self.axes[usize::from(axis)];
        let flatness = self.plan.flatness * if AXES[usize::from(axis)].top == MEDICINE { 1.5 } else { 1.0 };
        let mut parent = members[random.early(members.len(), flatness)];
        while self.nodes[parent as usize].depth >= DEEPEST {
            parent = self.nodes[parent as usize].parents[0];
        }
        let mut parents = [parent, NOBODY, NOBODY];
        if random.happens(self.plan.second_parents) {
            parents[1] = self.near(&mut random, members, &parents);
            if parents[1] != NOBODY && random.happens(3333) {
                parents[2] = self.near(&mut random, members, &parents);
            }
        }
        let of_parents = parents.iter().filter_map(|parent| self.nodes.get(*parent as usize));
        let youngest = of_parents.clone().map(|parent| parent.life.birth).max().unwrap_or_default();
        let depth = of_parents.map(|parent| parent.depth).min().unwrap_or_default() + 1;
        let birth = birth.unwrap_or_else(|| {
            let age = random.below(number.max(1)).midpoint(number.max(1));
            self.calendar.born(age.min(self.plan.concepts), self.plan.concepts).max(youngest)
        });
        let odds = Odds { gone: self.plan.inactive * 11 / 10, ..ODDS };
        let (life, mortal) = self.calendar.life(&mut random, birth, odds);
        let words = self.words_under(&mut random, parent);
        Node { id: self.id(number, axis, &mut random), axis, depth, parents, life, words, mortal }
    }

    fn axis(&self, random: &mut Random) -> u8 {
        let whole: u32 = AXES.iter().map(|axis| self.share(axis.top, axis.share)).sum();
        let mut at = u32::try_from(random.below(whole as usize)).unwrap_or_default();
        for (number, axis) in (0..).zip(AXES) {
            let share = self.share(axis.top, axis.share);
            if at < share {
                return number;
            }
            at -= share;
        }
        0
    }

    fn share(&self, top: u64, share: u32) -> u32 {
        if top == MEDICINE { self.plan.medicines } else { share }
    }

    /// Another parent: a sibling of the first, or of one above it, that stands neither above nor
    /// below the others.
    fn near(&self, random: &mut Random, members: &[u32], parents: &[u32; 3]) -> u32 {
        let under = |low: u32, high: u32| self.ancestors(low).binary_search(&high).is_ok();
        let fits = |other: u32| {
            let apart = |parent: u32| parent != other && !under(other, parent) && !under(parent, other);
            let node = &self.nodes[other as usize];
            let same_axis = node.axis == self.nodes[parents[0] as usize].axis;
            node.depth < DEEPEST && same_axis && parents.iter().all(|parent| *parent == NOBODY || apart(*parent))
        };
        let mut above = self.nodes[parents[0] as usize].parents[0];
        for attempt in 0..8 {
            let mut other = self.youngest.get(above as usize).copied().unwrap_or(NOBODY);
            for _ in 0..random.below(12) {
                other = self.siblings.get(other as usize).copied().filter(|next| *next != NOBODY).unwrap_or(other);
            }
            if other != NOBODY && fits(other) {
                return other;
            }
            if attempt % 2 == 1 && above != NOBODY {
                above = self.nodes[above as usize].parents[0];
            }
        }
        let other = members[random.early(members.len(), self.plan.flatness)];
        if fits(other) { other } else { NOBODY }
    }

    /// Some words of the parent and new ones.
    fn words_under(&self, random: &mut Random, parent: u32) -> [u32; 5] {
        let mut words = [NONE; 5];
        let mut filled = 0;
        for word in self.nodes[parent as usize].words.into_iter().filter(|word| *word != NONE) {
            if filled < 3 && random.happens(6500) {
                words[filled] = word;
                filled += 1;
            }
        }
        for slot in words.iter_mut().skip(filled).take(1 + random.below(3)) {
            *slot = self.words.draw(random);
        }
        words
    }

    /// The identifier of a concept: half in the short format, the others of the two UK namespaces.
    fn id(&self, number: usize, axis: u8, random: &mut Random) -> u64 {
        let medicine = AXES[usize::from(axis)].top == MEDICINE;
        let namespace = match random.below(100) {
            0..=19 if medicine => None,
            _ if medicine => Some(1_000_001),
            0..=64 => None,
            _ => Some(1_000_000),
        };
        let item = item(number as u64);
        let id = built(item, namespace);
        if self.by_id.contains_key(&id) { built(item, Some(1_000_002)) } else { id }
    }

    fn shares(&mut self) -> Result<(), String> {
        let plan = &self.plan;
        let first = plan.concepts.min(self.nodes.len());
        let extra = plan.descriptions.checked_sub(first * 2);
        let extra = extra.filter(|extra| *extra <= first * 20).ok_or("from 2 to 22 descriptions a concept")?;
        let random = |kind: u64| {
            let seed = plan.seed;
            move |block: usize| Random::new(seed, Purpose::Shares, kind << 32 | block as u64)
        };
        self.synonyms = deal(random(1), extra, first, 20);
        let parents = self.nodes[..first].iter().flat_map(|node| node.parents).filter(|parent| *parent != NOBODY);
        let rest = plan.relationships.checked_sub(parents.count()).ok_or("more relationships are needed")?;
        let all = 0..first;
        let described: Vec<usize> = all.clone().filter(|at| is_described(&self.nodes[*at])).collect();
        if rest > described.len() * 20 {
            return Err("at most 20 attributes a concept".to_owned());
        }
        let medicine = |at: &usize| AXES[usize::from(self.nodes[*at].axis)].top == MEDICINE;
        let medicines: Vec<usize> = all.filter(medicine).collect();
        if plan.numbers > medicines.len() * 4 {
            return Err("at most 4 numbers a medicine".to_owned());
        }
        let spread = |owners: &[usize], dealt: Vec<u8>| {
            let mut all = vec![0; self.nodes.len()];
            owners.iter().zip(dealt).for_each(|(owner, count)| all[*owner] = count);
            all
        };
        let attributes = spread(&described, deal(random(2), rest, described.len(), 22));
        let numbers = spread(&medicines, deal(random(3), plan.numbers, medicines.len(), 4));
        (self.attributes, self.numbers) = (attributes, numbers);
        self.later_shares(first);
        Ok(())
    }

    /// What the concepts of later releases have.
    fn later_shares(&mut self, first: usize) {
        for at in first..self.nodes.len() {
            let mut random = Random::new(self.plan.seed, Purpose::Shares, at as u64);
            let described = is_described(&self.nodes[at]);
            self.synonyms.push(u8::try_from(random.below(3)).unwrap_or_default());
            self.attributes[at] = if described { u8::try_from(random.below(6)).unwrap_or_default() } else { 0 };
        }
    }

    /// The name of a concept that is not made of words, and what stands in brackets behind it.
    pub(crate) fn name(&self, node: &Node) -> Option<(&'static str, &'static str)> {
        self.names.get(&node.id).copied()
    }

    /// The number of a concept.
    pub(crate) fn number(&self, id: u64) -> u32 {
        self.by_id.get(&id).copied().unwrap_or(NOBODY)
    }

    /// How many pairs of an active concept and one above it there are.
    pub(crate) fn closure(&self) -> usize {
        let date = self.calendar.date();
        let lasting = self.nodes.iter().enumerate().filter(|(_, node)| node.life.lasts(date));
        lasting.map(|(at, _)| self.ancestors(u32::try_from(at).unwrap_or(NOBODY)).len()).sum()
    }
}

/// Whether a concept can have attributes: the tops of the branches have none.
fn is_described(node: &Node) -> bool {
    node.depth > 1 && !AXES[usize::from(node.axis)].attributes.is_empty()
}

const _: () = assert!(MOST_ROUNDS == 8, "a concept has eight names for later releases");

fn built(item: u64, namespace: Option<u32>) -> u64 {
    Sctid::build(item, namespace, ComponentKind::Concept).map_or(0, Sctid::get)
}

/// An item number that says nothing of the order in which things were made: each of 2^26 once.
pub(crate) fn item(number: u64) -> u64 {
    (number.wrapping_mul(0x2545_f491) ^ 0x15_5555) % (1 << 26) + 100_000
}
