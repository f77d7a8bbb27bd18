//! The findings as text, JSON, NDJSON and CSV, and as reports for other tools.

use std::fmt::Write as _;

use dcr::output::{Cell, Column, OutputError, Tone};
use dcr::validation::fhir::{Finding, Severity, Verdict};
use serde_json::{Value, json};

use super::validate::{Checked, Kind, ReportArg};
use crate::error::CommandError;
use crate::session::Session;
use crate::views::Listing;
use crate::words::length;

/// Writes what was found.
pub(super) fn write(
    session: &mut Session<'_>,
    kind: Option<ReportArg>,
    fix: bool,
    checked: &[Checked],
) -> Result<(), CommandError> {
    let text = match kind {
        None => {
            let listing = listing(checked, fix)?;
            return session.terminal.present(session.settings.output.value, &listing);
        }
        Some(ReportArg::OperationOutcome) => pretty(&operation_outcome(checked))?,
        Some(ReportArg::Sarif) => pretty(&sarif(checked))?,
        Some(ReportArg::Junit) => junit(checked),
    };
    session.terminal.raw(text.as_bytes())
}

fn pretty(value: &Value) -> Result<String, CommandError> {
    let text = serde_json::to_string_pretty(value).map_err(CommandError::failed)?;
    Ok(format!("{text}\n"))
}

fn listing(checked: &[Checked], fix: bool) -> Result<Listing, OutputError> {
    let mut columns = vec![
        Column::new("place", "Place"),
        Column::new("severity", "Severity"),
        Column::new("path", "Element").flexible(),
        Column::new("message", "What was found").flexible(),
        Column::new("rule", "Rule"),
    ];
    if fix {
        columns.push(Column::new("proposal", "What could be done").flexible());
    }
    let mut listing = Listing::new("findings", &columns, "Nothing was found.");
    let resources: Vec<Value> = checked
        .iter()
        .map(|checked| {
            json!({
                "resource": checked.name, "type": checked.report.resource_type,
                "verdict": checked.report.verdict().name(), "profiles": checked.report.profiles,
                "errors": checked.report.count(Severity::Error),
                "not_checkable": checked.report.count(Severity::NotCheckable),
                "warnings": checked.report.count(Severity::Warning),
            })
        })
        .collect();
    listing.about("resources", &resources)?;
    for checked in checked {
        for (place, finding) in checked.report.findings.iter().enumerate() {
            push(&mut listing, checked, finding, checked.details.get(place), fix)?;
        }
    }
    let count = |verdict| checked.iter().filter(|checked| checked.report.verdict() == verdict).count();
    let (valid, invalid, open) = (count(Verdict::Valid), count(Verdict::Invalid), count(Verdict::NotCheckable));
    let tone = if invalid > 0 { Tone::Alert } else { Tone::Plain };
    let is = |kind| checked.iter().all(|checked| checked.kind == kind);
    let things = match (is(Kind::Resource), is(Kind::Message)) {
        (true, _) => length(checked.len(), "resource", "resources"),
        (_, true) => length(checked.len(), "message", "messages"),
        _ => format!("{} resources and messages", checked.len()),
    };
    listing.end(tone, format!("{things}: {valid} valid, {invalid} invalid, {open} not checkable."));
    Ok(listing)
}

fn push(
    listing: &mut Listing,
    checked: &Checked,
    finding: &Finding,
    detail: Option<&Value>,
    fix: bool,
) -> Result<(), OutputError> {
    let tone = match finding.severity {
        Severity::Error => Tone::Alert,
        Severity::NotCheckable | Severity::Warning => Tone::Warning,
        Severity::Information => Tone::Muted,
    };
    let mut cells = vec![
        format!("{}:{}", checked.file, finding.position).into(),
        Cell::toned(tone, finding.severity.name()),
        (&finding.path).into(),
        (&finding.message).into(),
        Cell::toned(Tone::Muted, &finding.rule),
    ];
    let mut value = json!({
        "file": checked.file, "line": finding.position.line, "column": finding.position.column,
        "severity": finding.severity.name(), "path": finding.path, "message": finding.message,
        "rule": finding.rule, "profile": finding.profile,
    });
    if let (Some(Value::Object(detail)), Some(value)) = (detail, value.as_object_mut()) {
        value.extend(
            detail.iter().filter(|(key, _)| fix || *key != "proposal").map(|(key, known)| (key.clone(), known.clone())),
        );
    }
    if fix {
        let proposal = detail.and_then(|detail| detail["proposal"].as_str()).unwrap_or_default();
        cells.push(proposal.into());
    }
    if let Some(answer) = &finding.answer {
        value["answer"] = json!(answer);
    }
    listing.push(cells, &value)
}

