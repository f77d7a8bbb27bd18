//! What stands at the leaves: identifiers, terms, texts, numbers, dates, and how they are compared.

use super::expression::subexpression;
use super::{Parsed, Scanner};
use crate::ecl::{
    AlternateIdentifier, Comparison, ConceptReference, ConceptSet, Decimal, DecimalError, Equality, TimeValue,
    TypedSearchTerm,
};

/// An identifier of 6 to 18 digits.
pub(super) fn sctid(scanner: &mut Scanner<'_>, of: &str) -> Parsed<u64> {
    let start = scanner.place();
    let digits = scanner.run(|c| c.is_ascii_digit());
    let error = |scanner: &Scanner<'_>| scanner.expected_at(start, format!("the identifier of a {of}, 6 to 18 digits"));
    match digits.parse::<u64>() {
        _ if digits.starts_with('0') => Err(error(scanner).hint("an identifier does not begin with 0")),
        Ok(id) if (6..=18).contains(&digits.len()) => Ok(id),
        _ if digits.is_empty() => Err(error(scanner)),
        _ => Err(error(scanner).hint(format!("this has {} digits", digits.len()))),
    }
}

pub(super) fn concept_reference(scanner: &mut Scanner<'_>) -> Parsed<ConceptReference> {
    let id = sctid(scanner, "concept")?;
    Ok(ConceptReference { id, term: term(scanner)? })
}

/// The term between pipes, where one stands here.
pub(super) fn term(scanner: &mut Scanner<'_>) -> Parsed<Option<String>> {
    let after = scanner.place();
    scanner.space()?;
    let start = scanner.place();
    if !scanner.eat("|") {
        scanner.back(after);
        return Ok(None);
    }
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    let term = scanner.run(|c| c != '|' && !control(c));
    if !scanner.sees("|") {
        return Err(match scanner.peek() {
            Some(_) => scanner.expected("a character that can be printed"),
            None => scanner.expected_at(start, "a second pipe after the term that begins here"),
        });
    }
    scanner.eat("|");
    let term = term.replace(['\t', '\r', '\n'], " ");
    if term.trim().is_empty() {
        return Err(scanner.expected_at(start, "a term between the pipes"));
    }
    Ok(Some(term.trim().to_owned()))
}

/// `"scheme#code"`.
pub(super) fn quoted_alternate(scanner: &mut Scanner<'_>) -> Parsed<AlternateIdentifier> {
    let start = scanner.place();
    scanner.must("\"")?;
    if !scanner.sees_scheme() {
        return Err(scanner.expected_at(start, "a concept identifier, `*` or `(`").hint(
            "between quotation marks stands an alternate identifier, \"LOINC#54486-6\", or a text that is compared",
        ));
    }
    let scheme = scanner.run(|c| c != '#').to_owned();
    scanner.must("#")?;
    let code = alternate_code(scanner)?.to_owned();
    if code.is_empty() {
        return Err(scanner.expected_at(start, format!("an identifier in the scheme {scheme}")));
    }
    Ok(AlternateIdentifier { scheme, code, term: term(scanner)? })
}

/// The rest of an alternate identifier between quotation marks, the second one with it.
pub(super) fn alternate_code<'a>(scanner: &mut Scanner<'a>) -> Parsed<&'a str> {
    let code = scanner.run(|c| c != '"' && c != '\\' && (!c.is_control() || matches!(c, '\t' | '\r' | '\n')));
    scanner.must("\"")?;
    Ok(code)
}

/// A text between quotation marks, its characters with whether each was escaped.
fn quoted(scanner: &mut Scanner<'_>, escapes: &str) -> Parsed<Vec<(char, bool)>> {
    let start = scanner.place();
    if !scanner.eat("\"") {
        return Err(scanner.expected("a text between quotation marks"));
    }
    let mut characters = Vec::new();
    loop {
        let here = scanner.place();
        match scanner.bump() {
            None => return Err(scanner.expected_at(start, "a second quotation mark after the text that begins here")),
            Some('"') => return Ok(characters),
            Some('\\') => match scanner.bump() {
                Some(c) if escapes.contains(c) => characters.push((c, true)),
                _ => {
                    let escapes: Vec<String> = escapes.chars().map(|c| format!("`\\{c}`")).collect();
                    return Err(scanner.expected_at(here, escapes.join(" or ")).hint("a backslash itself is `\\\\`"));
                }
            },
            Some(c) if c.is_control() && !matches!(c, '\t' | '\r' | '\n') => {
                return Err(scanner.expected_at(here, "a character that can be printed"));
            }
            Some(c) => characters.push((c, false)),
        }
    }
}

/// A text that is compared exactly.
pub(super) fn concrete_string(scanner: &mut Scanner<'_>) -> Parsed<String> {
    let start = scanner.place();
    let text: String = quoted(scanner, "\"\\*")?.into_iter().map(|(c, _)| c).collect();
    if text.is_empty() {
        return Err(scanner.expected_at(start, "a text that is not empty"));
    }
    Ok(text)
}

