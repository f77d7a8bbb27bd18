//! Why a text is no expression constraint, and where.

use std::fmt;

/// How much of a line is shown on either side of the place.
const AROUND: usize = 50;

/// Why a text is no expression constraint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct EclError {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What may stand there.
    pub expected: String,
    /// What stands there, shortened; never with a control character in it.
    pub found: String,
    /// What may have been meant, or what to do.
    pub hint: Option<String>,
}

impl EclError {
    pub(super) fn at(text: &str, place: usize, expected: impl Into<String>) -> Self {
        let before = &text[..place];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            expected: expected.into(),
            found: found(&text[place..]),
            hint: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The line of the text that the error is in, with a caret under its place. The text is the one
    /// that was read; control characters in it are shown as spaces, and a long line is cut.
    pub fn marked(&self, text: &str) -> String {
        let line: Vec<char> = text.split('\n').nth(self.line - 1).unwrap_or_default().chars().collect();
        let place = self.column - 1;
        let from = place.saturating_sub(AROUND);
        let to = line.len().min(place + AROUND);
        let shown = line.get(from..to).unwrap_or_default().iter();
        let shown: String = shown.map(|&c| if c.is_control() { ' ' } else { c }).collect();
        let (before, after) = (if from > 0 { "..." } else { "" }, if to < line.len() { "..." } else { "" });
        format!("{before}{}{after}\n{:>place$}^", shown.trim_end(), "", place = place - from + before.len())
    }
}

impl fmt::Display for EclError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 1 {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "column {}: expected {}, found {}", self.column, self.expected, self.found)?;
        match &self.hint {
            Some(hint) => write!(f, "; {hint}"),
            None => Ok(()),
        }
    }
}

/// What stands at the beginning of a text: a word, or a run of symbols.
fn found(rest: &str) -> String {
    let Some(first) = rest.chars().next() else { return "the end".to_owned() };
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let same: fn(char) -> bool = match first {
        '<' | '>' | '!' | '=' => |c| matches!(c, '<' | '>' | '!' | '='),
        '{' => |c| c == '{',
        '}' => |c| c == '}',
        _ => |_| false,
    };
    let length = if word(first) {
        rest.chars().take_while(|&c| word(c)).count()
    } else if first == '"' {
        rest.chars().skip(1).take_while(|&c| c != '"').count() + 2
    } else {
        rest.chars().take_while(|&c| same(c)).count().max(1)
    };
    let shown: String = rest.chars().take(length.min(30)).take_while(|c| !c.is_control()).collect();
    let more = if length > 30 { "..." } else { "" };
    match first {
        '\n' | '\r' => "the end of the line".to_owned(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        '`' => "a backquote".to_owned(),
        _ => format!("`{shown}{more}`"),
    }
}
