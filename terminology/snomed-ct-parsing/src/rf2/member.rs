//! The members of reference sets.

use std::fmt;

use super::table::{Holds, MEMBERS};
use super::{EffectiveTime, Row, RowError};
use crate::sctid::Sctid;

/// The UUID of a member.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(u128);

/// A version of a member of a reference set; its own columns are read with [`Row`], from column 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Its identifier.
    pub id: MemberId,
    /// When this version takes effect; none when it is not published yet.
    pub time: Option<EffectiveTime>,
    /// Whether it is active from then.
    pub active: bool,
    /// The module that holds it.
    pub module: Sctid,
    /// The reference set.
    pub refset: Sctid,
    /// The component that is a member.
    pub component: Sctid,
}

/// What a column of a reference set's own holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field<'a> {
    /// Nothing, where an identifier or a number would be.
    Nothing,
    /// The identifier of a component.
    Component(Sctid),
    /// A whole number.
    Integer(i32),
    /// Text, which may be empty.
    Text(&'a str),
}

impl Member {
    /// How many columns every reference set has: those of its own come after.
    pub const COLUMNS: usize = MEMBERS.len();

    /// Reads a row of [`Table::Refset`](super::Table::Refset).
    pub fn read(row: &Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: row.member_id(0)?,
            time: row.time(1)?,
            active: row.boolean(2)?,
            module: row.sctid(3)?,
            refset: row.sctid(4)?,
            component: row.sctid(5)?,
        })
    }
}

impl<'a> Row<'a> {
    /// A column of a reference set's own, by the letter of its pattern. Columns are numbered from 6.
    pub fn field(&self, column: usize) -> Result<Field<'a>, RowError> {
        match self.header().columns()[column].holds {
            Holds::Integer if self.bytes(column).is_empty() => Ok(Field::Nothing),
            Holds::Integer => self.integer(column).map(Field::Integer),
            Holds::Component | Holds::Id(_) => {
                Ok(self.optional_sctid(column)?.map_or(Field::Nothing, Field::Component))
            }
            _ => self.text(column).map(Field::Text),
        }
    }
}

impl MemberId {
    /// The identifier of these 36 characters, in either case.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let text: &[u8; 36] = text.try_into().ok()?;
        if [8, 13, 18, 23].iter().any(|at| text[*at] != b'-') {
            return None;
        }
        let part = |from: usize, to: usize| hexadecimal(&text[from..to]);
        let left = part(0, 8)? << 32 | part(9, 13)? << 16 | part(14, 18)?;
        let right = part(19, 23)? << 48 | part(24, 36)?;
        Some(Self(u128::from(left) << 64 | u128::from(right)))
    }

    /// The identifier of this number.
    pub const fn new(value: u128) -> Self {
        Self(value)
    }

    /// The number.
    pub const fn get(self) -> u128 {
        self.0
    }
}

/// What each character is as a hexadecimal digit; 255 of one that is none.
const DIGITS: [u8; 256] = digits();

#[expect(clippy::cast_possible_truncation, reason = "there are 256 bytes")]
const fn digits() -> [u8; 256] {
    let mut table = [u8::MAX; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        table[at] = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            _ => u8::MAX,
        };
        at += 1;
    }
    table
}

fn hexadecimal(text: &[u8]) -> Option<u64> {
    let (mut value, mut every) = (0, 0);
    for byte in text {
        let digit = DIGITS[usize::from(*byte)];
        every |= digit;
        value = value << 4 | u64::from(digit & 15);
    }
    (every < 16).then_some(value)
}

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032x}", self.0);
        let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
        f.write_str(&parts.join("-"))
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
