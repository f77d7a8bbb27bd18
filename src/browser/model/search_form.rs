//! The fields by which a person is looked for.

use super::{TextField, birth_date};
use crate::store::{PatientQuery, PatientRef};

/// How many people a search may bring back; one more is asked for, to know that there are more.
pub(in crate::browser) const MOST_HITS: usize = 100;

/// One field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum SearchField {
    /// NHS number.
    NhsNumber,
    /// Family name.
    Family,
    /// Given name.
    Given,
    /// Date of birth.
    BirthDate,
    /// Postcode.
    Postcode,
    /// A number of a hospital's or of the store's own.
    Local,
}

impl SearchField {
    /// Every field, in the order in which Tab visits them.
    pub(in crate::browser) const ALL: [Self; 6] =
        [Self::NhsNumber, Self::Family, Self::Given, Self::BirthDate, Self::Postcode, Self::Local];

    /// What stands before the field.
    pub(in crate::browser) const fn label(self) -> &'static str {
        match self {
            Self::NhsNumber => "NHS number",
            Self::Family => "Family name",
            Self::Given => "Given name",
            Self::BirthDate => "Date of birth",
            Self::Postcode => "Postcode",
            Self::Local => "Hospital number",
        }
    }

    /// What may be typed, for the line under the form.
    pub(in crate::browser) const fn hint(self) -> &'static str {
        match self {
            Self::NhsNumber => "Ten digits, spaces or not: 999 000 0018. It finds exactly that number.",
            Self::Family => "The whole family name, or its beginning with a star: Smi*",
            Self::Given => "A given name or its beginning, beside a family name or a date of birth.",
            Self::BirthDate => "The day first: 13/12/1965, 13-Dec-1965; or 12/1965, or 1965.",
            Self::Postcode => "BH15 2JB, or its first half: BH15. Give a name or a date of birth with it.",
            Self::Local => "A hospital's own number: 123456, or RBD:123456 with its authority; or P12.",
        }
    }

    /// The field after this one, the first after the last.
    pub(in crate::browser) fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The field before this one, the last before the first.
    pub(in crate::browser) fn previous(self) -> Self {
        Self::ALL[(self as usize + Self::ALL.len() - 1) % Self::ALL.len()]
    }
}

/// What is typed in the fields. It identifies a person, so it has no `Debug`.
#[derive(Default)]
pub(in crate::browser) struct SearchForm {
    fields: [TextField; SearchField::ALL.len()],
}

/// What keeps a search from being run.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::browser) struct FormError {
    /// The field to look at.
    pub(in crate::browser) field: SearchField,
    /// What to do, in a sentence.
    pub(in crate::browser) text: String,
}

impl SearchForm {
    /// A field.
    pub(in crate::browser) fn field(&self, field: SearchField) -> &TextField {
        &self.fields[field as usize]
    }

    /// A field, to type in.
    pub(in crate::browser) fn field_mut(&mut self, field: SearchField) -> &mut TextField {
        &mut self.fields[field as usize]
    }

    /// Empties every field.
    pub(in crate::browser) fn clear(&mut self) {
        self.fields.iter_mut().for_each(TextField::clear);
    }

    /// What was typed, as a question to the store.
    pub(in crate::browser) fn query(&self) -> Result<PatientQuery, FormError> {
        let text = |field| Some(self.field(field).text()).filter(|text| !text.is_empty()).map(ToOwned::to_owned);
        let number = text(SearchField::NhsNumber).map(|text| nhs_number(&text)).transpose()?;
        let (local_ref, local) = match text(SearchField::Local) {
            Some(text) if text.contains(':') || is_store_number(&text) => (Some(local(&text)?), None),
            other => (None, other),
        };
        let birth_date = text(SearchField::BirthDate).map(|text| read_birth_date(&text)).transpose()?;
        let query = PatientQuery {
            number: number.or(local_ref),
            local,
            family: text(SearchField::Family),
            given: text(SearchField::Given),
            birth_date,
            postcode: text(SearchField::Postcode),
            limit: MOST_HITS + 1,
            ..PatientQuery::default()
        };
        if is_enough(&query) { Ok(query) } else { Err(too_little(&query)) }
    }

    /// Whether an NHS number is typed whose check digit is wrong.
    pub(in crate::browser) fn check_digit_fails(&self) -> bool {
        let number = self.field(SearchField::NhsNumber).text().parse::<crate::record::NhsNumber>();
        number.is_ok_and(|number| !number.check_digit_holds())
    }
}

