//! The functions that FHIR adds (FHIR R4, 2.9.1 "FHIRPath").

use super::error::ExpressionError;
use super::evaluate::Engine;
use super::item::Item;
use crate::validation::instance::NodeId;
use crate::validation::xhtml;

type Answer = Result<Vec<Item>, ExpressionError>;

/// A function of FHIR's own; none where it is not one.
pub(super) fn call(engine: &mut Engine<'_, '_>, input: &[Item], name: &str, argument: Option<&str>) -> Option<Answer> {
    let typed = engine.context.typed;
    Some(match (name, argument) {
        ("extension", Some(url)) => Ok(extensions(engine, input, url)),
        ("hasExtension", Some(url)) => Ok(vec![Item::Boolean(!extensions(engine, input, url).is_empty())]),
        ("hasValue", None) => Ok(vec![Item::Boolean(match input {
            [Item::Node(node)] => typed.tree.value(*node).is_some(),
            [_] => true,
            _ => false,
        })]),
        ("getValue", None) => Ok(match input {
            [item @ Item::Node(_)] => match engine.plain(item) {
                Item::Node(_) => Vec::new(),
                value => vec![value],
            },
            [item] => vec![item.clone()],
            _ => Vec::new(),
        }),
        ("resolve", None) => Ok(resolved(engine, input)),
        ("conformsTo", Some(profile)) => conforms(engine, input, profile),
        ("memberOf", Some(value_set)) => match input {
            [] => Ok(Vec::new()),
            [item] => engine.context.services.member_of(item, value_set).map(|is| vec![Item::Boolean(is)]),
            _ => Err(ExpressionError::execution("`memberOf` asks one item, and there are several")),
        },
        // STU3 writes it in small letters.
        ("htmlChecks" | "htmlchecks", None) => Ok(match input {
            [Item::Node(node)] => {
                let text = typed.tree.value_text(*node).unwrap_or_default();
                vec![Item::Boolean(xhtml::faults(text).is_empty())]
            }
            _ => vec![Item::Boolean(true)],
        }),
        ("elementDefinition" | "slice" | "checkModifiers" | "subsumes" | "subsumedBy", _) => {
            Err(ExpressionError::not_checkable(format!("the function `{name}` is not evaluated here")))
        }
        _ => return None,
    })
}

fn extensions(engine: &Engine<'_, '_>, input: &[Item], url: &str) -> Vec<Item> {
    let tree = &engine.context.typed.tree;
    let of = |item: &Item| match item {
        Item::Node(node) => Some(*node),
        _ => None,
    };
    let all = input.iter().filter_map(of).flat_map(|node| tree.named(node, "extension"));
    all.filter(|extension| tree.text_of(*extension, "url") == Some(url)).map(Item::Node).collect()
}

fn resolved(engine: &Engine<'_, '_>, input: &[Item]) -> Vec<Item> {
    let tree = &engine.context.typed.tree;
    let target = |item: &Item| -> Option<NodeId> {
        let Item::Node(node) = item else { return None };
        let reference = tree.value_text(*node).or_else(|| tree.text_of(*node, "reference"))?;
        engine.context.services.resolve(*node, reference)
    };
    input.iter().filter_map(target).map(Item::Node).collect()
}

fn conforms(engine: &Engine<'_, '_>, input: &[Item], profile: &str) -> Answer {
    match input {
        [] => Ok(Vec::new()),
        [Item::Node(node)] => engine.context.services.conforms_to(*node, profile).map(|is| vec![Item::Boolean(is)]),
        _ => Err(ExpressionError::execution("`conformsTo` asks one element")),
    }
}
