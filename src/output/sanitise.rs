//! Makes text from records safe to show.
//!
//! A name or a result may hold control characters that move the cursor, change the screen or
//! reorder what is read. Each becomes a visible escape such as `\u{1b}`, so that nothing is hidden
//! and nothing acts.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Ranges of characters that are never written raw: controls (C0, DEL, C1), marks and overrides of
/// direction, what has no width or looks empty, line and paragraph separators, and tags. Sorted.
const UNSAFE: &[(u32, u32)] = &[
    (0x00, 0x1f),
    (0x7f, 0x9f),
    (0xad, 0xad),
    (0x034f, 0x034f),
    (0x061c, 0x061c),
    (0x115f, 0x1160),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x2028, 0x202e),
    (0x2060, 0x206f),
    (0x3164, 0x3164),
    (0xfeff, 0xfeff),
    (0xffa0, 0xffa0),
    (0xfff9, 0xfffb),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe007f),
];

/// Whether a character is never written raw to a terminal. Line feed and tab are: callers that
/// allow them say so.
pub fn is_unsafe(character: char) -> bool {
    let code = u32::from(character);
    UNSAFE
        .binary_search_by(|&(first, last)| {
            if last < code {
                std::cmp::Ordering::Less
            } else if first > code {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        })
        .is_ok()
}

/// Text of several lines: line feeds stay (CR LF and CR become one), a tab becomes a space, and
/// whatever else could act on a terminal becomes a visible escape.
///
/// ```
/// assert_eq!(dcr::output::sanitise("a\r\nb\u{1b}[31m"), "a\nb\\u{1b}[31m");
/// ```
pub fn sanitise(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| is_unsafe(character) && character != '\n') {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => safe.push('\n'),
            '\r' => {
                if characters.peek() != Some(&'\n') {
                    safe.push('\n');
                }
            }
            '\t' => safe.push(' '),
            other if is_unsafe(other) => push_escape(&mut safe, other),
            other => safe.push(other),
        }
    }
    Cow::Owned(safe)
}

/// Text of one line: as [`sanitise`], and a line feed becomes ` ⏎ `.
pub fn sanitise_line(text: &str) -> Cow<'_, str> {
    let safe = sanitise(text);
    if safe.contains('\n') { Cow::Owned(safe.trim_end_matches('\n').replace('\n', " ⏎ ")) } else { safe }
}

fn push_escape(text: &mut String, character: char) {
    // Writing to a String cannot fail.
    let _written = write!(text, "\\u{{{:x}}}", u32::from(character));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        for (raw, shown) in [
            ("Bloggs", "Bloggs"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{7}\u{8}\u{7f}\0", "\\u{7}\\u{8}\\u{7f}\\u{0}"),
            ("\u{1b}]8;;http://x\u{1b}\\", "\\u{1b}]8;;http://x\\u{1b}\\"),
            ("ab\u{202e}cd\u{2066}", "ab\\u{202e}cd\\u{2066}"),
            ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("Zoë Ó Briain 李", "Zoë Ó Briain 李"),
            ("one\ttwo", "one two"),
            ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ] {
            assert_eq!(sanitise(raw), shown, "{raw:?}");
        }
        assert_eq!(sanitise_line("one\r\ntwo\n"), "one ⏎ two");
    }

    #[test]
    fn the_ranges_are_sorted_and_apart() {
        assert!(UNSAFE.windows(2).all(|pair| pair[0].1 < pair[1].0));
    }

    proptest::proptest! {
        #[test]
        fn nothing_unsafe_is_left(text in "\\PC*|(?s).*") {
            proptest::prop_assert!(!sanitise_line(&text).chars().any(is_unsafe));
            proptest::prop_assert!(!sanitise(&text).chars().any(|it| it != '\n' && is_unsafe(it)));
        }

        #[test]
        fn once_is_enough(text in "(?s).*") {
            let once = sanitise(&text).into_owned();
            proptest::prop_assert_eq!(sanitise(&once), once.as_str());
        }
    }
}
