//! A message structure as an automaton over its places, which decides exactly what it allows.
//!
//! Structures of the standard are ambiguous in places: an ORC can begin a prior result or the next order.
//! Following every place at once (Glushkov's construction, a bit a place) needs no guess.

use super::grammar::{Kind, Node};
use super::rules::Name;

/// The most places of a structure: one bit each.
const MOST_PLACES: usize = 128;

/// The places of a structure, and which can follow which.
#[derive(Debug, Clone, Default)]
pub(super) struct Automaton {
    /// The places of each segment.
    names: Vec<(Name, u128)>,
    /// The places of any segment.
    any: u128,
    follow: Vec<u128>,
    first: u128,
    last: u128,
    empty: bool,
}

/// What a part of a structure can begin and end with, and whether it can be absent.
#[derive(Clone, Copy)]
struct Part {
    first: u128,
    last: u128,
    empty: bool,
}

const NOTHING: Part = Part { first: 0, last: 0, empty: true };

impl Automaton {
    /// The automaton of a structure; none for one with too many places.
    pub(super) fn of(nodes: &[Node]) -> Option<Self> {
        let mut automaton = Self::default();
        let whole = automaton.sequence(nodes)?;
        (automaton.first, automaton.last, automaton.empty) = (whole.first, whole.last, whole.empty);
        Some(automaton)
    }

    /// Whether segments in this order are allowed.
    pub(super) fn accepts(&self, names: impl Iterator<Item = Name>) -> bool {
        let (mut next, mut here) = (self.first, 0_u128);
        let mut begun = false;
        for name in names {
            let known = self.names.iter().find(|(known, _)| *known == name).map_or(0, |(_, places)| *places);
            here = next & (known | self.any);
            if here == 0 {
                return false;
            }
            begun = true;
            next = 0;
            let mut left = here;
            while left != 0 {
                next |= self.follow.get(left.trailing_zeros() as usize).copied().unwrap_or_default();
                left &= left - 1;
            }
        }
        if begun { here & self.last != 0 } else { self.empty }
    }

    fn sequence(&mut self, nodes: &[Node]) -> Option<Part> {
        let mut whole = NOTHING;
        for node in nodes {
            let part = self.node(node)?;
            self.connect(whole.last, part.first);
            whole = Part {
                first: if whole.empty { whole.first | part.first } else { whole.first },
                last: if part.empty { whole.last | part.last } else { part.last },
                empty: whole.empty && part.empty,
            };
        }
        Some(whole)
    }

    fn node(&mut self, node: &Node) -> Option<Part> {
        let mut part = match &node.kind {
            Kind::Segment(name) => {
                let place = self.place()?;
                match self.names.iter_mut().find(|(known, _)| known == name) {
                    Some((_, places)) => *places |= place,
                    None => self.names.push((*name, place)),
                }
                Part { first: place, last: place, empty: false }
            }
            Kind::Any => {
                let place = self.place()?;
                self.any |= place;
                Part { first: place, last: place, empty: false }
            }
            Kind::Group(_, nodes) => self.sequence(nodes)?,
            Kind::Choice(_, choices) => {
                let mut whole = Part { empty: false, ..NOTHING };
                for choice in choices {
                    let part = self.node(choice)?;
                    whole.first |= part.first;
                    whole.last |= part.last;
                    whole.empty |= part.empty;
                }
                whole
            }
        };
        if node.repeats {
            self.connect(part.last, part.first);
        }
        part.empty |= !node.required;
        Some(part)
    }

    fn place(&mut self) -> Option<u128> {
        let number = self.follow.len();
        if number == MOST_PLACES {
            return None;
        }
        self.follow.push(0);
        Some(1 << number)
    }

    fn connect(&mut self, from: u128, to: u128) {
        let mut left = from;
        while left != 0 {
            if let Some(follow) = self.follow.get_mut(left.trailing_zeros() as usize) {
                *follow |= to;
            }
            left &= left - 1;
        }
    }
}
