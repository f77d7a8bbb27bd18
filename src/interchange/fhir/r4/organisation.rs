//! Senders as `Organization`.

use serde_json::Value;

use super::code_system::{ODS_ORGANISATION, ODS_SITE};
use super::element::Element;
use crate::record::directory;

/// An `Identifier` of an organisation: with the national system where the code has the form of an
/// ODS code or is one that the programme names, otherwise the code alone.
pub(super) fn identifier(code: &str) -> Value {
    let system = if is_site(code) {
        Some(ODS_SITE)
    } else if is_organisation(code) {
        Some(ODS_ORGANISATION)
    } else {
        None
    };
    Element::new().text("system", system).text("value", Some(code)).build()
}

/// A `Reference` to an organisation that is not in the bundle.
pub(super) fn logical(code: Option<&str>, name: Option<&str>) -> Value {
    let identifier = code.map_or(Value::Null, identifier);
    let reference = Element::new().with("identifier", identifier).text("display", name).build();
    match reference.as_object() {
        Some(parts) if !parts.is_empty() => Element::new().with("type", "Organization").add_parts(reference).build(),
        _ => Value::Null,
    }
}

/// A trust (`RBD`), a practice (`J81001`), or one that the programme names by its code.
fn is_organisation(code: &str) -> bool {
    let bytes = code.as_bytes();
    let trust = bytes.len() == 3 && bytes[0] == b'R' && is_alphanumeric(bytes);
    let practice = bytes.len() == 6 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit);
    trust || practice || (code.len() == 3 && directory().organisation.iter().any(|known| known.code == code))
}

/// A site of a trust (`RBD01`).
fn is_site(code: &str) -> bool {
    code.len() == 5 && code.starts_with('R') && is_alphanumeric(code.as_bytes())
}

fn is_alphanumeric(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// What to call an organisation: its name, else its code.
pub(super) fn title<'a>(code: &'a str, name: Option<&'a str>) -> &'a str {
    let words = name.unwrap_or(code);
    if words.trim().is_empty() { "(sender not stated)" } else { words }
}

/// The name of an organisation that the programme knows.
pub(super) fn known_name(code: &str) -> Option<&'static str> {
    directory().find(code).filter(|found| found.code != "GP").map(|found| found.name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ods_codes_get_the_national_system() {
        let cases = [
            ("RBD", Some(ODS_ORGANISATION)),
            ("J81001", Some(ODS_ORGANISATION)),
            ("809", Some(ODS_ORGANISATION)),
            ("RBD01", Some(ODS_SITE)),
            ("GP", None),
            ("SIMHOSP", None),
            ("Rbd", None),
        ];
        for (code, system) in cases {
            assert_eq!(identifier(code).get("system").and_then(Value::as_str), system, "{code}");
        }
    }
}
