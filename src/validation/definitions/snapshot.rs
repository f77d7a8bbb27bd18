//! The snapshot of a profile that carries only its differential (FHIR R4, 5.1.0.5 "Snapshot and
//! differential"): the base as a tree, with what the differential says merged into it.

use serde_json::Value;

use super::read;
use super::store::Definitions;
use super::structure::{Element, ElementType, Slicing, Structure};

/// How many structures may be derived from each other, or stand in each other, in a row.
pub(super) const MOST_BASES: usize = 24;
/// The most elements of one snapshot.
const MOST_ELEMENTS: usize = 60_000;

/// An element with what hangs on it.
#[derive(Clone)]
struct Branch {
    element: Element,
    children: Vec<Branch>,
    slices: Vec<Branch>,
}

/// What a differential says, as a tree.
#[derive(Default)]
struct Wish<'v> {
    name: String,
    slice: Option<String>,
    says: Option<&'v Value>,
    below: Vec<Wish<'v>>,
}

/// The snapshot of a profile from its differential.
pub(super) fn generate(definitions: &Definitions, document: &Value, depth: usize) -> Result<Structure, String> {
    let mut structure = read::header(document);
    let base_url = structure.base.clone().ok_or("it has no snapshot and no base to make one from")?;
    let base = definitions
        .structure_within(&base_url, depth + 1)
        .ok_or_else(|| format!("its base `{base_url}` is not known"))??;
    let list = document["differential"]["element"].as_array().map_or(&[][..], Vec::as_slice);
    let mut root = branch(&base, 0);
    if !structure.is_constraint {
        rename(&mut root, &structure.type_name);
    }
    let mut maker = Maker { definitions, base: &base, url: structure.url.clone(), depth, made: 0 };
    let wishes = wishes(list)?;
    if let Some(wish) = &wishes {
        if structure.is_constraint && wish.name != root.element.path {
            return Err(format!("its differential is of `{}`, and its base of `{}`", wish.name, root.element.path));
        }
        maker.merge(&mut root, wish)?;
    }
    structure.elements = Vec::new();
    flatten(root, None, &mut structure.elements)?;
    structure.tie();
    Ok(structure)
}

/// The tree of a structure from one of its elements on.
fn branch(structure: &Structure, number: u32) -> Branch {
    let Some(element) = structure.element(number) else {
        return Branch { element: Element::default(), children: Vec::new(), slices: Vec::new() };
    };
    let all = |numbers: &[u32]| numbers.iter().map(|number| branch(structure, *number)).collect();
    Branch { element: element.clone(), children: all(&element.children), slices: all(&element.slices) }
}

/// Gives a tree the path of another place.
fn rename(branch: &mut Branch, path: &str) {
    branch.element.set_path(path);
    for child in branch.children.iter_mut().chain(&mut branch.slices) {
        let below = if child.element.slice.is_some() && child.element.name() == branch.element.name() {
            path.to_owned()
        } else {
            format!("{path}.{}", child.element.name())
        };
        rename(child, &below);
    }
}

/// The tree as the list of a snapshot, ids made from the way that leads there.
fn flatten(branch: Branch, holder: Option<&str>, list: &mut Vec<Element>) -> Result<(), String> {
    if list.len() > MOST_ELEMENTS {
        return Err(format!("its snapshot comes to more than {MOST_ELEMENTS} elements"));
    }
    let mut element = branch.element;
    let mut id = holder.map_or_else(|| element.path.clone(), |holder| format!("{holder}.{}", element.name()));
    if let Some(slice) = &element.slice {
        id = format!("{id}:{slice}");
    }
    element.id.clone_from(&id);
    list.push(element);
    for child in branch.children {
        flatten(child, Some(&id), list)?;
    }
    for slice in branch.slices {
        flatten(slice, holder, list)?;
    }
    Ok(())
}

