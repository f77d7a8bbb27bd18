//! Finds every path that Rust source names, wherever it stands, and says where in the crate it leads.

use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemExternCrate, ItemMod, ItemUse, Macro, Meta, Path, UseTree, Visibility};

/// Where a path leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// Into a room, or to a module at the root of the crate.
    Room(String),
    /// To the root of the crate itself, from which every room could be named unseen.
    Root,
    /// Above the root.
    Nowhere,
    /// Out of the crate, by the first name.
    Foreign(String),
    /// To source that is not where its module says.
    Elsewhere,
}

/// A path as written, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) written: String,
    pub(crate) target: Target,
}

/// Every path in a file of the crate. `module` is the place of the file in the module tree; `names`
/// are the names by which the crate calls itself.
pub(crate) fn paths(file: &File, module: &[String], names: &[&str]) -> Vec<Found> {
    let mut collector = Collector { module: module.to_vec(), names, found: Vec::new() };
    collector.visit_file(file);
    collector.found
}

struct Collector<'a> {
    module: Vec<String>,
    names: &'a [&'a str],
    found: Vec<Found>,
}

impl Collector<'_> {
    fn note(&mut self, written: &[String]) {
        let Some(first) = written.first() else { return };
        let target = match self.absolute(written) {
            Some(Ok(absolute)) => absolute.first().cloned().map_or(Target::Root, Target::Room),
            Some(Err(())) => Target::Nowhere,
            None => Target::Foreign(first.clone()),
        };
        self.found.push(Found { written: written.join("::"), target });
    }

    fn elsewhere(&mut self, written: &str) {
        self.found.push(Found { written: written.to_owned(), target: Target::Elsewhere });
    }

    /// The path from the root of the crate; `None` where it begins with a name of another crate or
    /// of the module itself, an error where it leads above the root.
    fn absolute(&self, written: &[String]) -> Option<Result<Vec<String>, ()>> {
        let first = written.first()?.as_str();
        let (mut place, rest) = match first {
            "self" => (self.module.clone(), &written[1..]),
            "super" => (self.module.clone(), written),
            name if self.names.contains(&name) => (Vec::new(), &written[1..]),
            _ => return None,
        };
        for segment in rest {
            if segment == "super" {
                if place.pop().is_none() {
                    return Some(Err(()));
                }
            } else if segment != "self" {
                place.push(segment.clone());
            }
        }
        Some(Ok(place))
    }

    fn use_tree(&mut self, tree: &UseTree, before: &[String]) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.use_tree(&path.tree, &with(&path.ident)),
            UseTree::Name(name) => self.note(&with(&name.ident)),
            UseTree::Rename(name) => self.note(&with(&name.ident)),
            UseTree::Glob(_) => self.note(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.use_tree(tree, before)),
        }
    }

    /// Reads paths out of text that no grammar covers: the body of a macro, the inside of an attribute.
    fn text(&mut self, text: &str) {
        let tokens = tokens(text);
        let mut position = 0;
        while position < tokens.len() {
            let mut path = Vec::new();
            while let Token::Word(word) = &tokens[position] {
                path.push(word.clone());
                if tokens.get(position + 1) != Some(&Token::Separator) {
                    break;
                }
                match tokens.get(position + 2) {
                    Some(Token::Word(_)) => position += 2,
                    // A group or a glob: what stands before it is named.
                    _ => path.push("self".to_owned()),
                }
                if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                    break;
                }
            }
            if path.len() > 1 {
                self.note(&path);
            }
            position += 1;
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_path(&mut self, path: &'ast Path) {
        let written: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if written.len() > 1 {
            self.note(&written);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.visit_visibility(&item.vis);
        self.use_tree(&item.tree, &[]);
        item.attrs.iter().for_each(|attribute| self.visit_attribute(attribute));
    }

    fn visit_item_extern_crate(&mut self, item: &'ast ItemExternCrate) {
        self.note(&[if item.ident == "self" { "crate".to_owned() } else { item.ident.to_string() }]);
        visit::visit_item_extern_crate(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        self.module.push(item.ident.to_string());
        visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_visibility(&mut self, visibility: &'ast Visibility) {
        // `pub(crate)` and `pub(super)` say who may see; they use nothing.
        if !matches!(visibility, Visibility::Restricted(restricted) if restricted.in_token.is_none()) {
            visit::visit_visibility(self, visibility);
        }
    }

    fn visit_macro(&mut self, body: &'ast Macro) {
        if body.path.segments.last().is_some_and(|name| name.ident == "include") {
            self.elsewhere("include!");
        }
        self.visit_path(&body.path);
        self.text(&body.tokens.to_string());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if attribute.path().is_ident("path") {
            self.elsewhere("#[path]");
        }
        // A link in a doc comment uses nothing.
        if !attribute.path().is_ident("doc") {
            match &attribute.meta {
                Meta::List(list) => self.text(&list.tokens.to_string()),
                Meta::NameValue(value) => {
                    if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &value.value {
                        self.text(&text.value());
                    }
                }
                Meta::Path(_) => {}
            }
            visit::visit_attribute(self, attribute);
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Separator,
    Other,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let in_word = |character: char| character.is_alphanumeric() || character == '_';
        if in_word(first) {
            let end = rest.find(|character| !in_word(character)).unwrap_or(rest.len());
            found.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else if let Some(after) = rest.strip_prefix("::") {
            found.push(Token::Separator);
            rest = after;
        } else {
            found.push(Token::Other);
            rest = &rest[first.len_utf8()..];
        }
        rest = rest.trim_start();
    }
    found
}

/// Whether an item is a bare declaration of a module, which is all that the root of the crate holds.
pub(crate) fn is_module_declaration(item: &Item) -> bool {
    matches!(item, Item::Mod(ItemMod { content: None, .. }))
}
