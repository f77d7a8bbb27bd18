//! Which version of which document this is, and what becomes of the one before.

use jiff::SignedDuration;

use super::Context;
use super::context::key_part;
use crate::interchange::itk::xml::{Element, attribute, child, children, is};
use crate::record::{PartialDateTime, Precision};

/// Which version of which document this is.
pub(super) struct Version {
    /// The key of the document: of its set, or its own where it belongs to none.
    pub key: String,
    /// Its place among the versions of its set.
    pub number: u32,
    /// By which versions are ordered.
    pub time: Option<PartialDateTime>,
    /// Whether it takes the place of an earlier one.
    pub replaces: bool,
    /// Whether it is of the kind that takes a document back.
    pub nullifies: bool,
    /// The keys of the documents that it names as replaced, and that are not its own.
    pub parents: Vec<String>,
}

/// Reads which version a document is.
pub(super) fn read<'a>(
    context: &mut Context<'a>,
    document: Element<'a>,
    profile: &str,
    made: Option<PartialDateTime>,
    fallback: &str,
) -> Version {
    let own = set_key(document).or_else(|| id_key(document));
    if own.is_none() {
        context.odd(document, "the document has no number: a later message cannot replace it or take it back");
    }
    let key = own.unwrap_or_else(|| format!("cda:{}", key_part(fallback)));
    let nullifies = message_type(document).is_some_and(|kind| kind.starts_with("POCD_MT130001"))
        || profile.to_ascii_lowercase().contains("nullification");
    let mut number = version_number(document).unwrap_or(1);
    let mut replaces = number > 1;
    let mut parents = Vec::new();
    for related in children(document, "relatedDocument") {
        if attribute(related, "typeCode") != Some("RPLC") && !nullifies {
            context.leave("relatedDocument");
            continue;
        }
        replaces = true;
        for parent in children(related, "parentDocument") {
            number = number.max(version_number(parent).unwrap_or(0).saturating_add(u32::from(nullifies)));
            let set = set_key(parent);
            if set.is_none() {
                context.odd(parent, "the document that this one replaces is named without its set");
            }
            parents.extend(set.or_else(|| id_key(parent)).filter(|parent| *parent != key));
        }
    }
    parents.sort();
    parents.dedup();
    Version { time: made.map(|made| order(made, number, nullifies)), key, number, replaces, nullifies, parents }
}

/// The kind of document, such as `POCD_MT200001GB02`.
pub(super) fn message_type(document: Element<'_>) -> Option<&str> {
    attribute(child(document, "messageType")?, "extension")
}

/// The number of an instance: its extension, or its root where it has none.
pub(super) fn number(id: Element<'_>) -> Option<String> {
    let root = attribute(id, "root");
    match (root, attribute(id, "extension")) {
        (Some(root), Some(extension)) => Some(format!("{root}^{extension}")),
        (root, extension) => extension.or(root).map(ToOwned::to_owned),
    }
}

fn set_key(document: Element<'_>) -> Option<String> {
    document.children().filter(|part| is(*part, "setId")).find_map(number).map(|it| format!("cda:{}", key_part(&it)))
}

fn id_key(document: Element<'_>) -> Option<String> {
    document.children().filter(|part| is(*part, "id")).find_map(number).map(|it| format!("cda:{}", key_part(&it)))
}

fn version_number(document: Element<'_>) -> Option<u32> {
    attribute(child(document, "versionNumber")?, "value")?.parse().ok()
}

/// The time by which versions are ordered. Two versions may bear the same time, down to the
/// second; the number of the version, as microseconds, then says which is later. What takes a
/// document back is taken for as late as its own time allows.
fn order(made: PartialDateTime, number: u32, nullifies: bool) -> PartialDateTime {
    let instant = if nullifies && made.precision() != Precision::Time { made.end() } else { made.earliest() };
    let step = SignedDuration::from_micros(i64::from(number.min(999_999)));
    instant.checked_add(step).map_or(made, PartialDateTime::from)
}
