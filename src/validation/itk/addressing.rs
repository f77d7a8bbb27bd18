//! WS-Addressing as the toolkit profiles it (WS-Addressing 1.0; ITK web service transport).

use super::rule::{client, plain};
use super::xml::{Element, child, children, elements, text};
use crate::validation::sheet::{Sheet, short};

/// WS-Addressing 1.0.
pub(super) const WSA: &str = "http://www.w3.org/2005/08/addressing";
/// The submission of August 2004, which Spine speaks.
pub(super) const WSA_SPINE: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
/// The address of whoever is on the other end of the connection.
pub(super) const ANONYMOUS: &str = "http://www.w3.org/2005/08/addressing/anonymous";

/// What a header says of addressing.
#[derive(Debug, Default)]
pub(super) struct Addressing {
    /// `wsa:MessageID`.
    pub(super) message_id: Option<String>,
    /// `wsa:Action`.
    pub(super) action: Option<String>,
    /// Whether there is a `wsa:RelatesTo`.
    pub(super) relates: bool,
    /// `wsa:ReplyTo`, its address.
    pub(super) reply_to: Option<String>,
}

impl Addressing {
    /// Whether the header is that of an answer.
    pub(super) fn is_reply(&self) -> bool {
        self.relates || self.action.as_deref().is_some_and(|action| action.ends_with("Response"))
    }
}

/// Checks the addressing of a header. `reply` is whether the body answers another message.
pub(super) fn check(sheet: &mut Sheet<'_>, header: Element<'_>, reply: bool) -> Addressing {
    let older = elements(header).find(|block| block.tag_name().namespace() == Some(WSA_SPINE));
    if let Some(older) = older {
        let message = format!("addressing must be that of `{WSA}`, and is that of Spine");
        sheet.error(older, client("wsa:version"), message);
    }
    let namespace = if older.is_some() { WSA_SPINE } else { WSA };
    let (message_id, action) =
        (one(sheet, header, (namespace, "MessageID"), true), one(sheet, header, (namespace, "Action"), true));
    let answered = children(header, namespace, "RelatesTo").next();
    let reply = reply || answered.is_some() || action.is_some_and(|action| text(action).ends_with("Response"));
    let to = one(sheet, header, (namespace, "To"), !reply);
    let from = one(sheet, header, (namespace, "From"), false);
    let reply_to = one(sheet, header, (namespace, "ReplyTo"), false);
    let fault_to = one(sheet, header, (namespace, "FaultTo"), false);
    let relates = one(sheet, header, (namespace, "RelatesTo"), reply);
    if let Some(message_id) = message_id {
        identifier(sheet, message_id);
    }
    if let Some(to) = to
        && !is_absolute(&text(to))
    {
        sheet.error(to, client("wsa:To"), "`To` must be an absolute URI");
    }
    for endpoint in [from, reply_to, fault_to].into_iter().flatten() {
        end_point(sheet, endpoint, namespace);
    }
    Addressing {
        message_id: message_id.map(text),
        action: action.map(text),
        relates: relates.is_some(),
        reply_to: reply_to.and_then(|at| child(at, namespace, "Address")).map(text),
    }
}

/// The one block of a name; says where it is missing, stands twice or is empty.
fn one<'a>(
    sheet: &mut Sheet<'_>,
    header: Element<'a>,
    (namespace, name): (&'a str, &'a str),
    required: bool,
) -> Option<Element<'a>> {
    let rule = client(rule_of(name));
    let mut blocks = children(header, namespace, name);
    let first = blocks.next();
    if let Some(second) = blocks.next() {
        sheet.error(second, rule, format!("`{name}` stands twice"));
    }
    match first {
        None if required => sheet.error(header, rule, format!("the header must have a `{name}`")),
        Some(block) if elements(block).next().is_none() && text(block).is_empty() => {
            sheet.error(block, rule, format!("`{name}` is empty"));
        }
        _ => {}
    }
    first
}

const fn rule_of(name: &str) -> &'static str {
    match name.as_bytes() {
        b"MessageID" => "WS-ADR-01",
        b"Action" => "wsa:Action",
        b"To" => "wsa:To",
        b"From" => "WS-ADR-08",
        b"ReplyTo" => "wsa:ReplyTo",
        b"FaultTo" => "wsa:FaultTo",
        _ => "wsa:RelatesTo",
    }
}

/// The form of a message's identifier: a UUID in upper case, with nothing before it.
fn identifier(sheet: &mut Sheet<'_>, element: Element<'_>) {
    let value = text(element);
    let bare = bare(&value);
    if value.is_empty() {
        return;
    }
    if !is_uuid(bare) {
        sheet.error(element, client("WS-ADR-01"), "`MessageID` must be a UUID");
    } else if bare.len() != value.len() || bare.bytes().any(|byte| byte.is_ascii_lowercase()) {
        let message = "`MessageID` should be a UUID in upper case with nothing before it";
        sheet.warning(element, plain("WS-ADR-01"), message);
    }
}

/// An endpoint: one address, and no reference properties.
fn end_point(sheet: &mut Sheet<'_>, endpoint: Element<'_>, namespace: &str) {
    let name = endpoint.tag_name().name();
    match child(endpoint, namespace, "Address") {
        None => sheet.error(endpoint, client(rule_of(name)), format!("`{name}` must have an `Address`")),
        Some(address) if !is_absolute(&text(address)) => {
            sheet.error(address, client(rule_of(name)), format!("the `Address` of `{name}` must be an absolute URI"));
        }
        Some(_) => {}
    }
    for other in elements(endpoint) {
        let own = other.tag_name().name();
        if matches!(own, "ReferenceProperties" | "ReferenceParameters") {
            sheet.error(other, client("WS-ADR-08"), format!("`{name}` may not have `{own}`"));
        } else if own != "Address" && other.tag_name().namespace() == Some(namespace) && own != "Metadata" {
            sheet.error(other, client(rule_of(name)), format!("`{name}` may not have `{}`", short(own)));
        }
    }
}

/// Whether a text begins with a scheme.
fn is_absolute(text: &str) -> bool {
    let rest = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.split_once(':').is_some_and(|(scheme, more)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(rest)
            && !more.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

/// An identifier without what senders write before it.
pub(super) fn bare(value: &str) -> &str {
    let value = value.strip_prefix("urn:").unwrap_or(value);
    let value = value.strip_prefix("uuid:").unwrap_or(value);
    value.strip_prefix("uuid_").unwrap_or(value)
}

/// Whether a text is a UUID, in either case.
pub(super) fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}
