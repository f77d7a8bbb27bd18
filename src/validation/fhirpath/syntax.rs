//! An expression as a tree.

use std::collections::HashMap;
use std::sync::Mutex;

use regex::Regex;

use super::error::ExpressionError;
use super::item::Item;
use super::parser;

/// An expression that was read.
#[derive(Debug)]
pub struct Expression {
    pub(super) root: Term,
    /// Its regular expressions, compiled once.
    pub(super) patterns: Mutex<HashMap<String, Regex>>,
}

impl Clone for Expression {
    /// What was compiled stays behind.
    fn clone(&self) -> Self {
        Self { root: self.root.clone(), patterns: Mutex::default() }
    }
}

impl Expression {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        parser::parse(text).map(|root| Self { root, patterns: Mutex::default() })
    }

    /// Whether the order of what has no order is asked for: `children().first()`.
    pub fn asks_order_of_unordered(&self) -> bool {
        asks_order(&self.root)
    }
}

/// A part of an expression and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Term {
    pub(super) at: usize,
    pub(super) kind: Kind,
}

/// What a part is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Empty,
    Literal(Item),
    Variable(String),
    This,
    Index,
    Total,
    Member(Option<Box<Term>>, String),
    Call(Option<Box<Term>>, String, Vec<Term>),
    Indexer(Box<Term>, Box<Term>),
    Negative(Box<Term>),
    Positive(Box<Term>),
    Binary(Operator, Box<Term>, Box<Term>),
    Is(Box<Term>, String),
    As(Box<Term>, String),
}

/// An operator between two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Multiply,
    Divide,
    IntegerDivide,
    Modulo,
    Add,
    Subtract,
    Concatenate,
    Union,
    LessOrEqual,
    Less,
    Greater,
    GreaterOrEqual,
    Equal,
    Equivalent,
    NotEqual,
    NotEquivalent,
    In,
    Contains,
    And,
    Or,
    Xor,
    Implies,
}

fn asks_order(term: &Term) -> bool {
    let unordered = |term: &Term| match &term.kind {
        Kind::Call(_, name, _) => matches!(name.as_str(), "children" | "descendants"),
        _ => false,
    };
    match &term.kind {
        Kind::Call(input, name, arguments) => {
            let ordered = matches!(name.as_str(), "first" | "last" | "tail" | "skip" | "take");
            input.as_ref().is_some_and(|input| (ordered && unordered(input)) || asks_order(input))
                || arguments.iter().any(asks_order)
        }
        Kind::Indexer(input, index) => unordered(input) || asks_order(input) || asks_order(index),
        Kind::Member(input, _) => input.as_ref().is_some_and(|input| asks_order(input)),
        Kind::Binary(_, left, right) => asks_order(left) || asks_order(right),
        Kind::Negative(inner) | Kind::Positive(inner) | Kind::Is(inner, _) | Kind::As(inner, _) => asks_order(inner),
        _ => false,
    }
}
