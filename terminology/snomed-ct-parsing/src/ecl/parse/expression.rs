//! Expression constraints, subexpression constraints and focus concepts.

use super::filter::filters;
use super::refinement::refinement;
use super::value::{concept_reference, quoted_alternate, term};
use super::{Parsed, Scanner};
use crate::ecl::{
    AlternateIdentifier, ConstraintOperator, EclError, ExpressionConstraint, FocusConcept, RefsetOperator,
    SubExpressionConstraint,
};

const OPERATORS: [(&str, &str, ConstraintOperator); 10] = [
    ("!!>", "top", ConstraintOperator::Top),
    ("!!<", "bottom", ConstraintOperator::Bottom),
    ("<<!", "childOrSelfOf", ConstraintOperator::ChildOrSelfOf),
    ("<!", "childOf", ConstraintOperator::ChildOf),
    ("<<", "descendantOrSelfOf", ConstraintOperator::DescendantOrSelfOf),
    ("<", "descendantOf", ConstraintOperator::DescendantOf),
    (">>!", "parentOrSelfOf", ConstraintOperator::ParentOrSelfOf),
    (">!", "parentOf", ConstraintOperator::ParentOf),
    (">>", "ancestorOrSelfOf", ConstraintOperator::AncestorOrSelfOf),
    (">", "ancestorOf", ConstraintOperator::AncestorOf),
];
const BRACKETS: &str = "put brackets around a part that is combined or refined before it is combined with another";

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    And,
    Or,
    Minus,
}

pub(super) fn expression_constraint(scanner: &mut Scanner<'_>) -> Parsed<ExpressionConstraint> {
    scanner.enter()?;
    let first = subexpression(scanner)?;
    let after = scanner.place();
    scanner.space()?;
    let expression = if scanner.eat(":") {
        scanner.space()?;
        ExpressionConstraint::Refined(first, Box::new(refinement(scanner)?))
    } else if scanner.sees(".") {
        ExpressionConstraint::Dotted(first, dotted(scanner)?)
    } else if let Some(joint) = joint(scanner)? {
        compound(scanner, first, joint)?
    } else {
        scanner.back(after);
        ExpressionConstraint::Sub(first)
    };
    scanner.leave();
    Ok(expression)
}

fn dotted(scanner: &mut Scanner<'_>) -> Parsed<Vec<SubExpressionConstraint>> {
    let mut attributes = Vec::new();
    loop {
        let after = scanner.place();
        scanner.space()?;
        if !scanner.eat(".") {
            scanner.back(after);
            return Ok(attributes);
        }
        scanner.space()?;
        attributes.push(subexpression(scanner)?);
    }
}

fn compound(scanner: &mut Scanner<'_>, first: SubExpressionConstraint, joint: Joint) -> Parsed<ExpressionConstraint> {
    let mut parts = vec![first, subexpression(scanner)?];
    loop {
        let after = scanner.place();
        scanner.space()?;
        let here = scanner.place();
        match self::joint(scanner)? {
            None => {
                scanner.back(after);
                break;
            }
            Some(next) if next == joint && joint != Joint::Minus => parts.push(subexpression(scanner)?),
            Some(_) => return Err(scanner.expected_at(here, "no other operator without brackets").hint(BRACKETS)),
        }
    }
    Ok(match (joint, <[SubExpressionConstraint; 2]>::try_from(parts)) {
        (Joint::Minus, Ok([first, second])) => ExpressionConstraint::Minus(Box::new(first), Box::new(second)),
        (Joint::Or, parts) => ExpressionConstraint::Or(parts.map_or_else(|parts| parts, Vec::from)),
        (_, parts) => ExpressionConstraint::And(parts.map_or_else(|parts| parts, Vec::from)),
    })
}

/// The operator between two parts, with the white space after it, where one stands here.
pub(super) fn joint(scanner: &mut Scanner<'_>) -> Parsed<Option<Joint>> {
    if scanner.eat(",") {
        scanner.space()?;
        return Ok(Some(Joint::And));
    }
    for (keyword, joint) in [("AND", Joint::And), ("OR", Joint::Or), ("MINUS", Joint::Minus)] {
        if scanner.keyword(keyword) {
            scanner.space_after(keyword)?;
            return Ok(Some(joint));
        }
    }
    Ok(None)
}

pub(super) fn subexpression(scanner: &mut Scanner<'_>) -> Parsed<SubExpressionConstraint> {
    scanner.count()?;
    let operator = constraint_operator(scanner)?;
    if operator.is_some() {
        scanner.space()?;
    }
    let refset = refset_operator(scanner)?;
    if refset.is_some() {
        scanner.space()?;
    }
    let focus = focus(scanner)?;
    let mut sub = SubExpressionConstraint { operator, refset, ..SubExpressionConstraint::of(focus) };
    filters(scanner, &mut sub)?;
    Ok(sub)
}

fn constraint_operator(scanner: &mut Scanner<'_>) -> Parsed<Option<ConstraintOperator>> {
    for (symbol, keyword, operator) in OPERATORS {
        if scanner.eat(symbol) {
            return Ok(Some(operator));
        }
        if scanner.keyword(keyword) {
            scanner.space_after(keyword)?;
            return Ok(Some(operator));
        }
    }
    Ok(None)
}

