//! The words of an expression.

use super::error::ExpressionError;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name, or a word of the language that may be one.
    Name(String),
    /// A name between backticks, never a word of the language.
    Delimited(String),
    /// A text.
    Text(String),
    /// A number, its digits.
    Number(String),
    /// A date, time or both, without the `@`.
    Temporal(String),
    /// `%name`.
    Variable(String),
    /// `$this`, `$index`, `$total`.
    Special(String),
    /// A sign of one or two characters.
    Sign(&'static str),
    /// The end.
    End,
}

/// The signs, the longer first.
const SIGNS: [&str; 24] = [
    "!=", "!~", "<=", ">=", ".", "[", "]", "(", ")", "{", "}", "+", "-", "*", "/", "&", "|", "<", ">", "=", "~", ",",
    ":", "?",
];

/// The words of an expression with their offsets; the last is the end.
pub(super) fn words(text: &str) -> Result<Vec<(Token, usize)>, ExpressionError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut words = Vec::new();
    loop {
        lexer.space()?;
        let at = lexer.at;
        let Some(first) = lexer.peek() else {
            words.push((Token::End, at));
            return Ok(words);
        };
        words.push((lexer.word(first)?, at));
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn space(&mut self) -> Result<(), ExpressionError> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if self.rest().starts_with("//") {
                self.at += self.rest().find('\n').unwrap_or(self.rest().len());
            } else if self.rest().starts_with("/*") {
                let Some(length) = self.rest().find("*/") else {
                    return Err(ExpressionError::syntax(self.at, "a comment is not closed"));
                };
                self.at += length + 2;
            } else {
                return Ok(());
            }
        }
    }

    fn word(&mut self, first: char) -> Result<Token, ExpressionError> {
        match first {
            '\'' => self.quoted('\'').map(Token::Text),
            '"' => self.quoted('"').map(Token::Text),
            '`' => self.quoted('`').map(Token::Delimited),
            '@' => {
                self.at += 1;
                Ok(Token::Temporal(self.temporal()))
            }
            '%' => {
                self.at += 1;
                match self.peek() {
                    Some(quote @ ('`' | '\'' | '"')) => self.quoted(quote).map(Token::Variable),
                    _ => Ok(Token::Variable(self.name())),
                }
            }
            '$' => {
                self.at += 1;
                Ok(Token::Special(self.name()))
            }
            first if first.is_ascii_digit() => Ok(Token::Number(self.number())),
            first if first.is_alphabetic() || first == '_' => Ok(Token::Name(self.name())),
            _ => {
                let Some(sign) = SIGNS.iter().find(|sign| self.rest().starts_with(**sign)) else {
                    return Err(ExpressionError::syntax(self.at, format!("`{first}` is no word of FHIRPath")));
                };
                self.at += sign.len();
                Ok(Token::Sign(sign))
            }
        }
    }

    fn take(&mut self, take: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|character| take(*character)).collect();
        self.at += taken.len();
        taken
    }

    fn name(&mut self) -> String {
        self.take(|character| character.is_alphanumeric() || character == '_')
    }

    fn number(&mut self) -> String {
        let mut digits = self.take(|character| character.is_ascii_digit());
        let mut after = self.rest().chars();
        if after.next() == Some('.') && after.next().is_some_and(|next| next.is_ascii_digit()) {
            self.at += 1;
            digits.push('.');
            digits.push_str(&self.take(|character| character.is_ascii_digit()));
        }
        digits
    }

    /// A date or time: it ends where what follows cannot belong to it.
    fn temporal(&mut self) -> String {
        let bytes = self.rest().as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut end = 0;
        let mut in_time = false;
        loop {
            end += match bytes.get(end) {
                Some(b'0'..=b'9') => 1,
                Some(b'T') if !in_time => {
                    in_time = true;
                    1
                }
                Some(b'Z') if in_time => 1,
                Some(b'-') if digit(end + 1) && digit(end + 2) => 1,
                Some(b'+' | b':') if in_time && digit(end + 1) && digit(end + 2) => 1,
                Some(b'.') if in_time && digit(end + 1) => 1,
                _ => break,
            };
        }
        let text = self.rest().get(..end).unwrap_or_default().to_owned();
        self.at += end;
        text
    }

    fn quoted(&mut self, quote: char) -> Result<String, ExpressionError> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        while let Some(character) = self.peek() {
            self.at += character.len_utf8();
            match character {
                '\\' => text.push(self.escape()?),
                end if end == quote => return Ok(text),
                other => text.push(other),
            }
        }
        Err(ExpressionError::syntax(start, "a text is not closed"))
    }

    fn escape(&mut self) -> Result<char, ExpressionError> {
        let wrong = ExpressionError::syntax(self.at, "an escape is not one of FHIRPath's");
        let Some(kind) = self.peek() else { return Err(wrong) };
        self.at += kind.len_utf8();
        Ok(match kind {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\u{c}',
            'u' => {
                let digits = self.rest().get(..4).unwrap_or_default().to_owned();
                let code = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                self.at += digits.len();
                return code.ok_or(wrong);
            }
            '\\' | '/' | '\'' | '"' | '`' => kind,
            // What writers of invariants for Java escape once too seldom: kept as it stands.
            other => {
                self.at -= other.len_utf8();
                '\\'
            }
        })
    }
}
