//! FHIR extracts: resources or bundles one a line, or one bundle in one document.
//!
//! Read three times: who the patients are, of whom each resource speaks, and what stays. A resource
//! that names no patient itself goes with what it refers to, through any number of steps.

use std::collections::HashMap;
use std::hash::RandomState;
use std::io::{self, Write};

use super::fhir_resource::Facts;
use super::lines::{Lines, trimmed, without_mark};
use super::{ExtractError, ExtractFault, Opener};
use crate::interchange::fhir::read::json::{Node, Parser, write_text};
use crate::interchange::opt_out::{Rule, Tally, Unusable, Verdict};
use crate::record::NhsNumber;

/// The longest document that is not one a line.
const LONGEST: u64 = 1 << 30;
/// How many steps a resource may be away from the patient whom it is about.
const MOST_STEPS: usize = 64;
/// What of a bundle is about the bundle alone. The rest (its count, its links with what was
/// searched for, its signature) would no longer be true, or names people.
const OF_BUNDLE: [&str; 7] = ["resourceType", "id", "meta", "language", "identifier", "type", "timestamp"];

type Fate = Result<Verdict, Unusable>;

/// The worse of two: an opt-out above all.
fn worse(one: Fate, other: Fate) -> Fate {
    let rank = |fate: &Fate| match fate {
        Ok(Verdict::Keep) => 0,
        Ok(Verdict::NotAsked) => 1,
        Err(_) => 2,
        Ok(Verdict::Removed) => 3,
    };
    if rank(&other) > rank(&one) { other } else { one }
}

