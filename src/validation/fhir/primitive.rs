//! The forms of primitive values (FHIR R4, 2.24.0.1 "Primitive Types").

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::validation::definitions::FhirVersion;
use crate::validation::fhirpath::Temporal;

/// The most characters of a text: a megabyte of them (FHIR R4, `string`).
const MOST_TEXT: usize = 1 << 20;

/// Whether a value has the form of its type; why not, without the value.
pub(super) fn check(version: FhirVersion, kind: &str, text: &str) -> Result<(), String> {
    let fails = |is_right: bool, wanted: &str| if is_right { Ok(()) } else { Err(wanted.to_owned()) };
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    match kind {
        "boolean" => fails(matches!(text, "true" | "false"), "`true` or `false` is expected"),
        "integer" => fails(is_integer(text) && text.parse::<i32>().is_ok(), "a whole number of 32 bits is expected"),
        "unsignedInt" => fails(
            is_integer(text) && text.parse::<i64>().is_ok_and(|value| (0..=i64::from(i32::MAX)).contains(&value)),
            "a whole number from 0 on is expected",
        ),
        "positiveInt" => fails(
            is_integer(text) && text.parse::<i64>().is_ok_and(|value| (1..=i64::from(i32::MAX)).contains(&value)),
            "a whole number from 1 on is expected",
        ),
        // STU3's own regular expression of it has no exponent.
        "decimal" if version == FhirVersion::Stu3 => {
            fails(is_decimal(text) && !text.contains(['e', 'E']), "a decimal number without an exponent is expected")
        }
        "decimal" => fails(is_decimal(text), "a decimal number is expected"),
        "date" => fails(Temporal::date(text).is_some(), "YYYY, YYYY-MM or YYYY-MM-DD is expected"),
        "dateTime" => date_time(text),
        "instant" => fails(
            text.len() >= 20 && text.contains('T') && date_time(text).is_ok(),
            "a date and time with seconds and a time zone is expected",
        ),
        "time" => fails(text.len() >= 8 && Temporal::time(text).is_some(), "hh:mm:ss is expected"),
        "id" => id(text),
        "oid" => {
            fails(text.strip_prefix("urn:oid:").is_some_and(is_oid), "`urn:oid:` and an object identifier is expected")
        }
        "uuid" => fails(
            text.strip_prefix("urn:uuid:").is_some_and(is_uuid),
            "`urn:uuid:` and a UUID in small letters is expected",
        ),
        "uri" | "url" | "canonical" => uri(text),
        "code" => fails(
            text.trim() == text && !text.contains("  ") && !text.contains(['\t', '\n', '\r']),
            "no space at the ends and no two in a row are expected",
        ),
        "base64Binary" => fails(base64_length(text).is_some(), "base64 is expected"),
        "string" | "markdown" => {
            if text.chars().count() > MOST_TEXT {
                return Err(format!("it has more than {MOST_TEXT} characters"));
            }
            let is_control = |character: char| character < ' ' && !matches!(character, '\t' | '\r' | '\n');
            fails(!text.contains(is_control), "no control characters are expected")
        }
        _ => Ok(()),
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'))
}

fn is_decimal(text: &str) -> bool {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_is_right = exponent.is_none_or(|exponent| digits(exponent.trim_start_matches(['+', '-'])));
    (is_integer(whole) || whole == "-0") && digits(fraction) && exponent_is_right
}

fn date_time(text: &str) -> Result<(), String> {
    let Some(read) = Temporal::date_time(text) else {
        return Err("YYYY, YYYY-MM, YYYY-MM-DD or a date and time is expected".to_owned());
    };
    let Some((_, time)) = text.split_once('T') else { return Ok(()) };
    let _ = read;
    if !time.contains(['Z', '+', '-']) {
        return Err("a time is given, and no time zone".to_owned());
    }
    let clock = time.split(['Z', '+', '-']).next().unwrap_or_default();
    if clock.len() < 8 {
        return Err("a time is given without its seconds".to_owned());
    }
    Ok(())
}

fn id(text: &str) -> Result<(), String> {
    if text.len() > 64 {
        return Err(format!("at most 64 characters are expected, and it has {}", text.len()));
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.') {
        return Ok(());
    }
    Err("letters, digits, `-` and `.` are expected".to_owned())
}

fn is_oid(text: &str) -> bool {
    let mut parts = text.split('.');
    matches!(parts.next(), Some("0" | "1" | "2")) && text.contains('.') && parts.all(is_integer)
}

pub(super) fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte),
        })
}

fn uri(text: &str) -> Result<(), String> {
    if text.contains(char::is_whitespace) {
        return Err("no space is expected".to_owned());
    }
    if let Some(oid) = text.strip_prefix("urn:oid:")
        && !is_oid(oid)
    {
        return Err("an object identifier is expected after `urn:oid:`".to_owned());
    }
    if let Some(uuid) = text.strip_prefix("urn:uuid:")
        && !is_uuid(&uuid.split('#').next().unwrap_or_default().to_ascii_lowercase())
    {
        return Err("a UUID is expected after `urn:uuid:`".to_owned());
    }
    Ok(())
}

/// How many bytes base64 comes to, spaces left out; none where it is not base64.
pub(super) fn base64_length(text: &str) -> Option<usize> {
    if text.contains(char::is_whitespace) {
        let packed: String = text.split_whitespace().collect();
        return STANDARD.decode(packed).ok().map(|bytes| bytes.len());
    }
    STANDARD.decode(text).ok().map(|bytes| bytes.len())
}
