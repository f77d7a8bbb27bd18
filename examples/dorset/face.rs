//! A person as one hospital knows them under one local number at one time.

use jiff::civil::{Date, DateTime};

use super::truth::{Address, NextOfKin, Person, Practice, Sex, Truth};

/// What a hospital holds of a person.
pub(crate) struct Face<'a> {
    pub(crate) person: &'a Person,
    /// The local number.
    pub(crate) number: &'a str,
    /// `None` where the hospital does not know it.
    pub(crate) nhs_number: Option<&'a str>,
    /// NHS number status, two digits.
    pub(crate) status: &'a str,
    pub(crate) family: &'a str,
    pub(crate) given: &'a [String],
    pub(crate) birth_date: Date,
    pub(crate) address: &'a Address,
    pub(crate) practice: Option<&'a Practice>,
}

impl<'a> Face<'a> {
    /// The person under `number` (or the number in use at `trust`) at `time`; `None` where the
    /// trust does not know them.
    pub(crate) fn new(
        truth: &'a Truth,
        person: &'a Person,
        trust: &str,
        number: Option<&'a str>,
        time: DateTime,
    ) -> Option<Self> {
        let number = number.or_else(|| person.number_at(trust))?;
        let differences = person.known_as.get(number);
        let moved = person.moved.as_ref().filter(|moved| time < moved.on).map(|moved| &moved.from);
        let without = differences.is_some_and(|different| different.without_nhs_number);
        Some(Self {
            person,
            number,
            nhs_number: (!without).then_some(person.nhs_number.as_str()),
            status: differences.and_then(|different| different.status.as_deref()).unwrap_or(if without {
                "07"
            } else {
                "01"
            }),
            family: differences.and_then(|different| different.family.as_deref()).unwrap_or(&person.family),
            given: differences.and_then(|different| different.given.as_deref()).unwrap_or(&person.given),
            birth_date: differences.and_then(|different| different.birth_date).unwrap_or(person.birth_date),
            address: differences.and_then(|different| different.address.as_ref()).or(moved).unwrap_or(&person.address),
            practice: truth.practice(&person.practice),
        })
    }

    /// The first given name.
    pub(crate) fn first(&self) -> &str {
        self.given.first().map_or("", String::as_str)
    }

    /// The other given names.
    pub(crate) fn middle(&self) -> String {
        self.given.get(1..).unwrap_or_default().join(" ")
    }

    /// `1` male, `2` female (NHS Data Dictionary).
    pub(crate) const fn sex_digit(&self) -> &'static str {
        match self.person.sex {
            Sex::Male => "1",
            Sex::Female => "2",
        }
    }

    /// `M` or `F` (HL7 table 0001).
    pub(crate) const fn sex_letter(&self) -> &'static str {
        match self.person.sex {
            Sex::Male => "M",
            Sex::Female => "F",
        }
    }

    /// The ten digits grouped 3-3-4.
    pub(crate) fn spaced_nhs_number(&self) -> String {
        let plain = self.nhs_number.unwrap_or_default();
        match (plain.get(..3), plain.get(3..6), plain.get(6..)) {
            (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
            _ => String::new(),
        }
    }
}

/// The code of a relationship: national digits where `digits`, HL7 table 0063 letters otherwise.
pub(crate) fn relationship(kin: &NextOfKin, digits: bool) -> &'static str {
    let (digit, letters) = match kin.relationship.as_str() {
        "Spouse" => ("1", "SPO"),
        "Partner" => ("2", "DOM"),
        "Mother" | "Father" | "Parent" => ("3", "PAR"),
        "Son" | "Daughter" | "Child" => ("6", "CHD"),
        "Brother" | "Sister" | "Sibling" => ("9", "SIB"),
        _ => ("16", "OTH"),
    };
    if digits { digit } else { letters }
}

/// The name of an ethnic category (2001 census).
pub(crate) fn ethnic_name(letter: &str) -> &'static str {
    match letter {
        "A" => "White - British",
        "B" => "White - Irish",
        "C" => "Any other White background",
        "D" => "White and Black Caribbean",
        "G" => "Any other mixed background",
        "H" => "Asian - Indian",
        "J" => "Asian - Pakistani",
        "K" => "Asian - Bangladeshi",
        "M" => "Black - Caribbean",
        "N" => "Black - African",
        "R" => "Chinese",
        _ => "Not stated",
    }
}
