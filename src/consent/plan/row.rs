//! One row of a plan: a statement about one person, and what it would do to what stands.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use super::Proposal;
use crate::consent::{ChoiceStatement, Choices, Chosen, Effect, Overlay, StandingChoice, Statement, effect};
use crate::record::NhsNumber;

/// One change of one person's choices, and what it saw when it was planned.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Its number in the plan, from 1.
    pub row: u64,
    /// The line of the file that it came from; 0 where it came from none.
    pub line: u64,
    /// Whose choice it is.
    pub number: NhsNumber,
    /// What makes it the same row when it comes again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<RowKey>,
    /// The hash of what it says, where the key was supplied and does not hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<RowKey>,
    /// What it does.
    pub operation: Operation,
    /// What that means for who may see the record.
    pub effect: Effect,
    /// The last change under this number that it took into account; 0 for none.
    pub saw: i64,
    /// Whether nobody of this number is registered yet: the statement waits for them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
    /// The statement that is added; none where one is only marked as entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement: Option<Statement>,
    /// The statement, by its number in the store, that is marked as entered in error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<i64>,
    /// What an administrator should know of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<RowNote>,
}

/// What an administrator should know of a row that is taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowNote {
    /// Another statement of its kind was made at the same instant: the stricter stands, and a privacy
    /// officer must look.
    Tied,
    /// It is a No, and a Yes 1 or Yes 2 runs over it, or is to come.
    YesRuns,
}

impl RowNote {
    /// One sentence for a person.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Tied => {
                "another statement of the same instant differs: the stricter stands; a privacy officer must look"
            }
            Self::YesRuns => "a Yes runs over this No until it ends: end it with end-yes if the person wants that",
        }
    }
}

/// What a row does to what stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// A choice stands where none stood.
    Add,
    /// A choice stands in the place of another.
    Change,
    /// A choice stands no more.
    Remove,
    /// It is kept for the history; what stands stays as it is, because it says the same again or
    /// because a later statement stands.
    Record,
    /// It is kept already.
    Unchanged,
}

impl Operation {
    /// The sign in front of a row.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Change => "~",
            Self::Remove => "-",
            Self::Record => "*",
            Self::Unchanged => "=",
        }
    }

    /// The word in files and output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Remove => "remove",
            Self::Record => "record",
            Self::Unchanged => "unchanged",
        }
    }

    /// What leads from what stood to what stands.
    pub fn between(before: &Chosen, after: &Chosen) -> Self {
        let (old, new) = (before.choices(), after.choices());
        if same(&old, &new) {
            return Self::Record;
        }
        let fewer = old.standing.is_some() && new.standing.is_none() || old.overlay.is_some() && new.overlay.is_none();
        let more = old.standing.is_none() && new.standing.is_some() || old.overlay.is_none() && new.overlay.is_some();
        match (more, fewer) {
            (true, false) => Self::Add,
            (false, true) => Self::Remove,
            _ => Self::Change,
        }
    }
}

/// Whether the same stands, whenever it was stated.
fn same(old: &Choices, new: &Choices) -> bool {
    let window = |overlay: &Overlay| (overlay.choice.clone(), overlay.from, overlay.end());
    old.standing.map(|standing| standing.choice) == new.standing.map(|standing| standing.choice)
        && old.overlay.as_ref().map(window) == new.overlay.as_ref().map(window)
}

impl PlanRow {
    /// A row that is not judged yet.
    pub const fn new(number: NhsNumber, statement: Option<Statement>, corrects: Option<i64>) -> Self {
        let (operation, effect) = (Operation::Record, Effect::Neutral);
        Self {
            row: 1,
            line: 0,
            number,
            key: None,
            content: None,
            operation,
            effect,
            saw: 0,
            held: false,
            statement,
            corrects,
            notes: Vec::new(),
        }
    }

    /// The row of a proposal from the source of this name, not judged yet.
    pub fn of(proposal: Proposal, source: &str) -> Self {
        let key = Some(proposal.row_key(source));
        let content = proposal.key.is_some().then_some(RowKey(proposal.content));
        let Proposal { row, line, number, statement, corrects, .. } = proposal;
        Self { row, line, key, content, ..Self::new(number, statement, corrects) }
    }

    /// Says what the row does, from what stands without it and with it.
    pub fn judge(&mut self, before: &Chosen, after: &Chosen, now: jiff::Timestamp) {
        self.operation = Operation::between(before, after);
        self.effect = effect(before, after, now);
        self.notes.clear();
        let choice = self.statement.as_ref().map(|statement| &statement.choice);
        let is_overlay = choice.is_some_and(ChoiceStatement::is_overlay);
        if if is_overlay { after.overlay_tied() } else { after.standing_tied() } {
            self.notes.push(RowNote::Tied);
        }
        let stands = after.choices();
        let is_no = !is_overlay && stands.standing.is_some_and(|standing| standing.choice != StandingChoice::Yes3);
        if is_no && stands.overlay.is_some_and(|overlay| overlay.end().is_none_or(|end| now < end)) {
            self.notes.push(RowNote::YesRuns);
        }
    }
}

impl fmt::Debug for PlanRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlanRow({} {}, ‹rest masked›)", self.row, self.operation.word())
    }
}

/// What makes a row the same row when it comes again: the hash of a key that was supplied, or of
/// source, row and content.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RowKey(pub [u8; 32]);

impl RowKey {
    /// Of a key that was supplied.
    pub fn supplied(key: &str) -> Self {
        Self(Sha256::new().chain_update(b"supplied\0").chain_update(key).finalize().into())
    }

    /// Of where a row came from and what it says.
    pub fn derived(source: &str, row: u64, content: &[u8]) -> Self {
        let source = Sha256::new().chain_update(b"derived\0").chain_update(source).chain_update([0]);
        Self(source.chain_update(row.to_be_bytes()).chain_update(content).finalize().into())
    }
}

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = String::with_capacity(64);
        for half in self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
            digits.push(char::from_digit(u32::from(half), 16).unwrap_or_default());
        }
        f.write_str(&digits)
    }
}

impl fmt::Debug for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RowKey({self})")
    }
}

impl Serialize for RowKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RowKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let bad = || serde::de::Error::custom("a row's key is 64 hexadecimal digits");
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let mut key = [0; 32];
        if text.len() != 64 {
            return Err(bad());
        }
        for (place, pair) in key.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else { return Err(bad()) };
            *place = high << 4 | low;
        }
        Ok(Self(key))
    }
}
