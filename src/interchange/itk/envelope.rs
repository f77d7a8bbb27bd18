//! The SOAP envelope and the distribution envelope (ITK 2.x), and their own agreement.

use std::collections::BTreeSet;

use super::limits::PAYLOADS;
use super::xml::{Element, HL7, ITK, SOAP, attribute, child, children, down, elements, is, name, refuse_at, text_of};
use super::{Rejection, RejectionReason};

/// What carries the payloads.
pub(super) struct Envelope<'a> {
    /// `wsa:Action`.
    pub action: Option<String>,
    /// `wsa:MessageID`.
    pub message_id: Option<String>,
    /// When the SOAP message was made (`wsu:Created`), as sent.
    pub created: Option<String>,
    /// The header of the distribution envelope.
    pub header: Option<Element<'a>>,
    /// The payloads in their order; a document without a distribution envelope is its own.
    pub parts: Vec<Part<'a>>,
    /// What is odd and was read all the same.
    pub defects: Vec<(Element<'a>, &'static str)>,
}

/// A payload as the manifest describes it, not decoded yet.
pub(super) struct Part<'a> {
    /// The payload; the document itself where there is no distribution envelope.
    pub element: Element<'a>,
    /// What it is, by the manifest.
    pub mimetype: &'a str,
    /// The profile it is made after, by the manifest.
    pub profile: &'a str,
    /// Whether it is in base64.
    pub base64: bool,
    /// Whether it is compressed with gzip, under the base64.
    pub compressed: bool,
}

/// Reads the envelopes of a document.
pub(super) fn read(root: Element<'_>) -> Result<Envelope<'_>, Rejection> {
    let mut envelope = Envelope {
        action: None,
        message_id: None,
        created: None,
        header: None,
        parts: Vec::new(),
        defects: Vec::new(),
    };
    let content = if is(root, "Envelope") && SOAP.iter().any(|soap| in_namespace(root, soap)) {
        open_soap(root, &mut envelope)?
    } else {
        root
    };
    match content.tag_name().name() {
        "DistributionEnvelope" if in_namespace(content, ITK) => open_distribution(content, &mut envelope)?,
        "ClinicalDocument" if in_namespace(content, HL7) => envelope.parts.push(Part::whole(content)),
        _ => return Err(refuse_at(content, unread(content))),
    }
    Ok(envelope)
}

impl<'a> Envelope<'a> {
    /// An attribute of the distribution envelope's header.
    pub(super) fn of_header(&self, name: &str) -> Option<&'a str> {
        attribute(self.header?, name)
    }

    /// The address of the sender.
    pub(super) fn sender(&self) -> Option<&'a str> {
        attribute(child(self.header?, "senderAddress")?, "uri")
    }

    /// The identity in whose name the message was sent.
    pub(super) fn audit_identity(&self) -> Option<&'a str> {
        attribute(down(self.header?, &["auditIdentity", "id"])?, "uri")
    }

    /// The interaction that the handling specification names.
    pub(super) fn interaction(&self) -> Option<&'a str> {
        let handling = child(self.header?, "handlingSpecification")?;
        let spec = children(handling, "spec")
            .find(|spec| attribute(*spec, "key").is_some_and(|key| key.ends_with(":interaction")));
        attribute(spec?, "value")
    }
}

impl<'a> Part<'a> {
    fn whole(element: Element<'a>) -> Self {
        Self { element, mimetype: "text/xml", profile: "", base64: false, compressed: false }
    }

    /// Whether the manifest calls it XML, or calls it nothing.
    pub(super) fn is_xml(&self) -> bool {
        let kind = self.mimetype.split(';').next().unwrap_or_default().trim();
        kind.is_empty() || ["text/xml", "application/xml"].contains(&kind) || kind.ends_with("+xml")
    }
}

fn in_namespace(element: Element<'_>, namespace: &str) -> bool {
    element.tag_name().namespace() == Some(namespace)
}

/// Why something that is no clinical document is not read.
pub(super) fn unread(element: Element<'_>) -> RejectionReason {
    let name = plain(name(element));
    let acknowledges = ["InfrastructureResponse", "SimpleMessageResponse", "Fault", "ToolkitErrorInfo"];
    if acknowledges.contains(&name.as_str()) || name.contains("BusinessResponse") || name.starts_with("MCCI_IN") {
        return RejectionReason::Acknowledgement(name);
    }
    RejectionReason::Unsupported(name)
}

/// A name that may stand in an error: letters, digits and a few signs, as names of the standard are.
fn plain(name: &str) -> String {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    if name.chars().all(is_plain) { name.to_owned() } else { "(an unknown element)".to_owned() }
}

