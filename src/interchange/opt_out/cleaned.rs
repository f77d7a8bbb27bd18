//! The list that comes back: the numbers of those who did not opt out.

use std::io::{BufRead, Read};

use super::{ListError, ListFault, NumberSet};
use crate::record::NhsNumber;

/// The longest line that is looked at.
const LONGEST: u64 = 256;
/// How many numbers are put in at once.
const AT_ONCE: usize = 512;
/// How the service answers a list with a bad number, in lower case.
const REFUSAL: &[u8] = b"the file contains one or more invalid nhs number";

/// The numbers that may be disclosed. It lives as long as a run: it is written nowhere.
#[derive(Debug)]
pub struct CleanedList {
    /// The numbers.
    pub numbers: NumberSet,
}

impl CleanedList {
    /// Reads a list in the format of the service, whole or not at all. Where the list that was sent
    /// is known, every number must stand in that one.
    ///
    /// # Errors
    /// At the first line that is not in the format, does not belong to the request, or is the
    /// service's refusal; and where it cannot be read.
    pub fn read(mut list: impl BufRead, requested: Option<&NumberSet>) -> Result<Self, ListError> {
        let mut taken = Taken { numbers: NumberSet::new(), requested, waiting: Vec::with_capacity(AT_ONCE), line: 0 };
        let mut line = Vec::with_capacity(16);
        loop {
            line.clear();
            let read = list.by_ref().take(LONGEST).read_until(b'\n', &mut line);
            let length = read.map_err(|source| ListError::Read { line: taken.read(), source })?;
            if length == 0 {
                taken.put_in()?;
                return Ok(Self { numbers: taken.numbers });
            }
            match numeral(&line) {
                Ok(number) => taken.waiting.push(number),
                Err(fault) => {
                    // A line before may be at fault too, and comes first.
                    let line = taken.read() + 1;
                    taken.put_in()?;
                    return Err(ListError::Line { line, fault });
                }
            }
            if taken.waiting.len() == AT_ONCE {
                taken.put_in()?;
            }
        }
    }
}

/// What was read of a list. Numbers lie far apart in a set: a batch of them is put in at once, so that
/// the memory is waited for once for many and not for each.
struct Taken<'a> {
    numbers: NumberSet,
    requested: Option<&'a NumberSet>,
    waiting: Vec<NhsNumber>,
    /// How many lines are put in.
    line: u64,
}

impl Taken<'_> {
    /// How many lines are read.
    fn read(&self) -> u64 {
        self.line + self.waiting.len() as u64
    }

    fn put_in(&mut self) -> Result<(), ListError> {
        for number in self.waiting.drain(..) {
            self.line += 1;
            if self.requested.is_some_and(|requested| !requested.contains(number)) {
                return Err(ListError::Line { line: self.line, fault: ListFault::NotRequested });
            }
            self.numbers.insert(number);
        }
        Ok(())
    }
}

fn numeral(line: &[u8]) -> Result<NhsNumber, ListFault> {
    let digits = match line {
        [digits @ .., b',', b'\n'] if digits.len() == 10 && digits.iter().all(u8::is_ascii_digit) => digits,
        [.., b',', b'\r', b'\n'] => return Err(ListFault::CarriageReturn),
        _ if line.to_ascii_lowercase().starts_with(REFUSAL) => return Err(ListFault::RefusedByService),
        _ if !line.ends_with(b"\n") && line.len() <= 11 => return Err(ListFault::CutShort),
        _ => return Err(ListFault::NotANumber),
    };
    let digits = digits.iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    let number = NhsNumber::from_digits(digits).ok_or(ListFault::NotANumber)?;
    if number.check_digit_holds() { Ok(number) } else { Err(ListFault::CheckDigit) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &[u8]) -> Result<u64, (u64, ListFault)> {
        let requested: NumberSet =
            ["9990000018", "9990000026"].map(|number| number.parse().unwrap()).into_iter().collect();
        match CleanedList::read(list, Some(&requested)) {
            Ok(list) => Ok(list.numbers.len()),
            Err(ListError::Line { line, fault }) => Err((line, fault)),
            Err(ListError::Read { .. }) => unreachable!("memory can be read"),
        }
    }

    #[test]
    fn whole_or_not_at_all() {
        assert_eq!(read(b""), Ok(0), "everybody opted out");
        assert_eq!(read(b"9990000018,\n9990000026,\n9990000018,\n"), Ok(2));
        for (list, line, fault) in [
            (&b"The file contains one or more invalid NHS Numbers."[..], 1, ListFault::RefusedByService),
            (b"The file contains one or more invalid NHS Numbers.\r\n", 1, ListFault::RefusedByService),
            (b"9990000018,\r\n", 1, ListFault::CarriageReturn),
            (b"9990000018,\n999000002", 2, ListFault::CutShort),
            (b"9990000018,\n9990000026,", 2, ListFault::CutShort),
            (b"9990000018\n", 1, ListFault::NotANumber),
            (b"9990000018, \n", 1, ListFault::NotANumber),
            (b"\xef\xbb\xbf9990000018,\n", 1, ListFault::NotANumber),
            (b"9990000018,\n\n", 2, ListFault::NotANumber),
            (b"9990000019,\n", 1, ListFault::CheckDigit),
            (b"9990000034,\n", 1, ListFault::NotRequested),
        ] {
            assert_eq!(read(list), Err((line, fault)), "{}", String::from_utf8_lossy(list));
        }
        let endless = vec![b'9'; 1 << 20];
        assert_eq!(read(&endless), Err((1, ListFault::NotANumber)), "a line is read as far as it can matter");
    }
}
