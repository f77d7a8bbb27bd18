//! The least and the greatest value of an element (FHIR R4, 8.28 `ElementDefinition`, `minValue[x]`).

use std::cmp::Ordering;

use jiff::Span;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::check::Check;
use super::finding::Uncheckable;
use crate::validation::definitions::Element;
use crate::validation::fhirpath::Temporal;
use crate::validation::instance::NodeId;

/// One of the two ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Least,
    Greatest,
}

impl End {
    const fn name(self) -> &'static str {
        match self {
            Self::Least => "least",
            Self::Greatest => "greatest",
        }
    }

    /// Whether a value that compares so with the end is outside.
    const fn leaves_out(self, order: Ordering) -> bool {
        matches!((self, order), (Self::Least, Ordering::Less) | (Self::Greatest, Ordering::Greater))
    }
}

impl Check<'_, '_> {
    /// Both ends of an element.
    pub(super) fn limits(&mut self, node: NodeId, element: &Element) {
        for (limit, end) in [(&element.min_value, End::Least), (&element.max_value, End::Greatest)] {
            let Some(limit) = limit else { continue };
            let value = self.typed.tree.value_text(node).map(ToOwned::to_owned);
            match (&limit.value, value) {
                (Value::Object(_), Some(value)) => self.clock_limit(node, element, &limit.value, &value, end),
                (Value::Object(_), None) => self.quantity_limit(node, element, &limit.value, end),
                (Value::String(text), Some(value)) => self.limit(node, element, text, &value, end),
                (Value::Number(number), Some(value)) => self.limit(node, element, &number.to_string(), &value, end),
                _ => {}
            }
        }
    }

    fn outside(&mut self, node: NodeId, element: &Element, limit: &str, end: End) {
        let name = end.name();
        self.error(node, "limit", format!("the {name} value of `{}` is {limit}, and this is outside", element.path));
    }

    /// A quantity against an end that is a quantity of a comparable unit.
    fn quantity_limit(&mut self, node: NodeId, element: &Element, limit: &Value, end: End) {
        let tree = &self.typed.tree;
        let number = |text: &str| text.parse::<Decimal>().ok();
        let own_unit = tree.text_of(node, "code").or_else(|| tree.text_of(node, "unit"));
        let wanted_unit = unit(limit);
        let (Some(value), Some(bound)) =
            (tree.text_of(node, "value").and_then(number), number(&limit["value"].to_string()))
        else {
            return;
        };
        let factor = match (own_unit, wanted_unit) {
            (Some(own), Some(wanted)) if own != wanted => octofhir_ucum::convert(1.0, own, wanted).ok(),
            _ => Some(1.0),
        };
        let factor = factor.and_then(|factor| Decimal::try_from(factor).ok());
        let Some(value) = factor.and_then(|factor| value.checked_mul(factor)) else {
            let message = format!("the bound of `{}` is of a unit that cannot be compared", element.path);
            self.not_checkable(node, "limit", Uncheckable::Terminology, message);
            return;
        };
        if end.leaves_out(value.cmp(&bound)) {
            self.outside(node, element, &format!("{bound} {}", wanted_unit.unwrap_or_default()), end);
        }
    }

    /// A date against an end that is a duration: before now where it is the least, after now where it
    /// is the greatest.
    fn clock_limit(&mut self, node: NodeId, element: &Element, limit: &Value, value: &str, end: End) {
        let count = limit["value"].to_string().parse::<Decimal>().ok();
        let moment = count.zip(unit(limit)).and_then(|(count, unit)| {
            let span = span(count, unit)?;
            let now = &self.validator.now;
            match end {
                End::Least => now.checked_sub(span).ok(),
                End::Greatest => now.checked_add(span).ok(),
            }
        });
        let Some(moment) = moment else {
            let message = format!("the bound of `{}` is no duration that a date can be counted by", element.path);
            self.not_checkable(node, "limit", Uncheckable::Expression, message);
            return;
        };
        let text = moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let bound = if value.contains('T') {
            Temporal::date_time(&text)
        } else {
            Temporal::date(text.get(..10).unwrap_or_default())
        };
        let order = read(value).zip(bound).and_then(|(value, bound)| value.order(&bound));
        if order.is_some_and(|order| end.leaves_out(order)) {
            let shown = text.get(..10).unwrap_or_default().to_owned();
            self.outside(node, element, &shown, end);
        }
    }

    fn limit(&mut self, node: NodeId, element: &Element, text: &str, value: &str, end: End) {
        let numbers = (value.parse::<Decimal>(), text.parse::<Decimal>());
        let order = if let (Ok(value), Ok(limit)) = numbers {
            Some(value.cmp(&limit))
        } else {
            read(value).zip(read(text)).and_then(|(value, limit)| value.order(&limit))
        };
        if order.is_some_and(|order| end.leaves_out(order)) {
            self.outside(node, element, &format!("`{text}`"), end);
        }
    }
}

fn read(text: &str) -> Option<Temporal> {
    Temporal::date_time(text).or_else(|| Temporal::date(text)).or_else(|| Temporal::time(text))
}

fn unit(quantity: &Value) -> Option<&str> {
    quantity["code"].as_str().or_else(|| quantity["unit"].as_str())
}

/// A whole number of a unit of time of UCUM.
fn span(count: Decimal, unit: &str) -> Option<Span> {
    let count = count.is_integer().then(|| count.to_i64()).flatten()?;
    let span = Span::new();
    match unit {
        "a" => span.try_years(count),
        "mo" => span.try_months(count),
        "wk" => span.try_weeks(count),
        "d" => span.try_days(count),
        "h" => span.try_hours(count),
        "min" => span.try_minutes(count),
        "s" => span.try_seconds(count),
        _ => return None,
    }
    .ok()
}
