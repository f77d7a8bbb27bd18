//! People who matter to the patient: who called, guardians, carers.

use super::concept::concept;
use super::people::{addresses, names, telecoms};
use super::{Context, entries};
use crate::interchange::itk::xml::{Element, attribute, child, children, down};
use crate::record::{EntryStatement, RelatedPerson, Resource, Section, SourceCoding};

/// The relationship by which the patient speaks for themselves.
const SELF: &str = "21";
/// Roles in which a participant is somebody of the patient's own.
const OWN: [&str; 7] = ["NOK", "CAREGIVER", "CON", "ECON", "GUARD", "PRS", "AGNT"];

/// Reads informants, guardians and those participants who are the patient's own people.
pub(super) fn read<'a>(context: &mut Context<'a>, document: Element<'a>, key: &str) -> Vec<EntryStatement> {
    let mut people = Vec::new();
    for informant in children(document, "informant") {
        match child(informant, "relatedEntity") {
            Some(entity) if child(entity, "code").and_then(|code| attribute(code, "code")) == Some(SELF) => {
                // The number to call the patient back is among the patient's own.
                if child(entity, "telecom").is_some() {
                    context.leave("informant telecom");
                }
            }
            Some(entity) => people.push((informant, entity, "relatedPerson")),
            None => context.leave("informant"),
        }
    }
    let guardians = down(document, &["recordTarget", "patientRole", "patient"]);
    for guardian in guardians.into_iter().flat_map(|patient| children(patient, "guardian")) {
        people.push((guardian, guardian, "guardianPerson"));
    }
    for participant in children(document, "participant") {
        let entity = child(participant, "associatedEntity");
        let own = entity.filter(|entity| attribute(*entity, "classCode").is_some_and(|class| OWN.contains(&class)));
        match own {
            Some(entity) => people.push((participant, entity, "associatedPerson")),
            None => context.leave(&format!("participant {}", attribute(participant, "typeCode").unwrap_or_default())),
        }
    }
    people.into_iter().take(50).filter_map(|(at, entity, person)| statement(context, at, entity, person, key)).collect()
}

fn statement<'a>(
    context: &mut Context<'a>,
    at: Element<'a>,
    entity: Element<'a>,
    person: &str,
    key: &str,
) -> Option<EntryStatement> {
    let related = RelatedPerson {
        name: child(entity, person).and_then(|person| names(person).into_iter().next()),
        relationship: child(entity, "code").and_then(concept).unwrap_or_default(),
        address: addresses(entity).into_iter().next(),
        telecoms: telecoms(entity),
    };
    if related == RelatedPerson::default() {
        return None;
    }
    Some(EntryStatement {
        key: context.unique(format!("{key}:{}", at.tag_name().name())),
        section: Section::Contacts,
        source: SourceCoding { heading: Some(at.tag_name().name().to_owned()), ..SourceCoding::default() },
        location: context.at(at),
        ..entries::entry(Resource::RelatedPerson(related))
    })
}
