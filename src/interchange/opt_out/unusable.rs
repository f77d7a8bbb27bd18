//! Whether a text is an NHS number that may stand in a list, and why not.

use serde::Serialize;

use crate::record::{NhsNumber, NhsNumberError};

/// Why what stands in the place of an NHS number cannot be used. It never names the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum Unusable {
    /// Nothing stands there.
    #[error("there is no NHS number")]
    Missing,
    /// Something else than ten digits.
    #[error("it is not ten digits")]
    NotTenDigits,
    /// A float that a spreadsheet made.
    #[error("a spreadsheet turned the number into a float: export the column as text")]
    Spreadsheet,
    /// The check digit is wrong.
    #[error("the check digit is wrong")]
    CheckDigit,
    /// What systems send when they have no number.
    #[error("it is a filler that stands for no number")]
    Filler,
    /// A number that is never issued, where real ones are sent.
    #[error("it is in the range that is never issued (999 000 0000 to 999 999 9999)")]
    TestNumber,
    /// A number that may be real, where only ones that are never issued are taken.
    #[error("a demo store takes only NHS numbers from 999 000 0000 to 999 999 9999")]
    NotForDemo,
    /// More than one person is in it, or none can be told.
    #[error("whose it is cannot be told")]
    NobodyNamed,
    /// The row does not have as many fields as the head.
    #[error("the row has more or fewer fields than the head")]
    Ragged,
    /// The line is no JSON object.
    #[error("the line is not a JSON object")]
    NotAnObject,
}

/// Reads a number in any grouping; one that may stand in a list, or why not.
///
/// # Errors
/// Where it has not ten digits, or may not identify anybody.
pub fn usable(text: &str) -> Result<NhsNumber, Unusable> {
    if text.trim().is_empty() {
        return Err(Unusable::Missing);
    }
    let number: NhsNumber = text.parse().map_err(|error| match error {
        NhsNumberError::Spreadsheet => Unusable::Spreadsheet,
        NhsNumberError::NotDigits | NhsNumberError::Length(_) => Unusable::NotTenDigits,
    })?;
    if number.is_placeholder() {
        return Err(Unusable::Filler);
    }
    if number.check_digit_holds() { Ok(number) } else { Err(Unusable::CheckDigit) }
}

/// The same for bytes, fast where they are ten digits and nothing else.
pub(super) fn usable_bytes(bytes: &[u8]) -> Result<NhsNumber, Unusable> {
    if bytes.len() == 10 && bytes.iter().all(u8::is_ascii_digit) {
        let digits = bytes.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let number = NhsNumber::from_digits(digits).ok_or(Unusable::NotTenDigits)?;
        if number.is_placeholder() {
            return Err(Unusable::Filler);
        }
        return if number.check_digit_holds() { Ok(number) } else { Err(Unusable::CheckDigit) };
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Unusable::NotTenDigits)?;
    usable(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_defect_has_its_name() {
        for (text, why) in [
            ("", Unusable::Missing),
            ("  ", Unusable::Missing),
            ("999000001", Unusable::NotTenDigits),
            ("99900000180", Unusable::NotTenDigits),
            ("999000001O", Unusable::NotTenDigits),
            ("９９９０００００１８", Unusable::NotTenDigits),
            ("9.99E+09", Unusable::Spreadsheet),
            ("9990000019", Unusable::CheckDigit),
            ("0000000000", Unusable::Filler),
        ] {
            assert_eq!(usable(text), Err(why), "{text}");
            assert_eq!(usable_bytes(text.as_bytes()), Err(why), "{text}");
        }
        for good in ["9990000018", "999 000 0018", "999-000-0018", " 9990000018 "] {
            assert_eq!(usable_bytes(good.as_bytes()).unwrap().plain(), "9990000018");
        }
        assert_eq!(usable_bytes(b"\xff\xfe9990000018"), Err(Unusable::NotTenDigits));
    }
}
