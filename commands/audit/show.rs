//! Events as they are shown.

use dcr::audit::{Event, EventOutcome, FILTER_KEYS};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::view::{AuditEntry, AuditPage};
use serde_json::{Map, Value, json};

use crate::asking::shown;
use crate::terminal::Present;

/// A page of events.
pub(crate) struct Events(pub(crate) AuditPage);

/// The numbers of the people an event is about, as they are typed.
pub(crate) fn about(event: &Event) -> String {
    let own = event.patients.iter().map(|id| format!("P{id}"));
    let foreign = event.source.iter().flat_map(|source| source.subjects.iter().cloned());
    let all: Vec<_> = if event.patients.is_empty() { foreign.collect() } else { own.collect() };
    match all.len() {
        0..=3 => all.join(", "),
        more => format!("{} and {} more", all[..3].join(", "), more - 3),
    }
}

/// An event as JSON: its number and time, then what it says, people by the numbers that are typed.
pub(crate) fn value(entry: &AuditEntry) -> Result<Value, OutputError> {
    let mut object = Map::new();
    object.insert("sequence".to_owned(), json!(entry.sequence));
    object.insert("happened".to_owned(), json!(entry.happened));
    match &entry.event {
        None => {
            object.insert("erased".to_owned(), json!(true));
        }
        Some(event) => {
            if let Value::Object(says) = serde_json::to_value(event)? {
                object.extend(says);
            }
            if !event.patients.is_empty() {
                let numbers: Vec<_> = event.patients.iter().map(|id| format!("P{id}")).collect();
                object.insert("patients".to_owned(), json!(numbers));
            }
        }
    }
    Ok(Value::Object(object))
}

/// The columns of events.
pub(crate) fn columns() -> Vec<Column> {
    vec![
        Column::new("event", "Event"),
        Column::new("happened", "When"),
        Column::new("user", "Who"),
        Column::new("full_name", "Name").file_only(),
        Column::new("role", "Role").file_only(),
        Column::new("organisation", "For"),
        Column::new("on_behalf_of", "On behalf of").file_only(),
        Column::new("action", "What"),
        Column::new("outcome", "Outcome"),
        Column::new("patients", "Whom"),
        Column::new("purpose", "Purpose").file_only(),
        Column::new("reason", "Reason").flexible(),
        Column::new("decision", "Decision").file_only(),
        Column::new("consent", "Consent").file_only(),
        Column::new("permission", "Permission").file_only(),
        Column::new("request", "Request").file_only(),
        Column::new("terminology", "Terms of").file_only(),
        Column::new("source", "Recorded by").file_only(),
        Column::new("detail", "Detail").flexible(),
    ]
}

/// One event as a row.
pub(crate) fn row(entry: &AuditEntry) -> Vec<Cell> {
    let (number, when) = (entry.sequence.to_string(), shown(entry.happened));
    let Some(event) = &entry.event else {
        let mut row = vec![Cell::new(number), Cell::new(when), Cell::toned(Tone::Muted, "erased")];
        row.resize_with(columns().len(), || Cell::new(""));
        return row;
    };
    let (tone, agent) = (tone(event.outcome), &event.agent);
    vec![
        number.into(),
        when.into(),
        Cell::new(&agent.user),
        Cell::new(&agent.full_name),
        Cell::optional(agent.role.as_deref()),
        Cell::optional(agent.organisation.as_deref()),
        Cell::optional(event.on_behalf_of.as_deref()),
        Cell::new(event.action.word()),
        Cell::toned(tone, event.outcome.word()),
        about(event).into(),
        Cell::optional(event.purpose.as_deref()),
        Cell::optional(event.reason.as_deref()),
        Cell::optional(event.decision.as_deref()),
        Cell::optional(event.consent.as_deref()),
        Cell::optional(event.permission.as_deref()),
        Cell::optional(event.request.as_deref()),
        event.terminology.join(", ").into(),
        Cell::optional(event.source.as_ref().map(|source| source.system.as_str())),
        Cell::optional(event.detail.as_deref()),
    ]
}

/// One event on a line of its own.
pub(crate) fn line(sheet: &mut Sheet, entry: &AuditEntry) {
    let Some(event) = &entry.event else { return };
    let (when, about) = (shown(entry.happened), about(event));
    let parts = [&when, &event.agent.user, event.action.word(), event.outcome.word(), &about];
    let start = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    let why = [event.reason.as_deref(), event.detail.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("; ");
    let number = format!("{}  ", entry.sequence);
    let why = if why.is_empty() { why } else { format!("  {why}") };
    sheet.line(&[(Tone::Muted, &number), (tone(event.outcome), &start), (Tone::Plain, &why)]);
}

const fn tone(outcome: EventOutcome) -> Tone {
    match outcome {
        EventOutcome::Success => Tone::Plain,
        EventOutcome::MinorFailure => Tone::Warning,
        EventOutcome::SeriousFailure => Tone::Error,
    }
}

impl Present for Events {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "No event fits.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        let events = self.lines()?;
        document("audit", &json!({ "events": events, "next": self.0.next }))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.entries.iter().map(value).collect()
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&columns());
        for entry in &self.0.entries {
            table.push(row(entry));
        }
        table
    }
}

/// The keys of a filter.
pub(crate) struct Keys;

impl Present for Keys {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.table(), "");
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("keys", &self.lines()?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(FILTER_KEYS.iter().map(|(key, takes)| json!({ "key": key, "takes": takes })).collect())
    }

    fn table(&self) -> Table {
        let mut table = Table::new(&[Column::new("key", "Key"), Column::new("takes", "Takes").flexible()]);
        for (key, takes) in FILTER_KEYS {
            table.push(vec![key.into(), takes.into()]);
        }
        table
    }
}
