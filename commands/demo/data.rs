//! The fictional Dorset, as it is sent: part of the binary, so that the demo works anywhere.

use dcr::consent::{ChoiceStatement, Overlay, OverlayChoice, Standing, StandingChoice};
use dcr::record::{NhsNumber, PartialDateTime};
use dcr::store::PatientRef;
use serde::Deserialize;

use crate::error::CommandError;

/// What each system sent: the file's name and its content.
pub(super) const MESSAGES: [(&str, &[u8]); 6] = [
    ("rbch-pas.hl7", include_bytes!("../../testdata/messages/rbch-pas.hl7")),
    ("poole-pas.hl7", include_bytes!("../../testdata/messages/poole-pas.hl7")),
    ("dch-pas.hl7", include_bytes!("../../testdata/messages/dch-pas.hl7")),
    ("poole-lab.hl7", include_bytes!("../../testdata/messages/poole-lab.hl7")),
    ("dch-rad.hl7", include_bytes!("../../testdata/messages/dch-rad.hl7")),
    ("dch-docs.hl7", include_bytes!("../../testdata/messages/dch-docs.hl7")),
];

macro_rules! documents {
    ($($file:literal),* $(,)?) => {
        [$(($file, include_str!(concat!("../../testdata/messages/", $file)))),*]
    };
}

/// What practices answered by GP Connect, an answer a line, and what NHS 111 and the ambulance service
/// reported by ITK, a report a file.
pub(super) const DOCUMENTS: [(&str, &str); 7] = documents![
    "gp-connect-emis.ndjson",
    "gp-connect-systmone.ndjson",
    "111-c180620-0418.xml",
    "ambulance-a180621-0077.xml",
    "111-c180603-0212.xml",
    "111-c180603-0212-nullified.xml",
    "111-c180612-0098.xml",
];
/// When each of those arrived.
pub(super) const ARRIVALS: &str = include_str!("../../testdata/arrivals.csv");

const CHOICES: &str = include_str!("../../testdata/consent.csv");
const STORIES: &str = include_str!("../../testdata/stories.json");

/// A person worth opening.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Story {
    /// Whose record.
    pub(super) nhs_number: NhsNumber,
    /// What is told.
    pub(super) title: String,
    /// What to look at.
    pub(super) look_at: String,
}

impl From<Story> for dcr::browser::Story {
    fn from(story: Story) -> Self {
        Self { title: story.title, hint: story.look_at, patient: PatientRef::NhsNumber(story.nhs_number) }
    }
}

/// The people worth opening, the first one first.
pub(super) fn stories() -> Result<Vec<Story>, CommandError> {
    serde_json::from_str(STORIES).map_err(CommandError::failed)
}

/// One line of the choices.
#[derive(Deserialize)]
struct ChoiceRow {
    nhs_number: NhsNumber,
    choice: String,
    from: Option<PartialDateTime>,
    until: Option<PartialDateTime>,
    named_user: Option<String>,
    stated_at: PartialDateTime,
    source: String,
}

/// What people chose: number, choice, and where it was said.
pub(super) fn choices() -> Result<Vec<(NhsNumber, ChoiceStatement, String)>, CommandError> {
    let mut reader = csv::Reader::from_reader(CHOICES.as_bytes());
    let mut choices = Vec::new();
    for row in reader.deserialize::<ChoiceRow>() {
        let row = row.map_err(CommandError::failed)?;
        let unknown = || CommandError::failed("the demo holds a choice that is not known");
        choices.push((row.nhs_number, statement(&row).ok_or_else(unknown)?, row.source));
    }
    Ok(choices)
}

fn statement(row: &ChoiceRow) -> Option<ChoiceStatement> {
    let stated = row.stated_at.earliest();
    let standing = |choice| Some(ChoiceStatement::Standing(Standing { choice, stated }));
    let overlay = |choice| {
        let (from, until) = (row.from.unwrap_or(row.stated_at).earliest(), row.until.map(|until| until.end()));
        Some(ChoiceStatement::Overlay(Overlay { choice, from, until, stated }))
    };
    match row.choice.as_str() {
        "yes-3" => standing(StandingChoice::Yes3),
        "no-1" => standing(StandingChoice::No1),
        "no-2" => standing(StandingChoice::No2),
        "yes-1" => overlay(OverlayChoice::Yes1 { user: row.named_user.clone()? }),
        "yes-2" => overlay(OverlayChoice::Yes2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_committed_reads() {
        assert!(stories().unwrap().len() >= 10);
        assert!(!choices().unwrap().is_empty());
    }
}
