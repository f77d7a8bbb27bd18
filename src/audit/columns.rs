//! Logs of other systems as tables: which column holds what.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Action, Agent, Event, EventOutcome, ForeignSource};
use crate::record::{NhsNumber, PartialDateTime, Precision};

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuditColumn {
    /// When it happened: a date and a time, in London where no offset is given.
    When,
    /// The user's name in the other system.
    User,
    /// The name shown to people.
    Name,
    /// The job role.
    Role,
    /// The organisation acted for.
    Organisation,
    /// The NHS number of the person.
    Patient,
    /// What was done, in the other system's words.
    Action,
    /// Why.
    Reason,
    /// The event's own name.
    Id,
    /// Anything else that is to be kept.
    Detail,
}

impl AuditColumn {
    /// Every one, with its name.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::When, "when"),
        (Self::User, "user"),
        (Self::Name, "name"),
        (Self::Role, "role"),
        (Self::Organisation, "organisation"),
        (Self::Patient, "patient"),
        (Self::Action, "action"),
        (Self::Reason, "reason"),
        (Self::Id, "id"),
        (Self::Detail, "detail"),
    ];

    /// The one of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find_map(|(column, known)| (known == name).then_some(column))
    }
}

/// Which column of a table holds what, and what its words for actions mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnMap {
    /// The titles of columns, by what they hold.
    pub columns: BTreeMap<AuditColumn, String>,
    /// What each word of the action's column means, whatever the case of letters.
    pub actions: BTreeMap<String, Action>,
}

/// Why a row cannot be taken in. No value is repeated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {what}")]
pub struct RowError {
    /// Which row, from 1; 0 is the row of titles.
    pub row: u64,
    /// What is wrong.
    pub what: String,
}