/// The issues of a resource (FHIR R4, `OperationOutcome`).
fn operation_outcome(checked: &[Checked]) -> Value {
    let outcome = |checked: &Checked| {
        let numbered = checked.report.findings.iter().enumerate();
        let mut issues: Vec<Value> =
            numbered.map(|(place, finding)| issue(finding, checked.details.get(place))).collect();
        if issues.is_empty() {
            issues.push(json!({
                "severity": "information", "code": "informational", "details": { "text": "Nothing was found." },
            }));
        }
        json!({ "resourceType": "OperationOutcome", "issue": issues })
    };
    match checked {
        [only] => outcome(only),
        several => {
            let entries: Vec<Value> = several.iter().map(|checked| json!({ "resource": outcome(checked) })).collect();
            json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
        }
    }
}

fn issue(finding: &Finding, detail: Option<&Value>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::NotCheckable | Severity::Warning => "warning",
        Severity::Information => "information",
    };
    let code = match finding.rule.split(':').next().unwrap_or_default() {
        "invariant" => "invariant",
        "value" | "fixed" | "pattern" | "limit" | "length" | "nhs-number" => "value",
        "binding" | "code" | "table-value" | "profile-value" => "code-invalid",
        "field-missing" | "component-missing" | "segment-missing" => "required",
        rule if rule.starts_with("format-") => "value",
        "extension" => "extension",
        "cardinality" if finding.message.contains("at least") => "required",
        _ => "structure",
    };
    let code = if finding.severity == Severity::NotCheckable { "not-supported" } else { code };
    let mut issue = json!({
        "severity": severity, "code": code, "details": { "text": finding.message },
        "diagnostics": format!("line {}, column {}; rule {}", finding.position.line, finding.position.column, finding.rule),
    });
    if let Some(detail) = detail {
        // A path of HL7 v2 is no FHIRPath: it goes where people read it.
        if !finding.path.is_empty() {
            issue["diagnostics"] =
                format!("{}; {}", finding.path, issue["diagnostics"].as_str().unwrap_or_default()).into();
        }
        if let Some(code) = detail["error_code"].as_u64() {
            let system = "http://terminology.hl7.org/CodeSystem/v2-0357";
            issue["details"]["coding"] =
                json!([{ "system": system, "code": code.to_string(), "display": detail["error_text"] }]);
        }
    } else if !finding.path.is_empty() {
        issue["expression"] = json!([finding.path]);
    }
    issue
}

/// The findings as a run of SARIF 2.1.0 (OASIS).
fn sarif(checked: &[Checked]) -> Value {
    let mut rules: Vec<&str> =
        checked.iter().flat_map(|checked| &checked.report.findings).map(|finding| finding.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    let result = |checked: &Checked, finding: &Finding, detail: Option<&Value>| {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::NotCheckable | Severity::Warning => "warning",
            Severity::Information => "note",
        };
        let mut properties = json!({ "severity": finding.severity.name(), "profile": finding.profile });
        if let Some(code) = detail.map(|detail| &detail["error_code"]).filter(|code| !code.is_null()) {
            properties["errorCode"] = code.clone();
        }
        json!({
            "ruleId": finding.rule, "level": level, "message": { "text": finding.message },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": checked.file },
                    "region": { "startLine": finding.position.line, "startColumn": finding.position.column },
                },
                "logicalLocations": [{ "fullyQualifiedName": finding.path }],
            }],
            "properties": properties,
        })
    };
    let results: Vec<Value> = checked
        .iter()
        .flat_map(|checked| {
            let numbered = checked.report.findings.iter().enumerate();
            numbered.map(move |(place, finding)| result(checked, finding, checked.details.get(place)))
        })
        .collect();
    let rules: Vec<Value> = rules.into_iter().map(|rule| json!({ "id": rule })).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "dcr", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// A case for each resource; what could not be checked is skipped, with what was missing.
fn junit(checked: &[Checked]) -> String {
    let failures = checked.iter().filter(|checked| checked.report.verdict() == Verdict::Invalid).count();
    let skipped = checked.iter().filter(|checked| checked.report.verdict() == Verdict::NotCheckable).count();
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        text,
        "<testsuites><testsuite name=\"dcr connectathon validate\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\">",
        checked.len()
    );
    for checked in checked {
        let kind = &checked.report.resource_type;
        let _ = write!(text, "<testcase name=\"{}\" classname=\"{}\">", escaped(&checked.name), escaped(kind));
        let of = |severity: Severity| {
            let findings = checked.report.findings.iter().filter(move |finding| finding.severity == severity);
            let line = |finding: &Finding| {
                format!("{}:{} {} {} [{}]", checked.file, finding.position, finding.path, finding.message, finding.rule)
            };
            escaped(&findings.map(line).collect::<Vec<_>>().join("\n"))
        };
        match checked.report.verdict() {
            Verdict::Invalid => {
                let count = checked.report.count(Severity::Error);
                let _ = write!(text, "<failure message=\"{count} errors\">{}</failure>", of(Severity::Error));
            }
            Verdict::NotCheckable => {
                let _ = write!(text, "<skipped message=\"{}\"/>", of(Severity::NotCheckable));
            }
            Verdict::Valid => {}
        }
        text.push_str("</testcase>\n");
    }
    text.push_str("</testsuite></testsuites>\n");
    text
}

/// A text as XML holds it; characters that XML does not have are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' | '\r' => escaped.push(' '),
            control if control.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}
