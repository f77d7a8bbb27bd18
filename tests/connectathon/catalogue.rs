//! Each scenario of the catalogue has a fault that it finds: exactly one check fails, and without the
//! fault none does.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use dcr::conformance::catalogue::{Shipped, names, pack};
use dcr::conformance::run::{CheckStatus, Options};
use dcr::conformance::script::{Files, Script, load};
use dcr::conformance::simulate::ReceiverFault::{self, *};

use crate::support::{hurry, played, receiver, with_status};

/// Scenario, fault, and the check that must fail. Where nothing comes, the checks after it are skipped.
const TABLE: &[(&str, ReceiverFault, &str)] = &[
    ("ack-arrives", Silent, "answered"),
    ("ack-control-id", WrongControlId, "control-id"),
    ("ack-accepts", RejectsAll, "accepted"),
    ("ack-header", UnswappedHeader, "receiving-application"),
    ("ack-processing-id", FixedProcessingId, "processing-id"),
    ("ack-version", FixedVersion, "version"),
    ("ack-event", NoTrigger, "event"),
    ("ack-structure", NoStructure, "structure"),
    ("ack-own-id", SameControlId, "own-id"),
    ("ack-delimiters", UsualDelimiters, "control-id"),
    ("ack-character-set", Latin1, "letters"),
    ("ack-once", AnswersTwice, "once"),
    ("ack-never-acknowledged", AcksAcks, "not-acknowledged"),
    ("reject-type", AcceptsAnyType, "rejected"),
    ("reject-version", AcceptsAnyVersion, "rejected"),
    ("reject-no-control-id", AcceptsNoControlId, "rejected"),
    ("repeated-message", RejectsDuplicates, "second-code"),
    ("enhanced-accept-arrives", NoAccept, "accept"),
    ("enhanced-accept-code", ApplicationCodeInAccept, "accept-code"),
    ("enhanced-application", NoApplication, "application"),
    ("enhanced-no-accept", AlwaysAccepts, "only-application"),
    ("enhanced-no-application", AlwaysApplies, "only-accept"),
    ("negative-frame", AnswersWithoutStart, "frame-no-start"),
    ("negative-character-set", IgnoresCharacterSet, "charset-unknown"),
    ("negative-delimiter", ReadsAnyDelimiters, "delimiter-twice"),
    ("negative-segment", AcceptsAnyVersion, "header-no-such-version"),
    ("split-every-byte", SplitBlind, "answered"),
    ("joined-frames", JoinedBlind, "second-answered"),
    ("late-end", LateEndBlind, "answered"),
    ("late-return", LateEndBlind, "answered"),
    ("missing-start", AnswersWithoutStart, "not-answered"),
    ("noise-before", NoiseBlind, "answered"),
    ("large-field", SmallBuffer, "answered"),
    ("half-close", HalfCloseDrops, "answered"),
    ("idle", IdleClose, "stays-open"),
    ("clean-frames", NoStart, "start"),
    ("clean-frames", NoReturn, "return"),
    ("clean-frames", Noise, "noise"),
    ("adt-events", RejectsAdt, "accepted"),
    ("adt-merge", RejectsAdt, "accepted"),
    ("oru-numeric", RejectsOru, "accepted"),
    ("oru-text", RejectsOru, "accepted"),
    ("mdm-document", RejectsMdm, "accepted"),
    ("siu-appointment", RejectsSiu, "accepted"),
];

/// The catalogue with a field that a debug build gets through quickly.
struct Smaller;

impl Files for Smaller {
    fn read(&self, path: &Path) -> Result<Vec<u8>, String> {
        let text = String::from_utf8(Shipped.read(path)?).unwrap();
        Ok(text.replace("fill.50000000", "fill.1500000").into_bytes())
    }
}

fn packs() -> Vec<Script> {
    let mut packs: Vec<_> = names().map(|name| load(Path::new(&name), &Smaller).unwrap()).collect();
    for script in &mut packs {
        hurry(script, Duration::from_millis(1_200));
    }
    packs
}

#[test]
fn our_own_receiver_passes_the_whole_catalogue() {
    let simulator = receiver(&[]);
    let address = simulator.addresses[0].1.to_string();
    for script in packs() {
        let run = played(&script, &[("receiver", &address)], &Options::default());
        for status in [CheckStatus::Failed, CheckStatus::NotCheckable, CheckStatus::Skipped] {
            assert_eq!(with_status(&run, status), Vec::<String>::new(), "{}: {status:?}", script.name);
        }
        let notes: Vec<_> = run.scenarios.iter().flat_map(|scenario| &scenario.notes).collect();
        assert!(notes.is_empty(), "{notes:?}");
    }
}

#[test]
fn each_fault_fails_exactly_its_check() {
    let packs = packs();
    let one = |(id, fault, check): &(&str, ReceiverFault, &str)| {
        let script = packs.iter().find(|script| script.scenarios.iter().any(|scenario| scenario.id == *id)).unwrap();
        let simulator = receiver(&[*fault]);
        let address = simulator.addresses[0].1.to_string();
        let options = Options { only: vec![(*id).to_owned()], ..Options::default() };
        let run = played(script, &[("receiver", &address)], &options);
        let failed: BTreeSet<_> = with_status(&run, CheckStatus::Failed).into_iter().collect();
        assert_eq!(failed, BTreeSet::from([(*check).to_owned()]), "{id} with {}", fault.name());
        assert_eq!(with_status(&run, CheckStatus::NotCheckable), Vec::<String>::new(), "{id}");
    };
    // Most of the time is waiting for answers that do not come.
    std::thread::scope(|scope| {
        for part in TABLE.chunks(5) {
            scope.spawn(move || part.iter().for_each(one));
        }
    });
}

#[test]
fn each_scenario_and_each_fault_is_in_the_table() {
    let scenarios = names().flat_map(|name| pack(&name).unwrap().scenarios);
    let without: Vec<String> =
        scenarios.map(|scenario| scenario.id).filter(|id| !TABLE.iter().any(|(other, ..)| other == id)).collect();
    assert!(without.is_empty(), "scenarios without a fault that they find: {without:?}");
    let unused: Vec<_> = ReceiverFault::ALL
        .iter()
        .filter(|fault| !TABLE.iter().any(|(_, used, _)| used == *fault))
        .map(|fault| fault.name())
        .collect();
    assert!(unused.is_empty(), "faults that no scenario finds: {unused:?}");
}
