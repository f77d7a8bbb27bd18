//! Who the message is about: numbers, demographics, contacts.

use super::document::Target;
use super::element;
use super::json::Node;
use super::view::View;
use crate::record::{
    Address, CodeableConcept, Coding, EntryStatement, Field, Gender, Identifier, IdentifierKind, NhsNumber,
    NhsNumberStatus, PartialDateTime, PatientUpdate, Precision, RelatedPerson, Resource, Section,
};

/// The names under which NHS numbers are sent.
const NHS_NUMBER: [&str; 5] = [
    "https://fhir.nhs.uk/Id/nhs-number",
    "http://fhir.nhs.net/Id/nhs-number",
    "http://fhir.nhs.uk/Id/nhs-number",
    "https://fhir.nhs.uk/id/nhs-number",
    "urn:oid:2.16.840.1.113883.2.1.4.1",
];
/// The name of organisation codes, with the misspellings in use.
const ODS: [&str; 6] = [
    "https://fhir.nhs.uk/Id/ods-organization-code",
    "https://fhir.nhs.uk/Id/ods-organisation-code",
    "https://fhir.nhs.uk/Id/ODS-code",
    "https://fhir.nhs.uk/Id/ods-site-code",
    "http://fhir.nhs.net/Id/ods-organization-code",
    "urn:oid:2.16.840.1.113883.2.1.3.2.4.18.48",
];

/// Whether a code system is that of NHS numbers.
pub(super) fn is_nhs_system(system: Option<&str>) -> bool {
    system.is_some_and(|system| NHS_NUMBER.contains(&system))
}

/// What the message says of its patient.
#[derive(Default)]
pub(super) struct Said {
    pub(super) identifiers: Vec<Identifier>,
    pub(super) update: PatientUpdate,
    /// The organisation that manages the record: code and name.
    pub(super) organisation: Option<Coding>,
    /// The mark of confidentiality, where there is one.
    pub(super) confidentiality: Option<String>,
    pub(super) contacts: Vec<EntryStatement>,
}

/// Reads a `Patient`.
pub(super) fn read(view: View<'_, '_>) -> Said {
    let identifiers = identifiers(&view);
    let organisation = view.get("managingOrganization").and_then(|reference| organisation(&view, reference));
    let confidentiality = confidentiality(&view);
    let mut update = demographics(&view);
    update.restricted = confidentiality.is_some().then_some(true);
    if view.reading.is_gp_connect() && update.general_practice == Field::Unsaid {
        update.general_practice = Field::from(organisation.clone());
    }
    let contacts = contacts(&view);
    // Known from what is carried, or about the registration and not the person.
    view.mark(&["active", "photo", "link"]);
    view.finish();
    Said { identifiers, update, organisation, confidentiality, contacts }
}

/// PDS marks a person whose whereabouts are hidden; anything but "unrestricted" hides.
fn confidentiality(view: &View<'_, '_>) -> Option<String> {
    let security = view.get("meta")?.first().items("security");
    let codes = security.iter().filter_map(|coding| coding.text_of("code"));
    codes.filter(|code| matches!(*code, "R" | "V" | "REDACTED")).map(ToOwned::to_owned).next()
}

fn identifiers(view: &View<'_, '_>) -> Vec<Identifier> {
    let mut numbers: Vec<Identifier> = Vec::new();
    for node in view.items("identifier") {
        let Some(number) = identifier(view, node) else { continue };
        let same = |known: &&mut Identifier| {
            (known.kind, &known.value, &known.authority) == (number.kind, &number.value, &number.authority)
        };
        match numbers.iter_mut().find(same) {
            // Of two statuses that differ, the one that verifies must not win.
            Some(known) if known.status != number.status => {
                known.status = known
                    .status
                    .filter(|status| !status.is_verified())
                    .or(number.status.filter(|status| !status.is_verified()));
            }
            Some(_) => {}
            None => numbers.push(number),
        }
    }
    numbers.sort_by_key(|number| match number.kind {
        IdentifierKind::Local => 0,
        IdentifierKind::NhsNumber => 1,
        IdentifierKind::Account => 2,
    });
    numbers
}

fn identifier(view: &View<'_, '_>, node: &Node<'_>) -> Option<Identifier> {
    let value = node.text_of("value")?.trim();
    if node.text_of("use") == Some("old") {
        view.odd("a number that is marked old is not carried");
        return None;
    }
    let kind = node.get("type").and_then(element::code);
    let system = node.text_of("system");
    if is_nhs_system(system) || (kind == Some("NH") && system.is_none()) {
        return nhs_number(view, value, status(node));
    }
    let assigner = node.get("assigner").and_then(|reference| organisation(view, reference));
    let authority = assigner.and_then(|assigner| assigner.code.or(assigner.display));
    let authority = authority.or_else(|| system.map(ToOwned::to_owned));
    let Some(authority) = authority else {
        view.odd("a number without a system or an assigner identifies nobody, and is not carried");
        return None;
    };
    let kind = match kind {
        Some("AN" | "VN") => IdentifierKind::Account,
        _ => IdentifierKind::Local,
    };
    Some(Identifier { kind, value: value.to_owned(), authority, status: None })
}

