//! What is wrong, and where: the line itself, a caret, what was expected, what came, a remedy.

use std::fmt;

use super::Place;

/// The longest line that is shown whole, in characters.
const MOST_SHOWN: usize = 160;

/// One thing that is wrong at one place of a script: a mistake in it, or a check that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What was expected; empty where `what` says all.
    pub expected: String,
    /// What came instead; empty where `what` says all.
    pub found: String,
    /// What to do about it; empty where nothing is known.
    pub remedy: String,
}

impl Diagnostic {
    /// Something wrong at a place.
    pub fn new(place: &Place, what: impl Into<String>) -> Self {
        Self {
            place: place.clone(),
            what: what.into(),
            expected: String::new(),
            found: String::new(),
            remedy: String::new(),
        }
    }

    /// Says what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = expected.into();
        self
    }

    /// Says what came.
    #[must_use]
    pub fn found(mut self, found: impl Into<String>) -> Self {
        self.found = found.into();
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.place.line.to_string();
        let margin = " ".repeat(number.len());
        let line: String = self.place.source.line(self.place.line).chars().take(MOST_SHOWN).collect();
        let column = usize::try_from(self.place.column).unwrap_or(MOST_SHOWN).min(MOST_SHOWN + 1);
        let width = usize::try_from(self.place.width).unwrap_or(1);
        let carets = "^".repeat(width.clamp(1, (line.chars().count() + 2).saturating_sub(column).max(1)));
        writeln!(f, "{}", self.what)?;
        writeln!(f, "{margin} --> {}", self.place)?;
        writeln!(f, "{margin} |")?;
        writeln!(f, "{number} | {}", line.replace('\t', " "))?;
        write!(f, "{margin} | {}{carets}", " ".repeat(column.saturating_sub(1)))?;
        let notes = [("expected", &self.expected), ("found", &self.found), ("remedy", &self.remedy)];
        for (word, note) in notes {
            if !note.is_empty() {
                write!(f, "\n{margin} = {word}: {note}")?;
            }
        }
        Ok(())
    }
}

/// Everything that is wrong with a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(
    /// At least one.
    pub Vec<Diagnostic>,
);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            let between = if number == 0 { "" } else { "\n\n" };
            write!(f, "{between}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

impl From<Diagnostic> for Faults {
    fn from(fault: Diagnostic) -> Self {
        Self(vec![fault])
    }
}
