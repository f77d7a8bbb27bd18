//! The reference of a printed form.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Digits and capitals that are told apart in print and in handwriting; a prime number of them, so
/// that the check character finds every single wrong character and every two that changed places.
const SYMBOLS: [u8; 31] = *b"0123456789ABCDEFGHJKMNPQRSTVWXY";
/// How many characters are random.
const RANDOM: usize = 10;
/// All, with the check character.
const LENGTH: usize = RANDOM + 1;

/// The reference of a printed form, such as `7K2M-Q4XA-9C1`: ten random characters and one that
/// checks them. It says nothing of the person; the store knows whose it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormReference([u8; LENGTH]);

/// Why a text is no reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FormReferenceError {
    /// Characters that no reference has, or too few or too many.
    #[error("a form's reference has eleven letters and digits, such as 7K2M-Q4XA-9C1")]
    Form,
    /// The check character is wrong.
    #[error("that reference was misread: its check character does not fit")]
    Check,
}

impl FormReference {
    /// A reference made of random bytes, of which only some can be used; none where they do not
    /// suffice, which with 32 of them happens once in many millions.
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        // Every character is as likely as any other.
        let usable = bytes.iter().filter(|byte| usize::from(**byte) < 8 * SYMBOLS.len());
        let mut values = [0; LENGTH];
        let mut filled = 0;
        for (value, byte) in values.iter_mut().take(RANDOM).zip(usable) {
            *value = byte % 31;
            filled += 1;
        }
        values[RANDOM] = check(&values);
        (filled == RANDOM).then_some(Self(values))
    }

    /// The characters alone, as they are stored.
    pub fn plain(self) -> String {
        self.0.iter().map(|value| char::from(SYMBOLS[usize::from(*value)])).collect()
    }
}

/// The last value that makes the weighted sum of all a multiple of 31.
fn check(values: &[u8; LENGTH]) -> u8 {
    let sum: usize = values[..RANDOM].iter().zip(2..).map(|(value, weight)| usize::from(*value) * weight).sum();
    u8::try_from((31 - sum % 31) % 31).unwrap_or_default()
}

impl FromStr for FormReference {
    type Err = FormReferenceError;

    /// Reads a reference in either case, with or without spaces and hyphens. A letter O is a zero and
    /// a letter I or L is a one.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut values = [0; LENGTH];
        let mut count = 0;
        for character in text.trim().chars().filter(|character| !matches!(character, '-' | ' ')) {
            let symbol = match character.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value =
                SYMBOLS.iter().position(|known| char::from(*known) == symbol).ok_or(FormReferenceError::Form)?;
            *values.get_mut(count).ok_or(FormReferenceError::Form)? = u8::try_from(value).unwrap_or_default();
            count += 1;
        }
        if count != LENGTH {
            return Err(FormReferenceError::Form);
        }
        if values[RANDOM] == check(&values) { Ok(Self(values)) } else { Err(FormReferenceError::Check) }
    }
}

impl fmt::Display for FormReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.plain();
        write!(f, "{}-{}-{}", &plain[..4], &plain[4..8], &plain[8..])
    }
}

impl fmt::Debug for FormReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormReference(‹masked›)")
    }
}

impl Serialize for FormReference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FormReference {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn it_is_read_as_people_write_it() {
        let reference = FormReference::from_random(&[7, 255, 19, 0, 1, 22, 4, 30, 10, 9, 12]).unwrap();
        let written = reference.to_string();
        assert_eq!((written.len(), written.matches('-').count()), (13, 2));
        let sloppy = written.to_ascii_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(sloppy.parse(), Ok(reference));
        assert_eq!("7K2M".parse::<FormReference>(), Err(FormReferenceError::Form));
        assert_eq!("7K2M-Q4XA-9C1-0".parse::<FormReference>(), Err(FormReferenceError::Form));
        assert_eq!("7K2M-Q4XÄ-9C1".parse::<FormReference>(), Err(FormReferenceError::Form));
        assert!(FormReference::from_random(&[255; 64]).is_none());
    }

    proptest! {
        #[test]
        fn every_slip_is_seen(bytes in prop::collection::vec(0u8..248, 10), place in 0usize..11, other in 0usize..11, wrong in 1u8..31) {
            let reference = FormReference::from_random(&bytes).unwrap();
            prop_assert_eq!(reference.plain().parse(), Ok(reference));
            let mut values = reference.0;
            values[place] = (values[place] + wrong) % 31;
            prop_assert_eq!(FormReference(values).plain().parse::<FormReference>(), Err(FormReferenceError::Check));
            let mut values = reference.0;
            values.swap(place, other);
            if values != reference.0 {
                prop_assert_eq!(FormReference(values).plain().parse::<FormReference>(), Err(FormReferenceError::Check));
            }
        }
    }
}
