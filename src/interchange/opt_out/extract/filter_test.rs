//! Extracts of every form, filtered.

use std::collections::HashSet;
use std::io::{self, BufRead, BufReader, Cursor};

use proptest::prelude::*;

use super::{ExtractError, ExtractFault, Form, filter, numbers};
use crate::interchange::opt_out::{NumberSet, Rule, Tally, Unusable};
use crate::record::NhsNumber;

const ROSE: &str = "9990000018";
const OLIVE: &str = "9990000034";
const PETER: &str = "9990000069";

fn set(numbers: &[&str]) -> NumberSet {
    numbers.iter().map(|number| number.parse::<NhsNumber>().unwrap()).collect()
}

/// Filters in small pieces, so that every record is cut somewhere.
fn filtered(
    extract: &str,
    column: &str,
    cleaned: &NumberSet,
    requested: Option<&NumberSet>,
) -> Result<(String, Tally), (u64, ExtractFault)> {
    let type_1 = set(&[PETER]);
    let rule = Rule { cleaned, requested, type_1: &type_1, test_range_only: true };
    let open = || -> io::Result<Box<dyn BufRead>> {
        Ok(Box::new(BufReader::with_capacity(4_096, Cursor::new(extract.as_bytes().to_vec()))))
    };
    let place = |error| match error {
        ExtractError::Place { line, fault } => (line, fault),
        other => panic!("{other}"),
    };
    let form = Form::of(&open).map_err(place)?;
    let mut out = Vec::new();
    let tally = filter(&open, form, column, &rule, &mut out).map_err(place)?;
    assert_eq!(tally.read, tally.kept + tally.removed + tally.not_asked + tally.withheld);
    Ok((String::from_utf8(out).unwrap(), tally))
}

fn kept(extract: &str) -> (String, Tally) {
    filtered(extract, "nhs_number", &set(&[ROSE, PETER]), Some(&set(&[ROSE, OLIVE, PETER]))).unwrap()
}

fn reasons(tally: &Tally) -> Vec<(u64, Unusable)> {
    tally.problems.iter().map(|problem| (problem.line, problem.reason)).collect()
}

#[test]
fn rows_stay_byte_for_byte() {
    let extract = "\u{feff}ward,NHS_Number ,note\r\n\
        A,9990000018,\"says \"\"hello\"\",\n and more\"\r\n\
        A,9990000034,opted out\r\n\
        B,\"999 000 0018\",=1+1\r\n\
        B,9990000069,Type 1 at the practice\r\n\
        C,9990000077,nobody asked\r\n\
        C,,no number\r\n\
        C,9990000019,check digit\r\n\
        C,9.99E+09,spreadsheet\r\n\
        D,9990000018\r\n\
        D,9434765919,could be real\r\n\
        E,9990000018,no end";
    let (out, tally) = kept(extract);
    assert_eq!(
        out,
        "\u{feff}ward,NHS_Number ,note\r\nA,9990000018,\"says \"\"hello\"\",\n and more\"\r\nB,\"999 000 0018\",=1+1\r\nE,9990000018,no end"
    );
    assert_eq!((tally.read, tally.kept, tally.removed, tally.not_asked, tally.withheld), (11, 3, 2, 1, 5));
    let expected = [
        (8, Unusable::Missing),
        (9, Unusable::CheckDigit),
        (10, Unusable::Spreadsheet),
        (11, Unusable::Ragged),
        (12, Unusable::NotForDemo),
    ];
    assert_eq!(reasons(&tally), expected, "a row that goes over two lines is counted as two");
}

#[test]
fn without_the_request_nobody_is_not_asked() {
    let (_, tally) = filtered("nhs_number\n9990000077\n", "nhs_number", &set(&[ROSE]), None).unwrap();
    assert_eq!((tally.removed, tally.not_asked), (1, 0));
}

#[test]
fn a_csv_that_readers_read_differently_is_refused() {
    let refused = |extract: &str| filtered(extract, "nhs_number", &set(&[ROSE]), None).unwrap_err();
    for (extract, line, fault) in [
        ("", 1, ExtractFault::Empty),
        ("a,b\n", 1, ExtractFault::NoColumn),
        ("nhs_number,x,NHS_NUMBER\n", 1, ExtractFault::ColumnTwice),
        ("nhs_number,x\n9990000018,a \"b\" c\n", 2, ExtractFault::Quote),
        ("nhs_number,x\n9990000018,\"b\"c\n", 2, ExtractFault::Quote),
        ("nhs_number,x\n9990000018,\"b\n9990000034,c\n", 2, ExtractFault::Open),
        ("nhs_number,x\n9990000018,b\r9990000034,c\n", 2, ExtractFault::CarriageReturn),
    ] {
        assert_eq!(refused(extract), (line, fault), "{extract}");
    }
}

