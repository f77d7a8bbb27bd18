//! Gathers what is there, without judging it and without failing.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use dcr::store::Context;
use dcr::store::sqlite::SqliteStore;
use dcr_terminology::catalogue::Catalogue;
use dcr_terminology::terminology::Terminology;
use serde::Serialize;

use crate::session::Session;
use crate::settings::{PROJECT_FILE, SYSTEM_FILE};

/// Everything that was found.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Facts {
    /// This program.
    pub(super) program: Program,
    /// The operating-system user's number.
    pub(super) uid: u32,
    /// Settings files, and whether each is there.
    pub(super) settings_files: Vec<SettingsFile>,
    /// The store that commands use.
    pub(super) store: StoreFacts,
    /// The releases of terminologies.
    pub(super) terminology: TerminologyFacts,
    /// Where output goes.
    pub(super) terminal: TerminalFacts,
}

/// The releases of terminologies.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TerminologyFacts {
    /// Their folder, where one is known.
    pub(super) folder: Option<PathBuf>,
    /// Where the setting came from.
    pub(super) origin: String,
    /// The releases that answer, by name.
    pub(super) answer: Vec<String>,
    /// How many releases are loaded.
    pub(super) loaded: usize,
    /// What cannot be used, and why.
    pub(super) damaged: Vec<String>,
}

/// This program.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Program {
    /// Its version.
    pub(super) version: &'static str,
    /// Whether it was built for speed.
    pub(super) release_build: bool,
    /// Operating system and processor.
    pub(super) platform: String,
    /// The SQLite in it.
    pub(super) sqlite: &'static str,
    /// That version as a number, such as 3051003.
    #[serde(skip)]
    pub(super) sqlite_number: i32,
}

/// A settings file.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SettingsFile {
    /// `project`, `user` or `system`.
    pub(super) place: &'static str,
    /// Where it would be.
    pub(super) path: PathBuf,
    /// Whether it is there.
    pub(super) present: bool,
}

/// The store that commands use.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StoreFacts {
    /// Its name.
    pub(super) name: String,
    /// Where the setting came from.
    pub(super) origin: String,
    /// Its file, where the folder for it is known.
    pub(super) path: Option<PathBuf>,
    /// What the file is like, where it is there.
    pub(super) file: Option<PathFacts>,
    /// What its folder is like, where it is there.
    pub(super) folder: Option<PathFacts>,
    /// Whether it opens, and of which schema version it is.
    pub(super) health: Option<Health>,
    /// Bytes free for the caller on that disk.
    pub(super) disk_free: Option<u64>,
}

/// Whether a store opens. Counts are left out: they are for `dcr store info`.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Health {
    /// It opens: its kind and its schema version.
    Opens {
        /// `embedded` or `demo`.
        kind: String,
        /// The schema version.
        schema: i64,
    },
    /// It does not, for this reason.
    Fails(String),
}

/// A file or a folder.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PathFacts {
    /// Permission bits, in octal.
    pub(super) mode: String,
    /// The same as a number.
    #[serde(skip)]
    pub(super) bits: u32,
    /// The owner's number.
    pub(super) owner: u32,
    /// Size in bytes.
    pub(super) size: u64,
    /// Whether it is a regular file.
    pub(super) regular: bool,
}

/// Where output goes.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TerminalFacts {
    /// Whether standard output is a terminal.
    pub(super) is_terminal: bool,
    /// Columns.
    pub(super) width: Option<usize>,
    /// Whether output is coloured.
    pub(super) colour: bool,
    /// Whether the locale writes UTF-8.
    pub(super) utf8: bool,
    /// `TERM`.
    pub(super) term: Option<String>,
    /// The pager.
    pub(super) pager: String,
}

/// Looks at everything.
pub(super) fn gather(session: &Session<'_>) -> Facts {
    let (environment, out) = (&session.environment, session.terminal.out());
    Facts {
        program: Program {
            version: env!("CARGO_PKG_VERSION"),
            release_build: !cfg!(debug_assertions),
            platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            sqlite: rusqlite::version(),
            sqlite_number: rusqlite::version_number(),
        },
        uid: environment.uid,
        settings_files: settings_files(session),
        store: store(session),
        terminology: terminology(session),
        terminal: TerminalFacts {
            is_terminal: out.is_terminal,
            width: out.width,
            colour: out.colour,
            utf8: environment.is_utf8(),
            term: environment.variable("TERM").map(ToOwned::to_owned),
            pager: session.settings.pager.value.to_string(),
        },
    }
}

fn settings_files(session: &Session<'_>) -> Vec<SettingsFile> {
    let user = session.environment.folders.as_ref().map(|folders| folders.config.join("config.toml"));
    let places = [
        ("project", Some(session.environment.folder.join(PROJECT_FILE))),
        ("user", user),
        ("system", Some(PathBuf::from(SYSTEM_FILE))),
    ];
    let known = places.into_iter().filter_map(|(place, path)| Some((place, path?)));
    known.map(|(place, path)| SettingsFile { place, present: path.exists(), path }).collect()
}

fn store(session: &Session<'_>) -> StoreFacts {
    let setting = &session.settings.store;
    let path = setting.value.path(session.environment.folders.as_ref());
    let folder =
        path.as_deref().and_then(Path::parent).map(|it| if it.as_os_str().is_empty() { Path::new(".") } else { it });
    let file = path.as_deref().and_then(path_facts);
    let health = path.as_deref().filter(|_| file.as_ref().is_some_and(|file| file.regular)).map(health);
    StoreFacts {
        health,
        name: setting.value.to_string(),
        origin: setting.origin.to_string(),
        file,
        folder: folder.and_then(path_facts),
        disk_free: folder.and_then(disk_free),
        path,
    }
}

fn terminology(session: &Session<'_>) -> TerminologyFacts {
    let setting = &session.settings.terminology;
    let folder = setting.value.path(session.environment.folders.as_ref());
    let mut facts = TerminologyFacts {
        folder: folder.clone(),
        origin: setting.origin.to_string(),
        answer: Vec::new(),
        loaded: 0,
        damaged: Vec::new(),
    };
    let Some(folder) = folder else { return facts };
    let catalogue = Catalogue::at(folder);
    match (catalogue.list(), Terminology::open(&catalogue, &[])) {
        (Ok(listing), Ok(terminology)) => {
            facts.loaded = listing.releases.len();
            facts.answer = terminology.releases().iter().map(|loaded| loaded.name.clone()).collect();
            facts.damaged = terminology.damaged.iter().map(|(name, why)| format!("{name}: {why}")).collect();
        }
        (Err(error), _) => facts.damaged.push(error.to_string()),
        (_, Err(error)) => facts.damaged.push(error.to_string()),
    }
    facts
}

fn health(path: &Path) -> Health {
    let info = SqliteStore::open(path, Context::default()).and_then(|store| store.info());
    match info {
        Ok(info) => Health::Opens { kind: info.kind, schema: info.schema },
        Err(error) => Health::Fails(error.to_string()),
    }
}

fn path_facts(path: &Path) -> Option<PathFacts> {
    let metadata = std::fs::metadata(path).ok()?;
    let bits = metadata.mode() & 0o7777;
    let (owner, size, regular) = (metadata.uid(), metadata.len(), metadata.is_file());
    Some(PathFacts { mode: format!("{bits:04o}"), bits, owner, size, regular })
}

/// Bytes free where a folder is, or where it would be made.
fn disk_free(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|ancestor| ancestor.exists())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}
