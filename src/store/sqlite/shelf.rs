//! Where each entry stands in its section, and the order that follows: items, what belongs to them,
//! what came along.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::entries::EntryHead;
use crate::record::{Resource, Section, Standing, Subsection};

/// How far an entry is followed up to what it belongs to: deeper ones are circles.
const MOST_LEVELS: usize = 16;

/// What decides where an entry stands, without the rest of what it says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Shelf {
    /// How it stands.
    pub(super) standing: Standing,
    /// How it stands where what it belongs to is not in the view.
    alone: Standing,
    /// The part of its section.
    pub(super) subsection: Option<Subsection>,
    /// The key of the entry that it belongs to.
    whole: Option<String>,
    /// Its place among what belongs to the same entry.
    place: u32,
}

impl Shelf {
    /// By what an entry says.
    pub(super) fn of(resource: &Resource, section: Section, key: &str) -> Self {
        let standing = Standing::of(resource, section, key);
        let alone = match standing {
            Standing::Part => Standing::of(&Resource::Procedure(crate::record::Procedure::default()), section, key),
            other => other,
        };
        Self {
            standing,
            alone,
            subsection: resource.subsection(),
            whole: resource.part_of().map(ToOwned::to_owned),
            place: resource.place_in_whole(),
        }
    }

    /// The key of the entry that it belongs to, where its place needed that to be read.
    pub(super) fn whole(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// By its key, where that tells: results of HL7 v2 name their report in it.
    pub(super) fn by_key(key: &str) -> Self {
        let Some(mut parts) = key.strip_prefix("obx:").map(|rest| rest.split(':')) else { return Self::default() };
        match (parts.next(), parts.next()) {
            (Some(first), Some(second)) => {
                Self { standing: Standing::Part, whole: Some(format!("obr:{first}:{second}")), ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

/// A place on the way down from an item to one of its parts.
type Step = (u32, Reverse<Option<i64>>, u32);

/// Newest first; on a timeline over all sections, otherwise section by section with its parts, and
/// what came along at the end. What belongs to an entry follows it, in its own order; on a timeline
/// only results do, and each issue of a medicine stands at its own time.
pub(super) fn order(heads: &mut Vec<EntryHead>, timeline: bool) {
    let keys: HashMap<(usize, &str), usize> =
        heads.iter().enumerate().map(|(place, head)| ((head.patient, head.key.as_str()), place)).collect();
    let whole_of = |head: &EntryHead| {
        let whole = head.shelf.whole.as_deref()?;
        keys.get(&(head.patient, whole)).copied().filter(|place| heads[*place].section == head.section)
    };
    let above = |head: &EntryHead| whole_of(head).filter(|_| !timeline || head.section != Section::Medication);
    let mut placed: Vec<(_, Standing, usize)> = Vec::with_capacity(heads.len());
    for (place, head) in heads.iter().enumerate() {
        let (mut root, mut path): (usize, Vec<Step>) = (place, Vec::new());
        while let Some(next) = above(&heads[root]).filter(|_| path.len() < MOST_LEVELS) {
            let part = &heads[root];
            let time = part.time.filter(|_| part.section == Section::Medication);
            path.push((part.shelf.place, Reverse(time), part.ordinal));
            root = next;
        }
        path.reverse();
        let standing = if whole_of(head).is_some() { head.shelf.standing } else { head.shelf.alone };
        let whole = &heads[root];
        let section = (!timeline).then(|| rank(head.section));
        let related = !timeline && whole.shelf.alone == Standing::Related;
        let part = whole.shelf.subsection.filter(|_| !timeline);
        let key = (section, related, part, Reverse(whole.time), whole.patient, whole.key.clone(), path);
        placed.push(((key, head.message, head.key.clone()), standing, place));
    }
    placed.sort_by(|left, right| left.0.cmp(&right.0));
    let mut taken: Vec<Option<EntryHead>> = std::mem::take(heads).into_iter().map(Some).collect();
    heads.extend(placed.into_iter().filter_map(|(_, standing, place)| {
        let mut head = taken.get_mut(place)?.take()?;
        head.shelf.standing = standing;
        Some(head)
    }));
}

/// The place of a section in the order shown.
fn rank(section: Section) -> usize {
    Section::ALL.into_iter().position(|known| known == section).unwrap_or(usize::MAX)
}
