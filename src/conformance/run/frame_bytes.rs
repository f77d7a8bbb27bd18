//! A message as it is put on the wire: framed, cut and joined as a script says.

use crate::conformance::script::{Ending, Wire};
use crate::transport::mllp::{END, RETURN, START};

/// The bytes that go out before a pause, and those that go out after it.
pub(super) fn on_the_wire(payload: &[u8], wire: &Wire) -> (Vec<u8>, Vec<u8>) {
    let mut first = Vec::with_capacity(wire.before.len() + payload.len() + 3);
    first.extend_from_slice(&wire.before);
    if wire.has_start {
        first.push(START);
    }
    first.extend_from_slice(payload);
    let late = match wire.ending {
        Ending::Whole => {
            first.extend_from_slice(&[END, RETURN]);
            Vec::new()
        }
        Ending::NoReturn => {
            first.push(END);
            Vec::new()
        }
        Ending::None => Vec::new(),
        Ending::Late => vec![END, RETURN],
        Ending::LateReturn => {
            first.push(END);
            vec![RETURN]
        }
    };
    (first, late)
}

/// The text of a message as its bytes: segments end with carriage returns.
pub(super) fn segments(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() + 1);
    for line in text.trim_end_matches(['\r', '\n']).split_inclusive(['\n', '\r']) {
        let line = line.trim_end_matches(['\r', '\n']);
        if !line.is_empty() {
            bytes.extend_from_slice(line.as_bytes());
            bytes.push(b'\r');
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_end_with_carriage_returns() {
        assert_eq!(segments("MSH|a\r\nPID|b\n\nOBX|c\n"), b"MSH|a\rPID|b\rOBX|c\r");
        assert_eq!(segments("MSH|a\rPID|b"), b"MSH|a\rPID|b\r");
    }

    #[test]
    fn frames_are_made_as_told() {
        let of = |ending| on_the_wire(b"x", &Wire { ending, before: b"\n".to_vec(), ..Wire::default() });
        assert_eq!(of(Ending::Whole), (b"\n\x0bx\x1c\r".to_vec(), vec![]));
        assert_eq!(of(Ending::NoReturn), (b"\n\x0bx\x1c".to_vec(), vec![]));
        assert_eq!(of(Ending::None), (b"\n\x0bx".to_vec(), vec![]));
        assert_eq!(of(Ending::Late), (b"\n\x0bx".to_vec(), b"\x1c\r".to_vec()));
        assert_eq!(of(Ending::LateReturn), (b"\n\x0bx\x1c".to_vec(), b"\r".to_vec()));
        let bare = Wire { has_start: false, ..Wire::default() };
        assert_eq!(on_the_wire(b"x", &bare), (b"x\x1c\r".to_vec(), vec![]));
    }
}
