//! Lines of other systems, or their audit messages alone.

use jiff::Timestamp;
use roxmltree::{Document, Node, ParsingOptions};

use super::NHS_NUMBER;
use crate::audit::{Agent, Event, EventOutcome, ForeignSource, vocabulary};
use crate::record::NhsNumber;

/// The longest line that is read, in bytes.
const LONGEST: usize = 1 << 20;
/// The most nodes of one message.
const MOST_NODES: u32 = 10_000;

/// Why a line cannot be taken in. No value is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct AtnaError {
    /// Which line, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: &'static str,
}

/// Reads lines: each that is not empty becomes one event, `recorded` by the clock given. `source` is
/// the system's name and the hash of the file.
///
/// # Errors
/// Every line that cannot be read, not only the first.
pub fn read_atna(text: &str, source: (&str, &str), recorded: Timestamp) -> Result<Vec<Event>, Vec<AtnaError>> {
    let (mut events, mut errors) = (Vec::new(), Vec::new());
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        match read(line, (source, number), recorded) {
            Ok(event) => events.push(event),
            Err(what) => errors.push(AtnaError { line: number, what }),
        }
    }
    if errors.is_empty() { Ok(events) } else { Err(errors) }
}

/// The message of a line: what follows the header and the structured data (RFC 5424 section 6).
fn payload(line: &str) -> Result<&str, &'static str> {
    if line.starts_with("<AuditMessage") || line.starts_with("<?xml") {
        return Ok(line);
    }
    let (_, rest) =
        line.strip_prefix('<').and_then(|rest| rest.split_once('>')).ok_or("a line begins with its priority")?;
    let mut rest = rest.strip_prefix("1 ").ok_or("only version 1 of syslog (RFC 5424) is read")?;
    for _ in 0..5 {
        rest = rest.split_once(' ').ok_or("the header has six fields after the priority")?.1;
    }
    let message = if let Some(rest) = rest.strip_prefix("- ") { rest } else { after_data(rest)? };
    Ok(message.trim_start_matches('\u{feff}').trim())
}

/// What follows structured data: elements in brackets, in which a bracket may be escaped.
fn after_data(text: &str) -> Result<&str, &'static str> {
    let (mut inside, mut quoted, mut escaped) = (false, false, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            '[' if !quoted => inside = true,
            ']' if !quoted => inside = false,
            ' ' if !inside => return Ok(&text[at + 1..]),
            _ => {}
        }
    }
    Err("the structured data has no end")
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The code of an element, as DICOM or as RFC 3881 spells it.
fn code_of<'a>(node: Node<'a, 'a>) -> Option<&'a str> {
    node.attribute("csd-code").or_else(|| node.attribute("code"))
}

fn read(line: &str, ((system, file), entry): ((&str, &str), u64), recorded: Timestamp) -> Result<Event, &'static str> {
    if line.len() > LONGEST {
        return Err("it is longer than a megabyte");
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(payload(line)?, options).map_err(|_| "the message is no XML")?;
    let root = document.root_element();
    if root.tag_name().name() != "AuditMessage" {
        return Err("an AuditMessage is expected");
    }
    let event = child(root, "EventIdentification").ok_or("EventIdentification is missing")?;
    let happened = event.attribute("EventDateTime").and_then(|text| text.parse::<Timestamp>().ok());
    let happened = happened.ok_or("EventDateTime should be an instant with its offset")?;
    let purpose = child(event, "PurposeOfUse");
    let purpose_code = purpose.and_then(code_of);
    let kind = child(event, "EventID").and_then(code_of).ok_or("EventID has no code")?;
    let letter = event.attribute("EventActionCode").and_then(|letter| letter.chars().next());
    let action = vocabulary::action_of(kind, None, letter, purpose_code).ok_or("this kind of event is not known")?;
    let outcome = event.attribute("EventOutcomeIndicator").unwrap_or("0").parse().ok();
    let outcome = outcome.and_then(EventOutcome::of_code).ok_or("EventOutcomeIndicator should be 0, 4, 8 or 12")?;
    let (subjects, others) = subjects(root)?;
    let reason =
        purpose.and_then(|purpose| purpose.attribute("originalText").or_else(|| purpose.attribute("displayName")));
    let source = child(root, "AuditSourceIdentification").and_then(|source| source.attribute("AuditSourceID"));
    let detail = [source.map(|source| format!("recorded by {source}"))].into_iter().flatten().chain(others);
    let detail = detail.collect::<Vec<_>>().join("; ");
    Ok(Event {
        purpose: purpose_code.map(vocabulary::purpose_of_code),
        reason: reason.filter(|reason| Some(*reason) != purpose_code).map(ToOwned::to_owned),
        detail: (!detail.is_empty()).then_some(detail),
        source: Some(ForeignSource {
            system: system.to_owned(),
            id: None,
            file: file.to_owned(),
            entry,
            happened,
            subjects,
        }),
        ..Event::new(recorded, action, outcome, agent(root)?)
    })
}

fn agent(root: Node<'_, '_>) -> Result<Agent, &'static str> {
    let all = || root.children().filter(|child| child.tag_name().name() == "ActiveParticipant");
    let asks = |node: &Node<'_, '_>| matches!(node.attribute("UserIsRequestor"), Some("true" | "1"));
    let user = all().find(asks).or_else(|| all().next()).ok_or("ActiveParticipant is missing")?;
    let id = user.attribute("UserID").ok_or("UserID is missing")?;
    Ok(Agent {
        user: id.to_owned(),
        full_name: user.attribute("UserName").unwrap_or(id).to_owned(),
        role: user
            .children()
            .find(|child| child.tag_name().name() == "RoleIDCode")
            .and_then(|role| role.attribute("csd-code").or_else(|| role.attribute("code")).map(ToOwned::to_owned)),
        organisation: user.attribute("AlternativeUserID").map(ToOwned::to_owned),
    })
}

/// NHS numbers of those a message is about, and what else names a person there.
fn subjects(root: Node<'_, '_>) -> Result<(Vec<String>, Vec<String>), &'static str> {
    let (mut numbers, mut others) = (Vec::new(), Vec::new());
    for object in root.children().filter(|child| child.tag_name().name() == "ParticipantObjectIdentification") {
        let is_patient = object.attribute("ParticipantObjectTypeCode") == Some("1")
            && object.attribute("ParticipantObjectTypeCodeRole") == Some("1");
        if !is_patient {
            continue;
        }
        let id = object.attribute("ParticipantObjectID").ok_or("ParticipantObjectID is missing")?;
        let (value, authority) = id.split_once("^^^").unwrap_or((id, ""));
        if authority.contains(NHS_NUMBER) {
            let number: NhsNumber = value.parse().map_err(|_| "an NHS number has ten digits")?;
            numbers.push(number.plain());
        } else {
            others.push(format!("about {id}"));
        }
    }
    Ok((numbers, others))
}
