//! The NHS number: its form, its check digit, and how far it has been verified.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Ten digits that a source calls an NHS number (NHS Data Dictionary, NHS NUMBER).
///
/// The check digit (Modulus 11, weights 10 to 2) may fail: such a number is kept and flagged by
/// [`NhsNumber::check_digit_holds`], since refusing it would lose what the source said. Whether a
/// number may identify anybody is [`NhsNumber::may_identify`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NhsNumber(u64);

/// Why a text is not an NHS number at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberError {
    /// A character other than a digit, a space or a hyphen.
    #[error("an NHS number holds ten digits and nothing else")]
    NotDigits,
    /// Not ten digits.
    #[error("an NHS number has ten digits, this has {0}")]
    Length(usize),
    /// The form a spreadsheet leaves behind when it turns the number into a float.
    #[error("this looks like an NHS number that a spreadsheet turned into a float; export the column as text")]
    Spreadsheet,
}

impl NhsNumber {
    const FIRST_TEST: u64 = 9_990_000_000;
    const LAST_TEST: u64 = 9_999_999_999;

    /// Builds a number from its ten digits; `None` above ten digits.
    pub const fn from_digits(digits: u64) -> Option<Self> {
        if digits > 9_999_999_999 { None } else { Some(Self(digits)) }
    }

    /// The ten digits as an integer, leading zeros lost.
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// Whether the Modulus 11 check digit is right. A remainder of 10 is never issued.
    pub const fn check_digit_holds(self) -> bool {
        let mut rest = self.0 / 10;
        let mut weight = 2;
        let mut sum = 0;
        while weight <= 10 {
            sum += (rest % 10) * weight;
            rest /= 10;
            weight += 1;
        }
        let check = (11 - sum % 11) % 11;
        check != 10 && check == self.0 % 10
    }

    /// Whether this is a filler that systems send when they have no number: all digits the same,
    /// or a run such as 0123456789 and 1234567890, or 9999999999 and its neighbours.
    pub const fn is_placeholder(self) -> bool {
        let same = self.0 == (self.0 % 10) * 1_111_111_111;
        same || matches!(self.0, 123_456_789 | 1_234_567_890 | 9_876_543_210 | 9_999_999_998 | 1_234_567_899)
    }

    /// Whether the number lies in the range that is never issued (999 000 0000 to 999 999 9999).
    pub const fn is_test_range(self) -> bool {
        self.0 >= Self::FIRST_TEST && self.0 <= Self::LAST_TEST
    }

    /// Whether the number may be used as identity: check digit right and not a placeholder.
    pub const fn may_identify(self) -> bool {
        self.check_digit_holds() && !self.is_placeholder()
    }

    /// The ten digits without spaces, as systems exchange them.
    pub fn plain(self) -> String {
        format!("{:010}", self.0)
    }
}

impl FromStr for NhsNumber {
    type Err = NhsNumberError;

    /// Reads ten digits, in any grouping by spaces or hyphens.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (mut digits, mut count) = (0u64, 0usize);
        for character in text.trim().chars() {
            match character {
                '0'..='9' => {
                    count += 1;
                    if count <= 10 {
                        digits = digits * 10 + u64::from(character as u32 - '0' as u32);
                    }
                }
                ' ' | '-' | '\u{a0}' => {}
                _ if looks_like_float(text) => return Err(NhsNumberError::Spreadsheet),
                _ => return Err(NhsNumberError::NotDigits),
            }
        }
        if count == 10 { Ok(Self(digits)) } else { Err(NhsNumberError::Length(count)) }
    }
}

fn looks_like_float(text: &str) -> bool {
    let text = text.trim();
    text.contains(['.', 'E', 'e']) && text.parse::<f64>().is_ok_and(|number| number >= 1e6)
}

impl fmt::Display for NhsNumber {
    /// Shows the number in its 3-3-4 grouping.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        write!(f, "{} {} {}", &plain[..3], &plain[3..6], &plain[6..])
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(‹10 digits›)")
    }
}

