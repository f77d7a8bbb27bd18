//! The command line that shows what the screen shows.
//!
//! A person is named by number in the store, which identifies nobody outside it, so that nothing
//! about a person comes into a shell history.

use crate::access::{Purpose, Reason};
use crate::browser::effect::Slot;
use crate::browser::model::{Dialog, Model, Record, Screen};
use crate::consent::{Emergency, Permission};
use crate::store::PatientRef;

impl Model {
    /// Tells the command line.
    pub(super) fn show_command_line(&mut self) {
        let lines = match self.command_line() {
            Some(command) => vec![command, String::new(), self.command_note().to_owned()],
            None => vec!["No command shows this yet.".to_owned()],
        };
        self.dialog = Some(Dialog::Told { title: "The same on the command line".to_owned(), lines });
    }

    /// The command, where there is one.
    pub(in crate::browser) fn command_line(&self) -> Option<String> {
        let record = self.record.as_ref();
        let words = match (self.stack.last(), record) {
            (None, _) => format!("patient find{}", purpose(&self.session.reason())),
            (Some(Screen::Feeds(_)), _) => "feed list".to_owned(),
            (Some(Screen::DeadLetters(_)), _) => format!("feed dead-letters{}", self.operations()),
            (Some(Screen::Record | Screen::Entry(_)), Some(record)) => self.record_show(record),
            (Some(Screen::Identity(..)), Some(record)) => with("identity explain", record),
            (Some(Screen::Demographics(_)), Some(record)) => with("patient show", record),
            (Some(Screen::Conflicts(_)), _) => format!("identity duplicates{}", self.operations()),
            (Some(Screen::Trace(_)), Some(record)) => with("record trace", record),
            (Some(Screen::RawMessage(it)), Some(record)) if it.slot == Slot::Record => {
                format!("{} --message {}", with("record trace", record), it.view.message)
            }
            _ => return None,
        };
        let arguments = &self.session.arguments;
        Some(if arguments.is_empty() { format!("dcr {words}") } else { format!("dcr {arguments} {words}") })
    }

    fn command_note(&self) -> &'static str {
        if self.stack.is_empty() {
            "It asks for what to look for, so that nothing of it stays in the shell's history."
        } else {
            "It opens a view of its own and is audited like this one. Add -o json for a program."
        }
    }

    fn record_show(&self, record: &Record) -> String {
        let mut words = match record.tab().section {
            Some(section) => format!("{} --section {section}", with("record show", record)),
            None if record.tab().is_summary => with("record show", record),
            None => with("record timeline", record),
        };
        let times = [("--as-of", self.session.as_of), ("--valid-at", self.session.valid_at)];
        for (flag, time) in times {
            if let Some(time) = time {
                words.extend([" ", flag, " ", &time.to_string()]);
            }
        }
        words
    }

    fn operations(&self) -> String {
        let incident = self.session.incident.clone();
        purpose(&Reason { purpose: Purpose::RecordOperations, incident, ..Reason::default() })
    }
}

/// A verb with the person and the ground of the open view.
fn with(verb: &str, record: &Record) -> String {
    let patient = match &record.target.patient {
        PatientRef::Patient(id) => *id,
        _ => record.person.person.patient,
    };
    format!("{verb} {patient}{}", purpose(&record.reason))
}

fn purpose(reason: &Reason) -> String {
    let mut words = String::new();
    if reason.purpose != Purpose::DirectCare {
        words.extend([" --purpose ", reason.purpose.slug()]);
    }
    match (reason.purpose, reason.permission) {
        (Purpose::DirectCare, Permission::Given) => words.push_str(" --permission given"),
        (Purpose::DirectCare, Permission::Refused) => words.push_str(" --permission refused"),
        (Purpose::DirectCare, Permission::Unable) => words.push_str(" --permission unable"),
        (Purpose::DirectCare, Permission::Discussed) => words.push_str(" --permission discussed"),
        _ => {}
    }
    if let Some(emergency) = reason.emergency {
        let ground = match emergency {
            Emergency::Medical => "medical",
            Emergency::Safeguarding => "safeguarding",
            Emergency::OverridingInterest => "overriding-interest",
        };
        words.extend([" --emergency ", ground]);
    }
    if let Some(claim) = reason.claim {
        words.extend([" --claim ", claim.slug()]);
    }
    if reason.own_items {
        words.push_str(" --own-items");
    }
    for (flag, text) in [("--incident", &reason.incident), ("--reason", &reason.text)] {
        if let Some(text) = text {
            words.extend([" ", flag, " ", &quoted(text)]);
        }
    }
    words
}

/// A text as one word of a shell, shown without what a terminal would obey.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
