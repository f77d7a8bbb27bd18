//! Every code of a CDA document, in an envelope or bare, with its place.

use super::Rejection;
use super::message;
use super::xml::{self, Element, attribute, is, path};
use crate::interchange::coded::{Coded, CodedElement};
use crate::record::Coding;

/// Elements whose code is a code of a code system even where the system is not named. Elsewhere
/// a `code` alone is a word of the standard's own, as in `statusCode`.
const CODED: [&str; 4] = ["code", "value", "translation", "qualifier"];

/// The codes of a document.
pub(in crate::interchange) fn coded_elements(bytes: &[u8]) -> Result<Coded, Rejection> {
    let mut coded = Coded::default();
    let document = xml::open(xml::text(bytes)?)?;
    of_document(document.root_element(), "", &mut coded);
    if coded.elements.is_empty() {
        // What is in payloads that are encoded is no element of the envelope.
        message::open(bytes, |opened| {
            for (number, (_, content)) in opened.parts().enumerate() {
                match content {
                    message::Content::Xml(root) => {
                        of_document(root, &format!("payload {}, ", number + 1), &mut coded);
                    }
                    message::Content::Bytes(_) => {
                        coded.unread.push(format!("payload {}: it is no XML", number + 1));
                    }
                }
            }
            Ok(())
        })
        .or_else(|rejection| {
            // A document that is no envelope and has no codes is read, and has none.
            if is_enveloped(bytes) { Err(rejection) } else { Ok(()) }
        })?;
    }
    Ok(coded)
}

fn is_enveloped(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, xml::ITK.as_bytes()).is_some()
}

fn of_document(root: Element<'_>, before: &str, coded: &mut Coded) {
    for element in root.descendants().filter(|node| node.is_element() && node.has_attribute("code")) {
        let system = attribute(element, "codeSystem").or_else(|| attribute(element, "codeSystemName"));
        let Some(code) = attribute(element, "code") else { continue };
        if system.is_none() && !CODED.iter().any(|name| is(element, name)) {
            continue;
        }
        let display = attribute(element, "displayName").map(ToOwned::to_owned);
        let coding = Coding { system: system.map(ToOwned::to_owned), code: Some(code.to_owned()), display };
        let at = element.document().text_pos_at(element.range().start);
        let place = format!("{before}line {}, column {}, {}", at.row, at.col, path(element));
        coded.elements.push(CodedElement { coding, place, is_medication: is_medication(element) });
    }
}

/// Whether a code names a material that is given.
fn is_medication(element: Element<'_>) -> bool {
    let material = |node: &Element<'_>| is(*node, "manufacturedMaterial") || is(*node, "manufacturedLabeledDrug");
    let owner = if is(element, "translation") { element.parent().unwrap_or(element) } else { element };
    is(owner, "code") && owner.parent().is_some_and(|parent| material(&parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_place() {
        let document = "<ClinicalDocument xmlns='urn:hl7-org:v3' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\n\
            <code code='1' codeSystem='2.16.840.1.113883.2.1.3.2.4.15' displayName='One'/>\n\
            <statusCode code='completed'/><entry><value xsi:type='CD' code='H33..'>\n\
            <translation code='22298006' codeSystem='2.16.840.1.113883.6.96'/></value>\n\
            <manufacturedMaterial><code code='3' codeSystem='x'/></manufacturedMaterial></entry></ClinicalDocument>";
        let coded = coded_elements(document.as_bytes()).unwrap();
        let shown: Vec<String> = coded
            .elements
            .iter()
            .map(|it| {
                let Coding { system, code, display } = &it.coding;
                let [system, code, display] = [system, code, display].map(|part| part.as_deref().unwrap_or("-"));
                format!(
                    "{}: {code} in {system}, {display}{}",
                    it.place,
                    if it.is_medication { ", medicine" } else { "" }
                )
            })
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        line 2, column 1, ClinicalDocument/code: 1 in 2.16.840.1.113883.2.1.3.2.4.15, One
        line 3, column 38, ClinicalDocument/entry/value: H33.. in -, -
        line 4, column 1, ClinicalDocument/entry/value/translation: 22298006 in 2.16.840.1.113883.6.96, -
        line 5, column 23, ClinicalDocument/entry/manufacturedMaterial/code: 3 in x, -, medicine
        ");
        assert!(coded_elements(b"<a/>").unwrap().elements.is_empty());
        assert!(coded_elements(b"<a>").is_err());
    }
}