fn open_soap<'a>(root: Element<'a>, envelope: &mut Envelope<'a>) -> Result<Element<'a>, Rejection> {
    if let Some(header) = child(root, "Header") {
        envelope.action = child(header, "Action").and_then(text_of);
        envelope.message_id = child(header, "MessageID").and_then(text_of);
        envelope.created = down(header, &["Security", "Timestamp", "Created"]).and_then(text_of);
    }
    let Some(body) = child(root, "Body") else {
        return Err(refuse_at(root, RejectionReason::Missing("the SOAP body")));
    };
    let mut contents = elements(body);
    let Some(content) = contents.next() else {
        return Err(refuse_at(body, RejectionReason::Missing("what the SOAP body should hold")));
    };
    match contents.next() {
        Some(second) => Err(refuse_at(second, RejectionReason::MoreThanOne("message"))),
        None => Ok(content),
    }
}

fn open_distribution<'a>(content: Element<'a>, envelope: &mut Envelope<'a>) -> Result<(), Rejection> {
    let Some(header) = child(content, "header") else {
        return Err(refuse_at(content, RejectionReason::Missing("the header of the distribution envelope")));
    };
    let Some(payloads) = child(content, "payloads") else {
        return Err(refuse_at(content, RejectionReason::Missing("the list of payloads")));
    };
    envelope.header = Some(header);
    if let (Some(action), Some(service)) = (&envelope.action, attribute(header, "service"))
        && action != service
    {
        envelope.defects.push((header, "the service of the envelope is not the action of the SOAP header"));
    }
    let found: Vec<Element<'a>> = children(payloads, "payload").collect();
    counted(payloads, found.len(), "payloads", envelope)?;
    if found.is_empty() {
        return Err(refuse_at(payloads, RejectionReason::Missing("a payload")));
    }
    if found.len() > PAYLOADS {
        return Err(refuse_at(payloads, RejectionReason::TooMany(PAYLOADS, "payloads")));
    }
    let Some(manifest) = child(header, "manifest") else {
        return Err(refuse_at(header, RejectionReason::Missing("the manifest")));
    };
    let items: Vec<Element<'a>> = children(manifest, "manifestitem").collect();
    counted(manifest, items.len(), "items of the manifest", envelope)?;
    envelope.parts = pair(manifest, &items, &found, envelope)?;
    Ok(())
}

/// Checks a count that is there; one that is absent is odd, and no more.
fn counted<'a>(
    element: Element<'a>,
    number: usize,
    what: &'static str,
    envelope: &mut Envelope<'a>,
) -> Result<(), Rejection> {
    match attribute(element, "count").map(str::parse::<usize>) {
        Some(Ok(count)) if count == number => Ok(()),
        Some(_) => Err(refuse_at(element, RejectionReason::Count(what))),
        None => {
            envelope.defects.push((element, "there is no count"));
            Ok(())
        }
    }
}

/// Each payload with the item of the manifest that has its id; nothing may be left over.
fn pair<'a>(
    manifest: Element<'a>,
    items: &[Element<'a>],
    payloads: &[Element<'a>],
    envelope: &mut Envelope<'a>,
) -> Result<Vec<Part<'a>>, Rejection> {
    let disagree = |at| Err(refuse_at(at, RejectionReason::Manifest));
    let ids: BTreeSet<Option<&str>> = items.iter().map(|item| attribute(*item, "id")).collect();
    if items.len() != payloads.len() || ids.len() != items.len() || ids.contains(&None) {
        return disagree(manifest);
    }
    let mut parts = Vec::with_capacity(payloads.len());
    let mut used = BTreeSet::new();
    for (place, payload) in payloads.iter().enumerate() {
        let id = attribute(*payload, "id");
        let position = items.iter().position(|item| attribute(*item, "id") == id);
        let Some(position) = position.filter(|position| used.insert(*position)) else { return disagree(*payload) };
        if position != place {
            envelope.defects.push((*payload, "the manifest names the payloads in another order"));
        }
        let item = items[position];
        let says = |name: &str| attribute(item, name).is_some_and(|value| matches!(value, "true" | "1"));
        if says("encrypted") || elements(*payload).any(|content| is(content, "EncryptedData")) {
            return Err(refuse_at(*payload, RejectionReason::Encrypted));
        }
        parts.push(Part {
            element: *payload,
            mimetype: attribute(item, "mimetype").unwrap_or_default(),
            profile: attribute(item, "profileid").unwrap_or_default(),
            base64: says("base64") || says("compressed"),
            compressed: says("compressed"),
        });
    }
    Ok(parts)
}
