//! What PID and PD1 say of the patient, the feed's rule for absent fields applied.

use super::concept::concept_of;
use super::people::{addresses, clinician, names, telecoms};
use super::{Context, signals};
use crate::interchange::hl7v2::{Element, NullPolicy, Presence, Segment};
use crate::record::{Coding, ContactPoint, Field, Gender, PartialDateTime, PatientUpdate, Precision};

const ETHNIC_CATEGORY: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";
const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";

/// Reads the patient.
pub(super) fn read(context: &mut Context<'_>, pid: &Segment<'_>) -> PatientUpdate {
    let mut update = PatientUpdate {
        names: read_names(context, pid),
        birth_date: read_birth_date(context, pid),
        gender: read_gender(context, pid),
        addresses: context.said(pid, 11, some_of(addresses(pid.field(11)))),
        telecoms: read_telecoms(context, pid),
        ethnic_category: context.said(pid, 22, ethnic_category(pid.field(22))),
        marital_status: context.said(pid, 16, concept_of(pid, 16)),
        religion: context.said(pid, 17, concept_of(pid, 17)),
        language: context.said(pid, 15, concept_of(pid, 15)),
        multiple_birth: context.said(pid, 24, yes_or_no(pid.field(24))),
        identity_unknown: identity_unknown(context, pid),
        restricted: signals::restricted(context),
        ..PatientUpdate::default()
    };
    read_death(context, pid, &mut update);
    if let Some(pd1) = context.message.segment("PD1") {
        update.general_practice = context.said(&pd1, 3, practice(pd1.field(3)));
        update.general_practitioner = context.said(&pd1, 4, clinician(pd1.field(4)));
    }
    update
}

fn some_of<T>(list: Vec<T>) -> Option<Vec<T>> {
    if list.is_empty() { None } else { Some(list) }
}

fn read_names(context: &Context<'_>, pid: &Segment<'_>) -> Field<Vec<crate::record::HumanName>> {
    let mut found = names(pid.field(5));
    if !found.is_empty() {
        found.extend(names(pid.field(9)).into_iter().map(|mut alias| {
            if matches!(alias.usage, crate::record::NameUse::Usual | crate::record::NameUse::Official) {
                alias.usage = crate::record::NameUse::Nickname;
            }
            alias
        }));
    }
    context.said(pid, 5, some_of(found))
}

/// A time of day that is only padding is dropped; one that says something stays.
fn read_birth_date(context: &mut Context<'_>, pid: &Segment<'_>) -> Field<PartialDateTime> {
    let read = context.time_in(pid, 7);
    let has_midnight = pid.field(7).value().is_some_and(|text| {
        text.get(8..).is_some_and(|time| time.bytes().take_while(u8::is_ascii_digit).all(|digit| digit == b'0'))
    });
    let birth_date = read.map(|time| match time.precision() {
        Precision::Time if has_midnight => PartialDateTime::day(time.date()),
        _ => time,
    });
    context.said(pid, 7, birth_date)
}

fn read_gender(context: &mut Context<'_>, pid: &Segment<'_>) -> Field<Gender> {
    let code = pid.field(8).value();
    let gender = code.as_deref().and_then(|code| {
        let sex = &context.dialect.sex;
        sex.get(code).or_else(|| sex.get(&code.to_ascii_uppercase())).copied()
    });
    if code.is_some() && gender.is_none() {
        context.odd(pid, 8, "the code for sex is not known");
    }
    context.said(pid, 8, gender)
}

/// The record keeps one list, so an update to either field restates both: a number that the sender
/// deleted must not go on being shown, and the other list is sent again with the next message.
fn read_telecoms(context: &Context<'_>, pid: &Segment<'_>) -> Field<Vec<ContactPoint>> {
    let home = telecoms(pid.field(13), "home");
    let all: Vec<ContactPoint> = home.chain(telecoms(pid.field(14), "work")).collect();
    if !all.is_empty() {
        return Field::Said(all);
    }
    let cleared = |field| matches!(context.said::<()>(pid, field, None), Field::Cleared);
    if cleared(13) || cleared(14) { Field::Cleared } else { Field::Unsaid }
}

fn ethnic_category(field: Element<'_>) -> Option<Coding> {
    let code = field.component(1).string();
    let display = field.component(2).string();
    if code.is_none() && display.is_none() {
        return None;
    }
    let national = code.as_deref().is_some_and(|code| {
        code == "99"
            || (code.len() == 1
                && code.bytes().all(|letter| matches!(letter, b'A'..=b'H' | b'J'..=b'N' | b'P' | b'R' | b'S' | b'Z')))
    });
    let system = field.component(3).string().or_else(|| national.then(|| ETHNIC_CATEGORY.to_owned()));
    Some(Coding { system, code, display })
}

fn practice(field: Element<'_>) -> Option<Coding> {
    let display = field.component(1).string();
    let code = field.component(3).string().or_else(|| field.component(10).string());
    if code.is_none() && display.is_none() {
        return None;
    }
    let is_ods = code.as_deref().is_some_and(|code| {
        code.len() == 6
            && code.starts_with(|first: char| first.is_ascii_uppercase())
            && code.bytes().skip(1).all(|digit| digit.is_ascii_digit())
    });
    Some(Coding { system: is_ods.then(|| ODS.to_owned()), code, display })
}

fn yes_or_no(field: Element<'_>) -> Option<bool> {
    if field.is_one_of(&["Y", "YES", "1", "TRUE"]) {
        Some(true)
    } else if field.is_one_of(&["N", "NO", "0", "FALSE"]) {
        Some(false)
    } else {
        None
    }
}

/// A date of death says that the person died, whatever the indicator leaves out.
fn read_death(context: &mut Context<'_>, pid: &Segment<'_>, update: &mut PatientUpdate) {
    let at = context.time_in(pid, 29);
    let died = match (yes_or_no(pid.field(30)), at) {
        (None, Some(_)) => Some(true),
        (said, _) => said,
    };
    if died == Some(false) && at.is_some() {
        context.odd(pid, 30, "there is a date of death, and the indicator says that the person lives");
    }
    // An empty field never brings anybody back to life, whatever the feed's rule for empty fields.
    update.deceased = cleared_only_outright(context.said(pid, 30, died), pid.presence(30));
    update.deceased_at = cleared_only_outright(context.said(pid, 29, at), pid.presence(29));
}

fn cleared_only_outright<T>(field: Field<T>, presence: Presence) -> Field<T> {
    match (field, presence) {
        (Field::Cleared, Presence::Null) => Field::Cleared,
        (Field::Cleared, _) => Field::Unsaid,
        (said, _) => said,
    }
}

/// PID-31 (A.3): `Y` means that only exact local identity counts; `N` and `""` lift that. An empty
/// field lifts nothing here, since absence never loosens.
fn identity_unknown(context: &Context<'_>, pid: &Segment<'_>) -> Option<bool> {
    match yes_or_no(pid.field(31)) {
        None if pid.field(31).is_null() && context.dialect.null_policy == NullPolicy::QuotedNull => Some(false),
        said => said,
    }
}
