//! One message, interpreted.

use super::attachment;
use super::clinical;
use super::document::{Document, text_of};
use super::json::Node;
use super::notice;
use super::patient::{self, Said};
use super::reading::Reading;
use super::scan::{self, Flavour, Scan};
use super::subject::{self, About, Who};
use super::view::View;
use super::{Rejection, RejectionReason};
use crate::record::{
    Coding, ConsentSignal, EntryStatement, Identifier, IdentifierKind, MessageHeader, PartialDateTime, SignalKind,
    Statement, Trigger,
};

/// The sender of a GP Connect message, whichever supplier's system answers: it is the same for every
/// message of a practice.
const GP_CONNECT: &str = "GP Connect";
/// The sender where a message does not name it.
const FHIR: &str = "FHIR";
/// The organisation where a message does not name it.
const UNKNOWN: &str = "unknown";

/// Whether a message looks like FHIR: a JSON object, or XML in the namespace of FHIR.
pub fn recognises(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let beginning = start.get(..start.len().min(4_096)).unwrap_or_default();
    match start.first() {
        Some(b'{') => true,
        Some(b'<') => ["\"http://hl7.org/fhir\"", "'http://hl7.org/fhir'"]
            .iter()
            .any(|namespace| memchr::memmem::find(beginning, namespace.as_bytes()).is_some()),
        _ => false,
    }
}

/// Says what a message says, in the record's own nouns: a bundle or a single resource in FHIR's JSON
/// or XML, or resources one a line.
///
/// Refuses what is not FHIR, what speaks of more than one patient, and what names nobody. An export
/// of this project that holds several identities of one person is read by [`statements`].
pub fn interpret(bytes: &[u8]) -> Result<Statement, Rejection> {
    let mut statements = statements(bytes)?;
    match (statements.pop(), statements.len()) {
        (Some(only), 0) => Ok(only),
        (_, more) => Err(Rejection::whole(RejectionReason::SeveralIdentities(more + 1))),
    }
}

/// Says what a message says, one statement for each source identity: one, unless it is an export of
/// this project, where each source has its own patient and a `Person` links them.
pub fn statements(bytes: &[u8]) -> Result<Vec<Statement>, Rejection> {
    let (text, in_place) = text_of(bytes)?;
    let document = Document::read(&text, in_place)?;
    let scan = scan::scan(&document);
    attachment::check(&document)?;
    let who = subject::who(&document, &scan)?;
    let reading = Reading::new(&document, &scan);
    let people: Vec<Option<usize>> = match &who {
        Who::Patients(patients) => patients.iter().copied().map(Some).collect(),
        Who::Number(..) => vec![None],
    };
    let mut said = Vec::new();
    for patient in &people {
        said.push(say(&reading, &who, *patient)?);
    }
    let mut entries: Vec<Vec<EntryStatement>> = people.iter().map(|_| Vec::new()).collect();
    for number in 0..document.slots.len() {
        let Some(entry) = clinical::read(&reading, number) else { continue };
        if let Some(place) = holder(&reading, &who, &people, number) {
            entries[place].push(entry);
        }
    }
    if reading.is_gp_connect() {
        notice::add(&reading, &mut entries[0]);
    }
    reading.name_lists_left();
    let mut statements: Vec<Statement> = Vec::with_capacity(people.len());
    for ((patient, said), entries) in people.iter().zip(said).zip(entries) {
        statements.push(statement(&reading, &who, *patient, said, entries));
    }
    let (defects, unread) = reading.finish();
    for statement in &mut statements {
        statement.defects.clone_from(&defects);
        statement.unread.clone_from(&unread);
    }
    Ok(statements)
}

/// To whose record an entry belongs; nobody's where its subject is no person.
fn holder(reading: &Reading<'_>, who: &Who, people: &[Option<usize>], number: usize) -> Option<usize> {
    match who.of(reading.document, reading.scan, number) {
        About::Patient(_) if people.len() == 1 => Some(0),
        About::Patient(Some(patient)) => people.iter().position(|known| *known == Some(patient)),
        About::Patient(None) | About::Unknown if people.len() > 1 => {
            reading.odd(number, "it does not say to which of the identities it belongs, and is not carried");
            None
        }
        About::Patient(None) => Some(0),
        About::Unknown => {
            reading.odd(number, "its subject is not the patient of the message, who is taken to be meant");
            Some(0)
        }
        About::Other => {
            reading.odd(number, "its subject is not a person, and it is not carried");
            None
        }
    }
}

