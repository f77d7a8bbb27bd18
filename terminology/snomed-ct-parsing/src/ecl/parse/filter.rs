//! What stands between double braces: which kind of filter it is, and in which order they may stand.

use super::concept::concept_filter;
use super::description::{DESCRIPTION_KEYWORDS, description_filter};
use super::expression::{expression_constraint, trailing};
use super::member::member_filter;
use super::value::{concept_set, equality, time_value};
use super::{Parsed, Scanner};
use crate::ecl::{
    ActiveValue, Comparison, ConceptSet, EclError, Equality, FilterConstraint, HistorySupplement,
    SubExpressionConstraint, TimeValue,
};

/// Which letter a filter begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Description,
    Concept,
    Member,
}

/// Reads every filter that follows, and the history supplement.
pub(super) fn filters(scanner: &mut Scanner<'_>, sub: &mut SubExpressionConstraint) -> Parsed<()> {
    loop {
        let after = scanner.place();
        scanner.space()?;
        let here = scanner.place();
        if !scanner.eat("{{") {
            scanner.back(after);
            return Ok(());
        }
        scanner.count()?;
        if sub.history.is_some() {
            let error = scanner.expected_at(here, "no filter after a history supplement");
            return Err(error.hint("put brackets around what is supplemented to filter it afterwards"));
        }
        scanner.space()?;
        if scanner.eat("+") {
            scanner.space()?;
            sub.history = Some(history_supplement(scanner)?);
            close(scanner, "`}}`")?;
            continue;
        }
        match kind(scanner)? {
            Kind::Description => {
                let filters = several(scanner, description_filter)?;
                sub.filters.push(FilterConstraint::Description(filters));
            }
            Kind::Concept => {
                let filters = several(scanner, concept_filter)?;
                sub.filters.push(FilterConstraint::Concept(filters));
            }
            Kind::Member if sub.refset.is_none() => {
                let error = scanner.expected_at(here, "a description or concept filter");
                return Err(error.hint("a member filter follows the reference set of ^ or ^R"));
            }
            Kind::Member if !sub.filters.is_empty() => {
                let error = scanner.expected_at(here, "a description or concept filter, or a history supplement");
                return Err(error.hint("member filters stand before the others"));
            }
            Kind::Member => sub.members.push(several(scanner, member_filter)?),
        }
    }
}

fn close(scanner: &mut Scanner<'_>, expected: &str) -> Parsed<()> {
    scanner.space()?;
    if scanner.eat("}}") {
        return Ok(());
    }
    let error = scanner.expected(expected);
    Err(if scanner.sees("}") { error.hint("a filter ends with two braces that touch") } else { error })
}

fn several<T>(scanner: &mut Scanner<'_>, one: impl Fn(&mut Scanner<'_>) -> Parsed<T>) -> Parsed<Vec<T>> {
    let mut filters = Vec::new();
    loop {
        scanner.space()?;
        scanner.count()?;
        filters.push(one(scanner)?);
        scanner.space()?;
        if !scanner.eat(",") {
            break;
        }
    }
    close(scanner, "`,` or `}}`")?;
    Ok(filters)
}

/// The letter of a filter. Without one it is a filter of descriptions; a letter may touch the
/// keyword after it.
fn kind(scanner: &mut Scanner<'_>) -> Parsed<Kind> {
    let word = scanner.word();
    let known = |word: &str| DESCRIPTION_KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword));
    if known(word) {
        return Ok(Kind::Description);
    }
    let alone = word.len() == 1;
    let kind = match word.chars().next() {
        Some('D' | 'd') if alone || known(&word[1..]) => Some(Kind::Description),
        Some('C' | 'c')
            if alone || super::concept::KEYWORDS.iter().any(|keyword| word[1..].eq_ignore_ascii_case(keyword)) =>
        {
            Some(Kind::Concept)
        }
        Some('M') if alone || word[1..].starts_with(|c: char| c.is_ascii_lowercase()) => Some(Kind::Member),
        Some('m') if alone => Some(Kind::Member),
        _ => None,
    };
    if let Some(kind) = kind {
        scanner.bump();
        return Ok(kind);
    }
    Err(no_kind(scanner, word))
}

