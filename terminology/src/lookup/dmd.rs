//! An identifier of dm+d, as a lookup answers it.

use super::{Answer, Entry, Replacement};
use crate::dmd::{self, Dmd, Level};

/// What a release says of an identifier: the entry itself, or what it has become.
pub(super) fn lookup(dmd: &Dmd, code: &str) -> Answer {
    let Some(id) = super::snomed::number(code) else { return Answer::Absent };
    if let Some(entry) = dmd.entry(id) {
        return Answer::Found(Box::new(Entry {
            code: code.to_owned(),
            term: entry.description().to_owned(),
            terms: names(entry),
            former_terms: entry.previous_name().map(ToOwned::to_owned).into_iter().collect(),
            active: !entry.is_invalid(),
            status: entry.is_invalid().then(|| "invalid".to_owned()),
            replacements: Vec::new(),
            level: Some(entry.level()),
        }));
    }
    gone(dmd, id, code).map_or(Answer::Absent, |entry| Answer::Found(Box::new(entry)))
}

/// Every way in which an entry is named.
fn names(entry: dmd::Entry<'_>) -> Vec<String> {
    let names = [Some(entry.description()), Some(entry.name()), entry.abbreviation()];
    names.into_iter().flatten().filter(|name| !name.is_empty()).map(ToOwned::to_owned).collect()
}

/// An identifier of an earlier release that this one does not have.
fn gone(dmd: &Dmd, id: u64, code: &str) -> Option<Entry> {
    let replacements: Vec<(Level, Replacement)> = dmd
        .resolve(id)
        .into_iter()
        .filter_map(|succession| {
            let entry = succession.entry?;
            let (code, term) = (entry.id().to_string(), Some(entry.description().to_owned()));
            Some((entry.level(), Replacement { relation: "replaced by".to_owned(), code, term }))
        })
        .collect();
    let left = dmd.gone_with(id).next();
    let level = replacements.first().map(|(level, _)| *level).or(left.map(|gone| gone.level))?;
    let name = left.map(|gone| gone.name.to_owned());
    Some(Entry {
        code: code.to_owned(),
        term: name.clone().or_else(|| replacements.first().and_then(|(_, it)| it.term.clone())).unwrap_or_default(),
        terms: replacements.iter().filter_map(|(_, it)| it.term.clone()).collect(),
        former_terms: name.into_iter().collect(),
        active: false,
        status: Some("no longer in dm+d".to_owned()),
        replacements: replacements.into_iter().map(|(_, replacement)| replacement).collect(),
        level: Some(level),
    })
}
