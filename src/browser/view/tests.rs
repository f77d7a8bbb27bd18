//! Every screen, drawn.

use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use crate::browser::fixtures::{self, answer, demo, in_record, in_record_of, model, press};
use crate::browser::model::Model;
use crate::browser::{Kind, Message, Refused, Reply, draw};
use crate::record::{Defect, MessageId, SourceLocation};
use crate::store::PatientId;
use crate::store::view::{
    Conflict, ConflictKind, DeadLetter, EntryView, FORMAT_VERSION, FeedSummary, FieldView, IdentityExplanation,
    LinkView, MessageView, SegmentView, TraceItem,
};

fn screen(model: &Model, width: u16, height: u16) -> TestBackend {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|frame| draw(model, frame)).unwrap();
    terminal.backend().clone()
}

fn usual(model: &Model) -> TestBackend {
    screen(model, 80, 24)
}

#[test]
fn home_of_a_real_store() {
    assert_snapshot!(usual(&model()));
}

#[test]
fn home_of_the_demo() {
    assert_snapshot!(usual(&demo()));
    assert_snapshot!("home_of_the_demo_small", screen(&demo(), 40, 12));
}

#[test]
fn form_on_a_small_screen() {
    assert_snapshot!(screen(&model(), 40, 12));
}

fn found() -> Model {
    let mut model = model();
    let effects = press(&mut model, "⇥smith⏎");
    answer(&mut model, &effects, Kind::Find, Reply::Found(fixtures::hits()));
    model
}

#[test]
fn people_found() {
    assert_snapshot!(usual(&found()));
    assert_snapshot!("people_found_wide", screen(&found(), 120, 40));
    assert_snapshot!("people_found_small", screen(&found(), 40, 12));
}

#[test]
fn a_search_that_cannot_be_run() {
    let mut model = model();
    press(&mut model, "⇥⇥⇥13/12/65⏎");
    assert_snapshot!(usual(&model));
}

#[test]
fn question_of_permission() {
    let mut model = found();
    press(&mut model, "⏎");
    assert_snapshot!(usual(&model));
    assert_snapshot!("question_of_permission_small", screen(&model, 40, 12));
    press(&mut model, "⇥seen in clinic");
    assert_snapshot!("question_of_permission_with_reason", usual(&model));
}

fn refused(refused: Refused) -> Model {
    let mut model = found();
    let effects = press(&mut model, "⏎n");
    answer(&mut model, &effects, Kind::Open, Reply::Refused(refused));
    model
}

#[test]
fn refusals() {
    let ask = refused(Refused::AskConsent("permission to view must be asked first".to_owned()));
    assert_snapshot!("refused_ask_consent", usual(&ask));
    assert_snapshot!("refused_ask_consent_small", screen(&ask, 40, 12));
    let denied = "the person allows it only in a medical emergency or for safeguarding (No 1)";
    assert_snapshot!("refused_denied", usual(&refused(Refused::Denied(denied.to_owned()))));
    assert_snapshot!("refused_not_found", usual(&refused(Refused::NotFound)));
    assert_snapshot!("refused_ambiguous", usual(&refused(Refused::Ambiguous(2))));
}

#[test]
fn breaking_the_glass() {
    let mut model = refused(Refused::Denied("no".to_owned()));
    press(&mut model, "e");
    assert_snapshot!(usual(&model));
    assert_snapshot!("breaking_the_glass_small", screen(&model, 40, 12));
    press(&mut model, "mfound unconscious");
    assert_snapshot!("breaking_the_glass_in_words", usual(&model));
}

#[test]
fn choice_of_purpose() {
    let mut model = found();
    press(&mut model, "p");
    assert_snapshot!(usual(&model));
    press(&mut model, "o");
    assert_snapshot!("incident", usual(&model));
}

#[test]
fn record() {
    let model = in_record();
    assert_snapshot!(usual(&model));
    assert_snapshot!("record_wide", screen(&model, 120, 40));
    assert_snapshot!("record_small", screen(&model, 40, 12));
}

