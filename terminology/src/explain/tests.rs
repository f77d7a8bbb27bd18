//! A table of strings, without and with releases, and what is so of any string.

use std::fmt::Write;

use proptest::prelude::*;

use super::truth::check;
use super::*;
use crate::lookup::{Answer, Codes, Entry, Replacement, SnomedTarget, System};

/// Strings of every kind; the codes are invented, or of the standards' own pages.
#[rustfmt::skip]
const STRINGS: [&str; 98] = [
    // SNOMED CT.
    "138875005", "2957222010", "1019522024", "900000000000207008", "999001261000000100", "39113311000001107",
    "138875006", "183875005", "138875033", "13887510", "0138875005", "12345", "1234567890123456789",
    // What spreadsheets make of it.
    "999000691000001000", "999001261000000000", "39113311000001100", "999000691000001152", "9.43E+09",
    "1.23457E+17", "9.99000691000001E+17", "1.38875005E+08", "1.38875E+08", "138875005.0", "138,875,005",
    "999,001,261,000,000,100", " 138875005 ", "'138875005", "\"138875005\"", "1E+18", "5.01E+12",
    // Read v2 and CTV3.
    "G30..", "G30", "G3", "G", "G54z500", "G54z5", "G30..00", "G30.00", "G3000", "G30..11", "C10F11", "g30..",
    "G3.", "G30.", "1371", "4.00E+02", "C152-1", "1371.-1", ".....", "XE0Uc", "Xa1aX", "XM0r", "XM0r.", "Y20cf",
    "YazSw", ".G30.",
    // Barcodes, BNF, ATC.
    "5000456012345", "5000456012348", "05000456012348", "50123452", "036000291452", "0501013B0AAAPAP",
    "0501013b0aaapap", "0501013B0BEAIAP", "9901013B0AAAPAP", "A10BA02", "A10BA", "A10", "a10ba02",
    // ICD-10 and OPCS-4.
    "I21.9", "I219", "G35X", "G35.X", "E059D", "I394 A", "G63.2*", "A17.0†", "S72.00", "g35x", "A01.1", "A011",
    "I21.",
    // Suppliers.
    "EMISNQSU106", "EMISREQ|42B6.", "EGTON324", "^ESCT1305304", "ESCT1305304", "ESCTDI21-1", "PCSDT1DE9",
    "03716001", "3716001",
    // People, marks, and nothing.
    "9990000018", "999 000 0018", "999-000-0018", "9990000019", "_DRUG", "#NIS", "hello world",
];

/// Releases with a handful of invented codes.
struct Releases;

fn entry(code: &str, term: &str, active: bool) -> Entry {
    Entry { code: code.to_owned(), term: term.to_owned(), active, ..Entry::default() }
}

impl Codes for Releases {
    fn lookup(&self, system: System, code: &str) -> Answer {
        let replacement = |code: &str| Replacement { relation: "replaced by".into(), code: code.into(), term: None };
        let entry = match (system, code) {
            (System::SnomedCt, "138875005") => entry(code, "The root", true),
            (System::SnomedCt, "900000000000207008") => {
                Entry { replacements: vec![replacement("138875005")], ..entry(code, "The core", false) }
            }
            (System::SnomedCt, "999001261000000100") => entry(code, "A reference set", true),
            (System::SnomedCt | System::Dmd, "39113311000001107") => {
                Entry { level: Some(crate::dmd::Level::Vmpp), ..entry(code, "A pack of 28", true) }
            }
            (System::ReadV2 | System::Ctv3, "G30..") => entry(code, "A disease of the heart", true),
            (System::ReadV2, "g30..") => entry(code, "A drug for the throat", true),
            (System::ReadV2, "G54z5") => entry(code, "A disorder of a valve", true),
            (System::Ctv3, "Xa1aX") => entry(code, "A finding", true),
            (System::Ctv3, "XaLFC") => entry(code, "A review", false),
            _ => return Answer::Absent,
        };
        Answer::Found(Box::new(entry))
    }

    fn snomed_targets(&self, _: System, _: &str) -> Option<Vec<SnomedTarget>> {
        None
    }
}

impl Sources for Releases {
    fn described(&self, description: &str) -> Answer {
        match description {
            "2957222010" => Answer::Found(Box::new(entry("138875005", "Root", true))),
            _ => Answer::Absent,
        }
    }

    fn products(&self, code: ProductCode<'_>) -> Option<Vec<Entry>> {
        let pack = entry("39113311000001107", "A pack of 28", true);
        Some(if code == ProductCode::Barcode("5000456012348") { vec![pack] } else { Vec::new() })
    }

    fn mapped_to(&self, _: What, code: &str) -> Option<bool> {
        Some(matches!(code, "G35X" | "I219" | "A011"))
    }
}

