//! Durations as scripts write them: `200ms`, `5s`, `2m`.

use std::time::Duration;

/// The longest duration: nothing waits for more than a day.
const MOST: Duration = Duration::from_hours(24);

/// Reads a duration; `None` where it is not one, or longer than a day.
pub(in crate::conformance) fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let unit = text.find(|letter: char| !letter.is_ascii_digit())?;
    let number: u64 = text[..unit].parse().ok()?;
    let duration = match text[unit..].trim() {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        "m" | "min" => Duration::from_secs(number.checked_mul(60)?),
        _ => return None,
    };
    (duration <= MOST).then_some(duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        let table = [
            ("200ms", Some(Duration::from_millis(200))),
            ("5 s", Some(Duration::from_secs(5))),
            ("2m", Some(Duration::from_mins(2))),
            ("25h", None),
            ("5", None),
            ("s", None),
            ("-1s", None),
            ("99999999999999999999s", None),
            ("100000m", None),
        ];
        for (text, expected) in table {
            assert_eq!(duration(text), expected, "{text}");
        }
    }
}
