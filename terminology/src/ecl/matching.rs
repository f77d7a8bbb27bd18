//! How texts are searched: by the beginnings of words, or as a whole with wildcards.
//!
//! Case has no meaning. A letter without a mark finds itself with any mark, and one with a mark only
//! itself with that mark: the asymmetric search of secondary strength that section 5.5 of the
//! specification recommends, in the order of the root locale for every language.

use snomed_ct_parsing::ecl::TypedSearchTerm;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A letter, and the marks on it as one number; 0 is none.
type Letter = (char, u32);

/// The stroke through a letter, which no decomposition tells of.
const STROKE: u32 = 0x0338;
/// What makes one letter of two.
const LIGATURE: u32 = 0x0110;

/// A text as it is searched, kept for as long as the same is asked for.
#[derive(Default)]
pub(super) struct Folded {
    number: Option<u32>,
    letters: Vec<Letter>,
}

impl Folded {
    /// The letters of the text of this number.
    pub(super) fn of(&mut self, number: u32, text: &str) -> &[Letter] {
        if self.number != Some(number) {
            self.number = Some(number);
            self.letters.clear();
            fold(text, &mut self.letters);
        }
        &self.letters
    }
}

/// What a text is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Each of these begins a word.
    Words(Vec<Vec<Letter>>),
    /// The whole is these, with anything between two of them.
    Whole(Vec<Vec<Letter>>),
}

impl Pattern {
    pub(super) fn of(term: &TypedSearchTerm) -> Self {
        let folded = |texts: &[String]| {
            let folded = |text: &String| {
                let mut letters = Vec::new();
                fold(text, &mut letters);
                letters
            };
            texts.iter().map(folded).collect()
        };
        match term {
            TypedSearchTerm::Match(words) => Self::Words(folded(words)),
            TypedSearchTerm::Wild(pieces) => Self::Whole(folded(pieces)),
        }
    }

    /// Whether a text has it.
    pub(super) fn fits(&self, text: &[Letter]) -> bool {
        match self {
            Self::Words(words) => words.iter().all(|word| begins_a_word(text, word)),
            Self::Whole(pieces) => is_whole(text, pieces),
        }
    }

    /// Whether a text has it that is asked for once.
    pub(super) fn fits_text(&self, text: &str) -> bool {
        let mut letters = Vec::with_capacity(text.len());
        fold(text, &mut letters);
        self.fits(&letters)
    }
}

fn begins_a_word(text: &[Letter], word: &[Letter]) -> bool {
    (0..text.len()).any(|at| (at == 0 || !text[at - 1].0.is_alphanumeric()) && begins(&text[at..], word))
}

fn is_whole(text: &[Letter], pieces: &[Vec<Letter>]) -> bool {
    let [first, between @ .., last] = pieces else {
        return pieces.first().is_some_and(|only| only.len() == text.len() && begins(text, only));
    };
    if text.len() < first.len() + last.len() || !begins(text, first) || !begins(&text[text.len() - last.len()..], last)
    {
        return false;
    }
    let mut rest = &text[first.len()..text.len() - last.len()];
    for piece in between {
        let found = (0..=rest.len()).find(|at| begins(&rest[*at..], piece));
        let Some(at) = found else { return false };
        rest = &rest[at + piece.len()..];
    }
    true
}

fn begins(text: &[Letter], with: &[Letter]) -> bool {
    let same = |(&(letter, marks), &(wanted, wanted_marks)): (&Letter, &Letter)| {
        letter == wanted && (wanted_marks == 0 || wanted_marks == marks)
    };
    text.len() >= with.len() && text.iter().zip(with).all(same)
}

