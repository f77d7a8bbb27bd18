//! One row, as it stands in an index: which elements it has, and what they hold.
//!
//! Owns the encoding. A row is a number whose bits say which elements it has, and those elements in
//! the order of its table: numbers seven bits a byte, words with their length before them.

use std::fmt;

use jiff::civil::Date;

use super::layout::{Field, FieldKind, Table};

/// A decimal number as it is written, and what it comes to.
#[derive(Debug, Clone, Copy)]
pub struct Decimal<'a>(&'a str);

impl<'a> Decimal<'a> {
    /// As it is written: `.5` stays `.5`.
    pub fn written(self) -> &'a str {
        self.0
    }

    /// What it comes to: the number nearest to what is written.
    pub fn value(self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }
}

impl PartialEq for Decimal<'_> {
    /// Whether both come to the same: `.5` is `0.50`.
    fn eq(&self, other: &Self) -> bool {
        self.value().to_bits() == other.value().to_bits()
    }
}

impl fmt::Display for Decimal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// An identifier.
    Id(u64),
    /// A number in a lookup list.
    Code(u64),
    /// A whole number.
    Number(u64),
    /// A price in pence.
    Pence(u64),
    /// A flag.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A decimal number.
    Decimal(Decimal<'a>),
    /// Words, or a barcode.
    Text(&'a str),
    /// `n/a`.
    NotApplicable,
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(number) | Self::Code(number) | Self::Number(number) | Self::Pence(number) => number.fmt(f),
            Self::Flag(set) => f.write_str(if *set { "1" } else { "0" }),
            Self::Date(date) => date.fmt(f),
            Self::Decimal(decimal) => decimal.fmt(f),
            Self::Text(text) => f.write_str(text),
            Self::NotApplicable => f.write_str(NOT_APPLICABLE),
        }
    }
}

pub(super) const NOT_APPLICABLE: &str = "n/a";

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: Table,
    bytes: &'a [u8],
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut row = f.debug_struct(self.table.path());
        for (field, value) in self.values() {
            row.field(field.name, &format_args!("{value}"));
        }
        row.finish()
    }
}

impl<'a> Row<'a> {
    pub(super) fn new(table: Table, bytes: &'a [u8]) -> Self {
        Self { table, bytes }
    }

    /// Its table.
    pub fn table(self) -> Table {
        self.table
    }

