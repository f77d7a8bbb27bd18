//! Draws what practices hold of the people who have no story.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::gp::{GpAllergy, GpAnswer, GpConsultation, GpImmunisation, GpMedicine, GpProblem};
use super::random::Random;
use super::truth::Person;

/// Every how manieth of the drawn people has been asked for at the practice.
const EVERY: usize = 6;

/// A long-standing condition: SNOMED CT code and words, from which age, the medicine and its dose, and
/// what is said when it is looked at.
struct Condition(&'static str, &'static str, i64, [&'static str; 3], [&'static str; 2]);

const CONDITIONS: [Condition; 7] = [
    Condition(
        "38341003",
        "Hypertension",
        40,
        ["Amlodipine 5mg tablets", "ONE DAILY", "28 tablet"],
        ["No headaches, no swelling of the ankles", "Recheck in six months"],
    ),
    Condition(
        "195967001",
        "Asthma",
        6,
        ["Salbutamol 100micrograms/dose inhaler", "TWO PUFFS WHEN REQUIRED", "1 inhaler"],
        ["No symptoms at night, plays football", "Inhaler technique checked"],
    ),
    Condition(
        "44054006",
        "Type 2 diabetes mellitus",
        45,
        ["Metformin 500mg tablets", "ONE TWICE A DAY WITH FOOD", "56 tablet"],
        ["Feels well, walks daily", "Bloods and eyes due in autumn"],
    ),
    Condition(
        "40930008",
        "Hypothyroidism",
        30,
        ["Levothyroxine 75microgram tablets", "ONE EACH MORNING", "28 tablet"],
        ["Less tired than before", "Thyroid function in a year"],
    ),
    Condition(
        "396275006",
        "Osteoarthritis",
        55,
        ["Paracetamol 500mg tablets", "TWO UP TO FOUR TIMES A DAY", "100 tablet"],
        ["Knees stiff in the morning", "Exercises shown, leaflet given"],
    ),
    Condition(
        "49436004",
        "Atrial fibrillation",
        65,
        ["Apixaban 5mg tablets", "ONE TWICE A DAY", "56 tablet"],
        ["No palpitations, no bleeding", "Continue, bloods yearly"],
    ),
    Condition(
        "13645005",
        "Chronic obstructive lung disease",
        55,
        ["Tiotropium 18microgram inhalation powder", "ONE EACH MORNING", "30 capsule"],
        ["Breathless on hills only", "Stopped smoking in 2016, keep going"],
    ),
];

const ALLERGIES: [[&str; 2]; 3] =
    [["91936005", "Allergy to penicillin"], ["300916003", "Latex allergy"], ["91935009", "Allergy to peanuts"]];

/// The answer of the practice about a drawn person; nothing for most of them.
pub(crate) fn answers(person: &Person, position: usize, seed: u64) -> Vec<GpAnswer> {
    if !position.is_multiple_of(EVERY) || person.practice.is_empty() {
        return Vec::new();
    }
    let random = &mut Random::new(seed, &format!("practice {position}"));
    let day = date(2018, 6, 1) + random.between(0, 25).days();
    let mut answer = GpAnswer { received: day.at(8, 30, 0, 0), ..GpAnswer::default() };
    let age = i64::from(2018 - person.birth_date.year());
    let fitting: Vec<&Condition> = CONDITIONS.iter().filter(|condition| age >= condition.2).collect();
    for _ in 0..random.between(0, 2).min(i64::try_from(fitting.len()).unwrap_or(0)) {
        let condition = *random.pick(&fitting);
        if answer.problems.iter().all(|problem| problem.code != condition.0) {
            add(&mut answer, condition, random);
        }
    }
    if random.chance(25) {
        let [code, text] = random.pick(&ALLERGIES).map(str::to_owned);
        answer.allergies.push(GpAllergy { code, text, since: past(random), ended: None });
    }
    if age > 65 {
        let flu = GpImmunisation { text: "Seasonal influenza vaccination".to_owned(), on: date(2017, 10, 9) };
        answer.immunisations.push(flu);
    }
    vec![answer]
}

fn past(random: &mut Random) -> Date {
    date(2005, 3, 1) + random.between(0, 4_000).days()
}

fn add(answer: &mut GpAnswer, condition: &Condition, random: &mut Random) {
    let Condition(code, text, _, [medicine, dose, quantity], [history, plan]) = condition;
    answer.problems.push(GpProblem {
        code: (*code).to_owned(),
        text: (*text).to_owned(),
        since: past(random),
        ended: None,
        is_major: true,
    });
    let last = date(2018, 5, 2) + random.between(0, 20).days();
    answer.medicines.push(GpMedicine {
        text: (*medicine).to_owned(),
        dose: (*dose).to_owned(),
        quantity: (*quantity).to_owned(),
        kind: "repeat".to_owned(),
        issued: (0..3).rev().map(|months| last - (28 * months).days()).collect(),
        stopped: None,
    });
    let pressure = random.chance(60).then(|| {
        let number = |value: i64| u16::try_from(value).unwrap_or(0);
        [number(random.about(138, 14)), number(random.about(80, 8))]
    });
    answer.consultations.push(GpConsultation {
        at: (date(2018, 1, 8) + random.between(0, 100).days()).at(
            9,
            i8::try_from(random.between(0, 5) * 10).unwrap_or(0),
            0,
            0,
        ),
        topic: (*text).to_owned(),
        history: (*history).to_owned(),
        examination: String::new(),
        blood_pressure: pressure,
        plan: (*plan).to_owned(),
    });
}
