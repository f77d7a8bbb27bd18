//! Character sets: what MSH-18 declares, and what the bytes say.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::Delimiters;

/// How the bytes of a message are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    /// UTF-8.
    Utf8,
    /// One byte a character.
    Single(&'static Encoding),
}

/// What MSH-18 declares (HL7 table 0211, first repetition).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    Nothing,
    Ascii,
    Utf8,
    Single(&'static Encoding),
    Unknown,
}

/// A message as text, and what was odd about its character set.
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub charset: Charset,
    /// What was odd, and at which byte of the input.
    pub problem: Option<(&'static str, usize)>,
}

/// The text is declared as UTF-8 and is not, at this byte.
pub(super) struct NotUtf8(pub usize);

/// Reads a message as text by what it declares. Text that is declared as UTF-8 must be; where
/// nothing is declared, what is valid UTF-8 is read so, and anything else as Windows-1252.
pub(super) fn decode<'a>(bytes: &'a [u8], delimiters: &Delimiters) -> Result<Decoded<'a>, NotUtf8> {
    let declared = declared(bytes, delimiters);
    let utf8 = std::str::from_utf8(bytes);
    let odd_at = |bytes: &[u8]| bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or_default();
    if let (Ok(text), true) = (utf8, bytes.is_ascii()) {
        let problem = (declared == Declared::Unknown).then_some((UNKNOWN, 0));
        return Ok(Decoded { text: Cow::Borrowed(text), charset: declared.charset(), problem });
    }
    match (declared, utf8) {
        (Declared::Utf8 | Declared::Nothing, Ok(text)) => {
            Ok(Decoded { text: Cow::Borrowed(text), charset: Charset::Utf8, problem: None })
        }
        (Declared::Utf8, Err(error)) => Err(NotUtf8(error.valid_up_to())),
        (Declared::Ascii | Declared::Unknown, Ok(text)) => {
            let problem = if declared == Declared::Ascii { NOT_ASCII } else { UNKNOWN };
            Ok(Decoded { text: Cow::Borrowed(text), charset: Charset::Utf8, problem: Some((problem, odd_at(bytes))) })
        }
        (Declared::Single(encoding), utf8) => {
            let problem = utf8.is_ok().then(|| (LOOKS_UTF8, odd_at(bytes)));
            Ok(single(bytes, encoding, problem))
        }
        (Declared::Nothing, Err(error)) => Ok(single(bytes, WINDOWS_1252, Some((GUESSED, error.valid_up_to())))),
        (Declared::Ascii, Err(error)) => Ok(single(bytes, WINDOWS_1252, Some((NOT_ASCII, error.valid_up_to())))),
        (Declared::Unknown, Err(error)) => Ok(single(bytes, WINDOWS_1252, Some((UNKNOWN, error.valid_up_to())))),
    }
}

const GUESSED: &str = "no character set is declared and the text is not UTF-8: read as Windows-1252";
const NOT_ASCII: &str = "the text is declared as ASCII and is not";
const LOOKS_UTF8: &str = "the text is declared as a single-byte character set and looks like UTF-8";
const UNKNOWN: &str = "MSH-18 names a character set that is not known";

fn single<'a>(bytes: &'a [u8], encoding: &'static Encoding, problem: Option<(&'static str, usize)>) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, charset: Charset::Single(encoding), problem }
}

impl Declared {
    fn charset(self) -> Charset {
        match self {
            Self::Single(encoding) => Charset::Single(encoding),
            _ => Charset::Utf8,
        }
    }
}

impl Charset {
    /// Reads bytes that came in an escape sequence.
    pub(super) fn read(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Single(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Utf8 => match std::str::from_utf8(bytes) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
            },
        }
    }
}

/// Reads MSH-18 from the raw bytes of a message.
fn declared(bytes: &[u8], delimiters: &Delimiters) -> Declared {
    let header = memchr::memchr2(b'\r', b'\n', bytes).map_or(bytes, |end| &bytes[..end]);
    // MSH-1 is the delimiter itself, so MSH-18 is the seventeenth piece after the name.
    let Some(field) = header.split(|byte| *byte == delimiters.field).nth(17) else { return Declared::Nothing };
    let first = field.split(|byte| *byte == delimiters.repetition).next().unwrap_or_default();
    let Ok(name) = std::str::from_utf8(first) else { return Declared::Unknown };
    named(name.trim())
}

fn named(name: &str) -> Declared {
    let is = |candidates: &[&str]| candidates.iter().any(|candidate| name.eq_ignore_ascii_case(candidate));
    if name.is_empty() || name == "\"\"" {
        return Declared::Nothing;
    }
    if is(&["ASCII", "US-ASCII", "ISO IR6"]) {
        return Declared::Ascii;
    }
    // NHS ITK declares UNICODE and means UTF-8; a message in UTF-16 would not begin with these bytes.
    if is(&["UNICODE UTF-8", "UNICODE", "UTF-8", "UTF8", "ISO IR192"]) {
        return Declared::Utf8;
    }
    let upper = name.to_ascii_uppercase();
    let part = upper.strip_prefix("ISO").map_or(upper.as_str(), |rest| rest.trim_start_matches(['-', ' ']));
    let label = match part.strip_prefix("8859/").or_else(|| part.strip_prefix("8859-")) {
        Some(part) if part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => format!("iso-8859-{part}"),
        _ if upper.starts_with("WINDOWS-") || upper.starts_with("CP125") => upper.to_ascii_lowercase(),
        _ => return Declared::Unknown,
    };
    Encoding::for_label(label.as_bytes()).filter(|it| it.is_single_byte()).map_or(Declared::Unknown, Declared::Single)
}