impl ColumnMap {
    /// Reads a table, the first row of which has the titles. Each row becomes one event, `recorded` by
    /// the clock given. `source` is the system's name and the hash of the file.
    ///
    /// # Errors
    /// Every row that cannot be read, not only the first.
    pub fn read(&self, text: &[u8], source: (&str, &str), recorded: Timestamp) -> Result<Vec<Event>, Vec<RowError>> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().from_reader(text);
        let fault = |row, what: &str| RowError { row, what: what.to_owned() };
        let titles = reader.headers().map_err(|_| vec![fault(0, "the titles cannot be read: is it CSV in UTF-8?")])?;
        let places = self.places(titles)?;
        let (mut events, mut errors) = (Vec::new(), Vec::new());
        for (record, row) in reader.records().zip(1..) {
            let read = match record {
                Ok(record) => self.event(&record, &places, (source, row), recorded),
                Err(_) => Err("it has another number of cells than the titles, or is not in UTF-8".to_owned()),
            };
            match read {
                Ok(event) => events.push(event),
                Err(what) => errors.push(RowError { row, what }),
            }
        }
        if errors.is_empty() { Ok(events) } else { Err(errors) }
    }

    /// Where each column is.
    fn places(&self, titles: &csv::StringRecord) -> Result<BTreeMap<AuditColumn, usize>, Vec<RowError>> {
        let (mut places, mut errors) = (BTreeMap::new(), Vec::new());
        let mut broken = |what: String| errors.push(RowError { row: 0, what });
        for (column, title) in &self.columns {
            let mut found = titles.iter().enumerate().filter(|(_, known)| known.trim() == title);
            match (found.next(), found.next()) {
                (Some((place, _)), None) => drop(places.insert(*column, place)),
                (None, _) => broken(format!("no column is titled {title:?}")),
                (Some(_), Some(_)) => broken(format!("two columns are titled {title:?}")),
            }
        }
        for (needed, name) in [(AuditColumn::When, "when"), (AuditColumn::User, "user")] {
            if !self.columns.contains_key(&needed) {
                broken(format!("which column holds `{name}` is not said"));
            }
        }
        if errors.is_empty() { Ok(places) } else { Err(errors) }
    }

    fn event(
        &self,
        record: &csv::StringRecord,
        places: &BTreeMap<AuditColumn, usize>,
        ((system, file), entry): ((&str, &str), u64),
        recorded: Timestamp,
    ) -> Result<Event, String> {
        let cell = |column| {
            let place: &usize = places.get(&column)?;
            record.get(*place).map(str::trim).filter(|cell| !cell.is_empty()).map(ToOwned::to_owned)
        };
        let when: Option<PartialDateTime> = cell(AuditColumn::When).and_then(|cell| cell.parse().ok());
        let when = when.filter(|when| when.precision() == Precision::Time);
        let when = when.ok_or("`when` should be a date and a time, such as 2018-07-01T09:00:00")?;
        let user = cell(AuditColumn::User).ok_or("`user` is empty")?;
        let mut subjects = Vec::new();
        if let Some(patient) = cell(AuditColumn::Patient) {
            let number: NhsNumber = patient.parse().map_err(|_| "`patient` should be an NHS number of ten digits")?;
            subjects.push(number.plain());
        }
        let action = match cell(AuditColumn::Action) {
            None => Action::View,
            Some(word) => self.action(&word).ok_or("what the word in `action` means is not said")?,
        };
        let agent = Agent {
            full_name: cell(AuditColumn::Name).unwrap_or_else(|| user.clone()),
            user,
            role: cell(AuditColumn::Role),
            organisation: cell(AuditColumn::Organisation),
        };
        let source = ForeignSource {
            system: system.to_owned(),
            id: cell(AuditColumn::Id),
            file: file.to_owned(),
            entry,
            happened: when.earliest(),
            subjects,
        };
        Ok(Event {
            reason: cell(AuditColumn::Reason),
            detail: cell(AuditColumn::Detail),
            source: Some(source),
            ..Event::new(recorded, action, EventOutcome::Success, agent)
        })
    }

    fn action(&self, word: &str) -> Option<Action> {
        let said = self.actions.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, action)| *action);
        said.or_else(|| Action::of_word(&word.to_ascii_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> ColumnMap {
        let columns = [
            (AuditColumn::When, "Date"),
            (AuditColumn::User, "Login"),
            (AuditColumn::Patient, "NHS No"),
            (AuditColumn::Action, "Event"),
        ];
        ColumnMap {
            columns: columns.map(|(column, title)| (column, title.to_owned())).into(),
            actions: [("Opened".to_owned(), Action::View), ("Printed".to_owned(), Action::Export)].into(),
        }
    }

    fn read(text: &str) -> Result<Vec<Event>, Vec<RowError>> {
        map().read(text.as_bytes(), ("portal", "00"), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn rows_become_events_and_keep_where_they_came_from() {
        let events = read("\u{feff}Date,Login,NHS No,Event,More\n2018-07-01T09:00:00,a.b,999 000 0018,opened,x\n2018-07-01 10:00:00,c,,PRINTED,y\n").unwrap();
        let told: Vec<_> = events
            .iter()
            .map(|event| {
                let source = event.source.as_ref().unwrap();
                (
                    event.agent.user.as_str(),
                    event.action,
                    source.entry,
                    source.happened.to_string(),
                    source.subjects.join(","),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("a.b", Action::View, 1, "2018-07-01T08:00:00Z".to_owned(), "9990000018".to_owned()),
                ("c", Action::Export, 2, "2018-07-01T09:00:00Z".to_owned(), String::new()),
            ]
        );
    }

    #[test]
    fn every_row_that_cannot_be_read_is_named_without_its_values() {
        let text = "Date,Login,NHS No,Event\n2018-07-01,a,,opened\n2018-07-01T09:00:00,,,opened\n2018-07-01T09:00:00,a,secret,opened\n2018-07-01T09:00:00,a,,peeped\n2018-07-01T09:00:00,a\n";
        let errors = read(text).unwrap_err();
        insta::assert_snapshot!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), @"");
        let errors = read("Date,Date,Login,Event\n").unwrap_err();
        insta::assert_snapshot!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), @"");
    }
}
