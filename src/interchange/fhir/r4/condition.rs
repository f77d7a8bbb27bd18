//! `Condition` and `Procedure`, `Flag` and `CarePlan`: what is said in a few elements.

use serde_json::{Value, json};

use super::context::Context;
use super::element::Element;
use super::{coded, extension, plain};
use crate::record::{CarePlan, Condition, ConditionStatus, EntryLink, Flag, PartialDateTime, Procedure};

/// A problem or a diagnosis.
pub(super) fn condition(it: &Condition, context: &Context<'_>) -> Element {
    let active = it.clinical_status == ConditionStatus::Active;
    let clinical = if active { "active" } else { "inactive" };
    // A withdrawn condition has no clinical status (`con-5`).
    let (clinical, verification) = if context.is_withdrawn() {
        (Value::Null, coded::status("condition-ver-status", "entered-in-error"))
    } else {
        (coded::status("condition-clinical", clinical), Value::Null)
    };
    let known_significance = it.significance.as_deref().map(str::to_ascii_lowercase);
    let known_significance = known_significance.filter(|word| matches!(word.as_str(), "major" | "minor"));
    let other = it.significance.as_deref().filter(|_| known_significance.is_none());
    let element = context
        .resource("Condition")
        .extension(known_significance.map(|word| extension::uk_core("ProblemSignificance", "valueCode", word)))
        .with("clinicalStatus", clinical)
        .with("verificationStatus", verification)
        .add("category", [category(&it.category)])
        .add("category", it.kind.as_deref().map(coded::text))
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .date_time("onsetDateTime", it.onset);
    // An active condition has no abatement (`con-4`); the source's date is still said.
    let (abatement, contradiction) = if active { (None, it.abatement) } else { (it.abatement, None) };
    element
        .date_time("abatementDateTime", abatement)
        .date_time("recordedDate", it.recorded)
        .with("asserter", plain::named(it.asserter.as_deref()))
        .extension_all(it.links.iter().map(|link| link_extension(link, context)))
        .add("note", it.notes.iter().map(plain::annotation))
        .add("note", other.map(|word| plain::sentence(format!("Significance as sent: {word}"))))
        .add("note", contradiction.map(|at| plain::sentence(format!("Active, with an end as sent: {at}"))))
}

/// A tie to another entry: by its key, and as a reference where the bundle has it.
fn link_extension(it: &EntryLink, context: &Context<'_>) -> Value {
    let part = |name: &str, value: &str| extension::extension(name, "valueString", value);
    let found = context.index.by_key(context.number, &it.key);
    let target = found.map(|number| extension::extension("target", "valueReference", context.index.reference(number)));
    let parts = [Some(part("role", &it.role)), Some(part("key", &it.key)), target];
    let parts: Vec<Value> = parts.into_iter().flatten().collect();
    json!({ "url": extension::extension_url(extension::LINK), "extension": parts })
}

fn category(word: &str) -> Value {
    match word {
        "problem-list-item" | "encounter-diagnosis" => coded::status("condition-category", word),
        other => coded::text(other),
    }
}

/// Something that was done.
pub(super) fn procedure(it: &Procedure, context: &Context<'_>) -> Element {
    let performer = plain::named(it.performer.as_deref());
    context
        .resource("Procedure")
        .with("status", context.status("completed"))
        .with("category", it.category.as_deref().map_or(Value::Null, coded::text))
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .date_time("performedDateTime", it.performed)
        .one("performer", Element::new().with("actor", performer))
        .add("note", it.notes.iter().map(plain::annotation))
}

/// A warning. Its end decides whether it is active when the bundle is made.
pub(super) fn flag(it: &Flag, context: &Context<'_>) -> Element {
    let status = if is_over(it.end, context) { "inactive" } else { "active" };
    context
        .resource("Flag")
        .extension_all(
            it.notes.iter().map(|note| extension::own(extension::NOTE, "valueAnnotation", plain::annotation(note))),
        )
        .with("status", context.status(status))
        .add("category", (!it.kind.is_alert()).then(|| coded::text(it.kind.slug())))
        .with("code", coded::required(&it.code))
        .with("subject", context.patient())
        .period("period", it.start, it.end)
}

/// A plan of care. Its end decides whether it is active when the bundle is made.
pub(super) fn care_plan(it: &CarePlan, context: &Context<'_>) -> Element {
    let status = if is_over(it.end, context) { "completed" } else { "active" };
    context
        .resource("CarePlan")
        .with("status", context.status(status))
        .with("intent", "plan")
        .one("category", coded::concept(&it.category))
        .text("title", it.title.as_deref())
        .text("description", it.description.as_deref())
        .with("subject", context.patient())
        .period("period", it.start, it.end)
}

fn is_over(end: Option<PartialDateTime>, context: &Context<'_>) -> bool {
    end.is_some_and(|end| end.end() <= context.index.export.generated)
}