#[test]
fn objects_one_a_line() {
    let extract = "{\"nhs_number\":\"9990000018\",\"hb\":98.00}\n\n{\"nhs_number\": 9990000034}\n{\"nhs_number\":9990000018}\n\
        {\"hb\":1}\n[1]\n{\"nhs_number\":{\"x\":1}}\n{\"nhs_number\":null}\n";
    let (out, tally) = kept(extract);
    assert_eq!(out, "{\"nhs_number\":\"9990000018\",\"hb\":98.00}\n{\"nhs_number\":9990000018}\n");
    let expected =
        [(5, Unusable::Missing), (6, Unusable::NotAnObject), (7, Unusable::NotTenDigits), (8, Unusable::Missing)];
    assert_eq!(reasons(&tally), expected);
    for bad in
        ["{\"nhs_number\":\"9990000018\",\"nhs_number\":\"9990000034\"}\n", "{\"a\":1\n", "{\"a\":1} {\"b\":2}\n"]
    {
        assert_eq!(filtered(bad, "nhs_number", &set(&[ROSE]), None).unwrap_err(), (1, ExtractFault::Json), "{bad}");
    }
}

fn patient(id: &str, number: &str) -> String {
    format!(
        r#"{{"resourceType":"Patient","id":"{id}","identifier":[{{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"{number}"}}]}}"#
    )
}

/// Everything that leads to Olive goes, by whatever way, and what leads to nobody is held back.
#[test]
fn resources_go_with_their_patients() {
    let lines = [
        // What comes before its patient.
        r#"{"resourceType":"Observation","id":"o1","subject":{"reference":"Patient/rose"},"valueQuantity":{"value":98.00}}"#.to_owned(),
        r#"{"resourceType":"Observation","id":"o2","subject":{"reference":"Patient/olive/_history/3"}}"#.to_owned(),
        patient("rose", ROSE),
        patient("olive", OLIVE),
        patient("peter", PETER),
        // Only by what it refers to, in two steps.
        r#"{"resourceType":"Provenance","id":"p1","target":[{"reference":"Observation/o1"}]}"#.to_owned(),
        r#"{"resourceType":"Provenance","id":"p2","target":[{"reference":"Observation/o2"}]}"#.to_owned(),
        r#"{"resourceType":"AuditEvent","id":"a2","entity":[{"what":{"reference":"Provenance/p2"}}]}"#.to_owned(),
        // Of both.
        r#"{"resourceType":"Group","id":"g","member":[{"entity":{"reference":"Patient/rose"}},{"entity":{"reference":"Patient/olive"}}]}"#.to_owned(),
        // By a number alone, in an element and in a contained patient.
        r#"{"resourceType":"Condition","id":"c1","subject":{"identifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990000034"}}}"#.to_owned(),
        r##"{"resourceType":"Condition","id":"c2","contained":[{"resourceType":"Patient","id":"x"}],"subject":{"reference":"#x"}}"##.to_owned(),
        r#"{"resourceType":"Condition","id":"c3","subject":{"reference":"Patient/somebody"}}"#.to_owned(),
        r#"{"resourceType":"Condition","id":"c4","subject":{"reference":"https://elsewhere/fhir/Patient/rose"}}"#.to_owned(),
        r#"{"resourceType":"Organization","id":"RBD","name":"Dorset County"}"#.to_owned(),
        r#"{"resourceType":"Basic","id":"b"}"#.to_owned(),
    ];
    let (out, tally) = kept(&(lines.join("\n") + "\n"));
    let expected: Vec<&str> = [0, 2, 5, 13].into_iter().map(|line: usize| lines[line].as_str()).collect();
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    assert_eq!((tally.read, tally.kept, tally.removed, tally.withheld), (15, 4, 7, 4));
    let expected = [
        (11, Unusable::Missing),
        (12, Unusable::NobodyNamed),
        (13, Unusable::NobodyNamed),
        (15, Unusable::NobodyNamed),
    ];
    assert_eq!(reasons(&tally), expected);
}

