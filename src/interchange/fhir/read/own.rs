//! What an export of this project says of an entry: the extension `source` of its provenance, by
//! which the entry is put back where it stood.

use super::element;
use super::json::Node;
use crate::record::{PartialDateTime, Section, SourceCoding};

/// The URL of the extension (see `fhir::r4`).
const SOURCE: &str = "urn:x-dcr:fhir:source";

/// What the provenance of an exported entry says.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct OwnSource {
    pub(super) key: String,
    pub(super) section: Section,
    pub(super) source: SourceCoding,
    /// The sending system, and the feed.
    pub(super) system: String,
    pub(super) feed: String,
    pub(super) report: Option<String>,
    pub(super) position: Option<u32>,
    pub(super) state: Option<String>,
    pub(super) stated: Option<PartialDateTime>,
}

impl OwnSource {
    /// The reference to the entry and what is said of it; nothing where another system wrote the
    /// provenance.
    pub(super) fn read(node: &Node<'_>) -> Option<(String, Self)> {
        let source = node.items("extension").iter().find(|extension| extension.text_of("url") == Some(SOURCE))?;
        let text = |name: &str| element::part(source, name)?.text().map(ToOwned::to_owned);
        let reference = node.path(&["target"])?.string_of("reference")?;
        let said = Self {
            key: text("key")?,
            section: text("section")?.parse().ok()?,
            source: SourceCoding {
                heading: text("heading"),
                code: text("code"),
                system: text("code-system"),
                text: text("text"),
            },
            system: text("system").unwrap_or_default(),
            feed: text("feed").unwrap_or_default(),
            report: text("report"),
            position: text("position").and_then(|position| position.parse().ok()),
            state: text("state"),
            stated: node.text_of("occurredDateTime").and_then(element::date_time),
        };
        Some((reference, said))
    }

    /// The facility of the feed, whose name is `application/facility`.
    pub(super) fn facility(&self) -> &str {
        let rest = self.feed.strip_prefix(self.system.as_str()).and_then(|rest| rest.strip_prefix('/'));
        rest.or_else(|| self.feed.split_once('/').map(|(_, facility)| facility)).unwrap_or(&self.feed)
    }
}
