//! The newest version of each component, out of all packages.

use std::cmp::Reverse;
use std::collections::hash_map::RandomState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicBool, Ordering};

use super::super::build::rows::{
    ConceptRow, DescriptionRow, FieldKind, IdentifierRow, MemberRow, RelationshipRow, Rows, Table, TextAt, Version,
};
use super::file::{FileRows, Kinds};
use crate::load::LoadError;

/// A row that has versions.
trait Versioned: Copy {
    fn version(&self) -> &Version;
}

macro_rules! versioned {
    ($($row:ty),*) => { $(impl Versioned for $row {
        fn version(&self) -> &Version { &self.version }
    })* };
}
versioned!(ConceptRow, DescriptionRow, RelationshipRow, IdentifierRow, MemberRow);

/// The newest versions of what all files hold. `places` are the files' places.
pub(super) fn merge(
    files: Vec<FileRows>,
    rows: &mut Rows,
    places: &[String],
    until: u32,
    stop: &AtomicBool,
) -> Result<(), LoadError> {
    let mut all = Kinds::default();
    for FileRows { rows: mut file, texts, .. } in files {
        rows.texts.push(texts);
        add(&mut all.concepts, &mut file.concepts);
        add(&mut all.descriptions, &mut file.descriptions);
        add(&mut all.relationships, &mut file.relationships);
        add(&mut all.stated, &mut file.stated);
        add(&mut all.identifiers, &mut file.identifiers);
        add_members(&mut rows.tables, file)?;
    }
    let merge = Merge { places, until, stop };
    let mut concepts = all.concepts;
    let same = |one: &ConceptRow, other: &ConceptRow| one.defined == other.defined;
    merge.newest(&mut concepts, |row| row.id, |row| row.id, same, |row| format!("concept {}", row.id))?;
    let mut descriptions = all.descriptions;
    let text = |one: &DescriptionRow, other: &DescriptionRow| {
        rows.text(one.version.file, one.term) == rows.text(other.version.file, other.term)
    };
    let about = |row: &DescriptionRow| (row.concept, row.kind, row.case, row.language);
    let same = |one: &DescriptionRow, other: &DescriptionRow| about(one) == about(other) && text(one, other);
    merge.newest(&mut descriptions, |row| row.id, |row| row.id, same, |row| format!("description {}", row.id))?;
    let relationships = relationships(&merge, all.relationships, rows)?;
    let stated = self::relationships(&merge, all.stated, rows)?;
    let identifiers = identifiers(&merge, all.identifiers, rows)?;
    let mut tables = std::mem::take(&mut rows.tables);
    for table in &mut tables {
        members(&merge, table, rows)?;
    }
    across(&mut tables);
    tables.retain(|table| !table.rows.is_empty());
    tables.sort_by(|one, other| one.columns.cmp(&other.columns));
    *rows = Rows {
        concepts,
        descriptions,
        relationships,
        stated,
        identifiers,
        tables,
        few: std::mem::take(&mut rows.few),
        languages: std::mem::take(&mut rows.languages),
        texts: std::mem::take(&mut rows.texts),
    };
    Ok(())
}

/// Moves rows to others, without a copy when they are the first.
fn add<R>(rows: &mut Vec<R>, more: &mut Vec<R>) {
    if rows.is_empty() { std::mem::swap(rows, more) } else { rows.append(more) }
}

/// Adds the members of a file to the table that has their columns.
fn add_members(tables: &mut Vec<Table>, mut file: Kinds) -> Result<(), LoadError> {
    if file.members.is_empty() {
        return Ok(());
    }
    let at = tables.iter().position(|table| table.columns == file.columns).unwrap_or_else(|| {
        tables.push(Table { columns: file.columns.clone(), ..Table::default() });
        tables.len() - 1
    });
    let table = &mut tables[at];
    let before = u32::try_from(table.cells.len() + file.cells.len()).ok();
    let before = before.and_then(|all| all.checked_sub(u32::try_from(file.cells.len()).ok()?));
    let before =
        before.ok_or_else(|| LoadError::Disagree("the reference sets of one pattern have too many rows".to_owned()))?;
    file.members.iter_mut().for_each(|row| row.cells += before);
    add(&mut table.rows, &mut file.members);
    add(&mut table.cells, &mut file.cells);
    Ok(())
}

fn relationships(
    merge: &Merge<'_>,
    mut all: Vec<RelationshipRow>,
    rows: &Rows,
) -> Result<Vec<RelationshipRow>, LoadError> {
    let about =
        |row: &RelationshipRow| (row.source, row.group, row.kind, row.characteristic, row.modifier, row.concrete);
    let target = |one: &RelationshipRow, other: &RelationshipRow| {
        let text = |row: &RelationshipRow| rows.text(row.version.file, TextAt::of(row.target));
        if one.concrete { text(one) == text(other) } else { one.target == other.target }
    };
    let same = |one: &RelationshipRow, other: &RelationshipRow| about(one) == about(other) && target(one, other);
    merge.newest(&mut all, |row| row.id, |row| row.id, same, |row| format!("relationship {}", row.id))?;
    Ok(all)
}

fn identifiers(merge: &Merge<'_>, mut all: Vec<IdentifierRow>, rows: &Rows) -> Result<Vec<IdentifierRow>, LoadError> {
    let text = |row: &IdentifierRow| rows.text(row.version.file, row.alternate).to_vec();
    let same = |one: &IdentifierRow, other: &IdentifierRow| one.component == other.component;
    let hashes = RandomState::new();
    let hash = |row: &IdentifierRow| hashes.hash_one((row.scheme, text(row)));
    let name = |row: &IdentifierRow| format!("identifier {}", String::from_utf8_lossy(&text(row)));
    merge.newest(&mut all, hash, |row| (row.scheme, text(row)), same, name)?;
    Ok(all)
}

