//! The forms of the data types (HL7 v2.5 chapter 2A).

use jiff::civil::Date;

/// NM: an optional sign, digits, and an optional point.
pub(super) fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value).as_bytes();
    let points = memchr::memchr_iter(b'.', digits).count();
    points <= 1 && digits.len() > points && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}

/// SI: a whole number that is not negative.
pub(super) fn is_sequence(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// DT: `YYYY[MM[DD]]`, a day that there is.
pub(super) fn is_date(value: &str) -> bool {
    matches!(value.len(), 4 | 6 | 8) && value.bytes().all(|byte| byte.is_ascii_digit()) && is_day(value.as_bytes())
}

/// TM: `HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]`.
pub(super) fn is_time(value: &str) -> bool {
    let (digits, fraction, zone) = parts(value);
    matches!(digits.len(), 2 | 4 | 6) && rest_is_time(digits, fraction, digits.len() == 6) && is_zone(zone)
}

/// TS: `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`, a time that there is.
pub(super) fn is_date_time(value: &str) -> bool {
    let (digits, fraction, zone) = parts(value);
    if !matches!(digits.len(), 4 | 6 | 8 | 10 | 12 | 14) || !digits.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let day = digits.len().min(8);
    is_day(&digits[..day]) && rest_is_time(&digits[day..], fraction, digits.len() == 14) && is_zone(zone)
}

/// What stands before a point and an offset, between them, and after.
fn parts(value: &str) -> (&[u8], Option<&[u8]>, &[u8]) {
    let bytes = value.as_bytes();
    let zone = bytes.iter().position(|byte| matches!(byte, b'+' | b'-')).unwrap_or(bytes.len());
    let (local, zone) = bytes.split_at(zone);
    match local.iter().position(|byte| *byte == b'.') {
        Some(point) => (&local[..point], Some(&local[point + 1..]), zone),
        None => (local, None, zone),
    }
}

fn is_day(digits: &[u8]) -> bool {
    let year = i16::from(pair(digits, 0)) * 100 + i16::from(pair(digits, 2));
    let month = if digits.len() > 4 { pair(digits, 4) } else { 1 };
    let day = if digits.len() > 6 { pair(digits, 6) } else { 1 };
    year > 0 && Date::new(year, month, day).is_ok()
}

fn rest_is_time(digits: &[u8], fraction: Option<&[u8]>, to_seconds: bool) -> bool {
    let limits = [23, 59, 59];
    let whole = digits.iter().all(u8::is_ascii_digit)
        && digits.chunks(2).zip(limits).all(|(chunk, limit)| pair(chunk, 0) <= limit);
    let fraction = fraction.is_none_or(|fraction| {
        to_seconds && matches!(fraction.len(), 1..=4) && fraction.iter().all(u8::is_ascii_digit)
    });
    whole && fraction
}

fn is_zone(zone: &[u8]) -> bool {
    zone.is_empty()
        || (zone.len() == 5 && zone[1..].iter().all(u8::is_ascii_digit) && pair(zone, 1) <= 14 && pair(zone, 3) <= 59)
}

/// Two digits as a number; the caller has seen that they are digits.
fn pair(digits: &[u8], at: usize) -> i8 {
    let digit = |at: usize| digits.get(at).map_or(0, |byte| byte.wrapping_sub(b'0'));
    i8::try_from(digit(at).saturating_mul(10).saturating_add(digit(at + 1))).unwrap_or(i8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each row is good, and then bad, by the sections of the data types in chapter 2A.
    #[test]
    fn forms() {
        type Row = (fn(&str) -> bool, &'static [&'static str], &'static [&'static str]);
        let table: [Row; 5] = [
            (is_number, &["0", "-12.5", "+3", "007", "5.", ".5"], &["", "+", ".", "1,5", "1e3", "<5", " 5", "1.2.3"]),
            (is_sequence, &["0", "1", "9999"], &["", "-1", "1.0", "A"]),
            (
                is_date,
                &["2018", "201802", "20180228", "20200229"],
                &["", "18", "20180229", "201813", "2018-02-28", "00000101"],
            ),
            (
                is_time,
                &["00", "2359", "235959", "235959.9999", "0800+0100"],
                &["", "24", "8", "2360", "08.5", "0800+1", "235959.", "235959.12345"],
            ),
            (
                is_date_time,
                &["2018", "201802281230", "20180228123059.1234+0100", "20180228-0500"],
                &[
                    "",
                    "2018022812305",
                    "196513121515",
                    "20180228240000",
                    "20180228 1230",
                    "201802281230.5",
                    "20180228123060",
                    "20180228+9999",
                ],
            ),
        ];
        for (is, good, bad) in table {
            for value in good {
                assert!(is(value), "{value}");
            }
            for value in bad {
                assert!(!is(value), "{value}");
            }
        }
    }
}
