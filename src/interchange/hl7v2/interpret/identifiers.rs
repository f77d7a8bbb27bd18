//! The numbers by which a source knows a patient.

use super::Context;
use crate::interchange::hl7v2::{BareNumber, Element, Segment, StatusPlace};
use crate::record::{Identifier, IdentifierKind, NhsNumber, NhsNumberStatus};

/// The numbers of PID, in the order local, NHS, account; each once.
pub(super) fn of_patient(context: &mut Context<'_>, pid: &Segment<'_>) -> Vec<Identifier> {
    let status = stated_status(context, pid);
    let mut numbers = Vec::new();
    for place in &context.dialect.identity.fields {
        read_field(context, pid, place.field, place.bare, &mut numbers);
    }
    give_status(context, pid, status, &mut numbers);
    numbers.sort_by_key(|number| match number.kind {
        IdentifierKind::Local => 0,
        IdentifierKind::NhsNumber => 1,
        IdentifierKind::Account => 2,
    });
    numbers
}

/// Carries the one status that the message states to its NHS number. Where it has several, which
/// of them is meant would be a guess, and a guess must not verify.
fn give_status(
    context: &mut Context<'_>,
    pid: &Segment<'_>,
    status: Option<NhsNumberStatus>,
    numbers: &mut [Identifier],
) {
    let Some(status) = status else { return };
    let mut nhs = numbers.iter().filter(|number| number.kind == IdentifierKind::NhsNumber);
    let first = nhs.next().map(|number| number.value.clone());
    if nhs.any(|other| Some(&other.value) != first.as_ref()) {
        context.odd(pid, 3, "there are several NHS numbers, and which one the status is of cannot be told");
        return;
    }
    for number in numbers.iter_mut().filter(|number| number.kind == IdentifierKind::NhsNumber) {
        number.status = weaker(number.status, Some(status));
    }
}

/// The numbers of one list outside PID, such as MRG-1.
pub(super) fn of_field(context: &mut Context<'_>, segment: &Segment<'_>, field: u16) -> Vec<Identifier> {
    let mut numbers = Vec::new();
    read_field(context, segment, field, BareNumber::Local, &mut numbers);
    numbers
}

fn read_field(
    context: &mut Context<'_>,
    segment: &Segment<'_>,
    field: u16,
    bare: BareNumber,
    numbers: &mut Vec<Identifier>,
) {
    let before = numbers.len();
    for element in segment.field(field.into()).repetitions() {
        let Some(number) = read_number(context, segment, field, bare, element) else { continue };
        let same = |known: &&mut Identifier| {
            known.kind == number.kind && known.value == number.value && known.authority == number.authority
        };
        // The same number often stands in several fields. Within one field the list may be long,
        // and a number said twice there does no harm.
        match numbers[..before].iter_mut().find(same) {
            Some(known) => known.status = weaker(known.status, number.status),
            None => numbers.push(number),
        }
    }
}

