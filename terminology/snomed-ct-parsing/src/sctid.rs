//! SNOMED CT identifiers: their digits, their check digit, what they name.
//!
//! The source is the SNOMED CT Release File Specifications, section 5, "SNOMED CT Identifiers".
//! From the right: one check digit, two digits of partition, in the long format seven of namespace,
//! and the item.

use std::fmt;
use std::str::FromStr;

use crate::verhoeff;

/// The fewest digits of an identifier.
pub const SHORTEST: usize = 6;
/// The most digits of an identifier.
pub const LONGEST: usize = 18;

/// The identifier of a concept, a description or a relationship. What it holds is always right:
/// length, partition and check digit were looked at. Its order is that of the number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sctid(u64);

/// What an identifier names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ComponentKind {
    /// A concept: partitions 00 and 10.
    Concept,
    /// A description: partitions 01 and 11.
    Description,
    /// A relationship: partitions 02 and 12.
    Relationship,
}

/// Why something is no identifier. Its text says what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SctidError {
    /// Something other than a digit, and at which character, from 1.
    #[error("an SCTID of digits alone, not {found:?} at character {at}")]
    Digit {
        /// Which character, from 1.
        at: usize,
        /// The character.
        found: char,
    },
    /// As many digits.
    #[error("an SCTID of 6 to 18 digits, not {0}")]
    Length(usize),
    /// A zero in front.
    #[error("an SCTID without a leading zero")]
    LeadingZero,
    /// The check digit is another.
    #[error("an SCTID with the check digit {expected}, not {found}")]
    CheckDigit {
        /// The digit that would be right.
        expected: u8,
        /// The digit that is there.
        found: u8,
    },
    /// The partition is none of concepts, descriptions or relationships.
    #[error("an SCTID of partition 00, 01, 02, 10, 11 or 12, not {0:02}")]
    Partition(u8),
    /// A partition of the long format, with no room for a namespace and an item.
    #[error("an SCTID of at least 11 digits in partition {partition:02}, not {length}")]
    NoNamespace {
        /// The partition.
        partition: u8,
        /// How many digits there are.
        length: usize,
    },
    /// To be built: an item that is zero or leaves no room, or a namespace of more than seven digits.
    #[error("an SCTID whose item and namespace fit 18 digits")]
    Item,
}

impl Sctid {
    /// The identifier of these digits.
    pub fn parse(text: &[u8]) -> Result<Self, SctidError> {
        if !(SHORTEST..=LONGEST).contains(&text.len()) || text[0] == b'0' {
            return Err(misshapen(text));
        }
        let (value, holds) = verhoeff::read(text).ok_or_else(|| misshapen(text))?;
        Self::checked(value, text.len(), holds)
    }

    /// The identifier of this number.
    pub fn new(value: u64) -> Result<Self, SctidError> {
        let length = value.checked_ilog10().map_or(1, |log| log as usize + 1);
        if !(SHORTEST..=LONGEST).contains(&length) {
            return Err(SctidError::Length(length));
        }
        Self::checked(value, length, verhoeff::check_digit(value / 10) == last_digits(value, 10))
    }

    fn checked(value: u64, length: usize, holds: bool) -> Result<Self, SctidError> {
        if !holds {
            let (expected, found) = (verhoeff::check_digit(value / 10), last_digits(value, 10));
            return Err(SctidError::CheckDigit { expected, found });
        }
        match last_digits(value / 10, 100) {
            0..=2 => Ok(Self(value)),
            10..=12 if length > 10 => Ok(Self(value)),
            partition @ 10..=12 => Err(SctidError::NoNamespace { partition, length }),
            partition => Err(SctidError::Partition(partition)),
        }
    }

    /// The identifier of an item: in the long format where there is a namespace, in the short one
    /// where there is none.
    pub fn build(item: u64, namespace: Option<u32>, kind: ComponentKind) -> Result<Self, SctidError> {
        let (most, prefix) = match namespace {
            None if item < 100 => return Err(SctidError::Item),
            None => (10_u64.pow(15), Some(item)),
            Some(namespace) if namespace > 9_999_999 => return Err(SctidError::Item),
            Some(namespace) => (10_u64.pow(8), item.checked_mul(10_000_000).map(|item| item + u64::from(namespace))),
        };
        let prefix = prefix.filter(|_| item > 0 && item < most).ok_or(SctidError::Item)?;
        let partition = kind as u64 + if namespace.is_some() { 10 } else { 0 };
        let digits = prefix * 100 + partition;
        Ok(Self(digits * 10 + u64::from(Self::check_digit(digits))))
    }

