//! Reads JSON that says everything once.

use std::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::problem::Problem;

/// Reads a resource. A name that stands twice in one object is refused: two readers would read two
/// things. Depth is bounded by the reader itself.
pub(super) fn resource(bytes: &[u8]) -> Result<Value, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let read = Unique.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match read {
        Ok(value) if value.is_object() => Ok(value),
        Ok(_) => Err(Problem::new(400, "structure", "a resource is an object")),
        // The words of the reader may repeat what it stumbled over.
        Err(error) => {
            let words = format!(
                "the body is no JSON that says everything once, at line {} column {}",
                error.line(),
                error.column()
            );
            Err(Problem::new(400, "structure", words))
        }
    }
}

struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = parts.next_key_seed(Name)? {
            let value = parts.next_value_seed(Self)?;
            if object.insert(name, value).is_some() {
                return Err(de::Error::custom("a name stands twice"));
            }
        }
        Ok(object.into())
    }
}

struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        String::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_or_too_deep_is_refused_by_its_place() {
        assert!(resource(br#"{"a":[1,-2,1.5,"x",null,true,{"b":{}}]}"#).is_ok());
        for wrong in [&br#"{"a":1,"a":2}"#[..], br#"{"a":{"b":1,"b":1}}"#, b"[]", b"{", b"{}{}", b"\xff", b""] {
            assert_eq!(resource(wrong).unwrap_err().status, 400);
        }
        let deep = format!("{}{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
        assert_eq!(resource(deep.as_bytes()).unwrap_err().status, 400);
    }
}
