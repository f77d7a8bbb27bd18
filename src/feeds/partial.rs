//! Corrections that send only some of several results with one code.
//!
//! Results of one report that share code and sub-id are told apart by their order. A message that
//! sends only some of them must say which: by the set id (OBX-1) that they had.

use std::collections::{BTreeMap, BTreeSet};

use super::family::Family;
use crate::record::{EntryAction, EntryStatement, Statement};
use crate::store::StoreError;
use crate::store::sqlite::Writer;

/// The most results of one code in one report that are looked through.
const MOST: usize = 200;

/// Gives each result that is corrected or taken back the key under which the one with its set id
/// stands, where more of its code stand than the message sends.
pub(super) fn place(writer: &Writer<'_>, family: &Family, statement: &mut Statement) -> Result<(), StoreError> {
    let changes = |entry: &EntryStatement| entry.action != EntryAction::Assert && entry.key.starts_with("obx:");
    if !statement.entries.iter().any(changes) {
        return Ok(());
    }
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, entry) in statement.entries.iter().enumerate().filter(|(_, entry)| entry.key.starts_with("obx:")) {
        groups.entry(first_of(&entry.key).to_owned()).or_default().push(place);
    }
    for (first, places) in groups {
        let standing = standing(writer, family, &first)?;
        if standing.len() <= places.len() {
            continue;
        }
        let key_of = |place: &usize| {
            let wanted = statement.entries[*place].location.set_id.as_ref()?;
            let mut fitting = standing.iter().filter(|(_, set_id)| set_id.as_ref() == Some(wanted));
            fitting.next().filter(|_| fitting.next().is_none()).map(|(key, _)| key.clone())
        };
        let keys: Option<Vec<String>> = places.iter().map(key_of).collect();
        let keys = keys.filter(|keys| keys.iter().collect::<BTreeSet<_>>().len() == keys.len());
        for (place, key) in places.into_iter().zip(keys.unwrap_or_default()) {
            statement.entries[place].key = key;
        }
    }
    Ok(())
}

/// The key of the first result of a code, of which the others are numbered.
fn first_of(key: &str) -> &str {
    key.split_once('#').map_or(key, |(first, _)| first)
}

/// The results of a code that stand, withdrawn or not, with the set ids that they had.
fn standing(writer: &Writer<'_>, family: &Family, first: &str) -> Result<Vec<(String, Option<String>)>, StoreError> {
    let mut standing = Vec::new();
    for number in 1..=MOST {
        let key = if number == 1 { first.to_owned() } else { format!("{first}#{number}") };
        let Some(entry) = writer.current_entry(family.home(writer, &key)?, &key)? else { break };
        standing.push((key, entry.set_id));
    }
    Ok(standing)
}
