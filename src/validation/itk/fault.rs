//! SOAP faults (SOAP 1.1, section 4.4) with the error that the toolkit puts in them.

use super::addressing::is_uuid;
use super::rule::client;
use super::xml::{Element, child, elements, text};
use crate::interchange::itk::raw::ITK;
use crate::validation::sheet::{Sheet, short};

/// The vocabulary of the toolkit's error codes.
const CODES: &str = "2.16.840.1.113883.2.1.3.2.4.17.268";
/// Its codes.
const KNOWN: [&str; 4] = ["1000", "2100", "2200", "3000"];

/// Checks a fault.
pub(super) fn check(sheet: &mut Sheet<'_>, fault: Element<'_>) {
    let rule = client("soap:fault");
    let part =
        |name: &str| elements(fault).find(|at| at.tag_name().name() == name && at.tag_name().namespace().is_none());
    for other in elements(fault) {
        let name = other.tag_name().name();
        let known = ["faultcode", "faultstring", "faultactor", "detail"].contains(&name);
        if !known || other.tag_name().namespace().is_some() {
            sheet.error(other, rule, format!("a fault may not hold `{}`", short(name)));
        }
    }
    let Some(code) = part("faultcode") else {
        sheet.error(fault, rule, "a fault must have a `faultcode`");
        return;
    };
    let value = text(code);
    let (prefix, local) = value.split_once(':').unwrap_or(("", &value));
    let namespace = code.lookup_namespace_uri((!prefix.is_empty()).then_some(prefix));
    let known = ["VersionMismatch", "MustUnderstand", "Client", "Server"];
    if !known.contains(&local.split('.').next().unwrap_or_default()) {
        sheet.error(code, rule, "`faultcode` must be `VersionMismatch`, `MustUnderstand`, `Client` or `Server`");
    } else if namespace != fault.tag_name().namespace() {
        sheet.error(code, rule, "`faultcode` must be in the namespace of SOAP");
    }
    if part("faultstring").is_none_or(|at| text(at).is_empty()) {
        sheet.error(fault, rule, "a fault must have a `faultstring`");
    }
    if let Some(actor) = part("faultactor")
        && !text(actor).contains(':')
    {
        sheet.error(actor, rule, "`faultactor` must be a URI");
    }
    match part("detail").and_then(|detail| child(detail, ITK, "ToolkitErrorInfo")) {
        None => sheet.error(fault, client("itk:error-info"), "the detail of a fault must hold a `ToolkitErrorInfo`"),
        Some(info) => error_info(sheet, info, Some(local)),
    }
}

/// Checks a `ToolkitErrorInfo`, whose form its schema has checked.
pub(super) fn error_info(sheet: &mut Sheet<'_>, info: Element<'_>, fault: Option<&str>) {
    let rule = client("itk:error-info");
    if let Some(id) = child(info, ITK, "ErrorID")
        && !is_uuid(&text(id))
    {
        sheet.error(id, rule, "`ErrorID` must be a UUID");
    }
    let Some(code) = child(info, ITK, "ErrorCode") else { return };
    let value = text(code);
    if code.attribute("codeSystem").unwrap_or(CODES) != CODES {
        sheet.error(code, rule, format!("the code system of `ErrorCode` must be `{CODES}`"));
    } else if !KNOWN.contains(&value.as_str()) {
        sheet.error(code, rule, "`ErrorCode` must be `1000`, `2100`, `2200` or `3000`");
    } else if fault == Some("Server") && value == "1000" || fault == Some("MustUnderstand") && value != "1000" {
        sheet.error(code, rule, format!("the code `{value}` does not belong to this kind of fault"));
    }
}
