//! Signed notes (C2SP signed-note): a text, and who signed it.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How a signature line begins.
const DASH: &str = "\u{2014} ";
/// The longest note that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The most signatures that are read.
const MOST_SIGNATURES: usize = 64;

/// Why a text is no signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is longer than anything that is read.
    #[error("it is longer than {LONGEST} bytes")]
    Long,
    /// A line that ends nowhere, or no empty line before the signatures.
    #[error("no empty line sets text and signatures apart, or the last line has no end")]
    Shape,
    /// A control character other than the end of a line.
    #[error("a control character stands in line {0}")]
    Control(usize),
    /// A line among the signatures that is none.
    #[error("line {0} is no signature: a dash, a name, and at least five bytes in base64 are expected")]
    Signature(usize),
    /// More signatures than are read.
    #[error("it has more than {MOST_SIGNATURES} signatures")]
    Many,
}

/// A signature as a note carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The first four bytes of the hash of the key.
    pub id: [u8; 4],
    /// What follows them.
    pub bytes: Vec<u8>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.id.as_slice(), &self.bytes].concat();
        write!(f, "{DASH}{} {}", self.name, STANDARD.encode(bytes))
    }
}

/// A text, and who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text, with the end of its last line.
    pub text: String,
    /// The signatures, in their order.
    pub signatures: Vec<Signature>,
}

impl Note {
    /// Reads a note. Whether its signatures hold is for a [`super::VerifierKey`] to say.
    ///
    /// # Errors
    /// Where it is not one.
    pub fn read(note: &str) -> Result<Self, NoteError> {
        if note.len() > LONGEST {
            return Err(NoteError::Long);
        }
        for (number, line) in note.split('\n').enumerate() {
            if line.chars().any(|character| character < ' ') {
                return Err(NoteError::Control(number + 1));
            }
        }
        let at = note.rfind("\n\n").ok_or(NoteError::Shape)?;
        let (text, rest) = (&note[..=at], &note[at + 2..]);
        let lines = rest.strip_suffix('\n').ok_or(NoteError::Shape)?;
        let first = text.matches('\n').count() + 2;
        let mut signatures = Vec::new();
        for (number, line) in lines.split('\n').enumerate() {
            if number == MOST_SIGNATURES {
                return Err(NoteError::Many);
            }
            signatures.push(signature(line).ok_or(NoteError::Signature(first + number))?);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }
}

fn signature(line: &str) -> Option<Signature> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (id, bytes) = bytes.split_first_chunk::<4>()?;
    if !is_name(name) || bytes.is_empty() {
        return None;
    }
    Some(Signature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}

/// Whether a key can be called so: not empty, no space of any kind, no plus sign.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|character: char| character.is_whitespace() || "+\u{0}".contains(character))
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            writeln!(f, "{signature}")?;
        }
        Ok(())
    }
}
