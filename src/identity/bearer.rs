//! Whether a message of a source speaks of the patient who bears its number there already. One
//! number in one source is mostly one person, and where a message says otherwise it is not: a
//! result keyed under the wrong number, a number given twice, a filler that nobody has listed.

use super::birth_date;
use super::name::{families_contradict, family, given_names_contradict, name_fits};
use crate::record::{HumanName, IdentifierKind, Patient, fold_name};

/// How what a message says of a person fits the patient who bears its number; the better ones last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It cannot be the same person.
    Contradicts,
    /// Nothing is known on both sides, so nothing contradicts.
    Silent,
    /// Name or date of birth agrees, and nothing contradicts.
    Partly,
    /// Name and date of birth agree.
    Fully,
}

/// Compares what a message says with the patient of the same source who bears the number that it
/// names the person by. A source's own number yields only where date of birth and name both
/// contradict, or of several born together the given name; an NHS number, which alone is nobody,
/// where either does.
pub fn bears(number: IdentifierKind, known: &Patient, said: &Patient) -> Fit {
    let several = known.multiple_birth == Some(true) || said.multiple_birth == Some(true);
    let born_apart = birth_date::contradict(known, said);
    let contradicts = if number == IdentifierKind::NhsNumber {
        born_apart || names_contradict(known, said, several)
    } else {
        let given = given_names_contradict(known, said);
        born_apart && (families_contradict(known, said) || given) || several && given
    };
    if contradicts {
        return Fit::Contradicts;
    }
    match (birth_date::agree(known, said), names_agree(known, said)) {
        (true, true) => Fit::Fully,
        (true, false) | (false, true) => Fit::Partly,
        (false, false) => Fit::Silent,
    }
}

/// Whether both are named, and no name of one fits any of the other. Of several born together an
/// initial fits nobody.
fn names_contradict(known: &Patient, said: &Patient, several: bool) -> bool {
    let fits = name_fits(known, said).is_some_and(|fit| !(several && fit.by_initial()));
    is_named(known) && is_named(said) && !fits && !same_name(known, said)
}

fn names_agree(known: &Patient, said: &Patient) -> bool {
    name_fits(known, said).is_some() || same_name(known, said)
}

/// Whether the two share a name letter for letter, stand-ins for a given name included.
fn same_name(known: &Patient, said: &Patient) -> bool {
    known.names.iter().any(|mine| {
        family(mine).is_some()
            && said.names.iter().any(|theirs| family(mine) == family(theirs) && given(mine) == given(theirs))
    })
}

fn given(name: &HumanName) -> Option<String> {
    name.given.first().map(|given| fold_name(given))
}

fn is_named(patient: &Patient) -> bool {
    patient.names.iter().any(|name| family(name).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::example::{born, called, mary};
    use super::*;

    fn nhs(known: &Patient, said: &Patient) -> Fit {
        bears(IdentifierKind::NhsNumber, known, said)
    }

    fn local(known: &Patient, said: &Patient) -> Fit {
        bears(IdentifierKind::Local, known, said)
    }

    /// Mary as she would be called otherwise, born on another day.
    fn other(family: &str, given: &str) -> Patient {
        Patient { birth_date: born("1971-01-01").birth_date, ..called(family, given) }
    }

    #[test]
    fn an_nhs_number_is_borne_by_who_has_the_name_and_the_birth_date() {
        assert_eq!(nhs(&mary(), &mary()), Fit::Fully);
        assert_eq!(nhs(&mary(), &Patient::default()), Fit::Silent);
        assert_eq!(nhs(&mary(), &Patient { birth_date: None, ..mary() }), Fit::Partly);
        assert_eq!(nhs(&mary(), &born("1971-01-01")), Fit::Contradicts);
        assert_eq!(nhs(&mary(), &called("Smith", "Anne")), Fit::Contradicts);
        assert_eq!(nhs(&mary(), &called("Jones", "Mary")), Fit::Contradicts);
    }

    #[test]
    fn a_local_number_yields_to_birth_date_and_name_together() {
        assert_eq!(local(&mary(), &called("Jones", "Mary")), Fit::Partly, "she married");
        assert_eq!(local(&mary(), &born("1971-01-01")), Fit::Partly, "a slip of the key");
        assert_eq!(local(&mary(), &other("Jones", "Anne")), Fit::Contradicts);
        assert_eq!(local(&mary(), &other("UNKNOWN", "")), Fit::Silent);
    }

    #[test]
    fn of_several_born_together_an_initial_is_nobody() {
        let twin = |given: &str| Patient { multiple_birth: Some(true), ..called("Pryce", given) };
        for fit in [nhs, local] {
            assert_eq!(fit(&twin("Owain"), &twin("Osian")), Fit::Contradicts);
        }
        assert_eq!(nhs(&twin("Owain"), &twin("O")), Fit::Contradicts);
        assert_eq!(nhs(&twin("Baby"), &twin("Owain")), Fit::Contradicts);
        for said_again in ["O", "Baby", "Owain"] {
            assert_eq!(nhs(&twin(said_again), &twin(said_again)), Fit::Fully, "{said_again}");
        }
    }
}
