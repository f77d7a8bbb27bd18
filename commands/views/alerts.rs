//! Alerts to those who watch.

use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::view::Alert;
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;

/// A list of alerts.
pub(crate) struct Alerts {
    /// The alerts.
    pub(crate) alerts: Vec<Alert>,
    /// What is said below them, to a reader.
    pub(crate) end: Option<(Tone, &'static str)>,
}

/// One alert with all that is known of it.
pub(crate) struct AlertDetail(pub(crate) Alert);

fn table(alerts: &[Alert]) -> Table {
    let columns = [
        Column::new("id", "Alert").right(),
        Column::new("kind", "Kind"),
        Column::new("caused_by", "Caused by"),
        Column::new("organisation", "Organisation"),
        Column::new("raised", "When"),
        Column::new("ground", "Ground"),
        Column::new("decision", "Decision").flexible(),
        Column::new("sequence", "Audit").right().file_only(),
        Column::new("state", "State"),
    ];
    let mut table = Table::new(&columns);
    for alert in alerts {
        table.push(vec![
            alert.id.to_string().into(),
            alert.kind.slug().into(),
            (&alert.caused_by).into(),
            Cell::optional(alert.organisation.as_deref()),
            shown(alert.raised).into(),
            Cell::optional(alert.ground.as_deref()),
            Cell::optional(alert.decision.as_deref()),
            alert.sequence.to_string().into(),
            state(alert),
        ]);
    }
    table
}

fn state(alert: &Alert) -> Cell {
    match &alert.closed {
        Some(closed) => Cell::toned(Tone::Muted, closed.outcome.slug()),
        None => Cell::toned(Tone::Warning, "open"),
    }
}

impl Present for Alerts {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&table(&self.alerts), "No alert waits.");
        if let Some((tone, line)) = self.end {
            sheet.blank();
            sheet.line(&[(tone, line)]);
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("alerts", &self.alerts)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.alerts.iter().map(|alert| Ok(serde_json::to_value(alert)?)).collect()
    }

    fn table(&self) -> Table {
        table(&self.alerts)
    }
}

impl Present for AlertDetail {
    fn text(&self, sheet: &mut Sheet) {
        let alert = &self.0;
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let patients: Vec<String> = alert.patients.iter().map(ToString::to_string).collect();
        sheet.heading(&format!("Alert {}", alert.id), alert.kind.slug());
        let mut fields = vec![
            ("Caused by", format!("{} ({})", alert.full_name, alert.caused_by)),
            ("Role", text(&alert.role)),
            ("Organisation", text(&alert.organisation)),
            ("When", shown(alert.raised)),
            ("Ground", text(&alert.ground)),
            ("Words", text(&alert.words)),
            ("Decision", text(&alert.decision)),
            ("Store numbers", patients.join(", ")),
            ("Audit event", alert.sequence.to_string()),
        ];
        match &alert.closed {
            None => fields.push(("State", "open".to_owned())),
            Some(closed) => fields.extend([
                ("State", format!("closed: {}", closed.outcome.slug())),
                ("Closed by", closed.by.clone()),
                ("Closed", shown(closed.at)),
                ("Note", closed.note.clone()),
            ]),
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        sheet.fields(&fields);
    }

    fn document(&self) -> Result<Value, OutputError> {
        document("alert", &self.0)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(vec![serde_json::to_value(&self.0)?])
    }

    fn table(&self) -> Table {
        table(std::slice::from_ref(&self.0))
    }
}
