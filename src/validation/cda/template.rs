//! Templates that a document names: whether they are named alike where they are named twice.
//!
//! A participation or an entry says with `contentId` which template follows; the role or act that
//! follows says it again with `templateId`, and everything below it names parts of the same template.

use roxmltree::Node;

use super::{HL7, NPFIT, wrong};
use crate::validation::itk::xml::{Element, child, elements, is};
use crate::validation::sheet::{Sheet, short};

/// Where the names of templates stand.
const TEMPLATES: &str = "2.16.840.1.113883.2.1.3.2.4.18.2";

/// How many elements stand before a `contentId` at most: other identifiers of the kind.
const MOST_BEFORE: usize = 16;

/// Checks the templates of a document.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>) {
    for element in root.descendants().filter(Node::is_element) {
        if let Some(content) = child(element, NPFIT, "contentId") {
            followed(sheet, element, content);
        }
        for template in elements(element).filter(|at| at.tag_name().name() == "templateId") {
            named(sheet, element, template);
        }
    }
}

/// A name such as `COCD_TP145201GB01#PatientRole`: the template and its part.
fn parts(name: &str) -> Option<(&str, &str)> {
    let (template, part) = name.split_once('#')?;
    let (kind, number) = template.split_once("_TP")?;
    let number = number.as_bytes();
    let fits = kind.len() == 4
        && kind.bytes().all(|byte| byte.is_ascii_uppercase())
        && number.len() == 10
        && number[..6].iter().all(u8::is_ascii_digit)
        && number[6..8].iter().all(u8::is_ascii_uppercase)
        && number[8..].iter().all(u8::is_ascii_digit);
    (fits && !part.is_empty()).then_some((template, part))
}

/// What follows a `contentId` must be what it names.
fn followed(sheet: &mut Sheet<'_>, element: Element<'_>, content: Element<'_>) {
    let rule = wrong("cda:content-id");
    let named = content.attribute("extension").unwrap_or_default();
    if parts(named).is_none() {
        sheet.error(content, rule, format!("`{}` is no name of a template and its part", short(named)));
        return;
    }
    let is_it = |at: &Element<'_>| {
        elements(*at).any(|id| id.tag_name().name() == "templateId" && id.attribute("extension") == Some(named))
    };
    if !elements(element).any(|follower| is_it(&follower)) {
        sheet.error(content, rule, format!("`{}` is named, and nothing that follows says it is that", short(named)));
    }
}

/// A `templateId` names a part of the template that it stands in.
fn named(sheet: &mut Sheet<'_>, element: Element<'_>, template: Element<'_>) {
    let rule = wrong("cda:template");
    if template.attribute("root") != Some(TEMPLATES) {
        return;
    }
    let name = template.attribute("extension").unwrap_or_default();
    let Some((own, _)) = parts(name) else {
        sheet.error(template, rule, format!("`{}` is no name of a template and its part", short(name)));
        return;
    };
    // What announces another template stands itself in the one around it.
    let around = element.ancestors().skip(1).take_while(|at| at.tag_name().namespace() == Some(HL7)).find_map(|at| {
        let head = elements(at).take(MOST_BEFORE);
        let content = head.filter(|id| is(*id, NPFIT, "contentId")).last()?;
        parts(content.attribute("extension")?)
    });
    match around {
        Some((around, _)) if around != own => {
            let message = format!("`{}` is no part of `{around}`, which it stands in", short(name));
            sheet.error(template, rule, message);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn names() {
        assert_eq!(parts("COCD_TP145201GB01#PatientRole"), Some(("COCD_TP145201GB01", "PatientRole")));
        for bad in ["COCD_TP145201GB01", "COCD_TP145201GB01#", "COCD_TP14520GB01#A", "cocd_TP145201GB01#A", "#", ""] {
            assert_eq!(parts(bad), None, "{bad}");
        }
    }
}
