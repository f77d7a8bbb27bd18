//! `dcr connectathon packages`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use dcr::output::{Column, Tone};
use dcr::validation::definitions::FhirVersion;
use dcr::validation::package::Package;
use serde_json::json;

use super::loaded;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::views::Listing;
use crate::words::length;

/// Manage the FHIR packages that profiles and value sets come from
#[derive(Debug, Subcommand)]
pub(crate) enum PackagesCommand {
    Add(AddArgs),
    List(ListArgs),
}

/// Load FHIR packages, for every validation after it
///
/// A package is a `.tgz` as publishers give it, a folder of resources, or a file with one resource,
/// in JSON or XML. Nothing in it is run and nothing is fetched. An archive with a path that leads out
/// of it is refused whole. A package of the same name and version is replaced.
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The packages
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Call it by this name, where it does not say its own
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

/// List the packages that are loaded
#[derive(Debug, Args)]
pub(crate) struct ListArgs {}

/// Runs one of them.
pub(super) fn run(session: &mut Session<'_>, command: &PackagesCommand) -> Result<ExitCode, CommandError> {
    match command {
        PackagesCommand::Add(args) => add(session, args),
        PackagesCommand::List(_) => list(session),
    }
}

fn add(session: &mut Session<'_>, args: &AddArgs) -> Result<ExitCode, CommandError> {
    let folder = loaded::folder(session)?;
    for path in &args.paths {
        let package = Package::read(path)?;
        if package.resources.is_empty() {
            return Err(CommandError::failed(format!("{} holds no resources", path.display())));
        }
        let stem = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let name = match (&package.name, &package.version) {
            (Some(name), Some(version)) => format!("{name}#{version}"),
            (Some(name), None) => name.clone(),
            _ => args.name.clone().unwrap_or(stem),
        };
        loaded::keep(&folder, &name, loaded::version_of(&package), &package)?;
        for skipped in &package.skipped {
            session.terminal.warning(&format!("{}: not taken: {}", skipped.path, skipped.why));
        }
        let resources = length(package.resources.len(), "resource", "resources");
        session.terminal.status(&format!("{name} is loaded: {resources}."));
    }
    Ok(ExitCode::Done)
}

fn list(session: &mut Session<'_>) -> Result<ExitCode, CommandError> {
    let columns = [
        Column::new("package", "Package").flexible(),
        Column::new("fhir", "FHIR"),
        Column::new("resources", "Resources").right(),
    ];
    let mut listing = Listing::new("packages", &columns, "No package is loaded.");
    for loaded in loaded::all(&loaded::folder(session)?)? {
        let fhir = loaded.fhir.map_or("either", FhirVersion::name);
        let cells = vec![(&loaded.name).into(), fhir.into(), loaded.resources.to_string().into()];
        let value = json!({ "package": loaded.name, "fhir": loaded.fhir.map(FhirVersion::name), "resources": loaded.resources });
        listing.push(cells, &value)?;
    }
    listing.end(Tone::Muted, "The base definitions of R4 (4.0.1) and STU3 (3.0.1) are built in.");
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(ExitCode::Done)
}
