//! Functions on numbers (FHIRPath 2.0.0, 5.7).

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, MathematicalOps, RoundingStrategy};

use super::error::ExpressionError;
use super::item::{Item, Quantity};

type Answer = Result<Vec<Item>, ExpressionError>;

/// A function on a number; none where it is not one of these.
pub(super) fn call(input: &Item, name: &str, argument: Option<Decimal>) -> Option<Answer> {
    if let Item::Quantity(quantity) = input {
        return (name == "abs")
            .then(|| Ok(vec![Item::Quantity(Quantity { value: quantity.value.abs(), ..quantity.clone() })]));
    }
    let value = super::equal::decimal(input);
    let is_function =
        matches!(name, "abs" | "ceiling" | "floor" | "truncate" | "round" | "exp" | "ln" | "log" | "power" | "sqrt");
    if !is_function {
        return None;
    }
    let Some(value) = value else {
        return Some(Err(ExpressionError::execution(format!("`{name}` asks a number"))));
    };
    Some(Ok(function(input, value, name, argument).into_iter().collect()))
}

fn function(input: &Item, value: Decimal, name: &str, argument: Option<Decimal>) -> Option<Item> {
    let whole = |value: Decimal| value.to_i64().map(Item::Integer);
    match name {
        "abs" => Some(match input {
            Item::Integer(value) => Item::Integer(value.checked_abs()?),
            _ => Item::Decimal(value.abs()),
        }),
        "ceiling" => whole(value.ceil()),
        "floor" => whole(value.floor()),
        "truncate" => whole(value.trunc()),
        "round" => {
            let places = argument.unwrap_or_default().to_u32()?;
            let rounded = value.round_dp_with_strategy(places.min(28), RoundingStrategy::MidpointAwayFromZero);
            Some(Item::Decimal(rounded))
        }
        "exp" => value.checked_exp().map(Item::Decimal),
        "ln" => value.checked_ln().map(Item::Decimal),
        "sqrt" => value.sqrt().map(Item::Decimal),
        "log" => {
            let result = value.to_f64()?.ln() / argument?.to_f64()?.ln();
            Decimal::from_f64(result).map(|value| Item::Decimal(value.round_dp(8)))
        }
        _ => {
            let exponent = argument?;
            if value.is_sign_negative() && !exponent.fract().is_zero() {
                return None;
            }
            let result = value.checked_powd(exponent)?;
            match input {
                Item::Integer(_) if exponent.fract().is_zero() && exponent >= Decimal::ZERO => whole(result),
                _ => Some(Item::Decimal(result)),
            }
        }
    }
}
