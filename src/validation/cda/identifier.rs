//! Identifiers of people and organisations.

use roxmltree::Node;

use super::{HL7, wrong};
use crate::validation::itk::mini_services::is_right;
use crate::validation::itk::rule::plain;
use crate::validation::itk::xml::{Element, children};
use crate::validation::sheet::Sheet;

/// NHS numbers that were traced.
const VERIFIED: &str = "2.16.840.1.113883.2.1.4.1";
/// NHS numbers that were not.
const UNVERIFIED: &str = "2.16.840.1.113883.2.1.3.2.4.18.23";
/// Local identifiers.
const LOCAL: &str = "2.16.840.1.113883.2.1.3.2.4.18.24";
/// Organisations and sites.
const ODS: [&str; 2] = ["2.16.840.1.113883.2.1.3.2.4.19.1", "2.16.840.1.113883.2.1.3.2.4.19.2"];

/// Checks the identifiers of a document.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>) {
    for element in root.descendants().filter(Node::is_element) {
        let name = element.tag_name().name();
        if name == "patientRole" {
            patient(sheet, element);
        }
        let (Some(system), Some(value)) = (element.attribute("root"), element.attribute("extension")) else { continue };
        if name == "id" && ODS.contains(&system) && !is_ods(value) {
            let message = "the identifier of an organisation must be an ODS code";
            sheet.error(element, wrong("cda:ods-code"), message);
        }
        let is_number = [VERIFIED, UNVERIFIED].contains(&system);
        if is_number && !is_right(value) {
            let message = "the NHS number must have ten digits, and the last must be right by Modulus 11";
            sheet.error(element, wrong("nhs-number"), message);
        }
        if name == "id"
            && system == LOCAL
            && in_patient(element)
            && element.attribute("assigningAuthorityName").is_none()
        {
            let message = "a local identifier must say whose it is (`assigningAuthorityName`)";
            sheet.error(element, wrong("cda:local-identifier"), message);
        }
    }
}

fn in_patient(element: Element<'_>) -> bool {
    element.parent_element().is_some_and(|parent| parent.tag_name().name() == "patientRole")
}

/// A patient has one NHS number, traced or not, and local ones.
fn patient(sheet: &mut Sheet<'_>, role: Element<'_>) {
    let mut numbers = 0;
    for id in children(role, HL7, "id").filter(|id| id.attribute("nullFlavor").is_none()) {
        match id.attribute("root") {
            Some(VERIFIED | UNVERIFIED) => {
                numbers += 1;
                if id.attribute("extension").is_none() {
                    sheet.error(id, wrong("nhs-number"), "the identifier says that it is an NHS number, and has none");
                }
                if numbers > 1 {
                    sheet.error(id, wrong("nhs-number"), "the patient has more than one NHS number");
                }
            }
            Some(LOCAL) | None => {}
            Some(_) => {
                let message = "the identifier of a patient should be an NHS number or a local identifier of the NHS";
                sheet.warning(id, plain("cda:patient-identifier"), message);
            }
        }
    }
    if numbers == 0 {
        sheet.warning(role, plain("nhs-number"), "the document does not say the patient's NHS number");
    }
}

fn is_ods(code: &str) -> bool {
    (3..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}
