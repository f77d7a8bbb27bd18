//! What the tests share: scripts from memory, and peers to talk to.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use dcr::conformance::run::{CheckStatus, Context, NoObserver, Options, Run, ScenarioRun, play};
use dcr::conformance::script::{Action, Environment, Faults, Files, Script, Step, Values, load};
use dcr::conformance::simulate::{Peer, ReceiverFault, Simulator};
use dcr::transport::mllp::Limits;

/// Files that are only in memory.
pub(crate) struct Memory(pub(crate) BTreeMap<&'static str, String>);

impl Files for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let text = self.0.get(path.to_str().unwrap());
        text.map(|text| text.clone().into_bytes()).ok_or_else(|| "there is no such file".to_owned())
    }
}

/// A script of one file.
pub(crate) fn script(text: &str) -> Result<Script, Faults> {
    load(Path::new("script.yaml"), &Memory(BTreeMap::from([("script.yaml", text.to_owned())])))
}

/// A receiver on this machine with faults.
pub(crate) fn receiver(faults: &[ReceiverFault]) -> Simulator {
    let peer =
        Peer { name: "receiver".to_owned(), listen: "127.0.0.1:0".to_owned(), faults: faults.to_vec(), rules: vec![] };
    Simulator::start(vec![peer], Limits::default(), |_| {}).unwrap()
}

/// Plays a script with some values.
pub(crate) fn played(script: &Script, given: &[(&str, &str)], options: &Options) -> Run {
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let values = Values::of(script, &given, &Environment::default()).unwrap();
    play(script, &values, options, &Context::real(), &mut NoObserver).unwrap()
}

/// Makes a script wait no longer than this for anything.
pub(crate) fn hurry(script: &mut Script, most: Duration) {
    fn hurry_steps(steps: &mut [Step], most: Duration) {
        for step in steps {
            match &mut step.action {
                Action::Expect(expect) => expect.within = expect.within.min(most),
                Action::Mutate(mutate) => mutate.within = mutate.within.min(most),
                Action::Until { steps: inner, .. } => hurry_steps(inner, most),
                _ => {}
            }
        }
    }
    for scenario in &mut script.scenarios {
        hurry_steps(&mut scenario.steps, most);
    }
}

/// The checks of a run with a status, and steps that could not be done.
pub(crate) fn with_status(run: &Run, status: CheckStatus) -> Vec<String> {
    let checks = run.scenarios.iter().flat_map(ScenarioRun::checks);
    let mut found: Vec<String> = checks.filter(|check| check.status == status).map(|check| check.id.clone()).collect();
    let steps = run.scenarios.iter().flat_map(|scenario| &scenario.steps);
    if status == CheckStatus::Failed {
        found.extend(steps.filter_map(|step| step.fault.as_ref().map(|fault| fault.text.clone())));
    }
    found
}
