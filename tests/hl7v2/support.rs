//! Messages for the tests, and reading them.

use dcr::interchange::hl7v2::{Dialect, Message, Rejection, interpret};
use dcr::record::{EntryStatement, Observation, Resource, Statement};

/// A patient with a local number and a verified NHS number.
pub(crate) const PID: &str = "PID|1||123456^^^RDZ^MR~9990000018^^^NHS^NH||SMITH^Anne^Jane^^Mrs||19800203|2|||1 Quay Road^^Poole^^BH15 1AA^^H\
     ||01202 496000|||||||||||||||||||NSTS01";

/// A message from a sender, by its event and the segments after MSH.
pub(crate) fn message(sender: &str, event: &str, segments: &[&str]) -> String {
    let header = format!("MSH|^~\\&|PAS|{sender}|DCR|DCR|20180412103000||{event}|C1|P|2.4");
    [&[header.as_str()], segments].concat().join("\r")
}

/// What a message says by the dialect of its sender.
pub(crate) fn try_read(text: &str) -> Result<Statement, Rejection> {
    let message = Message::parse(text.as_bytes())?;
    interpret(&message, Dialect::recognise(&message))
}

pub(crate) fn read(text: &str) -> Statement {
    try_read(text).unwrap_or_else(|rejection| panic!("{rejection}"))
}

/// What a message says by a dialect.
pub(crate) fn read_as(dialect: &str, text: &str) -> Statement {
    let message = Message::parse(text.as_bytes()).unwrap();
    interpret(&message, Dialect::named(dialect).unwrap()).unwrap()
}

pub(crate) fn observation(entry: &EntryStatement) -> &Observation {
    match entry.resource.as_ref() {
        Some(Resource::Observation(observation)) => observation,
        other => panic!("not an observation: {other:?}"),
    }
}

/// What was odd, as `PID-7: ...`.
pub(crate) fn defects(statement: &Statement) -> Vec<String> {
    let place =
        |location: &dcr::record::SourceLocation| format!("{}-{}", location.segment, location.field.unwrap_or_default());
    statement.defects.iter().map(|defect| format!("{}: {}", place(&defect.location), defect.problem)).collect()
}
