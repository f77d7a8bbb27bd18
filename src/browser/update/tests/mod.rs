//! Messages in, model and wishes out.

mod choices;
mod lists;
mod opening;
mod record;
mod search;

use crate::access::Reason;
use crate::browser::fixtures::{self, answer, model, press};
use crate::browser::model::Model;
use crate::browser::{Effect, Job, Kind, Reply};
use crate::store::PatientRef;

fn jobs(effects: &[Effect]) -> Vec<&Job> {
    effects
        .iter()
        .filter_map(|effect| if let Effect::Ask(request) = effect { Some(&request.job) } else { None })
        .collect()
}

fn opening(effects: &[Effect]) -> (&Reason, &PatientRef) {
    match jobs(effects).as_slice() {
        [Job::Open { reason, patient, .. }] => (reason, patient),
        _ => panic!("nothing was opened"),
    }
}

fn told(model: &Model) -> &str {
    model.notice.as_ref().map_or("", |(_, text)| text)
}

fn found() -> Model {
    let mut model = model();
    let effects = press(&mut model, "⇥smith⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    model
}
