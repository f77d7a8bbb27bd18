//! What somebody typed to find a person, in one line: numbers, a date, a postcode and names, in any
//! order.

use dcr::record::{PartialDateTime, Precision};
use dcr::store::{PatientQuery, PatientRef};

/// Reads a line such as `ridgeway rose 1941-03-02 BH15`. Nothing is dropped: a word that is no
/// number, date or postcode is part of a name, the family name first.
pub(super) fn parse(line: &str) -> PatientQuery {
    let mut query = PatientQuery::default();
    let line = take_nhs_number(line, &mut query);
    let words: Vec<&str> = line.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let mut names: Vec<&str> = Vec::new();
    let mut words = words.into_iter().peekable();
    while let Some(word) = words.next() {
        if let Some(date) = birth_date(word) {
            query.birth_date = Some(date);
        } else if is_outward(word) {
            let inward = words.next_if(|next| is_inward(next)).unwrap_or_default();
            query.postcode = Some(format!("{word} {inward}").trim().to_owned());
        } else if let (None, Ok(reference @ (PatientRef::Local { .. } | PatientRef::Patient(_)))) =
            (&query.number, word.parse())
        {
            query.number = Some(reference);
        } else if word.chars().any(|character| character.is_ascii_digit()) {
            query.local = Some(word.to_owned());
        } else {
            names.push(word);
        }
    }
    let mut names = names.into_iter();
    query.family = names.next().map(ToOwned::to_owned);
    let given = names.collect::<Vec<_>>().join(" ");
    query.given = (!given.is_empty()).then_some(given);
    query
}

/// Ten digits in their groups, wherever they stand; what is left of the line.
fn take_nhs_number(line: &str, query: &mut PatientQuery) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    for length in [3, 1, 2] {
        for start in 0..(words.len() + 1).saturating_sub(length) {
            let group = &words[start..start + length];
            let digits =
                group.iter().all(|word| word.chars().all(|character| character.is_ascii_digit() || character == '-'));
            let Some(number) = digits.then(|| group.concat().parse().ok()).flatten() else { continue };
            query.number = Some(PatientRef::NhsNumber(number));
            return [&words[..start], &words[start + length..]].concat().join(" ");
        }
    }
    words.join(" ")
}

/// `1941-03-02`, `02/03/1941`, `02-Mar-1941`, `1941-03` or `1941`.
fn birth_date(word: &str) -> Option<PartialDateTime> {
    let iso: Option<PartialDateTime> =
        word.parse().ok().filter(|date: &PartialDateTime| date.precision() != Precision::Time);
    let year_fits = |date: &PartialDateTime| (1850..2200).contains(&date.date().year());
    let written = || {
        let formats = ["%d/%m/%Y", "%d-%m-%Y", "%d-%b-%Y", "%d.%m.%Y"];
        formats.into_iter().find_map(|format| jiff::civil::Date::strptime(format, word).ok()).map(PartialDateTime::day)
    };
    iso.or_else(written).filter(year_fits)
}

/// The first half of a postcode, or a whole one without its space.
fn is_outward(word: &str) -> bool {
    let upper = word.to_ascii_uppercase();
    let letters = upper.chars().take_while(char::is_ascii_uppercase).count();
    let rest = &upper[letters..];
    let begins = (1..=2).contains(&letters) && rest.starts_with(|character: char| character.is_ascii_digit());
    let outward = begins && rest.len() <= 2 && rest.chars().all(|character| character.is_ascii_alphanumeric());
    let whole =
        begins && upper.is_ascii() && upper.len() >= 5 && upper.len() <= 7 && is_inward(&upper[upper.len() - 3..]);
    (outward || whole)
        && !(letters == 1 && upper.starts_with('P') && rest.chars().all(|character| character.is_ascii_digit()))
}

/// The second half of a postcode.
fn is_inward(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 3 && bytes[0].is_ascii_digit() && bytes[1..].iter().all(u8::is_ascii_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The query in words, for the table below.
    fn read(line: &str) -> String {
        let query = parse(line);
        let number = query.number.map(|number| match number {
            PatientRef::NhsNumber(number) => format!("nhs {number}"),
            PatientRef::Local { authority, value } => format!("{authority} {value}"),
            PatientRef::Patient(id) => id.to_string(),
        });
        let parts = [
            ("number", number),
            ("local", query.local),
            ("family", query.family),
            ("given", query.given),
            ("born", query.birth_date.map(|date| date.to_string())),
            ("postcode", query.postcode),
        ];
        let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        parts.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn lines_are_read_as_meant() {
        for (line, meant) in [
            ("ridgeway", "family=ridgeway"),
            ("ridge* rose", "family=ridge*, given=rose"),
            ("RIDGEWAY, Rose Eleanor", "family=RIDGEWAY, given=Rose Eleanor"),
            ("ridgeway rose 1941-03-02 BH15", "family=ridgeway, given=rose, born=1941-03-02, postcode=BH15"),
            ("ridgeway 02/03/1941 bh15 1aa", "family=ridgeway, born=1941-03-02, postcode=bh15 1aa"),
            ("BH151AA o'neill", "family=o'neill, postcode=BH151AA"),
            ("02-Mar-1941 ridgeway 1941", "family=ridgeway, born=1941"),
            ("9990000018", "number=nhs 999 000 0018"),
            ("999 000 0018", "number=nhs 999 000 0018"),
            ("smith 999-000-0018", "number=nhs 999 000 0018, family=smith"),
            ("P12", "number=P12"),
            ("RBD:123456", "number=RBD 123456"),
            ("P400950", "number=P400950"),
            ("123456", "local=123456"),
            ("", ""),
        ] {
            assert_eq!(read(line), meant, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "(?s).{0,60}") {
            let _query = parse(&line);
        }
    }
}
