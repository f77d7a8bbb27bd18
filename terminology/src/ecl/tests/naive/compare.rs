//! How counts, numbers, dates and texts are compared.

use snomed_ct_parsing::ecl::*;

use super::super::model::{Cell, Member, Refset};

pub(super) fn within(cardinality: Option<Cardinality>, count: usize) -> bool {
    let cardinality = cardinality.unwrap_or(Cardinality { minimum: 1, maximum: None });
    count >= cardinality.minimum as usize && cardinality.maximum.is_none_or(|most| count <= most as usize)
}

pub(super) fn cell(refset: &Refset, row: &Member, field: &str) -> Option<Cell> {
    if field.eq_ignore_ascii_case("referencedComponentId") {
        return Some(Cell::Component(row.component));
    }
    let at = refset.columns.iter().position(|(column, _)| column.eq_ignore_ascii_case(field))?;
    Some(row.cells[at].clone())
}

pub(super) fn shown(cell: Option<&Cell>) -> String {
    match cell {
        None => String::new(),
        Some(Cell::Component(id)) => id.to_string(),
        Some(Cell::Integer(number)) => number.to_string(),
        Some(Cell::Text(text)) => text.clone(),
    }
}

/// Numbers of the tests are short enough to be compared as hundredths.
pub(super) fn number_compares(comparison: Comparison, text: &str, number: &Decimal) -> bool {
    let hundredths = |text: &str| {
        let hundredths: f64 = text.parse::<f64>().unwrap() * 100.0;
        #[expect(clippy::cast_possible_truncation, reason = "short numbers")]
        let rounded = hundredths.round() as i64;
        rounded
    };
    let (left, right) = (hundredths(text), hundredths(&number.to_string()));
    match comparison {
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Less => left < right,
        Comparison::LessOrEqual => left <= right,
        Comparison::Greater => left > right,
        Comparison::GreaterOrEqual => left >= right,
    }
}

/// A date of 0 is none.
pub(super) fn time(comparison: Comparison, times: &[Option<u32>], actual: u32) -> bool {
    let any = |holds: fn(u32, u32) -> bool| {
        times.iter().any(|time| time.is_some_and(|time| actual != 0 && holds(actual, time)))
    };
    let both_none = actual == 0 && times.contains(&None);
    match comparison {
        Comparison::Equal => both_none || any(|actual, time| actual == time),
        Comparison::NotEqual => !(both_none || any(|actual, time| actual == time)),
        Comparison::Less => any(|actual, time| actual < time),
        Comparison::LessOrEqual => both_none || any(|actual, time| actual <= time),
        Comparison::Greater => any(|actual, time| actual > time),
        Comparison::GreaterOrEqual => both_none || any(|actual, time| actual >= time),
    }
}

pub(super) fn active(equality: Equality, value: ActiveValue, actual: bool) -> bool {
    let among = match value {
        ActiveValue::True => actual,
        ActiveValue::False => !actual,
        ActiveValue::Any => true,
    };
    (equality == Equality::Equal) == among
}

/// Texts of the tests are letters and digits of ASCII with spaces between, and a few marked letters
/// that are searched for without their marks.
pub(super) fn searched(term: &TypedSearchTerm, text: &str) -> bool {
    let text = text.to_ascii_lowercase().replace(['é', 'è'], "e");
    match term {
        TypedSearchTerm::Match(words) => words.iter().all(|word| {
            let word = word.to_ascii_lowercase();
            text.split(|c: char| !c.is_ascii_alphanumeric()).any(|of_text| of_text.starts_with(&word))
        }),
        TypedSearchTerm::Wild(pieces) => {
            let pieces: Vec<String> = pieces.iter().map(|piece| piece.to_ascii_lowercase()).collect();
            globbed(pieces.join("*").as_bytes(), text.as_bytes())
        }
    }
}

fn globbed(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) if globbed(rest, text) => true,
        (Some((b'*', _)), Some((_, text))) => globbed(pattern, text),
        (Some((letter, rest)), Some((first, text))) => letter == first && globbed(rest, text),
        (None, Some(_)) | (Some(_), None) => false,
    }
}
