//! One message, interpreted: its documents, put together.

use sha2::{Digest, Sha256};

use super::cda::{self, Circumstances, Context, Report, hexadecimal, ods_code};
use super::envelope::{Envelope, unread};
use super::message::{Content, Opened, open};
use super::outline::Outline;
use super::xml::{self, Element, attribute, children, down};
use super::{Rejection, RejectionReason, same_person};
use crate::record::{Attachment, Identifier, IdentifierKind, MessageHeader, Resource, Statement, Trigger};

/// Says what a message says, in the record's own nouns.
///
/// `bytes` is one message: a SOAP envelope, a bare distribution envelope or a bare clinical
/// document, in UTF-8. Several documents in one envelope are one statement where they are about
/// one person beyond doubt: the numbers and demographics are then those of the document that the
/// sender itself wrote, or else of the first.
///
/// Refused are what is not well-formed or beyond bounds, envelopes that disagree with what they
/// carry, acknowledgements, kinds of payload that are not read, documents about more than one
/// person, and those without a number to know the person by. Nothing else: what is odd is noted in
/// [`Statement::defects`], and what is carried into no entry in [`Statement::unread`].
pub fn interpret(bytes: &[u8]) -> Result<Statement, Rejection> {
    open(bytes, |opened| {
        let outline = Outline::of(opened);
        let documents = documents(opened)?;
        let organisation = organisation(opened.envelope, documents[0]);
        let mut context = Context::new(&outline, organisation);
        for (element, problem) in &opened.envelope.defects {
            context.odd(*element, problem);
        }
        let sent = opened.envelope.created.as_deref().and_then(|created| cda::time(created).0);
        let fallback = fallback(opened.envelope, bytes);
        let mut reports = Vec::with_capacity(documents.len());
        for (place, (element, profile)) in with_profiles(opened, &documents).enumerate() {
            let fallback = if place == 0 { fallback.clone() } else { format!("{fallback}.{place}") };
            let circumstances = Circumstances { profile: &profile, fallback: &fallback, sent };
            let report = cda::read(&mut context, element, circumstances);
            reports.push(report.map_err(|(at, reason)| opened.refuse(at, reason))?);
        }
        check_kind(opened, &reports)?;
        attach(opened, &mut context, &mut reports);
        put_together(opened, context, reports, bytes)
    })
}

/// The clinical documents among the payloads, at least one.
fn documents<'a>(opened: &Opened<'a>) -> Result<Vec<Element<'a>>, Rejection> {
    let mut documents = Vec::new();
    let mut others = Vec::new();
    for (part, content) in opened.parts() {
        match content {
            Content::Xml(root) if is_document(root) => documents.push(root),
            Content::Xml(root) => others.push((root, unread(root))),
            Content::Bytes(_) => {
                others.push((part.element, RejectionReason::Unsupported("a payload that is no XML".to_owned())));
            }
        }
    }
    match others.into_iter().next() {
        Some((element, reason)) if documents.is_empty() => Err(opened.refuse(element, reason)),
        _ => Ok(documents),
    }
}

fn is_document(root: Element<'_>) -> bool {
    xml::is(root, "ClinicalDocument") && root.tag_name().namespace() == Some(xml::HL7)
}

/// Each document with its profile and the service it came by, in small letters.
fn with_profiles<'a>(opened: &Opened<'a>, documents: &[Element<'a>]) -> impl Iterator<Item = (Element<'a>, String)> {
    let service = opened.envelope.of_header("service").unwrap_or_default();
    let profile = |document: Element<'a>| {
        let holds = |content: &Content<'a>| matches!(content, Content::Xml(root) if *root == document);
        let part = opened.parts().find(|(_, content)| holds(content)).map_or("", |(part, _)| part.profile);
        (document, format!("{part} {service}").to_ascii_lowercase())
    };
    documents.iter().copied().map(profile).collect::<Vec<_>>().into_iter()
}

/// What is named as a nullification must be one: to take new content for a withdrawal, or the
/// other way round, could hide what should be seen.
fn check_kind(opened: &Opened<'_>, reports: &[Report<'_>]) -> Result<(), Rejection> {
    let named = opened.envelope.interaction().is_some_and(|name| name.to_ascii_lowercase().contains("nullif"));
    match reports.first() {
        Some(report) if named && !reports.iter().any(|report| report.nullifies) => {
            Err(opened.refuse(report.element, RejectionReason::NullificationUnclear))
        }
        _ => Ok(()),
    }
}

/// Payloads that are no XML are attached to the document they came with.
fn attach<'a>(opened: &Opened<'a>, context: &mut Context<'a>, reports: &mut [Report<'a>]) {
    for (part, content) in opened.parts() {
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::Xml(root) if is_document(root) => continue,
            Content::Xml(root) => {
                context.leave(&format!("payload {}", xml::name(root)));
                continue;
            }
        };
        let attachment = Attachment {
            content_type: part.mimetype.to_owned(),
            size: bytes.len() as u64,
            sha256: Some(hexadecimal(&Sha256::digest(bytes))),
            location: Some(context.at(part.element)),
            ..Attachment::default()
        };
        let documents = reports.iter_mut().flat_map(|report| &mut report.entries);
        let document = documents.filter_map(|entry| entry.resource.as_mut()).find_map(|resource| match resource {
            Resource::DocumentReference(document) => Some(document),
            _ => None,
        });
        match document {
            Some(document) => document.attachments.push(attachment),
            None => context.leave(&format!("payload {}", part.mimetype)),
        }
    }
}

