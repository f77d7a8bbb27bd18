//! Refinements, attribute sets, groups and attributes.

use super::expression::{Joint, joint, subexpression};
use super::value::{boolean, comparison, concrete_string, number};
use super::{Parsed, Scanner};
use crate::ecl::{
    Attribute, AttributeGroup, AttributeSet, AttributeValue, Cardinality, Comparison, EclError, Equality, Refinement,
};

const BRACKETS: &str = "put brackets around what AND joins, or around what OR joins";
const WHOLE: &str = "to combine a refined constraint with another, put brackets around the whole of it";

pub(super) fn refinement(scanner: &mut Scanner<'_>) -> Parsed<Refinement> {
    joined(scanner, part_of_refinement, |joint, parts| match joint {
        Joint::Or => Refinement::Or(parts),
        _ => Refinement::And(parts),
    })
}

fn attribute_set(scanner: &mut Scanner<'_>) -> Parsed<AttributeSet> {
    joined(scanner, part_of_set, |joint, parts| match joint {
        Joint::Or => AttributeSet::Or(parts),
        _ => AttributeSet::And(parts),
    })
}

/// One part, or several joined all by AND or all by OR.
fn joined<T>(
    scanner: &mut Scanner<'_>,
    part: impl Fn(&mut Scanner<'_>) -> Parsed<T>,
    join: impl Fn(Joint, Vec<T>) -> T,
) -> Parsed<T> {
    scanner.enter()?;
    let mut parts = vec![part(scanner)?];
    let mut with = None;
    loop {
        let after = scanner.place();
        scanner.space()?;
        let here = scanner.place();
        let Some(next) = joint(scanner)? else {
            scanner.back(after);
            break;
        };
        if next == Joint::Minus {
            return Err(scanner
                .expected_at(here, "`,`, AND or OR")
                .hint("nothing is taken from a refinement; [0..0] excludes"));
        }
        if *with.get_or_insert(next) != next {
            return Err(scanner.expected_at(here, "no other operator without brackets").hint(BRACKETS));
        }
        parts.push(part(scanner)?);
    }
    scanner.leave();
    Ok(match (with, parts.pop()) {
        (None, Some(only)) => only,
        (with, last) => join(with.unwrap_or(Joint::And), parts.into_iter().chain(last).collect()),
    })
}

fn part_of_refinement(scanner: &mut Scanner<'_>) -> Parsed<Refinement> {
    if scanner.sees("(") && !sees_bracketed_name(scanner)? {
        return bracketed(scanner, refinement);
    }
    let cardinality = cardinality(scanner)?;
    if scanner.sees("{") {
        scanner.eat("{");
        if scanner.sees("{") {
            return Err(scanner.expected("an attribute").hint("a group has one brace on either side"));
        }
        scanner.space()?;
        let attributes = attribute_set(scanner)?;
        scanner.space()?;
        if !scanner.eat("}") {
            return Err(scanner.expected("`,`, AND, OR or `}`"));
        }
        return Ok(Refinement::Group(AttributeGroup { cardinality, attributes }));
    }
    attribute(scanner, cardinality).map(Refinement::Attribute)
}

fn part_of_set(scanner: &mut Scanner<'_>) -> Parsed<AttributeSet> {
    if scanner.sees("(") && !sees_bracketed_name(scanner)? {
        return bracketed(scanner, attribute_set);
    }
    let cardinality = cardinality(scanner)?;
    if scanner.sees("{") {
        return Err(scanner.expected("an attribute").hint("a group has no group in it"));
    }
    attribute(scanner, cardinality).map(AttributeSet::Attribute)
}

fn bracketed<T>(scanner: &mut Scanner<'_>, inner: impl Fn(&mut Scanner<'_>) -> Parsed<T>) -> Parsed<T> {
    scanner.must("(")?;
    scanner.space()?;
    let inner = inner(scanner)?;
    scanner.space()?;
    if !scanner.eat(")") {
        return Err(scanner.expected("`,`, AND, OR or `)`"));
    }
    Ok(inner)
}

/// Whether what the bracket here encloses is the name of an attribute: a comparison or a filter
/// follows it.
fn sees_bracketed_name(scanner: &mut Scanner<'_>) -> Parsed<bool> {
    let start = scanner.place();
    let Some(after) = scanner.after_brackets() else { return Ok(false) };
    scanner.back(start + scanner.rest().len() - after.len());
    scanner.space()?;
    let name = scanner.sees("{{")
        || scanner.peek().is_some_and(|c| matches!(c, '=' | '!' | '<' | '>'))
        || scanner.word().eq_ignore_ascii_case("NOT");
    scanner.back(start);
    Ok(name)
}