    /// What the element at a place holds (see [`Table::position`]); none when the row does not have it.
    pub fn value(self, position: usize) -> Option<Value<'a>> {
        let mut cursor = Cursor(self.bytes);
        let present = cursor.number()?;
        let field = self.table.fields().get(position).filter(|_| present & (1 << position) != 0)?;
        for (at, before) in self.table.fields()[..position].iter().enumerate() {
            if present & (1 << at) != 0 {
                cursor.skip(before)?;
            }
        }
        cursor.value(field)
    }

    /// What the element of this name holds; none when the row, or its table, does not have it.
    pub fn get(self, name: &str) -> Option<Value<'a>> {
        self.value(self.table.position(name))
    }

    /// Every element that it has, in the order of its table.
    pub fn values(self) -> impl Iterator<Item = (&'static Field, Value<'a>)> {
        let mut cursor = Cursor(self.bytes);
        let present = cursor.number().unwrap_or(0);
        let fields = self.table.fields().iter().enumerate();
        fields
            .filter(move |(at, _)| present & (1 << at) != 0)
            .map_while(move |(_, field)| Some((field, cursor.value(field)?)))
    }

    /// The number of an identifier, a code, a count or a price.
    pub(super) fn number(self, position: usize) -> Option<u64> {
        match self.value(position)? {
            Value::Id(number) | Value::Code(number) | Value::Number(number) | Value::Pence(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn flag(self, position: usize) -> bool {
        self.value(position) == Some(Value::Flag(true))
    }

    pub(super) fn date(self, position: usize) -> Option<Date> {
        match self.value(position)? {
            Value::Date(date) => Some(date),
            _ => None,
        }
    }

    pub(super) fn decimal(self, position: usize) -> Option<Decimal<'a>> {
        match self.value(position)? {
            Value::Decimal(decimal) => Some(decimal),
            _ => None,
        }
    }

    pub(super) fn text(self, position: usize) -> Option<&'a str> {
        match self.value(position)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A place in the bytes of a row. What does not fit is none, never more than there is.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn number(&mut self) -> Option<u64> {
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

    fn skip(&mut self, field: &Field) -> Option<()> {
        let number = self.number()?;
        if is_text(field.kind) {
            self.0 = self.0.get(usize::try_from(number).ok()?..)?;
        }
        Some(())
    }

    fn value(&mut self, field: &Field) -> Option<Value<'a>> {
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

fn is_text(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Decimal | FieldKind::Name | FieldKind::Text | FieldKind::Barcode)
}

fn day(number: u64) -> Option<Date> {
    let number = u32::try_from(number).ok()?;
    let part = |part: u32| i8::try_from(part % 100).ok();
    Date::new(i16::try_from(number / 10_000).ok()?, part(number / 100)?, part(number)?).ok()
}

/// A row being made.
#[derive(Debug, Default)]
pub(super) struct Draft {
    present: u64,
    numbers: [u64; 32],
    texts: [(usize, usize); 32],
    words: String,
}

impl Draft {
    pub(super) fn clear(&mut self) {
        self.present = 0;
        self.words.clear();
    }

    pub(super) fn has(&self, position: usize) -> bool {
        self.present & (1 << position) != 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.present == 0
    }

    /// Forgets an element.
    pub(super) fn forget(&mut self, position: usize) {
        self.present &= !(1 << position);
    }

    pub(super) fn number(&mut self, position: usize, number: u64) {
        self.present |= 1 << position;
        self.numbers[position] = number;
    }

    pub(super) fn date(&mut self, position: usize, date: Date) {
        let part = |part: i8| u64::from(part.unsigned_abs());
        let year = u64::from(date.year().unsigned_abs());
        self.number(position, year * 10_000 + part(date.month()) * 100 + part(date.day()));
    }

    pub(super) fn text(&mut self, position: usize, text: &str) {
        self.present |= 1 << position;
        let begin = self.words.len();
        self.words.push_str(text);
        self.texts[position] = (begin, self.words.len());
    }

    /// The number of the key, which is the first element.
    pub(super) fn key(&self) -> u64 {
        self.numbers[0]
    }

    pub(super) fn encode(&self, table: Table, out: &mut Vec<u8>) {
        number(self.present, out);
        for (position, field) in table.fields().iter().enumerate().filter(|(position, _)| self.has(*position)) {
            if is_text(field.kind) {
                let (begin, end) = self.texts[position];
                number((end - begin) as u64, out);
                out.extend_from_slice(&self.words.as_bytes()[begin..end]);
            } else {
                number(self.numbers[position], out);
            }
        }
    }
}

fn number(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(u8::try_from(number & 0x7F).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_compare_by_what_they_come_to() {
        assert_eq!(Decimal(".5"), Decimal("0.50"));
        assert_ne!(Decimal("5"), Decimal("0.5"));
        assert_eq!(Decimal(".5").to_string(), ".5");
    }

    fn encoded(draft: &Draft, table: Table) -> Vec<u8> {
        let mut bytes = Vec::new();
        draft.encode(table, &mut bytes);
        bytes
    }

    #[test]
    fn a_row_holds_what_was_put_in() {
        let mut draft = Draft::default();
        draft.text(const { Table::Vmpp.position("QTYVAL") }, "7.50");
        draft.text(const { Table::Vmpp.position("NM") }, "Example 1mg tablets 7½");
        draft.number(0, u64::MAX);
        draft.number(const { Table::Vmpp.position("INVALID") }, 0);
        let bytes = encoded(&draft, Table::Vmpp);
        let row = Row::new(Table::Vmpp, &bytes);
        assert_eq!(row.get("VPPID"), Some(Value::Id(u64::MAX)));
        assert_eq!(row.get("INVALID"), Some(Value::Flag(false)));
        assert_eq!(row.get("NM"), Some(Value::Text("Example 1mg tablets 7½")));
        assert_eq!(row.get("ABBREVNM"), None);
        assert_eq!(row.get("QTYVAL"), Some(Value::Decimal(Decimal("7.5"))));
        assert_eq!(row.get("NO SUCH"), None);
        assert_eq!(row.values().count(), 4);
        for cut in 0..bytes.len() {
            let row = Row::new(Table::Vmpp, &bytes[..cut]);
            assert!(row.values().count() < 4, "cut to {cut} bytes");
        }
    }

    #[test]
    fn days_and_what_is_not_applicable() {
        let mut draft = Draft::default();
        draft.number(0, 1);
        draft.text(const { Table::BnfVmp.position("DDD") }, NOT_APPLICABLE);
        draft.number(const { Table::BnfVmp.position("DDD_UOMCD") }, 0);
        let bytes = encoded(&draft, Table::BnfVmp);
        let row = Row::new(Table::BnfVmp, &bytes);
        assert_eq!(row.get("DDD"), Some(Value::NotApplicable));
        assert_eq!(row.get("DDD_UOMCD"), Some(Value::NotApplicable));
        draft.clear();
        draft.date(2, date(2019, 4, 1));
        let bytes = encoded(&draft, Table::Gtin);
        assert_eq!(Row::new(Table::Gtin, &bytes).get("STARTDT"), Some(Value::Date(date(2019, 4, 1))));
    }

    proptest! {
        #[test]
        fn no_bytes_break_a_row(bytes: Vec<u8>, position in 0_usize..40) {
            for table in Table::ALL {
                let row = Row::new(*table, &bytes);
                let _ = row.value(position);
                let _ = format!("{row:?}");
            }
        }

        #[test]
        fn numbers_come_back(found: u64) {
            let mut bytes = Vec::new();
            number(found, &mut bytes);
            prop_assert_eq!(Cursor(&bytes).number(), Some(found));
        }
    }
}
