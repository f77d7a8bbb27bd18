//! From what a user names to the files in it.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::ArchiveError;
use super::item::{Item, Origin};
use super::shared::Shared;

/// How far an archive may unfold.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most bytes of one file.
    pub item_bytes: u64,
    /// The most bytes of all files together.
    pub bytes: u64,
    /// The most files.
    pub items: u64,
    /// The most bytes that one byte of an archive may become. Of files above a megabyte; the tables
    /// of terminologies become up to 60.
    pub ratio: u64,
    /// How deep folders, or zips in zips, may lie in each other.
    pub depth: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { item_bytes: 8 << 30, bytes: 32 << 30, items: 100_000, ratio: 400, depth: 16 }
    }
}

/// Every file in these folders, files and zips, in the order named and by path within; zips in zips
/// are opened too. What a Mac leaves in archives, hidden files and links in folders are passed over.
pub fn items(paths: &[PathBuf], limits: &Limits) -> Result<Vec<Item>, ArchiveError> {
    let mut walk = Walk { limits, items: Vec::new(), bytes: 0 };
    for path in paths {
        walk.path(path, 0)?;
    }
    Ok(walk.items)
}

struct Walk<'a> {
    limits: &'a Limits,
    items: Vec<Item>,
    bytes: u64,
}

impl Walk<'_> {
    fn path(&mut self, path: &Path, depth: u64) -> Result<(), ArchiveError> {
        let place = path.display().to_string();
        let failed = |error| ArchiveError::Io(place.clone(), error);
        Self::bound(&place, "folders lie deeper", depth, self.limits.depth)?;
        let metadata = std::fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            let entries = std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(failed)?;
            let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
            paths.sort();
            for path in paths.iter().filter(|path| !path.is_symlink() && !passed_over(&path.to_string_lossy())) {
                self.path(path, depth + 1)?;
            }
            return Ok(());
        }
        if is_zip(&place) {
            let file = File::open(path).map_err(failed)?;
            return self.zip(&place, file, 0);
        }
        self.add(Item::new(place, metadata.len(), Origin::File(path.to_owned())))
    }

    fn zip(&mut self, place: &str, file: File, depth: u64) -> Result<(), ArchiveError> {
        Self::bound(place, "zips lie deeper in each other", depth, self.limits.depth.min(4))?;
        let zip = |error: zip::result::ZipError| ArchiveError::Zip(place.to_owned(), error.to_string());
        let shared = Shared::new(file).map_err(|error| ArchiveError::Io(place.to_owned(), error))?;
        let mut archive = ZipArchive::new(shared).map_err(zip)?;
        Self::bound(place, "it has more entries", archive.len() as u64, self.limits.items)?;
        let mut entries = Vec::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(zip)?;
            if entry.enclosed_name().is_none() {
                return Err(ArchiveError::Climbs(place.to_owned()));
            }
            let name = entry.name().map_err(zip)?;
            if entry.is_dir() || passed_over(&name) {
                continue;
            }
            let inner = format!("{place}!/{name}");
            if entry.encrypted() {
                return Err(ArchiveError::Encrypted(inner));
            }
            if entry.size() > 1 << 20 {
                let most = entry.compressed_size().saturating_mul(self.limits.ratio);
                Self::bound(&inner, "it unfolds to more bytes", entry.size(), most)?;
            }
            entries.push((inner, entry.size(), index));
        }
        entries.sort();
        for (inner, size, index) in entries {
            let item = Item::new(inner, size, Origin::Entry(archive.clone(), index));
            if is_zip(item.place()) {
                Self::bound(item.place(), "it has more bytes", size, self.limits.item_bytes)?;
                let file = unfolded(&item)?;
                self.zip(item.place(), file, depth + 1)?;
            } else {
                self.add(item)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, item: Item) -> Result<(), ArchiveError> {
        self.bytes = self.bytes.saturating_add(item.size());
        Self::bound(item.place(), "it has more bytes", item.size(), self.limits.item_bytes)?;
        Self::bound(item.place(), "with it there are more bytes in all", self.bytes, self.limits.bytes)?;
        self.items.push(item);
        Self::bound("the paths given", "there are more files", self.items.len() as u64, self.limits.items)
    }

    fn bound(place: &str, what: &'static str, found: u64, limit: u64) -> Result<(), ArchiveError> {
        if found > limit {
            return Err(ArchiveError::TooMuch { place: place.to_owned(), what, limit });
        }
        Ok(())
    }
}

