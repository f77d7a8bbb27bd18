//! What narrative ties to: the languages that a profile asks of it.

use super::check::Check;
use crate::validation::instance::NodeId;
use crate::validation::xhtml;

impl Check<'_, '_> {
    /// Narrative against the languages that a profile asks of it (the extension
    /// `narrative-language-control`).
    pub(super) fn languages(&mut self, node: NodeId, wanted: &[String]) {
        let tree = &self.typed.tree;
        let Some(text) = tree.text_of(node, "div") else { return };
        let found = xhtml::languages(text);
        let has = |language: &str| found.iter().any(|other| other.eq_ignore_ascii_case(language));
        let own = tree.text_of(tree.resource_of(node), "language");
        let mut faults = Vec::new();
        for wanted in wanted {
            match wanted.as_str() {
                "_no" if !found.is_empty() => faults.push("the narrative may have no sections by language".to_owned()),
                "_yes" if found.is_empty() => faults.push("the narrative must have sections by language".to_owned()),
                "_resource" if own.is_some_and(|own| !has(own)) => {
                    faults.push("the narrative must have a section in the language of the resource".to_owned());
                }
                "_no" | "_yes" | "_resource" => {}
                language if !has(language) => {
                    faults.push(format!("the narrative must have a section in the language `{language}`"));
                }
                _ => {}
            }
        }
        for fault in faults {
            self.error(node, "narrative", fault);
        }
    }
}
