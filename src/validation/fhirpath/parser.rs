//! Reads an expression by the precedence of its operators (FHIRPath 2.0.0, 6.8).

use rust_decimal::Decimal;

use super::error::ExpressionError;
use super::item::{Item, Quantity};
use super::lexer::{Token, words};
use super::quantity::is_calendar_unit;
use super::syntax::{Kind, Operator, Term};
use super::temporal::Temporal;

/// The longest expression, in bytes.
const MOST_BYTES: usize = 64 << 10;
/// How deep parts may stand in each other.
const MOST_DEPTH: usize = 64;
/// How many parts one expression may have in a row.
const MOST_TERMS: usize = 4_000;

/// Reads an expression.
pub(super) fn parse(text: &str) -> Result<Term, ExpressionError> {
    if text.len() > MOST_BYTES {
        return Err(ExpressionError::syntax(0, format!("the expression has more than {MOST_BYTES} bytes")));
    }
    let words = words(text)?;
    if words.len() > MOST_TERMS {
        return Err(ExpressionError::syntax(0, format!("the expression has more than {MOST_TERMS} words")));
    }
    let mut parser = Parser { words, next: 0, depth: 0 };
    let term = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(term),
        _ => Err(ExpressionError::syntax(parser.at(), "the end of the expression was expected")),
    }
}

struct Parser {
    words: Vec<(Token, usize)>,
    next: usize,
    depth: usize,
}

/// The operators by how tightly they bind, the loosest first.
fn operator(token: &Token) -> Option<(u8, Operator)> {
    Some(match token {
        Token::Name(name) => match name.as_str() {
            "implies" => (1, Operator::Implies),
            "or" => (2, Operator::Or),
            "xor" => (2, Operator::Xor),
            "and" => (3, Operator::And),
            "in" => (4, Operator::In),
            "contains" => (4, Operator::Contains),
            "div" => (10, Operator::IntegerDivide),
            "mod" => (10, Operator::Modulo),
            _ => return None,
        },
        Token::Sign(sign) => match *sign {
            "=" => (5, Operator::Equal),
            "~" => (5, Operator::Equivalent),
            "!=" => (5, Operator::NotEqual),
            "!~" => (5, Operator::NotEquivalent),
            "<" => (6, Operator::Less),
            "<=" => (6, Operator::LessOrEqual),
            ">" => (6, Operator::Greater),
            ">=" => (6, Operator::GreaterOrEqual),
            "|" => (7, Operator::Union),
            "+" => (9, Operator::Add),
            "-" => (9, Operator::Subtract),
            "&" => (9, Operator::Concatenate),
            "*" => (10, Operator::Multiply),
            "/" => (10, Operator::Divide),
            _ => return None,
        },
        _ => return None,
    })
}

/// How tightly `is` and `as` bind.
const TYPE_LEVEL: u8 = 8;
/// How tightly a sign before a part binds.
const SIGN_LEVEL: u8 = 11;

impl Parser {
    fn peek(&self) -> &Token {
        self.words.get(self.next).map_or(&Token::End, |(token, _)| token)
    }