fn fold(text: &str, letters: &mut Vec<Letter>) {
    if text.is_ascii() {
        letters.extend(text.bytes().map(|byte| (char::from(byte.to_ascii_lowercase()), 0)));
        return;
    }
    // The letters of a trade mark are no part of the word they follow.
    let plain = text.chars().map(|letter| if matches!(letter, '™' | '℠') { ' ' } else { letter });
    for letter in plain.nfkd().filter(|letter| !has_no_width(*letter)) {
        if is_combining_mark(letter) {
            if let Some((_, marks)) = letters.last_mut() {
                *marks = marks.wrapping_mul(31).wrapping_add(u32::from(letter));
            }
            continue;
        }
        for letter in letter.to_lowercase() {
            match letter {
                'ø' => letters.push(('o', STROKE)),
                'đ' => letters.push(('d', STROKE)),
                'ħ' => letters.push(('h', STROKE)),
                'ł' => letters.push(('l', STROKE)),
                'æ' => letters.extend([('a', LIGATURE), ('e', 0)]),
                'œ' => letters.extend([('o', LIGATURE), ('e', 0)]),
                'ß' => letters.extend([('s', 0), ('s', 0)]),
                'ς' => letters.push(('σ', 0)),
                _ => letters.push((letter, 0)),
            }
        }
    }
}

fn has_no_width(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &str) -> Pattern {
        Pattern::of(&TypedSearchTerm::Match(words.split(' ').map(str::to_owned).collect()))
    }

    fn wild(pattern: &str) -> Pattern {
        Pattern::of(&TypedSearchTerm::Wild(pattern.split('*').map(str::to_owned).collect()))
    }

    #[test]
    fn words_begin_in_any_order() {
        let fits = ["heart att", "ATT HEART", "h a", "attack", "heart"];
        assert!(fits.iter().all(|query| words(query).fits_text("Heart attack")));
        let fails = ["eart", "heart atts", "heartattack", "tack"];
        assert!(!fails.iter().any(|query| words(query).fits_text("Heart attack")));
        assert!(words("fever dengue").fits_text("Fever (dengue-like)"));
        assert!(words("(dengue-l").fits_text("Fever (dengue-like)"));
        assert!(words("J45.9").fits_text("J45.9"));
        assert!(words("J45").fits_text("J45.9") && !words("45.9").fits_text("J45.9"));
    }

    #[test]
    fn a_pattern_is_the_whole_text() {
        for fits in ["Cardiopathy", "cardiomyopathy", "cardiac channelopathy"] {
            assert!(wild("cardi*opathy").fits_text(fits), "{fits}");
        }
        for fails in ["atrial cardiopathy", "Cardiomyopathy (disorder)", "cardipathy"] {
            assert!(!wild("cardi*opathy").fits_text(fails), "{fails}");
        }
        assert!(wild("*itis").fits_text("Gastritis") && wild("*").fits_text("") && wild("a*").fits_text("a"));
        assert!(wild("a*b*a").fits_text("abba") && !wild("ab*ba").fits_text("aba") && !wild("a*c*a").fits_text("abba"));
        assert!(wild("*ab*ab*").fits_text("xababx") && !wild("*ab*ab*").fits_text("xabax"));
        assert!(wild("cardiopathy").fits_text("Cardiopathy") && !wild("cardiopathy").fits_text("Atrial cardiopathy"));
    }

    /// The table for English of section 5.5.
    #[test]
    fn what_is_unmarked_finds_what_is_marked_and_not_the_other_way() {
        let finds = [
            ("resume", "résumé"),
            ("Resume", "RÉSUMÉ"),
            ("résumé", "Résumé"),
            ("sjogren", "Sjögren"),
            ("sjogren", "Sjøgren"),
            ("sjögren", "SJÖGREN"),
            ("Angstrom", "ångstrøm"),
            ("Ångström", "ÅNGSTRÖM"),
            ("aangstrøm", "AANGSTRØM"),
            ("haem", "hæm"),
            ("strasse", "Straße"),
        ];
        for (query, term) in finds {
            assert!(words(query).fits_text(term) && wild(query).fits_text(term), "{query} finds {term}");
        }
        let misses = [
            ("résumé", "resume"),
            ("résumé", "rèsumè"),
            ("sjögren", "sjogren"),
            ("sjögren", "sjøgren"),
            ("Angstrom", "ångstrœm"),
            ("Ångstrøm", "Ångström"),
            ("aangstrøm", "ångstrøm"),
            ("hæm", "haem"),
        ];
        for (query, term) in misses {
            assert!(!words(query).fits_text(term) && !wild(query).fits_text(term), "{query} misses {term}");
        }
    }
}
