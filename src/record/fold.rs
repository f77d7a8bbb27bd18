//! Folding of names, postcodes and free text for comparison: case, accents and punctuation go.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as the patient index compares it: upper case, without accents, spaces or punctuation.
///
/// ```
/// assert_eq!(dcr::record::fold_name("O’Brien-Łuk "), "OBRIENLUK");
/// ```
pub fn fold_name(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return name.to_ascii_uppercase();
    }
    let mut folded = String::with_capacity(name.len());
    for character in name.nfkd().filter(|character| !is_combining_mark(*character) && character.is_alphanumeric()) {
        match character {
            'ß' => folded.push_str("SS"),
            'Ł' | 'ł' => folded.push('L'),
            'Ø' | 'ø' => folded.push('O'),
            'Æ' | 'æ' => folded.push_str("AE"),
            'Đ' | 'đ' | 'Ð' | 'ð' => folded.push('D'),
            other => folded.extend(other.to_uppercase()),
        }
    }
    folded
}

/// A postcode without spaces, in upper case.
pub fn fold_postcode(postcode: &str) -> String {
    postcode.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Free text for search: lower case, without accents; words and spaces stay.
pub fn fold_text(text: &str) -> String {
    text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_across_spelling_habits() {
        assert_eq!(fold_name("Smith-Jones"), fold_name("SMITH JONES"));
        assert_eq!(fold_name("Siân"), "SIAN");
        assert_eq!(fold_name("D'Arcy"), "DARCY");
    }

    #[test]
    fn postcodes_lose_their_space() {
        assert_eq!(fold_postcode(" bh15 2jb "), "BH152JB");
    }
}
