//! From text to the words that are searched.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest word, in bytes; of a longer one this much counts.
pub(super) const LONGEST: usize = 64;

/// The words of a text as they are searched, in its order: compatibility forms, accents and case
/// folded, split where no letter or digit is. A number keeps its decimal point and loses the comma
/// of its thousands; its unit and `%` are words of their own, so that `75mg` is `75 mg`. Greek
/// letters are written out, but `µ` before a letter is `u`.
///
/// ```
/// # use dcr_terminology::words::words_of;
/// let mut words = Vec::new();
/// words_of("Ménière's β-blocker 1,000µg", &mut |word| words.push(word.to_owned()));
/// assert_eq!(words, ["meniere", "s", "beta", "blocker", "1000", "ug"]);
/// ```
pub fn words_of(text: &str, each: &mut dyn FnMut(&str)) {
    if text.is_ascii() {
        split(&text.to_ascii_lowercase(), each);
    } else {
        split(&folded(text), each);
    }
}

fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    // The letters of a trade mark are no part of the word they follow.
    let plain = text.chars().map(|letter| if matches!(letter, '™' | '℠') { ' ' } else { letter });
    let mut letters = plain.nfkd().filter(|letter| !passed_over(*letter)).peekable();
    while let Some(letter) = letters.next() {
        if letter == 'μ' && letters.peek().is_some_and(char::is_ascii_alphabetic) {
            folded.push('u');
            continue;
        }
        for letter in letter.to_lowercase().filter(|letter| !passed_over(*letter)) {
            match written_out(letter) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(letter),
            }
        }
    }
    folded
}

/// Marks, and characters that have no width.
fn passed_over(letter: char) -> bool {
    is_combining_mark(letter) || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn written_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'α' => "alpha",
        'β' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' => "epsilon",
        'ζ' => "zeta",
        'η' => "eta",
        'θ' => "theta",
        'ι' => "iota",
        'κ' => "kappa",
        'λ' => "lambda",
        'μ' => "mu",
        'ν' => "nu",
        'ξ' => "xi",
        'ο' => "omicron",
        'π' => "pi",
        'ρ' => "rho",
        'σ' | 'ς' => "sigma",
        'τ' => "tau",
        'υ' => "upsilon",
        'φ' => "phi",
        'χ' => "chi",
        'ψ' => "psi",
        'ω' => "omega",
        _ => return None,
    })
}

fn split(folded: &str, each: &mut dyn FnMut(&str)) {
    let bytes = folded.as_bytes();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let from = folded.len() - rest.len();
        let length = if first.is_ascii_digit() {
            number(bytes, from, each)
        } else if first == '%' {
            each("%");
            1
        } else if first.is_alphanumeric() {
            let length = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
            each(clipped(&rest[..length]));
            length
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
}

/// Gives the number that begins here, and says how long it is.
fn number(bytes: &[u8], from: usize, each: &mut dyn FnMut(&str)) -> usize {
    let digits = |at: usize| bytes[at.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = from + digits(from);
    let mut number = String::from_utf8_lossy(&bytes[from..end]).into_owned();
    loop {
        let more = digits(end + 1);
        match bytes.get(end) {
            Some(b'.') if more > 0 => number.push('.'),
            Some(b',') if more == 3 => {}
            _ => break,
        }
        number.extend(bytes[end + 1..=end + more].iter().map(|byte| char::from(*byte)));
        end += 1 + more;
    }
    each(clipped(&number));
    end - from
}

fn clipped(word: &str) -> &str {
    &word[..word.floor_char_boundary(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut words = Vec::new();
        words_of(text, &mut |word| words.push(word.to_owned()));
        words.join("|")
    }

    #[test]
    fn accents_case_and_compatibility_forms_are_folded() {
        assert_eq!(words("Sjögren's SYNDROME"), "sjogren|s|syndrome");
        assert_eq!(words("Straße Œdème Ørsted Łódź"), "strasse|oedeme|orsted|lodz");
        assert_eq!(words("ﬁbrosis Ⅱ m² ½ İstanbul"), "fibrosis|ii|m2|1|2|istanbul");
        assert_eq!(words("Cafe\u{301} soft\u{ad}hyphen"), "cafe|softhyphen");
    }

    #[test]
    fn greek_is_written_out_but_a_micro_sign_before_a_unit_is_u() {
        assert_eq!(words("α1-antitrypsin, TGF-β1"), "alpha1|antitrypsin|tgf|beta1");
        assert_eq!(words("5µg 5μg 5 μmol/L"), "5|ug|5|ug|5|umol|l");
        assert_eq!(words("μ-opioid Σ"), "mu|opioid|sigma");
    }

    #[test]
    fn numbers_keep_their_point_and_lose_their_thousands() {
        assert_eq!(words("0.5% 250mg/5ml"), "0.5|%|250|mg|5|ml");
        assert_eq!(words("10,000units 2,4-dichloro 46,XX 1,0000"), "10000|units|2|4|dichloro|46|xx|1|0000");
        assert_eq!(words("T4 H1N1 B12."), "t4|h1n1|b12");
        assert_eq!(words("3."), "3");
    }

    #[test]
    fn what_separates_separates() {
        assert_eq!(words("x-ray/CT (procedure) [D]Rash – O'Neill’s"), "x|ray|ct|procedure|d|rash|o|neill|s");
        assert_eq!(words("Brand™ Other®"), "brand|other");
        assert_eq!(words(" \t--"), "");
    }

    #[test]
    fn a_word_has_an_end() {
        assert_eq!(words(&"a".repeat(1000)).len(), LONGEST);
        assert!(words(&"語".repeat(1000)).len() <= LONGEST);
    }
}
