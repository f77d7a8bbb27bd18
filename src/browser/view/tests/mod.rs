//! Every screen, drawn.

mod choices;
mod dialogs;
mod home;
mod hostile;
mod lists;
mod messages;
mod record;

use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::browser::fixtures::{self, answer, model, press};
use crate::browser::model::Model;
use crate::browser::{Kind, Reply, draw};
use crate::record::MessageId;
use crate::store::PatientId;
use crate::store::view::{Conflict, ConflictKind};

fn screen(model: &Model, width: u16, height: u16) -> TestBackend {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(model, frame)).unwrap();
    terminal.backend().clone()
}

fn usual(model: &Model) -> TestBackend {
    screen(model, 80, 24)
}

fn found() -> Model {
    let mut model = model();
    let effects = press(&mut model, "⇥smith⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    model
}

fn conflict() -> Conflict {
    Conflict {
        id: 4,
        kind: ConflictKind::NumberAlone,
        patients: vec![PatientId(12), PatientId(44)],
        reason: "The NHS number agrees; date of birth and family name do not.".to_owned(),
        message: Some(MessageId(902)),
        recorded: "2018-05-31T09:00:05Z".parse().unwrap(),
        resolved: false,
    }
}
