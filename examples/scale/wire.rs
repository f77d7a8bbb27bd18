//! HL7 v2 messages about made-up people.

use std::io::Write;

use jiff::{SignedDuration, civil::DateTime};

use super::panel::{CULTURE, PANELS};
use super::person::Person;
use super::random::Random;

/// Writes messages, numbered, one after another.
pub(crate) struct Wire {
    /// What was written and not yet taken.
    pub(crate) text: Vec<u8>,
    /// The last message's number.
    pub(crate) number: u64,
    /// Told apart from other runs by this in every control id.
    pub(crate) run: String,
}

/// Writing into memory does not fail.
macro_rules! segment {
    ($wire:expr, $($part:tt)*) => {{
        let _infallible = write!($wire.text, $($part)*);
        $wire.text.push(b'\r');
    }};
}

fn stamp(time: DateTime) -> String {
    let (date, clock) = (time.date(), time.time());
    format!(
        "{:04}{:02}{:02}{:02}{:02}{:02}",
        date.year(),
        date.month(),
        date.day(),
        clock.hour(),
        clock.minute(),
        clock.second()
    )
}

fn after(time: DateTime, hours: i64) -> DateTime {
    time.checked_add(SignedDuration::from_hours(hours)).unwrap_or(time)
}

impl Wire {
    fn header(&mut self, system: &str, person: &Person, kind: &str, at: &str) {
        self.number += 1;
        segment!(
            self,
            "MSH|^~\\&|SCALE-{system}|{}|DCR|DORSET|{at}||{kind}|{}{}|P|2.4||||||UNICODE UTF-8",
            person.trust,
            self.run,
            self.number
        );
    }

    fn pid(&mut self, person: &Person, verified: bool) {
        let Person { trust, local, family, given, birth, line, town, postcode, .. } = person;
        let number = person.nhs_number.map(|number| format!("~{}^^^NHS^NH", number.plain())).unwrap_or_default();
        let sex = if person.woman { "2" } else { "1" };
        if verified {
            let address = format!("{line}^^{town}^Dorset^{postcode}^GBR^H");
            let status = if person.nhs_number.is_some() { "01" } else { "" };
            segment!(
                self,
                "PID|1||{local}^^^{trust}^MR{number}||{family}^{given}^^^^^L||{birth}|{sex}|||{address}||07700 900{:03}||EN|||||||A||||||||||{status}",
                person.place % 1_000
            );
        } else {
            segment!(self, "PID|1||{local}^^^{trust}^MR{number}||{family}^{given}||{birth}|{sex}");
        }
    }

    /// A28: the person becomes known, some with an allergy and next of kin. Returns how many entries that makes.
    pub(crate) fn register(&mut self, person: &Person, at: DateTime, random: &mut Random) -> u64 {
        let at = stamp(at);
        self.header("PAS", person, "ADT^A28", &at);
        segment!(self, "EVN||{at}");
        self.pid(person, true);
        segment!(self, "PD1|||Scale Road Surgery^^J81901|G9000011^Scale^Robin^^^Dr^^^GMP");
        let mut entries = 0;
        if random.chance(40) {
            segment!(self, "NK1|1|{}^{}|1||07700 900{:03}", person.family, person.given, person.place % 997);
            entries += 1;
        }
        if random.chance(15) {
            segment!(self, "AL1|1|DA|Z88.0^Penicillin^I10|MO|Rash|20100101");
            entries += 1;
        }
        entries
    }

    /// A01, for some A02, for most A03: one stay. Returns how many entries that makes.
    pub(crate) fn stay(&mut self, person: &Person, from: DateTime, random: &mut Random) -> u64 {
        let visit = format!("{}{}V{}", self.run, person.trust, self.number);
        let admitted = stamp(from);
        let ward = random.between(1, 20);
        self.visit(person, "A01", &admitted, &visit, ward, &admitted, "");
        segment!(self, "DG1|1||J18.1^Lobar pneumonia^I10||{admitted}|W");
        if random.chance(40) {
            self.visit(person, "A02", &stamp(after(from, 5)), &visit, ward + 1, &admitted, "");
        }
        if random.chance(95) {
            let left = stamp(after(from, 50));
            self.visit(person, "A03", &left, &visit, ward, &admitted, &left);
        }
        2
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one message")]
    fn visit(&mut self, person: &Person, event: &str, at: &str, visit: &str, ward: i64, from: &str, until: &str) {
        self.header("PAS", person, &format!("ADT^{event}"), at);
        segment!(self, "EVN||{at}||||{at}");
        self.pid(person, true);
        segment!(
            self,
            "PV1|1|I|Ward {ward}^Bay {}^Bed {}^{}||||||C0001^Scale^Alex^^^Dr|||||||||{visit}{}{from}|{until}",
            ward % 4,
            ward % 6,
            person.trust,
            "|".repeat(25)
        );
    }

    /// ORU^R01: one report. Returns how many entries that makes.
    pub(crate) fn report(&mut self, person: &Person, at: DateTime, random: &mut Random) -> u64 {
        let (taken, reported) = (stamp(at), stamp(after(at, 3)));
        let panel = random.pick_skewed(PANELS);
        self.header("LAB", person, "ORU^R01", &reported);
        self.pid(person, false);
        let order = format!("{}{}", self.run, self.number);
        segment!(
            self,
            "OBR|1||{order}|{}^{}^WinLab|||{taken}|||||||{taken}||C0002^Scale^Sam||||||{reported}|||F",
            panel.code,
            panel.name
        );
        for (set, (code, name, unit, range, low, high)) in panel.tests.iter().enumerate() {
            let value = random.between(*low, *high);
            let flag = if value < low + (high - low) / 6 { "L" } else { "" };
            segment!(
                self,
                "OBX|{}|NM|{code}^{name}^WinLab||{}.{}|{unit}|{range}|{flag}|||F|||{reported}",
                set + 1,
                value / 10,
                value % 10
            );
        }
        if panel.tests.is_empty() {
            for (set, line) in CULTURE.iter().enumerate() {
                segment!(self, "OBX|{}|TX|CULT^Culture^WinLab|1|{line}||||||F|||{reported}", set + 1);
            }
        } else if random.chance(20) {
            segment!(self, "NTE|1|L|Sample slightly haemolysed; interpret with care.");
        }
        1 + if panel.tests.is_empty() { CULTURE.len() } else { panel.tests.len() } as u64
    }
}
