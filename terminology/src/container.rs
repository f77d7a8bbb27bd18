//! The immutable file of an index: named, aligned, checksummed sections behind one header.
//!
//! Owns the file's outer form and its publishing; what stands in a section is its writer's. The
//! numbers of the file are little endian. A file is never written again once it is published, and is
//! replaced by renaming another over it, so that whoever has it open keeps what was opened.
//!
//! | where | what |
//! |---|---|
//! | 0 | `DCRINDEX`, format (u32), number of sections (u32), kind (16 bytes), length of the file (u64), place of the table (u64), SHA-256 of the table |
//! | from 128 | the sections, each from a multiple of 8 |
//! | table | for each section: name (40 bytes), place (u64), length (u64), SHA-256 |

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

const MAGIC: &[u8; 8] = b"DCRINDEX";
const HEADER: usize = 128;
const KIND: usize = 16;
const NAME: usize = 40;
const ROW: usize = NAME + 8 + 8 + 32;
/// How the name of a file begins that is being written. One that is left over was never published.
pub const BUILDING: &str = ".building-";

/// Why an index cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum ContainerError {
    /// The file cannot be read or written.
    #[error("{} cannot be used", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// The file is no index, or not one of this kind.
    #[error("{} is no index of kind {expected}", path.display())]
    Kind {
        /// The file.
        path: PathBuf,
        /// The kind that was asked for.
        expected: &'static str,
    },
    /// The file was written in another format; loading the release again writes this one.
    #[error("{} has format {found}, and format {expected} is read; load the release again", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The format it has.
        found: u32,
        /// The format that is read.
        expected: u32,
    },
    /// The file is cut short or was changed.
    #[error("{} is damaged: {what}; load the release again", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, and where.
        what: String,
    },
}

/// An index being written, beside the place where it will stand.
pub struct ContainerWriter {
    file: BufWriter<NamedTempFile>,
    to: PathBuf,
    kind: &'static str,
    format: u32,
    place: u64,
    table: Vec<u8>,
}

impl ContainerWriter {
    /// Begins an index of a kind (at most 16 bytes) that will be published at `to`. Nothing stands
    /// there before [`ContainerWriter::finish`].
    pub fn create(to: &Path, kind: &'static str, format: u32) -> Result<Self, ContainerError> {
        debug_assert!(kind.len() <= KIND, "a kind has at most {KIND} bytes");
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let begin = || {
            std::fs::create_dir_all(folder)?;
            let file = tempfile::Builder::new().prefix(BUILDING).tempfile_in(folder)?;
            let mut file = BufWriter::with_capacity(1 << 20, file);
            file.write_all(&[0; HEADER])?;
            Ok(file)
        };
        let file = begin().map_err(|error| ContainerError::Io(to.to_owned(), error))?;
        Ok(Self { file, to: to.to_owned(), kind, format, place: HEADER as u64, table: Vec::new() })
    }

    /// Adds a section of these bytes; its name has at most 40.
    pub fn section(&mut self, name: &str, bytes: &[u8]) -> Result<(), ContainerError> {
        self.stream(name, |out| out.write_all(bytes))
    }

    /// Adds a section of these numbers, little endian.
    pub fn numbers<T: bytemuck::NoUninit>(&mut self, name: &str, numbers: &[T]) -> Result<(), ContainerError> {
        self.section(name, bytemuck::cast_slice(numbers))
    }

    /// Adds a section that is written piece by piece.
    pub fn stream(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), ContainerError> {
        debug_assert!(name.len() <= NAME, "the name of a section has at most {NAME} bytes");
        let mut section = SectionWriter { out: &mut self.file, length: 0, sum: Sha256::new() };
        let written = write(&mut section).map(|()| (section.length, section.sum.finalize()));
        let (length, sum) = written.map_err(|error| ContainerError::Io(self.to.clone(), error))?;
        self.table.extend(padded::<NAME>(name));
        self.table.extend(self.place.to_le_bytes());
        self.table.extend(length.to_le_bytes());
        self.table.extend(sum);
        let padding = usize::try_from(length.next_multiple_of(8) - length).unwrap_or(0);
        self.file.write_all(&[0; 8][..padding]).map_err(|error| ContainerError::Io(self.to.clone(), error))?;
        self.place += length.next_multiple_of(8);
        Ok(())
    }

    /// Writes the header, syncs, and publishes the file in one step: whoever opens the place finds
    /// what stood there before, or the whole of this.
    pub fn finish(mut self) -> Result<(), ContainerError> {
        let to = self.to.clone();
        self.publish().map_err(|error| ContainerError::Io(to, error))
    }

