//! Text from records made fit for the screen: nothing in it can move the cursor or hide.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Shows what a terminal would obey or a reader would not see: control characters as their
/// pictures, direction marks and zero-width characters by number. Line feeds become `⏎`.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    text.chars().for_each(|character| push_clean(&mut cleaned, character));
    Cow::Owned(cleaned)
}

fn push_clean(cleaned: &mut String, character: char) {
    match character {
        '\n' => cleaned.push('⏎'),
        '\t' => cleaned.push(' '),
        '\u{0}'..='\u{1f}' => cleaned.extend(char::from_u32(0x2400 + u32::from(character))),
        '\u{7f}' => cleaned.push('␡'),
        harmless if is_harmless(harmless) => cleaned.push(harmless),
        other => {
            let number = format!("<U+{:04X}>", u32::from(other));
            cleaned.push_str(&number);
        }
    }
}

/// Whether a character may stand as it is. Combining marks may: they belong to names.
fn is_harmless(character: char) -> bool {
    let hides = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !character.is_control() && !hides
}

/// How many columns a cleaned text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// One line of at most `most` columns; `…` stands for what does not fit. Looks no further into a
/// long text than it must.
pub(super) fn fit(text: &str, most: usize) -> String {
    let (mut line, mut used) = (String::new(), 0);
    for character in text.chars() {
        let before = line.len();
        push_clean(&mut line, character);
        used += width(&line[before..]);
        if used > most {
            return shorten(&line, most);
        }
    }
    line
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
/// last of which says that there is more.
pub(super) fn wrap(text: &str, columns: usize, most: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        wrap_line(&clean(bounded(line.trim_end_matches('\r'), columns, most)), columns, &mut lines, most);
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

/// As much of a line as could ever be shown.
fn bounded(line: &str, columns: usize, most: usize) -> &str {
    let characters = columns.saturating_mul(most.saturating_add(1)).saturating_mul(2);
    line.char_indices().nth(characters).and_then(|(end, _)| line.get(..end)).unwrap_or(line)
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

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        let cases = [
            ("plain é 王", "plain é 王"),
            ("\u{1b}[2Jgone", "␛[2Jgone"),
            ("a\nb\tc", "a⏎b c"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("ab\u{202e}dc", "ab<U+202E>dc"),
            ("a\u{200b}b\u{7f}", "a<U+200B>b␡"),
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
            proptest::prop_assert!(line.chars().all(is_harmless));
            proptest::prop_assert!(width(&line) <= most);
            for line in wrap(&text, most.max(2), 5) {
                proptest::prop_assert!(width(&line) <= most.max(6));
                proptest::prop_assert!(line.chars().all(is_harmless));
            }
        }
    }
}
