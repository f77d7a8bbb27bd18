//! The way in: a message, findings out.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::check::Check;
use super::collect::{At, Collector, Draft};
use super::definitions::{HL7_VERSIONS, Rules, standard};
use super::finding::{Report, Severity};
use super::header::{MessageType, other_version, version_of};
use super::profile::{BUILT_IN_PROFILES, Profile, compose, load_profiles};
use super::rule::Rule;
use super::{places, shown, text};
use crate::interchange::hl7v2::Message;

/// The most findings of one message that are listed; the rest is counted.
const MOST_FINDINGS: usize = 1_000;

/// The rules of a version with some of the profiles over them.
type Composed = HashMap<(&'static str, Vec<usize>), Arc<Rules>>;

/// Validates messages, one after the other or on several threads.
#[derive(Debug, Default)]
pub struct Validator {
    /// The profiles that were asked for, and then those that a message can name.
    profiles: Vec<Profile>,
    asked: usize,
    composed: Mutex<Composed>,
}

impl Validator {
    /// A validator by the standard, by these profiles, and by those built in that a message names.
    pub fn new(asked: Vec<Profile>) -> Self {
        let mut profiles = asked;
        let count = profiles.len();
        for (name, _) in BUILT_IN_PROFILES {
            let found = load_profiles(name, &mut |name, _| Err(format!("{name} is not built in")));
            for profile in found.unwrap_or_default() {
                if !profiles.iter().any(|known| known.name == profile.name) {
                    profiles.push(profile);
                }
            }
        }
        Self { profiles, asked: count, composed: Mutex::default() }
    }

    /// Validates one message, with or without its MLLP frame.
    pub fn validate(&self, bytes: &[u8]) -> Report {
        let mut found = Collector::new(MOST_FINDINGS);
        let (base, message) = text::unframed(bytes);
        if message.len() > text::MOST_BYTES {
            let draft = Draft::error(Rule::Limit, At::default(), 0);
            found.add(draft, || format!("the message has more than {} bytes and is not checked", text::MOST_BYTES));
        } else if text::delimiters(message, &mut found) {
            text::terminators(message, &mut found);
            let readable = text::character_set(message, &mut found);
            match Message::parse_within(&readable, &text::limits()) {
                Ok(parsed) => return self.report(&parsed, found, bytes, base),
                Err(rejection) => {
                    let repaired = text::repaired(&readable, rejection, &mut found);
                    if let Some(Ok(parsed)) =
                        repaired.as_deref().map(|bytes| Message::parse_within(bytes, &text::limits()))
                    {
                        return self.report(&parsed, found, bytes, base);
                    }
                }
            }
        }
        let mut report = Report { findings: found.finish(), ..Report::default() };
        places::place(&mut report.findings, bytes, base, None);
        report
    }

    fn report(&self, message: &Message<'_>, found: Collector<'_>, bytes: &[u8], base: usize) -> Report {
        let mut report = Report::default();
        report.findings = self.checked(message, found, &mut report);
        // Text that is longer than its bytes came in a single-byte set.
        let single = message.text().len() != text::unframed(bytes).1.len();
        places::place(&mut report.findings, bytes, base, single.then(|| message.text()));
        report
    }

    fn checked(&self, message: &Message<'_>, mut found: Collector<'_>, report: &mut Report) -> Vec<super::Finding> {
        let kind = MessageType::of(&message.header());
        report.message_type = kind.name();
        let said = version_of(&message.header());
        let Some(version) = HL7_VERSIONS.iter().copied().find(|version| *version == said) else {
            let header = message.header();
            let offset = header.field_range(12).map_or(header.raw().len(), |range| range.start);
            let severity = if said.is_empty() { Severity::Error } else { Severity::NotCheckable };
            let draft = Draft::error(Rule::Version, At::field(*b"MSH", 1, 12), offset).weighing(severity);
            found.add(draft, || other_version(&said));
            return found.finish();
        };
        version.clone_into(&mut report.version);
        let chosen = self.chosen(message, version, &mut found);
        report.profiles = chosen.iter().map(|place| self.profiles[*place].name.to_string()).collect();
        let Some(rules) = self.rules(version, chosen) else { return found.finish() };
        let mut check = Check::new(message, &rules, found);
        if let Some(structure) = check.header(&kind) {
            report.structure = structure.name.to_string();
            check.structure(&structure);
        }
        check.segments();
        check.found.finish()
    }

    /// The profiles that a message is put to: those asked for, and those that it names.
    fn chosen(&self, message: &Message<'_>, version: &str, found: &mut Collector<'_>) -> Vec<usize> {
        let header = message.header();
        let mut chosen = Vec::new();
        for (place, profile) in self.profiles.iter().enumerate().take(self.asked) {
            match &profile.version {
                Some(wanted) if wanted != version => {
                    let offset = header.field_range(12).map_or(0, |range| range.start);
                    let at = At::field(*b"MSH", 1, 12);
                    let draft = Draft { profile: Some(&profile.name), ..Draft::error(Rule::Version, at, offset) };
                    found.add(draft, || format!("expected v{wanted}, found v{version}: the profile is not applied"));
                }
                _ => chosen.push(place),
            }
        }
        let Some(range) = header.field_range(21) else { return chosen };
        for named in header.field(21).repetitions() {
            let Some(said) = named.component(1).text() else { continue };
            let fits = |profile: &Profile| {
                profile.is_named(&said) && profile.version.as_deref().is_none_or(|it| it == version)
            };
            if let Some(place) = self.profiles.iter().position(fits) {
                self.with_extended(place, &mut chosen);
                continue;
            }
            let at = At::field(*b"MSH", 1, 21);
            let draft = Draft::error(Rule::ProfileUnknown, at, range.start).weighing(Severity::NotCheckable);
            found.add(draft, || format!("no profile is known for what MSH-21 names, {}", shown::code(*b"MSH", &said)));
        }
        chosen
    }

    /// A profile after those that it extends.
    fn with_extended(&self, place: usize, chosen: &mut Vec<usize>) {
        if chosen.contains(&place) {
            return;
        }
        for name in self.profiles[place].extended() {
            if let Some(other) = self.profiles.iter().position(|profile| &*profile.name == name)
                && other != place
                && !chosen.contains(&other)
            {
                chosen.push(other);
            }
        }
        chosen.push(place);
    }

    fn rules(&self, version: &'static str, chosen: Vec<usize>) -> Option<RulesOf> {
        let standard = standard(version)?;
        if chosen.is_empty() {
            return Some(RulesOf::Standard(standard));
        }
        let mut composed = self.composed.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (version, chosen);
        if let Some(rules) = composed.get(&key) {
            return Some(RulesOf::Composed(Arc::clone(rules)));
        }
        let profiles: Vec<&Profile> = key.1.iter().map(|place| &self.profiles[*place]).collect();
        let rules = Arc::new(compose(standard, &profiles));
        composed.insert(key, Arc::clone(&rules));
        Some(RulesOf::Composed(rules))
    }
}

/// Rules of the standard, or with profiles over them.
enum RulesOf {
    Standard(&'static Rules),
    Composed(Arc<Rules>),
}

impl std::ops::Deref for RulesOf {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        match self {
            Self::Standard(rules) => rules,
            Self::Composed(rules) => rules,
        }
    }
}
