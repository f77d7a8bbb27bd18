//! Demographics of the record target.

use super::concept::{coding, concept};
use super::identifiers::organisation_code;
use super::people::{addresses, in_parts, names, telecoms};
use super::{Context, people};
use crate::interchange::itk::xml::{Element, attribute, child, children, down, elements, text_of};
use crate::record::{Coding, Field, Gender, PatientUpdate};

const ETHNIC_CATEGORY: &str = "https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland";

/// What is carried, or is of no account for the person.
const READ: [&str; 10] = [
    "name",
    "administrativeGenderCode",
    "birthTime",
    "ethnicGroupCode",
    "maritalStatusCode",
    "religiousAffiliationCode",
    "languageCommunication",
    "guardian",
    "templateId",
    "id",
];

/// Reads the patient. A document fills in what is not known yet; it clears nothing.
pub(super) fn read<'a>(context: &mut Context<'a>, role: Element<'a>) -> PatientUpdate {
    let mut update = PatientUpdate {
        addresses: some_of(addresses(role)),
        telecoms: some_of(telecoms(role)),
        general_practice: Field::from(practice(role)),
        ..PatientUpdate::default()
    };
    let Some(patient) = child(role, "patient") else {
        context.odd(role, "nothing is said of the patient but numbers and whereabouts");
        return update;
    };
    if children(patient, "name").any(|name| !in_parts(name) && text_of(name).is_some()) {
        context.odd(role, "the name is not sent in parts: it is kept whole as the family name");
    }
    update.names = some_of(names(patient));
    update.birth_date = Field::from(context.time(child(patient, "birthTime")));
    update.gender = Field::from(gender(context, patient));
    update.ethnic_category = Field::from(child(patient, "ethnicGroupCode").and_then(coding).map(ethnic_category));
    update.marital_status = Field::from(child(patient, "maritalStatusCode").and_then(concept));
    update.religion = Field::from(child(patient, "religiousAffiliationCode").and_then(concept));
    update.language = Field::from(down(patient, &["languageCommunication", "languageCode"]).and_then(concept));
    for part in elements(patient).filter(|part| !READ.contains(&part.tag_name().name())) {
        context.leave(&format!("recordTarget {}", crate::interchange::itk::xml::name(part)));
    }
    update
}

fn some_of<T>(list: Vec<T>) -> Field<Vec<T>> {
    if list.is_empty() { Field::Unsaid } else { Field::Said(list) }
}

/// The national code for sex: 0 not known, 1 male, 2 female, 9 not specified.
fn gender<'a>(context: &mut Context<'a>, patient: Element<'a>) -> Option<Gender> {
    let element = child(patient, "administrativeGenderCode")?;
    match attribute(element, "code")? {
        "1" | "M" => Some(Gender::Male),
        "2" | "F" => Some(Gender::Female),
        "9" | "UN" => Some(Gender::Other),
        "0" => Some(Gender::Unknown),
        _ => {
            context.odd(element, "the code for sex is not known");
            None
        }
    }
}

/// The national codes are given their code system whatever the sender calls it.
fn ethnic_category(sent: Coding) -> Coding {
    let is_national = sent.code.as_deref().is_some_and(|code| {
        code == "99" || (code.len() == 1 && code.bytes().all(|letter| letter.is_ascii_uppercase()))
    });
    if is_national { Coding { system: Some(ETHNIC_CATEGORY.to_owned()), ..sent } } else { sent }
}

/// The practice where the patient is registered.
fn practice(role: Element<'_>) -> Option<Coding> {
    let organisation = child(role, "providerOrganization")?;
    let code = organisation_code(organisation);
    let display = child(organisation, "name").and_then(text_of);
    if code.is_none() && display.is_none() {
        return None;
    }
    let system = code.and_then(|(_, system)| system).map(ToOwned::to_owned);
    Some(Coding { system, code: code.map(|(code, _)| code.to_owned()), display })
}

/// The name of an organisation with its code, as a line.
pub(super) fn organisation_line(organisation: Element<'_>) -> Option<String> {
    let code = organisation_code(organisation).map(|(code, _)| code.to_owned());
    child(organisation, "name").and_then(text_of).or_else(|| child(organisation, "desc").and_then(text_of)).or(code)
}

/// Somebody in a role as a line: the person, the organisation, or both.
pub(super) fn role_line(role: Element<'_>, organisation: &str) -> Option<String> {
    let person = child(role, "assignedPerson").and_then(people::person_line);
    let organisation = child(role, organisation).and_then(organisation_line);
    match (person, organisation) {
        (Some(person), Some(organisation)) => Some(format!("{person}, {organisation}")),
        (person, organisation) => person.or(organisation),
    }
}
