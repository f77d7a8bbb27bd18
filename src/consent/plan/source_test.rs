use jiff::Timestamp;
use proptest::prelude::*;

use super::{
    Fields, PlanFileError, PlanHead, PlanLine, PlanReader, PlanRow, PlanWriter, Proposal, RejectionCode, Source,
    nhs_number,
};
use crate::consent::ChoiceStatement;

fn now() -> Timestamp {
    "2018-06-01T11:00:00Z".parse().unwrap()
}

fn read(bytes: &[u8]) -> Vec<Result<Proposal, RejectionCode>> {
    let Ok(source) = Source::open(bytes, now()) else { return Vec::new() };
    source.map(|line| line.unwrap().map_err(|rejection| rejection.code)).collect()
}

#[test]
fn numbers_are_read_as_people_write_them_and_never_guessed() {
    for good in ["9990000018", "999 000 0018", "999-000-0018", " 999\u{a0}000\u{a0}0018 "] {
        assert_eq!(nhs_number(good).unwrap().plain(), "9990000018", "{good}");
    }
    for (bad, code) in [
        ("9.99E+09", RejectionCode::SpreadsheetNumber),
        ("9990000018.0", RejectionCode::SpreadsheetNumber),
        ("990000018", RejectionCode::LeadingZeroLost),
        ("99900000180", RejectionCode::NotANumber),
        ("999000001B", RejectionCode::NotANumber),
        ("9990000019", RejectionCode::CheckDigit),
        ("1111111111", RejectionCode::FillerNumber),
        ("", RejectionCode::Missing),
        ("٩٩٩٠٠٠٠٠١٨", RejectionCode::NotANumber),
    ] {
        assert_eq!(nhs_number(bad).unwrap_err().code, code, "{bad}");
    }
}

/// Of a statement of which only the day is known no restriction is lost to another of the same day.
#[test]
fn a_restriction_counts_at_the_end_of_its_day_and_anything_else_at_its_beginning() {
    let stated = |choice: &str, stated: &str| {
        let fields = Fields { choice, stated, ..Fields::default() };
        fields.statement(now()).map(|statement| statement.choice.stated().to_string())
    };
    assert_eq!(stated("no-2", "2018-05-14").unwrap(), "2018-05-14T22:59:59.999999Z", "London is an hour ahead");
    assert_eq!(stated("end-yes", "2018-05-14").unwrap(), "2018-05-14T22:59:59.999999Z");
    assert_eq!(stated("yes-3", "2018-05-14").unwrap(), "2018-05-13T23:00:00Z");
    assert_eq!(stated("default", "2018-05-14").unwrap(), "2018-05-13T23:00:00Z");
    assert_eq!(stated("no-1", "2018-06-01").unwrap(), "2018-06-01T11:00:00Z", "today has not ended");
    assert_eq!(stated("no-1", "").unwrap(), "2018-06-01T11:00:00Z");
    assert_eq!(stated("no-1", "2018-06-02").unwrap_err().code, RejectionCode::BadTime);
    assert_eq!(stated("no-1", "2018-06").unwrap_err().code, RejectionCode::NotADate);
}

#[test]
fn the_end_of_a_window_includes_its_day() {
    let fields = Fields { choice: "Yes 2", valid_from: "2018-06-01", valid_to: "2018-06-30", ..Fields::default() };
    let ChoiceStatement::Overlay(overlay) = fields.statement(now()).unwrap().choice else { panic!("a Yes 2") };
    assert_eq!(overlay.from.to_string(), "2018-05-31T23:00:00Z");
    assert_eq!(overlay.end().unwrap().to_string(), "2018-06-30T23:00:00Z");
}

