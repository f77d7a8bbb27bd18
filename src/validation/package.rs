//! FHIR packages: the resources of a `.tgz`, a folder or a file, within bounds.
//!
//! Nothing is unpacked to a disk. A path in an archive that climbs out of it is refused, though it
//! would lead nowhere, because an archive that tries is not to be trusted.

use std::io::{self, Read};
use std::path::{Component, Path};

use flate2::read::GzDecoder;
use serde_json::Value;

/// The most files of one package.
pub const MOST_FILES: usize = 50_000;
/// The most bytes that one package unpacks to.
pub const MOST_BYTES: u64 = 1 << 30;
/// The longest file that is read, in bytes.
pub const MOST_FILE_BYTES: u64 = 64 << 20;

/// Why a package is not read.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// It cannot be read from its place.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file or folder.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A path in the archive leads out of it.
    #[error("the archive holds the path `{0}`, which leads out of it")]
    ClimbsOut(String),
    /// A file of the archive is no plain file.
    #[error("the archive holds `{0}`, which is a link or device and not a file")]
    NotAFile(String),
    /// It is larger than what is read.
    #[error("{0} is more than the {1} that are read")]
    TooLarge(&'static str, u64),
    /// A file is not JSON.
    #[error("{path}: not JSON: {why}")]
    NotJson {
        /// The file.
        path: String,
        /// Why.
        why: String,
    },
}

/// A file of a package that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The file.
    pub path: String,
    /// Why.
    pub why: String,
}

/// What a package holds.
#[derive(Debug, Default)]
pub struct Package {
    /// Its name, from its `package.json`.
    pub name: Option<String>,
    /// Its version, from there too.
    pub version: Option<String>,
    /// The versions of FHIR that it says it is for.
    pub fhir_versions: Vec<String>,
    /// Its resources with their paths.
    pub resources: Vec<(String, Value)>,
    /// What was not taken.
    pub skipped: Vec<Skipped>,
}

impl Package {
    /// Reads a package, whatever it is: an archive, a folder of resources, or one resource.
    pub fn read(path: &Path) -> Result<Self, PackageError> {
        let unreadable = |source| PackageError::Unreadable { path: path.display().to_string(), source };
        if path.is_dir() {
            return Self::folder(path);
        }
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).map_err(unreadable)?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > MOST_BYTES {
            return Err(PackageError::TooLarge("the file", MOST_BYTES));
        }
        if bytes.starts_with(&[0x1f, 0x8b]) {
            return Self::archive(&bytes);
        }
        let mut package = Self::default();
        package.add(path.display().to_string(), &bytes)?;
        Ok(package)
    }

    /// Reads a `.tgz`.
    pub fn archive(bytes: &[u8]) -> Result<Self, PackageError> {
        let unreadable = |source| PackageError::Unreadable { path: "the archive".to_owned(), source };
        let mut package = Self::default();
        let mut files = 0_usize;
        let mut archive = tar::Archive::new(GzDecoder::new(bytes).take(MOST_BYTES));
        for entry in archive.entries().map_err(unreadable)? {
            let mut entry = entry.map_err(unreadable)?;
            let path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if climbs_out(&path) {
                return Err(PackageError::ClimbsOut(path));
            }
            let kind = entry.header().entry_type();
            if kind.is_dir() || kind.is_pax_global_extensions() {
                continue;
            }
            if !kind.is_file() {
                return Err(PackageError::NotAFile(path));
            }
            files += 1;
            if files > MOST_FILES {
                return Err(PackageError::TooLarge("the number of files", MOST_FILES as u64));
            }
            if !is_json(&path) || is_index(&path) {
                continue;
            }
            if entry.size() > MOST_FILE_BYTES {
                return Err(PackageError::TooLarge("a file", MOST_FILE_BYTES));
            }
            let mut text = Vec::new();
            entry.read_to_end(&mut text).map_err(unreadable)?;
            package.add(path, &text)?;
        }
        Ok(package)
    }

    /// Reads every resource below a folder.
    fn folder(path: &Path) -> Result<Self, PackageError> {
        let mut package = Self::default();
        let mut folders = vec![path.to_path_buf()];
        let (mut files, mut total) = (0_usize, 0_u64);
        while let Some(folder) = folders.pop() {
            let unreadable = |source| PackageError::Unreadable { path: folder.display().to_string(), source };
            let mut entries: Vec<_> =
                std::fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>).map_err(unreadable)?;
            entries.sort_by_key(std::fs::DirEntry::file_name);
            for entry in entries {
                let kind = entry.file_type().map_err(unreadable)?;
                let path = entry.path();
                let name = path.display().to_string();
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() && is_resource_file(&name) && !is_index(&name) {
                    files += 1;
                    total += entry.metadata().map_err(unreadable)?.len();
                    if files > MOST_FILES {
                        return Err(PackageError::TooLarge("the number of files", MOST_FILES as u64));
                    }
                    if total > MOST_BYTES {
                        return Err(PackageError::TooLarge("the folder", MOST_BYTES));
                    }
                    package.add(name, &std::fs::read(&path).map_err(unreadable)?)?;
                }
            }
        }
        Ok(package)
    }

    /// Takes one file.
    fn add(&mut self, path: String, bytes: &[u8]) -> Result<(), PackageError> {
        let is_xml = bytes.iter().find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
        let value: Value = if is_xml == Some(&b'<') {
            match std::str::from_utf8(bytes)
                .map_err(|_| "it is not UTF-8".to_owned())
                .and_then(super::resource_from_xml)
            {
                Ok(value) => value,
                Err(why) => {
                    self.skipped.push(Skipped { path, why });
                    return Ok(());
                }
            }
        } else {
            let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
            match serde_json::from_slice(bytes) {
                Ok(value) => value,
                Err(error) => return Err(PackageError::NotJson { path, why: error.to_string() }),
            }
        };
        if path.ends_with("package.json") && value.get("resourceType").is_none() {
            let text = |name: &str| value[name].as_str().map(ToOwned::to_owned);
            (self.name, self.version) = (text("name"), text("version"));
            let versions = value["fhirVersions"].as_array().or_else(|| value["fhir-version-list"].as_array());
            self.fhir_versions =
                versions.into_iter().flatten().filter_map(Value::as_str).map(ToOwned::to_owned).collect();
        } else if value.get("resourceType").is_some() {
            self.resources.push((path, value));
        } else {
            self.skipped.push(Skipped { path, why: "it is no resource of FHIR".to_owned() });
        }
        Ok(())
    }
}

/// Whether a path of an archive leads out of it.
fn climbs_out(path: &str) -> bool {
    let parts = Path::new(path).components();
    path.contains('\\') || parts.into_iter().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir))
}

fn is_json(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

fn is_resource_file(path: &str) -> bool {
    is_json(path) || Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xml"))
}

/// Whether a file is one of those that tools leave beside resources.
fn is_index(path: &str) -> bool {
    let name = Path::new(path).file_name().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    name.starts_with('.') || name.ends_with(".openapi.json") || name.ends_with(".schema.json")
}