/// A zip in a zip, in a nameless file on disk: it may be larger than memory.
fn unfolded(item: &Item) -> Result<File, ArchiveError> {
    let mut file = tempfile::tempfile().map_err(|error| ArchiveError::Io(item.place().to_owned(), error))?;
    item.with(|reader: &mut dyn Read| io::copy(reader, &mut file).map(|_| ()).map_err(|error| item.failed(error)))?;
    Ok(file)
}

fn is_zip(place: &str) -> bool {
    place.len() > 4 && place.get(place.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".zip"))
}

fn passed_over(path: &str) -> bool {
    path.contains("__MACOSX/") || path.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn walked(zip: &[u8], limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, ArchiveError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("release.ZIP");
        std::fs::write(&path, zip).unwrap();
        let found = items(&[path], limits)?;
        found.iter().map(|item| Ok((item.place().split_once("ZIP").unwrap().1.to_owned(), item.read()?))).collect()
    }

    #[test]
    fn zips_in_zips_are_one_list() {
        let inner = zipped(&[("b.txt", b"b"), ("a.txt", b"a")]);
        let outer = zipped(&[("x/second.txt", b"2"), ("inner.zip", &inner), ("__MACOSX/a", b"-"), ("x/.hidden", b"-")]);
        let found = walked(&outer, &Limits::default()).unwrap();
        let expected = [("!/inner.zip!/a.txt", "a"), ("!/inner.zip!/b.txt", "b"), ("!/x/second.txt", "2")];
        let expected: Vec<_> =
            expected.iter().map(|(name, body)| ((*name).to_owned(), body.as_bytes().to_vec())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn folders_are_walked_in_order_and_links_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("b")).unwrap();
        std::fs::write(folder.path().join("b/two.txt"), b"2").unwrap();
        std::fs::write(folder.path().join("a.txt"), b"1").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("b/round")).unwrap();
        let found = items(&[folder.path().to_owned()], &Limits::default()).unwrap();
        assert_eq!(found.iter().map(Item::name).collect::<Vec<_>>(), ["a.txt", "two.txt"]);
        assert_eq!(found[1].beginning(10).unwrap(), b"2");
    }

    #[test]
    fn an_archive_that_climbs_out_is_refused_whole() {
        let zip = zipped(&[("fine.txt", b"1"), ("../outside.txt", b"2")]);
        assert!(matches!(walked(&zip, &Limits::default()), Err(ArchiveError::Climbs(_))));
    }

    #[test]
    fn a_zip_cut_anywhere_is_an_error() {
        let zip = zipped(&[("a.txt", &b"some words to fold ".repeat(50))]);
        for length in 0..zip.len() {
            assert!(walked(&zip[..length], &Limits::default()).is_err(), "cut to {length} bytes");
        }
    }

    #[test]
    fn bombs_are_refused_before_they_unfold() {
        let zeros = vec![0; 8 << 20];
        let bomb = zipped(&[("a.txt", &zeros)]);
        let refused = |limits: Limits| matches!(walked(&bomb, &limits), Err(ArchiveError::TooMuch { .. }));
        assert!(refused(Limits::default()));
        let lenient = Limits { ratio: 10_000, ..Limits::default() };
        assert!(!refused(lenient));
        assert!(refused(Limits { item_bytes: 1 << 20, ..lenient }));
        assert!(refused(Limits { bytes: 1 << 20, ..lenient }));
        let mut nested = zipped(&[("a.txt", b"1")]);
        for _ in 0..6 {
            nested = zipped(&[("a.zip", &nested)]);
        }
        assert!(matches!(walked(&nested, &Limits::default()), Err(ArchiveError::TooMuch { .. })));
    }

    #[test]
    fn a_size_that_lies_is_found_when_it_is_read() {
        let zip = zipped(&[("a.txt", &b"some words to fold ".repeat(50))]);
        let lie = |size: u32| {
            let mut changed = zip.clone();
            let real = 950_u32.to_le_bytes();
            let places: Vec<usize> = (0..changed.len() - 4).filter(|at| changed[*at..at + 4] == real).collect();
            for at in places {
                changed[at..at + 4].copy_from_slice(&size.to_le_bytes());
            }
            walked(&changed, &Limits::default())
        };
        assert_eq!(lie(950).unwrap()[0].1.len(), 950);
        assert!(lie(10).is_err());
    }
}
