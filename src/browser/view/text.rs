//! Text from records made fit for the screen: nothing in it can move the cursor, hide, or reach
//! out of its place.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use crate::output::{sanitise, sanitise_line};

/// One line in which nothing acts on a terminal or hides from a reader.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    sanitise_line(text)
}

/// Words of a decision, an error or a link as a sentence: capital letter, full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut characters = words.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", characters.as_str().trim_end_matches('.'))
}

/// How many columns a cleaned text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// One line of at most `most` columns; `…` stands for what does not fit. Looks no further into a
/// long text than it must.
pub(super) fn fit(text: &str, most: usize) -> String {
    let seen = bounded(text, most);
    let line = clean(seen);
    if seen.len() == text.len() && width(&line) <= most { line.into_owned() } else { shorten(&line, most) }
}

fn shorten(line: &str, most: usize) -> String {
    if most == 0 {
        return String::new();
    }
    let mut used = 0;
    let kept = line.chars().take_while(|character| {
        used += character.width().unwrap_or(0);
        used < most
    });
    let mut kept: String = kept.collect();
    kept.push('…');
    kept
}

/// Lines of at most `columns`, broken at spaces where there are any; at most `most` lines, the
/// last of which ends in `…` where there is more.
pub(super) fn wrap(text: &str, columns: usize, most: usize) -> Vec<String> {
    let columns = columns.max(1);
    let seen = bounded(text, columns.saturating_mul(most.saturating_add(1)));
    let mut lines: Vec<String> = Vec::new();
    for line in sanitise(seen).trim_end_matches('\n').split('\n') {
        wrap_line(line, columns, &mut lines, most);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                *last = if width(last) < columns { format!("{last}…") } else { shorten(last, columns) };
            }
            break;
        }
    }
    lines
}

/// As much of a text as could ever be shown in so many columns, marks without width allowed for.
fn bounded(text: &str, columns: usize) -> &str {
    let characters = columns.saturating_mul(4).saturating_add(16);
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn wrap_line(line: &str, columns: usize, lines: &mut Vec<String>, most: usize) {
    let (mut current, mut used) = (String::new(), 0);
    for word in line.split_inclusive(' ') {
        let size = width(word.trim_end());
        if used > 0 && used + size > columns {
            lines.push(std::mem::take(&mut current).trim_end().to_owned());
            used = 0;
        }
        for character in word.chars() {
            let size = character.width().unwrap_or(0);
            if used + size > columns && character != ' ' {
                lines.push(std::mem::take(&mut current));
                used = 0;
            }
            current.push(character);
            used += size;
        }
        if lines.len() > most {
            return;
        }
    }
    lines.push(current.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::is_unsafe;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let cases = [
            ("plain é 王", "plain é 王"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("a\nb\tc", "a ⏎ b c"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("ab\u{202e}dc", "ab\\u{202e}dc"),
            ("a\u{200b}b\u{7f}", "a\\u{200b}b\\u{7f}"),
        ];
        for (text, shown) in cases {
            assert_eq!(clean(text), shown);
        }
    }

    #[test]
    fn a_line_never_takes_more_than_its_columns() {
        assert_eq!(fit("Potassium", 9), "Potassium");
        assert_eq!(fit("Potassium", 8), "Potassi…");
        assert_eq!(fit("王小明", 5), "王小…");
        assert_eq!(fit("王小明", 4), "王…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_break_anywhere() {
        assert_eq!(wrap("no growth after two days", 9, 9), ["no growth", "after two", "days"]);
        assert_eq!(wrap("abcdefgh ij", 4, 9), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("one\n\nthree", 9, 9), ["one", "", "three"]);
        assert_eq!(wrap("a b c d e", 1, 3), ["a", "b", "…"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_dangerous_gets_through_and_nothing_overflows(text in "\\PC*|[\\x00-\\x1f\u{202a}-\u{202e}a-z 王]*", most in 0usize..30) {
            let line = fit(&text, most);
            proptest::prop_assert!(!line.chars().any(is_unsafe));
            proptest::prop_assert!(width(&line) <= most);
            for line in wrap(&text, most.max(2), 5) {
                proptest::prop_assert!(width(&line) <= most.max(6));
                proptest::prop_assert!(!line.chars().any(is_unsafe));
            }
        }
    }
}
