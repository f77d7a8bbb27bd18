//! Codes of ICD-10 and OPCS-4 as maps write them.

use std::fmt;

use serde::Serialize;

use super::System;

/// Which half of a pair an ICD-10 code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// The cause; it is coded together with a manifestation.
    Dagger,
    /// The manifestation; it is coded together with a cause.
    Asterisk,
}

/// A code of ICD-10 or OPCS-4.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct ClassificationCode {
    /// The code without a dot, with the `X` that fills the fourth place of some: `E059`, `G35X`.
    pub code: String,
    /// Whether it is one of a pair.
    pub mark: Option<Mark>,
}

impl ClassificationCode {
    /// The code in the target of a map: a letter, two digits, and in ICD-10 up to two characters more,
    /// in OPCS-4 one digit more; a dot behind the third is allowed. The UK maps to ICD-10 put a `D` for
    /// dagger or an `A` for asterisk behind it, after a space where the code is short: `E059D`,
    /// `I394 A`. What begins with `#` is no code, nor is anything else.
    pub fn parse(system: System, target: &str) -> Option<Self> {
        let target = target.trim();
        if let Some(code) = plain(system, target) {
            return Some(Self { code, mark: None });
        }
        let (rest, mark) = match target.char_indices().last()? {
            (at, 'D') => (target.get(..at)?, Mark::Dagger),
            (at, 'A') => (target.get(..at)?, Mark::Asterisk),
            _ => return None,
        };
        let code = (system == System::Icd10).then(|| plain(system, rest.trim_end())).flatten()?;
        Some(Self { code, mark: Some(mark) })
    }

    /// The code as people write it: a dot behind the third character, and nothing for the `X` that
    /// fills the fourth place.
    pub fn dotted(&self) -> String {
        match self.code.split_at_checked(3) {
            Some((category, rest)) if !rest.is_empty() && rest != "X" => format!("{category}.{rest}"),
            Some((category, _)) => category.to_owned(),
            None => self.code.clone(),
        }
    }
}

impl fmt::Display for ClassificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted())?;
        f.write_str(match self.mark {
            Some(Mark::Dagger) => "†",
            Some(Mark::Asterisk) => "*",
            None => "",
        })
    }
}

/// The code without a dot, if it is one.
fn plain(system: System, text: &str) -> Option<String> {
    let code = match text.split_once('.') {
        Some((category, rest)) if category.len() == 3 && !rest.is_empty() => format!("{category}{rest}"),
        Some(_) => return None,
        None => text.to_owned(),
    };
    let [letter, tens, units, rest @ ..] = code.as_bytes() else { return None };
    let category = letter.is_ascii_uppercase() && tens.is_ascii_digit() && units.is_ascii_digit();
    let rest = match (system, rest) {
        (_, []) => true,
        (System::Opcs4, [fourth]) => fourth.is_ascii_digit(),
        (System::Icd10, [fourth]) => fourth.is_ascii_digit() || *fourth == b'X',
        (System::Icd10, [fourth, fifth]) => {
            (fourth.is_ascii_digit() || *fourth == b'X') && (fifth.is_ascii_digit() || *fifth == b'X')
        }
        _ => false,
    };
    (category && rest).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_of_uk_maps_are_codes_with_marks() {
        let icd =
            |text| ClassificationCode::parse(System::Icd10, text).map(|code| (code.code.clone(), code.to_string()));
        for (text, code, shown) in [
            ("G35X", "G35X", "G35"),
            ("E059D", "E059", "E05.9†"),
            ("I394 A", "I394", "I39.4*"),
            ("E05.9", "E059", "E05.9"),
            ("M0590", "M0590", "M05.90"),
            ("M0590A", "M0590", "M05.90*"),
            ("G35", "G35", "G35"),
            (" R51X ", "R51X", "R51"),
            ("H36X0A", "H36X0", "H36.X0*"),
        ] {
            assert_eq!(icd(text), Some((code.to_owned(), shown.to_owned())), "{text}");
        }
        for text in ["", "#NIS", "#HLT", "e059", "E059B", "E5", "E05.", "E0.59", "E05999", "E059 D A", "Z12345"] {
            assert_eq!(icd(text), None, "{text}");
        }
    }

    #[test]
    fn codes_of_opcs_have_no_marks() {
        let opcs = |text| ClassificationCode::parse(System::Opcs4, text).map(|code| code.to_string());
        assert_eq!(opcs("X403").as_deref(), Some("X40.3"));
        assert_eq!(opcs("Y98").as_deref(), Some("Y98"));
        for text in ["X403A", "X40X", "X4031", "#NIS", "X40 A"] {
            assert_eq!(opcs(text), None, "{text}");
        }
    }
}