/// An NHS number; what has not ten digits is left out, what fails its check digit is kept and odd.
pub(super) fn nhs_number(view: &View<'_, '_>, value: &str, status: Option<NhsNumberStatus>) -> Option<Identifier> {
    let Ok(number) = value.parse::<NhsNumber>() else {
        view.odd("what is called an NHS number has not ten digits, and is left out");
        return None;
    };
    if !number.check_digit_holds() {
        view.odd("the check digit of an NHS number does not hold");
    }
    if number.is_placeholder() {
        view.odd("an NHS number is a placeholder");
    }
    Some(Identifier::nhs(number, status))
}

/// The verification status: national codes (Care Connect, PDS), or UK Core's words.
fn status(node: &Node<'_>) -> Option<NhsNumberStatus> {
    use NhsNumberStatus as Status;
    let of_status = |extension: &&Node<'_>| {
        extension.text_of("url").is_some_and(|url| super::view::short_name(url) == "NHSNumberVerificationStatus")
    };
    let extension = node.items("extension").iter().find(of_status)?;
    let code = element::code(element::value_of(extension)?)?;
    Some(match code {
        "number-present-and-verified" => Status::NumberPresentAndVerified,
        "number-present-but-not-traced" => Status::NumberPresentButNotTraced,
        "trace-required" => Status::TraceRequired,
        "trace-attempted" => Status::TraceAttemptedNoMatchOrMultipleMatch,
        "trace-needs-to-be-resolved" => Status::TraceNeedsToBeResolved,
        "trace-in-progress" => Status::TraceInProgress,
        "number-not-present-and-trace-not-required" => Status::NumberNotPresentAndTraceNotRequired,
        "trace-postponed" => Status::TracePostponed,
        code => return Status::from_code(code),
    })
}

/// An organisation by reference: its code and name.
pub(super) fn organisation(view: &View<'_, '_>, reference: &Node<'_>) -> Option<Coding> {
    let reference = reference.first();
    let document = view.reading.document;
    let target = reference.text_of("reference").map(|text| document.resolve(view.number, text));
    let found = target.and_then(|target| match target {
        Target::Found(number) => Some(number),
        // Practices are often sent twice, word for word.
        target => target.first(),
    });
    let node =
        found.filter(|number| document.slots[*number].kind == "Organization").map(|number| document.node(number));
    let code = node.as_ref().and_then(ods_code).or_else(|| reference.path(&["identifier"])?.string_of("value"));
    let name = node.as_ref().and_then(|node| node.string_of("name")).or_else(|| reference.string_of("display"));
    (code.is_some() || name.is_some()).then_some(Coding { system: None, code, display: name })
}

/// The ODS code of an `Organization`, else its first identifier.
pub(super) fn ods_code(node: &Node<'_>) -> Option<String> {
    let identifiers = node.items("identifier");
    let ods = identifiers.iter().find(|identifier| identifier.text_of("system").is_some_and(|it| ODS.contains(&it)));
    ods.or_else(|| identifiers.first())?.string_of("value")
}

fn demographics(view: &View<'_, '_>) -> PatientUpdate {
    let mut names: Vec<_> = view.items("name").iter().filter_map(element::human_name).collect();
    // The name in use first: usual, then official; old ones last.
    names.sort_by_key(|name| match name.usage {
        crate::record::NameUse::Usual => 0,
        crate::record::NameUse::Official => 1,
        crate::record::NameUse::Nickname => 2,
        crate::record::NameUse::Maiden | crate::record::NameUse::Old => 3,
    });
    let mut addresses: Vec<Address> = view.items("address").iter().filter_map(element::address).collect();
    addresses.sort_by_key(|address| u8::from(address.usage.as_deref() != Some("home")));
    let telecoms: Vec<_> = view.items("telecom").iter().filter_map(element::contact_point).collect();
    let gender = view.text("gender").map(|gender| match gender.as_str() {
        "male" => Gender::Male,
        "female" => Gender::Female,
        "other" => Gender::Other,
        _ => Gender::Unknown,
    });
    let (practice, practitioner) = general_practice(view);
    let (deceased, deceased_at) = deceased(view);
    let concept = |concept: Option<CodeableConcept>| Field::from(concept);
    PatientUpdate {
        names: said_list(names),
        birth_date: Field::from(birth_date(view)),
        gender: Field::from(gender),
        addresses: said_list(addresses),
        telecoms: said_list(telecoms),
        ethnic_category: Field::from(
            view.extension("EthnicCategory").map(element::concept).and_then(|it| it.coding.into_iter().next()),
        ),
        marital_status: concept(view.concept("maritalStatus")),
        religion: concept(view.extension("patient-religion").map(element::concept)),
        language: concept(language(view)),
        deceased,
        deceased_at,
        general_practice: Field::from(practice),
        general_practitioner: Field::from(practitioner),
        multiple_birth: Field::from(multiple_birth(view)),
        restricted: None,
        identity_unknown: (view.extension("identity-unknown").and_then(Node::text) == Some("true")).then_some(true),
    }
}

