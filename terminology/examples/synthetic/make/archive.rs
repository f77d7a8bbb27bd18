//! Files written side by side, each compressed on its own, and put into one zip in their order.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, Write};
use std::path::Path;

use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::lines::Lines;

/// What writes a file.
type Writer<'a> = Box<dyn Fn(&mut Lines<'_>) -> io::Result<()> + Send + Sync + 'a>;

/// A file to be written.
pub(crate) struct Entry<'a> {
    /// Its path in the zip.
    pub(crate) path: String,
    write: Writer<'a>,
}

/// What was written.
pub(crate) struct Written {
    pub(crate) path: String,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
}

impl<'a> Entry<'a> {
    pub(crate) fn new(path: String, write: impl Fn(&mut Lines<'_>) -> io::Result<()> + Send + Sync + 'a) -> Self {
        Self { path, write: Box::new(write) }
    }
}

/// The options of every entry. A zip holds no time of its making: it is the same for the same seed.
fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(zip::DateTime::default())
        .large_file(true)
}

/// Writes entries into a zip that is there when it is whole.
pub(crate) fn write(entries: &[Entry<'_>], to: &Path) -> io::Result<Vec<Written>> {
    let written = entries.par_iter().map(part).collect::<io::Result<Vec<_>>>()?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder)?;
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 20, file.as_file().try_clone()?));
    let mut all = Vec::new();
    for (part, written) in written {
        zip.merge_archive(ZipArchive::new(BufReader::new(part))?)?;
        all.push(written);
    }
    zip.finish()?.flush()?;
    file.persist(to)?;
    Ok(all)
}

fn part(entry: &Entry<'_>) -> io::Result<(File, Written)> {
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 18, tempfile::tempfile()?));
    zip.start_file(entry.path.clone(), options())?;
    let mut lines = Lines::new(&mut zip);
    (entry.write)(&mut lines)?;
    lines.flush()?;
    let written = Written { path: entry.path.clone(), rows: lines.rows, bytes: lines.bytes };
    let mut file = zip.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok((file, written))
}

/// A zip in memory of one file, to lie in another zip.
pub(crate) fn nested(name: &str, bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
    zip.start_file(name, options())?;
    zip.write_all(bytes)?;
    Ok(zip.finish()?.into_inner())
}
