//! Draws what happens to one person: registrations, a stay, clinics, results, pictures, letters.

use jiff::civil::{DateTime, date};
use jiff::{SignedDuration, ToSpan};

use super::care_results::{imaging, letter, report};
use super::conditions::{CONDITIONS, Condition};
use super::event::{Appointment, Coded, Event, Merged, Registered, Stay, StayClass, Transfer, Update, Visit};
use super::places::ward;
use super::random::Random;
use super::truth::{Person, Truth};

/// What is drawn for a person, with the running number that makes identifiers.
pub(crate) struct Drawing<'a> {
    pub(crate) truth: &'a Truth,
    pub(crate) position: usize,
    pub(crate) condition: &'static Condition,
    pub(crate) random: &'a mut Random,
}

/// The last minute of the quarter that anything may occur in.
pub(crate) const LAST: DateTime = date(2018, 6, 30).at(21, 0, 0, 0);

/// Fills in the events of `person`.
pub(crate) fn care(truth: &Truth, person: &mut Person, position: usize, random: &mut Random) {
    let age = i64::from(date(2018, 4, 1).year() - person.birth_date.year());
    let fits = |condition: &&Condition| {
        (condition.ages[0]..=condition.ages[1]).contains(&age) && condition.sex.is_none_or(|sex| sex == person.sex)
    };
    let fitting: Vec<&'static Condition> = CONDITIONS.iter().filter(fits).collect();
    let condition = if fitting.is_empty() { &CONDITIONS[CONDITIONS.len() - 1] } else { *random.pick(&fitting) };
    let mut drawing = Drawing { truth, position, condition, random };
    let trusts: Vec<String> = person.local.keys().cloned().collect();
    let mut events = Vec::new();
    let known_by = registrations(person, &trusts, &mut drawing, &mut events);
    let main = drawing.random.pick(&trusts).clone();
    if drawing.random.chance(66) {
        events.push(Event::Stay(stay(&main, known_by, &mut drawing)));
    }
    clinics(person, known_by, &mut drawing, &mut events);
    let base = base(&events, "RD3", known_by);
    results(person, base, &mut drawing, &mut events);
    if person.local.contains_key("RBD") {
        pictures_and_letters(known_by, &mut drawing, &mut events);
    }
    person.events = events;
}

/// Registers the person everywhere; returns when the last hospital knew them.
fn registrations(
    person: &mut Person,
    trusts: &[String],
    drawing: &mut Drawing<'_>,
    events: &mut Vec<Event>,
) -> DateTime {
    let start = date(2018, 4, 1).at(8, 0, 0, 0);
    let mut last = start;
    for trust in trusts {
        let at = drawing.moment(start, 26);
        last = last.max(at);
        events.push(Event::Registered(Registered { trust: trust.clone(), number: None, at }));
        if let Some(moved) = &person.moved
            && drawing.random.chance(65)
        {
            let at = drawing.moment(moved.on, 3);
            events.push(Event::Changed(Registered { trust: trust.clone(), number: None, at }));
        }
    }
    // A few people had been given a second number at one hospital.
    if drawing.position % 60 == 17 {
        let trust = trusts[0].clone();
        let kept = person.local[&trust][0].clone();
        let gone = format!("{kept}9");
        let at = drawing.moment(start, 26);
        events.push(Event::Registered(Registered { trust: trust.clone(), number: Some(gone.clone()), at }));
        let merged = last.max(at).saturating_add(6.days());
        events.push(Event::Merged(Merged { trust: trust.clone(), at: merged, kept, gone: gone.clone() }));
        person.local.entry(trust).or_default().push(gone);
    }
    last
}

