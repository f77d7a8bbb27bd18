//! The Type 1 opt-out: said to a practice, about uses of its record beyond the person's own care.

use jiff::Timestamp;

use crate::record::PartialDateTime;

/// What a code in the record of a practice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type1Statement {
    /// The record may not leave the practice for anything but care.
    Dissent,
    /// An earlier dissent holds no more.
    Withdrawn,
}

/// Dissent from secondary use of general practitioner patient identifiable data, in SNOMED CT and CTV3.
const DISSENT: [&str; 2] = ["827241000000103", "XaZ89"];
/// The same in Read v2, with all that stands below it.
const DISSENT_READ_V2: &str = "9Nu0";
/// Its withdrawal, in SNOMED CT and in the forms in which Read v2 codes are sent. A code that only
/// begins like it withdraws nothing.
const WITHDRAWN: [&str; 4] = ["827261000000102", "9Nu1", "9Nu1.", "9Nu1.00"];

impl Type1Statement {
    /// Texts of which every code that says something contains one, for a search.
    pub const MARKS: [&'static str; 5] = ["9Nu0", "9Nu1", "XaZ89", "827241000000103", "827261000000102"];

    /// What a code says, whatever the name of its system: sources name theirs in many ways, and these
    /// codes mean nothing else.
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim();
        if DISSENT.contains(&code) || code.starts_with(DISSENT_READ_V2) {
            return Some(Self::Dissent);
        }
        WITHDRAWN.contains(&code).then_some(Self::Withdrawn)
    }
}

/// What all statements of one person come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Type1 {
    /// The last instant at which a dissent may have been said.
    dissent: Option<Timestamp>,
    /// The first instant at which the last withdrawal was surely said.
    withdrawn: Option<Timestamp>,
}

impl Type1 {
    /// Takes a statement in. The order does not matter. A dissent without a date is the latest of all,
    /// a withdrawal without one says nothing.
    pub fn state(&mut self, statement: Type1Statement, said: Option<PartialDateTime>) {
        match statement {
            Type1Statement::Dissent => {
                let said = said.map_or(Timestamp::MAX, |said| said.end());
                self.dissent = self.dissent.max(Some(said));
            }
            Type1Statement::Withdrawn => self.withdrawn = self.withdrawn.max(said.map(|said| said.earliest())),
        }
    }

    /// Whether the opt-out stands: a withdrawal counts only where it is surely the later.
    pub fn stands(&self) -> bool {
        self.dissent.is_some_and(|dissent| self.withdrawn.is_none_or(|withdrawn| withdrawn < dissent))
    }
}

#[cfg(test)]
mod tests {
    use super::Type1Statement::{Dissent, Withdrawn};
    use super::*;

    #[test]
    fn codes_in_the_forms_in_which_they_are_sent() {
        for code in ["9Nu0", "9Nu0.", "9Nu0.00", "9Nu00", "XaZ89", "827241000000103", " 9Nu0. "] {
            assert_eq!(Type1Statement::of(code), Some(Dissent), "{code}");
        }
        for code in ["9Nu1", "9Nu1.", "9Nu1.00", "827261000000102"] {
            assert_eq!(Type1Statement::of(code), Some(Withdrawn), "{code}");
        }
        for code in ["9Nu4.", "9Ndo.", "9Nu", "9NU0.", "", "93C1."] {
            assert_eq!(Type1Statement::of(code), None, "{code}");
        }
        let marked = |code: &str| Type1Statement::MARKS.iter().any(|mark| code.contains(mark));
        assert!(DISSENT.iter().chain(&WITHDRAWN).all(|code| marked(code)) && marked(DISSENT_READ_V2));
    }

    fn stands(statements: &[(Type1Statement, Option<&str>)]) -> bool {
        let mut type_1 = Type1::default();
        let mut reversed = Type1::default();
        let parse = |said: Option<&str>| said.map(|said| said.parse().unwrap());
        for (statement, said) in statements {
            type_1.state(*statement, parse(*said));
        }
        for (statement, said) in statements.iter().rev() {
            reversed.state(*statement, parse(*said));
        }
        assert_eq!(type_1, reversed, "the order of arrival does not matter");
        type_1.stands()
    }

    #[test]
    fn only_a_later_withdrawal_lifts_it() {
        assert!(!stands(&[]));
        assert!(stands(&[(Dissent, Some("2018-04-03"))]));
        assert!(!stands(&[(Dissent, Some("2018-04-03")), (Withdrawn, Some("2018-04-04"))]));
        assert!(stands(&[(Dissent, Some("2018-04-03")), (Withdrawn, Some("2018-04-03"))]), "the same day");
        assert!(stands(&[(Dissent, Some("2018")), (Withdrawn, Some("2018-04-04"))]), "which came first is not known");
        assert!(stands(&[(Dissent, None), (Withdrawn, Some("2018-04-04"))]));
        assert!(stands(&[(Dissent, Some("2018-04-03")), (Withdrawn, None)]));
        let again = [(Dissent, Some("2016")), (Withdrawn, Some("2017")), (Dissent, Some("2018"))];
        assert!(stands(&again));
        assert!(!stands(&[(Withdrawn, Some("2017"))]));
    }
}
