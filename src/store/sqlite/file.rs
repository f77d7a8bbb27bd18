//! Opening and making the file: where it lies, who may read it, and how SQLite is set.

use std::cell::RefCell;
use std::fs::{self, OpenOptions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::place::Place;
use super::schema::{self, APPLICATION_ID};
use super::{SqliteStore, audit, checkpoint, users};
use crate::access::User;
use crate::store::{Context, StoreError};

/// The first SQLite in which two writers cannot corrupt a WAL file.
const SAFE_SQLITE: i32 = 3_051_003;
/// How often to ask again for what another process holds: about five seconds' worth.
const TRIES: i32 = 5_000;

impl SqliteStore {
    /// Opens the store in `path`.
    ///
    /// # Errors
    /// Where there is none, where the file is something else or of a newer schema, where it is
    /// locked or cannot be written.
    pub fn open(path: &Path, context: Context) -> Result<Self, StoreError> {
        refuse_unsafe_sqlite()?;
        if !path.exists() {
            return Err(StoreError::Absent(path.to_owned()));
        }
        if path.is_dir() {
            return Err(StoreError::NotAStore(path.to_owned()));
        }
        let before = fs::metadata(path).map_err(|_| StoreError::Absent(path.to_owned()))?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_handler(Some(ask_again))?;
        identify(&connection, path)?;
        if connection.is_readonly(MAIN_DB)? {
            return Err(StoreError::ReadOnly);
        }
        schema::refuse_newer(&connection)?;
        let place = Place::take(path)?;
        if !place.is(&before) {
            // Another store took its place between the two steps.
            return Err(StoreError::Replaced(path.to_owned()));
        }
        settings(&connection)?;
        audit::prepare(&connection, &context)?;
        schema::migrate(&mut connection)?;
        let demo = connection
            .query_row("SELECT value FROM meta WHERE key = 'kind'", [], |row| row.get::<_, String>(0))?
            == "demo";
        Ok(Self { connection, context, demo, place: Some(place), policy: RefCell::default() })
    }

    /// Makes a new store in `path`, its folder readable by its owner alone, and registers the
    /// first user. A demo store takes only NHS numbers that are never issued.
    ///
    /// # Errors
    /// Where something is there already, or the place cannot be written.
    pub fn init(path: &Path, context: Context, first_user: &User, demo: bool) -> Result<Self, StoreError> {
        refuse_unsafe_sqlite()?;
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        make_file(path)?;
        let made = Place::take(path).and_then(|place| {
            let store = Self::fill(path, context, first_user, demo)?;
            Ok(Self { place: Some(place), ..store })
        });
        if made.is_err() {
            remove_store(path);
        }
        made
    }

    fn fill(path: &Path, context: Context, first_user: &User, demo: bool) -> Result<Self, StoreError> {
        let mut connection = Connection::open(path)?;
        connection.busy_handler(Some(ask_again))?;
        connection.pragma_update(None, "page_size", 8192)?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        settings(&connection)?;
        audit::prepare(&connection, &context)?;
        schema::migrate(&mut connection)?;
        let mut store = Self { connection, context, demo, place: None, policy: RefCell::default() };
        let now = store.context.now();
        let transaction = store.connection.transaction()?;
        let kind = if demo { "demo" } else { "embedded" };
        transaction.execute("INSERT INTO meta VALUES ('kind', ?1), ('created', ?2)", (kind, now.to_string()))?;
        checkpoint::name_log(&transaction, &store.context)?;
        users::register(&transaction, first_user, &first_user.name, now, "store made; first grants are self-approved")?;
        transaction.commit()?;
        Ok(store)
    }

    /// A store in memory, for tests and examples: it is lost when dropped.
    ///
    /// # Errors
    /// Where SQLite cannot make one.
    pub fn in_memory(context: Context, first_user: &User, demo: bool) -> Result<Self, StoreError> {
        Self::fill(Path::new(":memory:"), context, first_user, demo)
    }
}

/// Opens a backup to be read, and changes nothing in it or beside it: it may lie where nothing may be
/// written.
pub(super) fn open_backup(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Absent(path.to_owned()));
    }
    if path.is_dir() {
        return Err(StoreError::NotAStore(path.to_owned()));
    }
    let named = |source: StoreError| match source {
        StoreError::NotAStore(_) | StoreError::NewerSchema { .. } => source,
        other => StoreError::Backup(path.to_owned(), Box::new(other)),
    };
    let open = || -> Result<Connection, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(uri(path), flags)?;
        identify(&connection, path)?;
        schema::refuse_newer(&connection)?;
        Ok(connection)
    };
    open().map_err(named)
}

/// The address by which SQLite reads a file. Where no WAL lies beside it, nobody writes to it, and
/// SQLite need make nothing beside it either.
fn uri(path: &Path) -> String {
    use std::fmt::Write as _;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file://".to_owned();
    for byte in whole.as_os_str().as_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            // Writing to a string does not fail.
            let _written = write!(uri, "%{byte:02X}");
        }
    }
    if !beside(path, "-wal").exists() {
        uri.push_str("?immutable=1");
    }
    uri
}

/// Waits a millisecond and says whether to go on. SQLite's own wait grows to a tenth of a second and
/// would miss the moment between two commits of a long job, every time.
fn ask_again(tries: i32) -> bool {
    std::thread::sleep(Duration::from_millis(1));
    tries < TRIES
}

fn refuse_unsafe_sqlite() -> Result<(), StoreError> {
    if rusqlite::version_number() < SAFE_SQLITE {
        return Err(StoreError::UnsafeSqlite(rusqlite::version().to_owned()));
    }
    Ok(())
}

/// Tells a dcr store from any other file before anything is changed in it.
fn identify(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let found = connection.query_row("PRAGMA application_id", [], |row| row.get::<_, i32>(0));
    match found {
        Ok(APPLICATION_ID) => Ok(()),
        Ok(_) => Err(StoreError::NotAStore(path.to_owned())),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(StoreError::NotAStore(path.to_owned()))
        }
        // A WAL cannot even be read where nothing may be made beside it.
        Err(error)
            if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) && connection.is_readonly(MAIN_DB)? =>
        {
            Err(StoreError::ReadOnly)
        }
        Err(error) => Err(error.into()),
    }
}

/// WAL with a sync at each commit: what was committed survives a power cut.
fn settings(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "cache_size", -65_536)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

pub(super) fn make_file(path: &Path) -> Result<(), StoreError> {
    make_folder(path)?;
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|source| StoreError::Io { context: format!("cannot make {}", path.display()), source })?;
    Ok(())
}

/// Makes the folder that a file is to lie in, readable by its owner alone.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|source| StoreError::Io {
            context: format!("cannot make the folder of {}", path.display()),
            source,
        })?;
    }
    Ok(())
}

/// The name of a file that is kept beside a store.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Removes a store that was being made beside its place, with all that is kept beside it.
pub(super) fn remove_staged(path: &Path) {
    remove_store(path);
    let _gone = fs::remove_file(beside(path, ".lock"));
}

/// Removes a store's file that nobody uses yet, and what SQLite keeps beside it. The lock file stays:
/// another process may hold it.
pub(super) fn remove_store(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        // A file that is not there is as good as removed; any other failure shows at the next open.
        let _gone = fs::remove_file(beside(path, suffix));
    }
}
