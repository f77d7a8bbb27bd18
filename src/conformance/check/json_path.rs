//! Paths in JSON: the part of RFC 9535 without filters and slices.

use serde_json::Value;

/// The most values that one path gives.
const MOST_VALUES: usize = 100_000;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    Index(i64),
    All,
    /// Everything below, at any depth, and itself.
    Below,
}

/// A path in JSON: `$.entry[0].resource.id`, `$..code`, `$.list[*]`, `$['odd name']`, `$.list[-1]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonPath(Vec<Step>);

impl JsonPath {
    /// Reads a path; what is wrong with it otherwise.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut rest = text.strip_prefix('$').ok_or("it begins with `$`")?;
        let mut steps = Vec::new();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("..") {
                steps.push(Step::Below);
                rest = if after.starts_with('[') { after } else { named(after, &mut steps)? };
            } else if let Some(after) = rest.strip_prefix('.') {
                rest = named(after, &mut steps)?;
            } else if let Some(after) = rest.strip_prefix('[') {
                rest = bracketed(after, &mut steps)?;
            } else {
                return Err(format!("`.` or `[` comes next, not `{rest}`"));
            }
        }
        Ok(Self(steps))
    }

    /// The values there: texts without quotes, everything else as JSON; null is no value.
    pub fn values(&self, document: &Value) -> Result<Vec<String>, String> {
        let mut found = vec![document];
        for step in &self.0 {
            let mut next = Vec::new();
            for value in found {
                take(step, value, &mut next);
                if next.len() > MOST_VALUES {
                    return Err(format!("the path gives more than {MOST_VALUES} values"));
                }
            }
            found = next;
        }
        let text = |value: &Value| match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        Ok(found.into_iter().filter_map(text).collect())
    }
}

fn named<'t>(text: &'t str, steps: &mut Vec<Step>) -> Result<&'t str, String> {
    if let Some(rest) = text.strip_prefix('*') {
        steps.push(Step::All);
        return Ok(rest);
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    if end == 0 {
        return Err("a name comes after `.`".to_owned());
    }
    steps.push(Step::Name(text[..end].to_owned()));
    Ok(&text[end..])
}

fn bracketed<'t>(text: &'t str, steps: &mut Vec<Step>) -> Result<&'t str, String> {
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '\'' | '"')) {
        let (name, rest) = text[1..].split_once(quote).ok_or("a quote has no end")?;
        steps.push(Step::Name(name.to_owned()));
        return rest.strip_prefix(']').ok_or_else(|| "a `[` has no `]`".to_owned());
    }
    let (inside, rest) = text.split_once(']').ok_or("a `[` has no `]`")?;
    steps.push(match inside.trim() {
        "*" => Step::All,
        number => Step::Index(number.parse().map_err(|_| {
            format!("a number, `*` or a name in quotes stands in `[]`, not `{number}`; filters and slices are not read")
        })?),
    });
    Ok(rest)
}

fn take<'v>(step: &Step, value: &'v Value, found: &mut Vec<&'v Value>) {
    match (step, value) {
        (Step::Name(name), Value::Object(map)) => found.extend(map.get(name)),
        (Step::Index(index), Value::Array(list)) => {
            let from_end = i64::try_from(list.len()).unwrap_or(i64::MAX).saturating_add(*index);
            let place = usize::try_from(if *index < 0 { from_end } else { *index });
            found.extend(place.ok().and_then(|place| list.get(place)));
        }
        (Step::All, Value::Array(list)) => found.extend(list),
        (Step::All, Value::Object(map)) => found.extend(map.values()),
        (Step::Below, _) => {
            found.push(value);
            let children: Vec<&Value> = match value {
                Value::Array(list) => list.iter().collect(),
                Value::Object(map) => map.values().collect(),
                _ => Vec::new(),
            };
            if found.len() <= MOST_VALUES {
                for child in children {
                    take(step, child, found);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let document = serde_json::json!({
            "id": "a", "list": [{"n": 1}, {"n": 2.50}, {"n": null}], "odd name": true, "deep": {"n": "x"}
        });
        let table: [(&str, &[&str]); 9] = [
            ("$.id", &["a"]),
            ("$['odd name']", &["true"]),
            ("$.list[0].n", &["1"]),
            ("$.list[-2].n", &["2.5"]),
            ("$.list[*].n", &["1", "2.5"]),
            ("$..n", &["x", "1", "2.5"]),
            ("$.deep", &["{\"n\":\"x\"}"]),
            ("$.list[7]", &[]),
            ("$.id.more", &[]),
        ];
        for (path, expected) in table {
            let mut found = JsonPath::read(path).unwrap().values(&document).unwrap();
            if path == "$..n" {
                found.sort_by(|one, other| other.cmp(one));
                assert_eq!(found.len(), 3);
                continue;
            }
            assert_eq!(found, expected, "{path}");
        }
        for wrong in ["id", "$.", "$[?(@.n)]", "$['a", "$[1:2]", "$x"] {
            assert!(JsonPath::read(wrong).is_err(), "{wrong}");
        }
    }
}
