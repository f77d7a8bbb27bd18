//! What is to be said of a release that can be read and is odd.

use std::collections::HashSet;

use super::Status;
use super::index::Index;
use crate::delimited::Gathered;
use crate::read_code::ReadCode;

/// The most steps that are taken to check a supplier's hierarchy; its own local codes need some 100,000.
const MOST_STEPS: usize = 50_000_000;

/// Everything odd, a line for each kind.
pub(super) fn notes(index: &Index) -> Vec<String> {
    let mut gathered = concepts(index);
    gathered.extend(redundant(index));
    gathered.extend(dictionary_terms(index));
    gathered.extend(distances_kept(index));
    gathered.push(cycles(index));
    gathered.into_iter().filter_map(Gathered::note).collect()
}

fn concepts(index: &Index) -> Vec<Gathered> {
    let mut no_term = Gathered::new("current or optional concepts without a term");
    let mut not_one = Gathered::new("concepts with terms of which not one alone is preferred; the first is shown");
    let mut no_parent = Gathered::new("current or optional concepts that stand below no other");
    for (code, at) in index.codes.iter().zip(0..).filter(|(_, at)| index.is_released(*at)) {
        let active = Status::of_cell(index.cells[at as usize][0]).is_active();
        let terms = index.descriptions.get(at);
        let preferred = terms.iter().filter(|[_, letter]| *letter == u32::from(b'P')).count();
        no_term.add_if(active && terms.is_empty(), code.as_str());
        not_one.add_if(!terms.is_empty() && preferred != 1, code.as_str());
        no_parent.add_if(active && *code != ReadCode::ROOT && index.parents.get(at).is_empty(), code.as_str());
    }
    vec![no_term, not_one, no_parent]
}

fn redundant(index: &Index) -> Vec<Gathered> {
    let mut unknown = Gathered::new("rows of Redun.map with a code that is not in Concept.v3");
    let mut reversed = Gathered::new("rows of Redun.map whose new code is redundant while the old one is in use");
    for [old, new] in &index.redundant {
        let status = |code: &ReadCode| {
            let at = index.codes.binary_search(code).ok()?;
            Some(Status::of_cell(index.cells.get(at)?[0]))
        };
        let pair = format!("{new}|{old}");
        match (status(old), status(new)) {
            (Some(old), Some(new)) => reversed.add_if(new == Status::Redundant && old.is_active(), &pair),
            _ => unknown.add(&pair),
        }
    }
    vec![unknown, reversed]
}

fn dictionary_terms(index: &Index) -> Vec<Gathered> {
    let mut other = Gathered::new("codes that ctv3_dictionary.csv describes otherwise than by their preferred term");
    let mut not_y = Gathered::new("local codes that do not begin with Y");
    for (code, description) in &index.dictionary {
        let at = index.codes.binary_search(code).unwrap_or_default();
        let Ok(at) = u32::try_from(at) else { continue };
        if !index.is_released(at) {
            not_y.add_if(!code.as_str().starts_with('Y'), code.as_str());
            continue;
        }
        let preferred = index.descriptions.get(at).first().and_then(|[term, _]| index.terms.get(*term as usize));
        let full = preferred.map(|term| term.texts.into_iter().rev().find(|place| *place != 0).unwrap_or_default());
        other.add_if(full.is_some_and(|full| full != *description), code.as_str());
    }
    vec![other, not_y]
}

/// Whether the rows of a supplier's hierarchy say what the index does.
fn distances_kept(index: &Index) -> Vec<Gathered> {
    let mut edges =
        Gathered::new("steps of ctv3_hierarchy.csv between codes of the release that V3hier.v3 does not have");
    let mut far = Gathered::new("rows of ctv3_hierarchy.csv for local codes that its steps do not lead along");
    let mut unchecked =
        Gathered::new("rows of ctv3_hierarchy.csv that were not checked, for there is too much above them");
    let at = |code: ReadCode| index.codes.binary_search(&code).ok().and_then(|at| u32::try_from(at).ok());
    let (mut of, mut above_of, mut steps) = (None, HashSet::new(), 0);
    for row in &index.distances {
        let (Some(below), Some(above)) = (at(row.below), at(row.above)) else { continue };
        let pair = || format!("{} below {}", row.below, row.above);
        if index.is_released(below) && index.is_released(above) {
            let known = index.parents.get(below).iter().any(|[parent, _]| *parent == above);
            if row.distance == 1 && !known {
                edges.add_with(pair);
            }
            continue;
        }
        if row.distance < 2 {
            continue;
        }
        // The rows of a code stand together, so what is above it is looked for once.
        if of != Some(below) {
            if steps > MOST_STEPS {
                unchecked.add_with(pair);
                continue;
            }
            (of, above_of) = (Some(below), above_all(index, below));
            steps += above_of.len();
        }
        if !above_of.contains(&above) {
            far.add_with(pair);
        }
    }
    vec![edges, far, unchecked]
}

fn above_all(index: &Index, code: u32) -> HashSet<u32> {
    let (mut found, mut open) = (HashSet::new(), vec![code]);
    while let Some(code) = open.pop() {
        open.extend(index.parents.get(code).iter().map(|[parent, _]| *parent).filter(|parent| found.insert(*parent)));
    }
    found
}

/// Every way by which a concept stands below itself.
fn cycles(index: &Index) -> Gathered {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut gathered = Gathered::new("ways by which a concept stands below itself; walks pass each concept once");
    let mut state = vec![NEW; index.codes.len()];
    for start in 0..index.codes.len() {
        let Ok(start) = u32::try_from(start) else { break };
        if state[start as usize] != NEW {
            continue;
        }
        state[start as usize] = OPEN;
        let mut path = vec![(start, 0)];
        while let Some((code, next)) = path.last_mut() {
            let code = *code;
            let Some([above, _]) = index.parents.get(code).get(*next) else {
                state[code as usize] = DONE;
                path.pop();
                continue;
            };
            *next += 1;
            match state[*above as usize] {
                NEW => {
                    state[*above as usize] = OPEN;
                    path.push((*above, 0));
                }
                OPEN => gathered.add_with(|| {
                    let way = path.iter().map(|(code, _)| *code).skip_while(|code| code != above).chain([*above]);
                    let way: Vec<&str> = way.take(20).map(|code| index.codes[code as usize].as_str()).collect();
                    way.join(" below ")
                }),
                _ => {}
            }
        }
    }
    gathered
}
