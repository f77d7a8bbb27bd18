//! What the text of an element must be.

use std::borrow::Cow;

use jiff::civil::Date;
use snomed_ct_parsing::sctid::{ComponentKind, Sctid, SctidError};

use crate::dmd::layout::{Field, FieldKind};
use crate::dmd::row::{Draft, NOT_APPLICABLE};

/// The most bytes of a name or a description; the longest in use has 774.
const MOST_WORDS: usize = 4096;

/// What is wrong with a text: what was expected instead.
pub(super) type Expected = Cow<'static, str>;

/// What is taken as it stands and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// An identifier with fewer digits than SNOMED CT's have.
    Short,
    /// An identifier whose partition is not that of a concept.
    Partition,
    /// A barcode with a wrong check digit.
    Barcode,
}

/// Puts what a text says into a row.
pub(super) fn take(field: &Field, position: usize, text: &str, draft: &mut Draft) -> Result<Option<Doubt>, Expected> {
    let trimmed = text.trim_matches([' ', '\t', '\n', '\r']);
    if field.or_not_applicable && trimmed == NOT_APPLICABLE {
        if field.kind == FieldKind::Decimal {
            draft.text(position, NOT_APPLICABLE);
        } else {
            draft.number(position, 0);
        }
        return Ok(None);
    }
    match field.kind {
        FieldKind::Id => {
            let (id, doubt) = id(trimmed)?;
            draft.number(position, id);
            return Ok(doubt);
        }
        FieldKind::Code => draft.number(position, digits(trimmed).ok_or("a code of digits")?),
        FieldKind::Number => draft.number(position, digits(trimmed).ok_or("a whole number")?),
        FieldKind::Pence => draft.number(position, digits(trimmed).ok_or("a price in whole pence")?),
        FieldKind::Flag => {
            let flag = digits(trimmed).filter(|flag| *flag <= 1);
            draft.number(position, flag.ok_or("a flag, 1 or 0")?);
        }
        FieldKind::Date => draft.date(position, date(trimmed)?),
        FieldKind::Decimal => draft.text(position, decimal(trimmed)?),
        FieldKind::Name if trimmed.is_empty() => return Err("a name".into()),
        FieldKind::Name | FieldKind::Text if text.len() > MOST_WORDS => {
            return Err("at most 4096 bytes of words".into());
        }
        FieldKind::Name | FieldKind::Text => draft.text(position, text),
        FieldKind::Barcode => {
            let doubt = barcode(trimmed)?;
            draft.text(position, trimmed);
            return Ok(doubt);
        }
    }
    Ok(None)
}

fn digits(text: &str) -> Option<u64> {
    let all = (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| all)
}

/// An identifier. One that is too short to have a check digit is kept: there are releases cut for
/// tests that have some.
fn id(text: &str) -> Result<(u64, Option<Doubt>), Expected> {
    let id =
        digits(text).filter(|_| !text.starts_with('0')).ok_or("an identifier of 6 to 18 digits, the first not 0")?;
    match Sctid::parse(text.as_bytes()) {
        Ok(sctid) => Ok((id, (sctid.kind() != ComponentKind::Concept).then_some(Doubt::Partition))),
        Err(SctidError::Length(..6)) => Ok((id, Some(Doubt::Short))),
        Err(SctidError::Partition(_) | SctidError::NoNamespace { .. }) => Ok((id, Some(Doubt::Partition))),
        Err(error) => Err(error.to_string().into()),
    }
}

fn date(text: &str) -> Result<Date, &'static str> {
    let expected = "a day, YYYY-MM-DD";
    let shape = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let part = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<i8>().ok());
    let year = text.get(..4).and_then(|year| year.parse::<i16>().ok());
    match (shape, year, part(5, 7), part(8, 10)) {
        (true, Some(year), Some(month), Some(day)) => Date::new(year, month, day).map_err(|_| expected),
        _ => Err(expected),
    }
}

/// A decimal number, with an exponent or without (`xs:float` of the schemas), not below nothing.
fn decimal(text: &str) -> Result<&str, &'static str> {
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let fits = digits(whole) && digits(part) && !(whole.is_empty() && part.is_empty());
    let fits = fits && digits(exponent) && (1..=2).contains(&exponent.len());
    if fits && text.len() <= 30 { Ok(text) } else { Err("a decimal number") }
}

/// Whether a barcode is one, and whether its last digit is its check digit (GS1 General
/// Specifications, section 7.9).
fn barcode(text: &str) -> Result<Option<Doubt>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    if !matches!(text.len(), 13 | 14) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("a barcode of 13 or 14 digits");
    }
    let weighed = text.bytes().rev().enumerate();
    let sum: u32 = weighed.map(|(at, byte)| u32::from(byte - b'0') * if at % 2 == 0 { 1 } else { 3 }).sum();
    Ok((!sum.is_multiple_of(10)).then_some(Doubt::Barcode))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals() {
        for fine in ["1", "0.5", ".5", "5.", "1000000.001", "1e3", "1.5E-04", "5.E+1"] {
            assert_eq!(decimal(fine), Ok(fine));
            assert!(fine.parse::<f64>().is_ok(), "{fine}");
        }
        for wrong in [
            "",
            ".",
            "-1",
            "+1",
            "1e",
            "e1",
            "1e300",
            "1e1.5",
            "1e--1",
            "1,5",
            "NaN",
            "INF",
            "1.2.3",
            "0000000000000000000000000000001",
        ] {
            assert!(decimal(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn days() {
        assert_eq!(date("2019-04-01"), Ok(jiff::civil::date(2019, 4, 1)));
        for wrong in
            ["2019-13-01", "2019-02-29", "2019-4-1", "01-04-2019", "2019-04-01Z", "+019-04-01", "", "2019-04-é1"]
        {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn barcodes() {
        assert_eq!(barcode("5012345678900"), Ok(None));
        assert_eq!(barcode("05012345678900"), Ok(None), "the same with a zero before it");
        assert_eq!(barcode("5012345678901"), Ok(Some(Doubt::Barcode)));
        assert_eq!(barcode(""), Ok(None));
        assert!(barcode("501234567890").is_err());
        assert!(barcode("501234567890x").is_err());
    }
}
