//! The handling specification: what the sender asks of whoever carries and receives the message.

use std::collections::BTreeSet;

use super::rule::{envelope, plain};
use super::xml::{Element, elements};
use crate::validation::sheet::{Sheet, short};

const PREFIX: &str = "urn:nhs-itk:ns:201005:";
/// Keys whose value is yes or no.
const FLAGS: [&str; 3] = ["ackrequested", "infackrequested", "busresponserequested"];

/// What was asked.
#[derive(Debug, Default)]
pub(super) struct Handling {
    /// The interaction that the message is part of.
    pub(super) interaction: Option<String>,
    /// Whether any acknowledgement is asked for.
    pub(super) wants_answer: bool,
}

/// Checks a specification.
pub(super) fn check(sheet: &mut Sheet<'_>, handling: Element<'_>) -> Handling {
    let rule = envelope("itk:handling", "DE0010");
    let mut found = Handling::default();
    let mut keys = BTreeSet::new();
    for spec in elements(handling) {
        let key = spec.attribute("key").unwrap_or_default().trim();
        let value = spec.attribute("value").unwrap_or_default().trim();
        if !key.is_empty() && !keys.insert(key) {
            sheet.error(spec, rule, format!("the key `{}` stands twice", short(key)));
        }
        let Some(own) = key.strip_prefix(PREFIX) else {
            if !key.is_empty() {
                let message =
                    format!("the key `{}` is not of the toolkit, and what it asks is not known here", short(key));
                sheet.warning(spec, plain("itk:handling"), message);
            }
            continue;
        };
        if FLAGS.contains(&own) {
            if !matches!(value, "true" | "false") {
                sheet.error(spec, rule, format!("`{own}` must be `true` or `false`"));
            }
            found.wants_answer |= value == "true";
        } else if own == "interaction" {
            if value.strip_prefix("urn:nhs-itk:interaction:").is_none_or(str::is_empty) {
                sheet.error(spec, rule, "an interaction must begin with `urn:nhs-itk:interaction:`");
            }
            found.interaction = Some(value.to_owned());
        } else {
            sheet.error(spec, rule, format!("the toolkit has no key `{}`", short(own)));
        }
    }
    found
}
