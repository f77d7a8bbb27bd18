//! Percent-encoding (RFC 3986 section 2.1), read strictly.

/// The text behind percent-encoding; `None` where an escape is cut short, is no hexadecimal, does not
/// make UTF-8, or makes a control character.
pub(super) fn decoded(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                high << 4 | low
            }
            b'+' if plus_is_space => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Percent-encodes all but the unreserved characters.
    fn encoded(text: &str) -> String {
        use std::fmt::Write as _;
        let mut encoded = String::with_capacity(text.len());
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                // Writing to a string does not fail.
                let _written = write!(encoded, "%{byte:02X}");
            }
        }
        encoded
    }

    #[test]
    fn escapes_are_read_or_refused() {
        assert_eq!(decoded("a%20b+c", true).as_deref(), Some("a b c"));
        assert_eq!(decoded("a+b", false).as_deref(), Some("a+b"));
        for wrong in ["%", "%2", "%zz", "%ff", "%00", "%0a", "%c3%28"] {
            assert_eq!(decoded(wrong, true), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_reads_back(text in "\\PC{0,40}") {
            prop_assume!(!text.chars().any(char::is_control));
            prop_assert_eq!(decoded(&encoded(&text), true), Some(text));
        }
    }
}
