//! The filter language of the audit: words of the form `key:value`, set apart by spaces. Whatever is
//! not a key is text to be found.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

use super::{Action, Event, EventOutcome};
use crate::record::{PartialDateTime, Precision};

/// The longest filter that is read, in bytes.
const LONGEST: usize = 4_096;

/// Why a filter cannot be read. The place is a column, from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {what}")]
pub struct FilterError {
    /// Where.
    pub column: usize,
    /// What is wrong there, without the value.
    pub what: String,
}

/// Which events. Every part that is given must fit; of several values of one part, one must.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Whom the event concerns, as a caller writes it: an NHS number, `P12`, `RBD:123456`.
    pub patient: Option<String>,
    /// The user, by name.
    pub users: Vec<String>,
    /// The organisation acted for.
    pub organisations: Vec<String>,
    /// What was done.
    pub actions: Vec<Action>,
    /// How it ended.
    pub outcomes: Vec<EventOutcome>,
    /// For what purpose.
    pub purposes: Vec<String>,
    /// Part of the reason, whatever the case of letters.
    pub reason: Option<String>,
    /// The request.
    pub request: Option<String>,
    /// The first instant.
    pub since: Option<Timestamp>,
    /// The first instant after.
    pub until: Option<Timestamp>,
    /// Only views under broken glass.
    pub emergency: bool,
    /// Only what other systems recorded, or only what they did not.
    pub imported: Option<bool>,
    /// What must not fit: each is one part.
    pub not: Vec<Filter>,
    /// Texts of which each stands somewhere in the event, whatever the case of letters.
    pub texts: Vec<String>,
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Filter(‹masked›)")
    }
}

/// The keys and what each takes, for help.
pub const FILTER_KEYS: [(&str, &str); 13] = [
    ("patient", "an NHS number, a store number (`P12`) or a local number (`RBD:123456`)"),
    ("user", "the user's name in the store"),
    ("organisation", "the ODS code acted for"),
    ("action", "what was done: `view`, `search`, `export`, `emergency-view`, `consent` and so on"),
    ("outcome", "`done`, `failed` or `refused`"),
    ("purpose", "`direct-care`, `record-operations`, `subject-access`, `privacy-investigation`"),
    ("reason", "part of the reason"),
    ("request", "the request, by its id"),
    ("since", "a date or a time in London; its first instant"),
    ("until", "a date or a time in London; its last instant"),
    ("on", "a date: since and until that day"),
    ("is", "`emergency`, `imported` or `own`"),
    ("not", "any of these but the patient, or a text, turned round: `not:action:view,search`, `not:portal`"),
];

impl Filter {
    /// Whether an event fits everything but the patient, whom only a store knows.
    pub fn fits(&self, event: &Event) -> bool {
        let any = |wanted: &[String], has: Option<&str>| {
            wanted.is_empty() || has.is_some_and(|has| wanted.iter().any(|wanted| wanted.eq_ignore_ascii_case(has)))
        };
        let holds = |text: Option<&str>, wanted: &str| text.is_some_and(|text| folded(text).contains(&folded(wanted)));
        let happened = event.happened();
        any(&self.users, Some(&event.agent.user))
            && any(&self.organisations, event.agent.organisation.as_deref())
            && any(&self.purposes, event.purpose.as_deref())
            && (self.actions.is_empty() || self.actions.contains(&event.action))
            && (self.outcomes.is_empty() || self.outcomes.contains(&event.outcome))
            && self.reason.as_deref().is_none_or(|wanted| holds(event.reason.as_deref(), wanted))
            && self.request.as_deref().is_none_or(|wanted| event.request.as_deref() == Some(wanted))
            && self.since.is_none_or(|since| happened >= since)
            && self.until.is_none_or(|until| happened < until)
            && (!self.emergency || event.action == Action::EmergencyView)
            && self.imported.is_none_or(|imported| event.source.is_some() == imported)
            && !self.not.iter().any(|part| part.fits(event))
            && self.texts.iter().all(|wanted| texts(event).any(|text| holds(Some(text), wanted)))
    }