fn refset_operator(scanner: &mut Scanner<'_>) -> Parsed<Option<RefsetOperator>> {
    if scanner.eat("^") {
        let scheme = scanner.sees_scheme();
        if !scheme && (scanner.eat("R") || scanner.eat("r")) {
            return Ok(Some(RefsetOperator::ContainingAny));
        }
    } else if scanner.keyword("refsetContainingAny") {
        scanner.space_after("refsetContainingAny")?;
        return Ok(Some(RefsetOperator::ContainingAny));
    } else if scanner.keyword("memberOf") {
        let after = scanner.place();
        scanner.space()?;
        if !scanner.sees("[") {
            scanner.back(after);
            scanner.space_after("memberOf")?;
        }
    } else {
        return Ok(None);
    }
    let after = scanner.place();
    scanner.space()?;
    if !scanner.eat("[") {
        scanner.back(after);
        return Ok(Some(RefsetOperator::MemberOf));
    }
    fields(scanner).map(Some)
}

fn fields(scanner: &mut Scanner<'_>) -> Parsed<RefsetOperator> {
    scanner.space()?;
    if scanner.eat("*") || scanner.keyword("ANY") {
        scanner.space()?;
        scanner.must("]")?;
        return Ok(RefsetOperator::AllFields);
    }
    let mut fields = Vec::new();
    loop {
        let field = scanner.run(|c| c.is_ascii_alphabetic());
        if field.is_empty() {
            let error = scanner.expected("the name of a field, or `*`");
            return Err(error.hint("field names are letters alone: mapTarget"));
        }
        scanner.count()?;
        fields.push(field.to_owned());
        scanner.space()?;
        if scanner.eat("]") {
            return Ok(RefsetOperator::Fields(fields));
        }
        if !scanner.eat(",") {
            return Err(scanner.expected("`,` or `]`"));
        }
        scanner.space()?;
    }
}

fn focus(scanner: &mut Scanner<'_>) -> Parsed<FocusConcept> {
    match scanner.peek() {
        Some('0'..='9') => Ok(FocusConcept::Concept(concept_reference(scanner)?)),
        Some('*') => {
            scanner.eat("*");
            Ok(FocusConcept::Any)
        }
        Some('"') => quoted_alternate(scanner).map(FocusConcept::Alternate),
        Some('(') => {
            scanner.eat("(");
            scanner.space()?;
            let nested = expression_constraint(scanner)?;
            scanner.space()?;
            if !scanner.eat(")") {
                return Err(trailing(scanner, &nested, "`)`"));
            }
            Ok(FocusConcept::Nested(Box::new(nested)))
        }
        _ if scanner.sees_scheme() => alternate(scanner).map(FocusConcept::Alternate),
        _ if scanner.keyword("ANY") => Ok(FocusConcept::Any),
        _ => Err(no_focus(scanner)),
    }
}

fn no_focus(scanner: &Scanner<'_>) -> EclError {
    let error = scanner.expected("a concept identifier, `*` or `(`");
    match scanner.peek() {
        Some('<' | '>' | '!' | '^') => error.hint("put brackets around what a second operator is applied to"),
        Some('{') => error.hint("a filter follows what it filters: * {{ ... }}"),
        Some('|') => error.hint("a term follows the identifier of its concept: 73211009 |Diabetes mellitus|"),
        Some('#') => error.hint("a number stands only on the right of a comparison"),
        Some(c) if c.is_alphabetic() => error
            .hint("concepts are given by identifier; a term may follow it between pipes: 73211009 |Diabetes mellitus|"),
        Some('=') => error.hint("a comparison is written once: `=`"),
        _ => error,
    }
}

/// `scheme#code`, or `scheme#"code"`.
fn alternate(scanner: &mut Scanner<'_>) -> Parsed<AlternateIdentifier> {
    let scheme = scanner.run(|c| c.is_ascii_alphanumeric() || c == '-').to_owned();
    scanner.must("#")?;
    let code = if scanner.eat("\"") {
        super::value::alternate_code(scanner)?
    } else {
        scanner.run(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_'))
    };
    if code.is_empty() {
        return Err(scanner.expected(format!("an identifier in the scheme {scheme}")));
    }
    Ok(AlternateIdentifier { scheme, code: code.to_owned(), term: term(scanner)? })
}

/// Why something stands where an expression constraint has ended.
pub(super) fn trailing(scanner: &Scanner<'_>, before: &ExpressionConstraint, end: &str) -> EclError {
    let refined = matches!(before, ExpressionConstraint::Refined(..));
    let error = scanner.expected(match before {
        ExpressionConstraint::Sub(_) => format!("`:`, `.`, AND, OR, MINUS, a filter or {end}"),
        ExpressionConstraint::Refined(..) => format!("`,`, AND, OR or {end}"),
        ExpressionConstraint::And(_) => format!("AND or {end}"),
        ExpressionConstraint::Or(_) => format!("OR or {end}"),
        ExpressionConstraint::Dotted(..) => format!("`.` or {end}"),
        ExpressionConstraint::Minus(..) => end.to_owned(),
    });
    match scanner.peek() {
        Some(':' | '.') => error.hint(BRACKETS),
        Some(')') => error.hint("this bracket was never opened"),
        Some('=' | '!' | '<' | '>') if !refined => error.hint("an attribute and its value follow a colon"),
        Some('|') => error.hint("a term has one pipe on either side and none in it"),
        None if end == "`)`" => error.hint("a bracket is missing its partner"),
        _ if scanner.word().eq_ignore_ascii_case("MINUS") => error.hint(BRACKETS),
        _ if ["AND", "OR"].iter().any(|joint| scanner.word().eq_ignore_ascii_case(joint)) => error.hint(BRACKETS),
        Some(c) if c.is_alphabetic() => error.hint("a term stands between pipes"),
        _ => error,
    }
}
