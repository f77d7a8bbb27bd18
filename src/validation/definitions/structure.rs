//! A structure definition: a type, a profile or an extension, as the elements of its snapshot.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use crate::validation::fhirpath::{Expression, ExpressionError};

/// A type, a profile or an extension.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// Its canonical address.
    pub url: String,
    /// Its version.
    pub version: Option<String>,
    /// Its name for a program.
    pub name: String,
    /// The type that it defines or constrains.
    pub type_name: String,
    /// `primitive-type`, `complex-type`, `resource` or `logical`.
    pub kind: String,
    /// Whether no instance may be of it.
    pub is_abstract: bool,
    /// What it is derived from.
    pub base: Option<String>,
    /// Whether it constrains a type and is not one itself.
    pub is_constraint: bool,
    /// Where an extension may stand.
    pub contexts: Vec<Context>,
    /// What must hold where an extension stands, in FHIRPath.
    pub context_invariants: Vec<String>,
    /// The elements, the root first.
    pub elements: Vec<Element>,
}

/// Where an extension may stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// `element`, `extension` or `fhirpath`; in STU3 `resource` or `datatype` among others.
    pub kind: String,
    /// The path, address or expression.
    pub expression: String,
}

/// An element of a snapshot.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the standard says each of them of an element, and no two exclude each other"
)]
pub struct Element {
    /// Its id, which names the slices on the way.
    pub id: String,
    /// Its path.
    pub path: String,
    /// Where the last part of its path begins.
    pub(in crate::validation) last: usize,
    /// The name of the slice that it is.
    pub slice: Option<String>,
    /// The least number of occurrences.
    pub min: u32,
    /// The greatest number; none where there is no bound.
    pub max: Option<u32>,
    /// Whether the base of the type lets it repeat, so that JSON writes a list.
    pub repeats: bool,
    /// The types that it may be of.
    pub types: Vec<ElementType>,
    /// The path of the element that it is defined as.
    pub content_reference: Option<String>,
    /// The value that it must have.
    pub fixed: Option<TypedValue>,
    /// What its value must hold at least.
    pub pattern: Option<TypedValue>,
    /// The least value.
    pub min_value: Option<TypedValue>,
    /// The greatest value.
    pub max_value: Option<TypedValue>,
    /// Whether it must have a value, and not only extensions (the extension `mustHaveValue`).
    pub must_have_value: bool,
    /// The extensions that may stand in place of a value (the extension `valueAlternatives`).
    pub alternatives: Vec<String>,
    /// The languages that narrative must speak, or `_no`, `_yes`, `_resource` (the extension
    /// `narrative-language-control`).
    pub narrative_languages: Vec<String>,
    /// The fewest characters (the extension `minLength`).
    pub min_length: Option<u32>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// The value set that it is bound to.
    pub binding: Option<Binding>,
    /// What must hold of it.
    pub constraints: Vec<Constraint>,
    /// How it is sliced.
    pub slicing: Option<Slicing>,
    /// Whether it changes the meaning of what holds it.
    pub is_modifier: bool,
    /// Whether XML writes it as an attribute.
    pub is_attribute: bool,
    /// The form of a primitive value, as a regular expression.
    pub regex: Option<String>,
    /// The elements below it.
    pub children: Vec<u32>,
    /// Its slices.
    pub slices: Vec<u32>,
}

/// A type that an element may be of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ElementType {
    /// The type.
    pub code: String,
    /// The profiles of it that the element may conform to, any of them.
    pub profiles: Vec<String>,
    /// The profiles that the target of a reference may conform to.
    pub targets: Vec<String>,
    /// How a reference may lead to its target: `contained`, `referenced`, `bundled`.
    pub aggregation: Vec<String>,
}

/// A value with the type that its definition gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedValue {
    /// The type.
    pub type_name: String,
    /// The value, as JSON writes it.
    pub value: Value,
}

/// How strongly an element is bound to a value set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// For illustration.
    #[default]
    Example,
    /// Encouraged.
    Preferred,
    /// Where a code applies.
    Extensible,
    /// Always.
    Required,
}

/// A binding to a value set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Binding {
    /// How strongly.
    pub strength: Strength,
    /// The value set.
    pub value_set: Option<String>,
    /// The value set that no code may leave, whatever the strength.
    pub max_value_set: Option<String>,
    /// Further value sets that a code must be in (the extension `additional-binding`).
    pub additional: Vec<String>,
}

/// An invariant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// Its key.
    pub key: String,
    /// Whether breaking it is an error, or else a warning.
    pub is_error: bool,
    /// What it says for people.
    pub human: String,
    /// What it says in FHIRPath.
    pub expression: Option<String>,
    /// The structure that states it.
    pub source: Option<String>,
    /// The expression, read when it is first asked.
    pub compiled: Compiled,
}

/// An expression that is read when it is first asked, and once.
#[derive(Debug, Clone, Default)]
pub struct Compiled(OnceLock<Result<Arc<Expression>, ExpressionError>>);

