//! The hospital corpus again and again, each time about new people in new messages.

use std::collections::HashMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use dcr::record::NhsNumber;

use crate::scale::person::Person;

/// The numbers of the range that is never issued which no store of 800,000 people uses.
const SPARE: std::ops::Range<u64> = 800_000..909_000;

/// Gives everybody in the corpus another number in each round.
struct Renaming {
    run: u64,
    round: u64,
    next: u64,
    numbers: HashMap<String, String>,
}

/// The time in seconds, by which runs are told apart.
pub(crate) fn run() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The messages of the corpus, `rounds` times over. Numbers of messages and people are new each
/// time; segments, their order and everything else stay as they are.
pub(crate) fn mix(corpus: &Path, sample: u64, rounds: u64) -> Vec<u8> {
    let raw = std::fs::read(corpus.join("hl7v2/uk/simhospital_1013_messages.hl7")).expect("the corpus is there");
    let text = String::from_utf8(raw).expect("the corpus is UTF-8");
    let run = run() * 100 + sample;
    let mut made = String::with_capacity(text.len() * usize::try_from(rounds + 1).unwrap_or(1));
    let mut renaming = Renaming { run, round: 0, next: run * 7_919, numbers: HashMap::new() };
    for round in 0..rounds {
        renaming.round = round;
        renaming.numbers.clear();
        for segment in text.split_inclusive(['\r', '\n']) {
            let mut fields: Vec<String> = segment.split('|').map(ToOwned::to_owned).collect();
            match fields[0].as_str() {
                "MSH" => fields[9] = format!("{run}-{round}-{}", fields[9]),
                "PID" => (2..=3).for_each(|field| fields[field] = renaming.list(&fields[field])),
                "MRG" => fields[1] = renaming.list(&fields[1]),
                _ => {}
            }
            made.push_str(&fields.join("|"));
        }
    }
    made.into_bytes()
}

impl Renaming {
    fn list(&mut self, list: &str) -> String {
        list.split('~').map(|number| self.number(number)).collect::<Vec<_>>().join("~")
    }

    fn number(&mut self, number: &str) -> String {
        let (value, rest) = number.split_once('^').unwrap_or((number, ""));
        if !number.contains("NHSNBR") {
            return format!("{}x{}x{value}^{rest}", self.run, self.round);
        }
        if let Some(known) = self.numbers.get(value) {
            return format!("{known}^{rest}");
        }
        self.next += 1;
        let place = SPARE.start + self.next % (SPARE.end - SPARE.start);
        let spare = Person::draw(0, place).nhs_number.map(NhsNumber::plain).unwrap_or_default();
        self.numbers.insert(value.to_owned(), spare.clone());
        format!("{spare}^{rest}")
    }
}
