//! The admissions and registrations of the truth as a list of trigger events, before any dialect.

use jiff::civil::DateTime;

use super::event::{Event, Stay, StayClass, Transfer, Update, Visit};
use super::face::Face;
use super::feed::{recorded, sent};
use super::truth::{Person, Truth};

/// One ADT message to be.
pub(crate) struct Act<'a> {
    /// A01, A31 and so on.
    pub(crate) trigger: &'static str,
    pub(crate) face: Face<'a>,
    /// EVN-6.
    pub(crate) occurred: DateTime,
    /// EVN-2.
    pub(crate) recorded: DateTime,
    pub(crate) sent: DateTime,
    pub(crate) arrives: DateTime,
    pub(crate) about: About<'a>,
}

/// What an act is about beyond the person.
pub(crate) enum About<'a> {
    Person,
    /// The local number that goes.
    Merge(&'a str),
    Visit(&'a Visit),
    Stay(StayAt<'a>),
}

/// A stay at one moment.
#[derive(Clone, Copy)]
pub(crate) struct StayAt<'a> {
    pub(crate) stay: &'a Stay,
    pub(crate) ward: &'a str,
    pub(crate) bed: &'a str,
    /// The ward and bed before a move.
    pub(crate) before: Option<(&'a str, &'a str)>,
    pub(crate) consultant: &'a str,
    /// Only in messages that end the stay.
    pub(crate) discharged: Option<DateTime>,
}

/// Every act of `trust`, in no order.
pub(crate) fn acts<'a>(truth: &'a Truth, trust: &str) -> Vec<Act<'a>> {
    let mut acts = Vec::new();
    for person in truth.everybody() {
        let mut acting = Acting { truth, person, acts: &mut acts };
        for event in &person.events {
            match event {
                Event::Registered(new) if new.trust == trust => {
                    acting.add("A28", trust, new.number.as_deref(), (new.at, None), About::Person);
                }
                Event::Changed(change) if change.trust == trust => {
                    acting.add("A31", trust, change.number.as_deref(), (change.at, None), About::Person);
                }
                Event::Merged(merge) if merge.trust == trust => {
                    acting.add("A40", trust, Some(&merge.kept), (merge.at, None), About::Merge(&merge.gone));
                }
                Event::Visit(visit) if visit.trust == trust => {
                    acting.add("A04", trust, None, (visit.at, None), About::Visit(visit));
                }
                Event::Stay(stay) if stay.trust == trust => acting.stay(stay),
                _ => {}
            }
        }
    }
    acts
}

/// What happens in the middle of a stay.
enum Step<'a> {
    Move(&'a Transfer),
    Back,
    Update(&'a Update),
}

struct Acting<'a, 'list> {
    truth: &'a Truth,
    person: &'a Person,
    acts: &'list mut Vec<Act<'a>>,
}

impl<'a> Acting<'a, '_> {
    fn add(
        &mut self,
        trigger: &'static str,
        trust: &str,
        number: Option<&'a str>,
        when: (DateTime, Option<DateTime>),
        about: About<'a>,
    ) {
        let (occurred, arrives) = when;
        let label = format!("{}{trust}{trigger}{occurred}", self.person.nhs_number);
        let recorded = recorded(occurred, &label);
        let sent = sent(recorded, &label);
        if let Some(face) = Face::new(self.truth, self.person, trust, number, occurred) {
            self.acts.push(Act { trigger, face, occurred, recorded, sent, arrives: arrives.unwrap_or(sent), about });
        }
    }

    fn stay(&mut self, stay: &'a Stay) {
        let mut at = StayAt {
            stay,
            ward: &stay.ward,
            bed: &stay.bed,
            before: None,
            consultant: &stay.consultant,
            discharged: None,
        };
        if let Some(planned) = stay.planned {
            self.moment("A05", at, planned, None);
        }
        let admission = if stay.class == StayClass::Emergency { "A04" } else { "A01" };
        self.moment(admission, at, stay.admitted, stay.admission_arrives);
        let mut steps = Vec::new();
        for transfer in &stay.transfers {
            steps.push((transfer.at, Step::Move(transfer)));
            steps.extend(transfer.cancelled.map(|cancelled| (cancelled, Step::Back)));
        }
        steps.extend(stay.updates.iter().map(|update| (update.at, Step::Update(update))));
        steps.sort_by_key(|step| step.0);
        let mut left = (at.ward, at.bed);
        for (occurred, step) in steps {
            let here = (at.ward, at.bed);
            match step {
                Step::Move(transfer) => {
                    left = here;
                    at = StayAt { ward: &transfer.ward, bed: &transfer.bed, ..at };
                    self.moment("A02", StayAt { before: Some(here), ..at }, occurred, None);
                }
                Step::Back => {
                    at = StayAt { ward: left.0, bed: left.1, ..at };
                    self.moment("A12", StayAt { before: Some(here), ..at }, occurred, None);
                }
                Step::Update(update) => {
                    at = StayAt { consultant: &update.consultant, ..at };
                    self.moment("A08", at, occurred, update.arrives);
                }
            }
        }
        if let Some(discharged) = stay.discharged {
            self.moment("A03", StayAt { discharged: Some(discharged), ..at }, discharged, None);
        }
        if let Some(cancelled) = stay.discharge_cancelled {
            self.moment("A13", at, cancelled, None);
        }
        if let Some(again) = stay.discharged_again {
            self.moment("A03", StayAt { discharged: Some(again), ..at }, again, None);
        }
        if let Some(cancelled) = stay.cancelled {
            self.moment("A11", at, cancelled, None);
        }
    }

    fn moment(&mut self, trigger: &'static str, at: StayAt<'a>, occurred: DateTime, arrives: Option<DateTime>) {
        self.add(trigger, &at.stay.trust, at.stay.number.as_deref(), (occurred, arrives), About::Stay(at));
    }
}
