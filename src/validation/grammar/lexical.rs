//! Lexical forms of XML Schema that more than one type needs (W3C XML Schema 1.0 part 2).

/// White space as XML has it.
pub(super) const fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\r' | '\n')
}

/// A value with its white space collapsed.
pub(super) fn collapsed(value: &str) -> std::borrow::Cow<'_, str> {
    let trimmed = value.trim_matches(is_space);
    let plain = !trimmed.contains("  ") && !trimmed.chars().any(|sign| matches!(sign, '\t' | '\r' | '\n'));
    if plain {
        return trimmed.into();
    }
    trimmed.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
}

/// A name without a colon (Namespaces in XML).
pub(super) fn is_nc_name(value: &str) -> bool {
    let mut signs = value.chars();
    signs.next().is_some_and(|first| first == '_' || first.is_alphabetic()) && signs.all(is_name_sign)
}

fn is_name_sign(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.' | '\u{b7}') || ('\u{300}'..='\u{36f}').contains(&sign)
}

/// A token of name characters.
pub(super) fn is_name_token(value: &str) -> bool {
    !value.is_empty() && value.chars().all(|sign| sign == ':' || is_name_sign(sign))
}

fn digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn unsigned(value: &str) -> &str {
    value.strip_prefix(['+', '-']).unwrap_or(value)
}

/// A whole number.
pub(super) fn is_integer(value: &str) -> bool {
    digits(unsigned(value))
}

/// A decimal number.
pub(super) fn is_decimal(value: &str) -> bool {
    match unsigned(value).split_once('.') {
        Some((whole, part)) => {
            (digits(whole) || digits(part)) && (whole.is_empty() || digits(whole)) && (part.is_empty() || digits(part))
        }
        None => digits(unsigned(value)),
    }
}

/// A number in floating point.
pub(super) fn is_double(value: &str) -> bool {
    if matches!(value, "INF" | "-INF" | "NaN") {
        return true;
    }
    match value.split_once(['e', 'E']) {
        Some((number, power)) => is_decimal(number) && is_integer(power),
        None => is_decimal(value),
    }
}

/// Four groups and twelve digits, in upper case.
pub(super) fn is_uuid(value: &str) -> bool {
    let groups: Vec<&str> = value.split('-').collect();
    let lengths = groups.iter().map(|group| group.len());
    lengths.eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'F')))
}

/// Numbers with dots between.
pub(super) fn is_oid(value: &str) -> bool {
    value.split('.').all(digits)
}

/// Base64, white space allowed between the digits.
pub(super) fn is_base64(value: &str) -> bool {
    let mut count = 0_usize;
    let mut padding = 0_usize;
    let mut last = b'A';
    for byte in value.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        match byte {
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => last = byte,
            _ => return false,
        }
        count += 1;
    }
    // The bits that padding leaves over must be nought.
    let left = match padding {
        0 => true,
        1 => b"AEIMQUYcgkosw048".contains(&last),
        2 => b"AQgw".contains(&last),
        _ => false,
    };
    count.is_multiple_of(4) && left
}

/// A point in time of HL7 version 3: digits from the year on, a fraction, a zone.
pub(super) fn is_time(value: &str) -> bool {
    let (time, zone) = match value.find(['+', '-']) {
        Some(at) => (&value[..at], Some(&value[at + 1..])),
        None => (value, None),
    };
    let zone_fits = zone.is_none_or(|zone| digits(zone) && zone.len() <= 4);
    match time.split_once('.') {
        Some((whole, fraction)) => digits(whole) && whole.len() == 14 && digits(fraction) && zone_fits,
        None if digits(time) && time.len() <= 8 => zone.is_none(),
        None => digits(time) && time.len() <= 14 && zone_fits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for good in ["1", "-1", "+1.5", ".5", "5."] {
            assert!(is_decimal(good), "{good}");
        }
        for bad in ["", ".", "1,5", "- 1", "1e3", "+-1"] {
            assert!(!is_decimal(bad), "{bad}");
        }
        assert!(is_double("1.5E-3") && is_double("NaN") && !is_double("1e") && !is_double("inf"));
    }

    #[test]
    fn times() {
        for good in ["2", "2018", "20180602", "201806021", "20180602101500", "20180602101500.5+0100", "2018060210-1"] {
            assert!(is_time(good), "{good}");
        }
        for bad in ["", "2018-06-02", "20180602+01", "201806021015.5", "20180602101500.", "20180602101500+01000"] {
            assert!(!is_time(bad), "{bad}");
        }
    }

    #[test]
    fn identifiers() {
        assert!(is_uuid("5E0C2E2A-0000-4000-8000-00000000000A"));
        assert!(!is_uuid("5e0c2e2a-0000-4000-8000-00000000000a") && !is_uuid("5E0C2E2A00004000800000000000000A"));
        assert!(is_oid("2.16.840") && is_oid("0") && !is_oid("2..1") && !is_oid("2.") && !is_oid(""));
        assert!(is_nc_name("uuid_1") && !is_nc_name("1a") && !is_nc_name("a:b") && !is_nc_name(""));
        assert_eq!(collapsed(" a \n b "), "a b");
        assert!(is_base64("aGVs bG8=") && is_base64("") && !is_base64("aGVsbG8") && !is_base64("a==="));
    }
}
