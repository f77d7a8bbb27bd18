//! `dcr connectathon validate`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use dcr::validation::definitions::{Codes, Definitions, FhirVersion};
use dcr::validation::fhir::{EntryProfile, Options, Report, Validator, Verdict};
use dcr::validation::hl7v2::looks_like_hl7v2;
use dcr::validation::itk;
use dcr::validation::package::Package;
use dcr_terminology::terminology::Terminology;
use serde_json::Value;

use super::codes::LoadedCodes;
use super::messages::Messages;
use super::{loaded, report};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminology;

/// The largest file that is read.
const MOST_BYTES: u64 = 256 << 20;

/// Check FHIR resources, HL7 v2, ITK messages and clinical documents against their standards
///
/// Of FHIR it reads R4 and STU3 in JSON, XML and NDJSON (one resource a line). Each resource is put to the base
/// definitions, which are built in, and to the profiles that it names, which come from packages
/// (`dcr connectathon packages add`). Codes of SNOMED CT, dm+d and Read are asked of the releases that
/// are loaded (`dcr terminology load`). Nothing is fetched.
///
/// Of HL7 v2 it reads messages of v2.3 to v2.5.1: one or many in a file, bare, in batches or in MLLP
/// frames. Each is put to its message structure, segments, data types, lengths, tables, escape
/// sequences and character set, and to conformance profiles: built in (nhs-number, itk-2.4, a3-2.4,
/// dhcw-2.5.1) or a YAML file of your own. A message that names a profile in MSH-21 is put to it too.
///
/// Of ITK and CDA it reads SOAP with a distribution envelope, an envelope alone, a clinical document alone,
/// acknowledgements, faults and messages of the Spine Mini Services, of no more than 64 MiB each. Payloads
/// are decoded from base64 and gzip first; what is encrypted is not checkable. Each finding names the
/// requirement, and in JSON (`answer`) the error code to answer the sender with.
///
/// There are three answers: valid, invalid, and not checkable, where nothing is known to be wrong but a
/// profile, a value set or a code system is not loaded, or a version or segment is not known; each of
/// those is named. Exit code 3 where something is invalid; with `--strict`, also where something is not
/// checkable.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(crate) struct ValidateArgs {
    /// Resources and messages; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A profile that every resource or message must conform to: of FHIR by its canonical address, of
    /// HL7 v2 by its name or file (can be repeated)
    #[arg(long, value_name = "PROFILE")]
    profile: Vec<String>,
    /// A package for this run only: a `.tgz`, a folder or a file (can be repeated)
    #[arg(long, value_name = "PATH")]
    package: Vec<PathBuf>,
    /// The version of FHIR [default: STU3 where a resource names a profile of Care Connect, GP Connect
    /// or STU3, R4 otherwise]
    #[arg(long, value_name = "VERSION")]
    fhir: Option<FhirArg>,
    /// Write a report of this kind instead
    #[arg(long, value_name = "KIND")]
    report: Option<ReportArg>,
    /// Exit with 3 also where something could not be checked
    #[arg(long)]
    strict: bool,
    /// Call an extension that is not known an error
    #[arg(long)]
    refuse_unknown_extensions: bool,
    /// Say what could be done about each finding, where there is one plain thing; nothing is written
    #[arg(long)]
    fix: bool,
    /// Call a reference not checkable whose target is not at hand, where a profile asks something of it
    #[arg(long)]
    check_references: bool,
    /// A profile for the entries of a bundle of a type: `Patient=URL`, or `Patient:0=URL` for the first of
    /// them alone (can be repeated)
    #[arg(long, value_name = "TYPE=URL", value_parser = entry_profile)]
    entry_profile: Vec<EntryProfile>,
}

