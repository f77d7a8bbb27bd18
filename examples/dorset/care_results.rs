//! Draws results, pictures and letters, with words that fit the person's condition.

use jiff::ToSpan;
use jiff::civil::DateTime;

use super::care::{Drawing, LAST};
use super::event::{Coded, Event, Imaging, Letter, LetterAct, Report, TestResult};
use super::tests_catalogue::{Test, battery};

/// A report, and for a few its later correction.
pub(crate) fn report(key: &str, taken: DateTime, turn: usize, drawing: &mut Drawing<'_>, events: &mut Vec<Event>) {
    let Some(battery) = battery(key) else { return };
    let filler = format!("{}.{turn}", drawing.id("18P", "RD3"));
    let hours = if battery.tests.is_empty() { 50 } else { drawing.random.between(1, 6) };
    let reported = taken.saturating_add(hours.hours().minutes(drawing.random.between(1, 50)));
    // What would be reported after the quarter is not in this data.
    if reported > LAST {
        return;
    }
    let lines = if battery.tests.is_empty() { culture(key, drawing) } else { Vec::new() };
    let mut report = Report {
        trust: "RD3".to_owned(),
        number: None,
        filler,
        battery: key.to_owned(),
        taken,
        reported,
        status: "F".to_owned(),
        results: battery.tests.iter().map(|test| result(test, drawing)).collect(),
        lines,
        note: String::new(),
    };
    if key == "UE" && drawing.random.chance(15) {
        "Sample slightly haemolysed; interpret potassium & AST with care.".clone_into(&mut report.note);
    }
    // Cultures and a few others are reported twice: first as they stand, then finally.
    if report.results.is_empty() && drawing.random.chance(40) {
        let early = reported.saturating_sub(24.hours());
        let lines = vec!["Culture in progress. Further report to follow.".to_owned()];
        events.push(Event::Report(Report { status: "P".to_owned(), reported: early, lines, ..report.clone() }));
    }
    events.push(Event::Report(report.clone()));
    if drawing.random.chance(3) {
        events.extend(correction(report, drawing));
    }
}

/// The first result is corrected, deleted or declared wrong.
fn correction(mut report: Report, drawing: &mut Drawing<'_>) -> Option<Event> {
    let test = battery(&report.battery)?.tests.first()?;
    report.reported = Some(report.reported.saturating_add(3.hours())).filter(|later| *later < LAST)?;
    "C".clone_into(&mut report.status);
    let first = report.results.first_mut()?;
    match drawing.random.between(1, 4) {
        1 => "D".clone_into(&mut first.status),
        2 => "W".clone_into(&mut first.status),
        _ => {
            first.value = test.show(i64::midpoint(test.low, test.high));
            "Corrected result: please disregard the earlier one.".clone_into(&mut first.note);
        }
    }
    for other in report.results.iter_mut().skip(1) {
        "F".clone_into(&mut other.status);
    }
    Some(Event::Report(report))
}

fn result(test: &Test, drawing: &mut Drawing<'_>) -> TestResult {
    let middle = i64::midpoint(test.low, test.high);
    let spread = (test.high - test.low) / 2 + 1;
    let wide = if drawing.random.chance(20) { spread * 3 } else { spread };
    let value = drawing.random.about(middle, wide).max(1);
    TestResult { test: test.code.to_owned(), value: test.show(value), status: String::new(), note: String::new() }
}

