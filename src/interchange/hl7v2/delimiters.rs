//! The delimiters that a message declares in MSH-1 and MSH-2.

use super::charset::Charset;

/// The five delimiters of one message (HL7 v2 section 2.5.4). A delimiter that the message cannot
/// use is NUL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiters {
    /// Between fields (MSH-1), usually `|`.
    pub field: u8,
    /// Between components, usually `^`.
    pub component: u8,
    /// Between repetitions, usually `~`.
    pub repetition: u8,
    /// Around escape sequences, usually `\`.
    pub escape: u8,
    /// Between subcomponents, usually `&`.
    pub subcomponent: u8,
    /// The character set in which `\X..\` escapes count.
    pub(super) charset: Charset,
    /// Whether the message has an escape character anywhere after MSH-2.
    pub(super) escapes: bool,
}

impl Delimiters {
    /// What most messages declare: `|^~\&`.
    pub const USUAL: Self = Self {
        field: b'|',
        component: b'^',
        repetition: b'~',
        escape: b'\\',
        subcomponent: b'&',
        charset: Charset::Utf8,
        escapes: true,
    };

    /// Reads the delimiters from the beginning of a message. `None` where it does not begin with
    /// `MSH` and delimiters that are printable ASCII, not letters or digits, and all different.
    /// Delimiters that MSH-2 leaves out are the usual ones.
    pub(super) fn declared(message: &[u8]) -> Option<Self> {
        let rest = message.strip_prefix(b"MSH")?;
        let (&field, rest) = rest.split_first()?;
        let line = memchr::memchr3(field, b'\r', b'\n', rest).map_or(rest, |end| &rest[..end]);
        let mut declared = Self { field, ..Self::USUAL };
        let slots =
            [&mut declared.component, &mut declared.repetition, &mut declared.escape, &mut declared.subcomponent];
        let mut seen = vec![field];
        for (place, slot) in slots.into_iter().enumerate() {
            match line.get(place) {
                Some(&said) => *slot = said,
                // A default that already serves for something else cannot serve here.
                None if seen.contains(slot) => *slot = 0,
                None => {}
            }
            if *slot != 0 && seen.contains(slot) {
                return None;
            }
            seen.push(*slot);
        }
        let usable = |byte: &u8| *byte == 0 || (byte.is_ascii_punctuation());
        seen.iter().all(usable).then_some(declared)
    }
}
