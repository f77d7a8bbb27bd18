//! One made-up person.

use std::sync::OnceLock;

use dcr::record::NhsNumber;

use super::names;
use super::random::Random;

/// A person, drawn from seed and place alone.
pub(crate) struct Person {
    /// The place, from 0.
    pub(crate) place: u64,
    /// The NHS number, of the range that is never issued; nobody beyond the 909,090th has one.
    pub(crate) nhs_number: Option<NhsNumber>,
    /// The ODS code of the trust that knows the person.
    pub(crate) trust: &'static str,
    /// The trust's own number.
    pub(crate) local: String,
    /// Family name.
    pub(crate) family: String,
    /// Given name.
    pub(crate) given: &'static str,
    /// Whether she is a woman.
    pub(crate) woman: bool,
    /// Date of birth, `yyyymmdd`.
    pub(crate) birth: String,
    /// House and street.
    pub(crate) line: String,
    /// Town.
    pub(crate) town: &'static str,
    /// Postcode.
    pub(crate) postcode: String,
    /// Randomness for what else is to be said of the person.
    pub(crate) more: Random,
}

impl Person {
    /// The person in a place.
    pub(crate) fn draw(seed: u64, place: u64) -> Self {
        let mut random = Random::new(seed, place);
        let woman = random.chance(51);
        let (town, outward) = *random.pick(names::TOWNS);
        let letter = |random: &mut Random| char::from(*random.pick(names::INWARD));
        let postcode =
            format!("{} {}{}{}", random.pick(outward), random.between(1, 9), letter(&mut random), letter(&mut random));
        let trust = *random.pick(&["RBD", "RD3", "RDZ"]);
        Self {
            place,
            nhs_number: nhs_number(place),
            trust,
            local: format!("{}{:07}", &trust[2..], place + 1),
            family: format!("{}{}", random.pick_skewed(names::FAMILY), random.pick_skewed(names::FAMILY_END)),
            given: random.pick_skewed::<&'static str>(if woman { names::WOMEN } else { names::MEN }),
            woman,
            birth: format!("{}{:02}{:02}", random.between(1925, 2017), random.between(1, 12), random.between(1, 28)),
            line: format!("{} {}", random.between(1, 180), random.pick(names::STREETS)),
            town,
            postcode,
            more: random,
        }
    }
}

/// The number of a place: places are scattered over the range, as real numbers are over births.
fn nhs_number(place: u64) -> Option<NhsNumber> {
    static NUMBERS: OnceLock<Vec<NhsNumber>> = OnceLock::new();
    let numbers = NUMBERS.get_or_init(|| {
        // 380,147 shares no factor with a million, so every number of the range comes up once.
        let nine = (0..1_000_000).map(|step| 999_000_000 + step * 380_147 % 1_000_000);
        let checked = |nine: u64| (0..10).filter_map(move |check| NhsNumber::from_digits(nine * 10 + check));
        nine.filter_map(|nine| checked(nine).find(|number| number.may_identify())).collect()
    });
    numbers.get(usize::try_from(place).ok()?).copied()
}