    fn at(&self) -> usize {
        self.words.get(self.next).map_or(0, |(_, at)| *at)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(found) if *found == sign)
    }

    fn expect(&mut self, sign: &'static str) -> Result<(), ExpressionError> {
        if self.is_sign(sign) {
            self.next += 1;
            return Ok(());
        }
        Err(ExpressionError::syntax(self.at(), format!("`{sign}` was expected")))
    }

    fn expression(&mut self, level: u8) -> Result<Term, ExpressionError> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(ExpressionError::syntax(self.at(), format!("it is nested more than {MOST_DEPTH} deep")));
        }
        let mut left = self.signed()?;
        loop {
            let at = self.at();
            if let Token::Name(name) = self.peek()
                && matches!(name.as_str(), "is" | "as")
                && TYPE_LEVEL >= level
            {
                let is = name == "is";
                self.next += 1;
                let kind = self.type_name()?;
                let left_term = Box::new(left);
                left = Term { at, kind: if is { Kind::Is(left_term, kind) } else { Kind::As(left_term, kind) } };
                continue;
            }
            let Some((binds, operator)) = operator(self.peek()).filter(|(binds, _)| *binds >= level) else { break };
            self.next += 1;
            let right = self.expression(binds + 1)?;
            left = Term { at, kind: Kind::Binary(operator, Box::new(left), Box::new(right)) };
        }
        self.depth -= 1;
        Ok(left)
    }

    fn signed(&mut self) -> Result<Term, ExpressionError> {
        let at = self.at();
        if self.is_sign("-") {
            self.next += 1;
            let inner = self.expression(SIGN_LEVEL)?;
            return Ok(Term { at, kind: Kind::Negative(Box::new(inner)) });
        }
        if self.is_sign("+") {
            self.next += 1;
            let inner = self.expression(SIGN_LEVEL)?;
            return Ok(Term { at, kind: Kind::Positive(Box::new(inner)) });
        }
        let mut term = self.term()?;
        loop {
            let at = self.at();
            if self.is_sign(".") {
                self.next += 1;
                term = self.invocation(Some(Box::new(term)))?;
            } else if self.is_sign("[") {
                self.next += 1;
                let index = self.expression(0)?;
                self.expect("]")?;
                term = Term { at, kind: Kind::Indexer(Box::new(term), Box::new(index)) };
            } else {
                return Ok(term);
            }
        }
    }

    fn term(&mut self) -> Result<Term, ExpressionError> {
        let at = self.at();
        let kind = match self.peek().clone() {
            Token::Sign("(") => {
                self.next += 1;
                let inner = self.expression(0)?;
                self.expect(")")?;
                return Ok(inner);
            }
            Token::Sign("{") => {
                self.next += 1;
                self.expect("}")?;
                Kind::Empty
            }
            Token::Text(text) => {
                self.next += 1;
                Kind::Literal(Item::Text(text))
            }
            Token::Number(digits) => {
                self.next += 1;
                Kind::Literal(self.number(&digits, at)?)
            }
            Token::Temporal(text) => {
                self.next += 1;
                let temporal = Temporal::literal(&text)
                    .ok_or_else(|| ExpressionError::syntax(at, format!("`@{text}` is no date or time")))?;
                Kind::Literal(Item::Temporal(temporal))
            }
            Token::Variable(name) => {
                self.next += 1;
                Kind::Variable(name)
            }
            Token::Special(name) => {
                self.next += 1;
                match name.as_str() {
                    "this" => Kind::This,
                    "index" => Kind::Index,
                    "total" => Kind::Total,
                    _ => return Err(ExpressionError::syntax(at, format!("`${name}` is not known"))),
                }
            }
            Token::Name(name) if name == "true" || name == "false" => {
                self.next += 1;
                Kind::Literal(Item::Boolean(name == "true"))
            }
            Token::Name(_) | Token::Delimited(_) => return self.invocation(None),
            _ => return Err(ExpressionError::syntax(at, "a value, a name or a function was expected")),
        };
        Ok(Term { at, kind })
    }

    /// A number, with its unit where one follows.
    fn number(&mut self, digits: &str, at: usize) -> Result<Item, ExpressionError> {
        let wrong = || ExpressionError::syntax(at, "a number has more digits than are kept");
        let unit = match self.peek() {
            Token::Text(unit) => Some((unit.clone(), false)),
            Token::Name(name) if is_calendar_unit(name) => Some((name.clone(), true)),
            _ => None,
        };
        if let Some((unit, is_calendar)) = unit {
            self.next += 1;
            let value: Decimal = digits.parse().map_err(|_| wrong())?;
            return Ok(Item::Quantity(Quantity { value, unit, is_calendar }));
        }
        if digits.contains('.') {
            return digits.parse().map(Item::Decimal).map_err(|_| wrong());
        }
        digits.parse().map(Item::Integer).map_err(|_| wrong())
    }

    fn name(&mut self) -> Result<String, ExpressionError> {
        let at = self.at();
        match self.take() {
            Token::Name(name) | Token::Delimited(name) => Ok(name),
            _ => Err(ExpressionError::syntax(at, "a name was expected")),
        }
    }

    fn invocation(&mut self, input: Option<Box<Term>>) -> Result<Term, ExpressionError> {
        let at = self.at();
        if let (Token::Special(name), Some(_)) = (self.peek().clone(), &input) {
            self.next += 1;
            let kind = match name.as_str() {
                "this" => Kind::This,
                "index" => Kind::Index,
                "total" => Kind::Total,
                _ => return Err(ExpressionError::syntax(at, format!("`${name}` is not known"))),
            };
            return Ok(Term { at, kind });
        }
        let name = self.name()?;
        if !self.is_sign("(") {
            return Ok(Term { at, kind: Kind::Member(input, name) });
        }
        self.next += 1;
        let mut arguments = Vec::new();
        if !self.is_sign(")") {
            loop {
                arguments.push(self.expression(0)?);
                if !self.is_sign(",") {
                    break;
                }
                self.next += 1;
            }
        }
        self.expect(")")?;
        Ok(Term { at, kind: Kind::Call(input, name, arguments) })
    }

    fn type_name(&mut self) -> Result<String, ExpressionError> {
        let mut name = self.name()?;
        while self.is_sign(".") {
            self.next += 1;
            name = format!("{name}.{}", self.name()?);
        }
        Ok(name)
    }
}
