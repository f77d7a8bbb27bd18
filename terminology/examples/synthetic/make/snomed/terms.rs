//! The names of concepts.

use super::super::random::{Purpose, Random};
use super::super::words::{NONE, capital};
use super::axes::{AXES, MEDICINE};
use super::components::RENAMED;
use super::model::Model;

const FORMS: &[&str] = &[
    "tablets",
    "capsules",
    "oral solution",
    "cream",
    "eye drops",
    "solution for injection vials",
    "inhaler",
    "modified-release tablets",
    "suppositories",
    "ointment",
];
const ENDINGS: &[&str] =
    &["NOS", "(disorder) - history", "unspecified", "- first episode", "& \"other\"", "in childhood", "type 2", "[V]"];

/// Writes the name of a concept in a slot: the full name in 0, that without brackets in 1, others after.
pub(crate) fn write(model: &Model, number: u32, slot: u8, term: &mut String) {
    let node = &model.nodes[number as usize];
    let axis = &AXES[usize::from(node.axis)];
    let mut random = Random::new(model.plan.seed, Purpose::Term, u64::from(number) << 8 | u64::from(slot));
    let mut same = Random::new(model.plan.seed, Purpose::Term, u64::from(number) << 8);
    term.clear();
    let tag = if let Some((name, tag)) = model.name(node) {
        term.push_str(name);
        tag
    } else {
        if matches!(slot, 0 | 1 | RENAMED) {
            model.words.join(&node.words, term);
        } else {
            varied(model, node.words, &mut random, term);
        }
        if axis.top == MEDICINE && node.depth > 3 {
            let strength = same.of(&["5mg", "10mg", "250mg", "500micrograms/ml", "2%", "1.5g/5ml"]);
            term.extend([" ", strength, " ", same.of(FORMS)]);
        }
        *term = capital(term);
        same.of(axis.tags)
    };
    match slot {
        0 => term.extend([" (", tag, ")"]),
        RENAMED => term.extend([", revised (", tag, ")"]),
        1 => {}
        _ if model.name(node).is_some() => term.extend([", name ", &slot.to_string()]),
        _ => {}
    }
}

/// The words in another order, one exchanged, more of them, or with an ending: never as they were.
fn varied(model: &Model, mut words: [u32; 5], random: &mut Random, term: &mut String) {
    let filled = words.iter().filter(|word| **word != NONE).count();
    let moved = match random.below(6) {
        0 if filled > 2 => {
            words[..filled].reverse();
            true
        }
        1 if filled > 2 => {
            words[..filled].rotate_left(1);
            true
        }
        2 if filled > 0 => {
            words[random.below(filled)] = model.words.draw(random);
            random.happens(5000)
        }
        _ => false,
    };
    model.words.join(&words, term);
    if !moved || random.happens(2000) {
        let more = [model.words.draw(random), if random.happens(4000) { model.words.draw(random) } else { NONE }];
        model.words.join(&more, term);
    }
    if random.happens(800) {
        term.push(' ');
        term.push_str(random.of(ENDINGS));
    }
}

/// A text of some length about a concept.
pub(crate) fn sentence(model: &Model, number: u32) -> String {
    let mut random = Random::new(model.plan.seed, Purpose::Term, u64::from(number) << 8 | 255);
    let words: Vec<u32> = (0..20 + random.below(40)).map(|_| model.words.draw(&mut random)).collect();
    let mut text = String::new();
    model.words.join(&words, &mut text);
    capital(&text) + "."
}
