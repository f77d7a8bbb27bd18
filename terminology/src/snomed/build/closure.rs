//! The transitive closure of the hierarchy, as intervals.
//!
//! Every concept hangs below its deepest parent in a forest, and gets a place in the order of a walk
//! of that forest, children after their parent. What lies below a concept is then one interval of
//! places for its subtree, and further ones for what it holds through other parents.

/// The closure, by place unless said otherwise.
pub(super) struct Closure {
    /// By ordinal, the place.
    pub(super) place: Vec<u32>,
    /// The ordinal.
    pub(super) ordinal: Vec<u32>,
    /// For each place two numbers: where the interval of the subtree ends, which begins with the place
    /// itself; and where its further intervals begin. After the last place, where those end.
    pub(super) span: Vec<u32>,
    /// The beginnings of further intervals, rising for each place.
    pub(super) from: Vec<u32>,
    /// The ends of further intervals.
    pub(super) to: Vec<u32>,
}

impl Closure {
    /// The closure of edges from child to parent, sorted, of concepts `0..count`; or a circle of
    /// concepts, each of which is a child of the next.
    pub(super) fn of(count: usize, edges: &[(u32, u32)]) -> Result<Self, Vec<u32>> {
        let parents = Lists::of(count, edges.iter().copied());
        let children = Lists::of(count, edges.iter().map(|(child, parent)| (*parent, *child)));
        let (order, depth) = downwards(&parents, &children)?;
        let mut hang = vec![u32::MAX; count];
        for (child, hang) in hang.iter_mut().enumerate() {
            let deepest = parents.of_one(child).iter().rev().max_by_key(|parent| depth[**parent as usize]);
            *hang = deepest.copied().unwrap_or(u32::MAX);
        }
        let (mut closure, ends) = Self::walked(&children, &hang);
        closure.further(&order, &children, &ends);
        Ok(closure)
    }

    /// The places and the intervals of subtrees.
    fn walked(children: &Lists, hang: &[u32]) -> (Self, Vec<u32>) {
        let count = hang.len();
        let (mut place, mut ordinal, mut end) = (vec![0; count], Vec::with_capacity(count), vec![0; count]);
        let mut stack = Vec::new();
        for root in (0..).zip(hang).filter(|(_, parent)| **parent == u32::MAX).map(|(root, _)| root) {
            stack.push((root, false));
            while let Some((concept, left)) = stack.pop() {
                let next = u32::try_from(ordinal.len()).unwrap_or(u32::MAX);
                if left {
                    end[place[concept as usize] as usize] = next;
                    continue;
                }
                place[concept as usize] = next;
                ordinal.push(concept);
                stack.push((concept, true));
                let below = children.of_one(concept as usize).iter().rev();
                stack.extend(below.filter(|child| hang[**child as usize] == concept).map(|child| (*child, false)));
            }
        }
        (Self { place, ordinal, span: Vec::new(), from: Vec::new(), to: Vec::new() }, end)
    }

    /// The further intervals: what the children hold, less the subtree.
    fn further(&mut self, order: &[u32], children: &Lists, ends: &[u32]) {
        let count = self.place.len();
        let mut held: Vec<(u32, u32)> = Vec::new();
        let mut spans = vec![(0, 0); count];
        let mut gathered = Vec::new();
        for concept in order.iter().rev() {
            let place = self.place[*concept as usize];
            let own = (place, ends[place as usize]);
            gathered.clear();
            for child in children.of_one(*concept as usize) {
                let child = self.place[*child as usize];
                let (from, to) = spans[child as usize];
                gathered.push((child, ends[child as usize]));
                gathered.extend_from_slice(&held[from..to]);
            }
            let from = held.len();
            merge(&mut gathered, own, &mut held);
            spans[place as usize] = (from, held.len());
        }
        let first = |from: &[u32]| u32::try_from(from.len()).unwrap_or(u32::MAX);
        for ((from, to), end) in spans.into_iter().zip(ends) {
            self.span.extend([*end, first(&self.from)]);
            self.from.extend(held[from..to].iter().map(|(from, _)| *from));
            self.to.extend(held[from..to].iter().map(|(_, to)| *to));
        }
        self.span.extend([0, first(&self.from)]);
    }
}

