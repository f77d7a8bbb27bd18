//! `Provenance`: which message said it, from whom, and where in it.

use serde_json::{Value, json};

use super::context::{Context, profile};
use super::element::{Element, clean};
use super::extension::{self, SOURCE, extension_url};
use super::uuid::{urn, uuid};
use super::{coded, plain};
use crate::record::{EntryState, MessageId, Resource, SourceLocation};

/// The UUID of an entry's provenance, one for each version.
pub(super) fn provenance_uuid(context: &Context<'_>) -> String {
    let version = context.entry.version.to_string();
    uuid(&[&context.index.export.namespace, "provenance", &context.entry.id, &version])
}

/// Where an entry came from.
pub(super) fn provenance(context: &Context<'_>) -> Element {
    let source = &context.entry.provenance;
    let system = Element::new().with("type", "Device").text("display", Some(&source.system));
    Element::new()
        .with("resourceType", "Provenance")
        .with("id", provenance_uuid(context))
        .with("meta", json!({ "profile": [profile("Provenance")] }))
        .extension(source_extension(context))
        .one("target", json!({ "reference": urn(&context.index.uuid(context.entry)) }))
        .date_time("occurredDateTime", source.stated)
        .with("recorded", source.recorded.to_string())
        .with("activity", activity(&source.trigger))
        .add("agent", [agent("author", context.sender())])
        .add("agent", clean(&source.system).map(|_| agent("assembler", system.build())))
        .add("entity", [first_message(context)])
        .add("entity", context.entry.repeated_in.iter().map(|(message, place)| repeated(*message, place)))
}

fn agent(kind: &str, who: Value) -> Value {
    Element::new().with("type", coded::status("provenance-participant-type", kind)).with("who", who).build()
}

/// What happened, by its trigger event (HL7 v2 table 0003) where it has one.
fn activity(trigger: &str) -> Value {
    let event = trigger.split_once('^').map(|(_, event)| event);
    let event = event.filter(|event| event.len() == 3 && event.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let coding = event.map(|event| json!({ "system": "http://terminology.hl7.org/CodeSystem/v2-0003", "code": event }));
    Element::new().add("coding", coding).text("text", Some(trigger)).build()
}

/// The message: the source's own number for it, and in words the store's number and the place.
fn first_message(context: &Context<'_>) -> Value {
    let source = &context.entry.provenance;
    let number = Element::new().text("value", Some(&source.control_id)).build();
    let numbered = number.as_object().is_some_and(|number| !number.is_empty());
    let number =
        if numbered { Element::new().add_parts(number).with("assigner", context.sender()) } else { Element::new() };
    let words = format!("message {} of feed {}, {}", source.message, source.feed, source.location);
    let what = Element::new().with("identifier", number).text("display", Some(&words));
    Element::new().with("role", "source").with("what", what).build()
}

fn repeated(message: MessageId, place: &SourceLocation) -> Value {
    let words = format!("said again in message {message}, {place}");
    Element::new().with("role", "source").with("what", plain::named(Some(&words))).build()
}

/// Where in the record and in the source the entry stands, with the source's own words.
fn source_extension(context: &Context<'_>) -> Value {
    let (entry, from) = (context.entry, &context.entry.provenance);
    let (report, position) = match &entry.resource {
        Resource::Observation(it) => (it.group.as_deref(), it.position),
        _ => (None, None),
    };
    let state = match entry.state {
        EntryState::Current => None,
        EntryState::Superseded => Some("superseded"),
        EntryState::Withdrawn => Some("withdrawn"),
    };
    let (message, place, position) =
        (from.message.to_string(), from.location.to_string(), position.map(|position| position.to_string()));
    // The time of most entries is their resource's own.
    let time = entry.time.filter(|time| entry.resource.time() != Some(*time)).map(|time| time.to_string());
    let parts = [
        ("feed", Some(from.feed.as_str())),
        ("message", Some(&message)),
        ("trigger", Some(&from.trigger)),
        ("location", Some(&place)),
        ("system", Some(&from.system)),
        ("section", Some(entry.section.slug())),
        ("key", Some(&entry.key)),
        ("time", time.as_deref()),
        ("heading", entry.source.heading.as_deref()),
        ("code", entry.source.code.as_deref()),
        ("code-system", entry.source.system.as_deref()),
        ("text", entry.source.text.as_deref()),
        ("report", report),
        ("position", position.as_deref()),
        ("state", state),
    ];
    let parts = parts
        .into_iter()
        .filter_map(|(name, value)| Some(extension::extension(name, "valueString", value.and_then(clean)?)));
    json!({ "url": extension_url(SOURCE), "extension": parts.collect::<Vec<_>>() })
}
