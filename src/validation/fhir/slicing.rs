//! Slicing: which slice an element belongs to, and whether the slices are as they must be
//! (FHIR R4, 5.1.0.14 "Slicing", 5.1.0.15 "Discriminator").

use std::sync::Arc;

use super::check::Check;
use super::finding::Uncheckable;
use crate::validation::definitions::{Discriminator, Slicing, Strength, Structure};
use crate::validation::instance::NodeId;

/// A place in a definition.
type Place = (Arc<Structure>, u32);

impl Check<'_, '_> {
    /// The occurrences of an element that has slices.
    pub(super) fn sliced(&mut self, holder: NodeId, nodes: &[NodeId], structure: &Arc<Structure>, number: u32) {
        let Some(element) = structure.element(number) else { return };
        let slicing = element.slicing.clone().unwrap_or_else(|| usual(element.stem(), element.is_choice()));
        let slices = element.slices.clone();
        let mut members: Vec<Vec<NodeId>> = vec![Vec::new(); slices.len()];
        let (mut last, mut unmatched_before) = (0, false);
        for (position, node) in nodes.iter().enumerate() {
            let mut found = Vec::new();
            for (place, slice) in slices.iter().enumerate() {
                if self.is_in_slice(*node, position, structure, *slice, &slicing) {
                    found.push(place);
                }
            }
            let names = |places: &[usize]| {
                let name = |place: &usize| structure.element(slices[*place]).and_then(|slice| slice.slice.clone());
                places.iter().filter_map(name).collect::<Vec<_>>().join("`, `")
            };
            match found.as_slice() {
                [] => {
                    if slicing.rules == "closed" {
                        self.error(
                            *node,
                            "slicing",
                            format!("`{}` is closed, and this is in none of its slices", element.path),
                        );
                    }
                    unmatched_before = true;
                    self.profiled(*node, structure, number);
                    continue;
                }
                [_] => {}
                several => {
                    let names = names(several);
                    self.error(*node, "slicing", format!("the element is in more than one slice: `{names}`"));
                }
            }
            let place = found[0];
            if unmatched_before && slicing.rules == "openAtEnd" {
                self.error(*node, "slicing", "an element of a slice stands after one that is in none");
            }
            if slicing.ordered && place < last {
                self.error(*node, "slicing", format!("the slice `{}` stands out of order", names(&[place])));
            }
            last = last.max(place);
            members[place].push(*node);
        }
        for (slice, nodes) in slices.iter().zip(members) {
            let Some(definition) = structure.element(*slice) else { continue };
            let count = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
            self.cardinality(holder, nodes.last().copied().unwrap_or(holder), definition, count);
            if definition.slices.is_empty() {
                for node in nodes {
                    self.profiled(node, structure, *slice);
                }
            } else {
                self.sliced(holder, &nodes, structure, *slice);
            }
        }
    }

    fn is_in_slice(
        &mut self,
        node: NodeId,
        position: usize,
        structure: &Arc<Structure>,
        slice: u32,
        slicing: &Slicing,
    ) -> bool {
        if !self.may_ask(node) {
            return false;
        }
        if slicing.discriminators.is_empty() {
            self.depth += 1;
            let fits = self.quietly(|check| check.profiled(node, structure, slice));
            self.depth -= 1;
            return fits;
        }
        slicing.discriminators.iter().all(|discriminator| {
            if discriminator.kind == "position" {
                let own = structure.element(slice);
                let place = structure
                    .elements
                    .iter()
                    .filter(|other| other.slice.is_some() && own.is_some_and(|own| own.path == other.path));
                return place.take_while(|other| own.is_some_and(|own| own.id != other.id)).count() == position;
            }
            self.tells(node, (Arc::clone(structure), slice), discriminator)
        })
    }

