//! Whether two documents of one envelope are about one person.

use super::cda::Report;
use crate::record::{HumanName, Identifier, IdentifierKind, NhsNumber, fold_name};

/// Whether two reports are about one person beyond doubt: the date of birth and the name agree,
/// and a number that may identify does too. Nobody is taken for another by guess.
pub(super) fn is(one: &Report<'_>, other: &Report<'_>) -> bool {
    if std::ptr::eq(one, other) {
        return true;
    }
    let (Some(born), Some(other_born)) = (one.patient.birth_date.said(), other.patient.birth_date.said()) else {
        return false;
    };
    let names = |report: &Report<'_>| report.patient.names.said().cloned().unwrap_or_default();
    let (own_names, other_names) = (names(one), names(other));
    let fits = own_names.iter().any(|name| other_names.iter().any(|other| name_fits(name, other)));
    born == other_born && fits && numbers_agree(&one.identifiers, &other.identifiers)
}

fn name_fits(name: &HumanName, other: &HumanName) -> bool {
    let folded = |part: Option<&String>| part.map(|part| fold_name(part)).filter(|part| !part.is_empty());
    let (Some(family), Some(other_family)) = (folded(name.family.as_ref()), folded(other.family.as_ref())) else {
        return false;
    };
    let (given, other_given) = (folded(name.given.first()), folded(other.given.first()));
    let initial = |given: &Option<String>| given.as_deref().and_then(|given| given.chars().next());
    let given_fits = given == other_given
        || [&given, &other_given].iter().any(|it| it.as_deref().is_some_and(|it| it.chars().count() == 1))
            && initial(&given) == initial(&other_given);
    family == other_family && given_fits
}

/// One NHS number that may identify, or one local number of one authority; two NHS numbers that
/// differ speak against it whatever else agrees.
fn numbers_agree(one: &[Identifier], other: &[Identifier]) -> bool {
    let usable = |numbers: &[Identifier]| -> Vec<NhsNumber> {
        numbers.iter().filter_map(Identifier::nhs_number).filter(|number| number.may_identify()).collect()
    };
    let (own, others) = (usable(one), usable(other));
    if !own.is_empty() && !others.is_empty() {
        return own == others;
    }
    let local = |number: &&Identifier| number.kind == IdentifierKind::Local;
    one.iter().filter(local).any(|number| {
        other.iter().filter(local).any(|same| same.value == number.value && same.authority == number.authority)
    })
}