    fn publish(&mut self) -> io::Result<()> {
        self.file.write_all(&self.table)?;
        let mut header = Vec::with_capacity(HEADER);
        header.extend(MAGIC);
        header.extend(self.format.to_le_bytes());
        header.extend(u32::try_from(self.table.len() / ROW).unwrap_or(u32::MAX).to_le_bytes());
        header.extend(padded::<KIND>(self.kind));
        header.extend((self.place + self.table.len() as u64).to_le_bytes());
        header.extend(self.place.to_le_bytes());
        header.extend(Sha256::digest(&self.table));
        header.resize(HEADER, 0);
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&header)?;
        self.file.flush()?;
        let file = self.file.get_ref();
        let mut permissions = file.as_file().metadata()?.permissions();
        permissions.set_readonly(true);
        file.as_file().set_permissions(permissions)?;
        file.as_file().sync_all()?;
        std::fs::rename(file.path(), &self.to)?;
        // The folder holds the name; without this a power cut could take it back.
        if let Some(folder) = self.to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

struct SectionWriter<'a> {
    out: &'a mut BufWriter<NamedTempFile>,
    length: u64,
    sum: Sha256,
}

impl Write for SectionWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut padded = [0; N];
    let length = text.len().min(N);
    padded[..length].copy_from_slice(&text.as_bytes()[..length]);
    padded
}

/// A section, as `status` lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub length: u64,
    /// The SHA-256 that it must have.
    pub sha256: [u8; 32],
    place: u64,
}

/// An index that is open.
#[derive(Debug)]
pub struct Container {
    path: PathBuf,
    map: Mmap,
    sections: Vec<Section>,
}

impl Container {
    /// Opens an index and checks its header and its table, not what stands in the sections: that is
    /// for [`Container::verify`].
    pub fn open(path: &Path, kind: &'static str, format: u32) -> Result<Self, ContainerError> {
        let map = File::open(path).and_then(|file| map(&file));
        let map = map.map_err(|error| ContainerError::Io(path.to_owned(), error))?;
        let (found, sections) = table(&map, kind).map_err(|wrong| wrong.at(path, kind))?;
        if found != format {
            return Err(ContainerError::Format { path: path.to_owned(), found, expected: format });
        }
        Ok(Self { path: path.to_owned(), map, sections })
    }

    /// The bytes of a section, from a multiple of 8.
    pub fn section(&self, name: &str) -> Result<&[u8], ContainerError> {
        let section = self.sections.iter().find(|section| section.name == name);
        let section = section.ok_or_else(|| self.damaged(format!("it has no section {name}")))?;
        Ok(self.bytes(section))
    }

    /// The numbers of a section.
    pub fn numbers<T: bytemuck::AnyBitPattern>(&self, name: &str) -> Result<&[T], ContainerError> {
        let bytes = self.section(name)?;
        bytemuck::try_cast_slice(bytes)
            .map_err(|_| self.damaged(format!("the length of section {name} is no multiple of its numbers'")))
    }

    /// Where a section lies in the file, to be read many times by [`Container::at`] without looking
    /// its name up again.
    pub fn range(&self, name: &str) -> Result<Range<usize>, ContainerError> {
        let section = self.sections.iter().find(|section| section.name == name);
        let section = section.ok_or_else(|| self.damaged(format!("it has no section {name}")))?;
        let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        Ok(at(section.place)..at(section.place + section.length))
    }

    /// The bytes of a range of the file; none where it has no such range.
    #[inline]
    pub fn at(&self, range: Range<usize>) -> &[u8] {
        self.map.get(range).unwrap_or_default()
    }

    /// Every section, in the order of the file.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// Where the file stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes the file has.
    pub fn bytes_in_all(&self) -> u64 {
        self.map.len() as u64
    }

    /// Reads every section and compares its checksum.
    pub fn verify(&self) -> Result<(), ContainerError> {
        for section in &self.sections {
            if Sha256::digest(self.bytes(section)).as_slice() != section.sha256 {
                return Err(self.damaged(format!("section {} does not have its checksum", section.name)));
            }
        }
        Ok(())
    }

    fn bytes(&self, section: &Section) -> &[u8] {
        let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        self.map.get(at(section.place)..at(section.place + section.length)).unwrap_or_default()
    }

    /// The error for what stands in a section and cannot be.
    pub fn damaged(&self, what: impl Into<String>) -> ContainerError {
        ContainerError::Damaged { path: self.path.clone(), what: what.into() }
    }
}

/// Reads every section of an index, of whatever kind, and compares its checksum.
pub fn verify(path: &Path) -> Result<(), ContainerError> {
    let map = File::open(path).and_then(|file| map(&file));
    let map = map.map_err(|error| ContainerError::Io(path.to_owned(), error))?;
    let kind: Vec<u8> = map.iter().skip(16).take(KIND).copied().take_while(|byte| *byte != 0).collect();
    let kind = String::from_utf8_lossy(&kind).into_owned();
    let (_, sections) = table(&map, &kind).map_err(|wrong| wrong.at(path, "dcr"))?;
    Container { path: path.to_owned(), map, sections }.verify()
}

