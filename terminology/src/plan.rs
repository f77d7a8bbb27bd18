//! What a load is going to do, before anything is done: which files are of which release, what is
//! passed over, and what is loaded already.
//!
//! Owns the recognising of files and the order of the loads. What stands in a file is its reader's
//! to say, and nothing is read here beyond the beginnings of files and their checksums.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::archive::{ArchiveError, Item, Limits, items};
use crate::catalogue::{Kind, Listing, Release, Source};
use crate::kinds;
use crate::load::{LoadError, Progress, Told};

/// What is to be loaded.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// Folders, files and zips.
    pub paths: &'a [PathBuf],
    /// Names of files that are passed over although nothing is known of them.
    pub skip: &'a [String],
    /// How far archives may unfold.
    pub limits: Limits,
}

/// What a load is going to do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// One release for each kind that there are files of, in the order in which they are loaded.
    pub parts: Vec<Part>,
    /// Files that hold nothing to be loaded, and what they are.
    pub passed_over: Vec<PassedOver>,
}

/// A release to be loaded.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its kind.
    pub kind: Kind,
    /// The newest date that its files bear.
    pub date: Option<Date>,
    /// Its files.
    pub files: Vec<Item>,
    /// How many bytes they have, unfolded.
    pub bytes: u64,
    /// What the user named, or what lies in the folder that the user named.
    pub sources: Vec<Source>,
    /// The name that it will have.
    pub name: String,
    /// The name of the release that it is added to.
    pub onto: Option<String>,
    /// What is to be done with it.
    pub step: Step,
    /// The release that answers now and is newer, and its date.
    pub newer: Option<(String, Date)>,
}

/// What is to be done with a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is loaded.
    Load,
    /// The same files were loaded before, under this name.
    AlreadyLoaded(String),
    /// They were loaded before under this name, and the index is damaged or of an older form: it is made
    /// again.
    Renew(String),
}

/// A file that holds nothing to be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassedOver {
    /// Its place.
    pub place: String,
    /// What it is.
    pub reason: &'static str,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Files of which nothing is known.
    #[error("{}", unrecognised(.0))]
    Unrecognised(Vec<String>),
    /// A file that two kinds of release claim.
    #[error("{place}: it could be of {} and of {}", one.title(), other.title())]
    Ambiguous {
        /// The file.
        place: String,
        /// One kind.
        one: Kind,
        /// The other.
        other: Kind,
    },
    /// Nothing to be loaded is there.
    #[error("there is nothing to load in {0}")]
    Nothing(String),
    /// A file or an archive that cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A file that its reader refuses by its name or its beginning.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// At most this many files are named.
const NAMED: usize = 10;

fn unrecognised(places: &[String]) -> String {
    let named = places.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = places.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("not a file of a release that is known: {named}{more}")
}

/// Finds out what is there and what is to be done. Reads every source once, for its checksum.
pub fn plan(request: &Request<'_>, loaded: &Listing, told: Told<'_>, stop: &AtomicBool) -> Result<Plan, PlanError> {
    let found = items(request.paths, &request.limits)?;
    let (by_kind, passed_over) = recognise(found, request.skip)?;
    if by_kind.is_empty() {
        let names: Vec<String> = request.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(PlanError::Nothing(names.join(", ")));
    }
    let mut sums = Sums { known: HashMap::new(), told, stop };
    let mut parts = Vec::new();
    for (kind, files) in by_kind {
        parts.push(part(kind, files, loaded, &mut sums)?);
    }
    Ok(Plan { parts, passed_over })
}

type ByKind = BTreeMap<Kind, Vec<(Item, Option<Date>)>>;

fn recognise(found: Vec<Item>, skip: &[String]) -> Result<(ByKind, Vec<PassedOver>), PlanError> {
    let (mut by_kind, mut passed_over, mut unknown) = (ByKind::new(), Vec::new(), Vec::new());
    for item in found {
        if skip.iter().any(|name| name == item.name()) {
            passed_over.push(PassedOver { place: item.place().to_owned(), reason: "as asked" });
            continue;
        }
        let mut claims = Vec::new();
        for kind in Kind::ALL {
            claims.extend(kinds::recognise(kind, &item)?.map(|recognised| (kind, recognised.date)));
        }
        match claims.as_slice() {
            [(kind, date)] => by_kind.entry(*kind).or_default().push((item, *date)),
            [(one, _), (other, _), ..] => {
                return Err(PlanError::Ambiguous { place: item.place().to_owned(), one: *one, other: *other });
            }
            [] => match documentation(item.name()) {
                Some(reason) => passed_over.push(PassedOver { place: item.place().to_owned(), reason }),
                None => unknown.push(item.place().to_owned()),
            },
        }
    }
    if unknown.is_empty() { Ok((by_kind, passed_over)) } else { Err(PlanError::Unrecognised(unknown)) }
}