#[test]
fn record_section() {
    let mut model = in_record();
    let effects = press(&mut model, "→");
    let mut page = fixtures::record(Vec::new(), 2);
    page.sections = fixtures::sections(&fixtures::entries());
    let medication = &mut page.sections[0];
    medication.entries = fixtures::entries().into_iter().filter(|it| it.section == medication.section).collect();
    answer(&mut model, &effects, Kind::Page, Reply::Page(Box::new(page)));
    assert_snapshot!(usual(&model));
}

#[test]
fn record_filtered() {
    let mut model = in_record();
    press(&mut model, "/iu");
    assert_snapshot!(usual(&model));
    press(&mut model, "zzz⏎");
    assert_snapshot!("record_filtered_to_nothing", usual(&model));
}

#[test]
fn record_of_many_pages_while_loading() {
    let mut opened = fixtures::opened();
    opened.record.total = 5_000;
    let mut model = in_record_of(opened);
    press(&mut model, "G");
    assert_snapshot!(usual(&model));
}

#[test]
fn record_masked_and_restricted() {
    let mut opened = fixtures::opened();
    opened.person.basis.mask.whereabouts = true;
    opened.person.basis.mask.clinical = true;
    opened.record.withheld = Some(3);
    for entry in opened.record.timeline.iter_mut().chain(&mut opened.allergies.timeline) {
        *entry = EntryView {
            label: "‹hidden›".to_owned(),
            value: String::new(),
            masked: true,
            resource: None,
            abnormal: false,
            ..entry.clone()
        };
    }
    assert_snapshot!(usual(&in_record_of(opened)));
}

#[test]
fn record_with_nothing_in_it() {
    let mut opened = fixtures::opened();
    opened.record = fixtures::record(Vec::new(), 0);
    opened.allergies = fixtures::record(Vec::new(), 0);
    opened.person.inpatient_now.clear();
    opened.person.disagreements.clear();
    assert_snapshot!(usual(&in_record_of(opened)));
}

#[test]
fn entry_with_its_history() {
    let mut model = in_record();
    let effects = press(&mut model, "⏎");
    let mut old = fixtures::potassium();
    (old.version, old.state, old.value) =
        (1, crate::record::EntryState::Superseded, "5.10 mmol/L [3.5-5.3]".to_owned());
    old.provenance = fixtures::provenance(870);
    answer(&mut model, &effects, Kind::Entry, Reply::Entry(vec![fixtures::potassium(), old]));
    assert_snapshot!(usual(&model));
    assert_snapshot!("entry_wide", screen(&model, 120, 40));
    assert_snapshot!("entry_small", screen(&model, 40, 12));
    press(&mut model, "G");
    assert_snapshot!("entry_scrolled_to_its_end", usual(&model));
}

fn message() -> MessageView {
    let segment = |name: &str, ordinal: u32, fields: &[(u16, &str)]| SegmentView {
        name: name.to_owned(),
        ordinal,
        fields: fields.iter().map(|(number, text)| FieldView { number: *number, text: (*text).to_owned() }).collect(),
    };
    let msh =
        [(1, "|"), (2, "^~\\&"), (3, "WINPATH"), (4, "RD3"), (7, "20180531100000"), (9, "ORU^R01"), (10, "LAB000881")];
    let pid =
        [(1, "1"), (3, "9990000018^^^NHS~P000123^^^RD3"), (5, "Smith^Fredrica^J^^Mrs"), (7, "19651213"), (8, "F")];
    let obr = [(1, "1"), (4, "U&E^Urea and electrolytes^WINPATH"), (7, "20180531090000")];
    let sodium = [(1, "1"), (2, "NM"), (3, "NA^Sodium^WINPATH"), (5, "141"), (6, "mmol/L"), (7, "133-146")];
    let potassium = [(1, "2"), (2, "NM"), (3, "K^Potassium^WINPATH"), (4, ""), (5, "6.10"), (6, "mmol/L"), (8, "H")];
    MessageView {
        format_version: FORMAT_VERSION,
        message: MessageId(881),
        feed: "POOLE-LAB/RD3".to_owned(),
        control_id: "LAB000881".to_owned(),
        trigger: "ORU^R01".to_owned(),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        outcome: "applied".to_owned(),
        masked: false,
        segments: vec![
            segment("MSH", 1, &msh),
            segment("PID", 2, &pid),
            segment("OBR", 3, &obr),
            segment("OBX", 4, &sodium),
            segment("OBX", 5, &potassium),
        ],
        defects: Vec::new(),
    }
}