/// `[1..3]`, `[1 to many]`, where one stands here, with the white space after it.
fn cardinality(scanner: &mut Scanner<'_>) -> Parsed<Option<Cardinality>> {
    let start = scanner.place();
    if !scanner.eat("[") {
        return Ok(None);
    }
    let minimum = count(scanner)?;
    let spaced = scanner.space()?;
    if spaced && scanner.keyword("to") {
        scanner.space_after("to")?;
    } else if spaced || !scanner.eat("..") {
        return Err(scanner.expected("`..`"));
    }
    let maximum = if scanner.eat("*") || scanner.keyword("many") { None } else { Some(count(scanner)?) };
    scanner.must("]")?;
    if maximum.is_some_and(|maximum| maximum < minimum) {
        return Err(scanner.expected_at(start, "a cardinality whose minimum is no more than its maximum"));
    }
    scanner.space()?;
    Ok(Some(Cardinality { minimum, maximum }))
}

fn count(scanner: &mut Scanner<'_>) -> Parsed<u32> {
    let start = scanner.place();
    let digits = scanner.run(|c| c.is_ascii_digit());
    let zero_in_front = digits.len() > 1 && digits.starts_with('0');
    digits.parse().ok().filter(|_| !zero_in_front).ok_or_else(|| scanner.expected_at(start, "a number of times"))
}

fn attribute(scanner: &mut Scanner<'_>, cardinality: Option<Cardinality>) -> Parsed<Attribute> {
    let reverse = reverse_flag(scanner)?;
    if matches!(scanner.peek(), None | Some('}' | ')' | ',')) {
        return Err(scanner.expected("an attribute"));
    }
    let name = Box::new(subexpression(scanner)?);
    scanner.space()?;
    let here = scanner.place();
    let comparison = comparison(scanner).map_err(|error| no_comparison(scanner, here, error))?;
    scanner.space()?;
    let value = value(scanner, comparison, here)?;
    Ok(Attribute { cardinality, reverse, name, value })
}

fn no_comparison(scanner: &Scanner<'_>, here: usize, error: EclError) -> EclError {
    if scanner.place() > here {
        return error;
    }
    match scanner.peek() {
        None | Some(')' | '}' | ':' | '.') => error.hint(WHOLE),
        Some(',') => error.hint("every attribute has a value; `= *` is any value"),
        _ if ["AND", "OR", "MINUS"].iter().any(|joint| scanner.word().eq_ignore_ascii_case(joint)) => error.hint(WHOLE),
        _ => error,
    }
}

/// `R` or `reverseOf`, with the white space after it.
fn reverse_flag(scanner: &mut Scanner<'_>) -> Parsed<bool> {
    if scanner.sees_scheme() {
        return Ok(false);
    }
    let word = scanner.word();
    let symbol = scanner.sees("R") && (word.len() == 1 || word[1..].eq_ignore_ascii_case("any"));
    let reverse = scanner.keyword("reverseOf") || symbol && scanner.eat("R") || scanner.keyword("R");
    if reverse {
        scanner.space()?;
    }
    Ok(reverse)
}

fn value(scanner: &mut Scanner<'_>, comparison: Comparison, here: usize) -> Parsed<AttributeValue> {
    if scanner.sees("#") {
        return Ok(AttributeValue::Number(comparison, number(scanner)?));
    }
    let equality = match comparison {
        Comparison::Equal => Equality::Equal,
        Comparison::NotEqual => Equality::NotEqual,
        _ => return Err(not_a_number(scanner, here)),
    };
    if scanner.sees("\"") || sees_texts(scanner)? {
        return Ok(AttributeValue::Text(equality, scanner.one_or_set(concrete_string)?));
    }
    if let Some(value) = boolean(scanner) {
        return Ok(AttributeValue::Boolean(equality, value));
    }
    if scanner.peek().is_none() {
        return Err(scanner.expected("the value of the attribute"));
    }
    Ok(AttributeValue::Concepts(equality, Box::new(subexpression(scanner)?)))
}

fn not_a_number(scanner: &Scanner<'_>, here: usize) -> EclError {
    if scanner.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '<' | '>' | '^' | '(' | '*')) {
        return scanner
            .expected_at(here, "`=` or `!=`")
            .hint("a number that is compared has `#` before it; concepts have no order");
    }
    scanner.expected("`#` and a number")
}

/// Whether a set of texts stands here.
fn sees_texts(scanner: &mut Scanner<'_>) -> Parsed<bool> {
    let start = scanner.place();
    let mut texts = scanner.eat("(");
    if texts {
        scanner.space()?;
        texts = scanner.sees("\"");
    }
    scanner.back(start);
    Ok(texts)
}