fn nhs_number(text: &str) -> Result<PatientRef, FormError> {
    let number = text.parse().map(PatientRef::NhsNumber);
    number.map_err(|error: crate::record::NhsNumberError| FormError {
        field: SearchField::NhsNumber,
        text: sentence(&error.to_string()),
    })
}

fn is_store_number(text: &str) -> bool {
    matches!(text.parse(), Ok(PatientRef::Patient(_)))
}

fn local(text: &str) -> Result<PatientRef, FormError> {
    text.parse().map_err(|_| FormError {
        field: SearchField::Local,
        text: "Write the authority, a colon and the number: RBD:123456.".to_owned(),
    })
}

fn read_birth_date(text: &str) -> Result<crate::record::PartialDateTime, FormError> {
    birth_date::read(text).ok_or_else(|| FormError {
        field: SearchField::BirthDate,
        text: "This is no date. Write the day first and the whole year: 13/12/1965.".to_owned(),
    })
}

/// One number, a family name, or a date of birth with something beside it. Less would bring up
/// people whom nobody looked for.
fn is_enough(query: &PatientQuery) -> bool {
    let beside = query.given.is_some() || query.postcode.is_some();
    query.number.is_some() || query.local.is_some() || query.family.is_some() || (query.birth_date.is_some() && beside)
}

fn too_little(query: &PatientQuery) -> FormError {
    let (field, text) = if query.birth_date.is_some() {
        (SearchField::Family, "Give a name or a postcode beside the date of birth.")
    } else if query.given.is_some() || query.postcode.is_some() {
        (SearchField::Family, "Give a family name or a date of birth as well.")
    } else {
        (SearchField::NhsNumber, "Type a number, or a name with a date of birth.")
    };
    FormError { field, text: text.to_owned() }
}

/// A message as a sentence: capital letter, full stop.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    // "an NHS number" keeps its meaning with a capital letter.
    format!("{first}{}.", characters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(typed: &[(SearchField, &str)]) -> SearchForm {
        let mut form = SearchForm::default();
        for (field, text) in typed {
            *form.field_mut(*field) = TextField::with(text);
        }
        form
    }

    #[test]
    fn what_is_typed_becomes_a_query() {
        let query = form(&[
            (SearchField::Family, " Smi* "),
            (SearchField::BirthDate, "13/12/1965"),
            (SearchField::Postcode, "BH15"),
        ])
        .query();
        let query = query.map_err(|error| error.text).unwrap();
        assert_eq!(query.family.as_deref(), Some("Smi*"));
        assert_eq!(query.birth_date.map(|date| date.to_string()).as_deref(), Some("1965-12-13"));
        assert_eq!(query.postcode.as_deref(), Some("BH15"));
        assert_eq!(query.limit, MOST_HITS + 1);
    }

    #[test]
    fn numbers_go_where_they_belong() {
        let number = |field, text| form(&[(field, text)]).query().map(|query| (query.number, query.local)).unwrap();
        assert!(matches!(number(SearchField::NhsNumber, "999 000 0018"), (Some(PatientRef::NhsNumber(_)), None)));
        assert!(matches!(number(SearchField::Local, "RBD:123456"), (Some(PatientRef::Local { .. }), None)));
        assert!(matches!(number(SearchField::Local, "p12"), (Some(PatientRef::Patient(_)), None)));
        assert!(matches!(number(SearchField::Local, "A123456"), (None, Some(local)) if local == "A123456"));
    }

    #[test]
    fn what_cannot_be_searched_says_why_and_where() {
        let cases = [
            (vec![], SearchField::NhsNumber, "Type a number"),
            (vec![(SearchField::Given, "Jo")], SearchField::Family, "Give a family name"),
            (vec![(SearchField::BirthDate, "1965")], SearchField::Family, "beside the date of birth"),
            (vec![(SearchField::BirthDate, "13/12/65")], SearchField::BirthDate, "no date"),
            (vec![(SearchField::NhsNumber, "999 000")], SearchField::NhsNumber, "ten digits, this has 6"),
            (vec![(SearchField::Local, "RBD:")], SearchField::Local, "RBD:123456"),
        ];
        for (typed, field, words) in cases {
            let Err(error) = form(&typed).query() else { panic!("{words}") };
            assert_eq!(error.field, field);
            assert!(error.text.contains(words), "{}", error.text);
        }
    }
}