impl Serialize for NhsNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl<'de> Deserialize<'de> for NhsNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// How far a number has been traced (NHS Data Dictionary, NHS NUMBER STATUS INDICATOR CODE).
///
/// Absent means unverified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NhsNumberStatus {
    /// 01: present and verified.
    NumberPresentAndVerified,
    /// 02: present but not traced.
    NumberPresentButNotTraced,
    /// 03: trace required.
    TraceRequired,
    /// 04: trace attempted, no match or multiple matches.
    TraceAttemptedNoMatchOrMultipleMatch,
    /// 05: trace needs to be resolved.
    TraceNeedsToBeResolved,
    /// 06: trace in progress.
    TraceInProgress,
    /// 07: number not present and trace not required.
    NumberNotPresentAndTraceNotRequired,
    /// 08: trace postponed (a baby under six weeks old).
    TracePostponed,
}

impl NhsNumberStatus {
    /// Reads the national code (`01` to `08`), also as PID-32 sends it (`NSTS01`, `PDS01`).
    pub fn from_code(code: &str) -> Option<Self> {
        let code = code.trim();
        let code = code.strip_prefix("NSTS").or_else(|| code.strip_prefix("PDS")).unwrap_or(code);
        Some(match code {
            "01" => Self::NumberPresentAndVerified,
            "02" => Self::NumberPresentButNotTraced,
            "03" => Self::TraceRequired,
            "04" => Self::TraceAttemptedNoMatchOrMultipleMatch,
            "05" => Self::TraceNeedsToBeResolved,
            "06" => Self::TraceInProgress,
            "07" => Self::NumberNotPresentAndTraceNotRequired,
            "08" => Self::TracePostponed,
            _ => return None,
        })
    }

    /// The national code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NumberPresentAndVerified => "01",
            Self::NumberPresentButNotTraced => "02",
            Self::TraceRequired => "03",
            Self::TraceAttemptedNoMatchOrMultipleMatch => "04",
            Self::TraceNeedsToBeResolved => "05",
            Self::TraceInProgress => "06",
            Self::NumberNotPresentAndTraceNotRequired => "07",
            Self::TracePostponed => "08",
        }
    }

    /// Whether the number has been verified with the national service.
    pub const fn is_verified(self) -> bool {
        matches!(self, Self::NumberPresentAndVerified)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published worked example of the check digit, and one digit off it.
    #[test]
    fn modulus_11() {
        assert!("943 476 5919".parse::<NhsNumber>().unwrap().check_digit_holds());
        assert!(!"943 476 5918".parse::<NhsNumber>().unwrap().check_digit_holds());
        assert!("999 000 0018".parse::<NhsNumber>().unwrap().is_test_range());
    }

    #[test]
    fn placeholders_never_identify() {
        for filler in ["0000000000", "1111111111", "9999999999", "1234567890"] {
            let number: NhsNumber = filler.parse().unwrap();
            assert!(number.is_placeholder(), "{filler}");
            assert!(!number.may_identify(), "{filler}");
        }
    }

    #[test]
    fn forms_that_are_refused() {
        assert_eq!("9.43E+09".parse::<NhsNumber>(), Err(NhsNumberError::Spreadsheet));
        assert_eq!("94347659".parse::<NhsNumber>(), Err(NhsNumberError::Length(8)));
        assert_eq!("94347659AB".parse::<NhsNumber>(), Err(NhsNumberError::NotDigits));
    }

    #[test]
    fn debug_is_masked_and_display_is_grouped() {
        let number: NhsNumber = "9990000018".parse().unwrap();
        assert_eq!(format!("{number:?}"), "NhsNumber(‹10 digits›)");
        assert_eq!(number.to_string(), "999 000 0018");
    }

    proptest::proptest! {
        /// Exactly one final digit, or none, makes nine digits a number; any single wrong digit is seen.
        #[test]
        fn one_check_digit(nine in 0u64..1_000_000_000, wrong in 1u64..10, place in 0u32..10) {
            let good: Vec<u64> = (0..10).filter(|last| NhsNumber(nine * 10 + last).check_digit_holds()).collect();
            proptest::prop_assert!(good.len() <= 1);
            if let Some(last) = good.first() {
                let number = nine * 10 + last;
                let unit = 10u64.pow(place);
                let digit = number / unit % 10;
                let changed = number - digit * unit + (digit + wrong) % 10 * unit;
                proptest::prop_assert!(!NhsNumber(changed).check_digit_holds());
            }
        }

        #[test]
        fn text_round_trip(digits in 0u64..10_000_000_000) {
            let number = NhsNumber(digits);
            proptest::prop_assert_eq!(number.to_string().parse::<NhsNumber>().unwrap(), number);
        }
    }
}
