//! A place in a text: looking ahead, moving on, and saying what is wrong there.

use super::EclError;

/// The longest text that is read, in bytes.
pub const MAX_LENGTH: usize = 1 << 20;
/// How deep brackets may stand within each other.
pub const MAX_DEPTH: usize = 64;
/// How many subexpression constraints a text may have.
pub const MAX_NODES: usize = 100_000;

pub(super) type Parsed<T> = Result<T, EclError>;

pub(super) struct Scanner<'a> {
    text: &'a str,
    place: usize,
    depth: usize,
    nodes: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Parsed<Self> {
        if text.len() > MAX_LENGTH {
            let at = text.floor_char_boundary(MAX_LENGTH);
            return Err(EclError::at(text, at, format!("the end within {MAX_LENGTH} bytes")));
        }
        Ok(Self { text, place: 0, depth: 0, nodes: 0 })
    }

    pub(super) fn place(&self) -> usize {
        self.place
    }

    /// Goes back to where it was.
    pub(super) fn back(&mut self, place: usize) {
        self.place = place;
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.place..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn sees(&self, what: &str) -> bool {
        self.rest().starts_with(what)
    }

    pub(super) fn eat(&mut self, what: &str) -> bool {
        let there = self.sees(what);
        if there {
            self.place += what.len();
        }
        there
    }

    /// Eats `what`, or says that it is missing.
    pub(super) fn must(&mut self, what: &str) -> Parsed<()> {
        if self.eat(what) { Ok(()) } else { Err(self.expected(format!("`{what}`"))) }
    }

    /// Eats characters for as long as they are so.
    pub(super) fn run(&mut self, so: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !so(c)).unwrap_or(rest.len());
        self.place += length;
        &rest[..length]
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.place += next.len_utf8();
        Some(next)
    }

    /// The word of letters that stands here, without eating it.
    pub(super) fn word(&self) -> &'a str {
        let rest = self.rest();
        &rest[..rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len())]
    }

    /// Whether the scheme alias of an alternate identifier stands here, up to its `#`.
    pub(super) fn sees_scheme(&self) -> bool {
        let rest = self.rest();
        rest.starts_with(|c: char| c.is_ascii_alphabetic())
            && rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').starts_with('#')
    }

    /// Eats this word in whatever case, where it stands as a whole word.
    pub(super) fn keyword(&mut self, keyword: &str) -> bool {
        let word = self.word();
        let there = word.eq_ignore_ascii_case(keyword) && !self.sees_scheme();
        if there {
            self.place += word.len();
        }
        there
    }

    /// Eats white space and comments; whether there were any.
    pub(super) fn space(&mut self) -> Parsed<bool> {
        let start = self.place;
        loop {
            self.run(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
            let comment = self.place;
            if !self.eat("/*") {
                return Ok(self.place > start);
            }
            match self.rest().find("*/") {
                Some(end) => self.place += end + 2,
                None => return Err(self.expected_at(comment, "`*/` at the end of this comment")),
            }
        }
    }

    /// Eats the white space that a keyword must have after it.
    pub(super) fn space_after(&mut self, keyword: &str) -> Parsed<()> {
        if self.space()? {
            return Ok(());
        }
        Err(self.expected(format!("white space after {keyword}")))
    }

    pub(super) fn expected(&self, what: impl Into<String>) -> EclError {
        EclError::at(self.text, self.place, what)
    }

    pub(super) fn expected_at(&self, place: usize, what: impl Into<String>) -> EclError {
        EclError::at(self.text, place, what)
    }

    /// Goes a level deeper; `leave` comes back up.
    pub(super) fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.expected(format!("brackets within brackets at most {MAX_DEPTH} deep")));
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Counts one more part.
    pub(super) fn count(&mut self) -> Parsed<()> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self.expected(format!("at most {MAX_NODES} parts")));
        }
        Ok(())
    }

    /// One or more items between brackets, with white space between them.
    pub(super) fn set<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.must("(")?;
        self.space()?;
        let mut items = vec![item(self)?];
        loop {
            let spaced = self.space()?;
            if self.eat(")") {
                return Ok(items);
            }
            if !spaced {
                return Err(self.expected("white space or `)`"));
            }
            self.count()?;
            items.push(item(self)?);
        }
    }

    /// One item, or a set of them between brackets.
    pub(super) fn one_or_set<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        if self.sees("(") { self.set(item) } else { Ok(vec![item(self)?]) }
    }

    /// What follows the bracket that stands here and its partner; nothing where it has none. Brackets
    /// in texts, terms and comments are none.
    pub(super) fn after_brackets(&self) -> Option<&'a str> {
        let mut rest = self.rest();
        let mut depth = 0_usize;
        loop {
            let next = rest.chars().next()?;
            rest = match next {
                '"' => after_quoted(&rest[1..])?,
                '|' => after(&rest[1..], "|")?,
                '/' if rest.starts_with("/*") => after(&rest[2..], "*/")?,
                _ => &rest[next.len_utf8()..],
            };
            match next {
                '(' => depth += 1,
                ')' => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return Some(rest);
            }
        }
    }
}

fn after<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    text.find(end).map(|at| &text[at + end.len()..])
}

fn after_quoted(text: &str) -> Option<&str> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(&text[at + 1..]),
            _ => {}
        }
    }
    None
}