    fn take(&mut self, key: &str, value: &str) -> Result<(), String> {
        let list = || value.split(',').filter(|one| !one.is_empty()).map(ToOwned::to_owned);
        match key {
            "patient" => once(&mut self.patient, key, value.to_owned())?,
            "user" => self.users.extend(list()),
            "organisation" => self.organisations.extend(list()),
            "purpose" => self.purposes.extend(list()),
            "action" => {
                for word in list() {
                    self.actions.push(Action::of_word(&word).ok_or_else(|| {
                        let known: Vec<_> = Action::ALL.iter().map(|action| action.word()).collect();
                        format!("no action is called so; known are {}", known.join(", "))
                    })?);
                }
            }
            "outcome" => {
                for word in list() {
                    let known = [EventOutcome::Success, EventOutcome::MinorFailure, EventOutcome::SeriousFailure];
                    let outcome = known.into_iter().find(|outcome| outcome.word() == word);
                    self.outcomes.push(outcome.ok_or("an outcome is `done`, `failed` or `refused`")?);
                }
            }
            "reason" => once(&mut self.reason, key, value.to_owned())?,
            "request" => once(&mut self.request, key, value.to_owned())?,
            "since" => once(&mut self.since, key, date(value)?.earliest())?,
            "until" => once(&mut self.until, key, after(date(value)?))?,
            "on" => {
                once(&mut self.since, key, date(value)?.earliest())?;
                once(&mut self.until, key, after(date(value)?))?;
            }
            "is" => match value {
                "emergency" => self.emergency = true,
                "imported" => once(&mut self.imported, key, true)?,
                "own" => once(&mut self.imported, key, false)?,
                _ => return Err("`is` takes `emergency`, `imported` or `own`".to_owned()),
            },
            "not" => self.not.push(Self::turned_round(value)?),
            _ => {
                let known: Vec<_> = FILTER_KEYS.iter().map(|(key, _)| *key).collect();
                return Err(format!("there is no such key; known are {}", known.join(", ")));
            }
        }
        Ok(())
    }

    /// The one part after `not:`.
    fn turned_round(part: &str) -> Result<Self, String> {
        let mut one = Self::default();
        match part.split_once(':').filter(|(key, _)| is_key(key)) {
            Some(("patient" | "not", _)) => return Err("`not:` takes neither `patient` nor `not`".to_owned()),
            Some((key, "")) => return Err(format!("`not:{key}:` needs a value")),
            Some((key, value)) => one.take(key, value)?,
            None => one.texts.push(part.to_owned()),
        }
        Ok(one)
    }
}

/// Everything in an event that a text may be found in.
fn texts(event: &Event) -> impl Iterator<Item = &str> {
    let agent = &event.agent;
    [
        Some(agent.user.as_str()),
        Some(agent.full_name.as_str()),
        agent.role.as_deref(),
        agent.organisation.as_deref(),
        event.on_behalf_of.as_deref(),
        Some(event.action.word()),
        event.purpose.as_deref(),
        event.reason.as_deref(),
        event.decision.as_deref(),
        event.consent.as_deref(),
        event.permission.as_deref(),
        event.request.as_deref(),
        event.detail.as_deref(),
        event.source.as_ref().map(|source| source.system.as_str()),
    ]
    .into_iter()
    .flatten()
}

fn folded(text: &str) -> String {
    text.to_lowercase()
}

fn once<T>(place: &mut Option<T>, key: &str, value: T) -> Result<(), String> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("`{key}` says again what was said before")),
    }
}

fn date(value: &str) -> Result<PartialDateTime, String> {
    value.parse().map_err(|_| "a date or a time is expected, such as 2018-07-01 or 2018-07-01T09:00".to_owned())
}

/// The first instant after a date, or after a time.
fn after(date: PartialDateTime) -> Timestamp {
    if date.precision() != Precision::Time {
        return date.end();
    }
    let time = date.earliest();
    time.checked_add(SignedDuration::from_micros(1)).unwrap_or(time)
}

/// One word of a filter.
struct Word {
    column: usize,
    key: Option<String>,
    value: String,
}

/// Cuts a filter into words. A value may stand in double quotes, and then hold spaces.
fn words(text: &str) -> Result<Vec<Word>, FilterError> {
    let mut words = Vec::new();
    let mut characters = text.chars().enumerate().peekable();
    while let Some((at, first)) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = Word { column: at + 1, key: None, value: String::new() };
        let (mut next, mut was_quoted) = (Some((at, first)), false);
        while let Some((_, character)) = next {
            match character {
                '"' => {
                    was_quoted = true;
                    loop {
                        match characters.next() {
                            Some((_, '"')) => break,
                            Some((_, character)) => word.value.push(character),
                            None => {
                                let what = "the quotation mark that begins here has no end".to_owned();
                                return Err(FilterError { column: word.column, what });
                            }
                        }
                    }
                }
                ':' if word.key.is_none() && !was_quoted && is_key(&word.value) => {
                    word.key = Some(std::mem::take(&mut word.value));
                }
                character => word.value.push(character),
            }
            next = characters.next_if(|(_, character)| !character.is_whitespace());
        }
        words.push(word);
    }
    Ok(words)
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_lowercase())
}