/// What the message says of its patient; refused where there is no number to know the patient by.
fn say(reading: &Reading<'_>, who: &Who, patient: Option<usize>) -> Result<Said, Rejection> {
    let said = match (patient, who) {
        (Some(patient), _) => {
            let mut said = patient::read(View::new(reading, patient));
            let known = |number: &Identifier| match number.kind {
                IdentifierKind::Local => true,
                IdentifierKind::NhsNumber => number.nhs_number().is_some_and(|number| !number.is_placeholder()),
                IdentifierKind::Account => false,
            };
            if !said.identifiers.iter().any(known) {
                said.identifiers.extend(by_logical_id(reading, patient, said.organisation.as_ref()));
            }
            said
        }
        (None, Who::Number(system, value)) => by_number(reading, system.as_deref(), value),
        (None, Who::Patients(_)) => Said::default(),
    };
    if said.identifiers.iter().all(|number| number.kind == IdentifierKind::Account) {
        let at = patient.unwrap_or(0);
        let below = if patient.is_some() { "/identifier" } else { "/subject" };
        return Err(reading.document.rejection(at, below, RejectionReason::NoIdentifier));
    }
    Ok(said)
}

/// The number of the Patient resource at the practice that answers: it is the practice's own for the
/// person, and all there is where no NHS number was traced.
fn by_logical_id(reading: &Reading<'_>, patient: usize, practice: Option<&Coding>) -> Option<Identifier> {
    let id = reading.document.slots[patient].id.as_deref()?;
    let practice = practice.filter(|_| reading.is_gp_connect())?.code.as_deref()?;
    Some(Identifier::local(format!("{practice}/Patient"), id.chars().take(64).collect::<String>()))
}

/// A person of whom nothing is sent but a number. What a sender of a single result says of the
/// verification of it is nothing.
fn by_number(reading: &Reading<'_>, system: Option<&str>, value: &str) -> Said {
    let view = View::new(reading, 0);
    let identifier = if patient::is_nhs_system(system) {
        patient::nhs_number(&view, value, None)
    } else {
        system.map(|system| Identifier::local(system, value))
    };
    Said { identifiers: identifier.into_iter().collect(), ..Said::default() }
}

fn statement(
    reading: &Reading<'_>,
    who: &Who,
    patient: Option<usize>,
    said: Said,
    mut entries: Vec<EntryStatement>,
) -> Statement {
    let organisation = organisation(said.organisation.as_ref());
    let mut header = header_of(reading.document, reading.scan, &organisation);
    let own = reading.scan.own.iter().find(
        |(number, _)| matches!(who.of(reading.document, reading.scan, **number), About::Patient(of) if of == patient),
    );
    if let Some((_, own)) = own {
        own.system.clone_into(&mut header.application);
        own.facility().clone_into(&mut header.facility);
    }
    let location = patient.map_or_else(|| reading.document.location(0), |patient| reading.document.location(patient));
    let signals = said.confidentiality.map(|value| ConsentSignal {
        kind: SignalKind::LocationHiding,
        value,
        stated: header.sent,
        location,
    });
    entries.extend(said.contacts);
    Statement {
        trigger: Trigger::Record,
        stated: header.sent,
        occurred: None,
        organisation,
        identifiers: said.identifiers,
        patient: said.update,
        demographics_count: reading.is_gp_connect(),
        merges: Vec::new(),
        encounter: None,
        entries,
        signals: signals.into_iter().collect(),
        defects: Vec::new(),
        unread: Vec::new(),
        header,
    }
}

fn organisation(coding: Option<&Coding>) -> String {
    coding
        .and_then(|coding| coding.code.clone().or_else(|| coding.display.clone()))
        .unwrap_or_else(|| UNKNOWN.to_owned())
}

