//! Data types beyond their form: what goes with a null flavour, times that there are, intervals that
//! run forward, content that can be decoded.

use roxmltree::Node;

use super::{HL7, time, wrong};
use crate::interchange::itk::raw::base64;
use crate::validation::itk::xml::{Element, child, text};
use crate::validation::sheet::Sheet;

/// Attributes that say a value, which no element has that says it has none.
const VALUES: [&str; 4] = ["value", "code", "root", "extension"];
/// Elements whose code is of a system that the standard fixes (type CS).
const FIXED_SYSTEM: [&str; 5] = ["statusCode", "languageCode", "signatureCode", "realmCode", "regionOfInterest"];

/// Checks every element of a document outside its narrative.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>) {
    for element in root.descendants().filter(Node::is_element) {
        let null = element.attribute("nullFlavor");
        if null.is_some() {
            null_flavour(sheet, element);
        } else {
            value(sheet, element);
        }
    }
}

fn null_flavour(sheet: &mut Sheet<'_>, element: Element<'_>) {
    // A code that is not known may say which system it could not be found in.
    for name in VALUES {
        if element.attribute(name).is_some() {
            let own = element.tag_name().name();
            let message = format!("`{own}` says that its value is not known, and has the attribute `{name}`");
            sheet.error(element, wrong("cda:null-flavour"), message);
        }
    }
}

fn value(sheet: &mut Sheet<'_>, element: Element<'_>) {
    let name = element.tag_name().name();
    let is_time = matches!(name, "effectiveTime" | "time" | "birthTime" | "low" | "high" | "center" | "copyTime");
    if let Some(value) = element.attribute("value").filter(|_| is_time && element.attribute("unit").is_none())
        && value.starts_with(|sign: char| sign.is_ascii_digit())
        && time::read(value).is_none()
    {
        sheet.error(element, wrong("cda:time"), format!("`{name}` is no point in time that there is"));
    }
    if is_time {
        interval(sheet, element);
    }
    match name {
        "id" | "setId" | "templateId" | "typeId"
            if element.tag_name().namespace() == Some(HL7) && element.attribute("root").is_none() =>
        {
            let message = format!("`{name}` must have a root, or say that it is not known (`nullFlavor`)");
            sheet.error(element, wrong("cda:identifier"), message);
        }
        "telecom" if element.attribute("value").is_none() => {
            sheet.error(element, wrong("cda:telecom"), "`telecom` must have a value, or say that it is not known");
        }
        _ => {}
    }
    let coded = element.attribute("code").is_some();
    if coded && element.attribute("codeSystem").is_none() && !FIXED_SYSTEM.contains(&name) {
        sheet.error(element, wrong("cda:code-system"), format!("the code of `{name}` is of no system (`codeSystem`)"));
    }
    if element.attribute("representation").is_some_and(|form| form.trim() == "B64") {
        encapsulated(sheet, element);
    }
}

fn interval(sheet: &mut Sheet<'_>, element: Element<'_>) {
    let limit = |name| child(element, HL7, name).and_then(|limit| limit.attribute("value")).and_then(time::read);
    if let (Some(low), Some(high)) = (limit("low"), limit("high"))
        && low.is_after(&high)
    {
        let message = format!("`{}` ends before it begins", element.tag_name().name());
        sheet.error(element, wrong("cda:interval"), message);
    }
}

/// Content in base64.
fn encapsulated(sheet: &mut Sheet<'_>, element: Element<'_>) {
    let content = text(element);
    if content.is_empty() && child(element, HL7, "reference").is_some() {
        return;
    }
    if content.is_empty() {
        sheet.error(element, wrong("cda:content"), "the content is said to be in base64, and there is none");
    } else if base64(&content).is_err() {
        sheet.error(element, wrong("cda:content"), "the content is said to be in base64, and cannot be decoded");
    }
}