    /// Whether a discriminator puts an element into a slice.
    fn tells(&mut self, node: NodeId, slice: Place, discriminator: &Discriminator) -> bool {
        let mut nodes = vec![node];
        let mut places = vec![slice];
        let mut resolved = false;
        for step in steps(&discriminator.path) {
            if step == "$this" {
                continue;
            }
            if step == "resolve()" {
                resolved = true;
                let tree = &self.typed.tree;
                nodes =
                    nodes.iter().filter_map(|node| self.resolve(*node, tree.text_of(*node, "reference")?)).collect();
                places = places.iter().flat_map(|place| self.target_places(place)).collect();
                continue;
            }
            let had = !nodes.is_empty();
            nodes = self.step_nodes(&nodes, &step);
            places = places.iter().flat_map(|place| self.step_places(place, &step)).collect();
            if had && nodes.is_empty() && discriminator.kind != "exists" && is_unsaid(&places) {
                return true;
            }
        }
        if places.is_empty() {
            if !resolved {
                let message = format!("the discriminator `{}` leads to nothing that is defined", discriminator.path);
                self.not_checkable(node, "slicing", Uncheckable::Profile, message);
            }
            return false;
        }
        if discriminator.kind == "exists" {
            let wants = places
                .iter()
                .any(|(structure, number)| structure.element(*number).is_some_and(|element| element.max != Some(0)));
            return wants != nodes.is_empty();
        }
        let by_type = matches!(discriminator.kind.as_str(), "type" | "profile");
        self.depth += 1;
        let fits = nodes.iter().any(|node| {
            places.iter().any(|(structure, number)| {
                if by_type {
                    self.is_of_place(*node, structure, *number)
                } else {
                    self.quietly(|check| check.profiled(*node, structure, *number))
                }
            })
        });
        self.depth -= 1;
        fits
    }

    /// Whether an element is of the type, and of the profile, that a place asks.
    fn is_of_place(&mut self, node: NodeId, structure: &Arc<Structure>, number: u32) -> bool {
        let kind =
            self.typed.type_name(node).or_else(|| self.typed.tree.resource_type(node)).unwrap_or_default().to_owned();
        if number == 0 {
            return self.definitions().is_a(&kind, &structure.type_name)
                && (!structure.is_constraint || self.conforms_to(node, structure));
        }
        let Some(element) = structure.element(number) else { return false };
        element.types.iter().any(|wanted| {
            self.definitions().is_a(&kind, &wanted.code)
                && (wanted.profiles.is_empty()
                    || wanted.profiles.iter().any(|url| {
                        self.definitions().structure(url).is_some_and(|profile| self.conforms_to(node, &profile))
                    }))
        })
    }

    fn step_nodes(&self, nodes: &[NodeId], step: &str) -> Vec<NodeId> {
        let tree = &self.typed.tree;
        if let Some(kind) = argument(step, "ofType") {
            let of = |node: &NodeId| self.typed.type_name(*node).is_some_and(|own| self.definitions().is_a(own, kind));
            return nodes.iter().copied().filter(of).collect();
        }
        if let Some(url) = argument(step, "extension") {
            let extensions = nodes.iter().flat_map(|node| tree.named(*node, "extension"));
            return extensions.filter(|extension| tree.text_of(*extension, "url") == Some(url)).collect();
        }
        let is_named = |child: &NodeId| self.typed.stem(*child) == step || tree.name(*child) == step;
        nodes.iter().flat_map(|node| tree.children(*node)).filter(is_named).collect()
    }

