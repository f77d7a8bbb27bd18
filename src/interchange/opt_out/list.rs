//! The list that is sent to be checked.

use std::fmt;
use std::io::{self, Write};

use jiff::civil::Date;

use super::NumberSet;
use crate::record::NhsNumber;

/// Writes the list in the format of the Check for National Data Opt-outs service: ten digits, a
/// comma and a line feed for each number, nothing before the first and nothing after the last. A
/// number comes once, where it came first.
pub struct RequestList<W> {
    out: W,
    seen: NumberSet,
    repeated: u64,
}

impl<W: Write> RequestList<W> {
    /// Begins a list.
    pub fn new(out: W) -> Self {
        Self { out, seen: NumberSet::new(), repeated: 0 }
    }

    /// Adds a number whose check digit holds; says whether it is new to the list.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn add(&mut self, number: NhsNumber) -> io::Result<bool> {
        if !self.seen.insert(number) {
            self.repeated += u64::from(number.check_digit_holds());
            return Ok(false);
        }
        let mut line = [b','; 12];
        let mut rest = number.digits();
        for place in (0..10).rev() {
            line[place] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        line[11] = b'\n';
        self.out.write_all(&line)?;
        Ok(true)
    }

    /// How many numbers stand in it.
    pub const fn len(&self) -> u64 {
        self.seen.len()
    }

    /// Whether none stands in it.
    pub const fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// How many came again.
    pub const fn repeated(&self) -> u64 {
        self.repeated
    }

    /// Ends the list.
    ///
    /// # Errors
    /// Where what is left cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

impl<W> fmt::Debug for RequestList<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestList({} numbers)", self.seen.len())
    }
}

/// The name that NHS England advises for the file: mailbox, day and place in the month's order, as
/// in `X26ABC1-160426-0001.dat`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName(String);

/// The parts make no such name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileNameError {
    /// The mailbox is no MESH mailbox.
    #[error("a MESH mailbox is named by 4 to 20 letters and digits, and nothing else")]
    Mailbox,
    /// The sequence number.
    #[error("the sequence number is from 1 to 9999, and begins again each month")]
    Sequence,
}

impl FileName {
    /// The name of a list. Characters other than letters and digits make the service lose a file
    /// without an answer, so they are refused.
    ///
    /// # Errors
    /// Where the mailbox or the sequence number does not fit.
    pub fn new(mailbox: &str, day: Date, sequence: u16) -> Result<Self, FileNameError> {
        if !(4..=20).contains(&mailbox.len()) || !mailbox.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(FileNameError::Mailbox);
        }
        if !(1..=9_999).contains(&sequence) {
            return Err(FileNameError::Sequence);
        }
        let (day, month, year) = (day.day(), day.month(), day.year().rem_euclid(100));
        Ok(Self(format!("{mailbox}-{day:02}{month:02}{year:02}-{sequence:04}.dat")))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn ten_digits_a_comma_and_a_line_feed() {
        let mut list = RequestList::new(Vec::new());
        for number in ["9990000018", "9990000026", "999 000 0018", "0000000019"] {
            list.add(number.parse().unwrap()).unwrap();
        }
        assert_eq!((list.len(), list.repeated()), (3, 1));
        assert_eq!(list.finish().unwrap(), b"9990000018,\n9990000026,\n0000000019,\n");
        let mut list = RequestList::new(Vec::new());
        assert!(!list.add("9990000019".parse().unwrap()).unwrap(), "a wrong check digit spoils the whole file");
        assert!(list.is_empty() && list.repeated() == 0);
    }

    #[test]
    fn the_name_of_the_file() {
        let name = |mailbox, sequence| FileName::new(mailbox, date(2020, 6, 3), sequence);
        assert_eq!(name("8XY50OT001", 1).unwrap().to_string(), "8XY50OT001-030620-0001.dat");
        assert_eq!(name("8XY50:OT001", 1), Err(FileNameError::Mailbox));
        assert_eq!(name("8XY50OT001", 0), Err(FileNameError::Sequence));
        assert_eq!(name("8XY50OT001", 10_000), Err(FileNameError::Sequence));
    }
}
