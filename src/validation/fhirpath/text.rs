//! Functions on texts (FHIRPath 2.0.0, 5.6).

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};

use super::error::ExpressionError;
use super::evaluate::Engine;
use super::item::Item;

type Answer = Result<Vec<Item>, ExpressionError>;

fn text(text: impl Into<String>) -> Vec<Item> {
    vec![Item::Text(text.into())]
}

/// A function on a text with texts as arguments; none where it is not one of these.
pub(super) fn call(engine: &mut Engine<'_, '_>, input: &str, name: &str, arguments: &[String]) -> Option<Answer> {
    let first = arguments.first().map_or("", String::as_str);
    let second = arguments.get(1).map_or("", String::as_str);
    Some(Ok(match name {
        "startsWith" => vec![Item::Boolean(input.starts_with(first))],
        "endsWith" => vec![Item::Boolean(input.ends_with(first))],
        "contains" => vec![Item::Boolean(input.contains(first))],
        "indexOf" => vec![Item::Integer(index(input.find(first), input))],
        "lastIndexOf" => vec![Item::Integer(index(input.rfind(first), input))],
        "upper" => text(input.to_uppercase()),
        "lower" => text(input.to_lowercase()),
        "trim" => text(input.trim()),
        "length" => vec![Item::Integer(i64::try_from(input.chars().count()).unwrap_or(i64::MAX))],
        "toChars" => input.chars().map(|character| Item::Text(character.to_string())).collect(),
        "replace" => {
            let grown = input.len().saturating_add(1).saturating_mul(second.len() + 1);
            if let Err(error) = engine.step(grown / 64) {
                return Some(Err(error));
            }
            let replaced = input.replace(first, second);
            // An empty text stands before each character and not at the end.
            text(if first.is_empty() { format!("{}{second}", between(input, second)) } else { replaced })
        }
        "split" if first.is_empty() => input.chars().map(|character| Item::Text(character.to_string())).collect(),
        "split" => input.split(first).map(|part| Item::Text(part.to_owned())).collect(),
        "matches" => return Some(matches(engine, input, first)),
        "matchesFull" => return Some(matches(engine, input, &format!("^(?:{first})$"))),
        "replaceMatches" if first.is_empty() => text(input),
        "replaceMatches" => {
            return Some(engine.pattern(first).map(|pattern| text(pattern.replace_all(input, second).into_owned())));
        }
        "encode" | "decode" | "escape" | "unescape" => coded(input, name, first),
        _ => return None,
    }))
}

/// A text in another form, or out of it; nothing where the form is not known.
fn coded(input: &str, name: &str, form: &str) -> Vec<Item> {
    match (name, form) {
        ("encode", "base64") => text(STANDARD.encode(input)),
        ("encode", "urlbase64") => text(URL_SAFE.encode(input)),
        ("encode", "hex") => text(input.bytes().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })),
        ("decode", form) => decoded(input, form).map(text).unwrap_or_default(),
        ("escape", "html") => {
            text(input.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
        }
        ("escape", "json") => {
            let quoted = serde_json::Value::from(input).to_string();
            text(quoted.get(1..quoted.len() - 1).unwrap_or_default())
        }
        ("unescape", "html") => {
            let plain = input.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            text(plain.replace("&#39;", "'").replace("&amp;", "&"))
        }
        // A quotation mark that nothing escapes stands for itself.
        ("unescape", "json") => {
            let quoted = input.replace("\\\"", "\"").replace('"', "\\\"");
            serde_json::from_str::<String>(&format!("\"{quoted}\"")).map(text).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

fn between(input: &str, put: &str) -> String {
    input.chars().flat_map(|character| put.chars().chain(std::iter::once(character))).collect()
}

fn index(found: Option<usize>, input: &str) -> i64 {
    let characters = found.map(|at| input.get(..at).unwrap_or_default().chars().count());
    characters.and_then(|count| i64::try_from(count).ok()).unwrap_or(-1)
}

fn matches(engine: &mut Engine<'_, '_>, input: &str, pattern: &str) -> Answer {
    engine.step(input.len() / 16)?;
    Ok(vec![Item::Boolean(engine.pattern(pattern)?.is_match(input))])
}

fn decoded(input: &str, form: &str) -> Option<String> {
    let bytes = match form {
        "base64" => STANDARD.decode(input).ok()?,
        "urlbase64" => URL_SAFE.decode(input).ok()?,
        "hex" => {
            let pairs = input.as_bytes().chunks(2);
            let digit = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
            pairs.map(digit).collect::<Option<Vec<u8>>>()?
        }
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

/// A part of a text, by characters.
pub(super) fn substring(input: &str, start: i64, length: Option<i64>) -> Vec<Item> {
    let Ok(start) = usize::try_from(start) else { return Vec::new() };
    if start >= input.chars().count() {
        return Vec::new();
    }
    let length = length.map_or(usize::MAX, |length| usize::try_from(length).unwrap_or(0));
    text(input.chars().skip(start).take(length).collect::<String>())
}
