//! HL7 v2 times (TS, DT, DTM), as precise as they were sent.

use std::cell::RefCell;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::record::{PartialDateTime, london};

/// What could be read of a time, and what was wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::interchange) struct Read {
    pub time: Option<PartialDateTime>,
    pub problem: Option<&'static str>,
}

impl Read {
    const fn good(time: PartialDateTime) -> Self {
        Self { time: Some(time), problem: None }
    }

    const fn odd(time: Option<PartialDateTime>, problem: &'static str) -> Self {
        Self { time, problem: Some(problem) }
    }
}

/// Reads times, and remembers the offset of London on the days it saw last: the messages of one
/// feed speak of few days, and finding an offset costs more than all the rest of reading a time.
#[derive(Debug, Default)]
struct TimeReader {
    days: [Option<(Date, Offset)>; 8],
    next: usize,
}

thread_local! {
    /// What one message taught serves the next; it changes nothing but the time taken.
    static READER: RefCell<TimeReader> = RefCell::default();
}

/// Reads a time. `text` has no quoted null and is not empty.
pub(in crate::interchange) fn read(text: &str) -> Read {
    READER.with_borrow_mut(|reader| reader.read(text))
}

const NOT_A_TIME: &str = "not a date or time";
const BAD_MONTH: &str = "there is no such month: only the year is kept";
const BAD_DAY: &str = "there is no such day: only the month is kept";
const BAD_TIME: &str = "there is no such time of day: only the day is kept";
const MIDNIGHT: &str = "24:00 is read as the start of the next day";
const BAD_ZONE: &str = "the offset from UTC cannot be read: local time is taken";
const LENGTH: &str = "the date or time has a digit too many or too few";
const PUNCTUATED: &str = "the date or time is punctuated";

impl TimeReader {
    fn read(&mut self, text: &str) -> Read {
        let text = text.trim();
        let bytes = text.as_bytes();
        if bytes.get(4) == Some(&b'-') {
            let time = text.replacen(' ', "T", 1).parse().ok();
            return Read::odd(time, if time.is_some() { PUNCTUATED } else { NOT_A_TIME });
        }
        let zone_at = bytes.iter().position(|byte| matches!(byte, b'+' | b'-')).unwrap_or(bytes.len());
        let zone = &bytes[zone_at..];
        let mut halves = bytes[..zone_at].splitn(2, |byte| *byte == b'.');
        let digits = halves.next().unwrap_or_default();
        let fraction = halves.next();
        if digits.len() < 4 || !digits.iter().chain(fraction.unwrap_or_default()).all(u8::is_ascii_digit) {
            return Read::odd(None, NOT_A_TIME);
        }
        let mut read = self.assemble(digits, nanoseconds(fraction), zone);
        if !matches!(digits.len(), 4 | 6 | 8 | 10 | 12 | 14) {
            read.problem = read.problem.or(Some(LENGTH));
        }
        read
    }

    fn assemble(&mut self, digits: &[u8], nanoseconds: i32, zone: &[u8]) -> Read {
        let pair = |at: usize| digits.get(at..at + 2).map(two);
        let year = i16::from(two(&digits[..2])) * 100 + i16::from(two(&digits[2..4]));
        let Some(whole_year) = PartialDateTime::year(year).filter(|_| year > 0) else {
            return Read::odd(None, NOT_A_TIME);
        };
        let Some(month) = pair(4) else { return Read::good(whole_year) };
        let Some(whole_month) = PartialDateTime::month(year, month) else {
            return Read::odd(Some(whole_year), BAD_MONTH);
        };
        let Some(day) = pair(6) else { return Read::good(whole_month) };
        let Ok(date) = Date::new(year, month, day) else { return Read::odd(Some(whole_month), BAD_DAY) };
        let Some(hour) = pair(8) else { return Read::good(PartialDateTime::day(date)) };
        let (minute, second) = (pair(10).unwrap_or(0), pair(12).unwrap_or(0));
        if (hour, minute, second) == (24, 0, 0) {
            let next = date.tomorrow().map(|next| self.at(next.to_datetime(Time::midnight()), zone).0);
            return Read::odd(next.ok(), MIDNIGHT);
        }
        let Ok(time) = Time::new(hour, minute, second.min(59), nanoseconds) else {
            return Read::odd(Some(PartialDateTime::day(date)), BAD_TIME);
        };
        if second > 60 {
            return Read::odd(Some(PartialDateTime::day(date)), BAD_TIME);
        }
        let (time, problem) = self.at(date.to_datetime(time), zone);
        Read { time: Some(time), problem }
    }