/// Whether the beginning of a file is that of a FHIR resource.
pub(super) fn is_resource(beginning: &[u8]) -> bool {
    let beginning = &beginning[..beginning.len().min(4_096)];
    memchr::memmem::find(beginning, br#""resourceType""#).is_some()
}

/// Every NHS number of the extract.
pub(super) fn numbers(
    open: Opener<'_>,
    mut take: impl FnMut(u64, Result<NhsNumber, Unusable>) -> io::Result<()>,
) -> Result<(), ExtractError> {
    let hasher = RandomState::new();
    each_document(open, |document| {
        document.each(|unit| {
            let facts = unit.facts(&hasher);
            facts.numbers.into_iter().try_for_each(|number| take(unit.line, number)).map_err(ExtractError::Write)
        })
    })
}

/// Writes what stays.
pub(super) fn filter(
    open: Opener<'_>,
    rule: &Rule<'_>,
    out: &mut impl Write,
    tally: &mut Tally,
) -> Result<(), ExtractError> {
    let mut fates = Fates::learn(open, rule)?;
    let mut ordinal = 0;
    each_document(open, |document| {
        let mut kept = Vec::new();
        document.each(|unit| {
            let fate = fates.of(unit, ordinal, rule);
            ordinal += 1;
            if tally.count(unit.line, fate) {
                kept.push(unit.raw.to_owned());
            }
            Ok(())
        })?;
        document.write(&kept, out)
    })?;
    let changed = ExtractError::Place { line: 1, fault: ExtractFault::Changed };
    if ordinal == fates.units { Ok(()) } else { Err(changed) }
}

/// What becomes of each patient and of each resource, by what refers to it.
struct Fates {
    hasher: RandomState,
    known: HashMap<u64, Fate>,
    /// Of resources that name no patient, by their place in the extract.
    indirect: HashMap<u64, Fate>,
    units: u64,
}

impl Fates {
    fn learn(open: Opener<'_>, rule: &Rule<'_>) -> Result<Self, ExtractError> {
        let mut fates = Self { hasher: RandomState::new(), known: HashMap::new(), indirect: HashMap::new(), units: 0 };
        each_document(open, |document| {
            document.each(|unit| {
                fates.units += 1;
                let facts = unit.facts(&fates.hasher);
                if facts.is_patient()
                    && let Some(fate) = fates.direct(&facts, rule)
                {
                    fates.learn_fate(&facts.keys, fate);
                }
                Ok(())
            })
        })?;
        fates.follow(open, rule)?;
        Ok(fates)
    }

    fn learn_fate(&mut self, keys: &[u64], fate: Fate) {
        for key in keys {
            self.known.entry(*key).and_modify(|known| *known = worse(*known, fate)).or_insert(fate);
        }
    }

    /// What the numbers in a resource and the patients that it refers to say; none where there are none.
    fn direct(&self, facts: &Facts, rule: &Rule<'_>) -> Option<Fate> {
        let numbers = facts.numbers.iter().map(|number| number.and_then(|number| rule.judge(number)));
        let patients = facts.references.iter().filter(|(_, is_patient)| *is_patient);
        let patients = patients.map(|(key, _)| self.known.get(key).copied().unwrap_or(Err(Unusable::NobodyNamed)));
        numbers.chain(patients).reduce(worse)
    }

    /// Learns the fate of everything that is no patient. References by `urn:uuid` do not say what they
    /// lead to, so what leads to a patient is direct as well.
    fn follow(&mut self, open: Opener<'_>, rule: &Rule<'_>) -> Result<(), ExtractError> {
        let patients = self.known.clone();
        let (mut ordinal, mut indirect) = (0, Vec::new());
        each_document(open, |document| {
            document.each(|unit| {
                let facts = unit.facts(&self.hasher);
                let named = facts.references.iter().filter_map(|(key, _)| patients.get(key).copied());
                let fate = self.direct(&facts, rule).into_iter().chain(named).reduce(worse);
                match fate {
                    Some(fate) if facts.is_patient() => self.learn_fate(&facts.keys, fate),
                    Some(fate) => {
                        self.learn_fate(&facts.keys, fate);
                        self.indirect.insert(ordinal, fate);
                    }
                    None if facts.is_about_nobody() => {}
                    None => indirect.push((ordinal, facts)),
                }
                ordinal += 1;
                Ok(())
            })
        })?;
        self.settle(&indirect);
        Ok(())
    }

    /// Follows references until nothing changes any more.
    fn settle(&mut self, indirect: &[(u64, Facts)]) {
        for _ in 0..MOST_STEPS {
            let mut changed = false;
            for (ordinal, facts) in indirect {
                let found = facts.references.iter().filter_map(|(key, _)| self.known.get(key).copied());
                let before = self.indirect.get(ordinal).copied();
                let fate = before.into_iter().chain(found).reduce(worse);
                if fate != before
                    && let Some(fate) = fate
                {
                    self.indirect.insert(*ordinal, fate);
                    self.learn_fate(&facts.keys, fate);
                    changed = true;
                }
            }
            if !changed {
                return;
            }
        }
        for (ordinal, _) in indirect {
            self.indirect.insert(*ordinal, Err(Unusable::NobodyNamed));
        }
    }

    fn of(&mut self, unit: &Unit<'_>, ordinal: u64, rule: &Rule<'_>) -> Fate {
        if let Some(fate) = self.indirect.get(&ordinal) {
            return *fate;
        }
        let facts = unit.facts(&self.hasher);
        let nobody = if facts.is_about_nobody() { Ok(Verdict::Keep) } else { Err(Unusable::NobodyNamed) };
        let fate = self.direct(&facts, rule).unwrap_or(nobody);
        // Another patient of the same name may have opted out.
        let others = facts.keys.iter().filter_map(|key| self.known.get(key).copied());
        std::iter::once(fate).chain(others.filter(|_| facts.is_patient())).reduce(worse).unwrap_or(fate)
    }
}

/// One resource, or one entry of a bundle.
struct Unit<'a> {
    /// Its line, or its entry in a document that is not one a line.
    line: u64,
    raw: &'a str,
    node: Node<'a>,
    in_bundle: bool,
}

impl Unit<'_> {
    fn facts(&self, hasher: &RandomState) -> Facts {
        if !self.in_bundle {
            return Facts::of(&self.node, None, hasher);
        }
        match self.node.get("resource") {
            Some(resource) => Facts::of(resource, self.node.text_of("fullUrl"), hasher),
            None => Facts::default(),
        }
    }
}

/// A line, or a whole file.
struct Document<'a> {
    text: &'a str,
    /// The line on which it stands; none of a whole file.
    line: Option<u64>,
}