#[test]
fn raw_message_points_at_the_field() {
    let mut model = in_record();
    let effects = press(&mut model, "o");
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(message())));
    assert_snapshot!(usual(&model));
    assert_snapshot!("raw_message_small", screen(&model, 40, 12));
}

#[test]
fn question_of_need() {
    let mut model = in_record();
    let effects = press(&mut model, "o");
    answer(&mut model, &effects, Kind::Message, Reply::Message(Box::new(MessageView { masked: true, ..message() })));
    model.record.as_mut().unwrap().reason.purpose = crate::access::Purpose::RecordOperations;
    press(&mut model, "x");
    assert_snapshot!(usual(&model));
}

#[test]
fn trace() {
    let item = |number: i64, trigger: &str, outcome: &str, defects: Vec<Defect>| TraceItem {
        message: MessageId(number),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        stated: fixtures::at("2018-05-31T10:00:00+01:00"),
        feed: "POOLE-LAB/RD3".to_owned(),
        control_id: format!("LAB{number:06}"),
        trigger: trigger.to_owned(),
        outcome: outcome.to_owned(),
        patient: PatientId(12),
        entries: 14,
        defects,
        unread: vec!["ZU9".to_owned()],
        sha256: "5b".repeat(32),
        size: 1_204,
    };
    let location = SourceLocation { segment: "PID".to_owned(), ordinal: 2, set_id: None, field: Some(7) };
    let defect = Defect { location, problem: "there is no month 13".to_owned() };
    let mut model = in_record();
    let effects = press(&mut model, "T");
    let items = vec![
        item(870, "ADT^A01", "applied", Vec::new()),
        item(881, "ORU^R01", "applied", vec![defect]),
        item(882, "ORU^R01", "duplicate", Vec::new()),
    ];
    answer(&mut model, &effects, Kind::Trace, Reply::Trace(items));
    assert_snapshot!(usual(&model));
    press(&mut model, "↓");
    assert_snapshot!("trace_wide", screen(&model, 120, 40));
    assert_snapshot!("trace_small", screen(&model, 40, 12));
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

#[test]
fn identity() {
    let mut model = in_record();
    let effects = press(&mut model, "i");
    let explanation = IdentityExplanation {
        format_version: FORMAT_VERSION,
        patients: fixtures::person().sources,
        links: vec![LinkView {
            left: PatientId(12),
            right: PatientId(31),
            kind: "verified-nhs-number".to_owned(),
            evidence: "Both sources verified the number; date of birth agrees; the name fits.".to_owned(),
            recorded: "2018-05-31T09:00:05Z".parse().unwrap(),
            undone: None,
        }],
        conflicts: vec![conflict()],
    };
    answer(&mut model, &effects, Kind::Identity, Reply::Identity(Box::new(explanation)));
    assert_snapshot!(usual(&model));
}

#[test]
fn demographics() {
    let mut model = in_record();
    press(&mut model, "d");
    assert_snapshot!(usual(&model));
    assert_snapshot!("demographics_wide", screen(&model, 120, 40));
}

#[test]
fn conflicts() {
    let mut model = found();
    let effects = press(&mut model, "cINC-17⏎");
    let decided = Conflict { id: 3, resolved: true, kind: ConflictKind::MultipleBirth, ..conflict() };
    answer(&mut model, &effects, Kind::WorkList, Reply::Conflicts(vec![conflict(), decided]));
    assert_snapshot!(usual(&model));
    assert_snapshot!("conflicts_small", screen(&model, 40, 12));
}

#[test]
fn dead_letters() {
    let mut model = found();
    press(&mut model, "D");
    assert_snapshot!("question_of_incident", usual(&model));
    let effects = press(&mut model, "INC-17⏎");
    let letter = DeadLetter {
        message: MessageId(950),
        feed: "POOLE-PAS/RD3".to_owned(),
        control_id: "ADT000950".to_owned(),
        received: "2018-05-31T09:00:05Z".parse().unwrap(),
        reason: "the message has no PID segment".to_owned(),
        location: Some(SourceLocation { segment: "EVN".to_owned(), ordinal: 2, set_id: None, field: None }),
        origin: "poole-pas.hl7".to_owned(),
        offset: 1_048_576,
        size: 312,
    };
    answer(&mut model, &effects, Kind::WorkList, Reply::DeadLetters(vec![letter]));
    assert_snapshot!(usual(&model));
}

#[test]
fn feeds() {
    let feed = |name: &str, dead: u64| FeedSummary {
        name: name.to_owned(),
        organisation: "RD3".to_owned(),
        system: "WinPath".to_owned(),
        dialect: "poole-lab".to_owned(),
        received: 12_345,
        applied: 12_300,
        duplicate: 40,
        conflict: 1,
        dead,
        last_received: Some("2018-05-31T09:00:05Z".parse().unwrap()),
        last_stated: Some("2018-05-31T08:59:00Z".parse().unwrap()),
    };
    let mut model = found();
    let effects = press(&mut model, "F");
    let feeds = vec![feed("POOLE-LAB/RD3", 4), feed("POOLE-PAS/RD3", 0)];
    answer(&mut model, &effects, Kind::Feeds, Reply::Feeds(feeds));
    assert_snapshot!(usual(&model));
    assert_snapshot!("feeds_small", screen(&model, 40, 12));
}

#[test]
fn help_and_twin() {
    let mut model = in_record();
    press(&mut model, "?");
    assert_snapshot!("help", usual(&model));
    assert_snapshot!("help_small", screen(&model, 40, 12));
    press(&mut model, "⎋Y");
    assert_snapshot!("command_line", usual(&model));
}

#[test]
fn too_small_a_screen() {
    assert_snapshot!(screen(&in_record(), 30, 8));
    for (width, height) in [(1, 1), (39, 40), (40, 9), (0, 0)] {
        screen(&in_record(), width, height);
    }
}

/// Names that would move the cursor, hide letters or take two columns change nothing but their own
/// cell: every other line of the screen is as it was.
#[test]
fn hostile_names_stay_in_their_place() {
    let hostile = [
        "\u{1b}[2J\u{1b}[31mBLOGGS\r\n",
        "王小明王小明王小明王小明王小明王小明",
        "a\u{202e}b\u{200b}c",
        "e\u{301}\u{301}\u{301}",
    ];
    let harmless = lines(&found());
    for name in hostile {
        let mut model = found();
        let hits = model.home.hits.as_mut().unwrap();
        let mut rows = hits.rows().to_vec();
        rows[1].name = name.to_owned();
        hits.replace(0, rows, 4);
        let drawn = lines(&model);
        let changed: Vec<usize> = (0..24).filter(|line| drawn[*line] != harmless[*line]).collect();
        assert_eq!(changed, [8], "{name:?}");
        assert!(drawn[8].contains("03-Feb-1971") && !drawn[8].contains('\u{1b}'), "{}", drawn[8]);
    }
}

fn lines(model: &Model) -> Vec<String> {
    usual(model).to_string().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn without_colour_no_cell_has_one() {
    let start =
        crate::browser::Start { colour: false, stories: fixtures::stories(), ..crate::browser::Start::default() };
    let model = Model::new(&start, &fixtures::user());
    let backend = usual(&model);
    let coloured = backend
        .buffer()
        .content()
        .iter()
        .find(|cell| cell.fg != ratatui::style::Color::Reset || cell.bg != ratatui::style::Color::Reset);
    assert!(coloured.is_none());
}

#[test]
fn every_screen_draws_at_every_size() {
    let mut models = vec![model(), demo(), found(), in_record()];
    for keys in ["⏎", "/x", "d", "?", "Y"] {
        let mut model = in_record();
        press(&mut model, keys);
        models.push(model);
    }
    for model in &mut models {
        for (width, height) in [(40, 10), (41, 15), (60, 16), (76, 17), (79, 24), (100, 11), (110, 50), (300, 100)] {
            model.update(Message::Resized);
            let drawn = screen(model, width, height).to_string();
            assert!(drawn.lines().count() >= usize::from(height));
        }
    }
}