fn no_kind(scanner: &Scanner<'_>, word: &str) -> EclError {
    let error = scanner.expected("D, C, M, `+` or the keyword of a description filter");
    if super::concept::KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword)) {
        return error.hint("a filter of concepts begins with C: {{ C definitionStatus = primitive }}");
    }
    if word.eq_ignore_ascii_case("HISTORY") {
        return error.hint("a history supplement begins with +: {{ + HISTORY-MIN }}");
    }
    if word.is_empty() {
        return error;
    }
    error.hint("a filter of the members of a reference set begins with M: {{ M mapTarget = \"J45\" }}")
}

fn history_supplement(scanner: &mut Scanner<'_>) -> Parsed<HistorySupplement> {
    if !scanner.keyword("HISTORY") {
        return Err(scanner.expected("HISTORY"));
    }
    if scanner.eat("-") || scanner.eat("_") {
        let profiles = [
            ("MIN", HistorySupplement::Minimum),
            ("MOD", HistorySupplement::Moderate),
            ("MAX", HistorySupplement::Maximum),
        ];
        let found = profiles.into_iter().find(|(keyword, _)| scanner.keyword(keyword));
        return found.map(|(_, profile)| profile).ok_or_else(|| scanner.expected("MIN, MOD or MAX"));
    }
    let after = scanner.place();
    scanner.space()?;
    if !scanner.eat("(") {
        scanner.back(after);
        return Ok(HistorySupplement::Any);
    }
    scanner.space()?;
    let within = expression_constraint(scanner)?;
    scanner.space()?;
    if !scanner.eat(")") {
        return Err(trailing(scanner, &within, "`)`"));
    }
    Ok(HistorySupplement::Within(Box::new(within)))
}

/// `moduleId` and what follows it.
pub(super) fn module(scanner: &mut Scanner<'_>) -> Parsed<(Equality, ConceptSet)> {
    criterion(scanner, equality, concept_set)
}

/// `effectiveTime` and what follows it.
pub(super) fn effective_time(scanner: &mut Scanner<'_>) -> Parsed<(Comparison, Vec<TimeValue>)> {
    criterion(scanner, super::value::comparison, |scanner| {
        if scanner.peek().is_some_and(|c| c.is_ascii_digit()) {
            return Err(scanner.expected("a date as \"YYYYMMDD\"").hint("dates stand between quotation marks"));
        }
        scanner.one_or_set(time_value)
    })
}

/// `active` and what follows it.
pub(super) fn active(scanner: &mut Scanner<'_>) -> Parsed<(Equality, ActiveValue)> {
    criterion(scanner, equality, |scanner| {
        // The guide's own examples write `active = "*"`; the grammar has no quotation marks here.
        let quoted = scanner.eat("\"");
        let value = if scanner.eat("1") || scanner.keyword("true") {
            ActiveValue::True
        } else if scanner.eat("0") || scanner.keyword("false") {
            ActiveValue::False
        } else if scanner.eat("*") || scanner.keyword("ANY") {
            ActiveValue::Any
        } else {
            return Err(scanner.expected("1, 0, true, false or `*`"));
        };
        if quoted {
            scanner.must("\"")?;
        }
        Ok(value)
    })
}

/// A comparison and a value, with the white space before each.
pub(super) fn criterion<C, V>(
    scanner: &mut Scanner<'_>,
    comparison: impl FnOnce(&mut Scanner<'_>) -> Parsed<C>,
    value: impl FnOnce(&mut Scanner<'_>) -> Parsed<V>,
) -> Parsed<(C, V)> {
    scanner.space()?;
    let comparison = comparison(scanner)?;
    scanner.space()?;
    Ok((comparison, value(scanner)?))
}

/// One of these keywords, the brief one or the long one.
pub(super) fn token<T: Copy>(scanner: &mut Scanner<'_>, tokens: &[(&str, &str, T)]) -> Parsed<T> {
    for (brief, long, token) in tokens {
        if scanner.keyword(brief) || scanner.keyword(long) {
            return Ok(*token);
        }
    }
    let tokens: Vec<&str> = tokens.iter().map(|(brief, ..)| *brief).collect();
    Err(scanner.expected(tokens.join(" or ")))
}