/// Who sent the message and which, as far as FHIR says so. GP Connect's answers have no number and no
/// time of their own: order is arrival.
fn header_of(document: &Document<'_>, scan: &Scan, organisation: &str) -> MessageHeader {
    let bundle = document.bundle.as_ref();
    let kind = bundle.and_then(|bundle| bundle.text_of("type")).unwrap_or_default();
    let gp_connect = scan.flavour == Flavour::GpConnect;
    let first = document.slots.first().map(|slot| slot.kind.as_ref()).unwrap_or_default();
    let sent = bundle.and_then(|bundle| bundle.text_of("timestamp")).filter(|_| !gp_connect);
    let single = || {
        let node = document.node(0);
        node.path(&["meta"]).and_then(|meta| meta.string_of("lastUpdated"))
    };
    let sent = sent.map(ToOwned::to_owned).or_else(|| if gp_connect || bundle.is_some() { None } else { single() });
    let sent = sent.unwrap_or_default();
    // Only a message or a document has a number that is used once.
    let number = bundle.filter(|_| matches!(kind, "message" | "document") && !gp_connect);
    let number = number.and_then(|bundle| bundle.path(&["identifier"])?.string_of("value"));
    MessageHeader {
        application: if gp_connect {
            GP_CONNECT.to_owned()
        } else {
            sender(document).unwrap_or_else(|| FHIR.to_owned())
        },
        facility: organisation.to_owned(),
        control_id: number.unwrap_or_default(),
        sent: sent.parse::<PartialDateTime>().ok(),
        sent_text: sent,
        trigger: match (gp_connect, bundle) {
            (true, _) => "GPConnect-StructuredRecord".to_owned(),
            (false, Some(_)) => format!("Bundle-{}", if super::document::is_name(kind) { kind } else { "unknown" }),
            (false, None) => first.to_owned(),
        },
        version: match scan.flavour {
            Flavour::R4 => "4.0.1".to_owned(),
            Flavour::GpConnect | Flavour::Stu3 => "3.0.1".to_owned(),
        },
    }
}

/// The system that a message header names.
fn sender(document: &Document<'_>) -> Option<String> {
    let header = document.slots.iter().position(|slot| slot.kind == "MessageHeader")?;
    let node = document.node(header);
    let source = node.path(&["source"])?;
    source.string_of("name").or_else(|| source.string_of("endpoint"))
}

/// Who sent a message that cannot be read as a whole, as far as its beginning tells; nothing where
/// not even that can be read.
pub fn header(bytes: &[u8]) -> Option<MessageHeader> {
    let read = || {
        let (text, in_place) = text_of(bytes).ok()?;
        let document = Document::read(&text, in_place).ok()?;
        let scan = scan::scan(&document);
        let patient = scan.patients.first().map(|patient| document.node(*patient));
        let manager = patient.as_ref().and_then(|node| node.path(&["managingOrganization"]));
        let code = manager.and_then(|reference| code_of(&document, reference));
        Some(header_of(&document, &scan, code.as_deref().unwrap_or(UNKNOWN)))
    };
    read().or_else(|| from_beginning(bytes))
}

fn code_of(document: &Document<'_>, reference: &Node<'_>) -> Option<String> {
    let target = document.resolve(0, reference.text_of("reference")?).first()?;
    patient::ods_code(&document.node(target))
}

/// The profile of the bundle stands at the beginning of an answer of GP Connect.
fn from_beginning(bytes: &[u8]) -> Option<MessageHeader> {
    let beginning = bytes.get(..bytes.len().min(4_096))?;
    let has = |words: &str| memchr::memmem::find(beginning, words.as_bytes()).is_some();
    if !has("resourceType") && !has("http://hl7.org/fhir") {
        return None;
    }
    let gp_connect = has("GPConnect-StructuredRecord-Bundle");
    let (application, trigger) = if gp_connect { (GP_CONNECT, "GPConnect-StructuredRecord") } else { (FHIR, "") };
    Some(MessageHeader {
        application: application.to_owned(),
        facility: UNKNOWN.to_owned(),
        trigger: trigger.to_owned(),
        ..MessageHeader::default()
    })
}