/// Adds to `held` the union of intervals, less one of them, in rising order.
fn merge(intervals: &mut Vec<(u32, u32)>, own: (u32, u32), held: &mut Vec<(u32, u32)>) {
    intervals.retain(|(from, to)| *from < own.0 || *to > own.1);
    intervals.sort_unstable();
    let mut add = |from: u32, to: u32| {
        if from < to {
            held.push((from, to));
        }
    };
    let mut open: Option<(u32, u32)> = None;
    let outside = intervals.iter().flat_map(|(from, to)| [(*from, (*to).min(own.0)), ((*from).max(own.1), *to)]);
    // An interval on both sides of the subtree falls in two, and the second half may come too early.
    let mut outside: Vec<(u32, u32)> = outside.filter(|(from, to)| from < to).collect();
    outside.sort_unstable();
    for (from, to) in outside {
        match &mut open {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => {
                if let Some((from, to)) = open.replace((from, to)) {
                    add(from, to);
                }
            }
        }
    }
    if let Some((from, to)) = open {
        add(from, to);
    }
}

/// A list of numbers for each of many.
struct Lists {
    first: Vec<u64>,
    items: Vec<u32>,
}

impl Lists {
    fn of(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let owners: Vec<u64> = pairs.clone().map(|(owner, _)| u64::from(owner)).collect();
        let first = super::firsts(count, &owners);
        let mut next = first.clone();
        let mut items = vec![0; pairs.clone().count()];
        for (owner, item) in pairs {
            let place = &mut next[owner as usize];
            items[usize::try_from(*place).unwrap_or(0)] = item;
            *place += 1;
        }
        Self { first, items }
    }

    fn of_one(&self, owner: usize) -> &[u32] {
        let place = |at: usize| self.first.get(at).and_then(|first| usize::try_from(*first).ok()).unwrap_or(0);
        self.items.get(place(owner)..place(owner + 1)).unwrap_or_default()
    }
}

/// All concepts, parents before their children, and how deep each lies; or a circle.
fn downwards(parents: &Lists, children: &Lists) -> Result<(Vec<u32>, Vec<u32>), Vec<u32>> {
    let count = parents.first.len() - 1;
    let mut waits: Vec<usize> = (0..count).map(|concept| parents.of_one(concept).len()).collect();
    let mut depth = vec![0; count];
    let mut order: Vec<u32> = (0..).zip(&waits).filter(|(_, waits)| **waits == 0).map(|(concept, _)| concept).collect();
    let mut at = 0;
    while let Some(concept) = order.get(at).copied() {
        at += 1;
        for child in children.of_one(concept as usize) {
            let child = *child as usize;
            depth[child] = depth[child].max(depth[concept as usize] + 1);
            waits[child] -= 1;
            if waits[child] == 0 {
                order.push(u32::try_from(child).unwrap_or(u32::MAX));
            }
        }
    }
    if order.len() == count { Ok((order, depth)) } else { Err(circle(parents, &waits)) }
}

/// A circle among the concepts that still wait for a parent.
fn circle(parents: &Lists, waits: &[usize]) -> Vec<u32> {
    let mut path: Vec<u32> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    let mut next = (0..).zip(waits).find(|(_, waits)| **waits > 0).map(|(concept, _)| concept);
    while let Some(concept) = next {
        if let Some(from) = seen.insert(concept, path.len()) {
            return path.split_off(from);
        }
        path.push(concept);
        let waiting = parents.of_one(concept as usize).iter().find(|parent| waits[**parent as usize] > 0);
        next = waiting.copied();
    }
    path
}