fn part(
    kind: Kind,
    files: Vec<(Item, Option<Date>)>,
    loaded: &Listing,
    sums: &mut Sums<'_>,
) -> Result<Part, PlanError> {
    let date = files.iter().filter_map(|(_, date)| *date).max();
    let files: Vec<Item> = files.into_iter().map(|(item, _)| item).collect();
    let sources = sums.sources(&files)?;
    let newest = loaded.newest(kind);
    let onto = kinds::foundation(kind, &files, date, loaded)?.map(|loaded| loaded.name.clone());
    let name = Release::name_of(kind, date, &sources, onto.as_deref());
    let same = loaded
        .releases
        .iter()
        .rfind(|release| release.release.kind == kind && same_sources(&release.release.sources, &sources));
    let step = match same {
        None => Step::Load,
        Some(same) if kinds::is_whole(kind, &same.index()) => Step::AlreadyLoaded(same.name.clone()),
        Some(same) => Step::Renew(same.name.clone()),
    };
    let newer = newest.and_then(|newest| Some((newest.name.clone(), newest.release.date?)));
    let newer = newer.filter(|(_, newest)| date.is_some_and(|date| date < *newest));
    let bytes = files.iter().map(Item::size).sum();
    Ok(Part { kind, date, files, bytes, sources, name, onto, step, newer })
}

fn same_sources(one: &[Source], other: &[Source]) -> bool {
    let sums = |sources: &[Source]| {
        let mut sums: Vec<String> = sources.iter().map(|source| source.sha256.clone()).collect();
        sums.sort_unstable();
        sums
    };
    sums(one) == sums(other)
}

/// Checksums of files on disk, each reckoned once.
struct Sums<'a> {
    known: HashMap<PathBuf, Source>,
    told: Told<'a>,
    stop: &'a AtomicBool,
}

impl Sums<'_> {
    /// The files on disk that these lie in, each once, in the order met.
    fn sources(&mut self, files: &[Item]) -> Result<Vec<Source>, PlanError> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for file in files {
            let path = on_disk(file.place());
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths.into_iter().map(|path| self.source(path)).collect()
    }

    fn source(&mut self, path: PathBuf) -> Result<Source, PlanError> {
        if let Some(known) = self.known.get(&path) {
            return Ok(known.clone());
        }
        let place = path.display().to_string();
        let failed = |error| ArchiveError::Io(place.clone(), error);
        let mut file = File::open(&path).map_err(failed)?;
        let (mut sum, mut bytes) = (Sha256::new(), 0);
        let mut buffer = vec![0; 1 << 18];
        loop {
            if self.stop.load(Ordering::Relaxed) {
                return Err(LoadError::Interrupted.into());
            }
            let read = match file.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(failed(error).into()),
            };
            sum.update(&buffer[..read]);
            bytes += read as u64;
            (self.told)(Progress::Read { file: &place, bytes: read as u64 });
        }
        let name = path.file_name().map_or_else(|| place.clone(), |name| name.to_string_lossy().into_owned());
        let mut sha256 = String::with_capacity(64);
        for byte in sum.finalize() {
            // Writing to a text cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        let source = Source { name, bytes, sha256 };
        self.known.insert(path, source.clone());
        Ok(source)
    }
}

/// The file on disk that a place lies in: the zip for what is in one.
fn on_disk(place: &str) -> PathBuf {
    let outer = place.match_indices("!/").map(|(at, _)| Path::new(&place[..at])).find(|path| path.is_file());
    outer.unwrap_or(Path::new(place)).to_owned()
}

/// What a file is that comes with a release and holds nothing of it; nothing where that is not known.
fn documentation(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let (stem, kind) = name.rsplit_once('.').unwrap_or((&name, ""));
    let begins = |starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    match kind {
        "pdf" | "html" | "htm" | "doc" | "docx" | "rtf" | "md" | "ppt" | "pptx" | "css" | "png" | "gif" | "jpg" => {
            Some("documentation")
        }
        "xls" | "xlsx" | "ods" => Some("a spreadsheet"),
        "xsd" | "dtd" => Some("a schema"),
        "md5" | "sha1" | "sha256" | "sha512" | "asc" | "sig" => Some("a checksum or a signature"),
        "json" if stem == "release_package_information" || stem == "metadata" => Some("about the package"),
        "xml" if stem == "manifest" || stem.ends_with("_manifest") => Some("about the package"),
        _ if begins(&["readme", "read_me", "license", "licence", "doc_", "xdoc_"]) => Some("documentation"),
        _ if stem.contains("releasenotes") || stem.contains("release_notes") || stem.contains("checksum") => {
            Some("documentation")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_a_release_is_known_by_its_name() {
        for name in [
            "Readme_en_20220928.txt",
            "doc_UKEditionReleaseNotes_Current-en-GB_GB1000000_20220928.pdf",
            "dmd_v2_3_data_model.xsd",
            "release_package_information.json",
            "LICENCE",
            "checksums.txt",
        ] {
            assert!(documentation(name).is_some(), "{name}");
        }
        for name in
            ["sct2_Concept_Snapshot_INT_20200731.txt", "notes.txt", "f_vmp2_3010419.xml", "data.csv", "core.mdb"]
        {
            assert_eq!(documentation(name), None, "{name}");
        }
    }

    #[test]
    fn a_place_in_a_zip_lies_in_the_zip() {
        let folder = tempfile::tempdir().unwrap();
        let odd = folder.path().join("odd!");
        std::fs::create_dir(&odd).unwrap();
        let zip = odd.join("a.zip");
        std::fs::write(&zip, b"").unwrap();
        assert_eq!(on_disk(&format!("{}!/b.zip!/c.txt", zip.display())), zip);
        let plain = odd.join("c.txt");
        assert_eq!(on_disk(&plain.display().to_string()), plain);
    }
}
