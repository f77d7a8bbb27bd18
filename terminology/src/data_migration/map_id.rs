//! The identifiers of maps.

use std::fmt;

/// The identifier of a map, which all its rows share: a GUID.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MapId(u128);

impl MapId {
    /// A GUID of 8, 4, 4, 4 and 12 hexadecimal digits, in braces as the files have it, or without.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('{').map_or(Some(text), |rest| rest.strip_suffix('}'))?;
        let mut value = 0;
        let mut parts = inner.split('-');
        for length in [8, 4, 4, 4, 12] {
            let part = parts.next().filter(|part| part.len() == length)?;
            for digit in part.chars() {
                value = value << 4 | u128::from(digit.to_digit(16)?);
            }
        }
        parts.next().is_none().then_some(Self(value))
    }

    pub(super) fn cells(self) -> [u64; 2] {
        let bytes = self.0.to_be_bytes();
        let (high, low) = bytes.split_at(8);
        [high, low].map(|half| half.try_into().map_or(0, u64::from_be_bytes))
    }

    pub(super) fn of_cells([high, low]: [u64; 2]) -> Self {
        Self(u128::from(high) << 64 | u128::from(low))
    }
}

impl fmt::Display for MapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032X}", self.0);
        let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
        write!(f, "{{{}-{}-{}-{}-{}}}", part(0..8), part(8..12), part(12..16), part(16..20), part(20..32))
    }
}

impl fmt::Debug for MapId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MapId({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_comes_back_in_capitals_and_braces() {
        let text = "{0A1B2C3D-0000-4000-8000-00000000000f}";
        let id = MapId::parse(text).unwrap();
        assert_eq!(id.to_string(), text.to_uppercase());
        assert_eq!(MapId::of_cells(id.cells()), id);
        assert_eq!(MapId::parse(&text[1..37]), Some(id));
        for wrong in [
            "",
            "{}",
            &text[..37],
            &text[1..],
            "{0A1B2C3D00004000800000000000000F}",
            "{0A1B2C3G-0000-4000-8000-00000000000F}",
        ] {
            assert_eq!(MapId::parse(wrong), None, "{wrong}");
        }
    }
}
