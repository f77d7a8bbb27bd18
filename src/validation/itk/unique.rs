//! Identifiers that must differ from each other.

use std::collections::HashMap;

use super::addressing::bare;
use super::rule::client;
use super::xml::Element;
use crate::validation::sheet::Sheet;

/// Says where one of several identifiers is the same as one before it. `named` are what each is, its
/// value and its element.
pub(super) fn check(sheet: &mut Sheet<'_>, named: &[(&str, String, Element<'_>)]) {
    let mut known: HashMap<String, &str> = HashMap::new();
    for (name, value, element) in named {
        let bare = bare(value).trim().to_ascii_uppercase();
        if bare.is_empty() {
            continue;
        }
        if let Some(other) = known.get(&bare) {
            sheet.error(*element, client("itk:unique"), format!("{name} is the same as {other}, and must differ"));
        } else {
            known.insert(bare, name);
        }
    }
}
