//! Points in time of HL7 version 3 (`20180602101500+0100`).

use jiff::civil::Date;

/// A point in time, as far as it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    /// The digits, with a fraction where there is one.
    digits: String,
    /// The zone as it was sent; empty where there is none.
    zone: String,
}

/// Reads a value whose form fits; nothing where there is no such day or time.
pub(super) fn read(value: &str) -> Option<Moment> {
    let (digits, zone) = value.find(['+', '-']).map_or((value, ""), |at| value.split_at(at));
    let whole = digits.split('.').next().unwrap_or_default();
    let number = |from: usize, to: usize| whole.get(from..to).and_then(|part| part.parse::<i16>().ok());
    if number(0, 4).is_none_or(|year| year == 0) {
        return None;
    }
    let small = |from: usize, to: usize| number(from, to).and_then(|number| i8::try_from(number).ok());
    let day_fits = match whole.len() {
        4 => true,
        6 => small(4, 6).is_some_and(|month| (1..=12).contains(&month)),
        _ => Date::new(number(0, 4)?, small(4, 6)?, small(6, 8)?).is_ok(),
    };
    let most = [(8, 10, 23), (10, 12, 59), (12, 14, 59)];
    let time_fits = most
        .iter()
        .all(|(from, to, most)| whole.len() <= *from || number(*from, *to).is_some_and(|number| number <= *most));
    // Whole parts only: 2018060 is no day.
    let is_whole = matches!(whole.len(), 4 | 6 | 8 | 10 | 12 | 14);
    let zone_digits = zone.get(1..).unwrap_or_default();
    let zone_fits = zone.is_empty()
        || matches!(zone_digits.len(), 2 | 4)
            && zone_digits.get(..2).and_then(|hours| hours.parse::<u8>().ok()).is_some_and(|hours| hours <= 14)
            && zone_digits
                .get(2..)
                .is_none_or(|minutes| minutes.is_empty() || minutes.parse::<u8>().is_ok_and(|it| it < 60));
    (day_fits && time_fits && is_whole && zone_fits)
        .then(|| Moment { digits: digits.to_owned(), zone: zone.to_owned() })
}

impl Moment {
    /// The day alone, where the time goes that far.
    pub(super) fn day(&self) -> Option<Self> {
        Some(Self { digits: self.digits.get(..8)?.to_owned(), zone: String::new() })
    }

    /// Whether this is certainly after another: only where both say their zone alike.
    pub(super) fn is_after(&self, other: &Self) -> bool {
        let common = self.digits.len().min(other.digits.len());
        let same_zone = self.zone.get(..3) == other.zone.get(..3);
        same_zone && self.digits.get(..common) > other.digits.get(..common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_there_are() {
        for good in
            ["2018", "201806", "20180602", "2018060223", "20240229", "20180602101500.123+0100", "20180602101500-05"]
        {
            assert!(read(good).is_some(), "{good}");
        }
        for bad in ["", "201", "201813", "20180230", "2018060224", "20180602106100", "2018060", "20180602101500+9900"] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn order_is_told_only_where_it_is_certain() {
        let after = |one: &str, other: &str| read(one).unwrap().is_after(&read(other).unwrap());
        assert!(after("20180602", "20180601"));
        assert!(!after("20180602", "201806"));
        assert!(!after("20180602101500+0100", "20180602101400+0000"));
        assert!(after("20180602101500+01", "20180602101400+0100"));
    }
}
