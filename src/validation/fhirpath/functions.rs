//! The functions by name.

use super::error::ExpressionError;
use super::evaluate::{Engine, Frame};
use super::item::Item;
use super::syntax::{Kind, Term};
use super::{boundary, collection, convert, equal, fhir, number, operators, quantity, text, types};

type Answer = Result<Vec<Item>, ExpressionError>;

/// Calls a function.
pub(super) fn call(
    engine: &mut Engine<'_, '_>,
    input: &[Item],
    name: &str,
    arguments: &[Term],
    frame: &Frame<'_>,
) -> Answer {
    if let Some(answer) = with_criterion(engine, input, name, arguments, frame) {
        return answer;
    }
    if let Some(answer) = typed(engine, input, name, arguments) {
        return answer;
    }
    let mut values = Vec::new();
    for argument in arguments {
        // An argument is asked where the function stands, not of its input.
        values.push(engine.term(argument, frame)?);
    }
    if let Some(answer) = of_collection(engine, input, name, &values) {
        return answer;
    }
    let words = words(engine, &values);
    let argument = words.as_ref().and_then(|words| words.first()).map(String::as_str);
    if (values.is_empty() || argument.is_some())
        && let Some(answer) = fhir::call(engine, input, name, argument)
    {
        return answer;
    }
    of_item(engine, input, name, &values, words.as_deref())
}