/// The differential as a tree; what it leaves out on the way is put in.
fn wishes(list: &[Value]) -> Result<Option<Wish<'_>>, String> {
    let mut root: Option<Wish<'_>> = None;
    for says in list {
        let path = says["path"].as_str().ok_or("an element of its differential has no path")?;
        let mut parts = path.split('.');
        let first = parts.next().unwrap_or_default();
        let mut at = root.get_or_insert_with(|| Wish { name: first.to_owned(), ..Wish::default() });
        // Ids name the slices on the way; without them the latest of a name is meant.
        let id = says["id"].as_str().filter(|id| id.split('.').count() == path.split('.').count());
        let mut ids = id.map(|id| id.split('.').skip(1));
        let mut parts = parts.peekable();
        while let Some(part) = parts.next() {
            let named = ids.as_mut().and_then(Iterator::next);
            let slice = if parts.peek().is_none() {
                says["sliceName"].as_str()
            } else {
                named.and_then(|name| name.split_once(':')).map(|(_, slice)| slice)
            };
            let is_last = parts.peek().is_none();
            let by_id = named.is_some();
            let found = at
                .below
                .iter()
                .rposition(|wish| wish.name == part && (wish.slice.as_deref() == slice || (!is_last && !by_id)));
            let place = found.unwrap_or_else(|| {
                let slice = slice.map(ToOwned::to_owned);
                at.below.push(Wish { name: part.to_owned(), slice, ..Wish::default() });
                at.below.len() - 1
            });
            at = &mut at.below[place];
        }
        at.says = Some(says);
    }
    Ok(root)
}

struct Maker<'d> {
    definitions: &'d Definitions,
    base: &'d Structure,
    url: String,
    depth: usize,
    made: usize,
}

