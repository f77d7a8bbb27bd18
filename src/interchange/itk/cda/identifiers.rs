//! The numbers by which a source knows a patient, and the codes of organisations.

use super::Context;
use crate::interchange::itk::xml::{Element, attribute, children};
use crate::record::{Identifier, IdentifierKind, NhsNumber, NhsNumberStatus};

/// A verified NHS number.
const NHS_VERIFIED: &str = "2.16.840.1.113883.2.1.4.1";
/// An NHS number that has not been verified.
const NHS_UNVERIFIED: &str = "2.16.840.1.113883.2.1.3.2.4.18.23";
/// A local number, whose authority is named beside it.
const LOCAL: &str = "2.16.840.1.113883.2.1.3.2.4.18.24";
/// ODS organisation and site codes as object identifiers.
pub(super) const ODS_OIDS: [&str; 2] = ["2.16.840.1.113883.2.1.3.2.4.19.1", "2.16.840.1.113883.2.1.3.2.4.19.2"];
/// ODS organisation codes.
pub(super) const ODS: &str = "https://fhir.nhs.uk/Id/ods-organization-code";
/// ODS site codes.
pub(super) const ODS_SITE: &str = "https://fhir.nhs.uk/Id/ods-site-code";

/// The numbers of a patient role, the local ones first.
pub(super) fn of_patient<'a>(context: &mut Context<'a>, role: Element<'a>) -> Vec<Identifier> {
    let mut numbers: Vec<Identifier> = Vec::new();
    for id in children(role, "id").take(50) {
        let Some(number) = read(context, id) else { continue };
        let same = |known: &&mut Identifier| {
            known.kind == number.kind && known.value == number.value && known.authority == number.authority
        };
        match numbers.iter_mut().find(same) {
            // Said twice, once as verified: a number counts as verified only where nothing says otherwise.
            Some(known) if known.status != number.status => {
                known.status = None;
                context
                    .odd(id, "an NHS number is sent both as verified and as not verified: it counts as not verified");
            }
            Some(_) => {}
            None => numbers.push(number),
        }
    }
    let mut verified = numbers.iter().filter(|number| number.is_verified());
    if verified.next().is_some() && verified.next().is_some() {
        context.odd(role, "there are two verified NHS numbers, and which of them is meant cannot be told");
        for number in &mut numbers {
            number.status = None;
        }
    }
    numbers.sort_by_key(|number| number.kind != IdentifierKind::Local);
    numbers
}

fn read<'a>(context: &mut Context<'a>, id: Element<'a>) -> Option<Identifier> {
    let root = attribute(id, "root");
    let value = attribute(id, "extension");
    match (root, value) {
        (Some(NHS_VERIFIED), Some(value)) => {
            nhs_number(context, id, value, Some(NhsNumberStatus::NumberPresentAndVerified))
        }
        (Some(NHS_UNVERIFIED), Some(value)) => nhs_number(context, id, value, None),
        (Some(LOCAL) | None, Some(value)) => Some(Identifier::local(authority(context, id), value)),
        // A number in a numbering of its own: the identifier of that numbering is its authority.
        (Some(root), Some(value)) => {
            let named = attribute(id, "assigningAuthorityName").is_some();
            let authority = if named { authority(context, id) } else { format!("urn:oid:{root}") };
            Some(Identifier::local(authority, value))
        }
        (Some(NHS_VERIFIED | NHS_UNVERIFIED | LOCAL) | None, None) => None,
        (Some(root), None) => Some(Identifier::local(authority(context, id), root)),
    }
}

/// The organisation that gave a number: `V39XF:North Lane Clinic` names it by code and name. Where
/// it is not named, it is the organisation that speaks.
fn authority<'a>(context: &Context<'a>, id: Element<'a>) -> String {
    let Some(named) = attribute(id, "assigningAuthorityName") else { return context.organisation.clone() };
    let code = named.split_once(':').map(|(code, _)| code.trim()).filter(|code| is_ods(code));
    code.unwrap_or(named).to_owned()
}

/// Whether a text has the form of an ODS code.
fn is_ods(code: &str) -> bool {
    (3..=10).contains(&code.len()) && code.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
}

fn nhs_number<'a>(
    context: &mut Context<'a>,
    id: Element<'a>,
    value: &str,
    status: Option<NhsNumberStatus>,
) -> Option<Identifier> {
    let Ok(number) = value.parse::<NhsNumber>() else {
        context.odd(id, "what is called an NHS number has not ten digits, and is left out");
        return None;
    };
    if !number.check_digit_holds() {
        context.odd(id, "the check digit of an NHS number does not hold");
    }
    if number.is_placeholder() {
        context.odd(id, "an NHS number is a placeholder");
    }
    Some(Identifier::nhs(number, status))
}

/// The ODS code in an address or identity of the toolkit, such as
/// `urn:nhs-uk:addressing:ods:XZ901:R0620`.
pub(in crate::interchange::itk) fn ods_code(uri: &str) -> Option<&str> {
    let prefixes = ["urn:nhs-uk:addressing:ods:", "urn:nhs-uk:identity:ods:"];
    let rest = prefixes.iter().find_map(|prefix| uri.strip_prefix(prefix))?;
    let code = rest.split(':').next().unwrap_or_default().trim();
    if code.is_empty() { None } else { Some(code) }
}

/// The code of an organisation, the ODS one where it has several.
pub(super) fn organisation_code(organisation: Element<'_>) -> Option<(&str, Option<&'static str>)> {
    let ids = children(organisation, "id").filter_map(|id| Some((attribute(id, "root"), attribute(id, "extension")?)));
    let mut ids: Vec<(Option<&str>, &str)> = ids.take(20).collect();
    ids.sort_by_key(|(root, _)| !root.is_some_and(|root| ODS_OIDS.contains(&root)));
    let (root, code) = ids.into_iter().next()?;
    let system = root.and_then(|root| match ODS_OIDS.iter().position(|oid| *oid == root)? {
        0 => Some(ODS),
        _ => Some(ODS_SITE),
    });
    Some((code, system))
}
