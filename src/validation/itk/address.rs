//! Addresses and identities (ITK addressing and routing).

use super::rule::envelope;
use super::xml::Element;
use crate::validation::sheet::{Sheet, short};

/// What the kind of a URI says.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What it is for people.
    pub(super) what: &'static str,
    /// How it begins.
    pub(super) prefix: &'static str,
    /// The type that it has where none is said.
    pub(super) default: &'static str,
    /// The error code to answer with.
    pub(super) answer: &'static str,
}

/// The address of a receiver.
pub(super) const ADDRESS: Form = Form {
    what: "an address",
    prefix: "urn:nhs-uk:addressing:",
    default: "2.16.840.1.113883.2.1.3.2.4.18.22",
    answer: "DE0003",
};
/// The address of the sender.
pub(super) const SENDER: Form = Form { answer: "DE0008", ..ADDRESS };
/// An identity in whose name a message was sent.
pub(super) const IDENTITY: Form = Form {
    what: "an identity",
    prefix: "urn:nhs-uk:identity:",
    default: "2.16.840.1.113883.2.1.3.2.4.18.27",
    answer: "DE0005",
};

/// Checks one URI with its type. Toolkit URIs are tokens with colons between: the prefix, the kind of
/// organisation, the organisation, and what is below it.
pub(super) fn check(sheet: &mut Sheet<'_>, element: Element<'_>, form: Form) {
    let rule = envelope("COR-DEH-04", form.answer);
    let Some(uri) = element.attribute("uri").map(str::trim) else { return };
    let kind = element.attribute("type").map_or(form.default, str::trim);
    if uri.is_empty() {
        sheet.error(element, rule, format!("the URI of {} may not be empty", form.what));
        return;
    }
    if uri.contains(char::is_whitespace) {
        sheet.error(element, rule, format!("the URI of {} may not have white space in it", form.what));
        return;
    }
    if kind != form.default {
        if !kind.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
            sheet.error(element, rule, format!("the type of {} must be an object identifier", form.what));
        } else if uri.starts_with(form.prefix) {
            sheet.error(element, rule, format!("{} of the toolkit must have the type of the toolkit", form.what));
        }
        return;
    }
    let Some(tokens) = uri.strip_prefix(form.prefix) else {
        let message = format!(
            "{} without a type of its own must begin with `{}`, and begins with `{}`",
            form.what,
            form.prefix,
            short(uri.split(':').next().unwrap_or_default())
        );
        sheet.error(element, rule, message);
        return;
    };
    let mut tokens = tokens.split(':');
    let scheme = tokens.next().unwrap_or_default();
    let organisation = tokens.next().unwrap_or_default();
    if scheme.is_empty() || organisation.is_empty() || tokens.any(str::is_empty) {
        let message = format!("{} must be `{}ods:`, an organisation, and what is below it", form.what, form.prefix);
        sheet.error(element, rule, message);
    } else if scheme == "ods" && !is_ods(organisation) {
        let message = format!("`{}` cannot be the code of an organisation (ODS)", short(organisation));
        sheet.error(element, rule, message);
    }
}

/// Whether a text may be an ODS code, with the code of a site or a service behind it.
fn is_ods(code: &str) -> bool {
    (3..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
