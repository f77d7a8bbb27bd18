//! Which of the files are read.

use std::collections::HashSet;

use snomed_ct_parsing::rf2::{Release, Table};

use super::{LoadOptions, Role, Snomed};
use crate::archive::Item;
use crate::load::LoadError;

/// The files to read. A Full file whose Snapshot is there too adds nothing to it, unless a date is
/// asked for; then the Snapshot does not know.
pub(super) fn chosen<'a>(
    items: &'a [(Item, Role)],
    onto: Option<&Snomed>,
    options: LoadOptions,
    notes: &mut Vec<String>,
) -> Result<Vec<&'a (Item, Role)>, LoadError> {
    let of = |release: Release| -> HashSet<String> {
        items.iter().filter(|(_, role)| role.release() == release).map(|(_, role)| twin(role)).collect()
    };
    let refused =
        |item: &Item, reason: &str| Err(LoadError::File { file: item.place().to_owned(), reason: reason.to_owned() });
    let (full, snapshot) = (of(Release::Full), of(Release::Snapshot));
    let (mut chosen, mut passed) = (Vec::new(), 0);
    for file in items {
        let (item, role) = file;
        let over = match (role.release(), options.until) {
            (Release::Full, Some(_)) => false,
            (_, Some(_)) if full.contains(&twin(role)) => true,
            (_, Some(_)) => {
                return refused(item, "a release as at a date is made of Full files; there is none of this one");
            }
            (Release::Full, None) => snapshot.contains(&twin(role)),
            (_, None) => false,
        };
        if over { passed += 1 } else { chosen.push(file) }
    }
    if passed > 0 {
        let (read, over) = if options.until.is_some() { ("Full", "Snapshot and Delta") } else { ("Snapshot", "Full") };
        notes.push(format!("{passed} {over} files were not read: their {read} files are there and say the same"));
    }
    if onto.is_none() && stands_on_another(chosen.iter().map(|(_, role)| role)) {
        let delta = chosen.iter().find(|(_, role)| role.release() == Release::Delta);
        let Some((item, _)) = delta else {
            return Err(LoadError::Disagree(format!(
                "none of these {} files holds concepts: name those of the release that they are part of too, or load them onto it",
                chosen.len()
            )));
        };
        return refused(
            item,
            "it is a Delta and changes a release that is not given: name its Snapshot or Full files too, or load it onto the release that it changes",
        );
    }
    older(&chosen, onto, options, notes)?;
    Ok(chosen)
}

/// Whether files of these roles only add to a release or change it, and need it to stand on: they are
/// Deltas, or reference sets alone.
pub fn stands_on_another<'a>(roles: impl IntoIterator<Item = &'a Role>) -> bool {
    roles.into_iter().all(|role| role.release() == Release::Delta || role.name().table != Table::Concept)
}

/// Says when the files are older than what they are loaded onto.
fn older(
    chosen: &[&(Item, Role)],
    onto: Option<&Snomed>,
    options: LoadOptions,
    notes: &mut Vec<String>,
) -> Result<(), LoadError> {
    let Some(onto) = onto else { return Ok(()) };
    let newest = chosen.iter().filter_map(|(_, role)| role.date()).max();
    if let (Some(until), Some(loaded)) = (options.until, onto.about().newest)
        && until < loaded
    {
        return Err(LoadError::Disagree(format!(
            "the release as at {until} cannot stand on the loaded one, whose newest rows are of {loaded}"
        )));
    }
    if let (Some(newest), Some(loaded)) = (newest, onto.about().date)
        && newest < loaded
    {
        notes.push(format!("this release is of {newest}, older than the loaded one of {loaded} that it is added to"));
    }
    Ok(())
}

/// What two files of one release have in common that hold the same components.
fn twin(role: &Role) -> String {
    let name = role.name();
    let language = name.language.as_deref().unwrap_or_default();
    format!("{}_{}-{language}_{}_{}", name.table.name(), name.summary, name.owner, name.date)
}
