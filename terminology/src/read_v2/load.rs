//! Loading a release: two files that must fit each other become one index.

use std::cmp::Ordering;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::core::{self, CoreRow};
use super::keys::{self, TermRow};
use super::{FORMAT, KIND, ReadV2, Role};
use crate::archive::Item;
use crate::container::ContainerWriter;
use crate::delimited::{Gathered, TextFile};
use crate::load::{LoadError, Progress, Summary, Told};
use crate::read_code::{ReadCode, TermCode};
use crate::text_pool::TextPool;

/// The row of a code came from `Corev2.all`.
pub(super) const IN_CORE: u32 = 1;
/// The row of a code came from `Keyv2.all`.
pub(super) const IN_KEYS: u32 = 2;
/// Both files have the code, with another preferred term each.
pub(super) const DIFFERS: u32 = 4;

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
    let index = Index::of(&rows, &terms, &mut notes);
    index.write(&pool, to)?;
    let counts = vec![
        ("codes".to_owned(), index.codes.len() as u64),
        ("terms".to_owned(), index.terms.len() as u64),
        ("keys".to_owned(), index.keys.len() as u64),
    ];
    Ok(Summary { counts, notes })
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

/// What the index holds, in columns.
#[derive(Default)]
struct Index {
    codes: Vec<u64>,
    rows: Vec<[u32; 13]>,
    term_starts: Vec<u32>,
    terms: Vec<[u32; 6]>,
    key_starts: Vec<u32>,
    keys: Vec<[u32; 2]>,
}

impl Index {
    /// Both files' rows, which come in the order of their codes, side by side.
    fn of(rows: &[CoreRow], terms: &[TermRow], notes: &mut Vec<String>) -> Self {
        let mut index = Self::default();
        let (mut rows, mut terms) = (rows.iter().peekable(), terms);
        let mut gathered = [
            Gathered::new("codes in Corev2.all that are not in Keyv2.all"),
            Gathered::new("codes in Keyv2.all that are not in Corev2.all"),
            Gathered::new("codes whose preferred term in Keyv2.all is not that of Corev2.all, which is shown"),
            Gathered::new("codes whose code above is not in the release"),
        ];
        loop {
            let (row, term) = (rows.peek(), terms.first());
            let order = match (row, term) {
                (Some(row), Some(term)) => row.code.cmp(&term.code),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            let Some(code) = (if order.is_gt() { term.map(|term| term.code) } else { row.map(|row| row.code) }) else {
                break;
            };
            let row = if order.is_gt() { None } else { rows.next() };
            let here = if order.is_lt() { 0 } else { terms.iter().take_while(|term| term.code == code).count() };
            let (of_code, rest) = terms.split_at(here);
            terms = rest;
            let flags = index.add(code, row, of_code);
            let which = [flags == IN_CORE, flags == IN_KEYS, flags & DIFFERS != 0];
            for (gathered, is) in gathered.iter_mut().zip(which) {
                gathered.add_if(is, code.as_str());
            }
        }
        index.term_starts.push(count(index.terms.len()));
        index.key_starts.push(count(index.keys.len()));
        for code in index.codes.iter().map(|code| ReadCode::of_number(*code)) {
            let missing = |above: ReadCode| index.codes.binary_search(&above.number()).is_err();
            let above = code.parent().filter(|above| *above != ReadCode::ROOT);
            gathered[3].add_if(above.is_some_and(missing), code.as_str());
        }
        notes.extend(gathered.into_iter().filter_map(Gathered::note));
        index
    }

    /// Adds a code, and says which files have it.
    fn add(&mut self, code: ReadCode, row: Option<&CoreRow>, terms: &[TermRow]) -> u32 {
        let mut flags = if row.is_some() { IN_CORE } else { 0 };
        if !terms.is_empty() {
            flags |= IN_KEYS;
        }
        let preferred = terms.iter().find(|term| term.term_code == TermCode::PREFERRED);
        if let Some(row) = row
            && !terms.is_empty()
            && preferred.is_none_or(|term| term.texts[..3] != row.terms)
        {
            flags |= DIFFERS;
        }
        self.codes.push(code.number());
        let mut cells = [0; 13];
        cells[0] = flags;
        if let Some(row) = row {
            cells[1..4].copy_from_slice(&row.terms);
            cells[4..].copy_from_slice(&row.others);
        }
        self.rows.push(cells);
        self.term_starts.push(count(self.terms.len()));
        for term in terms {
            let [t30, t60, t198, language, status] = term.texts;
            self.terms.push([u32::from(term.term_code.number()), t30, t60, t198, language, status]);
            self.key_starts.push(count(self.keys.len()));
            self.keys.extend(&term.keys);
        }
        flags
    }

    fn write(&self, pool: &TextPool, to: &Path) -> Result<(), LoadError> {
        let mut writer = ContainerWriter::create(to, KIND, FORMAT)?;
        writer.numbers("codes", &self.codes)?;
        writer.numbers("code/cells", &self.rows)?;
        writer.numbers("code/terms", &self.term_starts)?;
        writer.numbers("term/cells", &self.terms)?;
        writer.numbers("term/keys", &self.key_starts)?;
        writer.numbers("keys", &self.keys)?;
        writer.section("texts", pool.bytes())?;
        Ok(writer.finish()?)
    }
}

/// A count of rows; a file of at most a gigabyte has fewer than fit.
fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}
