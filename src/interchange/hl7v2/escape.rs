//! Escape sequences in text (HL7 v2 section 2.7).

use std::borrow::Cow;

use super::Delimiters;

/// Decodes the escape sequences of a text. Highlighting is dropped; sequences that are not known
/// stay as they are, since dropping them would lose what the sender wrote.
pub(super) fn decode<'t>(raw: &'t str, delimiters: &Delimiters) -> Cow<'t, str> {
    let Some(first) = memchr::memchr(delimiters.escape, raw.as_bytes()) else { return Cow::Borrowed(raw) };
    if delimiters.escape == 0 {
        return Cow::Borrowed(raw);
    }
    let mut decoded = String::with_capacity(raw.len());
    decoded.push_str(&raw[..first]);
    let mut at = first;
    while at < raw.len() {
        // `at` stands on an escape character.
        let inside = at + 1;
        let Some(length) = memchr::memchr(delimiters.escape, &raw.as_bytes()[inside..]) else {
            decoded.push_str(&raw[at..]);
            break;
        };
        let end = inside + length;
        if sequence(&raw[inside..end], delimiters, &mut decoded) {
            let rest = end + 1;
            let next = memchr::memchr(delimiters.escape, &raw.as_bytes()[rest..]).map_or(raw.len(), |next| rest + next);
            decoded.push_str(&raw[rest..next]);
            at = next;
        } else {
            // The second escape character may begin a sequence of its own.
            decoded.push_str(&raw[at..end]);
            at = end;
        }
    }
    Cow::Owned(decoded)
}

/// Writes what a sequence stands for; `false` where it is not known.
fn sequence(body: &str, delimiters: &Delimiters, decoded: &mut String) -> bool {
    let delimiter = match body {
        "F" => delimiters.field,
        "S" => delimiters.component,
        "T" => delimiters.subcomponent,
        "R" => delimiters.repetition,
        "E" => delimiters.escape,
        "P" => b'#',
        "H" | "N" => return true,
        _ => return formatting(body, decoded) || hexadecimal(body, delimiters, decoded),
    };
    if delimiter != 0 {
        decoded.push(char::from(delimiter));
    }
    true
}

/// Formatting commands of FT text: line breaks are kept as such, indentation is dropped.
fn formatting(body: &str, decoded: &mut String) -> bool {
    let Some(command) = body.strip_prefix('.') else { return false };
    let (Some(name), Some(argument)) = (command.get(..2), command.get(2..)) else { return false };
    let count = argument.trim_start_matches('+').parse::<usize>().ok();
    if !argument.is_empty() && count.is_none() && !argument.starts_with('-') {
        return false;
    }
    let count = count.unwrap_or(1).clamp(1, 50);
    match name.to_ascii_lowercase().as_str() {
        "br" | "ce" => decoded.push('\n'),
        "sp" => decoded.extend(std::iter::repeat_n('\n', count)),
        "sk" => decoded.extend(std::iter::repeat_n(' ', count)),
        "in" | "ti" | "fi" | "nf" => {}
        _ => return false,
    }
    true
}

/// `\Xhh..\`: bytes in hexadecimal, in the character set of the message.
fn hexadecimal(body: &str, delimiters: &Delimiters, decoded: &mut String) -> bool {
    let Some(digits) = body.strip_prefix(['X', 'x']) else { return false };
    if digits.is_empty() || digits.len() % 2 != 0 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return false;
    }
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok()).unwrap_or(0);
    let bytes: Vec<u8> = digits.as_bytes().chunks(2).map(|pair| value(pair[0]) << 4 | value(pair[1])).collect();
    decoded.push_str(&delimiters.charset.read(&bytes));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences() {
        let table = [
            (r"Urine MC\T\S", "Urine MC&S"),
            (r"10\S\6/L", "10^6/L"),
            (r"a\F\b\R\c\E\d", r"a|b~c\d"),
            (r"one\.br\two\.sp2\three", "one\ntwo\n\nthree"),
            (r"\H\loud\N\ and \X0D0A\", "loud and \r\n"),
            (r"\XC3A9\", "é"),
            (r"\XE9\", "é"),
            (r"C:\temp\T\x", r"C:\temp&x"),
            (r"half \X4\", r"half \X4\"),
            (r"\Zlocal\ \.xy\", r"\Zlocal\ \.xy\"),
            (r"ends in \", r"ends in \"),
            (r"\", r"\"),
            (r"\\", r"\\"),
        ];
        for (raw, text) in table {
            assert_eq!(decode(raw, &Delimiters::USUAL), text, "{raw}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(decode("plain", &Delimiters::USUAL), Cow::Borrowed("plain")));
    }
}