    fn at(&mut self, local: DateTime, zone: &[u8]) -> (PartialDateTime, Option<&'static str>) {
        match offset_of(zone) {
            Some(offset) => (PartialDateTime::at_offset(local, offset), None),
            None => (self.in_london(local), (!zone.is_empty()).then_some(BAD_ZONE)),
        }
    }

    fn in_london(&mut self, local: DateTime) -> PartialDateTime {
        let day = local.date();
        if let Some((_, offset)) = self.days.iter().flatten().find(|(known, _)| *known == day) {
            return PartialDateTime::at_offset(local, *offset);
        }
        let offset_at = |time| london().to_ambiguous_zoned(day.to_datetime(time)).compatible().map(|it| it.offset());
        if let (Ok(first), Ok(last)) = (offset_at(Time::midnight()), offset_at(Time::MAX))
            && first == last
        {
            self.days[self.next] = Some((day, first));
            self.next = (self.next + 1) % self.days.len();
        }
        PartialDateTime::in_london(local)
    }
}

fn two(digits: &[u8]) -> i8 {
    let digit = |byte: u8| i8::try_from(byte.wrapping_sub(b'0')).unwrap_or(0);
    digit(digits[0]) * 10 + digit(digits[1])
}

fn nanoseconds(fraction: Option<&[u8]>) -> i32 {
    let digits = fraction.unwrap_or_default().iter().chain(std::iter::repeat(&b'0')).take(9);
    digits.fold(0, |sum, digit| sum * 10 + i32::from(digit - b'0'))
}

fn offset_of(zone: &[u8]) -> Option<Offset> {
    let (sign, digits) = zone.split_first()?;
    if digits.len() != 4 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (hours, minutes) = (i32::from(two(&digits[..2])), i32::from(two(&digits[2..])));
    let seconds = (hours * 60 + minutes) * 60;
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(if *sign == b'-' { -seconds } else { seconds }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let table = [
            ("2018", "2018", None),
            ("201804", "2018-04", None),
            ("20180403", "2018-04-03", None),
            ("2018040314", "2018-04-03T14:00:00+01:00", None),
            ("201804031430", "2018-04-03T14:30:00+01:00", None),
            ("20180103143015.25", "2018-01-03T14:30:15.25+00:00", None),
            ("20190514102527+0200", "2019-05-14T10:25:27+02:00", None),
            ("196513121515", "1965", Some(BAD_MONTH)),
            ("20180231", "2018-02", Some(BAD_DAY)),
            ("19650000", "1965", Some(BAD_MONTH)),
            ("201804032400", "2018-04-04T00:00:00+01:00", Some(MIDNIGHT)),
            ("201804032561", "2018-04-03", Some(BAD_TIME)),
            ("201804031430+99", "2018-04-03T14:30:00+01:00", Some(BAD_ZONE)),
            ("2018040", "2018-04", Some(LENGTH)),
            ("2018-04-03 14:30", "2018-04-03T14:30:00+01:00", Some(PUNCTUATED)),
        ];
        for (text, expected, problem) in table {
            // Twice, the second time from memory.
            let mut reader = TimeReader::default();
            for _ in 0..2 {
                let read = reader.read(text);
                assert_eq!(read.time.map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
                assert_eq!(read.problem, problem, "{text}");
            }
        }
        for text in ["", "yesterday", "00000000", "20x8", "é1234567"] {
            assert_eq!(TimeReader::default().read(text).time, None, "{text}");
        }
    }

    #[test]
    fn the_night_the_clocks_change_is_not_remembered() {
        let mut reader = TimeReader::default();
        let times = ["20180325003000", "20180325023000", "20181028003000", "20181028023000"];
        let read = times.map(|text| reader.read(text).time.map(|time| time.to_string()).unwrap_or_default());
        let offsets: Vec<&str> = read.iter().map(|time| &time[19..]).collect();
        assert_eq!(offsets, ["+00:00", "+01:00", "+01:00", "+00:00"]);
    }
}
