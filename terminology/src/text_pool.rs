//! The texts of an index, each kept once.
//!
//! A text is its length in bytes (u16) and its bytes of UTF-8; whoever names a text names its place
//! in the section. Place 0 is the empty text.

use std::collections::HashMap;

use crate::load::LoadError;

/// Texts being gathered.
pub(crate) struct TextPool {
    bytes: Vec<u8>,
    places: HashMap<Box<str>, u32>,
}

impl TextPool {
    pub(crate) fn new() -> Self {
        Self { bytes: vec![0, 0], places: HashMap::new() }
    }

    /// The place of a text, which is added when it is new.
    pub(crate) fn place(&mut self, text: &str) -> Result<u32, LoadError> {
        if text.is_empty() {
            return Ok(0);
        }
        if let Some(place) = self.places.get(text) {
            return Ok(*place);
        }
        let length = u16::try_from(text.len());
        let (Ok(place), Ok(length)) = (u32::try_from(self.bytes.len()), length) else {
            return Err(LoadError::Disagree("the texts of the release are more than an index holds".to_owned()));
        };
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(text.as_bytes());
        self.places.insert(text.into(), place);
        Ok(place)
    }

    /// What the section is to hold.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The text at a place of the section; empty where there is none.
pub(crate) fn text(section: &[u8], place: u32) -> &str {
    let find = || {
        let (length, rest) = section.get(usize::try_from(place).ok()?..)?.split_first_chunk::<2>()?;
        std::str::from_utf8(rest.get(..usize::from(u16::from_le_bytes(*length)))?).ok()
    };
    find().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_kept_once_and_found() {
        let mut pool = TextPool::new();
        let long = "a long one ".repeat(30);
        let texts = ["", "Asthma", &long, "Asthma", "Ménière"];
        let places: Vec<u32> = texts.iter().map(|text| pool.place(text).unwrap()).collect();
        assert_eq!((places[0], places[1]), (0, places[3]));
        for (expected, place) in texts.iter().zip(&places) {
            assert_eq!(text(pool.bytes(), *place), *expected);
        }
        assert_eq!(text(pool.bytes(), 4000), "");
        assert_eq!(text(&[], 0), "");
        assert!(pool.place(&"x".repeat(70_000)).is_err());
    }
}
