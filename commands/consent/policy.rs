//! `dcr consent policy`.

use clap::Args;
use dcr::consent::{PolicyBook, PolicyInForce, Settings};
use dcr::output::{Column, OutputError, Sheet, Table};
use serde_json::{Value, json};

use crate::asking::open_store;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// List the consent policies, and every setting that they leave open
///
/// Each policy has the day from which it is in force. Each setting has the value of this store today,
/// the safe default, what it decides and where that comes from. Without a store the defaults hold.
#[derive(Debug, Args)]
pub(crate) struct PolicyArgs {}

/// Lists them.
pub(crate) fn run(session: &mut Session<'_>, _args: &PolicyArgs) -> Result<ExitCode, CommandError> {
    let book = PolicyBook::shipped().map_err(|error| CommandError::failed(error.clone()))?;
    let known = crate::asking::store_path(session).is_ok_and(|path| path.exists());
    let in_force = if known {
        open_store(session)?.policy_now()?
    } else {
        let today = jiff::Timestamp::now().to_zoned(dcr::record::london().clone()).date();
        PolicyBook::shipped_on(today).map_err(CommandError::failed)?
    };
    let listing = Listing { book, in_force };
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}

struct Listing {
    book: &'static PolicyBook,
    in_force: PolicyInForce,
}

impl Listing {
    /// The value of each setting, by its name.
    fn values(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value::<&Settings>(&self.in_force.settings)?)
    }

    fn policies(&self) -> Vec<Value> {
        let line = |policy: &dcr::consent::PolicyLine| {
            json!({
                "policy": policy.name,
                "from": policy.from,
                "in_force": policy.name == self.in_force.policy,
                "meaning": policy.meaning,
                "source": policy.source,
            })
        };
        self.book.policies.iter().map(line).collect()
    }

    fn settings(&self) -> Result<Vec<Value>, OutputError> {
        let values = self.values()?;
        let line = |setting: &dcr::consent::SettingLine| {
            json!({
                "setting": setting.name,
                "value": values[&setting.name],
                "default": setting.default,
                "values": setting.values,
                "meaning": setting.meaning,
                "source": setting.source,
            })
        };
        Ok(self.book.settings.iter().map(line).collect())
    }

    fn policy_table(&self) -> Table {
        let columns = [
            Column::new("policy", "Policy"),
            Column::new("from", "From"),
            Column::new("in_force", "Today"),
            Column::new("meaning", "Means").flexible(),
        ];
        let mut table = Table::new(&columns);
        for line in &self.book.policies {
            let from = line.from.map_or_else(|| "the beginning".to_owned(), |from| from.to_string());
            let today = if line.name == self.in_force.policy { "in force" } else { "" };
            table.push(vec![line.name.slug().into(), from.into(), today.into(), line.meaning.clone().into()]);
        }
        table
    }
}

impl Present for Listing {
    fn text(&self, sheet: &mut Sheet) {
        sheet.table(&self.policy_table(), "No policy is known.");
        sheet.blank();
        sheet.table(&self.table(), "No setting is known.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(json!({"format_version": "1", "policies": self.policies(), "settings": self.settings()?}))
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(self.policies().into_iter().chain(self.settings()?).collect())
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("setting", "Setting"),
            Column::new("value", "Value"),
            Column::new("default", "Default"),
            Column::new("meaning", "Decides").flexible(),
            Column::new("source", "Source").flexible(),
        ];
        let mut table = Table::new(&columns);
        let values = self.values().unwrap_or_default();
        for line in &self.book.settings {
            table.push(vec![
                line.name.clone().into(),
                word(&values[&line.name]).into(),
                word(&json!(line.default)).into(),
                line.meaning.clone().into(),
                line.source.clone().into(),
            ]);
        }
        table
    }
}

/// A value as a reader sees it.
fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    }
}