    /// The places below a place by one step.
    fn step_places(&self, place: &Place, step: &str) -> Vec<Place> {
        let (structure, number) = place;
        if argument(step, "ofType").is_some() {
            return vec![place.clone()];
        }
        let extension = argument(step, "extension");
        let name = if extension.is_some() { "extension" } else { step };
        let holder = structure.resolved(*number);
        let Some(element) = structure.element(holder) else { return Vec::new() };
        if element.children.is_empty() {
            return self.inner_places(element).iter().flat_map(|inner| self.step_places(inner, step)).collect();
        }
        let children = element.children.iter().copied();
        let named: Vec<u32> =
            children.filter(|child| structure.element(*child).is_some_and(|child| child.stem() == name)).collect();
        let mut found = Vec::new();
        for child in named {
            let slices = structure.element(child).map_or(&[][..], |child| &child.slices);
            match extension {
                Some(url) => {
                    let of_url = |slice: &&u32| {
                        structure.element(**slice).is_some_and(|slice| {
                            slice.types.iter().any(|kind| kind.profiles.iter().any(|profile| profile == url))
                        })
                    };
                    found.extend(slices.iter().filter(of_url).map(|slice| (Arc::clone(structure), *slice)));
                }
                None => found.push((Arc::clone(structure), child)),
            }
        }
        // A slice of the element on the way says more than the element does.
        let more: Vec<Place> = found
            .iter()
            .flat_map(|(structure, number)| {
                let slices = structure.element(*number).map_or(&[][..], |element| &element.slices);
                // STU3 has profiles whose only slice of a coding need not be there, and tells by it.
                let is_only = slices.len() == 1;
                let says = |slice: &&u32| is_only || structure.element(**slice).is_some_and(|slice| slice.min > 0);
                slices.iter().filter(says).map(|slice| (Arc::clone(structure), *slice)).collect::<Vec<_>>()
            })
            .collect();
        if more.is_empty() { found } else { more }
    }

    /// The roots of the profiles, or of the types, of an element that says nothing of its children.
    fn inner_places(&self, element: &crate::validation::definitions::Element) -> Vec<Place> {
        let of = |kind: &crate::validation::definitions::ElementType| {
            if kind.profiles.is_empty() {
                return self.definitions().type_named(&kind.code).into_iter().collect::<Vec<_>>();
            }
            kind.profiles.iter().filter_map(|url| self.definitions().structure(url)).collect()
        };
        element.types.iter().flat_map(of).map(|structure| (structure, 0)).collect()
    }

    /// The roots of what a reference at a place may lead to.
    fn target_places(&self, (structure, number): &Place) -> Vec<Place> {
        let Some(element) = structure.element(*number) else { return Vec::new() };
        let targets = element.types.iter().flat_map(|kind| &kind.targets);
        targets.filter_map(|url| self.definitions().structure(url)).map(|structure| (structure, 0)).collect()
    }
}

/// Whether places say nothing of what may stand there, so that nothing may stand there too.
fn is_unsaid(places: &[Place]) -> bool {
    !places.is_empty()
        && places.iter().all(|(structure, number)| {
            structure.element(*number).is_some_and(|element| {
                let is_bound = element.binding.as_ref().is_some_and(|binding| binding.strength == Strength::Required);
                element.min == 0
                    && element.fixed.is_none()
                    && element.pattern.is_none()
                    && !is_bound
                    && element.slices.is_empty()
                    && element.children.is_empty()
                    && element.types.iter().all(|kind| kind.profiles.is_empty())
            })
        })
}

/// How an element is sliced where its definition does not say.
fn usual(stem: &str, is_choice: bool) -> Slicing {
    let (kind, path) = match stem {
        "extension" | "modifierExtension" => ("value", "url"),
        _ if is_choice => ("type", "$this"),
        _ => return Slicing { rules: "open".to_owned(), ..Slicing::default() },
    };
    let discriminator = Discriminator { kind: kind.to_owned(), path: path.to_owned() };
    Slicing { discriminators: vec![discriminator], ordered: false, rules: "open".to_owned() }
}

/// The steps of a path; dots within brackets are part of a step.
pub(super) fn steps(path: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut within = false;
    for character in path.chars() {
        match character {
            '.' if !within => steps.push(String::new()),
            other => {
                within = (within || other == '(') && other != ')';
                if let Some(step) = steps.last_mut() {
                    step.push(other);
                }
            }
        }
    }
    steps
}

/// The argument of a step that is this function.
fn argument<'s>(step: &'s str, name: &str) -> Option<&'s str> {
    let inner = step.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
    Some(inner.trim_matches(['\'', '"']))
}
