//! Messages of HL7 v2 among what is validated.

use std::path::{Path, PathBuf};

use dcr::validation::fhir::{Finding, Report, Severity, Uncheckable};
use dcr::validation::hl7v2::{
    self, BUILT_IN_PROFILES, FileReport, ProfileSource, Validator, built_in_profile, load_profiles, validate_file,
};
use serde_json::{Value, json};

use super::validate::{Checked, Kind};
use crate::error::CommandError;

/// The largest profile that is read, in bytes.
const MOST_PROFILE: u64 = 1 << 20;

/// The validator of messages, made when the first message comes.
pub(super) struct Messages<'a> {
    profiles: Vec<&'a str>,
    validator: Option<Validator>,
}

impl<'a> Messages<'a> {
    /// Messages to be put to those of the profiles that are for them.
    pub(super) fn new(profiles: &'a [String]) -> Self {
        // An address is a profile of FHIR.
        let profiles = profiles.iter().map(String::as_str).filter(|profile| !profile.contains("://")).collect();
        Self { profiles, validator: None }
    }

    /// Whether a profile is one for messages.
    pub(super) fn is_profile(name: &str) -> bool {
        let yaml = Path::new(name)
            .extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("yaml") || it.eq_ignore_ascii_case("yml"));
        built_in_profile(name).is_some() || yaml
    }

    /// Validates the messages of a file.
    pub(super) fn check(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<Checked>, CommandError> {
        let validator = match self.validator.take() {
            Some(made) => made,
            None => self.make()?,
        };
        let validator = self.validator.insert(validator);
        let reports = validate_file(validator, bytes);
        let one = reports.len() == 1;
        Ok(reports.into_iter().map(|report| checked(name, report, one)).collect())
    }

    fn make(&self) -> Result<Validator, CommandError> {
        let mut asked = Vec::new();
        for name in &self.profiles {
            for profile in load_profiles(name, &mut find).map_err(CommandError::usage)? {
                if !asked.iter().any(|known: &hl7v2::Profile| known.name() == profile.name()) {
                    asked.push(profile);
                }
            }
        }
        Ok(Validator::new(asked))
    }
}

/// The file of a profile, beside the one that names it.
fn find(name: &str, from: Option<&str>) -> Result<ProfileSource, String> {
    let beside = from.and_then(|from| Path::new(from).parent()).map_or_else(PathBuf::new, Path::to_path_buf);
    let path = beside.join(name);
    let known = BUILT_IN_PROFILES.map(|(name, _)| name).join(", ");
    let failed = |error| format!("cannot read the profile {}: {error}; built in are {known}", path.display());
    let size = std::fs::metadata(&path).map_err(failed)?.len();
    if size > MOST_PROFILE {
        return Err(format!("the profile {} has {size} bytes, and at most {MOST_PROFILE} are read", path.display()));
    }
    let text = std::fs::read_to_string(&path).map_err(failed)?;
    // Two ways to the same file are one file, or a circle would never close.
    let whole = path.canonicalize().map_err(failed)?;
    let here = std::env::current_dir().ok().and_then(|here| whole.strip_prefix(here).ok().map(Path::to_path_buf));
    Ok(ProfileSource { file: here.unwrap_or(whole).display().to_string(), text })
}

fn checked(name: &str, found: FileReport, one: bool) -> Checked {
    let hl7v2::Report { message_type, version, structure, profiles, findings } = found.report;
    let details = findings.iter().map(|finding| detail(finding, &version, &structure)).collect();
    let findings = findings
        .into_iter()
        .map(|finding| Finding {
            answer: finding.error_code().map(|code| format!("{} {}", code.number(), code.text())),
            missing: (finding.severity == Severity::NotCheckable).then_some(Uncheckable::Profile),
            severity: finding.severity,
            rule: finding.rule.name().to_owned(),
            path: finding.place.to_string(),
            position: finding.position,
            message: finding.message,
            profile: finding.profile,
        })
        .collect();
    let place = match found.number {
        Some(_) if one => name.to_owned(),
        Some(_) => format!("{name}:{}", found.line),
        None => format!("{name} as a whole"),
    };
    let report = Report { resource_type: message_type, profiles, findings };
    Checked { kind: Kind::Message, name: place, file: name.to_owned(), report, details }
}

/// What is known of a finding in the terms of HL7.
fn detail(finding: &hl7v2::Finding, version: &str, structure: &str) -> Value {
    let place = &finding.place;
    json!({
        "segment": place.segment, "occurrence": place.occurrence, "group": place.group, "field": place.field,
        "repetition": place.repetition, "component": place.component, "subcomponent": place.subcomponent,
        "offset": finding.offset, "version": version, "structure": structure,
        "error_code": finding.error_code().map(hl7v2::ErrorCode::number),
        "error_text": finding.error_code().map(hl7v2::ErrorCode::text),
        "error_segment": finding.error_segment(version), "proposal": finding.proposal,
    })
}
