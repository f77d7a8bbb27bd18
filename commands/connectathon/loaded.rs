//! The packages that are loaded on this machine: one file of resources each, a resource a line.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use dcr::validation::definitions::FhirVersion;
use dcr::validation::package::{Package, PackageError};
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::file::write_private;
use crate::session::Session;

/// The longest line of a loaded package, in bytes.
const MOST_LINE: usize = 80 << 20;

/// A package that is loaded.
pub(super) struct Loaded {
    /// Its name and version.
    pub(super) name: String,
    /// The version of FHIR that it is for, where it says so.
    pub(super) fhir: Option<FhirVersion>,
    /// How many resources it has.
    pub(super) resources: u64,
    /// Its file.
    pub(super) path: PathBuf,
}

/// The folder of loaded packages.
pub(super) fn folder(session: &Session<'_>) -> Result<PathBuf, CommandError> {
    let folders = session.environment.folders.as_ref();
    folders
        .map(|folders| folders.data.join("fhir-packages"))
        .ok_or_else(|| CommandError::usage("no home folder is known, so there is no place for packages"))
}

/// Every package that is loaded, by name.
pub(super) fn all(folder: &Path) -> Result<Vec<Loaded>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", folder.display()), error);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_none_or(|extension| extension != "ndjson") {
            continue;
        }
        let mut first = String::new();
        let file = fs::File::open(&path).map_err(failed)?;
        BufReader::new(file).read_line(&mut first).map_err(failed)?;
        let head: Value = serde_json::from_str(&first).map_err(|error| {
            CommandError::failed(format!("{} is damaged: {error}", path.display()))
                .hint("remove the file and add the package again")
        })?;
        found.push(Loaded {
            name: head["package"].as_str().unwrap_or_default().to_owned(),
            fhir: head["fhir"].as_str().and_then(FhirVersion::named),
            resources: head["resources"].as_u64().unwrap_or_default(),
            path,
        });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// The resources of a loaded package.
pub(super) fn resources(loaded: &Loaded) -> Result<Vec<Value>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", loaded.path.display()), error);
    let file = fs::File::open(&loaded.path).map_err(failed)?;
    let mut resources = Vec::new();
    for line in BufReader::new(file).lines().skip(1) {
        let line = line.map_err(failed)?;
        if line.len() > MOST_LINE {
            return Err(CommandError::failed(format!("{} has a line that is too long", loaded.path.display())));
        }
        let value = serde_json::from_str(&line)
            .map_err(|error| CommandError::failed(format!("{} is damaged: {error}", loaded.path.display())))?;
        resources.push(value);
    }
    Ok(resources)
}

/// Keeps a package, whole or not at all.
pub(super) fn keep(
    folder: &Path,
    name: &str,
    fhir: Option<FhirVersion>,
    package: &Package,
) -> Result<(), CommandError> {
    let failed = |error| CommandError::file(format!("cannot make {}", folder.display()), error);
    fs::create_dir_all(folder).map_err(failed)?;
    let head = json!({ "package": name, "fhir": fhir.map(FhirVersion::name), "resources": package.resources.len() });
    let mut text = format!("{head}\n");
    for (_, resource) in &package.resources {
        text.push_str(&resource.to_string());
        text.push('\n');
    }
    let safe: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    write_private(&folder.join(format!("{safe}.ndjson")), text.as_bytes())
}

const fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '#')
}

/// The version of FHIR of a package, by what it says or by its first definitions.
pub(super) fn version_of(package: &Package) -> Option<FhirVersion> {
    let said = package.fhir_versions.iter().find_map(|version| FhirVersion::named(version));
    said.or_else(|| {
        package.resources.iter().find_map(|(_, resource)| resource["fhirVersion"].as_str().and_then(FhirVersion::named))
    })
}

impl From<PackageError> for CommandError {
    fn from(error: PackageError) -> Self {
        Self::failed(error).hint("a package is a `.tgz`, a folder of resources, or one resource in JSON or XML")
    }
}
