//! CSV after RFC 4180, with cells that a spreadsheet would run made harmless.

use std::borrow::Cow;
use std::io::Write;

use super::{OutputError, Table};

/// Writes a table with the names of its columns first. Lines end in CR LF, as RFC 4180 has it. A
/// cell that a spreadsheet would take for a formula gets an apostrophe before it; a plain negative
/// number does not, since it is no formula.
pub fn write_csv(writer: &mut dyn Write, table: &Table) -> Result<(), OutputError> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(writer);
    rows.write_record(table.columns().iter().map(|column| column.name))?;
    for row in table.rows() {
        let cells = (0..table.columns().len()).map(|index| row.get(index).map_or("", |cell| cell.text()));
        rows.write_record(cells.map(|text| harmless(text).into_owned()))?;
    }
    Ok(rows.flush()?)
}

/// Signs that begin a formula in one spreadsheet or another, full-width forms among them.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

fn harmless(text: &str) -> Cow<'_, str> {
    let begins = text.trim_start_matches([' ', '\n']).starts_with(FORMULA);
    if begins && !is_negative_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_negative_number(text: &str) -> bool {
    let Some(digits) = text.strip_prefix('-') else { return false };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole) && all_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Cell, Column};

    fn csv(values: &[&str]) -> String {
        let mut table = Table::new(&[Column::new("value", "Value"), Column::new("unit", "Unit")]);
        for value in values {
            table.push(vec![Cell::new(value)]);
        }
        let mut bytes = Vec::new();
        write_csv(&mut bytes, &table).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn quotes_as_rfc_4180_has_it() {
        assert_eq!(
            csv(&["a,b", "say \"no\"", "one\ntwo"]),
            "value,unit\r\n\"a,b\",\r\n\"say \"\"no\"\"\",\r\n\"one\ntwo\",\r\n"
        );
    }

    #[test]
    fn formulas_are_harmless_and_numbers_stay() {
        for (value, written) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+44 1202 000000", "'+44 1202 000000"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1+1", "' =1+1"),
            ("＝1", "'＝1"),
            ("-1+1", "'-1+1"),
            ("--1", "'--1"),
            ("-2.1", "-2.1"),
            ("-2", "-2"),
            ("4.9", "4.9"),
            ("<5", "<5"),
        ] {
            assert_eq!(harmless(value), written);
        }
    }

    #[test]
    fn a_control_character_is_shown() {
        assert_eq!(csv(&["a\u{1b}[2J"]), "value,unit\r\na\\u{1b}[2J,\r\n");
    }
}