/// Reads `Patient:0=URL`.
fn entry_profile(text: &str) -> Result<EntryProfile, String> {
    let wanted = "a type, an equals sign and an address is expected: `Patient=URL` or `Patient:0=URL`";
    let (which, profile) = text.split_once('=').ok_or(wanted)?;
    let (resource_type, place) = match which.split_once(':') {
        Some((kind, place)) => (kind, Some(place.parse().map_err(|_| wanted)?)),
        None => (which, None),
    };
    if resource_type.is_empty() || profile.is_empty() {
        return Err(wanted.to_owned());
    }
    Ok(EntryProfile { resource_type: resource_type.to_owned(), place, profile: profile.to_owned() })
}

/// A version of FHIR.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum FhirArg {
    /// 4.0.1
    R4,
    /// 3.0.1 and 3.0.2
    Stu3,
}

/// A report for another tool.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ReportArg {
    /// FHIR `OperationOutcome`, one for each resource, in a bundle where there are several
    OperationOutcome,
    /// SARIF 2.1.0
    Sarif,
    /// `JUnit` XML, a case for each resource
    Junit,
}

/// What was found of one resource or message.
pub(super) struct Checked {
    /// What it is, for the count of them.
    pub(super) kind: Kind,
    /// The file, with the line where it is one of several.
    pub(super) name: String,
    /// The file alone.
    pub(super) file: String,
    /// What was found.
    pub(super) report: Report,
    /// What is known of each finding besides, in the same order; empty where nothing is.
    pub(super) details: Vec<Value>,
}

/// What was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A resource of FHIR.
    Resource,
    /// A message of HL7 v2.
    Message,
}

/// Validates them.
pub(crate) fn run(session: &mut Session<'_>, args: &ValidateArgs) -> Result<ExitCode, CommandError> {
    let mut validators = Validators { args, r4: None, stu3: None, codes: None, opened: false };
    let mut messages = Messages::new(&args.profile);
    let options = Options {
        profiles: args.profile.iter().filter(|profile| !Messages::is_profile(profile)).cloned().collect(),
        refuse_unknown_extensions: args.refuse_unknown_extensions,
        check_references: args.check_references,
        entries: args.entry_profile.clone(),
        ..Options::default()
    };
    let mut checked = Vec::new();
    for path in &args.files {
        let name = if path.as_os_str() == "-" { "standard input".to_owned() } else { path.display().to_string() };
        let bytes = read(path)?;
        if looks_like_hl7v2(&bytes) {
            checked.extend(messages.check(&name, &bytes)?);
            continue;
        }
        if itk::recognises(&bytes) {
            let report = itk::validate(&bytes, validators.codes(session)?);
            checked.push(Checked { kind: Kind::Message, name: name.clone(), file: name, report, details: Vec::new() });
            continue;
        }
        let text = utf_8(path, bytes)?;
        let lines = lines(path, &text);
        let is_one = lines.len() == 1;
        for (number, line) in lines {
            let validator = validators.of(session, line)?;
            let mut report = validator.validate(line, &options);
            for finding in &mut report.findings {
                finding.position.line += number;
            }
            let place = if is_one { name.clone() } else { format!("{name}:{}", number + 1) };
            checked.push(Checked {
                kind: Kind::Resource,
                name: place,
                file: name.clone(),
                report,
                details: Vec::new(),
            });
        }
    }
    report::write(session, args.report, args.fix, &checked)?;
    let has = |verdict| checked.iter().any(|checked| checked.report.verdict() == verdict);
    let failed = has(Verdict::Invalid) || (args.strict && has(Verdict::NotCheckable));
    Ok(if failed { ExitCode::ChecksFailed } else { ExitCode::Done })
}

/// The resources of a file with the lines before each: one, or one a line.
fn lines<'a>(path: &Path, text: &'a str) -> Vec<(u32, &'a str)> {
    let named = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ndjson"));
    let mut filled = text.lines().filter(|line| !line.trim().is_empty());
    let whole = |line: &str| line.trim_start().starts_with('{') && line.trim_end().ends_with('}');
    let looks = filled.clone().nth(1).is_some() && filled.all(whole);
    if !named && !looks {
        return vec![(0, text)];
    }
    let numbered = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    numbered.map(|(number, line)| (u32::try_from(number).unwrap_or(u32::MAX), line)).collect()
}

