//! HL7 version 3 times (TS), as precise as they were sent.

use std::borrow::Cow;

use crate::interchange::hl7v2::timestamp;
use crate::record::PartialDateTime;

/// Reads a time such as `20180403143000+01`: digits as in HL7 v2, with an offset whose minutes may
/// be left out. Says what was odd about it.
pub(in crate::interchange::itk) fn time(text: &str) -> (Option<PartialDateTime>, Option<&'static str>) {
    let text = text.trim();
    if text.is_empty() {
        return (None, None);
    }
    let bytes = text.as_bytes();
    let hours_alone = bytes.len() > 4
        && matches!(bytes[bytes.len() - 3], b'+' | b'-')
        && bytes.get(4) != Some(&b'-')
        && bytes[bytes.len() - 2..].iter().all(u8::is_ascii_digit);
    let whole = if hours_alone { Cow::Owned(format!("{text}00")) } else { Cow::Borrowed(text) };
    let read = timestamp::read(&whole);
    (read.time, read.problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let table = [
            ("20060827180759+01", Some("2006-08-27T18:07:59+01:00"), None),
            ("200708261750+01", Some("2007-08-26T17:50:00+01:00"), None),
            ("20210406115411+0100", Some("2021-04-06T11:54:11+01:00"), None),
            ("20201030182905+00", Some("2020-10-30T18:29:05+00:00"), None),
            ("20200101-05", Some("2020-01-01"), None),
            ("19710101", Some("1971-01-01"), None),
            ("2018", Some("2018"), None),
            ("", None, None),
            ("soon", None, Some("not a date or time")),
            ("é-12", None, Some("not a date or time")),
        ];
        for (text, expected, problem) in table {
            let (time, odd) = time(text);
            assert_eq!((time.map(|time| time.to_string()).as_deref(), odd), (expected, problem), "{text}");
        }
    }
}