fn said_list<T>(list: Vec<T>) -> Field<Vec<T>> {
    if list.is_empty() { Field::Unsaid } else { Field::Said(list) }
}

/// The date of birth, with its time where HL7's extension gives one.
fn birth_date(view: &View<'_, '_>) -> Option<PartialDateTime> {
    let day = view.date(&["birthDate"]);
    let beside = view.get("_birthDate");
    let time = beside
        .and_then(|node| element::extension_value(node, "http://hl7.org/fhir/StructureDefinition/patient-birthTime"));
    let time = time.and_then(Node::text).and_then(element::date_time);
    time.filter(|time| time.precision() == Precision::Time && day.is_some_and(|day| day.date() == time.date())).or(day)
}

fn deceased(view: &View<'_, '_>) -> (Field<bool>, Field<PartialDateTime>) {
    let at = view.date(&["deceasedDateTime"]);
    match (at, view.text("deceasedBoolean").as_deref()) {
        (Some(at), _) => (Field::Said(true), Field::Said(at)),
        (None, Some("true")) => (Field::Said(true), Field::Unsaid),
        (None, Some("false")) => (Field::Said(false), Field::Unsaid),
        (None, _) => (Field::Unsaid, Field::Unsaid),
    }
}

fn multiple_birth(view: &View<'_, '_>) -> Option<bool> {
    let place = view.text("multipleBirthInteger").and_then(|place| place.parse::<i64>().ok());
    match view.text("multipleBirthBoolean").as_deref() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => place.map(|place| place > 0),
    }
}

/// The preferred language, else the first.
fn language(view: &View<'_, '_>) -> Option<CodeableConcept> {
    let all = view.items("communication");
    let chosen = all.iter().find(|node| node.bool_of("preferred") == Some(true)).or_else(|| all.first());
    let stu3 = view.extensions("NHSCommunication").next().and_then(|extension| element::part(extension, "language"));
    let node = chosen.and_then(|node| node.get("language")).or(stu3)?;
    Some(element::concept(node)).filter(|concept| !concept.is_empty())
}

/// The practice and the practitioner, each where it is named.
fn general_practice(view: &View<'_, '_>) -> (Option<Coding>, Option<String>) {
    let document = view.reading.document;
    let (mut practice, mut practitioner) = (None, None);
    for reference in view.items("generalPractitioner") {
        let target = reference.text_of("reference").and_then(|text| document.resolve(view.number, text).first());
        let kind = target.map(|target| document.slots[target].kind.as_ref());
        let kind =
            kind.or_else(|| reference.text_of("type")).or_else(|| reference.text_of("reference")?.split('/').next());
        let is_practice = kind == Some("Organization") || (kind.is_none() && reference.get("identifier").is_some());
        if is_practice {
            practice = practice.or_else(|| organisation(view, reference));
        } else {
            practitioner = practitioner.or_else(|| view.name_in(reference));
        }
    }
    (practice, practitioner)
}

/// Next of kin and contacts that stand in the patient.
fn contacts(view: &View<'_, '_>) -> Vec<EntryStatement> {
    let nodes = view.items("contact");
    let prefix = if view.reading.is_gp_connect() { "gpc:contact:" } else { "fhir:contact:" };
    let statement = |(place, node): (usize, &Node<'_>)| {
        let words: Vec<String> =
            node.items("relationship").iter().map(element::concept).map(|concept| concept.label().to_owned()).collect();
        let relationship = match node.items("relationship") {
            [only] => element::concept(only),
            [] => CodeableConcept::default(),
            _ => CodeableConcept::text(words.join("; ")),
        };
        let person = RelatedPerson {
            name: node.path(&["name"]).and_then(element::human_name),
            relationship,
            address: node.path(&["address"]).and_then(element::address),
            telecoms: node.items("telecom").iter().filter_map(element::contact_point).collect(),
        };
        let is_said = person.name.is_some() || !person.telecoms.is_empty() || person.address.is_some();
        is_said.then(|| EntryStatement {
            key: format!("{prefix}{}", place + 1),
            action: crate::record::EntryAction::Assert,
            section: Section::Contacts,
            source: crate::record::SourceCoding::default(),
            resource: Some(Resource::RelatedPerson(person)),
            location: view.reading.document.location(view.number),
            version_time: None,
            // A list of contacts is sent as a whole.
            replaces: Some(prefix.to_owned()),
        })
    };
    nodes.iter().enumerate().filter_map(statement).collect()
}
