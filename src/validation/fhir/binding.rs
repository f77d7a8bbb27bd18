//! Bindings: whether codes are in the value sets that they must be in.

use super::check::{Check, short};
use super::finding::Uncheckable;
use crate::validation::definitions::{Binding, Element, Known, Strength};
use crate::validation::fhirpath::{ExpressionError, Item};
use crate::validation::instance::NodeId;

/// A code with its system.
struct Coded {
    node: NodeId,
    system: Option<String>,
    code: String,
}

impl Check<'_, '_> {
    /// The binding of an element in a definition.
    pub(super) fn bound(&mut self, node: NodeId, element: &Element) {
        let kind = self.typed.type_name(node).unwrap_or_default();
        if self.profile.is_none() && matches!(kind, "Coding") {
            self.coding(node);
        }
        let Some(binding) = &element.binding else { return };
        if binding.strength >= Strength::Extensible {
            // Of a choice that is left open the standard's own binding names units, and the profiles of
            // vital signs allow flows of oxygen beside them; the reference says nothing of those.
            let is_open = element.types.len() > 1 && matches!(kind, "Quantity");
            let strength = if is_open { Strength::Extensible } else { binding.strength };
            self.binding(node, binding, strength);
        }
        for set in &binding.additional {
            let more = Binding { strength: Strength::Required, value_set: Some(set.clone()), ..Binding::default() };
            self.binding(node, &more, Strength::Required);
        }
        if let Some(most) = &binding.max_value_set {
            let most = Binding { strength: Strength::Required, value_set: Some(most.clone()), ..Binding::default() };
            self.binding(node, &most, Strength::Required);
        }
    }

    fn binding(&mut self, node: NodeId, binding: &Binding, strength: Strength) {
        let Some(set) = binding.value_set.as_deref() else { return };
        let kind = self.typed.type_name(node).unwrap_or_default().to_owned();
        let codes = self.coded(node, &kind);
        if codes.is_empty() {
            let has_children = self.typed.tree.children(node).next().is_some();
            let only_extension =
                self.typed.tree.children(node).all(|child| matches!(self.typed.tree.name(child), "extension" | "id"));
            if kind == "CodeableConcept" && strength == Strength::Required && has_children && !only_extension {
                self.error(node, "binding", format!("a code of the value set `{set}` is required, and there is none"));
            }
            return;
        }
        let mut unknown = None;
        for coded in &codes {
            match self.definitions().in_value_set(set, coded.system.as_deref(), &coded.code) {
                Known::Yes => return,
                Known::No => {}
                Known::Unknown(why) => unknown = Some(why),
            }
        }
        if let Some(why) = unknown {
            let message = format!("the binding to `{set}` cannot be checked: {why}");
            self.not_checkable(node, "binding", Uncheckable::Terminology, message);
            return;
        }
        let given = codes.iter().map(|coded| format!("`{}`", short(&coded.code))).collect::<Vec<_>>().join(", ");
        if strength == Strength::Required {
            self.error(
                node,
                "binding",
                format!("a code of the value set `{set}` is required, and {given} is not in it"),
            );
        } else {
            let message =
                format!("a code of the value set `{set}` is expected where one applies, and {given} is not in it");
            self.warning(node, "binding", message);
        }
    }

    fn coded(&self, node: NodeId, kind: &str) -> Vec<Coded> {
        let tree = &self.typed.tree;
        let of_coding = |node: NodeId| {
            let code = tree.text_of(node, "code")?.to_owned();
            Some(Coded { node, system: tree.text_of(node, "system").map(ToOwned::to_owned), code })
        };
        match kind {
            "CodeableConcept" => tree.named(node, "coding").filter_map(of_coding).collect(),
            "Coding" | "Quantity" | "Age" | "Duration" | "Distance" | "Count" | "Money" => {
                of_coding(node).into_iter().collect()
            }
            _ => {
                let code = tree.value_text(node).map(ToOwned::to_owned);
                code.map(|code| Coded { node, system: None, code }).into_iter().collect()
            }
        }
    }

    /// Whether a code is one of its system, where that is held whole.
    fn coding(&mut self, node: NodeId) {
        let Some(coded) = self.coded(node, "Coding").into_iter().next() else { return };
        let Some(system) = &coded.system else { return };
        match self.definitions().has_code(system, &coded.code) {
            Known::Yes => self.display(node, system, &coded.code),
            Known::No => {
                let (code, system) = (short(&coded.code), short(system));
                self.error(coded.node, "code", format!("the code system `{system}` has no code `{code}`"));
            }
            // Said once for each system: what is missing is the same everywhere.
            Known::Unknown(why) => {
                if self.unheld.insert(system.clone()) {
                    self.not_checkable(
                        coded.node,
                        "code",
                        Uncheckable::Terminology,
                        format!("codes are not checked: {why}"),
                    );
                }
            }
        }
    }

    /// Whether a code is shown by words that are its own, and is still in use.
    fn display(&mut self, node: NodeId, system: &str, code: &str) {
        let Some(words) = self.definitions().words(system, code) else { return };
        if words.is_inactive {
            self.warning(
                node,
                "code",
                format!("the code `{}` of `{}` is no longer in use", short(code), short(system)),
            );
        }
        let tree = &self.typed.tree;
        let Some((at, given)) = tree.child(node, "display").and_then(|at| Some((at, tree.value_text(at)?))) else {
            return;
        };
        let is = |word: &String| same_words(word, given);
        if words.current.is_empty() || words.current.iter().any(is) {
            return;
        }
        let best = words.current.first().map_or("", String::as_str);
        let message = format!("`{}` is not shown by these words; by `{}`, for one", short(code), short(best));
        let language = tree.text_of(tree.resource_of(node), "language").unwrap_or("en");
        if !language.starts_with("en") {
            // The words of other languages are not held.
            self.information(at, "display", message);
        } else if words.former.iter().any(is) {
            self.warning(at, "display", format!("these words for `{}` are no longer in use", short(code)));
        } else {
            self.error(at, "display", message);
        }
    }

    /// Whether a code, or any code of an element, is in a value set.
    pub(super) fn member_of(&self, item: &Item, value_set: &str) -> Result<bool, ExpressionError> {
        let codes = match item {
            Item::Node(node) => self.coded(*node, self.typed.type_name(*node).unwrap_or_default()),
            Item::Text(code) => vec![Coded { node: NodeId::ROOT, system: None, code: code.clone() }],
            _ => return Ok(false),
        };
        let mut unknown = None;
        for coded in codes {
            match self.definitions().in_value_set(value_set, coded.system.as_deref(), &coded.code) {
                Known::Yes => return Ok(true),
                Known::No => {}
                Known::Unknown(why) => unknown = Some(why),
            }
        }
        unknown.map_or(Ok(false), |why| Err(ExpressionError::not_checkable(why)))
    }
}

/// Whether two texts are the same words, whatever their case and spaces.
fn same_words(one: &str, other: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    one == other || folded(one) == folded(other)
}
