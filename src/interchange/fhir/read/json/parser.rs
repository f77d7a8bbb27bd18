//! Reads JSON (RFC 8259) from text, and says where it is wrong.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{MAX_DEPTH, Node};

/// Where and why the text is not JSON as it is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The offset in bytes.
    pub(crate) at: usize,
    pub(crate) kind: FaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultKind {
    Malformed(&'static str),
    DuplicateKey,
    TooDeep,
}

/// Reads values one after the other.
pub(crate) struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

/// How many members are compared one by one before a set is made.
const FEW: usize = 24;

impl<'a> Parser<'a> {
    pub(crate) const fn new(text: &'a str, at: usize) -> Self {
        Self { text, bytes: text.as_bytes(), at }
    }

    /// The offset of the next byte that is not space.
    pub(crate) fn offset(&mut self) -> usize {
        self.space();
        self.at
    }

    /// The offset after what was read last.
    pub(crate) const fn end(&self) -> usize {
        self.at
    }

    /// Whether nothing is left but space.
    pub(crate) fn is_done(&mut self) -> bool {
        self.offset() >= self.bytes.len()
    }

    /// The next byte, space skipped.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.space();
        self.bytes.get(self.at).copied()
    }

    pub(crate) const fn malformed(&self, why: &'static str) -> Fault {
        Fault { at: self.at, kind: FaultKind::Malformed(why) }
    }

    fn space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// The next value.
    pub(crate) fn value(&mut self, depth: usize) -> Result<Node<'a>, Fault> {
        match self.peek() {
            Some(b'{') => {
                let mut members = Vec::new();
                self.object(depth, |parser, key| {
                    let value = parser.value(depth + 1)?;
                    members.push((key, value));
                    Ok(())
                })?;
                Ok(Node::Object(members))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.list(depth, |parser| {
                    items.push(parser.value(depth + 1)?);
                    Ok(())
                })?;
                Ok(Node::List(items))
            }
            Some(b'"') => self.string().map(Node::Text),
            Some(b'-' | b'0'..=b'9') => self.number().map(Node::Number),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            Some(b'n') => self.word("null", Node::Null),
            Some(_) => Err(self.malformed("a value was expected")),
            None => Err(self.malformed("the text ends in the middle of a value")),
        }
    }

    /// An object, member by member; `member` reads the value.
    pub(crate) fn object(
        &mut self,
        depth: usize,
        mut member: impl FnMut(&mut Self, Cow<'a, str>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.open(b'{', depth)?;
        let mut seen = Keys::default();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.malformed("the name of a member was expected"));
            }
            let start = self.at;
            let key = self.string()?;
            if !seen.insert(key.clone()) {
                return Err(Fault { at: start, kind: FaultKind::DuplicateKey });
            }
            if self.peek() != Some(b':') {
                return Err(self.malformed("a colon was expected"));
            }
            self.at += 1;
            member(self, key)?;
            if self.goes_on(b'}')? {
                continue;
            }
            return Ok(());
        }
    }

    /// A list, item by item; `item` reads the value.
    pub(crate) fn list(
        &mut self,
        depth: usize,
        mut item: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        self.open(b'[', depth)?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            if !self.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    fn open(&mut self, bracket: u8, depth: usize) -> Result<(), Fault> {
        if self.peek() != Some(bracket) {
            return Err(self.malformed("an object or a list was expected"));
        }
        if depth >= MAX_DEPTH {
            return Err(Fault { at: self.at, kind: FaultKind::TooDeep });
        }
        self.at += 1;
        Ok(())
    }

    /// Whether a comma follows, and not the end.
    fn goes_on(&mut self, end: u8) -> Result<bool, Fault> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            Some(_) => Err(self.malformed("a comma or the end of the list or object was expected")),
            None => Err(self.malformed("the text ends in the middle of a list or object")),
        }
    }

    fn word(&mut self, word: &str, node: Node<'a>) -> Result<Node<'a>, Fault> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(node);
        }
        Err(self.malformed("a value was expected"))
    }

    /// A number, all its digits.
    pub(crate) fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.at;
        self.skip(b'-');
        let whole = self.digits();
        let leading_zero = whole > 1 && self.bytes[self.at - whole] == b'0';
        if whole == 0 || leading_zero {
            return Err(self.malformed("a number is not well formed"));
        }
        if self.skip(b'.') && self.digits() == 0 {
            return Err(self.malformed("a number is not well formed"));
        }
        if self.skip(b'e') || self.skip(b'E') {
            let _ = self.skip(b'-') || self.skip(b'+');
            if self.digits() == 0 {
                return Err(self.malformed("a number is not well formed"));
            }
        }
        Ok(&self.text[start..self.at])
    }

    fn skip(&mut self, byte: u8) -> bool {
        let there = self.bytes.get(self.at) == Some(&byte);
        self.at += usize::from(there);
        there
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        self.at - start
    }

    /// A text.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let start = self.at;
        let mut owned: Option<String> = None;
        let mut from = start;
        loop {
            let Some(found) = self.bytes[self.at..].iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
            else {
                return Err(self.malformed("a text is not closed"));
            };
            self.at += found;
            match self.bytes[self.at] {
                b'"' => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    return Ok(match owned {
                        Some(mut text) => {
                            text.push_str(rest);
                            Cow::Owned(text)
                        }
                        None => Cow::Borrowed(rest),
                    });
                }
                b'\\' => {
                    let text = owned.get_or_insert_default();
                    text.push_str(&self.text[from..self.at]);
                    let character = self.escape()?;
                    text.push(character);
                    from = self.at;
                }
                _ => return Err(self.malformed("a control character stands in a text without being escaped")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let kind = self.bytes.get(self.at + 1).copied();
        self.at += 2;
        Ok(match kind {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => {
                self.at -= 2;
                return Err(self.malformed("an escape is not one of JSON's"));
            }
        })
    }

    fn code_point(&mut self) -> Result<char, Fault> {
        let first = self.four_digits()?;
        let pair = 0xd800..0xdc00;
        if !pair.contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.malformed("half of a surrogate pair stands alone"));
        }
        if !(self.skip(b'\\') && self.skip(b'u')) {
            return Err(self.malformed("half of a surrogate pair stands alone"));
        }
        let second = self.four_digits()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(self.malformed("half of a surrogate pair stands alone"));
        }
        let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        char::from_u32(code).ok_or_else(|| self.malformed("half of a surrogate pair stands alone"))
    }

    fn four_digits(&mut self) -> Result<u32, Fault> {
        let digits = self.bytes.get(self.at..self.at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let Some(digits) = digits else { return Err(self.malformed("an escape is not one of JSON's")) };
        self.at += 4;
        Ok(digits.iter().fold(0, |sum, digit| sum * 16 + char::from(*digit).to_digit(16).unwrap_or(0)))
    }
}

/// The names of the members of one object.
#[derive(Default)]
struct Keys<'a> {
    few: Vec<Cow<'a, str>>,
    many: HashSet<Cow<'a, str>>,
}

impl<'a> Keys<'a> {
    /// Whether the name is new.
    fn insert(&mut self, key: Cow<'a, str>) -> bool {
        if self.few.contains(&key) {
            return false;
        }
        if self.few.len() < FEW {
            self.few.push(key);
            return true;
        }
        self.many.insert(key)
    }
}
