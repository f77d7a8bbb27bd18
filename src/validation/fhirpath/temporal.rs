//! Dates and times that may stop at any precision.

use std::cmp::Ordering;
use std::fmt;

use jiff::civil;

/// What kind of moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemporalKind {
    /// A date.
    Date,
    /// A date with a time.
    DateTime,
    /// A time of day.
    Time,
}

impl TemporalKind {
    pub(super) const fn type_name(self) -> &'static str {
        match self {
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Time => "Time",
        }
    }
}

/// A date or time: the parts that are known, from the largest on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Temporal {
    /// What kind.
    pub kind: TemporalKind,
    /// Year, month, day, hour, minute, second, millisecond; only the first `known` count.
    pub(super) parts: [i32; 7],
    /// The number of the last part that is known, plus one.
    pub(super) known: usize,
    /// The offset from UTC in minutes.
    pub(super) offset: Option<i32>,
    /// How many digits of the fraction were written.
    pub(super) digits: usize,
}

/// The first part of a time of day.
const HOUR: usize = 3;

impl Temporal {
    /// A literal without its `@`.
    pub(super) fn literal(text: &str) -> Option<Self> {
        match text.strip_prefix('T') {
            Some(time) => Self::time(time),
            None if text.contains('T') => Self::date_time(text),
            None => Self::date(text),
        }
    }

    /// A date of a year, a month or a day.
    pub fn date(text: &str) -> Option<Self> {
        let mut made = Self { kind: TemporalKind::Date, parts: [0; 7], known: 0, offset: None, digits: 0 };
        for (place, part) in text.split('-').enumerate() {
            let width = if place == 0 { 4 } else { 2 };
            if place > 2 || part.len() != width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            made.parts[place] = part.parse().ok()?;
            made.known = place + 1;
        }
        made.is_real().then_some(made)
    }

    /// A time of day without an offset.
    pub fn time(text: &str) -> Option<Self> {
        let mut made = Self { kind: TemporalKind::Time, parts: [0; 7], known: HOUR, offset: None, digits: 0 };
        made.clock(text)?;
        made.is_real().then_some(made)
    }

    /// A date with whatever of a time follows.
    pub fn date_time(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T').unwrap_or((text, ""));
        let mut made = Self { kind: TemporalKind::DateTime, ..Self::date(date)? };
        if time.is_empty() {
            return Some(made);
        }
        let zone = time.find(['Z', '+', '-']);
        let (clock, zone) = time.split_at(zone.unwrap_or(time.len()));
        made.offset = match zone {
            "" => None,
            "Z" => Some(0),
            zone => Some(offset(zone)?),
        };
        if made.known < HOUR {
            return None;
        }
        made.clock(clock)?;
        made.is_real().then_some(made)
    }

