//! Checkpoints, of the store and from outside, against the tree.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rusqlite::Connection;
use serde::Serialize;

use super::OutsideCheckpoint;
use super::finding::{Break, BreakKind, Verification};
use super::rows::Scanned;
use crate::audit::{Checkpoint, Hash, KeyKind, Note, SignatureError, VerifierKey};
use crate::store::StoreError;
use crate::store::sqlite::times::instant;

/// A checkpoint, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckedCheckpoint {
    /// Where it came from.
    pub name: String,
    /// Whether it came from outside the store.
    pub outside: bool,
    /// How many events it covers.
    pub size: u64,
    /// When it was made, where the store or a witness says so.
    pub made: Option<Timestamp>,
    /// Whose signatures hold.
    pub signed_by: Vec<String>,
    /// Whether the tree is the one that it speaks of.
    pub fits: bool,
    /// Whether it fits, and a signature of it holds.
    pub holds: bool,
}

/// A checkpoint to be checked.
pub(super) struct Asked {
    name: String,
    outside: bool,
    made: Option<Timestamp>,
    signed_by: Vec<String>,
    checkpoint: Checkpoint,
}

impl Asked {
    pub(super) const fn size(&self) -> Option<u64> {
        Some(self.checkpoint.size)
    }
}

/// A hash as it is shown.
pub(super) fn encode(hash: &Hash) -> String {
    STANDARD.encode(hash.0)
}

/// The keys that the store knows.
fn known_keys(connection: &Connection, found: &mut Verification) -> Result<Vec<VerifierKey>, StoreError> {
    let mut statement = connection.prepare("SELECT verifier FROM audit_key ORDER BY added, verifier")?;
    let texts = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let mut keys = Vec::new();
    for text in texts {
        match text.parse() {
            Ok(key) => keys.push(key),
            Err(error) => found.broken(Break {
                sequence: None,
                kind: BreakKind::Signature,
                action: None,
                since: None,
                what: format!("a key in the store cannot be read: {error}"),
            }),
        }
    }
    Ok(keys)
}

/// Every checkpoint, its signatures checked.
pub(super) fn gather(
    connection: &Connection,
    outside: &[OutsideCheckpoint],
    keys: &[VerifierKey],
    found: &mut Verification,
) -> Result<Vec<Asked>, StoreError> {
    let mut known = keys.to_vec();
    let own = known_keys(connection, found)?;
    // Whoever names keys trusts those; the store's own are good for nothing more then.
    if keys.iter().all(|key| key.kind() != KeyKind::Note) {
        known.extend(own);
    }
    let mut asked = Vec::new();
    let mut statement = connection.prepare("SELECT id, made, note FROM audit_checkpoint ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, made, note): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let name = format!("stored checkpoint {id}");
        asked.extend(read(&name, (false, Some(instant(made))), &note, &known, found));
    }
    for given in outside {
        asked.extend(read(&given.name, (true, None), &given.note, &known, found));
    }
    Ok(asked)
}

fn read(
    name: &str,
    (outside, made): (bool, Option<Timestamp>),
    text: &str,
    keys: &[VerifierKey],
    found: &mut Verification,
) -> Option<Asked> {
    let mut broken = |what: String| {
        let kind = BreakKind::Signature;
        found.broken(Break { sequence: None, kind, action: None, since: made, what: format!("{name}: {what}") });
    };
    let note = match Note::read(text) {
        Ok(note) => note,
        Err(error) => {
            broken(format!("is no signed note: {error}"));
            return None;
        }
    };
    let checkpoint: Checkpoint = match note.text.parse() {
        Ok(checkpoint) => checkpoint,
        Err(error) => {
            broken(format!("is no checkpoint: {error}"));
            return None;
        }
    };
    let (mut signed_by, mut by_log, mut made) = (Vec::new(), false, made);
    for key in keys {
        match key.verify(&note) {
            Ok(time) => {
                signed_by.push(key.name().to_owned());
                by_log |= key.kind() == KeyKind::Note;
                made = made.or(time);
            }
            Err(SignatureError::Absent) => {}
            Err(error) => broken(format!("{}: {error}", key.name())),
        }
    }
    if !by_log && (!outside || signed_by.is_empty()) {
        broken("no known key signed it".to_owned());
    }
    Some(Asked { name: name.to_owned(), outside, made, signed_by, checkpoint })
}

/// Each checkpoint against the tree.
pub(super) fn judge(asked: Vec<Asked>, scanned: &Scanned, found: &mut Verification) {
    for Asked { name, outside, made, signed_by, checkpoint } in asked {
        let size = checkpoint.size;
        let what = match scanned.roots.get(&size) {
            Some(root) if *root == checkpoint.root => None,
            Some(_) => Some(format!("{name}: the first {size} events are not those that it was made over")),
            None => Some(format!("{name}: covers {size} events, and the log has {}", scanned.events)),
        };
        let fits = what.is_none();
        let holds = fits && !signed_by.is_empty();
        if let Some(what) = what {
            found.broken(Break { sequence: None, kind: BreakKind::Checkpoint, action: None, since: made, what });
        }
        found.checkpoints.push(CheckedCheckpoint { name, outside, size, made, signed_by, fits, holds });
    }
}
