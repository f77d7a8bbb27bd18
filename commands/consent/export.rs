//! `dcr consent export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dcr::interchange::fhir::consent::{ConsentStatus, Written, bundle};
use dcr::output::{write_json, write_ndjson};
use dcr::store::Store;
use dcr::store::fhir::consent::consent_of;
use dcr::store::sqlite::ExportedChoice;
use serde_json::Value;

use super::who_asks::{Administering, look};
use crate::asking::PatientArg;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::file::{refuse_existing, write_private};
use crate::session::Session;
use crate::words::length;

/// Write what people chose as FHIR R4 Consent, after IHE PCF
///
/// Each choice that stands is a `Consent` with the `Provenance` of its making: `CREATE`, or `UPDATE`
/// with the one before it as a revision. A statement that only takes another back is no `Consent`;
/// what it took back is `inactive` among the history. Persons are named by NHS number; of a proxy
/// only what allows them to speak is written, never their name. `dcr consent import` reads it back.
///
/// The export is written to the audit before the file, with everybody in it. The file is readable by
/// you alone.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    patient: PatientArg,
    /// Everybody who ever stated a choice
    #[arg(long, conflicts_with = "patient")]
    all: bool,
    /// Every statement, those that no longer stand too
    #[arg(long)]
    history: bool,
    /// The form of the file
    #[arg(long, value_name = "FORM", default_value = "bundle")]
    format: FormArg,
    /// The file; `-` is standard output
    #[arg(long, visible_alias = "output-file", value_name = "FILE", default_value = "-")]
    to: PathBuf,
    /// Replace the file where it is there
    #[arg(long)]
    force: bool,
}

/// The form of an export.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormArg {
    /// One FHIR R4 bundle
    Bundle,
    /// One resource a line
    Ndjson,
}

/// Exports the choices.
pub(crate) fn run(session: &mut Session<'_>, args: &ExportArgs) -> Result<ExitCode, CommandError> {
    let is_file = args.to.as_os_str() != "-";
    if is_file {
        refuse_existing(&args.to, args.force)?;
    }
    let Administering { mut store, agent } = look(session, "see what people chose")?;
    let patient = if args.all { None } else { Some(args.patient.read(session)?) };
    let made = store.info()?.created;
    let choices = store.export_choices(patient.as_ref(), args.history, &agent)?;
    let resources: Vec<(String, Value)> = choices.iter().flat_map(|choice| resources(choice, &made)).collect();
    let consents = resources.len() / 2;
    let mut bytes = Vec::new();
    match args.format {
        FormArg::Bundle => write_json(&mut bytes, &bundle(resources, store.now()))?,
        FormArg::Ndjson => {
            let lines: Vec<Value> = resources.into_iter().map(|(_, resource)| resource).collect();
            write_ndjson(&mut bytes, &lines)?;
        }
    }
    if is_file {
        write_private(&args.to, &bytes)?;
        session.terminal.status(&format!("Wrote {} to {}", length(consents, "consent", "consents"), args.to.display()));
    } else {
        session.terminal.raw(&bytes)?;
    }
    Ok(ExitCode::Done)
}

fn resources(choice: &ExportedChoice, store: &str) -> Vec<(String, Value)> {
    let kept = &choice.kept;
    let status = match (kept.in_error.is_some(), choice.stands) {
        (true, _) => ConsentStatus::EnteredInError,
        (false, true) => ConsentStatus::Active,
        (false, false) => ConsentStatus::Inactive,
    };
    let Some(consent) = consent_of(&kept.statement, status, &kept.source) else { return Vec::new() };
    let written = Written {
        key: (store, kept.id),
        nhs_number: choice.nhs_number,
        consent: &consent,
        recorded: kept.recorded,
        before: choice.before,
    };
    vec![written.consent(), written.provenance()]
}
