//! `dcr connectathon simulate`.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::time::Duration;

use clap::Args;
use clap::builder::PossibleValuesParser;
use dcr::conformance::run::is_loopback;
use dcr::conformance::simulate::{Logged, Peer, Plan, ReceiverFault, Simulator};
use dcr::transport::mllp::Limits;

use super::scripts;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt;
use crate::session::Session;

/// How long is waited for the next exchange before Ctrl-C is looked for.
const GLANCE: Duration = Duration::from_millis(200);
/// How many exchanges may wait to be said; the peers go on, and what is left out is counted.
const MOST_WAITING: usize = 10_000;

/// Play peers for others to talk to: receivers of HL7 v2 over MLLP
///
/// A receiver answers in original mode, or in enhanced mode where MSH-15 or MSH-16 asks for it. Faults
/// that can be switched on make it wrong in one way each, so that a test can be shown to find it. A plan
/// is a YAML file with several `peers`, each with `listen`, `rules` and `faults`; a rule looks at a place
/// (`hl7`, `equals`) and says `answer`, `delay`, `drop` or `fail`. Each exchange is said on standard
/// error. Runs until Ctrl-C.
#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    /// A plan with several peers
    #[arg(value_name = "PLAN", required_unless_present = "listen")]
    plan: Option<PathBuf>,
    /// Play one receiver at this address; port 0 takes any that is free
    #[arg(long, value_name = "HOST:PORT", conflicts_with = "plan")]
    listen: Option<String>,
    /// Switch a fault of that receiver on (can be repeated)
    #[arg(long, value_name = "FAULT", requires = "listen", value_parser = PossibleValuesParser::new(ReceiverFault::ALL.map(ReceiverFault::name)))]
    fault: Vec<String>,
    /// An address of this machine besides loopback that may be listened at (can be repeated)
    #[arg(long, value_name = "HOST")]
    allow: Vec<String>,
}

/// Plays them.
pub(crate) fn run(session: &mut Session<'_>, args: &SimulateArgs) -> Result<ExitCode, CommandError> {
    let peers = match (&args.plan, &args.listen) {
        (Some(path), _) => {
            Plan::read(&path.display().to_string(), &scripts::text(path)?).map_err(scripts::wrong)?.peers
        }
        (None, listen) => vec![Peer {
            name: "receiver".to_owned(),
            listen: listen.clone().unwrap_or_default(),
            faults: args.fault.iter().filter_map(|name| ReceiverFault::named(name)).collect(),
            rules: Vec::new(),
        }],
    };
    for peer in &peers {
        let host = peer.listen.rsplit_once(':').map_or(peer.listen.as_str(), |(host, _)| host);
        if !is_loopback(host) && !args.allow.iter().any(|allowed| allowed == host) {
            let error = CommandError::usage(format!("`{}` would listen at {}, open to others", peer.name, peer.listen));
            return Err(error.hint(format!("say `--allow {host}` where that is meant")));
        }
    }
    let stop = interrupt::stop_flag();
    let (sender, log) = mpsc::sync_channel::<Logged>(MOST_WAITING);
    let left_out = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let (counted, is_quiet) = (std::sync::Arc::clone(&left_out), session.terminal.is_quiet());
    let simulator = Simulator::start(peers, Limits::default(), move |exchange| {
        if !is_quiet && sender.try_send(exchange.clone()).is_err() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    })
    .map_err(CommandError::failed)?;
    for (name, address) in &simulator.addresses {
        session.terminal.raw(format!("{name} listens at {address}\n").as_bytes())?;
    }
    while !stop.load(Ordering::SeqCst) {
        if let Ok(exchange) = log.recv_timeout(GLANCE) {
            let Logged { peer, caller, what, done } = exchange;
            session.terminal.status(&format!("{peer}: {what} from {caller}: {done}"));
        }
        let left = left_out.swap(0, Ordering::Relaxed);
        if left > 0 {
            session.terminal.warning(&format!("{left} exchanges were too quick to be said"));
        }
    }
    simulator.stop();
    Ok(ExitCode::Done)
}
