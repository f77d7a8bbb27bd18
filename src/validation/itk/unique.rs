//! Identifiers that must differ from each other.

use super::addressing::bare;
use super::rule::client;
use super::xml::Element;
use crate::validation::sheet::Sheet;

/// Says where one of several identifiers is the same as one before it. `named` are what each is, its
/// value and its element.
pub(super) fn check(sheet: &mut Sheet<'_>, named: &[(&str, String, Element<'_>)]) {
    for (place, (name, value, element)) in named.iter().enumerate() {
        let same = |(_, other, _): &&(&str, String, Element<'_>)| bare(other).eq_ignore_ascii_case(bare(value));
        if bare(value).is_empty() {
            continue;
        }
        if let Some((other, ..)) = named[..place].iter().find(same) {
            sheet.error(*element, client("itk:unique"), format!("{name} is the same as {other}, and must differ"));
        }
    }
}