fn each_document(
    open: Opener<'_>,
    mut document: impl FnMut(&Document<'_>) -> Result<(), ExtractError>,
) -> Result<(), ExtractError> {
    let read = |line| move |source| ExtractError::Read { line, source };
    let mut lines = Lines::new(open().map_err(read(0))?);
    let mut raw = Vec::new();
    let mut first = true;
    loop {
        raw.clear();
        if !lines.next(&mut raw)? {
            return Ok(());
        }
        let line = lines.line;
        if trimmed(&raw).trim_ascii().is_empty() {
            continue;
        }
        let text = text_of(&raw, line)?;
        if std::mem::take(&mut first) && !is_whole(text) {
            drop(lines);
            let mut whole = String::new();
            let mut input = io::Read::take(open().map_err(read(0))?, LONGEST + 1);
            io::Read::read_to_string(&mut input, &mut whole).map_err(read(0))?;
            if whole.len() as u64 > LONGEST {
                return Err(ExtractError::Place { line: 1, fault: ExtractFault::TooLong(1 << 30) });
            }
            return document(&Document { text: text_of(whole.as_bytes(), 1)?, line: None });
        }
        document(&Document { text, line: Some(line) })?;
    }
}

fn text_of(raw: &[u8], line: u64) -> Result<&str, ExtractError> {
    let text = std::str::from_utf8(without_mark(trimmed(raw)));
    text.map_err(|_| ExtractError::Place { line, fault: ExtractFault::CharacterSet })
}

fn is_whole(text: &str) -> bool {
    let mut parser = Parser::new(text, 0);
    parser.value(0).is_ok() && parser.is_done()
}

impl<'a> Document<'a> {
    fn fault(&self) -> ExtractError {
        ExtractError::Place { line: self.line.unwrap_or(1), fault: ExtractFault::Json }
    }

    /// Hands over each resource; of a bundle each entry.
    fn each(&self, mut unit: impl FnMut(&Unit<'a>) -> Result<(), ExtractError>) -> Result<(), ExtractError> {
        let (mut failed, mut entry) = (None, 0);
        let read = self.read(|raw, node| {
            entry += 1;
            let line = self.line.unwrap_or(entry);
            if failed.is_none() {
                failed = unit(&Unit { line, raw, node, in_bundle: true }).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        if read.map_err(|()| self.fault())?.is_bundle {
            return Ok(());
        }
        let mut parser = Parser::new(self.text, 0);
        let node = parser.value(0).map_err(|_| self.fault())?;
        if !parser.is_done() {
            return Err(self.fault());
        }
        unit(&Unit { line: self.line.unwrap_or(1), raw: self.text.trim(), node, in_bundle: false })
    }

    /// Reads the members of the object; where it is a bundle, its entries one by one.
    fn read(&self, mut entry: impl FnMut(&'a str, Node<'a>)) -> Result<Frame<'a>, ()> {
        let mut frame = Frame::default();
        // What comes first says what it is, wherever the type stands.
        let mut parser = Parser::new(self.text, 0);
        let fault = |_| ();
        parser
            .object(0, |parser, key| {
                let start = parser.offset();
                let is_type = key == "resourceType";
                if key == "entry" && parser.peek() == Some(b'[') {
                    // One entry in memory at a time.
                    return parser.list(1, |parser| parser.value(2).map(drop));
                }
                let value = parser.value(1)?;
                frame.is_bundle |= is_type && matches!(&value, Node::Text(kind) if kind == "Bundle");
                if OF_BUNDLE.contains(&key.as_ref()) {
                    frame.members.push((key.into_owned(), &self.text[start..parser.end()]));
                }
                Ok(())
            })
            .map_err(fault)?;
        if !frame.is_bundle {
            return Ok(frame);
        }
        let mut parser = Parser::new(self.text, 0);
        parser
            .object(0, |parser, key| {
                if key != "entry" || parser.peek() != Some(b'[') {
                    return parser.value(1).map(drop);
                }
                parser.list(1, |parser| {
                    let start = parser.offset();
                    let value = parser.value(2)?;
                    entry(&self.text[start..parser.end()], value);
                    Ok(())
                })
            })
            .map_err(fault)?;
        if parser.is_done() { Ok(frame) } else { Err(()) }
    }

    /// Writes what was kept of it; nothing where nothing was.
    fn write(&self, kept: &[String], out: &mut impl Write) -> Result<(), ExtractError> {
        if kept.is_empty() && self.line.is_some() {
            return Ok(());
        }
        let frame = self.read(|_, _| {}).map_err(|()| self.fault())?;
        let mut text = String::new();
        if frame.is_bundle {
            text.push('{');
            for (name, value) in &frame.members {
                write_text(name, &mut text);
                text.push(':');
                text.push_str(value);
                text.push(',');
            }
            text.push_str("\"entry\":[");
            text.push_str(&kept.join(","));
            text.push_str("]}");
        } else {
            text.push_str(&kept.concat());
        }
        text.push('\n');
        out.write_all(text.as_bytes()).map_err(ExtractError::Write)
    }
}

/// A document without its entries.
#[derive(Default)]
struct Frame<'a> {
    is_bundle: bool,
    members: Vec<(String, &'a str)>,
}