fn stay(trust: &str, known_by: DateTime, drawing: &mut Drawing<'_>) -> Stay {
    let condition = drawing.condition;
    let still_in = drawing.random.chance(30) && condition.nights[1] > 1;
    let admitted = if still_in {
        let days = drawing.random.between(1, condition.nights[1].min(14));
        drawing.moment(date(2018, 6, 29).at(6, 0, 0, 0).saturating_sub(days.days()), 1)
    } else {
        let room = (date(2018, 6, 22).at(0, 0, 0, 0).duration_since(known_by).as_hours() / 24).max(2);
        drawing.moment(known_by, room)
    };
    let nights = drawing.random.between(condition.nights[0], condition.nights[1]);
    let class = match (condition.specialty, nights) {
        ("180", _) => StayClass::Emergency,
        (_, 0) => StayClass::DayCase,
        _ => StayClass::Inpatient,
    };
    let hours = if class == StayClass::Inpatient {
        nights * 24 + drawing.random.between(-3, 6)
    } else {
        drawing.random.between(2, 7)
    };
    let planned =
        condition.planned.then(|| admitted.saturating_sub(SignedDuration::from_hours(drawing.random.between(40, 300))));
    let mut stay = Stay {
        trust: trust.to_owned(),
        visit: drawing.id("V", trust),
        number: None,
        class,
        planned: planned.filter(|planned| *planned > known_by),
        admitted,
        admission_arrives: None,
        method: if condition.planned { "11" } else { drawing.random.pick(&["21", "21", "22", "24"]) }.to_owned(),
        ward: ward(trust, condition.specialty).to_owned(),
        bed: drawing.bed(),
        specialty: condition.specialty.to_owned(),
        consultant: drawing.consultant(trust),
        diagnosis: Some(coded(condition.diagnosis)),
        procedure: Some(coded(condition.procedure)).filter(|procedure| !procedure.code.is_empty()),
        transfers: Vec::new(),
        updates: Vec::new(),
        discharged: Some(admitted.saturating_add(SignedDuration::from_hours(hours.max(2))))
            .filter(|end| !still_in && *end < LAST),
        discharge_cancelled: None,
        discharged_again: None,
        cancelled: None,
    };
    during(&mut stay, drawing);
    stay
}

/// Moves, changes and what is taken back, all between admission and the end.
fn during(stay: &mut Stay, drawing: &mut Drawing<'_>) {
    let end = stay.discharged.unwrap_or(LAST);
    let hours = end.duration_since(stay.admitted).as_hours();
    if stay.class != StayClass::Inpatient || hours < 12 {
        return;
    }
    let within = |share: i64| stay.admitted.saturating_add(SignedDuration::from_mins(hours * 60 * share / 100));
    if drawing.random.chance(45) {
        let at = within(drawing.random.between(5, 30));
        let cancelled = drawing.random.chance(14).then(|| at.saturating_add(50.minutes()));
        let other = if drawing.random.chance(60) { ward(&stay.trust, "430") } else { &stay.ward };
        stay.transfers.push(Transfer { at, ward: other.to_owned(), bed: drawing.bed(), cancelled });
    }
    if drawing.random.chance(35) {
        stay.updates.push(Update {
            at: within(drawing.random.between(40, 80)),
            arrives: None,
            consultant: drawing.consultant(&stay.trust),
        });
    }
    match stay.discharged {
        Some(discharged) if drawing.random.chance(9) => {
            stay.discharge_cancelled = Some(discharged.saturating_add(95.minutes()));
            let again = discharged.saturating_add(30.hours());
            stay.discharged_again = Some(again).filter(|again| *again < LAST && drawing.random.chance(70));
        }
        None if drawing.random.chance(14) => stay.cancelled = Some(within(92)),
        _ => {}
    }
}

fn clinics(person: &Person, known_by: DateTime, drawing: &mut Drawing<'_>, events: &mut Vec<Event>) {
    for trust in person.local.keys() {
        if drawing.random.chance(22) {
            events.push(Event::Visit(Visit {
                trust: trust.clone(),
                id: drawing.id("C", trust),
                at: drawing.moment(known_by, 60),
                clinic: drawing.condition.clinic.to_owned(),
                specialty: drawing.condition.specialty.to_owned(),
                consultant: drawing.consultant(trust),
            }));
        }
    }
    if person.local.contains_key("RDZ") && drawing.random.chance(52) {
        events.push(Event::Appointment(appointment(known_by, drawing)));
    }
}

