//! Filters of descriptions.

use super::expression::subexpression;
use super::filter::{active, criterion, effective_time, module, token};
use super::value::{concept_reference, concept_set, equality, sctid, sees_references, typed_search_term};
use super::{Parsed, Scanner};
use crate::ecl::{
    Acceptability, AcceptabilitySet, ConceptReference, DescriptionFilter, DescriptionType, DialectFilter, DialectSet,
};

pub(super) const DESCRIPTION_KEYWORDS: [&str; 10] =
    ["term", "language", "type", "typeId", "dialect", "dialectId", "moduleId", "effectiveTime", "active", "id"];
const TYPES: [(&str, &str, DescriptionType); 3] = [
    ("syn", "synonym", DescriptionType::Synonym),
    ("fsn", "fullySpecifiedName", DescriptionType::FullySpecifiedName),
    ("def", "definition", DescriptionType::Definition),
];
const ACCEPTABILITIES: [(&str, &str, Acceptability); 2] =
    [("accept", "acceptable", Acceptability::Acceptable), ("prefer", "preferred", Acceptability::Preferred)];

pub(super) fn description_filter(scanner: &mut Scanner<'_>) -> Parsed<DescriptionFilter> {
    if scanner.keyword("term") {
        let terms = |scanner: &mut Scanner<'_>| scanner.one_or_set(typed_search_term);
        criterion(scanner, equality, terms).map(|(equality, terms)| DescriptionFilter::Term(equality, terms))
    } else if scanner.keyword("language") {
        let codes = |scanner: &mut Scanner<'_>| scanner.one_or_set(language_code);
        criterion(scanner, equality, codes).map(|(equality, codes)| DescriptionFilter::Language(equality, codes))
    } else if scanner.keyword("type") {
        let tokens = |scanner: &mut Scanner<'_>| scanner.one_or_set(|scanner| token(scanner, &TYPES));
        criterion(scanner, equality, tokens).map(|(equality, types)| DescriptionFilter::Type(equality, types))
    } else if scanner.keyword("typeId") {
        criterion(scanner, equality, concept_set).map(|(equality, types)| DescriptionFilter::TypeId(equality, types))
    } else if scanner.keyword("dialect") {
        dialect(scanner, aliases)
    } else if scanner.keyword("dialectId") {
        dialect(scanner, references)
    } else if scanner.keyword("moduleId") {
        module(scanner).map(|(equality, modules)| DescriptionFilter::Module(equality, modules))
    } else if scanner.keyword("effectiveTime") {
        effective_time(scanner).map(|(comparison, times)| DescriptionFilter::EffectiveTime(comparison, times))
    } else if scanner.keyword("active") {
        active(scanner).map(|(equality, value)| DescriptionFilter::Active(equality, value))
    } else if scanner.keyword("id") {
        let ids = |scanner: &mut Scanner<'_>| scanner.one_or_set(|scanner| sctid(scanner, "description"));
        criterion(scanner, equality, ids).map(|(equality, ids)| DescriptionFilter::Id(equality, ids))
    } else {
        let error = scanner.expected(DESCRIPTION_KEYWORDS.join(", "));
        let concept = super::concept::KEYWORDS.iter().any(|keyword| scanner.word().eq_ignore_ascii_case(keyword));
        Err(if concept { error.hint("a filter of concepts begins with C") } else { error })
    }
}

fn language_code(scanner: &mut Scanner<'_>) -> Parsed<String> {
    let start = scanner.place();
    let code = scanner.run(|c| c.is_ascii_alphanumeric() || c == '-');
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(code.to_ascii_lowercase());
    }
    let error = scanner.expected_at(start, "a language code of two letters");
    Err(if code.contains('-') { error.hint("en-gb and the like are dialects: dialect = en-gb") } else { error })
}

fn dialect(
    scanner: &mut Scanner<'_>,
    set: impl FnOnce(&mut Scanner<'_>) -> Parsed<DialectSet>,
) -> Parsed<DescriptionFilter> {
    let (equality, dialects) = criterion(scanner, equality, set)?;
    let acceptability = acceptability_set(scanner)?;
    Ok(DescriptionFilter::Dialect(DialectFilter { equality, dialects, acceptability }))
}

fn aliases(scanner: &mut Scanner<'_>) -> Parsed<DialectSet> {
    let alone = |scanner: &mut Scanner<'_>| alias(scanner).map(|alias| vec![(alias, None)]);
    let aliases =
        if scanner.sees("(") { scanner.set(|scanner| with_acceptability(scanner, alias))? } else { alone(scanner)? };
    Ok(DialectSet::Aliases(aliases))
}

fn alias(scanner: &mut Scanner<'_>) -> Parsed<String> {
    let start = scanner.place();
    let alias = scanner.run(|c| c.is_ascii_alphanumeric() || c == '-');
    if alias.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Ok(alias.to_ascii_lowercase());
    }
    let error = scanner.expected_at(start, "the alias of a dialect such as en-gb");
    Err(if alias.is_empty() { error } else { error.hint("language reference sets go by identifier with dialectId") })
}

fn references(scanner: &mut Scanner<'_>) -> Parsed<DialectSet> {
    if sees_references(scanner, |next| next.is_ascii_digit() || next == '(')? {
        let one = |scanner: &mut Scanner<'_>| with_acceptability(scanner, concept_reference);
        return scanner.set(one).map(DialectSet::References);
    }
    subexpression(scanner).map(|expression| DialectSet::Expression(Box::new(expression)))
}

fn with_acceptability<T>(
    scanner: &mut Scanner<'_>,
    dialect: impl Fn(&mut Scanner<'_>) -> Parsed<T>,
) -> Parsed<(T, Option<AcceptabilitySet>)> {
    let dialect = dialect(scanner)?;
    Ok((dialect, acceptability_set(scanner)?))
}

/// An acceptability set, where one stands here.
fn acceptability_set(scanner: &mut Scanner<'_>) -> Parsed<Option<AcceptabilitySet>> {
    let after = scanner.place();
    scanner.space()?;
    if !scanner.sees("(") {
        scanner.back(after);
        return Ok(None);
    }
    if sees_references(scanner, |_| true)? {
        let references: Vec<ConceptReference> = scanner.set(concept_reference)?;
        return Ok(Some(AcceptabilitySet::References(references)));
    }
    let tokens = scanner.set(|scanner| {
        token(scanner, &ACCEPTABILITIES).map_err(|error| error.hint("or the identifiers of acceptabilities"))
    })?;
    Ok(Some(AcceptabilitySet::Tokens(tokens)))
}
