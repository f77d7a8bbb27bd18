//! Codes that suppliers of GP systems made for themselves.

use super::possibility::{Possibilities, Reading};
use super::{Damage, Evidence, Possibility, Standing, What};

/// What EMIS's codes begin with, and the fewest characters behind it.
const EMIS: [(&str, usize); 5] = [("^ESCT", 1), ("ESCT", 1), ("EMIS", 2), ("EGTON", 1), ("PCSD", 2)];

pub(super) fn add(reading: &Reading, found: &mut Possibilities<'_>) {
    let mut add = |what, code: &str, damage, evidence| {
        let (code, standing) = (Some(code.to_owned()), Standing::Possible);
        found.add(Possibility { what, code, standing, damage, evidence: vec![evidence], entries: Vec::new() });
    };
    if matches!(reading.text.len(), 7 | 8) && reading.is_digits() {
        let (code, lost) = (format!("{:0>8}", reading.text), reading.text.len() == 7);
        let damage = if lost { reading.and(Damage::FirstLost('0')) } else { reading.damage.clone() };
        for what in [What::Gemscript, What::Multilex] {
            add(what, &code, damage.clone(), Evidence::EightDigits);
        }
    }
    let code = reading.text.to_ascii_uppercase();
    let damage = if code == reading.text { reading.damage.clone() } else { reading.and(Damage::Case) };
    let own = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'|' | b'.' | b'-');
    let emis = EMIS.iter().find_map(|(prefix, least)| Some((*prefix, code.strip_prefix(prefix)?, *least)));
    let Some((prefix, rest, least)) = emis else { return };
    if rest.len() < least || !rest.bytes().all(own) || !rest.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    add(What::Emis, &code, damage.clone(), Evidence::Prefix(prefix));
    // Those that EMIS made for descriptions of SNOMED CT have a caret, which some exports drop.
    if prefix == "ESCT" && rest.bytes().filter(u8::is_ascii_digit).count() > 4 {
        let damage = [damage, vec![Damage::FirstLost('^')]].concat();
        add(What::Emis, &format!("^{code}"), damage, Evidence::Prefix("^ESCT"));
    }
}
