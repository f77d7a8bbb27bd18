//! The whole record, one object a line.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::conformance::run::{FORMAT, Run};

/// The longest line that is read, in bytes.
const MOST_LINE: usize = 16 << 20;

/// Why a record cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// A line is not what it should be. Says where, and never what stands there.
    #[error("line {line} of the record {why}")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        why: String,
    },
    /// It is of another version of dcr.
    #[error("the record is of format {0}, and this version of dcr reads format {FORMAT}")]
    Format(u64),
    /// It cannot be written.
    #[error("the record cannot be written as JSON")]
    Write(#[from] serde_json::Error),
}

/// The record as JSON lines: the run, then each scenario, then each exchange. Every object says its `kind`.
pub fn write_json_lines(run: &Run) -> Result<String, EvidenceError> {
    let head = Run { scenarios: Vec::new(), exchanges: Vec::new(), ..run.clone() };
    let mut text = line("run", &head)?;
    for scenario in &run.scenarios {
        text.push_str(&line("scenario", scenario)?);
    }
    for exchange in &run.exchanges {
        text.push_str(&line("exchange", exchange)?);
    }
    Ok(text)
}

fn line(kind: &str, value: &impl Serialize) -> Result<String, EvidenceError> {
    let mut object = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    if let Value::Object(fields) = serde_json::to_value(value)? {
        object.extend(fields);
    }
    if kind == "run" {
        object.retain(|name, _| name != "scenarios" && name != "exchanges");
    }
    Ok(format!("{}\n", Value::Object(object)))
}

/// Reads a record that [`write_json_lines`] wrote.
pub fn read_json_lines(text: &str) -> Result<Run, EvidenceError> {
    let mut run: Option<Run> = None;
    for (number, line) in text.lines().enumerate() {
        let wrong = |why: &str| EvidenceError::Line { line: number + 1, why: why.to_owned() };
        if line.len() > MOST_LINE {
            return Err(wrong("is too long"));
        }
        let mut value: Value = serde_json::from_str(line).map_err(|_| wrong("is not JSON"))?;
        let kind = value["kind"].as_str().unwrap_or_default().to_owned();
        if kind == "run" {
            let format = value["format_version"].as_u64().unwrap_or_default();
            if format != u64::from(FORMAT) {
                return Err(EvidenceError::Format(format));
            }
            value["scenarios"] = Value::Array(Vec::new());
            value["exchanges"] = Value::Array(Vec::new());
            if run.is_some() {
                return Err(wrong("begins a second run"));
            }
            run = Some(serde_json::from_value(value).map_err(|_| wrong("is not a run"))?);
            continue;
        }
        let Some(run) = &mut run else { return Err(wrong("comes before the run that it belongs to")) };
        match kind.as_str() {
            "scenario" => run.scenarios.push(serde_json::from_value(value).map_err(|_| wrong("is not a scenario"))?),
            "exchange" => run.exchanges.push(serde_json::from_value(value).map_err(|_| wrong("is not an exchange"))?),
            _ => return Err(wrong("is of a kind that is not known")),
        }
    }
    run.ok_or_else(|| EvidenceError::Line { line: 1, why: "is missing".to_owned() })
}
