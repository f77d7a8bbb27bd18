//! The browser's update and draw with 100,000 entries in the model, on a screen of 120 by 40.
#![expect(clippy::expect_used, reason = "a benchmark has nobody to hand an error to")]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use dcr::access::User;
use dcr::browser::{Effect, Kind, Message, Model, Opened, Reply, Start, Story, draw};
use dcr::record::{
    CodeableConcept, EntryState, Interpretation, MessageId, NhsNumber, Observation, PartialDateTime, Provenance,
    Resource, Section, SourceCoding, SourceLocation, Standing, Value,
};
use dcr::store::view::{EntryView, PatientHit, PersonView, RecordView, SectionView};
use dcr::store::{Basis, Mask, PatientId, PatientRef};
use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

/// One key down, then the screen drawn.
#[divan::bench]
fn update_and_draw(bencher: Bencher<'_, '_>) {
    let (mut model, mut terminal) = (open(), terminal());
    bencher.bench_local(move || {
        black_box(press(&mut model, KeyCode::Down));
        terminal.draw(|frame| draw(&model, frame)).expect("drawn");
    });
}

/// From the last entry to the first and back, then the screen drawn.
#[divan::bench]
fn end_to_end_and_draw(bencher: Bencher<'_, '_>) {
    let (mut model, mut terminal) = (open(), terminal());
    bencher.bench_local(move || {
        black_box(press(&mut model, KeyCode::End));
        terminal.draw(|frame| draw(&model, frame)).expect("drawn");
        black_box(press(&mut model, KeyCode::Home));
    });
}

/// One letter more and one letter less in a filter over all entries, the screen drawn after each.
#[divan::bench]
fn two_keys_in_the_filter_and_two_draws(bencher: Bencher<'_, '_>) {
    let (mut model, mut terminal) = (open(), terminal());
    press(&mut model, KeyCode::Char('/'));
    for letter in "potassium 99".chars() {
        press(&mut model, KeyCode::Char(letter));
    }
    bencher.bench_local(move || {
        for key in [KeyCode::Char('9'), KeyCode::Backspace] {
            black_box(press(&mut model, key));
            terminal.draw(|frame| draw(&model, frame)).expect("drawn");
        }
    });
}

fn terminal() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory")
}

fn press(model: &mut Model, code: KeyCode) -> Vec<Effect> {
    model.update(Message::Key(KeyEvent::new(code, KeyModifiers::NONE)))
}

/// A browser with a record of 100,000 entries open, all of them loaded.
fn open() -> Model {
    let user = User { name: "bench".to_owned(), full_name: "Bench".to_owned(), roles: Vec::new(), ..User::default() };
    let patient = PatientRef::Patient(PatientId(1));
    let story = Story { title: "Long record".to_owned(), hint: String::new(), patient };
    let mut model = Model::new(&Start { stories: vec![story], ..Start::default() }, &user);
    press(&mut model, KeyCode::Enter);
    let effects = press(&mut model, KeyCode::Char('g'));
    let Some(Effect::Ask(request)) = effects.first() else { return model };
    let opened = Opened { person: person(), record: record(ROWS), allergies: record(0) };
    model.update(Message::Answer { id: request.id, kind: Kind::Open, reply: Reply::Opened(Box::new(opened)) });
    model
}

fn person() -> PersonView {
    PersonView {
        format_version: "1",
        basis: basis(),
        person: hit(),
        inpatient_now: Vec::new(),
        sources: Vec::new(),
        disagreements: Vec::new(),
    }
}

fn hit() -> PatientHit {
    PatientHit {
        patient: PatientId(1),
        nhs_number: NhsNumber::from_digits(9_990_000_018),
        verified: true,
        name: "SMITH, Fredrica J (Mrs)".to_owned(),
        birth_date: "1965-12-13".parse().ok(),
        gender: None,
        postcode: None,
        organisations: vec!["RD3".to_owned()],
        inpatient: false,
        in_conflict: false,
    }
}

fn basis() -> Basis {
    Basis {
        user: "bench".to_owned(),
        purpose: "direct-care",
        reason: "permission given".to_owned(),
        consent: "row 15: the person gave permission to view".to_owned(),
        expires: jiff::Timestamp::MAX,
        mask: Mask::default(),
    }
}

fn record(rows: usize) -> RecordView {
    let section = Section::Investigations;
    let sections = vec![SectionView { total: rows, listed: rows, ..SectionView::empty(section) }];
    RecordView {
        format_version: "1",
        basis: basis(),
        person: hit(),
        as_of: None,
        valid_at: None,
        terms_of: Vec::new(),
        total: rows,
        withheld: None,
        summary: Vec::new(),
        sections,
        timeline: (0..rows).map(entry).collect(),
    }
}

fn entry(row: usize) -> EntryView {
    let day: PartialDateTime = "2018-05-31T09:00:00+01:00".parse().expect("a date");
    let observation = Observation {
        code: CodeableConcept::text(format!("Potassium {row}")),
        value: Some(Value::Quantity { comparator: None, value: "6.10".to_owned(), unit: Some("mmol/L".to_owned()) }),
        reference_range: Some("3.5-5.3".to_owned()),
        interpretation: Some(if row.is_multiple_of(7) { Interpretation::High } else { Interpretation::Normal }),
        ..Observation::default()
    };
    let resource = Resource::Observation(observation);
    EntryView {
        id: format!("{row:016x}"),
        key: row.to_string(),
        section: Section::Investigations,
        standing: Standing::Item,
        subsection: None,
        kind: resource.kind(),
        version: 1,
        state: EntryState::Current,
        time: Some(day),
        label: resource.label(),
        value: resource.value_line(),
        abnormal: row.is_multiple_of(7),
        masked: false,
        group: None,
        organisation_name: "Poole Hospital".to_owned(),
        resource: Some(resource),
        source: SourceCoding::default(),
        provenance: Provenance {
            message: MessageId(1),
            feed: "POOLE-LAB/RD3".to_owned(),
            organisation: "RD3".to_owned(),
            system: "WinPath".to_owned(),
            control_id: format!("LAB{row:06}"),
            trigger: "ORU^R01".to_owned(),
            stated: Some(day),
            recorded: jiff::Timestamp::UNIX_EPOCH,
            location: SourceLocation { segment: "OBX".to_owned(), ordinal: 5, set_id: None, field: Some(5) },
        },
        topics: Vec::new(),
        repeated_in: Vec::new(),
        mark: None,
    }
}
