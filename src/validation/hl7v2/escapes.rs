//! Escape sequences (HL7 v2.5 section 2.7): known, closed, and where they may stand.

use super::check::Check;
use super::collect::{At, Draft};
use super::finding::Severity;
use super::rule::Rule;
use super::shown;

impl Check<'_> {
    /// Looks at the escape sequences of a value.
    pub(super) fn escapes(&mut self, value: &str, offset: usize, at: At, formatted: bool) {
        let escape = self.delimiters.escape;
        if escape == 0 {
            return;
        }
        let bytes = value.as_bytes();
        let mut next = memchr::memchr(escape, bytes);
        while let Some(start) = next {
            let inside = start + 1;
            let Some(length) = memchr::memchr(escape, &bytes[inside..]) else {
                let sign = char::from(escape);
                let draft = Draft::error(Rule::EscapeOpen, at, offset + start)
                    .proposing(format!("write {sign}E{sign} where the character {sign} itself is meant"));
                self.found.add(draft, || format!("expected a second {sign} to end the escape sequence, found none"));
                return;
            };
            let body = &value[inside..inside + length];
            let known = self.sequence(body, offset + start, at, formatted);
            // Of two escape characters around what is no sequence, the second may begin one.
            let rest = if known { inside + length + 1 } else { inside + length };
            next = memchr::memchr(escape, &bytes[rest..]).map(|found| rest + found);
            if !known && next == Some(rest) && memchr::memchr(escape, &bytes[rest + 1..]).is_none() {
                return;
            }
        }
    }

    /// Judges one sequence; whether it is one.
    fn sequence(&mut self, body: &str, offset: usize, at: At, formatted: bool) -> bool {
        let pairs = |digits: &str| {
            !digits.is_empty()
                && digits.len().is_multiple_of(2)
                && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        };
        let good = match body.as_bytes() {
            b"F" | b"S" | b"T" | b"R" | b"E" | b"H" | b"N" => true,
            [b'X', ..] => pairs(&body[1..]),
            [b'C', ..] => body.len() == 5 && pairs(&body[1..]),
            [b'M', ..] => matches!(body.len(), 5 | 7) && pairs(&body[1..]),
            [b'Z', ..] => {
                let draft = Draft::error(Rule::EscapeLocal, at, offset).weighing(Severity::NotCheckable);
                self.found.add(draft, || "an escape sequence of the site's own: what it means is not known".to_owned());
                true
            }
            [b'.', ..] if is_formatting(body) => {
                if !formatted {
                    let draft = Draft::error(Rule::Escape, at, offset).weighing(Severity::Warning);
                    self.found.add(draft, || format!("the formatting command `{body}` is for fields of type FT"));
                }
                true
            }
            _ => false,
        };
        if !good {
            let sign = char::from(self.delimiters.escape);
            let draft = Draft::error(Rule::Escape, at, offset)
                .proposing(format!("write {sign}E{sign} where the character {sign} itself is meant"));
            self.found.add(draft, || format!("expected an escape sequence, found {}", shown::form(body)));
        }
        good
    }
}

/// Whether a sequence is a formatting command of FT.
fn is_formatting(body: &str) -> bool {
    let (Some(name), Some(argument)) = (body.get(1..3), body.get(3..)) else { return false };
    let number = argument.strip_prefix(['+', '-']).unwrap_or(argument);
    let digits = argument.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
    match name {
        "br" | "fi" | "nf" | "ce" => argument.is_empty(),
        "sp" => digits && !argument.starts_with('-') && argument != "+",
        "in" | "ti" | "sk" => digits && !number.is_empty(),
        _ => false,
    }
}
