//! From the bytes of a row to what its elements hold.

use jiff::civil::Date;

use super::value::NOT_APPLICABLE;
use super::{Decimal, Value};
use crate::dmd::layout::{Field, FieldKind};

/// A place in the bytes of a row. What does not fit is none, never more than there is.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }

    pub(super) fn skip(&mut self, field: &Field) -> Option<()> {
        let number = self.number()?;
        if is_text(field.kind) {
            self.0 = self.0.get(usize::try_from(number).ok()?..)?;
        }
        Some(())
    }

    pub(super) fn value(&mut self, field: &Field) -> Option<Value<'a>> {
        if is_text(field.kind) {
            let text = self.text()?;
            return Some(match field.kind {
                FieldKind::Decimal if text == NOT_APPLICABLE => Value::NotApplicable,
                FieldKind::Decimal => Value::Decimal(Decimal(text)),
                _ => Value::Text(text),
            });
        }
        let number = self.number()?;
        Some(match field.kind {
            FieldKind::Id if number == 0 && field.or_not_applicable => Value::NotApplicable,
            FieldKind::Id => Value::Id(number),
            FieldKind::Code => Value::Code(number),
            FieldKind::Pence => Value::Pence(number),
            FieldKind::Flag => Value::Flag(number != 0),
            FieldKind::Date => Value::Date(day(number)?),
            _ => Value::Number(number),
        })
    }
}

/// Whether an element of a kind is kept as text.
pub(super) fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Decimal | FieldKind::Name | FieldKind::Text | FieldKind::Barcode)
}

fn day(number: u64) -> Option<Date> {
    let number = u32::try_from(number).ok()?;
    let part = |part: u32| i8::try_from(part % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}