/// The arguments as texts, where they all are.
fn words(engine: &Engine<'_, '_>, values: &[Vec<Item>]) -> Option<Vec<String>> {
    values
        .iter()
        .map(|value| match value.as_slice() {
            [item] => match engine.plain(item) {
                Item::Text(text) => Some(text),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// Functions whose arguments are evaluated on each item.
fn with_criterion(
    engine: &mut Engine<'_, '_>,
    input: &[Item],
    name: &str,
    arguments: &[Term],
    frame: &Frame<'_>,
) -> Option<Answer> {
    let boolean = |answer: Result<bool, ExpressionError>| answer.map(|value| vec![Item::Boolean(value)]);
    Some(match (name, arguments) {
        ("where", [criterion]) => collection::filtered(engine, input, criterion),
        ("exists", [criterion]) => {
            boolean(collection::filtered(engine, input, criterion).map(|found| !found.is_empty()))
        }
        ("all", [criterion]) => boolean(collection::all(engine, input, criterion)),
        ("select", [projection]) => collection::selected(engine, input, projection),
        ("repeat", [projection]) => collection::repeated(engine, input, projection),
        ("aggregate", [aggregator]) => collection::aggregated(engine, input, aggregator, Vec::new()),
        ("aggregate", [aggregator, start]) => match engine.term(start, frame) {
            Ok(start) => collection::aggregated(engine, input, aggregator, start),
            Err(error) => Err(error),
        },
        ("sort", keys) => collection::sorted(engine, input, keys),
        ("trace", [_] | [_, _]) => Ok(input.to_vec()),
        ("iif", [criterion, then]) => conditional(engine, input, criterion, then, None, frame),
        ("iif", [criterion, then, otherwise]) => conditional(engine, input, criterion, then, Some(otherwise), frame),
        _ => return None,
    })
}

fn conditional(
    engine: &mut Engine<'_, '_>,
    input: &[Item],
    criterion: &Term,
    then: &Term,
    otherwise: Option<&Term>,
    frame: &Frame<'_>,
) -> Answer {
    let on_input = |engine: &mut Engine<'_, '_>, term: &Term| match input {
        [item] if frame.focus != input => engine.on_item(term, item, 0, None),
        [] | [_] => engine.term(term, frame),
        _ => Err(ExpressionError::execution("`iif` asks one item, and there are several")),
    };
    let answer = on_input(engine, criterion)?;
    let is_true = match operators::one(engine, &answer)? {
        None => false,
        Some(Item::Boolean(value)) => value,
        Some(_) => return Err(ExpressionError::execution("the criterion of `iif` must be a truth value")),
    };
    match (is_true, otherwise) {
        (true, _) => on_input(engine, then),
        (false, Some(otherwise)) => on_input(engine, otherwise),
        (false, None) => Ok(Vec::new()),
    }
}

/// Functions whose argument names a type.
fn typed(engine: &mut Engine<'_, '_>, input: &[Item], name: &str, arguments: &[Term]) -> Option<Answer> {
    match (name, arguments) {
        ("is" | "as" | "ofType", [kind]) => {
            let Some(kind) = type_name(kind) else {
                return Some(Err(ExpressionError::execution(format!("`{name}` asks the name of a type"))));
            };
            Some(match name {
                "is" => types::is(engine, input, &kind),
                "as" => types::as_type(engine, input.to_vec(), &kind),
                _ => types::of_type(engine, input.to_vec(), &kind),
            })
        }
        ("type", []) => Some(Ok(input.iter().map(|item| types::type_of(engine, item)).collect())),
        _ => None,
    }
}

fn type_name(term: &Term) -> Option<String> {
    match &term.kind {
        Kind::Member(None, name) => Some(name.clone()),
        Kind::Member(Some(before), name) => Some(format!("{}.{name}", type_name(before)?)),
        _ => None,
    }
}

/// Functions on a whole collection.
fn of_collection(engine: &mut Engine<'_, '_>, input: &[Item], name: &str, values: &[Vec<Item>]) -> Option<Answer> {
    let boolean = |value: bool| Ok(vec![Item::Boolean(value)]);
    let is_all = |engine: &Engine<'_, '_>, wanted: bool, any: bool| {
        let mut found = false;
        for item in input {
            match engine.plain(item) {
                Item::Boolean(value) => found |= if any { value == wanted } else { value != wanted },
                _ => return Err(ExpressionError::execution("truth values were expected")),
            }
        }
        Ok(vec![Item::Boolean(found == any)])
    };
    Some(match (name, values) {
        ("empty", []) => boolean(input.is_empty()),
        ("exists", []) => boolean(!input.is_empty()),
        ("count", []) => Ok(vec![Item::Integer(i64::try_from(input.len()).unwrap_or(i64::MAX))]),
        ("not", []) => {
            operators::truth(engine, input).map(|value| value.map(|value| Item::Boolean(!value)).into_iter().collect())
        }
        ("allTrue", []) => is_all(engine, true, false),
        ("allFalse", []) => is_all(engine, false, false),
        ("anyTrue", []) => is_all(engine, true, true),
        ("anyFalse", []) => is_all(engine, false, true),
        ("subsetOf", [other]) => collection::subset(engine, input, other).and_then(boolean),
        ("supersetOf", [other]) => collection::subset(engine, other, input).and_then(boolean),
        ("distinct", []) => collection::distinct(engine, input),
        ("isDistinct", []) => collection::distinct(engine, input).and_then(|kept| boolean(kept.len() == input.len())),
        ("single", []) => match input {
            [] | [_] => Ok(input.to_vec()),
            _ => Err(ExpressionError::execution("one item was expected, and there are several")),
        },
        ("first", []) => Ok(input.first().cloned().into_iter().collect()),
        ("last", []) => Ok(input.last().cloned().into_iter().collect()),
        ("tail", []) => Ok(input.iter().skip(1).cloned().collect()),
        ("skip", [count]) => counted(engine, count).map(|count| input.iter().skip(count).cloned().collect()),
        ("take", [count]) => counted(engine, count).map(|count| input.iter().take(count).cloned().collect()),
        ("intersect", [other]) => collection::shared(engine, input, other, true),
        ("exclude", [other]) => collection::shared(engine, input, other, false),
        ("union", [other]) => collection::union(engine, input, other),
        ("combine", [other]) => Ok(input.iter().chain(other).cloned().collect()),
        ("children", []) => Ok(children(engine, input)),
        ("descendants", []) => descendants(engine, input),
        ("join", separator) => joined(engine, input, separator),
        ("today", []) => {
            Ok(engine.now().and_then(|now| convert::to(&Item::Temporal(now), "Date")).into_iter().collect())
        }
        ("now", []) => Ok(engine.now().map(Item::Temporal).into_iter().collect()),
        ("timeOfDay", []) => Ok(engine
            .now()
            .and_then(|now| super::temporal::Temporal::literal(&format!("T{}", now.to_string().get(11..23)?)))
            .map(Item::Temporal)
            .into_iter()
            .collect()),
        _ => return None,
    })
}

fn counted(engine: &Engine<'_, '_>, items: &[Item]) -> Result<usize, ExpressionError> {
    let count = operators::one(engine, items)?.as_ref().and_then(convert::count);
    count
        .map(|count| usize::try_from(count).unwrap_or(0))
        .ok_or_else(|| ExpressionError::execution("a whole number was expected"))
}

fn children(engine: &Engine<'_, '_>, input: &[Item]) -> Vec<Item> {
    let tree = &engine.context.typed.tree;
    let of = |item: &Item| match item {
        Item::Node(node) => Some(*node),
        _ => None,
    };
    input.iter().filter_map(of).flat_map(|node| tree.children(node)).map(Item::Node).collect()
}

fn descendants(engine: &mut Engine<'_, '_>, input: &[Item]) -> Answer {
    let mut found = Vec::new();
    let mut next = children(engine, input);
    while !next.is_empty() {
        engine.step(next.len())?;
        let below = children(engine, &next);
        found.append(&mut next);
        next = below;
    }
    Ok(found)
}

fn joined(engine: &Engine<'_, '_>, input: &[Item], values: &[Vec<Item>]) -> Answer {
    let separator = words(engine, values).and_then(|words| words.into_iter().next()).unwrap_or_default();
    let mut parts = Vec::new();
    for item in input {
        match engine.plain(item) {
            Item::Text(text) => parts.push(text),
            _ => return Err(ExpressionError::execution("`join` joins texts")),
        }
    }
    Ok(vec![Item::Text(parts.join(&separator))])
}

/// Functions on one item.
fn of_item(
    engine: &mut Engine<'_, '_>,
    input: &[Item],
    name: &str,
    values: &[Vec<Item>],
    words: Option<&[String]>,
) -> Answer {
    let item = match input {
        [] => return if is_known(name) { Ok(Vec::new()) } else { Err(unknown(name)) },
        [item] => engine.plain(item),
        _ if is_known(name) => {
            return Err(ExpressionError::execution(format!("`{name}` asks one item, and there are several")));
        }
        _ => return Err(unknown(name)),
    };
    if let Some(kind) = name.strip_prefix("convertsTo") {
        return Ok(vec![Item::Boolean(convert::to(&item, kind).is_some())]);
    }
    let argument = match values.first() {
        Some(value) => operators::one(engine, value)?,
        None => None,
    };
    if values.iter().any(Vec::is_empty) && is_known(name) {
        return Ok(Vec::new());
    }
    let whole = |place: usize| values.get(place).and_then(|value| value.first()).and_then(convert::count);
    match name {
        "toChars" => {}
        "lowBoundary" | "highBoundary" => {
            return Ok(boundary::boundary(&item, whole(0), name == "lowBoundary").into_iter().collect());
        }
        "precision" => return Ok(boundary::precision(&item).map(Item::Integer).into_iter().collect()),
        "comparable" => {
            return Ok(match (&item, &argument) {
                (Item::Quantity(left), Some(Item::Quantity(right))) => {
                    vec![Item::Boolean(quantity::is_comparable(left, right))]
                }
                _ => Vec::new(),
            });
        }
        "substring" => {
            let (Item::Text(text), Some(start)) = (&item, whole(0)) else {
                return Err(ExpressionError::execution("`substring` asks a text and whole numbers"));
            };
            return Ok(text::substring(text, start, whole(1)));
        }
        _ => {
            if let Some(kind) = name.strip_prefix("to") {
                return Ok(convert::to(&item, kind).into_iter().collect());
            }
        }
    }
    if let Some(answer) = number::call(&item, name, argument.as_ref().and_then(equal::decimal)) {
        return answer;
    }
    match &item {
        Item::Text(text) => {
            let words = words.ok_or_else(|| ExpressionError::execution(format!("`{name}` asks for texts")))?;
            text::call(engine, text, name, words).unwrap_or_else(|| Err(unknown(name)))
        }
        _ if is_known(name) => Err(ExpressionError::execution(format!("`{name}` asks a text"))),
        _ => Err(unknown(name)),
    }
}

fn unknown(name: &str) -> ExpressionError {
    ExpressionError::execution(format!("the function `{name}` is not known, or not with these arguments"))
}

/// Whether a name is that of a function on one item.
fn is_known(name: &str) -> bool {
    const NAMES: [&str; 38] = [
        "lowBoundary",
        "highBoundary",
        "precision",
        "comparable",
        "substring",
        "abs",
        "ceiling",
        "floor",
        "truncate",
        "round",
        "exp",
        "ln",
        "log",
        "power",
        "sqrt",
        "startsWith",
        "endsWith",
        "contains",
        "indexOf",
        "lastIndexOf",
        "upper",
        "lower",
        "trim",
        "length",
        "toChars",
        "replace",
        "split",
        "matches",
        "matchesFull",
        "replaceMatches",
        "encode",
        "decode",
        "escape",
        "unescape",
        "conformsTo",
        "memberOf",
        "extension",
        "htmlChecks",
    ];
    NAMES.contains(&name) || name.starts_with("convertsTo") || name.starts_with("to")
}