#[test]
fn lines_are_those_of_the_file_whatever_ends_them() {
    for end in ["\n", "\r\n"] {
        let file =
            ["nhs_number,choice,reason", "", "9990000018,no-2,\"two", "lines\"", "", "x,no-2,", "9990000069,no-1,"]
                .join(end);
        let lines: Vec<_> = Source::open(file.as_bytes(), now())
            .unwrap()
            .map(|line| {
                line.unwrap().map_or_else(|rejection| (rejection.line, false), |proposal| (proposal.line, true))
            })
            .collect();
        assert_eq!(lines, [(3, false), (6, false), (7, true)]);
    }
}

/// A quotation mark that is not closed takes nobody's row away in silence.
#[test]
fn a_row_that_swallows_others_is_refused_with_all_its_lines() {
    let file = "nhs_number,choice,reason\n9990000018,no-2,\"moved\n9990000069,no-2,\n9990000085,no-2,\n";
    let told: Vec<_> = Source::open(file.as_bytes(), now()).unwrap().map(|line| line.unwrap().unwrap_err()).collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].line, told[0].code), (2, RejectionCode::Shape));
    assert!(told[0].message.contains("to line 4"), "{}", told[0].message);
}

fn head() -> PlanHead {
    PlanHead::new("store".to_owned(), "file.csv".to_owned(), now(), "moss".to_owned())
}

fn plan(rows: &[&str]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut plan = PlanWriter::begin(&mut bytes, &head()).unwrap();
    for (index, choice) in (1..).zip(rows) {
        let statement = Fields { choice, user: if *choice == "yes-1" { "a" } else { "" }, ..Fields::default() };
        let proposal = Proposal::new(index, nhs_number("9990000018").unwrap(), statement.statement(now()).unwrap());
        plan.row(&PlanRow::of(proposal, "file.csv")).unwrap();
    }
    plan.end().unwrap();
    bytes
}

fn read_plan(bytes: &[u8]) -> Result<usize, PlanFileError> {
    let mut reader = PlanReader::open(bytes)?;
    let mut rows = 0;
    while let Some(line) = reader.line()? {
        rows += usize::from(matches!(line, PlanLine::Row(_)));
    }
    Ok(rows)
}

#[test]
fn a_plan_reads_back_and_no_other_bytes_do() {
    let whole = plan(&["no-2", "yes-1", "default", "end-yes"]);
    assert_eq!(read_plan(&whole).unwrap(), 4);
    for index in 0..whole.len() {
        assert!(read_plan(&whole[..index]).is_err(), "cut at {index}");
        let mut changed = whole.clone();
        changed[index] ^= 1;
        assert!(read_plan(&changed).is_err(), "changed at {index}");
    }
}

proptest! {
    /// Whatever a file holds, it is read to its end or refused, and every row is a statement or is told.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
        let mut csv = b"nhs_number,choice,reason\n".to_vec();
        csv.extend(&bytes);
        read(&csv);
        let mut lines = b"{".to_vec();
        lines.extend(&bytes);
        read(&lines);
        let _refused = read_plan(&bytes);
    }

    /// CSV and NDJSON of the same values are the same statements.
    #[test]
    fn both_forms_say_the_same(
        choice in proptest::sample::select(vec!["yes-2", "yes-3", "no-1", "no-2", "default", "end-yes", "maybe", ""]),
        number in proptest::sample::select(vec!["9990000018", "999 000 0069", "9.43E+09", "9990000019", ""]),
        reason in "[a-z \",]{0,20}",
        stated in proptest::sample::select(vec!["", "2018-05-14", "2018-05-14T10:00:00+01:00", "14/05/2018"]),
    ) {
        let mut csv = ::csv::Writer::from_writer(Vec::new());
        csv.write_record(["nhs_number", "choice", "reason", "stated"]).unwrap();
        csv.write_record([number, choice, &reason, stated]).unwrap();
        let csv = csv.into_inner().unwrap();
        let line = serde_json::json!({"nhs_number": number, "choice": choice, "reason": reason, "stated": stated});
        let told = |bytes: &[u8]| {
            read(bytes).into_iter().map(|row| row.map(|proposal| (proposal.statement, proposal.content))).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&csv), told(line.to_string().as_bytes()));
    }
}
