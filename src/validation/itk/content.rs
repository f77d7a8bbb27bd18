//! What a payload holds, by its root element.

use super::message::Asked;
use super::rule::{envelope, plain};
use super::xml::Element;
use super::{acknowledgement, mini_services};
use crate::interchange::itk::raw::{HL7, ITK};
use crate::validation::cda;
use crate::validation::sheet::{Sheet, short};

/// What the manifest says of a payload.
#[derive(Debug, Default)]
pub(super) struct Manifested<'a> {
    item: Option<Element<'a>>,
    pub(super) service: &'a str,
}

impl<'a> Manifested<'a> {
    /// What an item of the manifest says.
    pub(super) fn of(item: Element<'a>, service: &'a str) -> Self {
        Self { item: Some(item), service }
    }

    /// Whether a flag is set: `base64`, `compressed`, `encrypted`, `metadata`.
    pub(super) fn says(&self, flag: &str) -> bool {
        matches!(self.attribute(flag), "true" | "1")
    }

    /// The profile; empty where there is none.
    pub(super) fn profile(&self) -> &'a str {
        self.attribute("profileid")
    }

    fn attribute(&self, name: &str) -> &'a str {
        self.item.and_then(|item| item.attribute(name)).unwrap_or_default().trim()
    }

    /// The media type without its parameters.
    pub(super) fn kind(&self) -> &'a str {
        short(self.attribute("mimetype").split(';').next().unwrap_or_default().trim())
    }

    /// Whether the payload is said to be XML, or to be nothing.
    pub(super) fn is_xml(&self) -> bool {
        matches!(self.kind(), "" | "text/xml" | "application/xml") || self.kind().ends_with("+xml")
    }
}

/// Checks the content of a payload, or of a body without an envelope.
pub(super) fn check(sheet: &mut Sheet<'_>, root: Element<'_>, manifested: &Manifested<'_>, asked: &Asked<'_>) {
    let tag = root.tag_name();
    if !manifested.is_xml() {
        let message = format!("the manifest says that the payload is {}, and it is XML", manifested.kind());
        sheet.error(root, envelope("itk:payload", "DE0012"), message);
    }
    if manifested.says("metadata") {
        sheet.not_checkable(root, plain("itk:metadata"), "the payload is metadata, which is not checked here");
        return;
    }
    match (tag.namespace(), tag.name()) {
        (Some(HL7), "ClinicalDocument") => {
            cda::check(sheet, root, &cda::Sent { profile: manifested.profile(), codes: asked.codes });
        }
        (Some(ITK), "InfrastructureResponse") => acknowledgement::infrastructure(sheet, root, manifested.service),
        (Some(HL7), name) if mini_services::is_one(name) => mini_services::check(sheet, root, manifested.service),
        (_, name) => {
            let message = format!("there are no rules here for what `{}` holds", short(name));
            sheet.not_checkable(root, plain("itk:payload"), message);
        }
    }
}