fn appointment(known_by: DateTime, drawing: &mut Drawing<'_>) -> Appointment {
    let booked = drawing.moment(known_by, 35);
    let days = drawing.random.between(20, 90);
    let at = date(2018, 1, 1)
        .at(9, 0, 0, 0)
        .with()
        .date(booked.date())
        .build()
        .unwrap_or(booked)
        .saturating_add(days.days());
    let at = at.saturating_add(SignedDuration::from_mins(drawing.random.between(0, 22) * 20));
    let rebooked = drawing.random.chance(28).then(|| [booked.saturating_add(4.days()), at.saturating_add(14.days())]);
    let reworded =
        drawing.random.chance(20).then(|| (booked.saturating_add(6.days()), "Review: bring your tablets".to_owned()));
    let cancelled = drawing.random.chance(22).then(|| booked.saturating_add(9.days()));
    Appointment {
        trust: "RDZ".to_owned(),
        id: drawing.id("A", "RDZ"),
        booked,
        at,
        clinic: drawing.condition.clinic.to_owned(),
        reason: "Follow-up".to_owned(),
        specialty: drawing.condition.specialty.to_owned(),
        consultant: drawing.consultant("RDZ"),
        rebooked,
        reworded,
        cancelled,
    }
}

/// When tests and pictures are taken: about a stay at `trust`, or at any time.
fn base(events: &[Event], trust: &str, known_by: DateTime) -> (DateTime, i64) {
    let stay = events.iter().find_map(|event| match event {
        Event::Stay(stay) if stay.trust == trust => Some((stay.admitted, 2)),
        _ => None,
    });
    stay.unwrap_or((known_by, 58))
}

fn results(person: &Person, (start, days): (DateTime, i64), drawing: &mut Drawing<'_>, events: &mut Vec<Event>) {
    if !person.local.contains_key("RD3") {
        return;
    }
    let batteries = drawing.condition.batteries.iter().chain(["UE", "TFT"].iter());
    for (turn, battery) in batteries.enumerate() {
        if drawing.random.chance(48) {
            let taken = drawing.moment(start, days);
            report(battery, taken, turn, drawing, events);
        }
    }
}

fn pictures_and_letters(known_by: DateTime, drawing: &mut Drawing<'_>, events: &mut Vec<Event>) {
    let (start, days) = base(events, "RBD", known_by);
    if !drawing.condition.exam[0].is_empty() && drawing.random.chance(75) {
        let at = drawing.moment(start, days);
        events.extend(imaging(at, drawing));
    }
    let mut written = None;
    for event in events.iter() {
        match event {
            Event::Stay(stay) if stay.trust == "RBD" && stay.discharge_cancelled.is_none() => {
                written = stay.discharged.map(|at| (at, Some(stay.visit.clone()))).or(written);
            }
            Event::Visit(visit) if visit.trust == "RBD" => {
                written = written.or(Some((visit.at.saturating_add(5.hours()), None)));
            }
            _ => {}
        }
    }
    let written = written.or_else(|| drawing.random.chance(25).then(|| (drawing.moment(known_by, 55), None)));
    if let Some((at, visit)) = written {
        events.extend(letter(at, visit, drawing));
    }
}

impl Drawing<'_> {
    /// A working moment within `days` after `start`, before the end of the quarter.
    pub(crate) fn moment(&mut self, start: DateTime, days: i64) -> DateTime {
        let days = self.random.between(0, days.max(1) - 1);
        let minutes = SignedDuration::from_mins(self.random.between(5, 719));
        let morning = start.date().at(8, 0, 0, 0).saturating_add(days.days());
        let moment = morning.saturating_add(minutes);
        if moment > start { moment.min(LAST) } else { start.saturating_add(minutes).min(LAST) }
    }

    /// An identifier that nothing else has.
    pub(crate) fn id(&mut self, letter: &str, trust: &str) -> String {
        let base = if trust == "RDZ" { 700_000 } else { 40_000 };
        format!("{letter}{}", base + self.position * 9)
    }

    /// A consultant of `trust` in the specialty of the condition, or any of the trust.
    pub(crate) fn consultant(&mut self, trust: &str) -> String {
        let here: Vec<_> = self.truth.clinicians.iter().filter(|who| who.trust == trust).collect();
        let fitting: Vec<_> = here.iter().filter(|who| who.specialty == self.condition.specialty).copied().collect();
        let from = if fitting.len() > 1 { fitting } else { here };
        if from.is_empty() { String::new() } else { self.random.pick(&from).code.clone() }
    }

    fn bed(&mut self) -> String {
        format!("Bed {}", self.random.between(1, 28))
    }
}

fn coded([code, text]: [&str; 2]) -> Coded {
    Coded { code: code.to_owned(), text: text.to_owned() }
}