impl Compiled {
    /// The expression of a text: always the same text.
    pub(in crate::validation) fn of(&self, text: &str) -> Result<&Arc<Expression>, ExpressionError> {
        self.0.get_or_init(|| Expression::parse(text).map(Arc::new)).as_ref().map_err(Clone::clone)
    }
}

impl PartialEq for Compiled {
    /// It adds nothing to the text that it is read from.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Compiled {}

/// How the occurrences of an element are told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slicing {
    /// By what.
    pub discriminators: Vec<Discriminator>,
    /// Whether the order of the slices matters.
    pub ordered: bool,
    /// `closed`, `open` or `openAtEnd`.
    pub rules: String,
}

/// One thing by which slices are told apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discriminator {
    /// `value`, `exists`, `pattern`, `type`, `profile` or `position`.
    pub kind: String,
    /// Where to look, from the sliced element.
    pub path: String,
}

impl Structure {
    /// An element by its number.
    pub fn element(&self, number: u32) -> Option<&Element> {
        self.elements.get(number as usize)
    }

    /// The element of a path that is no slice.
    pub fn by_path(&self, path: &str) -> Option<u32> {
        let place = self.elements.iter().position(|element| element.path == path && element.slice.is_none())?;
        u32::try_from(place).ok()
    }

    /// The element of an id.
    pub fn by_id(&self, id: &str) -> Option<u32> {
        u32::try_from(self.elements.iter().position(|element| element.id == id)?).ok()
    }

    /// The elements that a content reference leads to: this one, or the one it is defined as.
    pub fn resolved(&self, number: u32) -> u32 {
        let reference = self.element(number).and_then(|element| element.content_reference.as_deref());
        reference
            .map(|reference| reference.rsplit('#').next().unwrap_or(reference))
            .and_then(|path| self.by_id(path).or_else(|| self.by_path(path)))
            .unwrap_or(number)
    }

    /// Ties every element to the one that holds it, by paths and names of slices.
    pub(in crate::validation) fn tie(&mut self) {
        for element in &mut self.elements {
            element.children.clear();
            element.slices.clear();
        }
        let mut open: Vec<usize> = Vec::new();
        for number in 0..self.elements.len() {
            let is_in = |holder: &usize| {
                let holder = self.elements[*holder].path.as_str();
                let path = self.elements[number].path.as_str();
                path.strip_prefix(holder).is_some_and(|rest| rest.starts_with('.'))
            };
            while open.last().is_some_and(|last| !is_in(last)) {
                open.pop();
            }
            if let Some(holder) = open.last().copied() {
                self.hang(holder, number);
            }
            open.push(number);
        }
    }

    /// Hangs an element below its holder, or a slice below what it slices.
    fn hang(&mut self, holder: usize, number: usize) {
        let Ok(id) = u32::try_from(number) else { return };
        let Some(slice) = self.elements[number].slice.clone() else {
            self.elements[holder].children.push(id);
            return;
        };
        let path = self.elements[number].path.clone();
        let siblings = self.elements[holder].children.clone();
        let sliced = siblings.iter().rev().find(|sibling| {
            let sibling = &self.elements[**sibling as usize].path;
            *sibling == path || sibling.strip_suffix("[x]").is_some_and(|stem| path.starts_with(stem))
        });
        let Some(mut owner) = sliced.copied() else {
            self.elements[holder].children.push(id);
            return;
        };
        // A slice of a slice is named after it: `outer/inner`.
        if let Some((outer, _)) = slice.rsplit_once('/') {
            let mut within = self.elements[owner as usize].slices.clone();
            while let Some(next) = within.iter().copied().find(|next| {
                self.elements[*next as usize].slice.as_deref().is_some_and(|name| {
                    outer == name || outer.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
                })
            }) {
                owner = next;
                within.clone_from(&self.elements[owner as usize].slices);
            }
        }
        self.elements[owner as usize].slices.push(id);
    }
}

impl Element {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.get(self.last..).unwrap_or(&self.path)
    }

    /// Gives it another path.
    pub(in crate::validation) fn set_path(&mut self, path: &str) {
        path.clone_into(&mut self.path);
        self.last = last_part(path);
    }

    /// The name without the mark of a choice.
    pub fn stem(&self) -> &str {
        self.name().trim_end_matches("[x]")
    }

    /// Whether its name carries the type.
    pub fn is_choice(&self) -> bool {
        self.name().ends_with("[x]")
    }

    /// The type of an occurrence by this name.
    pub fn matches(&self, name: &str) -> Option<usize> {
        let own = self.name();
        let Some(stem) = own.strip_suffix("[x]") else { return (own == name).then_some(0) };
        let kind = name.strip_prefix(stem)?;
        self.types.iter().position(|candidate| {
            let mut code = candidate.code.chars();
            let mut sent = kind.chars();
            match (code.next(), sent.next()) {
                (Some(first), Some(capital)) => first.to_ascii_uppercase() == capital && code.eq(sent),
                _ => false,
            }
        })
    }
}

/// Where the last part of a path begins.
pub(in crate::validation) fn last_part(path: &str) -> usize {
    path.rfind('.').map_or(0, |dot| dot + 1)
}
