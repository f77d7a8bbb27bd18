//! Audit events that wait on this machine's disk for a server that could not take them.
//!
//! One line an event: a number, the server, the resource. A line is synced before the view that it tells
//! of opens. Draining goes by the numbers, stops at the first that the server does not take, and writes
//! down behind each how far it came; the id of an event is its own, so that one that is sent twice is one.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::ServerError;

/// The most bytes of an outbox: more would mean that nobody looks after it.
const MOST_BYTES: u64 = 64 << 20;

/// An event that waits.
#[derive(Clone)]
pub struct OutboxEntry {
    /// Its number, from 1.
    pub sequence: u64,
    /// The server for which it waits.
    pub server: String,
    /// When it happened, as the event says.
    pub recorded: String,
    /// Its id.
    pub id: String,
    resource: Value,
}

impl std::fmt::Debug for OutboxEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OutboxEntry({})", self.sequence)
    }
}

/// The outbox of one user for one server.
#[derive(Debug)]
pub struct Outbox {
    path: PathBuf,
    server: String,
}

impl Outbox {
    /// The outbox in a file, for the server of this address.
    pub const fn new(path: PathBuf, server: String) -> Self {
        Self { path, server }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Keeps events; returns when they are on disk.
    ///
    /// # Errors
    /// In words, where the file cannot be written, or is too large.
    pub(super) fn keep(&mut self, resources: &[Value]) -> Result<(), String> {
        let mut file = self.open(true)?.ok_or_else(|| self.cannot("be made"))?;
        let (text, _) = self.text(&mut file)?;
        let mut last = lines(&text, &self.path)?.iter().filter_map(|line| line["sequence"].as_u64()).max().unwrap_or(0);
        let mut added = String::new();
        for resource in resources {
            last += 1;
            added.push_str(&json!({ "sequence": last, "server": self.server, "resource": resource }).to_string());
            added.push('\n');
        }
        if file.metadata().map_or(0, |about| about.len()) + added.len() as u64 > MOST_BYTES {
            return Err(self.cannot("take more: it holds 64 MiB"));
        }
        file.write_all(added.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|error| self.failed("written", &error))?;
        self.sync_folder()
    }

    /// What waits for this server, in order.
    ///
    /// # Errors
    /// In words, where the file cannot be read.
    pub fn waiting(&self) -> Result<Vec<OutboxEntry>, String> {
        let Some(mut file) = self.open(false)? else { return Ok(Vec::new()) };
        let (text, _) = self.text(&mut file)?;
        let lines = lines(&text, &self.path)?;
        let of_server = |line: &&Value| line["server"] == self.server.as_str();
        let sent = lines.iter().filter(of_server).filter_map(|line| line["sent"].as_u64()).max().unwrap_or(0);
        let entry = |line: &Value| {
            let resource = line.get("resource")?.clone();
            let text = |name: &str| resource[name].as_str().unwrap_or_default().to_owned();
            let sequence = line["sequence"].as_u64().filter(|sequence| *sequence > sent)?;
            let (recorded, id) = (text("recorded"), text("id"));
            Some(OutboxEntry { sequence, server: self.server.clone(), recorded, id, resource })
        };
        let mut waiting: Vec<OutboxEntry> = lines.iter().filter(of_server).filter_map(entry).collect();
        waiting.sort_by_key(|entry| entry.sequence);
        Ok(waiting)
    }

    /// Sends what waits, in order; says how many were sent. What the server took is not sent again.
    ///
    /// # Errors
    /// That of the first event that the server does not take: it and those after it go on waiting.
    pub(super) fn drain(&mut self, send: impl Fn(&Value) -> Result<(), ServerError>) -> Result<usize, ServerError> {
        let unusable = |why| ServerError::malformed("the outbox", why);
        let waiting = self.waiting().map_err(unusable)?;
        for entry in &waiting {
            send(&entry.resource)?;
            self.note(entry.sequence).map_err(unusable)?;
        }
        Ok(waiting.len())
    }

    /// Writes down that everything up to a number is on the server.
    fn note(&self, sequence: u64) -> Result<(), String> {
        let mut file = self.open(true)?.ok_or_else(|| self.cannot("be made"))?;
        let line = format!("{}\n", json!({ "server": self.server, "sent": sequence }));
        file.write_all(line.as_bytes()).and_then(|()| file.sync_all()).map_err(|error| self.failed("written", &error))
    }

    /// Opens the file and holds it until it is closed.
    fn open(&self, create: bool) -> Result<Option<File>, String> {
        if create && let Some(folder) = self.path.parent().filter(|folder| !folder.exists()) {
            let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
            made.map_err(|error| self.failed("made", &error))?;
        }
        let file = OpenOptions::new().read(true).append(true).create(create).mode(0o600).open(&self.path);
        match file {
            Ok(file) => {
                file.lock().map_err(|error| self.failed("locked", &error))?;
                Ok(Some(file))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !create => Ok(None),
            Err(error) => Err(self.failed("opened", &error)),
        }
    }

    /// The whole text. A last line without its end was cut off while it was written, before anything
    /// stood on it: it is ended, so that what comes next stands on a line of its own.
    fn text(&self, file: &mut File) -> Result<(String, bool), String> {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0)).map_err(|error| self.failed("read", &error))?;
        Read::by_ref(file).take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| self.failed("read", &error))?;
        let mut text = String::from_utf8(bytes).map_err(|_| self.cannot("be read: it is not UTF-8"))?;
        let cut = !text.is_empty() && !text.ends_with('\n');
        if cut {
            file.write_all(b"\n").map_err(|error| self.failed("written", &error))?;
            text.truncate(text.rfind('\n').map_or(0, |end| end + 1));
        }
        Ok((text, cut))
    }

    fn sync_folder(&self) -> Result<(), String> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let synced = folder.map_or(Ok(()), |folder| File::open(folder).and_then(|folder| folder.sync_all()));
        synced.map_err(|error| self.failed("synced", &error))
    }

    fn failed(&self, doing: &str, error: &std::io::Error) -> String {
        format!("{} cannot be {doing}: {error}", self.path.display())
    }

    fn cannot(&self, what: &str) -> String {
        format!("{} cannot {what}", self.path.display())
    }
}

/// The lines, each read. One that was cut off and ended is left out: nothing stood on it.
fn lines(text: &str, path: &Path) -> Result<Vec<Value>, String> {
    let mut read = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        match serde_json::from_str::<Value>(line) {
            Ok(value) if value["server"].is_string() => read.push(value),
            Err(error) if error.is_eof() => {}
            _ => return Err(format!("{}, line {number}: it is no entry of an outbox", path.display())),
        }
    }
    Ok(read)
}
