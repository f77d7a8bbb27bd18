//! One clinical document, read.

use super::version::{self, Version};
use super::{Context, document, encounter, entries, identifiers, patient, related};
use crate::interchange::itk::RejectionReason;
use crate::interchange::itk::xml::{Element, child, children, down};
use crate::record::{
    EntryAction, EntryStatement, Identifier, PartialDateTime, PatientUpdate, Resource, Section, SourceCoding,
};

/// What one document says.
pub(in crate::interchange::itk) struct Report<'a> {
    /// The document.
    pub element: Element<'a>,
    /// The numbers of its patient, local ones first.
    pub identifiers: Vec<Identifier>,
    /// What it says of its patient.
    pub patient: PatientUpdate,
    /// When it was made.
    pub made: Option<PartialDateTime>,
    /// Its place among the versions of its set.
    pub number: u32,
    /// Whether it takes another document back.
    pub nullifies: bool,
    /// What happens to entries.
    pub entries: Vec<EntryStatement>,
}

/// What the envelope says of a document.
#[derive(Clone, Copy)]
pub(in crate::interchange::itk) struct Circumstances<'s> {
    /// The profile and the service, in small letters.
    pub profile: &'s str,
    /// What tells documents apart where they have no number of their own.
    pub fallback: &'s str,
    /// When the message was made.
    pub sent: Option<PartialDateTime>,
}

/// Reads a document; a refusal says at which of its elements.
pub(in crate::interchange::itk) fn read<'a>(
    context: &mut Context<'a>,
    element: Element<'a>,
    circumstances: Circumstances<'_>,
) -> Result<Report<'a>, (Element<'a>, RejectionReason)> {
    context.begin_document(element);
    let mut targets = children(element, "recordTarget");
    let role = targets.next().and_then(|target| child(target, "patientRole"));
    let Some(role) = role else { return Err((element, RejectionReason::Missing("the patient (recordTarget)"))) };
    if let Some(second) = targets.next() {
        return Err((second, RejectionReason::MoreThanOne("patient")));
    }
    let numbers = identifiers::of_patient(context, role);
    if numbers.is_empty() {
        return Err((role, RejectionReason::NoIdentifier));
    }
    let made = made(context, element);
    let version =
        version::read(context, element, circumstances.profile, made.or(circumstances.sent), circumstances.fallback);
    let entries = if version.nullifies {
        if version.time.is_none() {
            return Err((element, RejectionReason::Missing("the time at which the nullification was made")));
        }
        nullify(context, element, &version)
    } else {
        state(context, element, &version, made, circumstances.profile)
    };
    Ok(Report {
        element,
        identifiers: numbers,
        patient: patient::read(context, role),
        made,
        number: version.number,
        nullifies: version.nullifies,
        entries,
    })
}

/// When a document was made: its own time, else that of its first author.
fn made<'a>(context: &mut Context<'a>, element: Element<'a>) -> Option<PartialDateTime> {
    let made = context.time(child(element, "effectiveTime"));
    if made.is_none() {
        context.odd(element, "the document does not say when it was made");
    }
    made.or_else(|| context.time(down(element, &["author", "time"])))
}

/// What a document states: itself, then all that it carries, under its key.
fn state<'a>(
    context: &mut Context<'a>,
    element: Element<'a>,
    version: &Version,
    made: Option<PartialDateTime>,
    profile: &str,
) -> Vec<EntryStatement> {
    let section = section(element, profile);
    let reference = document::read(context, element, made);
    let heading = reference.title.clone();
    let mut statements = vec![EntryStatement {
        key: version.key.clone(),
        section,
        source: super::concept::source_coding(child(element, "code"), heading),
        location: context.at(element),
        replaces: Some(format!("{}:", version.key)),
        ..entries::entry(Resource::DocumentReference(reference))
    }];
    statements.extend(encounter::read(context, element, &version.key, section));
    statements.extend(related::read(context, element, &version.key));
    statements.extend(entries::read(context, element, &version.key));
    for statement in &mut statements {
        statement.version_time = version.time;
        if version.replaces {
            statement.action = EntryAction::Correct;
        }
    }
    let parents = version.parents.iter();
    statements.extend(parents.map(|parent| withdrawal(context, element, parent, version, "replaced by the source")));
    statements
}

/// Takes back what a nullification names. One that names no set means its own.
fn nullify<'a>(context: &mut Context<'a>, element: Element<'a>, version: &Version) -> Vec<EntryStatement> {
    context.leave("component of a nullification");
    let mut keys: Vec<&String> = version.parents.iter().collect();
    let names_a_set = children(element, "relatedDocument")
        .flat_map(|related| children(related, "parentDocument"))
        .any(|parent| child(parent, "setId").is_some());
    if keys.is_empty() || !names_a_set {
        keys.push(&version.key);
    }
    keys.into_iter().map(|key| withdrawal(context, element, key, version, "nullified by the source")).collect()
}

/// Withdraws a document, and all that stands under its key with it.
fn withdrawal<'a>(
    context: &mut Context<'a>,
    element: Element<'a>,
    key: &str,
    version: &Version,
    reason: &str,
) -> EntryStatement {
    let related = child(element, "relatedDocument").unwrap_or(element);
    EntryStatement {
        key: key.to_owned(),
        action: EntryAction::Withdraw(reason.to_owned()),
        section: Section::Documents,
        resource: None,
        source: SourceCoding::default(),
        location: context.at(related),
        version_time: version.time,
        replaces: Some(format!("{key}:")),
    }
}

/// Where a document is shown: reports of NHS 111 and of the ambulance service apart.
fn section(element: Element<'_>, profile: &str) -> Section {
    let kind = version::message_type(element).unwrap_or_default();
    let code = child(element, "code").and_then(|code| code.attribute("code")).unwrap_or_default();
    let named = ["nhs111", "ambulance", "integratedurgentcare"].iter().any(|name| profile.contains(name));
    let is_report = kind.starts_with("POCD_MT200001") || kind.starts_with("POCD_MT030001");
    if is_report || named || code == "819551000000100" { Section::Reports } else { Section::Documents }
}
