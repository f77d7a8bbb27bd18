//! The security header: a timestamp and a name, and no password (WS-Security 1.0 as the toolkit
//! profiles it).

use jiff::Timestamp;

use super::rule::client;
use super::xml::{Element, child, children, text};
use crate::validation::sheet::Sheet;

/// WS-Security.
pub(super) const WSSE: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
/// Its utilities.
const WSU: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// Checks the security header; answers with the identifier of its timestamp. An answer needs none.
pub(super) fn check(sheet: &mut Sheet<'_>, header: Element<'_>, reply: bool) -> Option<String> {
    let mut blocks = children(header, WSSE, "Security");
    let Some(security) = blocks.next() else {
        if !reply {
            let message = "a request must have a security header with a timestamp and a user name";
            sheet.error(header, client("itk:security"), message);
        }
        return None;
    };
    if let Some(second) = blocks.next() {
        sheet.error(second, client("itk:security"), "the security header stands twice");
    }
    if reply && child(security, WSU, "Timestamp").is_none() && child(security, WSSE, "UsernameToken").is_none() {
        return None;
    }
    user(sheet, security);
    let Some(timestamp) = child(security, WSU, "Timestamp") else {
        sheet.error(security, client("itk:timestamp"), "the security header must have a `Timestamp`");
        return None;
    };
    let created = moment(sheet, timestamp, "Created");
    let expires = moment(sheet, timestamp, "Expires");
    if let (Some(created), Some(expires)) = (created, expires)
        && created > expires
    {
        sheet.error(timestamp, client("itk:timestamp"), "the message expires before it was made");
    }
    timestamp.attribute((WSU, "Id")).map(ToOwned::to_owned)
}

fn moment(sheet: &mut Sheet<'_>, timestamp: Element<'_>, name: &str) -> Option<Timestamp> {
    let Some(element) = child(timestamp, WSU, name) else {
        sheet.error(timestamp, client("itk:timestamp"), format!("the timestamp must have `{name}`"));
        return None;
    };
    let value = text(element);
    let parsed: Option<Timestamp> = value.parse().ok();
    if parsed.is_none() {
        let message = format!("`{name}` must be a point in time with a zone, as ISO 8601 writes it");
        sheet.error(element, client("itk:timestamp"), message);
    }
    parsed
}

fn user(sheet: &mut Sheet<'_>, security: Element<'_>) {
    let Some(token) = child(security, WSSE, "UsernameToken") else {
        sheet.error(security, client("itk:username"), "the security header must have a `UsernameToken`");
        return;
    };
    if child(token, WSSE, "Username").is_none_or(|name| text(name).is_empty()) {
        sheet.error(token, client("itk:username"), "the token must have a `Username`");
    }
    if let Some(password) = child(token, WSSE, "Password") {
        sheet.error(password, client("itk:password"), "the token may not carry a password");
    }
}
