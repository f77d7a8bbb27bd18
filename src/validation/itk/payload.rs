//! One payload: base64 and gzip taken off within bounds, then its content checked.

use super::content::{self, Manifested};
use super::message::{Asked, of_rejection};
use super::rule::{envelope, plain};
use super::schema;
use super::xml::{Element, elements, text};
use crate::interchange::itk::RejectionReason;
use crate::interchange::itk::raw::{base64, gunzip, open, text as utf_8};
use crate::validation::fhir::{Finding, Severity};
use crate::validation::sheet::{Sheet, path};

/// XML encryption.
const ENCRYPTION: &str = "http://www.w3.org/2001/04/xmlenc#";

/// Checks a payload; what is found in its decoded form is handed back. `left` is how many bytes more
/// the message may decode to.
pub(super) fn check(
    sheet: &mut Sheet<'_>,
    payload: Element<'_>,
    manifested: &Manifested<'_>,
    asked: &Asked<'_>,
    left: &mut usize,
) -> Vec<Finding> {
    let rule = envelope("itk:payload", "DE0012");
    let encrypted = elements(payload).find(|at| at.tag_name().name() == "EncryptedData");
    if manifested.says("encrypted") || encrypted.is_some() {
        let is_data = encrypted.is_some_and(|at| at.tag_name().namespace() == Some(ENCRYPTION));
        if !is_data {
            sheet.error(
                payload,
                rule,
                "the manifest says that the payload is encrypted, and it holds no encrypted data",
            );
        } else if !manifested.says("encrypted") {
            sheet.error(payload, rule, "the payload is encrypted, and the manifest does not say so");
        }
        sheet.not_checkable(
            payload,
            plain("itk:encrypted"),
            "the payload is encrypted, so what it holds is not checked",
        );
        return Vec::new();
    }
    if manifested.says("base64") || manifested.says("compressed") {
        return encoded(sheet, payload, manifested, asked, left);
    }
    match elements(payload).next() {
        Some(inside) => {
            if payload.children().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()))
            {
                sheet.error(payload, rule, "the payload holds text beside its document");
            }
            content::check(sheet, inside, manifested, asked);
        }
        None if text(payload).is_empty() => sheet.error(payload, rule, "the payload is empty"),
        None if manifested.is_xml() => {
            let message = "the manifest says that the payload is XML, and it is a text; is `base64` missing?";
            sheet.error(payload, rule, message);
        }
        None => unread(sheet, payload, manifested),
    }
    Vec::new()
}

/// Something that is no XML.
fn unread(sheet: &mut Sheet<'_>, payload: Element<'_>, manifested: &Manifested<'_>) {
    let message = format!("the payload is {}, and what it holds is not checked here", manifested.kind());
    sheet.not_checkable(payload, plain("itk:payload"), message);
}

fn encoded(
    sheet: &mut Sheet<'_>,
    payload: Element<'_>,
    manifested: &Manifested<'_>,
    asked: &Asked<'_>,
    left: &mut usize,
) -> Vec<Finding> {
    let rule = envelope("itk:payload", "DE0012");
    if let Some(inside) = elements(payload).next() {
        sheet.error(inside, rule, "the manifest says that the payload is in base64, and it holds elements");
        return Vec::new();
    }
    let Ok(content) = base64(&text(payload)) else {
        sheet.error(payload, rule, "the manifest says that the payload is in base64, and it cannot be decoded");
        return Vec::new();
    };
    let content = if manifested.says("compressed") {
        match gunzip(&content, *left) {
            Ok(content) => content,
            Err(RejectionReason::Expansion(_)) => {
                let message = "the payload grows beyond all measure when it is decompressed, and is not looked into";
                sheet.not_checkable(payload, plain("limit"), message);
                return Vec::new();
            }
            Err(_) => {
                let message = "the manifest says that the payload is compressed, and gzip cannot decompress it";
                sheet.error(payload, rule, message);
                return Vec::new();
            }
        }
    } else {
        content
    };
    *left = left.saturating_sub(content.len());
    if content.is_empty() {
        sheet.error(payload, rule, "the payload is empty");
    } else if manifested.is_xml() {
        return decoded(sheet, payload, &content, manifested, asked);
    } else {
        unread(sheet, payload, manifested);
    }
    Vec::new()
}

/// Checks a document that was encoded, on a sheet of its own.
fn decoded(
    outer: &Sheet<'_>,
    payload: Element<'_>,
    content: &[u8],
    manifested: &Manifested<'_>,
    asked: &Asked<'_>,
) -> Vec<Finding> {
    let (place, path) = (outer.place(payload), path(payload));
    let opened = utf_8(content).and_then(|text| Ok((text, open(text)?)));
    match opened {
        Ok((text, document)) => {
            let mut sheet = Sheet::decoded(text, path, place);
            schema::check(&mut sheet, document.root_element());
            content::check(&mut sheet, document.root_element(), manifested, asked);
            sheet.findings
        }
        Err(rejection) => {
            let mut sheet = Sheet::decoded("", path, place);
            let (severity, rule, place, message) = of_rejection(&rejection);
            let answer = if severity == Severity::Error { "DE0012" } else { "" };
            sheet.whole(severity, place, envelope(rule.name, answer), message);
            sheet.findings
        }
    }
}
