//! Reads a date of birth as people in Britain type it: the day first.

use jiff::civil::Date;

use crate::record::PartialDateTime;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads `13/12/1965`, `13-Dec-1965`, `13 December 1965`, `13.12.1965`, `13121965`, `1965-12-13`,
/// `12/1965`, `Dec 1965`, `1965-12` and `1965`. A year of two digits is refused: nobody can tell
/// its century.
pub(in crate::browser) fn read(text: &str) -> Option<PartialDateTime> {
    let text = text.trim();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return day(&text[4..], &text[2..4], &text[..2]);
    }
    let parts: Vec<&str> =
        text.split(['/', '-', '.', ' ', ',']).map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [only] => PartialDateTime::year(year(only)?),
        [first, second] if first.len() == 4 => PartialDateTime::month(year(first)?, month(second)?),
        [first, second] => PartialDateTime::month(year(second)?, month(first)?),
        [first, second, third] if first.len() == 4 => day(first, second, third),
        [first, second, third] => day(third, second, first),
        _ => None,
    }
}

fn day(of_year: &str, of_month: &str, day: &str) -> Option<PartialDateTime> {
    let date = Date::new(year(of_year)?, month(of_month)?, day.parse().ok()?).ok()?;
    Some(PartialDateTime::day(date))
}

fn year(text: &str) -> Option<i16> {
    let plausible = |year: &i16| (1800..=2200).contains(year);
    text.parse().ok().filter(plausible).filter(|_| text.len() == 4)
}

fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let text = text.to_lowercase();
    let place = MONTHS.iter().position(|month| text.starts_with(month))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_comes_first() {
        let cases = [
            ("13/12/1965", "1965-12-13"),
            ("03/04/2018", "2018-04-03"),
            ("3 april 2018", "2018-04-03"),
            ("13-Dec-1965", "1965-12-13"),
            ("13121965", "1965-12-13"),
            ("1965-12-13", "1965-12-13"),
            ("12/1965", "1965-12"),
            ("Dec 1965", "1965-12"),
            ("1965-12", "1965-12"),
            (" 1965 ", "1965"),
        ];
        for (text, date) in cases {
            assert_eq!(read(text).map(|date| date.to_string()).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_refused() {
        for text in ["", "13/12/65", "12/13/1965", "31/02/1965", "1965/13", "yesterday", "1/2/3/4", "١٢٣٤٥٦٧٨", "65"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
