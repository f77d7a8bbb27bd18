//! JSON documents and lines, with the characters that act on a terminal escaped.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use super::{OutputError, is_unsafe};

/// The version of every JSON document made by [`document`]. It grows when a field changes its
/// meaning or goes; new fields do not change it.
pub const FORMAT_VERSION: &str = "1";

/// A document that holds `value` under `name`, beside its `format_version`.
///
/// ```
/// let document = dcr::output::document("feeds", &["POOLE-LAB/RD3"])?;
/// assert_eq!(document.to_string(), r#"{"format_version":"1","feeds":["POOLE-LAB/RD3"]}"#);
/// # Ok::<(), dcr::output::OutputError>(())
/// ```
pub fn document(name: &str, value: &impl Serialize) -> Result<Value, OutputError> {
    let mut document = serde_json::Map::new();
    document.insert("format_version".to_owned(), FORMAT_VERSION.into());
    document.insert(name.to_owned(), serde_json::to_value(value)?);
    Ok(Value::Object(document))
}

/// Writes one document, indented, with a line feed at its end.
pub fn write_json(writer: &mut dyn Write, value: &Value) -> Result<(), OutputError> {
    value.serialize(&mut Serializer::with_formatter(&mut *writer, Safe(PrettyFormatter::new())))?;
    Ok(writer.write_all(b"\n")?)
}

/// Writes each value on a line of its own.
pub fn write_ndjson(writer: &mut dyn Write, values: &[Value]) -> Result<(), OutputError> {
    for value in values {
        value.serialize(&mut Serializer::with_formatter(&mut *writer, Safe(CompactFormatter)))?;
        writer.write_all(b"\n")?;
    }
    Ok(())
}

/// A formatter that also escapes what JSON would let pass: DEL, C1, direction, zero width. A parser
/// reads the same text back.
struct Safe<F>(F);

impl<F: Formatter> Formatter for Safe<F> {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_unsafe(*character)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + character.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pretty(value: &Value) -> String {
        let mut bytes = Vec::new();
        write_json(&mut bytes, value).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn keeps_the_order_of_fields() {
        insta::assert_snapshot!(pretty(&document("b", &serde_json::json!({"z": [1, {}], "a": []})).unwrap()), @r#"
        {
          "format_version": "1",
          "b": {
            "z": [
              1,
              {}
            ],
            "a": []
          }
        }
        "#);
    }

    #[test]
    fn a_line_is_a_line() {
        let mut bytes = Vec::new();
        write_ndjson(&mut bytes, &["a\nb".into(), 1.into()]).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a\\nb\"\n1\n");
    }

    proptest::proptest! {
        #[test]
        fn safe_and_the_same_when_read_back(text in "(?s).*") {
            let value = Value::String(text);
            let written = pretty(&value);
            proptest::prop_assert!(!written.chars().any(|it| it != '\n' && is_unsafe(it)));
            proptest::prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
        }
    }
}
