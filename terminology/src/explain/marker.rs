//! Marks that stand in maps in the place of codes.

use super::possibility::{Possibilities, Reading};
use super::{Evidence, Possibility, Standing, What};

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    let meaning = match reading.text.as_str() {
        "_DRUG" => "the NHS Data Migration maps send it to dm+d",
        "_NONE" => "the NHS Data Migration maps have no target for it",
        "#NIS" => "the UK maps to classifications have no target for it",
        text if text.len() > 1 && text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_uppercase()) => {
            "a target of the UK maps that begins with # is no code"
        }
        _ => return,
    };
    found.add(Possibility {
        what: What::MapMark,
        code: Some(reading.text.clone()),
        standing: Standing::Possible,
        damage: reading.damage.clone(),
        evidence: vec![Evidence::Meaning(meaning)],
        entries: Vec::new(),
    });
}
