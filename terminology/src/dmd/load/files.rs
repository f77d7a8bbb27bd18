//! Which files make the release.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::archive::{ArchiveError, Item};
use crate::dmd::layout::{FileKind, Table};
use crate::dmd::recognise::Role;
use crate::dmd::xml::Noted;
use crate::load::LoadError;

/// The files of a release, one of each kind.
pub(super) struct Files<'i> {
    pub(super) read: Vec<(FileKind, &'i Item)>,
    /// The date that they bear.
    pub(super) date: Option<Date>,
}

impl<'i> Files<'i> {
    pub(super) fn of(items: &'i [(Item, Role)], noted: &mut Noted) -> Result<Self, LoadError> {
        let mut read: Vec<(FileKind, &Item)> = Vec::new();
        let mut dates: Vec<(FileKind, &Item, Date)> = Vec::new();
        for (item, role) in items {
            let Role::File { kind, date, version } = role else {
                noted.add("a schema of dm+d is not read", || item.name().to_owned());
                continue;
            };
            if let Some(date) = date {
                same_release(&dates, (*kind, item, *date))?;
                dates.push((*kind, item, *date));
            }
            if let Some((_, first)) = read.iter().find(|(read, _)| read == kind) {
                same_content(*kind, first, item, noted)?;
                continue;
            }
            if let Some(version) = version.filter(|version| *version != kind.version()) {
                let known = kind.version();
                noted.add("another version of a schema than is known; all elements are", || {
                    format!("{} has {}.{} and not {}.{}", item.name(), version.0, version.1, known.0, known.1)
                });
            }
            read.push((*kind, item));
        }
        complete(&read, noted)?;
        if let Some((_, undated)) =
            read.iter().find(|(kind, _)| !dates.is_empty() && !dates.iter().any(|(dated, ..)| dated == kind))
        {
            noted.add("a file bears no day, and others do", || undated.name().to_owned());
        }
        read.sort_by_key(|(kind, _)| *kind);
        Ok(Self { read, date: release_date(&dates, noted) })
    }

    /// The names of the files by kind.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        self.read.iter().map(|(kind, item)| (kind.name().to_owned(), item.name().to_owned())).collect()
    }

    /// The place of the file that holds a table.
    pub(super) fn place(&self, table: Table) -> &'i str {
        self.of_table(table).map_or("", Item::place)
    }

    /// The name of the file that holds a table.
    pub(super) fn name(&self, table: Table) -> &'i str {
        self.of_table(table).map_or("", Item::name)
    }

    fn of_table(&self, table: Table) -> Option<&'i Item> {
        let holds = |kind: &FileKind| kind.parts().iter().any(|part| part.table == table);
        self.read.iter().find(|(kind, _)| holds(kind)).map(|(_, item)| *item)
    }
}

/// Files of two releases do not go together.
fn same_release(
    dates: &[(FileKind, &Item, Date)],
    (kind, item, date): (FileKind, &Item, Date),
) -> Result<(), LoadError> {
    let conflict = dates
        .iter()
        .find(|(other, _, before)| *before != date && (*other == kind || other.is_core() && kind.is_core()));
    match conflict {
        None => Ok(()),
        Some((_, other, before)) => {
            let (item, other) = (item.place(), other.place());
            let told = format!("{item} is of {date} and {other} of {before}; load one release of dm+d after the other");
            Err(LoadError::Disagree(told))
        }
    }
}

/// The date of a release is that of its products; barcodes and bonus files come at times of their own.
fn release_date(dates: &[(FileKind, &Item, Date)], noted: &mut Noted) -> Option<Date> {
    let core = dates.iter().find(|(kind, ..)| kind.is_core()).map(|(.., date)| *date);
    for (_, item, date) in dates.iter().filter(|(.., date)| core.is_some_and(|core| core != *date)) {
        noted.add("a file of another day than the products", || format!("{} is of {date}", item.name()));
    }
    core.or_else(|| dates.iter().map(|(.., date)| *date).max())
}

/// Two files of one kind must be one file twice.
fn same_content(kind: FileKind, first: &Item, second: &Item, noted: &mut Noted) -> Result<(), LoadError> {
    if first.size() != second.size() || sum(first)? != sum(second)? {
        let (kind, first, second) = (kind.name(), first.place(), second.place());
        return Err(LoadError::Disagree(format!("{first} and {second} are both f_{kind}, and different")));
    }
    noted.add("a file is there twice, and was read once", || {
        format!("{} is the same as {}", second.name(), first.name())
    });
    Ok(())
}

fn sum(item: &Item) -> Result<[u8; 32], ArchiveError> {
    item.with(|reader| {
        let mut sum = Sha256::new();
        let mut buffer = [0; 16 << 10];
        loop {
            match reader.read(&mut buffer).map_err(|error| item.failed(error))? {
                0 => return Ok(sum.finalize().into()),
                length => sum.update(&buffer[..length]),
            }
        }
    })
}

fn complete(read: &[(FileKind, &Item)], noted: &mut Noted) -> Result<(), LoadError> {
    let missing = |core: bool| {
        let missing = |kind: &FileKind| kind.is_core() == core && !read.iter().any(|(read, _)| read == kind);
        let names = FileKind::ALL.into_iter().filter(missing).map(|kind| format!("f_{}", kind.name()));
        names.collect::<Vec<_>>().join(", ")
    };
    let core = missing(true);
    if !core.is_empty() {
        let found: Vec<&str> = read.iter().map(|(_, item)| item.name()).collect();
        let found = if found.is_empty() { "no file of it".to_owned() } else { found.join(", ") };
        return Err(LoadError::Disagree(format!("a release of dm+d has no {core}; found {found}")));
    }
    let other = missing(false);
    if !other.is_empty() {
        noted.add("files that a release can have are not there", || other);
    }
    Ok(())
}