fn culture(key: &str, drawing: &mut Drawing<'_>) -> Vec<String> {
    let lines: &[&str] = match (key, drawing.random.chance(50)) {
        ("MSU", true) => &[
            "SPECIMEN: mid-stream urine",
            "White cells >100 x 10^6/L    Red cells <10 x 10^6/L",
            "CULTURE: Escherichia coli >10^5 cfu/mL",
            "Amoxicillin     R | Trimethoprim    S",
            "Nitrofurantoin  S | Co-amoxiclav    S",
        ],
        ("MSU", false) => &["SPECIMEN: mid-stream urine", "White cells <10 x 10^6/L", "CULTURE: no significant growth"],
        ("BC", true) => &[
            "SPECIMEN: blood culture, set 1 of 2",
            "Aerobic bottle: Streptococcus pneumoniae after 14 h",
            "Penicillin      S | Erythromycin    S",
            "Telephoned to the ward.",
        ],
        ("BC", false) => &["SPECIMEN: blood culture, set 1 of 2", "No growth after 48 hours."],
        (_, true) => {
            &["SPECIMEN: wound swab", "CULTURE: Staphylococcus aureus (MSSA)", "Flucloxacillin  S | Doxycycline     S"]
        }
        (_, false) => &["SPECIMEN: wound swab", "CULTURE: mixed skin flora only"],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// A radiology report, and for a few an addendum.
pub(crate) fn imaging(at: DateTime, drawing: &mut Drawing<'_>) -> Vec<Event> {
    let condition = drawing.condition;
    let report = Imaging {
        trust: "RBD".to_owned(),
        filler: drawing.id("R", "RBD"),
        exam: Coded { code: condition.exam[0].to_owned(), text: condition.exam[1].to_owned() },
        at,
        reported: at.saturating_add(drawing.random.between(1, 30).hours()),
        status: "F".to_owned(),
        lines: vec![
            format!("Clinical details: ?{}", condition.diagnosis[1].to_lowercase()),
            condition.finding.to_owned(),
            "Reported by: Consultant radiologist".to_owned(),
        ],
    };
    if report.reported > LAST {
        return Vec::new();
    }
    let mut events = vec![Event::Imaging(report.clone())];
    if report.reported.saturating_add(20.hours()) < LAST && drawing.random.chance(8) {
        let mut later =
            Imaging { reported: report.reported.saturating_add(20.hours()), status: "C".to_owned(), ..report };
        later.lines.push("ADDENDUM: discussed at the multidisciplinary meeting; findings agreed.".to_owned());
        events.push(Event::Imaging(later));
    }
    events
}

/// A discharge summary or a clinic letter, and for a few its replacement or its cancellation.
pub(crate) fn letter(at: DateTime, visit: Option<String>, drawing: &mut Drawing<'_>) -> Vec<Event> {
    let condition = drawing.condition;
    let kind = if visit.is_some() { ["DSUM", "Discharge summary"] } else { ["CLIN", "Clinic letter"] };
    let first = Letter {
        trust: "RBD".to_owned(),
        document: drawing.id("DOC", "RBD"),
        act: LetterAct::Sent,
        kind: Coded { code: kind[0].to_owned(), text: kind[1].to_owned() },
        written: at,
        author: drawing.consultant("RBD"),
        visit,
        replaces: None,
        pdf: drawing.random.chance(12),
        lines: vec![
            "Dear Doctor,".to_owned(),
            format!("Diagnosis: {}.", condition.diagnosis[1]),
            format!("Seen in: {}.", condition.clinic),
            format!("Plan: {}", condition.advice),
            "Yours sincerely".to_owned(),
        ],
    };
    let later = at.saturating_add(26.hours());
    match drawing.random.between(1, 20) {
        _ if later > LAST => vec![Event::Letter(first)],
        1 | 2 => {
            let mut second = Letter {
                act: LetterAct::Replaced,
                written: later,
                replaces: Some(first.document.clone()),
                ..first.clone()
            };
            second.document.push_str("-2");
            second.lines.insert(1, "This letter takes the place of the one sent earlier.".to_owned());
            vec![Event::Letter(first), Event::Letter(second)]
        }
        3 => {
            let cancel =
                Letter { act: LetterAct::Cancelled, written: later, pdf: false, lines: Vec::new(), ..first.clone() };
            vec![Event::Letter(first), Event::Letter(cancel)]
        }
        _ => vec![Event::Letter(first)],
    }
}
