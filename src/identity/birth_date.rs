//! Dates of birth compared: when they agree, when they contradict, and who is a newborn.

use jiff::Span;
use jiff::civil::{Date, date};

use crate::record::{PartialDateTime, Patient, Precision};

/// The age in days at which a child is a newborn no more (NHS number status 08: under six weeks).
const NEWBORN_DAYS: i32 = 42;

/// Days that systems send when they do not know the date of birth.
const FILLERS: [Date; 3] = [date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1)];

/// Whether both know the day, and it is the same day.
pub(super) fn agree(left: &Patient, right: &Patient) -> bool {
    day(left).is_some_and(|known| day(right) == Some(known))
}

/// Whether one of them is not known to the day, so that nothing can agree or differ.
pub(super) fn unknown(left: &Patient, right: &Patient) -> bool {
    !contradict(left, right) && (day(left).is_none() || day(right).is_none())
}

/// Whether no day could be the date of birth of both.
pub(super) fn contradict(left: &Patient, right: &Patient) -> bool {
    let (Some(left), Some(right)) = (said(left), said(right)) else { return false };
    let (first, second) = (left.date(), right.date());
    let common = left.precision().min(right.precision());
    first.year() != second.year()
        || (common >= Precision::Month && first.month() != second.month())
        || (common >= Precision::Day && first.day() != second.day())
}

/// Whether the person is under six weeks old on a day, or not yet born on it.
pub(super) fn is_newborn(patient: &Patient, today: Date) -> bool {
    let end = |born: Date| born.checked_add(Span::new().days(NEWBORN_DAYS));
    day(patient).is_some_and(|born| end(born).map_or(true, |end| today < end))
}

fn day(patient: &Patient) -> Option<Date> {
    said(patient).filter(|born| born.precision() >= Precision::Day).map(|born| born.date())
}

fn said(patient: &Patient) -> Option<PartialDateTime> {
    patient.birth_date.filter(|born| !FILLERS.contains(&born.date()) || born.precision() < Precision::Day)
}
