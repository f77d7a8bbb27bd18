//! Text broken at spaces to a width in terminal columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many terminal columns a text takes.
pub fn display_width(text: &str) -> usize {
    text.width()
}

/// Breaks a text into lines of at most `width` columns: at line feeds, else at spaces, else inside
/// a word that is too long. No character is lost but the spaces at which it broke.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in text.trim_end_matches('\n').split('\n') {
        wrap_paragraph(paragraph, width, &mut lines);
    }
    lines
}

fn wrap_paragraph(paragraph: &str, width: usize, lines: &mut Vec<String>) {
    if display_width(paragraph) <= width {
        lines.push(paragraph.to_owned());
        return;
    }
    let (mut line, mut used) = (String::new(), 0);
    for word in paragraph.split(' ') {
        let wide = display_width(word);
        let gap = usize::from(!line.is_empty());
        if used + gap + wide <= width {
            if gap == 1 {
                line.push(' ');
            }
            line.push_str(word);
            used += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        used = push_long_word(word, width, &mut line, lines);
    }
    lines.push(line);
}

/// Puts a word at the start of a line, breaking it where it is wider than the line.
fn push_long_word(word: &str, width: usize, line: &mut String, lines: &mut Vec<String>) -> usize {
    let mut used = 0;
    for character in word.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide > width && !line.is_empty() {
            lines.push(std::mem::take(line));
            used = 0;
        }
        line.push(character);
        used += wide;
    }
    used
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_at_spaces_then_inside_words() {
        assert_eq!(wrap("community acquired pneumonia", 12), ["community", "acquired", "pneumonia"]);
        assert_eq!(wrap("abcdefghij", 4), ["abcd", "efgh", "ij"]);
        assert_eq!(wrap("one\ntwo three", 40), ["one", "two three"]);
        assert_eq!(wrap("李小龙李小龙", 4), ["李小", "龙李", "小龙"]);
        assert_eq!(wrap("", 4), [""]);
    }

    proptest::proptest! {
        #[test]
        fn fits_and_loses_nothing(text in "[a-zé李 ]{0,80}", width in 2usize..30) {
            let lines = wrap(&text, width);
            proptest::prop_assert!(lines.iter().all(|line| display_width(line) <= width));
            let letters = |text: &str| text.chars().filter(|it| *it != ' ').collect::<String>();
            proptest::prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
