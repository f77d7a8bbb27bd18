//! Loading a release: two files that must fit each other become one index.

use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::index::Index;
use super::{ReadV2, Role, core, keys};
use crate::archive::Item;
use crate::delimited::TextFile;
use crate::load::{LoadError, Progress, Summary, Told};
use crate::text_pool::TextPool;

/// Loads a release into one index at `to`. An earlier release takes no part in it.
///
/// Both files are needed: without `Keyv2.all` a synonym's code would look like one that does not
/// exist. Where the two do not agree on a code, both are kept and a note says how many and which
/// first.
pub fn load(
    items: &[(Item, Role)],
    _onto: Option<&ReadV2>,
    to: &Path,
    told: Told<'_>,
    stop: &AtomicBool,
) -> Result<Summary, LoadError> {
    let mut notes = Vec::new();
    let core = chosen(items, "Corev2.all", |role| matches!(role, Role::Core(_)), &mut notes)?;
    let keys = chosen(items, "Keyv2.all", |role| matches!(role, Role::Keys(_)), &mut notes)?;
    for (item, _) in items.iter().filter(|(_, role)| matches!(role, Role::NotRead(_))) {
        notes.push(format!("{}: not read, for its columns are not known", item.place()));
    }
    let mut pool = TextPool::new();
    let (core, keys) = (TextFile::read(core, told)?, TextFile::read(keys, told)?);
    notes.extend(core.notes().iter().chain(keys.notes()).cloned());
    let rows = core::read(&core, &mut pool, stop)?;
    let terms = keys::read(&keys, &mut pool, stop)?;
    told(Progress::Building("codes"));
    let index = Index::of(&rows, &terms)?;
    notes.extend(index.notes());
    index.write(&pool, to)?;
    Ok(Summary { counts: index.counts(), notes })
}

/// The one file of a kind that is read. Of several the one in the folder `Unified` is, which holds
/// the core and the drugs together.
fn chosen<'a>(
    items: &'a [(Item, Role)],
    name: &str,
    is: impl Fn(Role) -> bool,
    notes: &mut Vec<String>,
) -> Result<&'a Item, LoadError> {
    let all: Vec<&Item> = items.iter().filter(|(_, role)| is(*role)).map(|(item, _)| item).collect();
    let unified = |item: &&Item| item.place().to_ascii_lowercase().contains("unified/");
    let chosen = match all[..] {
        [] => return Err(LoadError::Disagree(format!("Read v2 cannot be loaded without {name}"))),
        [one] => one,
        _ => {
            let places: Vec<_> = all.iter().map(|item| item.place()).collect();
            let mut unified = all.iter().copied().filter(unified);
            let (Some(one), None) = (unified.next(), unified.next()) else {
                let places = places.join(", ");
                return Err(LoadError::Disagree(format!(
                    "there are several {name}, and which counts is not said: {places}"
                )));
            };
            one
        }
    };
    for other in all.iter().filter(|other| other.place() != chosen.place()) {
        notes.push(format!("{}: not read, for the folder Unified has all of it", other.place()));
    }
    Ok(chosen)
}
