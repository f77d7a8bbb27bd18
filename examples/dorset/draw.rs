//! Draws the people of the fictional Dorset who have no story.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};

use super::care::care;
use super::gp_draw;
use super::names::{COMMUNITIES, Community};
use super::places::{INWARD_LETTERS, PLACES, Place, STREETS};
use super::random::Random;
use super::truth::{Address, Allergy, Choice, Differences, Moved, NextOfKin, Person, Sex, Signals, Truth};

/// The truth with its drawn people drawn afresh from its seed; what is written by hand stays.
pub(crate) fn draw(truth: &Truth) -> Truth {
    let mut drawn = Truth { people: Vec::new(), ..truth.clone() };
    let mut taken: BTreeSet<String> = truth.stories.iter().map(|person| person.nhs_number.clone()).collect();
    for position in 0..truth.drawn {
        let mut random = Random::new(truth.seed, &format!("person {position}"));
        let mut person = person(truth, position, &mut random, &mut taken);
        care(truth, &mut person, position, &mut random);
        person.gp = gp_draw::answers(&person, position, truth.seed);
        drawn.people.push(person);
    }
    drawn
}

fn person(truth: &Truth, position: usize, random: &mut Random, taken: &mut BTreeSet<String>) -> Person {
    let community = community(random);
    let sex = if random.chance(53) { Sex::Female } else { Sex::Male };
    let birth_date = birth_date(random);
    let place = random.pick(PLACES);
    let family = (*random.pick(community.families)).to_owned();
    let given = given(community, sex, random);
    let adult = birth_date < date(2000, 4, 1);
    let married = adult && sex == Sex::Female && random.chance(20);
    let address = address(place, random);
    let local = local_numbers(place, position, random);
    let serving = truth.practices.iter().find(|practice| practice.serves.iter().any(|code| code == place.outward));
    Person {
        nhs_number: nhs_number(random, taken),
        title: title(adult, sex, random).to_owned(),
        former_family: married
            .then(|| (*random.pick(community.families)).to_owned())
            .filter(|former| *former != family),
        birth_date,
        sex,
        ethnic_category: (*random.pick(community.ethnic)).to_owned(),
        moved: moved(random),
        phone: phone(random),
        practice: serving.map_or_else(String::new, |practice| practice.ods.clone()),
        next_of_kin: next_of_kin(community, &family, birth_date, random),
        known_as: known_as(&local, random),
        local,
        allergies: allergies(birth_date, random),
        signals: signals(random),
        choices: choices(random),
        given,
        family,
        address,
        story: None,
        gp: Vec::new(),
        urgent: Vec::new(),
        events: Vec::new(),
    }
}

fn community(random: &mut Random) -> &'static Community {
    let mut throw = random.between(1, 100);
    for community in COMMUNITIES {
        throw -= community.share;
        if throw <= 0 {
            return community;
        }
    }
    &COMMUNITIES[0]
}

/// Old people come to hospital most.
fn birth_date(random: &mut Random) -> Date {
    let age = match random.between(1, 100) {
        1..=10 => random.between(1, 16),
        11..=35 => random.between(17, 49),
        36..=60 => random.between(50, 69),
        _ => random.between(70, 97),
    };
    date(2018, 3, 31).saturating_sub(age.years().days(random.between(0, 364)))
}

fn given(community: &Community, sex: Sex, random: &mut Random) -> Vec<String> {
    let names = if sex == Sex::Female { community.women } else { community.men };
    let first = (*random.pick(names)).to_owned();
    let second = (*random.pick(names)).to_owned();
    if random.chance(55) && second != first { vec![first, second] } else { vec![first] }
}

fn title(adult: bool, sex: Sex, random: &mut Random) -> &'static str {
    match (adult, sex) {
        (false, Sex::Female) => "Miss",
        (false, Sex::Male) => "Master",
        (true, Sex::Female) => random.pick::<&str>(&["Mrs", "Mrs", "Ms", "Miss", "Dr"]),
        (true, Sex::Male) => random.pick::<&str>(&["Mr", "Mr", "Mr", "Mr", "Dr", "Rev"]),
    }
}

fn address(place: &Place, random: &mut Random) -> Address {
    let number = random.between(1, 140);
    let street = *random.pick(STREETS);
    let line = if random.chance(12) {
        format!("Flat {}, {number} {street}", random.between(1, 9))
    } else {
        format!("{number} {street}")
    };
    let inward: String = [*random.pick(INWARD_LETTERS), *random.pick(INWARD_LETTERS)].into_iter().collect();
    Address {
        line,
        locality: place.locality.to_owned(),
        town: place.town.to_owned(),
        postcode: format!("{} {}{inward}", place.outward, random.between(1, 9)),
    }
}

fn moved(random: &mut Random) -> Option<Moved> {
    random.chance(10).then(|| {
        let place = random.pick(PLACES);
        let on = date(2018, 5, 1).at(9, 0, 0, 0).saturating_add(random.between(0, 50).days());
        Moved { on, from: address(place, random) }
    })
}

/// Only numbers that Ofcom keeps for drama.
fn phone(random: &mut Random) -> String {
    if random.chance(60) {
        format!("07700 900{:03}", random.between(0, 999))
    } else {
        format!("01632 960{:03}", random.between(0, 999))
    }
}