fn put_together<'a>(
    opened: &Opened<'a>,
    mut context: Context<'a>,
    mut reports: Vec<Report<'a>>,
    bytes: &[u8],
) -> Result<Statement, Rejection> {
    let own = own_report(&reports, &context.organisation);
    for report in &reports {
        if !same_person::is(&reports[own], report) {
            return Err(opened.refuse(report.element, RejectionReason::MoreThanOne("patient")));
        }
    }
    let identifiers = identifiers(&mut context, &reports, own);
    let header = header_of(opened.envelope, &reports[own], bytes);
    let patient = std::mem::take(&mut reports[own].patient);
    let stated = reports[own].made;
    let entries = entries(&mut context, reports);
    Ok(Statement {
        header,
        trigger: Trigger::Document,
        stated,
        occurred: None,
        identifiers,
        patient,
        demographics_count: false,
        merges: Vec::new(),
        encounter: None,
        entries,
        signals: Vec::new(),
        unread: context.unread,
        organisation: context.organisation,
        defects: context.defects,
    })
}

/// The report that the sender itself wrote: the first that bears a number of its own.
fn own_report(reports: &[Report<'_>], organisation: &str) -> usize {
    let own = |report: &Report<'_>| {
        report.identifiers.iter().any(|number| number.kind == IdentifierKind::Local && number.authority == organisation)
    };
    reports.iter().position(own).unwrap_or(0)
}

/// The numbers of the sender's own report. Where another report of the envelope sends the same NHS
/// number as not verified, it counts as not verified.
fn identifiers<'a>(context: &mut Context<'a>, reports: &[Report<'a>], own: usize) -> Vec<Identifier> {
    let mut identifiers = reports[own].identifiers.clone();
    for (place, report) in reports.iter().enumerate().filter(|(place, _)| *place != own) {
        for number in &report.identifiers {
            let known = identifiers.iter_mut().find(|known| known.kind == number.kind && known.value == number.value);
            match known {
                Some(known) if known.kind == IdentifierKind::NhsNumber && known.status != number.status => {
                    known.status = None;
                    context.odd(
                        report.element,
                        "the NHS number is verified in one report of the envelope and not in another: it counts as not verified",
                    );
                }
                Some(known) if known.authority == number.authority => {}
                _ => context.leave(&format!("recordTarget id of document {}", place + 1)),
            }
        }
    }
    identifiers
}

/// The entries of all reports, in the order of their versions. What a later one replaces or takes
/// back is not stated at all.
fn entries<'a>(context: &mut Context<'a>, mut reports: Vec<Report<'a>>) -> Vec<crate::record::EntryStatement> {
    let time = |report: &Report<'_>| report.entries.first().and_then(|entry| entry.version_time);
    reports.sort_by_key(|report| (time(report), report.number, report.nullifies));
    let mut entries: Vec<crate::record::EntryStatement> = Vec::new();
    for report in reports {
        for entry in &report.entries {
            let Some(prefix) = &entry.replaces else { continue };
            let before = entries.len();
            entries.retain(|earlier| earlier.key != entry.key && !earlier.key.starts_with(prefix.as_str()));
            if entries.len() < before {
                context.odd(
                    report.element,
                    "the envelope holds an earlier version of this document, which is not carried",
                );
            }
        }
        entries.extend(report.entries);
    }
    entries
}

/// What tells messages and documents without a number apart: the tracking id, or the content.
fn fallback(envelope: &Envelope<'_>, bytes: &[u8]) -> String {
    let named = envelope.of_header("trackingid").or(envelope.message_id.as_deref());
    named.map_or_else(|| hexadecimal(&Sha256::digest(bytes)[..16]), ToOwned::to_owned)
}

/// The organisation that speaks: of the sender's address, of the identity in whose name it was
/// sent, or of the author.
fn organisation(envelope: &Envelope<'_>, document: Element<'_>) -> String {
    let addressed = envelope.sender().and_then(ods_code).or_else(|| envelope.audit_identity().and_then(ods_code));
    let author = || {
        let organisation = down(document, &["author", "assignedAuthor", "representedOrganization"])?;
        children(organisation, "id").find_map(|id| attribute(id, "extension"))
    };
    addressed.or_else(author).unwrap_or("unknown").to_owned()
}

fn header_of(envelope: &Envelope<'_>, report: &Report<'_>, bytes: &[u8]) -> MessageHeader {
    let document_id = report.element.children().find(|part| xml::is(*part, "id"));
    let document_id = document_id.and_then(|id| attribute(id, "root")).map(ToOwned::to_owned);
    let control_id =
        if envelope.header.is_some() { fallback(envelope, bytes) } else { document_id.unwrap_or_default() };
    let kind = xml::child(report.element, "messageType").and_then(|kind| attribute(kind, "extension"));
    let service = envelope.of_header("service").or(envelope.action.as_deref());
    MessageHeader {
        application: envelope.sender().or(envelope.audit_identity()).unwrap_or("itk").to_owned(),
        facility: organisation(envelope, report.element),
        control_id,
        sent_text: String::new(),
        sent: report.made,
        trigger: service.map(short).or(kind).unwrap_or("ClinicalDocument").to_owned(),
        version: kind.unwrap_or_default().to_owned(),
    }
}

/// The short name of a service: its last part.
pub(super) fn short(service: &str) -> &str {
    service.rsplit(':').next().unwrap_or(service)
}
