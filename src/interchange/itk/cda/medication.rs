//! Medicines that were supplied.

use super::{Context, encounter, value};
use crate::interchange::itk::xml::{Element, attribute, child, children, down, elements, is, text_of};
use crate::record::{MedicationRequest, MedicationRequestIntent};

/// The element that bears the code of an entry: for a supply that of the medicine.
pub(super) fn coded(act: Element<'_>) -> Option<Element<'_>> {
    if is(act, "supply") {
        return down(act, &["product", "manufacturedProduct", "manufacturedMaterial", "code"]);
    }
    child(act, "code")
}

/// A supply as one issue of a medicine; nothing where it does not say of what.
pub(super) fn supply<'a>(context: &mut Context<'a>, act: Element<'a>) -> Option<MedicationRequest> {
    let medication = context.concept(coded(act)?)?;
    let mut issue = MedicationRequest {
        medication,
        intent: MedicationRequestIntent::Order,
        quantity: child(act, "quantity").and_then(value::interval),
        dosage: None,
        authored: encounter::times(context, child(act, "effectiveTime")).start,
        based_on: None,
        ..MedicationRequest::default()
    };
    let mut course = child(act, "expectedUseTime").and_then(width);
    for relationship in children(act, "entryRelationship") {
        let Some(part) = elements(relationship).find(|part| attribute(*part, "classCode").is_some()) else { continue };
        let code = child(part, "code").and_then(|code| attribute(code, "code"));
        let said = child(part, "value").and_then(text_of);
        if is(part, "observation") && code == Some("SI") && said.is_some() {
            issue.dosage = said;
        } else if is(part, "supply") && child(part, "quantity").is_some() {
            issue.quantity = child(part, "quantity").and_then(value::interval).or(issue.quantity);
        } else if is(part, "supply") && child(part, "expectedUseTime").is_some() {
            course = child(part, "expectedUseTime").and_then(width).or(course);
        } else {
            context.leave("entry SupplyMedication entryRelationship");
        }
    }
    if let Some(course) = course {
        let quantity = issue.quantity.take();
        issue.quantity =
            Some(quantity.map_or_else(|| format!("for {course}"), |amount| format!("{amount}, for {course}")));
    }
    Some(issue)
}

/// How long, with the unit of UCUM in words.
fn width(period: Element<'_>) -> Option<String> {
    let width = child(period, "width")?;
    let value = attribute(width, "value")?;
    let unit = match attribute(width, "unit").unwrap_or_default() {
        "d" => "days",
        "wk" => "weeks",
        "mo" => "months",
        "h" => "hours",
        other => other,
    };
    Some(format!("{value} {unit}").trim().to_owned())
}
