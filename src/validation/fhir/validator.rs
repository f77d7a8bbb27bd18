//! The way in: a text, findings out.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use jiff::Zoned;

use super::check::Check;
use super::finding::{Finding, Report, Severity};
use super::paths::Paths;
use crate::validation::definitions::Definitions;
use crate::validation::fhirpath::{Expression, ExpressionError};
use crate::validation::instance::{Lines, Position, read};
use crate::validation::typed::Typed;

/// What is asked of a validation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Profiles that the resource must conform to besides those that it names.
    pub profiles: Vec<String>,
    /// Whether an extension that is not known is an error and not a thing that cannot be checked.
    pub refuse_unknown_extensions: bool,
    /// The beginnings of the addresses of extensions that need not be known.
    pub tolerated_extensions: Vec<String>,
    /// Whether the profiles that the resource names are left out.
    pub only_these_profiles: bool,
    /// Whether a reference that is not at hand cannot be checked, where a profile asks something of what it leads to.
    pub check_references: bool,
    /// Profiles that entries of a bundle must conform to.
    pub entries: Vec<EntryProfile>,
}

/// A profile that entries of a bundle must conform to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryProfile {
    /// The type of the resources that are meant.
    pub resource_type: String,
    /// Which of that type, counted from 0; none where every one is meant.
    pub place: Option<usize>,
    /// The canonical address of the profile.
    pub profile: String,
}

/// Validates resources of one version of FHIR.
pub struct Validator {
    pub(super) definitions: Definitions,
    pub(super) now: Zoned,
    expressions: Mutex<HashMap<String, Result<Arc<Expression>, ExpressionError>>>,
}

impl Validator {
    /// A validator with these definitions. `now` is the moment that `now()` gives in invariants.
    pub fn new(definitions: Definitions, now: Zoned) -> Self {
        Self { definitions, now, expressions: Mutex::default() }
    }

    /// The definitions.
    pub const fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    /// An expression, read once.
    pub(super) fn expression(&self, text: &str) -> Result<Arc<Expression>, ExpressionError> {
        let mut known = match self.expressions.lock() {
            Ok(known) => known,
            Err(poisoned) => poisoned.into_inner(),
        };
        if let Some(made) = known.get(text) {
            return made.clone();
        }
        let made = Expression::parse(text).map(Arc::new);
        known.insert(text.to_owned(), made.clone());
        made
    }

    /// Validates one resource.
    pub fn validate(&self, text: &str, options: &Options) -> Report {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let tree = match read(text) {
            Ok(tree) => tree,
            Err(fault) => {
                let position = Lines::of(text).position(fault.at);
                return Report { findings: vec![syntax(fault.message, position)], ..Report::default() };
            }
        };
        let syntax_faults = tree.faults.clone();
        let typed = Typed::new(tree, &self.definitions);
        let root = typed.tree.root();
        let mut check = Check::new(self, &typed, options);
        check.whole();
        let lines = Lines::of(text);
        let mut report = Report {
            resource_type: typed.tree.resource_type(root).unwrap_or_default().to_owned(),
            profiles: std::mem::take(&mut check.profiles),
            findings: Vec::new(),
        };
        report.findings.extend(syntax_faults.into_iter().map(|fault| syntax(fault.message, lines.position(fault.at))));
        // In the order of the document, so that every place is counted from the one before.
        let mut all = std::mem::take(&mut check.found);
        all.sort_by_key(|found| found.node);
        let mut paths = Paths::of(&typed);
        let mut told = HashSet::new();
        for found in all {
            if !told.insert(found.clone()) {
                continue;
            }
            report.findings.push(Finding {
                severity: found.severity,
                rule: found.rule,
                path: paths.path(found.node),
                position: lines.position(typed.tree.offset(found.node)),
                message: found.message,
                profile: found.profile,
                missing: found.missing,
                answer: None,
            });
        }
        report.findings.extend(check.left_out().map(|message| {
            let position = lines.position(0);
            Finding { severity: Severity::Information, rule: "bounds".to_owned(), ..syntax(message, position) }
        }));
        report.findings.sort_by_key(|finding| (finding.position, finding.severity));
        report
    }
}

fn syntax(message: String, position: Position) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: "syntax".to_owned(),
        path: String::new(),
        position,
        message,
        profile: None,
        missing: None,
        answer: None,
    }
}
