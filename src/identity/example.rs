//! Example patients that the tests of this room share.

use jiff::civil::{Date, date};

use super::{Known, Match, Occasion, compare};
use crate::record::{HumanName, Identifier, NameUse, NhsNumberStatus, Patient};

pub(super) const TODAY: Date = date(2018, 6, 1);

/// Two numbers of the range that is never issued.
pub(super) const NUMBER: &str = "9990000018";
pub(super) const OTHER: &str = "9990000026";

pub(super) fn name(usage: NameUse, family: &str, given: &[&str]) -> HumanName {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    HumanName {
        usage,
        family: said(family),
        given: given.iter().map(|given| (*given).to_owned()).collect(),
        ..HumanName::default()
    }
}

/// Mary Smith, born on 3 April 1960, with no number.
pub(super) fn mary() -> Patient {
    Patient {
        names: vec![name(NameUse::Usual, "Smith", &["Mary"])],
        birth_date: Some("1960-04-03".parse().unwrap()),
        ..Patient::default()
    }
}

pub(super) fn called(family: &str, given: &str) -> Patient {
    Patient { names: vec![name(NameUse::Usual, family, &[given])], ..mary() }
}

pub(super) fn born(date: &str) -> Patient {
    Patient { birth_date: Some(date.parse().unwrap()), ..mary() }
}

pub(super) fn verified(number: &str) -> Identifier {
    Identifier::nhs(number.parse().unwrap(), Some(NhsNumberStatus::NumberPresentAndVerified))
}

pub(super) fn unverified(number: &str) -> Identifier {
    Identifier::nhs(number.parse().unwrap(), None)
}

pub(super) fn with(identifiers: &[Identifier], patient: Patient) -> Patient {
    Patient { identifiers: identifiers.to_vec(), ..patient }
}

pub(super) fn compared(left: &Patient, right: &Patient) -> Match {
    let occasion = Occasion { today: TODAY, do_not_link: false };
    compare(&Known { patient: left, local: &[] }, &Known { patient: right, local: &[] }, &occasion)
}
