//! What a finding may repeat of a message.

use super::definitions::Name;

/// Segments about messages, orders and results, in whose coded fields no person is described.
const ABOUT_MESSAGES: [&Name; 16] = [
    b"MSH", b"EVN", b"MSA", b"ERR", b"QAK", b"QRD", b"QRF", b"ORC", b"OBR", b"OBX", b"TXA", b"SCH", b"MFI", b"MFE",
    b"DSC", b"TQ1",
];
/// The longest form that is shown, in characters.
const MOST: usize = 24;

/// A code as it stands, where the field is not one about a person; its form otherwise.
pub(super) fn code(segment: Name, value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'/' | b'*');
    if ABOUT_MESSAGES.contains(&&segment) && value.len() <= 12 && value.bytes().all(plain) {
        return format!("`{value}`");
    }
    form(value)
}

/// The form of a value: digits as 9, letters as A and a, everything else that is not a sign as `_`.
pub(super) fn form(value: &str) -> String {
    let mut shown: String = value
        .chars()
        .take(MOST)
        .map(|character| match character {
            digit if digit.is_numeric() => '9',
            upper if upper.is_uppercase() => 'A',
            letter if letter.is_alphabetic() => 'a',
            sign if sign.is_ascii_punctuation() || sign == ' ' => sign,
            _ => '_',
        })
        .collect();
    if value.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    format!("the form `{shown}`")
}
