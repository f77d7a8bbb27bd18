//! MSH-18 against the bytes.

use super::definitions::Name;

/// What MSH-18 declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    /// Nothing, which means ASCII.
    Nothing,
    /// ASCII.
    Ascii,
    /// UTF-8.
    Utf8,
    /// A part of ISO 8859.
    SingleByte,
    /// A name that is not known.
    Unknown,
}

/// What is wrong, and after how many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// A byte above 7F in ASCII.
    NotAscii(usize),
    /// A byte above 7F, and nothing is declared.
    Undeclared(usize),
    /// A byte that is not UTF-8.
    NotUtf8(usize),
    /// A single-byte set is declared and the bytes are UTF-8.
    LooksUtf8(usize),
    /// A byte from 80 to 9F, which ISO 8859 does not use for letters.
    ControlByte(usize),
    /// The name is not known.
    Unknown,
}

/// The names of table 0211 and those that are in use beside it. NHS ITK declares UNICODE for UTF-8.
pub(super) fn declared(bytes: &[u8], field: u8) -> (Declared, usize) {
    let header = memchr::memchr2(b'\r', b'\n', bytes).map_or(bytes, |end| &bytes[..end]);
    let Some(start) = memchr::memchr_iter(field, header).nth(16).map(|at| at + 1) else {
        return (Declared::Nothing, 0);
    };
    let value = header[start..].split(|byte| *byte == field || *byte == b'~').next().unwrap_or_default();
    let declared = match value.trim_ascii() {
        b"" | b"\"\"" => Declared::Nothing,
        b"ASCII" | b"ISO IR6" => Declared::Ascii,
        b"UNICODE UTF-8" | b"UNICODE" | b"UTF-8" => Declared::Utf8,
        name => match name.strip_prefix(b"8859/") {
            Some([b'1'..=b'9'] | [b'1', b'5']) => Declared::SingleByte,
            _ => Declared::Unknown,
        },
    };
    (declared, start)
}

/// What is wrong with the bytes.
pub(super) fn problem(bytes: &[u8], declared: Declared) -> Option<Problem> {
    if bytes.is_ascii() && declared != Declared::Unknown {
        return None;
    }
    let high = bytes.iter().position(|byte| !byte.is_ascii());
    let utf8 = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to());
    match (declared, high) {
        (Declared::Unknown, _) => Some(Problem::Unknown),
        (_, None) => None,
        (Declared::Nothing, Some(at)) => Some(Problem::Undeclared(at)),
        (Declared::Ascii, Some(at)) => Some(Problem::NotAscii(at)),
        (Declared::Utf8, Some(_)) => utf8.err().map(Problem::NotUtf8),
        (Declared::SingleByte, Some(at)) if utf8.is_ok() => Some(Problem::LooksUtf8(at)),
        (Declared::SingleByte, Some(_)) => {
            bytes.iter().position(|byte| matches!(byte, 0x80..=0x9F)).map(Problem::ControlByte)
        }
    }
}

/// The segment and field in which a byte stands: name, ordinal and number.
pub(super) fn field_of(bytes: &[u8], at: usize, field: u8) -> (Name, u32, u16) {
    let (mut ordinal, mut name, mut start) = (0, *b"MSH", 0);
    let mut line = 0;
    while line <= at {
        let end = memchr::memchr2(b'\r', b'\n', &bytes[line..]).map_or(bytes.len(), |end| line + end);
        if let Some(head) = bytes[line..end].first_chunk::<3>()
            && head.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        {
            (ordinal, name, start) = (ordinal + 1, *head, line);
        }
        line = end + 1;
    }
    let fields = memchr::memchr_iter(field, &bytes[start..at.max(start)]).count() + usize::from(&name == b"MSH");
    (name, ordinal, u16::try_from(fields).unwrap_or(u16::MAX))
}