/// What is wrong with a header.
enum Wrong {
    Kind,
    Damaged(&'static str),
}

impl Wrong {
    fn at(self, path: &Path, expected: &'static str) -> ContainerError {
        let path = path.to_owned();
        match self {
            Self::Kind => ContainerError::Kind { path, expected },
            Self::Damaged(what) => ContainerError::Damaged { path, what: what.to_owned() },
        }
    }
}

/// The format and the sections of a file.
fn table(map: &[u8], kind: &str) -> Result<(u32, Vec<Section>), Wrong> {
    if !map.starts_with(MAGIC) {
        return Err(if map.is_empty() || MAGIC.starts_with(map) {
            Wrong::Damaged("it is cut short")
        } else {
            Wrong::Kind
        });
    }
    let header = map.get(..HEADER).ok_or(Wrong::Damaged("it is cut short"))?;
    if header[16..16 + KIND] != padded::<KIND>(kind) {
        return Err(Wrong::Kind);
    }
    let word = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap_or_default());
    let long = |bytes: &[u8], at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default());
    if long(header, 32) != map.len() as u64 {
        return Err(Wrong::Damaged("it does not have its length"));
    }
    let place = long(header, 40);
    let table = usize::try_from(place).ok().and_then(|place| map.get(place..));
    let table =
        table.filter(|table| table.len() == ROW * word(12) as usize).ok_or(Wrong::Damaged("it has no table"))?;
    if Sha256::digest(table).as_slice() != &header[48..80] {
        return Err(Wrong::Damaged("its table does not have its checksum"));
    }
    let section = |row: &[u8]| {
        let name = row[..NAME].split(|byte| *byte == 0).next().unwrap_or_default();
        let sha256 = row[NAME + 16..].try_into().unwrap_or_default();
        let name = String::from_utf8_lossy(name).into_owned();
        Section { name, place: long(row, NAME), length: long(row, NAME + 8), sha256 }
    };
    let sections: Vec<Section> = table.chunks_exact(ROW).map(section).collect();
    let inside = |section: &Section| {
        section.place.is_multiple_of(8) && section.place.checked_add(section.length).is_some_and(|end| end <= place)
    };
    if sections.iter().all(inside) { Ok((word(8), sections)) } else { Err(Wrong::Damaged("a section lies outside")) }
}

/// Maps a file.
#[expect(unsafe_code, reason = "a mapped file has no safe form")]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: what is mapped must not change while it is. Indexes are read-only files that nothing
    // writes to again: they are published, and replaced, by renaming (see `ContainerWriter::publish`).
    unsafe { Mmap::map(file) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(folder: &Path) -> PathBuf {
        let path = folder.join("release.index");
        let mut writer = ContainerWriter::create(&path, "snomed", 3).unwrap();
        writer.section("odd", b"seven b").unwrap();
        writer.numbers("numbers", &[1_u64, 1 << 40]).unwrap();
        writer.section("empty", b"").unwrap();
        assert!(!path.exists(), "nothing stands there before the end");
        writer.finish().unwrap();
        path
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let container = Container::open(&written(folder.path()), "snomed", 3).unwrap();
        assert_eq!(container.section("odd").unwrap(), b"seven b");
        assert_eq!(container.numbers::<u64>("numbers").unwrap(), [1, 1 << 40]);
        assert_eq!(container.section("empty").unwrap(), b"");
        assert!(container.section("missing").unwrap_err().to_string().contains("no section missing"));
        assert!(container.numbers::<u32>("odd").is_err());
        container.verify().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left over");
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = ContainerWriter::create(&folder.path().join("release.index"), "snomed", 3).unwrap();
        writer.section("odd", b"seven b").unwrap();
        drop(writer);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn another_kind_or_format_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let path = written(folder.path());
        assert!(matches!(Container::open(&path, "dmd", 3), Err(ContainerError::Kind { expected: "dmd", .. })));
        assert!(matches!(Container::open(&path, "snomed", 4), Err(ContainerError::Format { found: 3, .. })));
    }

    #[test]
    fn every_cut_and_every_flipped_byte_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let whole = std::fs::read(written(folder.path())).unwrap();
        let other = folder.path().join("other.index");
        for length in 0..whole.len() {
            std::fs::write(&other, &whole[..length]).unwrap();
            assert!(Container::open(&other, "snomed", 3).is_err(), "cut to {length} bytes");
        }
        // What pads is no part of a section.
        let pads = |place: usize| (80..HEADER).contains(&place) || place == HEADER + 7;
        for place in (0..whole.len()).filter(|place| !pads(*place)) {
            let mut changed = whole.clone();
            changed[place] ^= 0x10;
            std::fs::write(&other, &changed).unwrap();
            let opened = Container::open(&other, "snomed", 3).and_then(|container| container.verify());
            assert!(opened.is_err(), "byte {place} was changed");
        }
    }
}