/// The validators of both versions, made when they are first needed.
struct Validators<'a> {
    args: &'a ValidateArgs,
    r4: Option<Validator>,
    stu3: Option<Validator>,
    /// The terminologies that are loaded, for messages.
    codes: Option<LoadedCodes>,
    /// Whether they have been looked for.
    opened: bool,
}

impl Validators<'_> {
    /// The terminologies that are loaded.
    fn codes(&mut self, session: &mut Session<'_>) -> Result<Option<&dyn Codes>, CommandError> {
        if !self.opened {
            self.codes = loaded_codes(session)?;
            self.opened = true;
        }
        Ok(self.codes.as_ref().map(|codes| codes as &dyn Codes))
    }

    fn of(&mut self, session: &mut Session<'_>, text: &str) -> Result<&Validator, CommandError> {
        let version = match self.args.fhir {
            Some(FhirArg::R4) => FhirVersion::R4,
            Some(FhirArg::Stu3) => FhirVersion::Stu3,
            None => guessed(text),
        };
        let slot = match version {
            FhirVersion::R4 => &mut self.r4,
            FhirVersion::Stu3 => &mut self.stu3,
        };
        let made = match slot.take() {
            Some(made) => made,
            None => make(session, self.args, version)?,
        };
        Ok(slot.insert(made))
    }
}

/// The version that a resource speaks of.
fn guessed(text: &str) -> FhirVersion {
    let signs = ["/STU3/", "CareConnect-", "/GPConnect-", "StructureDefinition/ITK-"];
    let profiles = text.split("StructureDefinition").count() > 1;
    if profiles && signs.iter().any(|sign| text.contains(sign)) { FhirVersion::Stu3 } else { FhirVersion::R4 }
}

fn make(session: &mut Session<'_>, args: &ValidateArgs, version: FhirVersion) -> Result<Validator, CommandError> {
    let mut definitions = Definitions::base(version);
    for loaded in loaded::all(&loaded::folder(session)?)? {
        if loaded.fhir.is_none_or(|fhir| fhir == version) {
            for resource in loaded::resources(&loaded)? {
                definitions.add(resource);
            }
        }
    }
    for path in &args.package {
        let package = Package::read(path)?;
        for skipped in &package.skipped {
            session.terminal.warning(&format!("{}: not taken: {}", skipped.path, skipped.why));
        }
        for (_, resource) in package.resources {
            definitions.add(resource);
        }
    }
    if let Some(codes) = loaded_codes(session)? {
        definitions = definitions.with_codes(Box::new(codes));
    }
    Ok(Validator::new(definitions, jiff::Zoned::now()))
}

/// The terminologies that are loaded; none where there are none.
fn loaded_codes(session: &mut Session<'_>) -> Result<Option<LoadedCodes>, CommandError> {
    let Ok(catalogue) = terminology::catalogue(session) else { return Ok(None) };
    let terminology = Terminology::open(&catalogue, &[])?;
    for (name, why) in &terminology.damaged {
        session.terminal.warning(&format!("release {name} cannot be used: {why}"));
    }
    Ok((!terminology.is_empty()).then(|| LoadedCodes::new(terminology)))
}

fn read(path: &Path) -> Result<Vec<u8>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", path.display()), error);
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)
    };
    read.map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(CommandError::failed(format!("{} has more than {MOST_BYTES} bytes", path.display())));
    }
    Ok(bytes)
}

fn utf_8(path: &Path, bytes: Vec<u8>) -> Result<String, CommandError> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        CommandError::failed(format!("{} is not UTF-8: byte {at} does not belong there", path.display()))
    })
}
