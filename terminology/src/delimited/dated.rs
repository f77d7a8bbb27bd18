//! The date that a release bears in the names of its files.

use jiff::civil::Date;

/// The date in a place, of the innermost name that has one: eight digits or more behind a `_`, of
/// which the first eight are a date, as in `nhs_readctv3_25.0.0_20180401000001.zip`.
pub(crate) fn date_of(place: &str) -> Option<Date> {
    place.rsplit(['/', '\\']).find_map(date_in)
}

fn date_in(name: &str) -> Option<Date> {
    let parts = name.split_once('_')?.1.rsplit('_');
    parts.filter_map(|part| part.get(..8)).find_map(date)
}

/// A date of eight digits, `YYYYMMDD`, of the years in which there were Read codes.
pub(crate) fn date(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    let date = Date::new(number(0..4)?, month, day).ok()?;
    (1980..2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_date_counts() {
        for (place, expected) in [
            ("/data/nhs_readctv3_25.0.0_20180401000001.zip!/V3/Concept.v3", Some("2018-04-01")),
            ("nhs_datamigration_29.0.0_20200401000001.zip!/M/rcsctmap2_uk_20191001000001.txt", Some("2019-10-01")),
            ("old_20200101/ctv3rctmap_uk_20200401000002.txt", Some("2020-04-01")),
            ("rcsctmap2_uk_201410010000001.txt", Some("2014-10-01")),
            ("nhs_readv2_21.0.0_20161301000001/Corev2.all", None),
            ("20200101/Corev2.all", None),
            ("my_12345678/Corev2.all", None),
            ("nhs_readv2_2016/Corev2.all", None),
        ] {
            assert_eq!(date_of(place).map(|date| date.to_string()).as_deref(), expected, "{place}");
        }
    }
}
