//! The wire form of HL7 v2: fields, escapes, dates, character sets. Knows nothing of any sender.

use jiff::civil::{Date, DateTime};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One segment, its fields set by their HL7 number.
pub(crate) struct Segment {
    name: &'static str,
    fields: Vec<String>,
}

impl Segment {
    /// An empty segment.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, fields: Vec::new() }
    }

    /// Sets the field of this number; what it holds is already escaped.
    pub(crate) fn with(mut self, number: usize, value: impl Into<String>) -> Self {
        if self.fields.len() < number {
            self.fields.resize(number, String::new());
        }
        self.fields[number - 1] = value.into();
        self
    }

    /// The segment as it travels, without its end.
    pub(crate) fn write(&self) -> String {
        let last = self.fields.iter().rposition(|field| !field.is_empty()).map_or(0, |position| position + 1);
        let mut line = self.name.to_owned();
        for field in &self.fields[..last] {
            line.push('|');
            line.push_str(field);
        }
        line
    }
}

/// Text with the delimiters escaped and line ends as `\.br\` (HL7 v2.5.1 section 2.7).
pub(crate) fn text(plain: &str) -> String {
    let mut escaped = String::with_capacity(plain.len());
    for character in plain.chars() {
        match character {
            '|' => escaped.push_str("\\F\\"),
            '^' => escaped.push_str("\\S\\"),
            '&' => escaped.push_str("\\T\\"),
            '~' => escaped.push_str("\\R\\"),
            '\\' => escaped.push_str("\\E\\"),
            '\n' => escaped.push_str("\\.br\\"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Components joined by `^`, each escaped, empty ones at the end left off.
pub(crate) fn components(parts: &[&str]) -> String {
    let joined: Vec<String> = parts.iter().map(|part| text(part)).collect();
    joined.join("^").trim_end_matches('^').to_owned()
}

/// `YYYYMMDD`.
pub(crate) fn date(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// `YYYYMMDDHHMM`.
pub(crate) fn minute(time: DateTime) -> String {
    time.strftime("%Y%m%d%H%M").to_string()
}

/// `YYYYMMDDHHMMSS`.
pub(crate) fn second(time: DateTime) -> String {
    time.strftime("%Y%m%d%H%M%S").to_string()
}

/// How a sender encodes characters, and what it says of it in MSH-18.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charset {
    /// `UNICODE UTF-8`.
    Utf8,
    /// `8859/1`: what it cannot hold loses its accent.
    Latin1,
    /// Nothing declared and nothing beyond ASCII sent.
    Ascii,
}

impl Charset {
    /// The value of MSH-18.
    pub(crate) const fn declared(self) -> &'static str {
        match self {
            Self::Utf8 => "UNICODE UTF-8",
            Self::Latin1 => "8859/1",
            Self::Ascii => "",
        }
    }

    /// The bytes of `text`.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        let limit = match self {
            Self::Utf8 => return text.as_bytes().to_vec(),
            Self::Latin1 => 0xff,
            Self::Ascii => 0x7f,
        };
        let mut bytes = Vec::with_capacity(text.len());
        for character in text.nfc() {
            if u32::from(character) <= limit {
                bytes.extend(u8::try_from(u32::from(character)));
            } else {
                bytes.extend(plain_letters(character).bytes());
            }
        }
        bytes
    }
}

fn plain_letters(character: char) -> String {
    match character {
        'ł' => "l".to_owned(),
        'Ł' => "L".to_owned(),
        'ø' => "o".to_owned(),
        'Ø' => "O".to_owned(),
        other => other.nfkd().filter(|part| !is_combining_mark(*part) && part.is_ascii()).collect(),
    }
}