fn read_number(
    context: &mut Context<'_>,
    segment: &Segment<'_>,
    field: u16,
    bare: BareNumber,
    element: Element<'_>,
) -> Option<Identifier> {
    let [value, _, _, assigner, kind] = element.first::<5>();
    let value = value.value()?;
    let authority = assigner.value().or_else(|| assigner.subcomponent(2).trimmed());
    let kind = kind.value();
    let (kind, glued) = kind.as_deref().map_or((None, None), |kind| match kind.split_once('{') {
        Some((kind, rest)) => (Some(kind.trim()).filter(|kind| !kind.is_empty()), Some(rest)),
        None => (Some(kind), None),
    });
    let rule = &context.dialect.identity;
    let one_of = |list: &[String], word: Option<&str>| {
        word.is_some_and(|word| list.iter().any(|listed| listed.eq_ignore_ascii_case(word)))
    };
    if one_of(&rule.ignored_types, kind) {
        context.odd(segment, field, "a number of another kind than a patient's is not carried");
        return None;
    }
    let other_national = one_of(&rule.other_national, authority.as_deref());
    let says_nhs = one_of(&rule.nhs_authorities, authority.as_deref()) || one_of(&rule.nhs_types, kind);
    if says_nhs && !other_national {
        let status = glued.filter(|_| rule.status.contains(&StatusPlace::Glued)).and_then(glued_status);
        return nhs_number(context, segment, field, &value, status);
    }
    let own = || context.organisation.clone();
    // Numbers of other fields than the list are numbered on their own: the same digits there need
    // not mean the same person.
    let bare_authority = || if field == 3 || segment.is("MRG") { own() } else { format!("{}/PID-{field}", own()) };
    let is_bare = authority.is_none() && kind.is_none();
    let account = |authority: String| Identifier {
        kind: IdentifierKind::Account,
        value: value.clone().into_owned(),
        authority,
        status: None,
    };
    if one_of(&rule.account_types, kind) || (bare == BareNumber::Account && (is_bare || kind.is_none())) {
        return Some(account(authority.map_or_else(own, std::borrow::Cow::into_owned)));
    }
    if !is_bare {
        return Some(Identifier::local(authority.map_or_else(own, std::borrow::Cow::into_owned), value));
    }
    match bare {
        BareNumber::Local => Some(Identifier::local(bare_authority(), value)),
        BareNumber::Nhs => nhs_number(context, segment, field, &value, None),
        BareNumber::NhsIfValid => match value.parse::<NhsNumber>() {
            Ok(number) if number.check_digit_holds() => Some(Identifier::nhs(number, None)),
            _ => Some(Identifier::local(bare_authority(), value)),
        },
        BareNumber::Account => Some(account(own())),
        BareNumber::Ignore => None,
    }
}

fn nhs_number(
    context: &mut Context<'_>,
    segment: &Segment<'_>,
    field: u16,
    value: &str,
    status: Option<NhsNumberStatus>,
) -> Option<Identifier> {
    let Ok(number) = value.parse::<NhsNumber>() else {
        context.odd(segment, field, "what is called an NHS number has not ten digits, and is left out");
        return None;
    };
    if !number.check_digit_holds() {
        context.odd(segment, field, "the check digit of an NHS number does not hold");
    }
    if number.is_placeholder() {
        context.odd(segment, field, "an NHS number is a placeholder");
    }
    Some(Identifier::nhs(number, status))
}

/// Reads `status:01}` as Patients Know Best glues it to a type.
fn glued_status(rest: &str) -> Option<NhsNumberStatus> {
    NhsNumberStatus::from_code(rest.trim_end_matches('}').trim().strip_prefix("status:")?)
}

/// The status that PID-32 and ZU1-27 state.
fn stated_status(context: &mut Context<'_>, pid: &Segment<'_>) -> Option<NhsNumberStatus> {
    let places = &context.dialect.identity.status;
    let in_pid = || {
        // PID-32 also carries flags of other kinds, such as ED for an estimated birth date.
        pid.field(32).repetitions().filter_map(|it| NhsNumberStatus::from_code(&it.value()?)).reduce(weakest)
    };
    let in_pid = places.contains(&StatusPlace::Pid32).then(in_pid).flatten();
    let in_zu1 = || context.message.field("ZU1", 27).value().and_then(|code| NhsNumberStatus::from_code(&code));
    let in_zu1 = places.contains(&StatusPlace::Zu1).then(in_zu1).flatten();
    if let (Some(one), Some(other)) = (in_pid, in_zu1)
        && one != other
    {
        context.odd(pid, 32, "PID-32 and ZU1-27 give different statuses: the weaker counts");
    }
    weaker(in_pid, in_zu1)
}

/// Of two statuses that are said, the one that is not "verified", if either is not.
fn weaker(one: Option<NhsNumberStatus>, other: Option<NhsNumberStatus>) -> Option<NhsNumberStatus> {
    match (one, other) {
        (Some(one), Some(other)) => Some(weakest(one, other)),
        (one, other) => one.or(other),
    }
}

fn weakest(one: NhsNumberStatus, other: NhsNumberStatus) -> NhsNumberStatus {
    if one.is_verified() { other } else { one }
}
