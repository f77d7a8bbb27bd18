//! The texts of an index, each kept once: terms, rules, expressions, values.
//!
//! A text is its length in bytes, seven bits at a time with the low ones first and a high bit where
//! more follow, and then its bytes. Whoever names a text names its place in the section.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use crate::container::Container;

/// Texts being gathered.
#[derive(Default)]
pub(super) struct Texts {
    bytes: Vec<u8>,
    /// By hash, the place of the last text that has it.
    places: HashMap<u64, u32>,
    hashes: RandomState,
}

impl Texts {
    /// The place of a text, and that of its first byte after its length. It is added when it is new.
    /// None when the section is full.
    pub(super) fn place(&mut self, text: &[u8]) -> Option<(u32, u32)> {
        let hash = self.hashes.hash_one(text);
        if let Some(place) = self.places.get(&hash)
            && at(&self.bytes, *place) == Some(text)
        {
            return Some((*place, *place + length_of_length(text.len())));
        }
        u32::try_from(self.bytes.len() + text.len() + 8).ok()?;
        let place = u32::try_from(self.bytes.len()).ok()?;
        let mut length = text.len();
        while length > 0x7f {
            self.bytes.push(low_bits(length) | 0x80);
            length >>= 7;
        }
        self.bytes.push(low_bits(length));
        self.bytes.extend_from_slice(text);
        self.places.insert(hash, place);
        Some((place, place + length_of_length(text.len())))
    }

    /// The text at a place.
    pub(super) fn at(&self, place: u32) -> &[u8] {
        at(&self.bytes, place).unwrap_or_default()
    }

    /// What the section is to hold.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn low_bits(number: usize) -> u8 {
    u8::try_from(number & 0x7f).unwrap_or(0)
}

/// How many bytes say how long a text is.
fn length_of_length(length: usize) -> u32 {
    (usize::BITS - length.leading_zeros()).div_ceil(7).max(1)
}

fn at(bytes: &[u8], place: u32) -> Option<&[u8]> {
    let mut rest = bytes.get(usize::try_from(place).ok()?..)?;
    let (mut length, mut shift) = (0_usize, 0);
    loop {
        let (byte, after) = rest.split_first()?;
        rest = after;
        length |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return rest.get(..length);
        }
        if shift > 28 {
            return None;
        }
    }
}

/// The text at a place of the section of texts; empty where there is none.
pub(super) fn text(container: &Container, section: std::ops::Range<usize>, place: u32) -> &str {
    at(container.at(section), place).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_kept_once_and_found() {
        let mut texts = Texts::default();
        let long = "a long one ".repeat(30);
        let places: Vec<u32> =
            ["", "Asthma", &long, "Asthma", ""].iter().map(|text| texts.place(text.as_bytes()).unwrap().0).collect();
        assert_eq!((places[0], places[1]), (places[4], places[3]));
        assert_eq!(at(texts.bytes(), places[1]), Some(&b"Asthma"[..]));
        assert_eq!(at(texts.bytes(), places[2]), Some(long.as_bytes()));
        assert_eq!(texts.bytes().len(), 1 + 7 + 2 + long.len());
        assert_eq!(at(texts.bytes(), 4000), None);
        assert_eq!(at(&[0xff; 9], 0), None);
        for length in [0, 1, 127, 128, 16_383, 16_384] {
            let text = vec![b'a'; length];
            let (_, first) = texts.place(&text).unwrap();
            assert_eq!(texts.bytes()[first as usize..].get(..length), Some(&text[..]));
        }
    }
}