/// `"words"`, `match:"words"` or `wild:"pattern"`.
pub(super) fn typed_search_term(scanner: &mut Scanner<'_>) -> Parsed<TypedSearchTerm> {
    let wild = scanner.keyword("wild");
    if wild || scanner.keyword("match") {
        scanner.space()?;
        scanner.must(":")?;
        scanner.space()?;
    } else if !scanner.sees("\"") {
        return Err(scanner.expected("a text between quotation marks, match:\"...\" or wild:\"...\""));
    }
    let start = scanner.place();
    let characters = quoted(scanner, if wild { "\"\\*" } else { "\"\\" })?;
    if wild {
        if characters.is_empty() {
            return Err(scanner.expected_at(start, "a pattern that is not empty"));
        }
        let pieces = characters.split(|&piece| piece == ('*', false));
        return Ok(TypedSearchTerm::Wild(pieces.map(|piece| piece.iter().map(|&(c, _)| c).collect()).collect()));
    }
    let words = characters.split(|&(c, escaped)| !escaped && matches!(c, ' ' | '\t' | '\r' | '\n'));
    let words: Vec<String> =
        words.filter(|word| !word.is_empty()).map(|word| word.iter().map(|&(c, _)| c).collect()).collect();
    if words.is_empty() {
        return Err(scanner.expected_at(start, "a text with at least one word"));
    }
    Ok(TypedSearchTerm::Match(words))
}

/// A number after `#`.
pub(super) fn number(scanner: &mut Scanner<'_>) -> Parsed<Decimal> {
    scanner.must("#")?;
    let start = scanner.place();
    let written = scanner.run(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    written.parse().map_err(|error: DecimalError| {
        let expected = scanner.expected_at(start, error.to_string());
        if error == DecimalError::Form && written.contains('.') {
            expected.hint("digits stand on both sides of the point")
        } else {
            expected
        }
    })
}

/// `true` or `false`, where one of them stands here.
pub(super) fn boolean(scanner: &mut Scanner<'_>) -> Option<bool> {
    if scanner.keyword("true") { Some(true) } else { scanner.keyword("false").then_some(false) }
}

/// A date between quotation marks, or the empty one.
pub(super) fn time_value(scanner: &mut Scanner<'_>) -> Parsed<TimeValue> {
    let start = scanner.place();
    let error = |scanner: &Scanner<'_>| scanner.expected_at(start, "a date as \"YYYYMMDD\", or \"\" for none");
    if !scanner.eat("\"") {
        return Err(error(scanner));
    }
    let digits = scanner.run(|c| c != '"' && c != '\n');
    if !scanner.eat("\"") {
        return Err(error(scanner));
    }
    if digits.is_empty() {
        return Ok(None);
    }
    date(digits).map(Some).ok_or_else(|| error(scanner))
}

/// A date of eight digits, its month from 1 to 12 and its day from 1 to 31.
pub(super) fn date(text: &str) -> Option<u32> {
    let eight = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    let date: u32 = text.parse().ok().filter(|_| eight)?;
    let (month, day) = (date / 100 % 100, date % 100);
    ((1..=12).contains(&month) && (1..=31).contains(&day) && date >= 10_000_000).then_some(date)
}

pub(super) fn equality(scanner: &mut Scanner<'_>) -> Parsed<Equality> {
    let start = scanner.place();
    match comparison(scanner)? {
        Comparison::Equal => Ok(Equality::Equal),
        Comparison::NotEqual => Ok(Equality::NotEqual),
        _ => Err(scanner.expected_at(start, "`=` or `!=`").hint("only numbers and dates have an order")),
    }
}

pub(super) fn comparison(scanner: &mut Scanner<'_>) -> Parsed<Comparison> {
    let start = scanner.place();
    let symbols = [
        ("=", Comparison::Equal),
        ("!=", Comparison::NotEqual),
        ("<>", Comparison::NotEqual),
        ("<=", Comparison::LessOrEqual),
        ("<", Comparison::Less),
        (">=", Comparison::GreaterOrEqual),
        (">", Comparison::Greater),
    ];
    if let Some((_, comparison)) = symbols.into_iter().find(|(symbol, _)| scanner.eat(symbol)) {
        return Ok(comparison);
    }
    if scanner.keyword("NOT") {
        scanner.space()?;
        if scanner.eat("=") {
            return Ok(Comparison::NotEqual);
        }
        return Err(scanner.expected("`=` after NOT"));
    }
    Err(scanner.expected_at(start, "a comparison: `=`, `!=`, `<`, `<=`, `>` or `>=`"))
}

/// Concepts as a filter names them: a subexpression constraint, or references between brackets.
pub(super) fn concept_set(scanner: &mut Scanner<'_>) -> Parsed<ConceptSet> {
    if sees_references(scanner, |next| next.is_ascii_digit())? {
        return scanner.set(concept_reference).map(ConceptSet::References);
    }
    subexpression(scanner).map(|expression| ConceptSet::Expression(Box::new(expression)))
}

/// Whether a bracket stands here with a concept reference after it, and then something that only a
/// set of references may have.
pub(super) fn sees_references(scanner: &mut Scanner<'_>, next: impl Fn(char) -> bool) -> Parsed<bool> {
    let start = scanner.place();
    let mut sees = false;
    if scanner.eat("(") {
        scanner.space()?;
        if scanner.peek().is_some_and(|c| c.is_ascii_digit()) {
            concept_reference(scanner)?;
            scanner.space()?;
            sees = scanner.peek().is_some_and(next);
        }
    }
    scanner.back(start);
    Ok(sees)
}
