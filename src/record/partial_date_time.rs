//! Dates and times as clinical systems know them: a year, a month, a day, or an instant.

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How much of a [`PartialDateTime`] its source said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// A day.
    Day,
    /// A day and a time.
    Time,
}

/// A date or a time, as precise as its source said and no more (FHIR R4 `dateTime`).
///
/// A time always carries its offset from UTC: a source that sends local time means Europe/London.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDateTime {
    local: DateTime,
    precision: Precision,
    offset: Offset,
}

/// The text is not a FHIR date or dateTime.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date: write YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with an offset")]
pub struct PartialDateTimeError;

/// The time zone of every local time in the record: Europe/London, from the bundled database.
pub fn london() -> &'static TimeZone {
    static LONDON: OnceLock<TimeZone> = OnceLock::new();
    LONDON.get_or_init(|| TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC))
}

impl PartialDateTime {
    /// A year alone.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self::from_date(Date::new(year, 1, 1).ok()?, Precision::Year))
    }

    /// A year and a month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Some(Self::from_date(Date::new(year, month, 1).ok()?, Precision::Month))
    }

    /// A day.
    pub const fn day(date: Date) -> Self {
        Self::from_date(date, Precision::Day)
    }

    const fn from_date(date: Date, precision: Precision) -> Self {
        Self { local: DateTime::from_parts(date, Time::midnight()), precision, offset: Offset::UTC }
    }

    /// A time with its offset from UTC.
    pub const fn at_offset(local: DateTime, offset: Offset) -> Self {
        Self { local, precision: Precision::Time, offset }
    }

    /// A local time in Europe/London. In the hour that occurs twice in autumn, the first is meant.
    pub fn in_london(local: DateTime) -> Self {
        let offset = london().to_ambiguous_zoned(local).compatible().map_or(Offset::UTC, |zoned| zoned.offset());
        Self::at_offset(local, offset)
    }

    /// How much was said.
    pub const fn precision(&self) -> Precision {
        self.precision
    }

    /// The date, its unsaid parts 1.
    pub fn date(&self) -> Date {
        self.local.date()
    }

    /// The first instant that this may mean.
    pub fn earliest(&self) -> Timestamp {
        if self.precision == Precision::Time {
            return self.offset.to_timestamp(self.local).unwrap_or(Timestamp::UNIX_EPOCH);
        }
        start_of(self.date())
    }

    /// The first instant after all that this may mean: for a day, the start of the next.
    pub fn end(&self) -> Timestamp {
        let span = match self.precision {
            Precision::Year => Span::new().years(1),
            Precision::Month => Span::new().months(1),
            Precision::Day => Span::new().days(1),
            Precision::Time => return self.earliest(),
        };
        self.date().checked_add(span).map_or_else(|_| self.earliest(), start_of)
    }

    /// How people in the NHS read it: `03-Apr-2018 14:30`, `Apr 2018`, `2018`.
    pub fn display(&self) -> String {
        let pattern = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%b %Y",
            Precision::Day => "%d-%b-%Y",
            Precision::Time => "%d-%b-%Y %H:%M",
        };
        self.local.strftime(pattern).to_string()
    }
}

fn start_of(date: Date) -> Timestamp {
    london()
        .to_ambiguous_zoned(date.to_datetime(Time::midnight()))
        .compatible()
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

impl From<Timestamp> for PartialDateTime {
    fn from(instant: Timestamp) -> Self {
        let zoned = instant.to_zoned(london().clone());
        Self::at_offset(zoned.datetime(), zoned.offset())
    }
}

impl fmt::Display for PartialDateTime {
    /// Writes the FHIR form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        match self.precision {
            Precision::Year => write!(f, "{:04}", date.year()),
            Precision::Month => write!(f, "{:04}-{:02}", date.year(), date.month()),
            Precision::Day => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            Precision::Time => {
                let minutes = self.offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(f, "{}{sign}{hours:02}:{rest:02}", self.local.strftime("%Y-%m-%dT%H:%M:%S%.f"))
            }
        }
    }
}

impl FromStr for PartialDateTime {
    type Err = PartialDateTimeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = PartialDateTimeError;
        let number =
            |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i16>().ok()).ok_or(bad);
        match text.len() {
            4 => Self::year(number(0..4)?).ok_or(bad),
            7 if text.as_bytes()[4] == b'-' => {
                Self::month(number(0..4)?, i8::try_from(number(5..7)?).map_err(|_| bad)?).ok_or(bad)
            }
            10 => text.parse::<Date>().map(Self::day).map_err(|_| bad),
            _ => {
                let parsed = jiff::fmt::temporal::DateTimeParser::new();
                let pieces = parsed.parse_pieces(text).map_err(|_| bad)?;
                let local = pieces.date().to_datetime(pieces.time().ok_or(bad)?);
                Ok(match pieces.to_numeric_offset() {
                    Some(offset) => Self::at_offset(local, offset),
                    None => Self::in_london(local),
                })
            }
        }
    }
}

impl fmt::Debug for PartialDateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl PartialOrd for PartialDateTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PartialDateTime {
    /// By the first instant meant; of two that start together the more precise comes last.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |time: &Self| (time.earliest(), time.precision, time.local, time.offset);
        key(self).cmp(&key(other))
    }
}

impl Serialize for PartialDateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_round_trip() {
        for text in ["2018", "2018-04", "2018-04-03", "2018-04-03T14:30:00+01:00", "2018-01-03T14:30:00+00:00"] {
            assert_eq!(text.parse::<PartialDateTime>().unwrap().to_string(), text);
        }
        assert_eq!("2018-04-03T13:30:00Z".parse::<PartialDateTime>().unwrap().to_string(), "2018-04-03T13:30:00+00:00");
        assert!("2018-13".parse::<PartialDateTime>().is_err());
        assert!("yesterday".parse::<PartialDateTime>().is_err());
    }

    #[test]
    fn a_day_is_local_and_ends_with_the_next() {
        let day: PartialDateTime = "2018-03-25".parse().unwrap();
        assert_eq!(day.earliest().to_string(), "2018-03-25T00:00:00Z");
        assert_eq!(day.end().to_string(), "2018-03-25T23:00:00Z", "the clocks go forward on that day");
    }

    #[test]
    fn local_time_means_london() {
        let summer: DateTime = "2018-07-01T09:00:00".parse().unwrap();
        assert_eq!(PartialDateTime::in_london(summer).to_string(), "2018-07-01T09:00:00+01:00");
    }
}
