//! One resource while it is read: every element that is asked for is marked, so that what nobody
//! asked for can be named in the end.

use std::cell::RefCell;
use std::collections::HashSet;

use super::document::is_name;
use super::element;
use super::json::Node;
use super::reading::Reading;
use crate::record::{CodeableConcept, EntryStatement, Note, PartialDateTime, Resource, Section};

/// Elements that say nothing of the patient: the envelope of every resource.
const ENVELOPE: [&str; 8] = ["resourceType", "id", "meta", "language", "text", "contained", "fhir_comments", "xmlns"];

/// One resource and its message.
pub(super) struct View<'r, 'd> {
    pub(super) reading: &'r Reading<'d>,
    pub(super) number: usize,
    node: Node<'d>,
    seen: RefCell<HashSet<&'static str>>,
    extensions: RefCell<HashSet<&'static str>>,
}

impl<'r, 'd> View<'r, 'd> {
    pub(super) fn new(reading: &'r Reading<'d>, number: usize) -> Self {
        let node = reading.document.node(number);
        Self { reading, number, node, seen: RefCell::default(), extensions: RefCell::default() }
    }

    /// Marks elements that are carried in another way, or say nothing beyond what is carried.
    pub(super) fn mark(&self, names: &[&'static str]) -> &Self {
        self.seen.borrow_mut().extend(names);
        self
    }

    /// Marks extensions that are carried in another way.
    pub(super) fn mark_extensions(&self, names: &[&'static str]) -> &Self {
        self.extensions.borrow_mut().extend(names);
        self
    }

    pub(super) fn get(&self, name: &'static str) -> Option<&Node<'d>> {
        self.mark(&[name]);
        self.node.get(name)
    }

    /// The first of several names: STU3 and R4 call some elements differently.
    pub(super) fn any(&self, names: &[&'static str]) -> Option<&Node<'d>> {
        self.mark(names);
        names.iter().find_map(|name| self.node.get(name))
    }

    pub(super) fn items(&self, name: &'static str) -> &[Node<'d>] {
        self.mark(&[name]);
        self.node.items(name)
    }

    pub(super) fn text(&self, name: &'static str) -> Option<String> {
        self.get(name)?.first().text().map(ToOwned::to_owned)
    }

    /// A code, bare or in a concept.
    pub(super) fn code(&self, name: &'static str) -> Option<&str> {
        self.get(name).and_then(element::code)
    }

    pub(super) fn concept(&self, name: &'static str) -> Option<CodeableConcept> {
        self.get(name).map(element::concept).filter(|concept| !concept.is_empty())
    }

    /// A date or time; what cannot be read is odd.
    pub(super) fn date(&self, names: &[&'static str]) -> Option<PartialDateTime> {
        self.mark(names);
        names.iter().find_map(|name| self.date_in(&self.node, name))
    }

    /// A date or time of a part of the resource.
    pub(super) fn date_in(&self, holder: &Node<'_>, name: &str) -> Option<PartialDateTime> {
        let text = holder.text_of(name).or_else(|| element::as_sent(holder, name))?;
        let date = element::date_time(text);
        if date.is_none() {
            self.odd("a date cannot be read");
        }
        date
    }

    /// The start and the end of a period.
    pub(super) fn period(&self, name: &'static str) -> (Option<PartialDateTime>, Option<PartialDateTime>) {
        let Some(period) = self.get(name).map(Node::first) else { return (None, None) };
        (self.date_in(period, "start"), self.date_in(period, "end"))
    }

    /// Who or what a reference names.
    pub(super) fn name(&self, name: &'static str) -> Option<String> {
        let reference = self.get(name)?;
        self.reading.name(self.number, reference)
    }

    /// Who or what a reference inside the resource names.
    pub(super) fn name_in(&self, reference: &Node<'_>) -> Option<String> {
        self.reading.name(self.number, reference)
    }

    /// The resource that a reference names.
    pub(super) fn target(&self, reference: &Node<'_>) -> Option<usize> {
        let text = reference.first().text_of("reference")?;
        let target = self.reading.document.resolve(self.number, text).first();
        if target.is_none() {
            self.odd("it names a resource that is not in the message");
        }
        target
    }

    /// The key of the entry that a reference names, in the message or not.
    pub(super) fn key_of(&self, reference: &Node<'_>) -> Option<String> {
        let text = reference.first().text_of("reference")?;
        let reading = self.reading;
        if reading.document.resolve(self.number, text).first().is_none() {
            self.odd("it names a resource that is not in the message");
        }
        reading.places.key_of(reading.document, reading.scan.flavour, self.number, text)
    }

    /// The extensions of a name: the last part of the URL without `Extension-`, the name of the
    /// profile and the version.
    pub(super) fn extensions(&self, name: &'static str) -> impl Iterator<Item = &Node<'d>> {
        self.mark_extensions(&[name]);
        let all = self.node.items("extension").iter();
        all.filter(move |extension| extension.text_of("url").is_some_and(|url| short_name(url) == name))
    }

    /// The value of an extension.
    pub(super) fn extension(&self, name: &'static str) -> Option<&Node<'d>> {
        self.extensions(name).next().and_then(element::value_of)
    }

    /// The annotations of the resource, and STU3's comment.
    pub(super) fn notes(&self) -> Vec<Note> {
        self.mark(&["note", "comment"]);
        let texts = self.node.items("note").iter().filter_map(|note| note.text().or_else(|| note.text_of("text")));
        let comments = self.node.items("comment").iter().filter_map(Node::text);
        texts.chain(comments).map(note).collect()
    }

    pub(super) fn odd(&self, problem: &str) {
        self.reading.odd(self.number, problem);
    }

    /// The entry that the resource states, and the end of reading it.
    pub(super) fn state(self, section: Section, resource: Resource) -> Option<EntryStatement> {
        let entry = self.reading.entry(self.number, section, resource);
        self.finish();
        entry
    }

    /// Names every element that nobody asked for.
    pub(super) fn finish(self) {
        let kind = self.reading.document.slots[self.number].kind.as_ref();
        let seen = self.seen.into_inner();
        let unread = |name: &str| {
            let name = if is_name(name) { name } else { "(not a name)" };
            self.reading.unread(format!("{kind}.{name}"));
        };
        let extensions = self.extensions.into_inner();
        for (name, value) in self.node.members() {
            match name.as_ref() {
                "extension" => {
                    let urls = value.as_items().iter().filter_map(|extension| extension.text_of("url"));
                    for url in urls.map(short_name).filter(|name| !extensions.contains(name)) {
                        let plain = url.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                        let url = if plain && url.len() <= 64 { url } else { "other" };
                        self.reading.unread(format!("{kind}.extension({url})"));
                    }
                }
                name if ENVELOPE.contains(&name) || seen.contains(name) => {}
                // What stands beside a primitive goes with it.
                name if name.strip_prefix('_').is_some_and(|name| seen.contains(name)) => {}
                name => unread(name),
            }
        }
    }
}

/// A note of plain words.
pub(super) fn note(text: impl Into<String>) -> Note {
    Note { text: text.into(), location: None }
}

/// `Extension-CareConnect-GPC-PrescriptionType-1` is `PrescriptionType`, whoever published it.
pub(super) fn short_name(url: &str) -> &str {
    let name = url.rsplit(['/', ':']).next().unwrap_or(url);
    let name = name.strip_prefix("Extension-").unwrap_or(name);
    let name = name.strip_prefix("UKCore-").or_else(|| name.strip_prefix("CareConnect-")).unwrap_or(name);
    let name = name.strip_prefix("GPC-").unwrap_or(name);
    let version = name.rsplit_once('-').filter(|(_, version)| version.bytes().all(|byte| byte.is_ascii_digit()));
    version.map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::short_name;

    #[test]
    fn extensions_are_known_whoever_published_them() {
        let cases = [
            (
                "https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-PrescriptionType-1",
                "PrescriptionType",
            ),
            ("https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory", "EthnicCategory"),
            ("http://hl7.org/fhir/StructureDefinition/patient-birthTime", "patient-birthTime"),
            ("urn:x-dcr:fhir:link", "link"),
        ];
        for (url, name) in cases {
            assert_eq!(short_name(url), name);
        }
    }
}
