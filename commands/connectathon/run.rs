//! `dcr connectathon run`.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use dcr::conformance::run::{
    CheckStatus, Context, Observer, Options, PlayError, Run, ScenarioRun, Verdict, Witness, endpoints, is_allowed,
    is_here, play,
};
use dcr::conformance::script::{Script, Values};

use super::{evidence_files, scripts, verdicts};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;
use crate::terminal::{Progress, Terminal, Unit};

/// Play scripts against other systems and say whether they keep to the standards
///
/// A script is a YAML file, or `catalogue:NAME` for one that is built in (`dcr connectathon list`). Its
/// scenarios send and expect: HL7 v2 over MLLP, as sender and as receiver, and HTTP. Every check has a
/// grade: where something that SHALL be is not, the exit code is 3. What failed is shown with its place
/// in the script, what was expected and what came.
///
/// Scripts speak to this machine only, unless a host is named by `--allow`; that is asked about first.
/// Values come from `--var`, then from the environment's file (`values` and `secrets`), then from the
/// script's defaults. Secrets are hidden in all that is shown and kept.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// The scripts
    #[arg(value_name = "SCRIPT", required = true)]
    scripts: Vec<String>,
    /// A value of the script (can be repeated)
    #[arg(long, value_name = "NAME=VALUE", value_parser = scripts::pair)]
    var: Vec<(String, String)>,
    /// A file with values and secrets of the place where this is run
    #[arg(long, value_name = "FILE")]
    environment: Option<PathBuf>,
    /// Play only this scenario, by its id (can be repeated)
    #[arg(long, value_name = "SCENARIO")]
    only: Vec<String>,
    /// Play only scenarios with one of these tags
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tags: Vec<String>,
    /// Stop at the first scenario that fails
    #[arg(long)]
    fail_fast: bool,
    /// Play everything so often
    #[arg(long, value_name = "TIMES", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    repeat: u32,
    /// Keep the evidence in a folder of its own below this one
    #[arg(long, value_name = "FOLDER")]
    evidence: Option<PathBuf>,
    /// A host besides this machine that may be spoken to (can be repeated)
    #[arg(long, value_name = "HOST")]
    allow: Vec<String>,
    /// What the system under test is called in reports
    #[arg(long, value_name = "NAME", default_value = "the system under test")]
    system: String,
}

/// Plays them.
pub(crate) fn run(session: &mut Session<'_>, args: &RunArgs) -> Result<ExitCode, CommandError> {
    let environment = scripts::environment(args.environment.as_deref())?;
    let loaded: Vec<Script> = args.scripts.iter().map(|name| scripts::script(name)).collect::<Result<_, _>>()?;
    let declared = |name: &str| loaded.iter().any(|script| script.variables.iter().any(|it| it.name == name));
    if let Some((name, _)) = args.var.iter().find(|(name, _)| !declared(name)) {
        return Err(CommandError::usage(format!("no script has a variable `{name}`")));
    }
    let mut ready = Vec::new();
    for script in &loaded {
        ready.push((script, Values::of(script, &args.var, &environment).map_err(scripts::wrong)?));
    }
    agree(session, args, &ready)?;
    let options = Options {
        only: args.only.clone(),
        tags: args.tags.clone(),
        fail_fast: args.fail_fast,
        repeat: args.repeat,
        allow: args.allow.clone(),
        system: args.system.clone(),
        ..Options::default()
    };
    let stop = interrupt::stop_flag();
    let (mut runs, mut unchosen) = (Vec::new(), 0);
    for (script, values) in &ready {
        let progress = session.terminal.progress(&script.title, 1, Unit::Things);
        let mut watching = Watching { terminal: session.terminal, progress, stop: Arc::clone(&stop) };
        match play(script, values, &options, &Context::real(), &mut watching) {
            Ok(run) => runs.push(run),
            Err(PlayError::NothingChosen) => unchosen += 1,
            Err(error) => return Err(CommandError::failed(error)),
        }
        let failed = runs.last().is_some_and(|run| run.verdict() == Verdict::Failed);
        if stop.load(Ordering::SeqCst) || (failed && args.fail_fast) {
            break;
        }
    }
    if unchosen == ready.len() {
        return Err(CommandError::usage("no scenario was chosen").hint("`dcr connectathon list SCRIPT` shows them"));
    }
    if let Some(folder) = &args.evidence {
        for run in &runs {
            let kept = evidence_files::keep(folder, run)?;
            session.terminal.status(&format!("The evidence is in {}", kept.display()));
        }
    }
    say_faults(session.terminal, &runs);
    let listing = verdicts::listing(&runs)?;
    session.terminal.present(session.settings.output.value, &listing)?;
    Ok(verdicts::exit_code(&runs))
}

/// Shows whom the scripts would speak to besides this machine, and asks.
fn agree(session: &mut Session<'_>, args: &RunArgs, ready: &[(&Script, Values)]) -> Result<(), CommandError> {
    let others: Vec<String> = ready
        .iter()
        .flat_map(|(script, values)| endpoints(script, values))
        .filter(|(_, address)| !is_here(address) && is_allowed(address, &args.allow))
        .map(|(actor, address)| format!("{actor} ({address})"))
        .collect();
    if others.is_empty() {
        return Ok(());
    }
    session.terminal.confirm(&format!("speak to other hosts: {}", others.join(", ")), session.agreed)
}

/// Says what failed, each with its place.
fn say_faults(terminal: &mut Terminal, runs: &[Run]) {
    for step in runs.iter().flat_map(|run| &run.scenarios).flat_map(|scenario| &scenario.steps) {
        if let Some(fault) = &step.fault {
            terminal.error(&fault.text);
        }
        for check in &step.checks {
            let Some(fault) = &check.fault else { continue };
            if check.status == CheckStatus::Failed && check.grade == dcr::conformance::check::Grade::Shall {
                terminal.error(&fault.text);
            } else {
                terminal.warning(&fault.text);
            }
        }
    }
}

/// Shows progress, and puts manual steps to whoever is there.
struct Watching<'t> {
    terminal: &'t mut Terminal,
    progress: Progress,
    stop: Arc<AtomicBool>,
}

impl Observer for Watching<'_> {
    fn began(&mut self, id: &str, number: usize, of: usize) {
        self.progress.of(of as u64);
        self.progress.at(number as u64 - 1);
        self.progress.doing(id);
    }

    fn ended(&mut self, scenario: &ScenarioRun) {
        self.terminal.detail(&format!("{}: {}", scenario.name(), scenario.verdict.name()));
    }

    fn ask(&mut self, instruction: &str, question: &str) -> Option<Witness> {
        if !self.terminal.can_ask() {
            return None;
        }
        self.terminal.hint(instruction);
        let answer = self.terminal.ask(&format!("{question} [y/n]")).ok()?;
        let name = self.terminal.ask("Who says so?").ok()?;
        Some(Witness { holds: matches!(answer.to_ascii_lowercase().as_str(), "y" | "yes"), name })
    }

    fn stops(&self) -> bool {
        self.stop.load(Ordering::SeqCst)
    }
}