#[test]
fn a_bundle_keeps_its_frame_and_loses_what_names_people() {
    let entry = |url: &str, resource: &str| format!(r#"{{"fullUrl":"{url}","resource":{resource}}}"#);
    let about = |url: &str| format!(r#"{{"resourceType":"Observation","subject":{{"reference":"{url}"}}}}"#);
    let entries = [
        entry("urn:uuid:1", &patient("1", ROSE)),
        entry("urn:uuid:2", &patient("2", OLIVE)),
        entry("urn:uuid:3", &about("urn:uuid:1")),
        entry("urn:uuid:4", &about("urn:uuid:2")),
        r#"{"request":{"method":"DELETE","url":"Patient/2"}}"#.to_owned(),
    ];
    let bundle = format!(
        "{{\n \"entry\": [{}],\n \"resourceType\": \"Bundle\", \"type\": \"searchset\", \"total\": 5,\n \"link\": [{{\"relation\":\"self\",\"url\":\"Patient?identifier=9990000034\"}}]\n}}\n",
        entries.join(",\n")
    );
    let (out, tally) = kept(&bundle);
    let expected =
        format!("{{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{},{}]}}\n", entries[0], entries[2]);
    assert_eq!(out, expected);
    assert_eq!((tally.read, tally.kept, tally.removed), (5, 2, 2));
    assert_eq!(reasons(&tally), [(5, Unusable::NobodyNamed)]);
    // The same, a bundle a line, and one that is left with nothing.
    let line = bundle.replace('\n', "");
    let nothing = format!(r#"{{"resourceType":"Bundle","entry":[{}]}}"#, entry("urn:uuid:9", &patient("9", PETER)));
    let (again, _) = kept(&format!("{line}\n{nothing}\n"));
    assert_eq!(again, expected);
}

/// Two patients of one name cannot be told apart: both are what the worse of them is.
#[test]
fn a_name_borne_twice_opens_nothing() {
    let about = r#"{"resourceType":"Observation","subject":{"reference":"Patient/1"}}"#;
    let extract = format!("{}\n{}\n{about}\n", patient("1", ROSE), patient("1", OLIVE));
    let (out, tally) = kept(&extract);
    assert_eq!((out.as_str(), tally.removed), ("", 3));
}

#[test]
fn numbers_come_in_their_order() {
    for (text, form) in [
        ("9990000018,\n9990000034,\n", Form::Plain),
        ("999 000 0018\n\n9990000034", Form::Plain),
        ("x,nhs_number\n1,9990000018\n2,9990000034\n", Form::Csv),
        ("{\"nhs_number\":\"9990000018\"}\n{\"nhs_number\":\"9990000034\"}\n", Form::Ndjson),
        (&format!("{}\n{}\n", patient("a", ROSE), patient("b", OLIVE)), Form::Fhir),
    ] {
        let open = || -> io::Result<Box<dyn BufRead>> { Ok(Box::new(Cursor::new(text.as_bytes().to_vec()))) };
        assert_eq!(Form::of(&open).unwrap(), form, "{text}");
        let mut found = Vec::new();
        numbers(&open, form, "nhs_number", |_, number| {
            found.push(number.unwrap().plain());
            Ok(())
        })
        .unwrap();
        assert_eq!(found, [ROSE, OLIVE], "{text}");
    }
}

fn field() -> impl Strategy<Value = String> {
    prop_oneof![Just(ROSE.to_owned()), Just(OLIVE.to_owned()), Just(PETER.to_owned()), "[a-z ,\"\n]{0,12}",]
}

proptest! {
    /// The `csv` crate reads the same rows, and those of people who stay are those that stay.
    #[test]
    fn another_reader_agrees(rows in prop::collection::vec([field(), field(), field()], 0..20), crlf: bool) {
        let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        writer.write_record(["a", "nhs_number", "c"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let extract = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let (out, tally) = kept(&extract);
        prop_assert_eq!(tally.read, rows.len() as u64);
        let read: Vec<Vec<String>> = csv::Reader::from_reader(out.as_bytes())
            .records()
            .map(|row| row.unwrap().iter().map(ToOwned::to_owned).collect())
            .collect();
        let expected: Vec<Vec<String>> = rows.iter().filter(|row| row[1] == ROSE).map(|row| row.to_vec()).collect();
        prop_assert_eq!(read, expected);
    }

    /// Whatever the bytes, there is an answer, and nobody who opted out stays.
    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), start in prop::sample::select(vec!["", "{", "nhs_number\n", "{\"resourceType\":\"Bundle\",\"entry\":["])) {
        let mut extract = start.as_bytes().to_vec();
        extract.extend(bytes);
        let open = || -> io::Result<Box<dyn BufRead>> { Ok(Box::new(Cursor::new(extract.clone()))) };
        let (cleaned, type_1) = (set(&[ROSE]), NumberSet::new());
        let rule = Rule { cleaned: &cleaned, requested: None, type_1: &type_1, test_range_only: false };
        if let Ok(form) = Form::of(&open) {
            let mut out = Vec::new();
            let _ = filter(&open, form, "nhs_number", &rule, &mut out);
            let gone: HashSet<&str> = [OLIVE].into();
            prop_assert!(gone.iter().all(|number| !String::from_utf8_lossy(&out).contains(number)));
        }
    }
}