impl Maker<'_> {
    fn merge(&mut self, branch: &mut Branch, wish: &Wish<'_>) -> Result<(), String> {
        self.made += 1;
        if self.made > MOST_ELEMENTS {
            return Err(format!("its differential says more than {MOST_ELEMENTS} elements hold"));
        }
        if let Some(says) = wish.says {
            self.apply(&mut branch.element, says);
        }
        if wish.below.is_empty() {
            return Ok(());
        }
        if branch.children.is_empty() {
            self.unfold(branch)?;
        }
        for below in &wish.below {
            self.merge_below(branch, below)?;
        }
        Ok(())
    }

    fn merge_below(&mut self, branch: &mut Branch, wish: &Wish<'_>) -> Result<(), String> {
        let exact = branch.children.iter().position(|child| child.element.name() == wish.name);
        let by_type = || {
            branch.children.iter().enumerate().find_map(|(place, child)| {
                let chosen = child.element.is_choice().then(|| child.element.matches(&wish.name)).flatten()?;
                Some((place, Some(chosen)))
            })
        };
        let Some((place, chosen)) = exact.map(|place| (place, None)).or_else(by_type) else {
            return Err(format!(
                "its differential names `{}.{}`, which its base does not have",
                branch.element.path, wish.name
            ));
        };
        let child = &mut branch.children[place];
        if let Some(chosen) = chosen {
            let slice = wish.slice.clone().unwrap_or_else(|| wish.name.clone());
            let only: Vec<ElementType> = child.element.types.get(chosen).cloned().into_iter().collect();
            child.element.slicing.get_or_insert_with(by_type_slicing);
            return self.merge_slice(child, &slice, wish, Some(only));
        }
        match &wish.slice {
            Some(slice) => self.merge_slice(child, slice, wish, None),
            None => self.merge(child, wish),
        }
    }

    fn merge_slice(
        &mut self,
        sliced: &mut Branch,
        slice: &str,
        wish: &Wish<'_>,
        types: Option<Vec<ElementType>>,
    ) -> Result<(), String> {
        if let Some((outer, _)) = slice.rsplit_once('/')
            && let Some(owner) = sliced.slices.iter_mut().find(|other| {
                other.element.slice.as_deref().is_some_and(|name| {
                    name == outer || outer.strip_prefix(name).is_some_and(|rest| rest.starts_with('/'))
                })
            })
        {
            return self.merge_slice(owner, slice, wish, types);
        }
        let known = sliced.slices.iter().position(|other| other.element.slice.as_deref() == Some(slice));
        let place = known.unwrap_or_else(|| {
            let mut made = Branch { slices: Vec::new(), ..sliced.clone() };
            made.element.slice = Some(slice.to_owned());
            made.element.slicing = None;
            made.element.min = 0;
            sliced.slices.push(made);
            sliced.slices.len() - 1
        });
        let made = &mut sliced.slices[place];
        if let Some(types) = types {
            made.element.types = types;
        }
        self.merge(made, wish)
    }

    /// Gives an element the children of its type, or of what it is defined as.
    fn unfold(&self, branch: &mut Branch) -> Result<(), String> {
        if branch.element.content_reference.is_some() {
            let number = self.base.by_path(&branch.element.path).unwrap_or_default();
            let other = self.base.resolved(number);
            let reference = branch.element.content_reference.as_deref().unwrap_or_default();
            let path = reference.rsplit('#').next().unwrap_or_default();
            let other = if other == number { self.base.by_path(path).unwrap_or(number) } else { other };
            branch.children = self::branch(self.base, other).children;
            branch.element.content_reference = None;
        } else {
            let kind = match branch.element.types.as_slice() {
                [only] => only.clone(),
                [] => return Err(format!("`{}` has no type to constrain", branch.element.path)),
                _ => ElementType { code: "Element".to_owned(), ..ElementType::default() },
            };
            branch.children = self.children_of(&kind)?;
        }
        let path = branch.element.path.clone();
        let slices = std::mem::take(&mut branch.slices);
        rename(branch, &path);
        branch.slices = slices;
        Ok(())
    }

    fn children_of(&self, kind: &ElementType) -> Result<Vec<Branch>, String> {
        if self.depth + 1 > MOST_BASES {
            return Err("its elements hold profiles that hold it".to_owned());
        }
        let name = match kind.profiles.as_slice() {
            [profile] => profile.clone(),
            _ => format!("{}{}", super::store::CORE, kind.code),
        };
        if name.split('|').next() == Some(self.url.as_str()) {
            return Err(format!("`{}` constrains what it is itself made of", self.url));
        }
        let structure = self
            .definitions
            .structure_within(&name, self.depth + 1)
            .ok_or_else(|| format!("`{name}`, which it constrains, is not known"))??;
        Ok(branch(&structure, 0).children)
    }

    /// Lays what the differential says over an element.
    fn apply(&self, element: &mut Element, says: &Value) {
        let said = read::element(says);
        if says.get("min").is_some() {
            element.min = said.min;
        }
        if says.get("max").is_some() {
            element.max = said.max;
        }
        if says.get("type").is_some() {
            element.types = said.types;
        }
        if says.get("contentReference").is_some() {
            element.content_reference = said.content_reference;
        }
        element.fixed = said.fixed.or(element.fixed.take());
        element.pattern = said.pattern.or(element.pattern.take());
        element.min_value = said.min_value.or(element.min_value.take());
        element.max_value = said.max_value.or(element.max_value.take());
        element.must_have_value |= said.must_have_value;
        element.alternatives.extend(said.alternatives);
        element.narrative_languages.extend(said.narrative_languages);
        element.min_length = said.min_length.or(element.min_length);
        element.max_length = said.max_length.or(element.max_length);
        element.binding = said.binding.or(element.binding.take());
        element.slicing = said.slicing.or(element.slicing.take());
        element.is_modifier |= said.is_modifier;
        for mut constraint in said.constraints {
            constraint.source.get_or_insert_with(|| self.url.clone());
            element.constraints.retain(|known| known.key != constraint.key);
            element.constraints.push(constraint);
        }
    }
}

/// How a choice is sliced where a profile just names one of its types.
fn by_type_slicing() -> Slicing {
    let by_type = super::structure::Discriminator { kind: "type".to_owned(), path: "$this".to_owned() };
    Slicing { discriminators: vec![by_type], ordered: false, rules: "open".to_owned() }
}