fn next_of_kin(community: &Community, family: &str, birth_date: Date, random: &mut Random) -> Option<NextOfKin> {
    if !random.chance(70) {
        return None;
    }
    let woman = random.chance(50);
    let given = (*random.pick(if woman { community.women } else { community.men })).to_owned();
    let relationship = match (2018 - birth_date.year(), woman) {
        (..20, true) => "Mother",
        (..20, false) => "Father",
        (20..45, true) => random.pick(&["Mother", "Sister", "Partner", "Friend"]),
        (20..45, false) => random.pick(&["Father", "Brother", "Partner", "Friend"]),
        (_, true) => random.pick(&["Spouse", "Daughter", "Sister", "Partner"]),
        (_, false) => random.pick(&["Spouse", "Son", "Brother", "Partner"]),
    };
    let title = if woman { "Mrs" } else { "Mr" };
    Some(NextOfKin {
        title: title.into(),
        given,
        family: family.into(),
        relationship: relationship.into(),
        phone: phone(random),
    })
}

/// The nearest hospital always, the others often.
fn local_numbers(place: &Place, position: usize, random: &mut Random) -> BTreeMap<String, Vec<String>> {
    let mut local = BTreeMap::new();
    for trust in ["RDZ", "RD3", "RBD"] {
        let likely = match (place.trust, trust) {
            (near, trust) if near == trust => 100,
            ("RBD", _) => 40,
            (_, "RBD") => 45,
            _ => 75,
        };
        if random.chance(likely) {
            local.insert(trust.to_owned(), vec![local_number(trust, position)]);
        }
    }
    local
}

fn local_number(trust: &str, position: usize) -> String {
    match trust {
        "RDZ" => format!("{}", 310_007 + position * 13),
        "RD3" => format!("P{}", 500_021 + position * 7),
        _ => format!("0{}", 1_200_003 + position * 11),
    }
}

/// One hospital in forty has not traced the NHS number.
fn known_as(local: &BTreeMap<String, Vec<String>>, random: &mut Random) -> BTreeMap<String, Differences> {
    let mut known_as = BTreeMap::new();
    for number in local.values().flatten() {
        if random.between(1, 40) == 1 {
            let status = (*random.pick(&["02", "02", "03", "04"])).to_owned();
            known_as.insert(number.clone(), Differences { status: Some(status), ..Differences::default() });
        }
    }
    known_as
}

fn allergies(birth_date: Date, random: &mut Random) -> Vec<Allergy> {
    const KNOWN: &[[&str; 4]] = &[
        ["DA", "Z88.0", "Penicillin", "Rash"],
        ["DA", "Z88.5", "Codeine", "Vomiting"],
        ["DA", "Z88.1", "Clarithromycin", "Diarrhoea"],
        ["DA", "Z88.6", "Aspirin", "Wheeze"],
        ["FA", "Z91.0", "Peanuts", "Swelling of lips & face"],
        ["MA", "Z91.0", "Latex", "Contact dermatitis"],
    ];
    if !random.chance(28) {
        return Vec::new();
    }
    let [kind, code, text, reaction] = *random.pick(KNOWN);
    let since = date(1995, 1, 1).max(birth_date).saturating_add(random.between(30, 8000).days()).min(date(2018, 3, 1));
    let severity = (*random.pick(&["2", "5", "8"])).to_owned();
    vec![Allergy {
        kind: kind.into(),
        code: code.into(),
        text: text.into(),
        severity,
        reaction: reaction.into(),
        since,
    }]
}

fn signals(random: &mut Random) -> Signals {
    let share_detail = match random.between(1, 50) {
        1..=12 => "1",
        13 => "2",
        14..=18 => "3",
        _ => "",
    };
    Signals { share_detail: share_detail.to_owned(), hide_location: String::new() }
}

/// Most people have said nothing and stand under the default.
fn choices(random: &mut Random) -> Vec<Choice> {
    let choice = match random.between(1, 100) {
        1..=8 => "yes-3",
        9..=11 => "no-1",
        12..=13 => "no-2",
        14..=16 => "yes-2",
        _ => return Vec::new(),
    };
    let stated_at: DateTime = date(2018, 4, 3).at(10, 30, 0, 0).saturating_add(random.between(0, 80).days());
    let until = (choice == "yes-2").then(|| stated_at.saturating_add(random.between(30, 400).days()));
    let source = (*random.pick(&["leaflet form", "practice letter", "telephone"])).to_owned();
    let kind = if choice == "yes-2" { "overlay" } else { "standing" }.to_owned();
    vec![Choice { kind, answer: choice.into(), from: stated_at, until, named_user: String::new(), stated_at, source }]
}

fn nhs_number(random: &mut Random, taken: &mut BTreeSet<String>) -> String {
    loop {
        let nine = random.between(999_001_000, 999_899_999).to_string();
        if let Some(check) = check_digit(&nine) {
            let number = format!("{nine}{check}");
            if taken.insert(number.clone()) {
                return number;
            }
        }
    }
}

/// The Modulus 11 check digit of nine digits; `None` where there is none.
pub(crate) fn check_digit(nine: &str) -> Option<u32> {
    let sum: u32 =
        nine.chars().zip((2..=10).rev()).filter_map(|(digit, weight)| Some(digit.to_digit(10)? * weight)).sum();
    Some((11 - sum % 11) % 11).filter(|check| *check != 10)
}