    /// The Verhoeff check digit that follows these digits.
    pub fn check_digit(prefix: u64) -> u8 {
        verhoeff::check_digit(prefix)
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The two digits of the partition: 0, 1 or 2, or 10, 11 or 12 of the long format.
    pub fn partition(self) -> u8 {
        last_digits(self.0 / 10, 100)
    }

    /// What it names.
    pub fn kind(self) -> ComponentKind {
        match self.partition() % 10 {
            0 => ComponentKind::Concept,
            1 => ComponentKind::Description,
            _ => ComponentKind::Relationship,
        }
    }

    /// The namespace of whoever gave the identifier, of the long format: 1000000 of NHS England, for
    /// one. None of the short format, whose items SNOMED International gives.
    pub fn namespace(self) -> Option<u32> {
        (self.partition() >= 10).then(|| u32::try_from(self.0 / 1000 % 10_000_000).unwrap_or_default())
    }

    /// The item: the digits in front of namespace and partition.
    pub fn item(self) -> u64 {
        if self.partition() >= 10 { self.0 / 10_000_000_000 } else { self.0 / 1000 }
    }
}

fn last_digits(value: u64, of: u64) -> u8 {
    u8::try_from(value % of).unwrap_or_default()
}

/// What is wrong with text that is not 6 to 18 digits without a leading zero.
#[cold]
fn misshapen(text: &[u8]) -> SctidError {
    let shown = String::from_utf8_lossy(&text[..text.len().min(80)]);
    let other = shown.chars().enumerate().find(|(_, found)| !found.is_ascii_digit());
    match other {
        Some((at, found)) => SctidError::Digit { at: at + 1, found },
        None if (SHORTEST..=LONGEST).contains(&text.len()) => SctidError::LeadingZero,
        None => SctidError::Length(text.len()),
    }
}

impl FromStr for Sctid {
    type Err = SctidError;

    fn from_str(text: &str) -> Result<Self, SctidError> {
        Self::parse(text.as_bytes())
    }
}

impl TryFrom<u64> for Sctid {
    type Error = SctidError;

    fn try_from(value: u64) -> Result<Self, SctidError> {
        Self::new(value)
    }
}

impl From<Sctid> for u64 {
    fn from(id: Sctid) -> Self {
        id.0
    }
}

impl fmt::Display for Sctid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Sctid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ComponentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Concept => "concept",
            Self::Description => "description",
            Self::Relationship => "relationship",
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kinds() -> impl Strategy<Value = ComponentKind> {
        prop_oneof![Just(ComponentKind::Concept), Just(ComponentKind::Description), Just(ComponentKind::Relationship)]
    }

    fn ids() -> impl Strategy<Value = Sctid> {
        let short = (100..10_u64.pow(15), kinds()).prop_map(|(item, kind)| Sctid::build(item, None, kind).unwrap());
        let long = (1..10_u64.pow(8), 0..10_000_000_u32, kinds())
            .prop_map(|(item, namespace, kind)| Sctid::build(item, Some(namespace), kind).unwrap());
        prop_oneof![short, long]
    }

    #[test]
    fn identifiers_that_are_published_are_read() {
        for (text, kind, namespace, item) in [
            ("138875005", ComponentKind::Concept, None, 138_875),
            ("900000000000207008", ComponentKind::Concept, None, 900_000_000_000_207),
            ("2957222010", ComponentKind::Description, None, 2_957_222),
            ("1019522024", ComponentKind::Relationship, None, 1_019_522),
            ("999001261000000100", ComponentKind::Concept, Some(1_000_000), 99_900_126),
            ("39113311000001107", ComponentKind::Concept, Some(1_000_001), 3_911_331),
        ] {
            let id: Sctid = text.parse().unwrap();
            assert_eq!((id.kind(), id.namespace(), id.item()), (kind, namespace, item), "{text}");
            assert_eq!(Sctid::build(item, namespace, kind), Ok(id));
        }
    }

    proptest! {
        #[test]
        fn what_is_built_is_read(id in ids()) {
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(Sctid::new(id.get()), Ok(id));
            prop_assert_eq!(Sctid::build(id.item(), id.namespace(), id.kind()), Ok(id));
        }

        #[test]
        fn every_wrong_digit_and_every_exchange_is_caught(id in ids()) {
            let digits = id.to_string().into_bytes();
            for at in 0..digits.len() {
                for other in b'0'..=b'9' {
                    let mut wrong = digits.clone();
                    wrong[at] = other;
                    prop_assert_eq!(Sctid::parse(&wrong).is_ok(), other == digits[at]);
                }
                let mut exchanged = digits.clone();
                exchanged.swap(at.saturating_sub(1), at);
                prop_assert_eq!(Sctid::parse(&exchanged).is_ok(), exchanged == digits);
            }
        }

        #[test]
        fn anything_is_read_or_refused(text in proptest::collection::vec(any::<u8>(), 0..24)) {
            let _ = Sctid::parse(&text);
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said: Vec<String> = [
            "",
            "12345",
            "1234567890123456789",
            "0138875005",
            "138875006",
            "13887500x",
            "138 875005",
            "１38875005",
            "138875030",
            "13887510",
            // With the right digit, but of no partition that SNOMED CT has now, or too short for its own.
            "138875033",
            "138875108",
            "138870997",
        ]
        .iter()
        .map(|text| format!("{text}: {}", Sctid::parse(text.as_bytes()).unwrap_err()))
        .collect();
        insta::assert_snapshot!(said.join("\n"));
    }
}