impl FromStr for Filter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        if text.len() > LONGEST {
            return Err(FilterError { column: LONGEST, what: format!("a filter has at most {LONGEST} bytes") });
        }
        let mut filter = Self::default();
        for word in words(text)? {
            let at = |what| FilterError { column: word.column, what };
            match &word.key {
                None => filter.texts.push(word.value.clone()),
                Some(key) if word.value.is_empty() => return Err(at(format!("`{key}:` needs a value"))),
                Some(key) => filter.take(key, &word.value).map_err(at)?,
            }
        }
        Ok(filter)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::audit::Agent;

    fn event() -> Event {
        let agent = Agent {
            user: "dr.hardy".to_owned(),
            full_name: "Dr Tess Hardy".to_owned(),
            role: Some("R8000".to_owned()),
            organisation: Some("RBD".to_owned()),
        };
        Event {
            purpose: Some("direct-care".to_owned()),
            reason: Some("emergency: medical; Collapsed in clinic".to_owned()),
            ..Event::new("2018-07-01T09:00:00Z".parse().unwrap(), Action::EmergencyView, EventOutcome::Success, agent)
        }
    }

    fn fits(filter: &str) -> bool {
        filter.parse::<Filter>().unwrap().fits(&event())
    }

    #[test]
    fn every_part_must_fit_and_one_of_its_values() {
        for filter in [
            "",
            "user:dr.hardy",
            "user:dr.osei,dr.hardy organisation:rbd",
            "action:view,emergency-view outcome:done",
            "purpose:direct-care reason:\"collapsed in\"",
            "since:2018-07-01 until:2018-07-01",
            "on:2018-07-01 is:emergency",
            "since:2018-07-01T10:00 until:2018-07-01T10:00",
            "is:own tess CLINIC",
            "\"in clinic\"",
            "not:user:dr.osei not:action:view,search not:portal",
            "not:\"reason:chest pain\" not:outcome:refused not:is:imported not:on:2018-07-02",
        ] {
            assert!(fits(filter), "{filter}");
        }
        for filter in [
            "user:dr.osei",
            "user:hardy",
            "organisation:RD3",
            "action:view",
            "outcome:refused",
            "purpose:subject-access",
            "reason:hardy",
            "since:2018-07-02",
            "until:2018-06-30",
            "since:2018-07-01T10:01",
            "is:imported",
            "request:1",
            "tess osei",
            "not:user:dr.osei,dr.hardy",
            "not:hardy",
            "not:is:emergency",
            "not:\"reason:collapsed in\"",
            "not:since:2018-07-01",
            "user:dr.hardy not:user:dr.hardy",
        ] {
            assert!(!fits(filter), "{filter}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_place_and_without_its_value() {
        let refused = |filter: &str| filter.parse::<Filter>().unwrap_err().to_string();
        insta::assert_snapshot!(
            [
                "user:a pateint:9990000018",
                "action:peek",
                "a outcome:good",
                "since:yesterday",
                "on:2018-07-01 since:2018-07-01",
                "patient:1 patient:2",
                "user:",
                "is:odd",
                "not:patient:1",
                "not:user:",
                "a not:action:peek",
                "not:not:a",
                "text \"with no end",
            ]
            .map(refused)
            .join("\n"),
            @"
            column 8: there is no such key; known are patient, user, organisation, action, outcome, purpose, reason, request, since, until, on, is, not
            column 1: no action is called so; known are search, view, emergency-view, unmask, export, work-list, ingest, link, consent, administration, audit-read, audit-import, erasure
            column 3: an outcome is `done`, `failed` or `refused`
            column 1: a date or a time is expected, such as 2018-07-01 or 2018-07-01T09:00
            column 15: `since` says again what was said before
            column 11: `patient` says again what was said before
            column 1: `user:` needs a value
            column 1: `is` takes `emergency`, `imported` or `own`
            column 1: `not:` takes neither `patient` nor `not`
            column 1: `not:user:` needs a value
            column 3: no action is called so; known are search, view, emergency-view, unmask, export, work-list, ingest, link, consent, administration, audit-read, audit-import, erasure
            column 1: `not:` takes neither `patient` nor `not`
            column 6: the quotation mark that begins here has no end
            "
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
            let _read = text.parse::<Filter>();
        }

        /// More words never find more.
        #[test]
        fn another_part_never_widens(one in part(), other in part()) {
            let (one, both) = (one.parse::<Filter>().unwrap(), format!("{one} {other}").parse::<Filter>());
            if let Ok(both) = both {
                prop_assume!(both.texts.len() > one.texts.len() || both.users.len() == one.users.len());
                prop_assert!(!both.fits(&event()) || one.fits(&event()));
            }
        }
    }

    fn part() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "dr",
            "user:dr.hardy",
            "outcome:done",
            "is:emergency",
            "on:2018-07-01",
            "tess",
            "is:own",
        ])
        .prop_map(ToOwned::to_owned)
    }
}