fn members(merge: &Merge<'_>, table: &mut Table, rows: &Rows) -> Result<(), LoadError> {
    let (columns, cells) = (&table.columns, &table.cells);
    let cells_of =
        |row: &MemberRow| cells.get(row.cells as usize..row.cells as usize + columns.len()).unwrap_or_default();
    let same = |one: &MemberRow, other: &MemberRow| {
        (one.component, one.refset) == (other.component, other.refset)
            && columns.iter().zip(cells_of(one)).zip(cells_of(other)).all(|(((_, kind), a), b)| match kind {
                FieldKind::Text => {
                    let text = |row: &MemberRow, cell: u64| rows.text(row.version.file, TextAt::of(cell));
                    text(one, *a) == text(other, *b)
                }
                FieldKind::Component | FieldKind::Integer => a == b,
            })
    };
    let name = |row: &MemberRow| {
        let id = snomed_ct_parsing::rf2::MemberId::new(u128::from_be_bytes(row.id));
        format!("member {id} of reference set {}", rows.few.sctid(row.refset))
    };
    let hash = |row: &MemberRow| {
        let id = u128::from_be_bytes(row.id);
        u64::try_from(id >> 64).unwrap_or(0) ^ u64::try_from(id & u128::from(u64::MAX)).unwrap_or(0)
    };
    merge.newest(&mut table.rows, hash, |row| row.id, same, name)
}

/// A member whose reference set changed its columns stands in two tables; the newer version stays.
fn across(tables: &mut [Table]) {
    let mut refsets: Vec<HashSet<u32>> = Vec::new();
    for table in tables.iter() {
        refsets.push(table.rows.iter().map(|row| row.refset).collect());
    }
    let others =
        |at: usize, refset: &u32| refsets.iter().enumerate().any(|(other, sets)| other != at && sets.contains(refset));
    let shared: HashSet<u32> = refsets
        .iter()
        .enumerate()
        .flat_map(|(at, sets)| sets.iter().filter(move |refset| others(at, refset)))
        .copied()
        .collect();
    if shared.is_empty() {
        return;
    }
    let mut newest = HashMap::new();
    for (at, table) in tables.iter().enumerate() {
        for row in table.rows.iter().filter(|row| shared.contains(&row.refset)) {
            let version = (row.version.time, at);
            newest.entry(row.id).and_modify(|known| *known = version.max(*known)).or_insert(version);
        }
    }
    for (at, table) in tables.iter_mut().enumerate() {
        let stays = |row: &MemberRow| newest.get(&row.id) == Some(&(row.version.time, at));
        table.rows.retain(|row| !shared.contains(&row.refset) || stays(row));
    }
}

struct Merge<'a> {
    places: &'a [String],
    until: u32,
    stop: &'a AtomicBool,
}

impl Merge<'_> {
    /// Leaves of each component the newest version that is not after the date. Rows of one component
    /// have one `key` and one `hash`.
    fn newest<R: Versioned, K: Ord>(
        &self,
        rows: &mut Vec<R>,
        hash: impl Fn(&R) -> u64,
        key: impl Fn(&R) -> K,
        same: impl Fn(&R, &R) -> bool,
        name: impl Fn(&R) -> String,
    ) -> Result<(), LoadError> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(LoadError::Interrupted);
        }
        rows.retain(|row| row.version().time <= self.until);
        // Most components have one version: those are told apart by their hashes alone.
        let mut hashes: Vec<(u64, u32)> = rows.iter().map(hash).zip(0..).collect();
        hashes.sort_unstable();
        let mut replaced = Vec::new();
        for run in hashes.chunk_by(|one, other| one.0 == other.0).filter(|run| run.len() > 1) {
            let mut run: Vec<usize> = run.iter().map(|(_, at)| *at as usize).collect();
            run.sort_by_cached_key(|at| {
                let version = rows[*at].version();
                (key(&rows[*at]), Reverse(version.time), version.file, version.line)
            });
            for pair in run.windows(2) {
                let (one, other) = (&rows[pair[0]], &rows[pair[1]]);
                if key(one) != key(other) {
                    continue;
                }
                replaced.push(pair[1]);
                let (version, versus) = (one.version(), other.version());
                let equal = || (version.active, version.module) == (versus.active, versus.module) && same(one, other);
                if version.time == versus.time && !equal() {
                    return Err(LoadError::Disagree(self.disagreement(&name(one), version, versus)));
                }
            }
        }
        remove(rows, replaced);
        Ok(())
    }

    fn disagreement(&self, name: &str, one: &Version, other: &Version) -> String {
        let place = |version: &Version| {
            let file = self.places.get(usize::from(version.file)).map_or("", String::as_str);
            if version.line == 0 { file.to_owned() } else { format!("{file}, line {}", version.line) }
        };
        format!("{name} has two different versions of {}: {} and {}", one.time, place(one), place(other))
    }
}

/// Removes the rows of these places.
fn remove<R>(rows: &mut Vec<R>, mut places: Vec<usize>) {
    places.sort_unstable();
    let (mut at, mut next) = (0, 0);
    rows.retain(|_| {
        let goes = places.get(next) == Some(&at);
        next += usize::from(goes);
        at += 1;
        !goes
    });
}
