//! Narrative: what a reader is shown, and what points into it.

use std::collections::HashSet;

use roxmltree::Node;

use super::{HL7, wrong};
use crate::validation::itk::rule::plain;
use crate::validation::itk::xml::{Element, child, children};
use crate::validation::sheet::{Sheet, short};

/// Checks the narrative of a document beyond its markup, which the grammar has checked.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>) {
    let ids = identifiers(sheet, root);
    for element in root.descendants().filter(Node::is_element) {
        match element.tag_name().name() {
            "section" if element.tag_name().namespace() == Some(HL7) => section(sheet, element),
            "reference" => {
                if let Some(to) = element.attribute("value").and_then(|value| value.trim().strip_prefix('#')) {
                    pointed(sheet, element, to, &ids);
                }
            }
            "linkHtml" => link(sheet, element, &ids),
            "footnoteRef" => {
                if let Some(to) = element.attribute("IDREF") {
                    pointed(sheet, element, to.trim(), &ids);
                }
            }
            "renderMultiMedia" => {
                for to in element.attribute("referencedObject").unwrap_or_default().split_whitespace() {
                    pointed(sheet, element, to, &ids);
                }
            }
            _ => {}
        }
    }
}

/// Every `ID` of the document; each stands once.
fn identifiers<'a>(sheet: &mut Sheet<'_>, root: Element<'a>) -> HashSet<&'a str> {
    let mut ids = HashSet::new();
    for element in root.descendants().filter(Node::is_element) {
        if let Some(id) = element.attribute("ID") {
            ids.insert(id.trim());
        }
    }
    if ids.contains("") {
        sheet.warning(root, plain("cda:narrative"), "an `ID` of the document is empty");
    }
    ids
}

fn pointed(sheet: &mut Sheet<'_>, element: Element<'_>, to: &str, ids: &HashSet<&str>) {
    if to.is_empty() || !ids.contains(to) {
        let message = format!(
            "`{}` points to `#{}`, and nothing in the document has that `ID`",
            element.tag_name().name(),
            short(to)
        );
        sheet.error(element, wrong("cda:reference"), message);
    }
}

fn link(sheet: &mut Sheet<'_>, element: Element<'_>, ids: &HashSet<&str>) {
    let address = element.attribute("href").unwrap_or_default().trim();
    if let Some(to) = address.strip_prefix('#') {
        pointed(sheet, element, to, ids);
        return;
    }
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if address.contains(':') && !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
        let message = format!("a link may not lead to `{}:`", short(&scheme));
        sheet.error(element, wrong("cda:narrative"), message);
    }
}

/// A section has something to show: narrative, or sections.
fn section(sheet: &mut Sheet<'_>, section: Element<'_>) {
    let parts = children(section, HL7, "component").next().is_some();
    let narrative = child(section, HL7, "text").filter(|text| text.attribute("nullFlavor").is_none());
    let shows = |text: Element<'_>| {
        text.descendants().any(|node| {
            node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty())
                || node.tag_name().name() == "renderMultiMedia"
        })
    };
    match narrative {
        None if !parts && children(section, HL7, "entry").next().is_none() => {
            sheet.error(section, wrong("cda:narrative"), "the section holds nothing: no narrative, entry or section");
        }
        None if !parts => {
            sheet.error(
                section,
                wrong("cda:narrative"),
                "the section has entries, and no narrative that a reader could see",
            );
        }
        Some(text) if !parts && !shows(text) => {
            sheet.warning(text, plain("cda:narrative"), "the narrative of the section is empty");
        }
        _ => {}
    }
    if narrative.is_some() && child(section, HL7, "title").is_none() && child(section, HL7, "code").is_none() {
        sheet.warning(section, plain("cda:narrative"), "the section has neither title nor code");
    }
}