    fn clock(&mut self, text: &str) -> Option<()> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        for (place, part) in whole.split(':').enumerate() {
            if place > 2 || part.len() != 2 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            self.parts[HOUR + place] = part.parse().ok()?;
            self.known = HOUR + place + 1;
        }
        if let Some(fraction) = fraction {
            if self.known != 6 || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            let padded = format!("{fraction:0<3}");
            self.parts[6] = padded.get(..3)?.parse().ok()?;
            self.known = 7;
            self.digits = fraction.len();
        }
        Some(())
    }

    /// Whether every part is one that there is.
    fn is_real(&self) -> bool {
        let [year, month, day, hour, minute, second, _] = self.parts;
        let date = self.kind == TemporalKind::Time || {
            let month = if self.known > 1 { month } else { 1 };
            let day = if self.known > 2 { day } else { 1 };
            let narrow = |part: i32| i8::try_from(part).unwrap_or(-1);
            i16::try_from(year).is_ok_and(|year| civil::Date::new(year, narrow(month), narrow(day)).is_ok())
        };
        let offset = self.offset.is_none_or(|offset| offset.abs() <= 14 * 60);
        date && offset && (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second)
    }

    /// The parts in UTC, where an offset is known and there is a time.
    fn utc(&self) -> [i32; 7] {
        match self.offset {
            Some(offset) if offset != 0 && self.known > 4 => self.shifted_minutes(-i64::from(offset)).parts,
            _ => self.parts,
        }
    }

    pub(super) fn civil(&self) -> Option<civil::DateTime> {
        let narrow = |place: usize, least: i32| {
            let part = if place < self.known { self.parts[place] } else { least };
            i8::try_from(part).ok()
        };
        let year = i16::try_from(self.parts[0]).ok()?;
        let second = narrow(5, 0)?.min(59);
        civil::DateTime::new(
            if self.kind == TemporalKind::Time { 2000 } else { year },
            if self.kind == TemporalKind::Time { 1 } else { narrow(1, 1)? },
            if self.kind == TemporalKind::Time { 1 } else { narrow(2, 1)? },
            narrow(3, 0)?,
            narrow(4, 0)?,
            second,
            if self.known > 6 { self.parts[6] * 1_000_000 } else { 0 },
        )
        .ok()
    }

    /// The same precision at another moment.
    pub(super) fn at(&self, moment: civil::DateTime) -> Self {
        let parts = [
            i32::from(moment.year()),
            i32::from(moment.month()),
            i32::from(moment.day()),
            i32::from(moment.hour()),
            i32::from(moment.minute()),
            i32::from(moment.second()),
            moment.subsec_nanosecond() / 1_000_000,
        ];
        Self { parts, ..*self }
    }

    fn shifted_minutes(&self, minutes: i64) -> Self {
        let moved = self.civil().and_then(|moment| moment.checked_add(jiff::Span::new().minutes(minutes)).ok());
        moved.map_or(*self, |moment| self.at(moment))
    }

    /// Which comes first; none where the precision does not say.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        let has_time = |temporal: &Self| temporal.kind == TemporalKind::DateTime && temporal.known > HOUR;
        if has_time(self) && has_time(other) && self.offset.is_some() != other.offset.is_some() {
            return None;
        }
        let (mine, theirs) = (self.utc(), other.utc());
        let first = if self.kind == TemporalKind::Time { HOUR } else { 0 };
        // Seconds and milliseconds are one precision.
        let known = |temporal: &Self| if temporal.known >= 6 { 7 } else { temporal.known };
        for place in first..known(self).min(known(other)) {
            match mine[place].cmp(&theirs[place]) {
                Ordering::Equal => {}
                unequal => return Some(unequal),
            }
        }
        (known(self) == known(other)).then_some(Ordering::Equal)
    }

    /// Which comes first; none where the precision does not say.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        self.compare(other)
    }

    /// The number of digits that are known: 4 for a year, 17 for a millisecond.
    pub(super) const fn precision(&self) -> usize {
        let digits = match self.known {
            0 => 0,
            1 => 4,
            2 => 6,
            3 => 8,
            4 => 10,
            5 => 12,
            6 => 14,
            _ => 17,
        };
        if matches!(self.kind, TemporalKind::Time) { digits - 8 } else { digits }
    }
}

/// The minutes of an offset such as `+01:00`.
fn offset(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60).then_some(sign * (hours * 60 + minutes))
}

impl fmt::Display for Temporal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const BEFORE: [&str; 7] = ["", "-", "-", "T", ":", ":", "."];
        let first = if self.kind == TemporalKind::Time { HOUR } else { 0 };
        for (place, before) in BEFORE.iter().enumerate().take(self.known).skip(first) {
            let before = if place == first { "" } else { *before };
            let width = match place {
                0 => 4,
                6 => 3,
                _ => 2,
            };
            write!(f, "{before}{:0width$}", self.parts[place])?;
        }
        match self.offset {
            Some(0) if self.known > HOUR => f.write_str("Z"),
            Some(offset) if self.known > HOUR => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
            _ => Ok(()),
        }
    }
}