fn shown(text: &str, sources: &dyn Sources) -> String {
    let mut shown = format!("{text:?}\n");
    let explanation = match explain(text, sources) {
        Ok(explanation) => explanation,
        Err(error) => return format!("{shown}    error: {error}\n"),
    };
    if explanation.possibilities.is_empty() {
        shown.push_str("    nothing\n");
    }
    for it in &explanation.possibilities {
        let code = it.code.as_deref().unwrap_or("?");
        let said = |list: Vec<String>| list.join("; ");
        let _ = writeln!(shown, "    {} {code}: {}", it.what.title(), it.standing.title());
        let parts = [
            ("damage", said(it.damage.iter().map(ToString::to_string).collect())),
            ("evidence", said(it.evidence.iter().map(ToString::to_string).collect())),
            ("has", said(it.entries.iter().map(|entry| format!("{} {}", entry.code, entry.term)).collect())),
            ("do", said(it.advice().iter().map(ToString::to_string).collect())),
        ];
        for (name, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
            let _ = writeln!(shown, "        {name}: {part}");
        }
    }
    shown
}

#[test]
fn strings_explain_themselves_by_their_shape() {
    insta::assert_snapshot!(STRINGS.map(|text| shown(text, &Offline)).join("\n"));
}

#[test]
fn releases_say_what_exists() {
    let strings = [
        "138875005",
        "900000000000207008",
        "2957222010",
        "1019522024",
        "39113311000001107",
        "999001261000000000",
        "138875006",
        "183875005",
        "1388750050",
        "999000691000001104",
        "G30..",
        "g30..",
        "G30",
        "g54Z5",
        "G54z500",
        "XA1AX",
        "xalfc",
        "Xa1aX",
        "Y20cf",
        "5000456012348",
        "5000456012354",
        "G35X",
        "I21.9",
        "I21.8",
        "A01.1",
        "0501013B0AAAPAP",
    ];
    insta::assert_snapshot!(strings.map(|text| shown(text, &Releases)).join("\n"));
}

#[test]
fn every_statement_of_the_table_is_so() {
    for text in STRINGS {
        for sources in [&Offline as &dyn Sources, &Releases] {
            let Ok(explanation) = explain(text, sources) else { continue };
            explanation.possibilities.iter().for_each(|possibility| check(text, possibility));
        }
    }
}

#[test]
fn a_persons_number_is_given_back_nowhere() {
    for text in ["9990000018", "999 000 0018", "999-000-0018", " 9990000018", "9990000018.0", "9.990000018E+09"] {
        let explanation = explain(text, &Releases).unwrap();
        assert!(explanation.may_be_personal(), "{text}");
        let said = format!(
            "{explanation:?} {:?}",
            explanation.possibilities.iter().map(Possibility::advice).collect::<Vec<_>>()
        );
        assert!(!said.contains("9990000018"), "{said}");
    }
    let error = explain(&"9990000018".repeat(10), &Offline).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("999"));
}

#[test]
fn what_is_nothing_or_too_long_is_refused() {
    assert_eq!(explain("", &Offline), Err(ExplainError::Empty));
    assert_eq!(explain(" \t\u{a0}", &Offline), Err(ExplainError::Empty));
    assert_eq!(explain(&"1".repeat(65), &Offline), Err(ExplainError::TooLong(65)));
}

/// Strings made of codes and of what happens to them.
fn damaged() -> impl Strategy<Value = String> {
    let digits =
        prop_oneof!["[1-9][0-9]{5,17}", "999001261000000[01][0-2][0-9]", "[0-9]{8}", "[0-9]{10}", "[0-9]{12,14}"];
    prop_oneof![
        digits.clone(),
        digits.prop_map(|digits| format!(
            "{}{}",
            &digits[..digits.len().min(15)],
            "0".repeat(digits.len().saturating_sub(15))
        )),
        "[1-9](\\.[0-9]{0,16})?[eE]\\+?[0-9]{1,2}",
        "[1-9][0-9]{0,2}([,' ][0-9]{3}){1,5}",
        "[0-9A-Za-z.]{1,8}",
        "[XYxy][0-9a-zA-Z]{3,4}",
        "[A-Za-z][0-9]{2}\\.?[0-9Xx]?[0-9]?[DA*† ]{0,2}",
        "(\\^?ESCT|EMIS|EGTON|PCSD)[A-Z]{0,4}[0-9]{0,7}(-[0-9])?",
        "[0-9]{7}[0-9A-Za-z]{8}",
        "[0-9A-Za-z.]{1,5}-[0-9]{1,2}",
        "[\"' =]{0,2}[0-9A-Z.]{1,9}[\"' ]{0,2}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]
    #[test]
    fn any_string_is_explained_or_refused(text in "\\PC{0,24}") {
        for sources in [&Offline as &dyn Sources, &Releases] {
            if let Ok(explanation) = explain(&text, sources) {
                explanation.possibilities.iter().for_each(|possibility| check(&text, possibility));
            }
        }
    }

    #[test]
    fn what_is_said_of_a_damaged_code_is_so(text in damaged()) {
        for sources in [&Offline as &dyn Sources, &Releases] {
            if let Ok(explanation) = explain(&text, sources) {
                explanation.possibilities.iter().for_each(|possibility| check(&text, possibility));
                let ranks: Vec<Standing> = explanation.possibilities.iter().map(|it| it.standing).collect();
                prop_assert!(ranks.is_sorted());
            }
        }
    }
}
