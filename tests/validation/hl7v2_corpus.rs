//! Messages that nobody here wrote: everything that is found of them, each with why it is so.
//!
//! `hl7v2_corpus.tsv` has a line for each rule and place of each file, with how often it is found and
//! what a person who looked says of it. Numbers of segments and repetitions are left out of places.

use std::collections::BTreeMap;

use dcr::validation::hl7v2::{Validator, validate_file};

use crate::support::{corpus, files};

const EXPECTED: &str = include_str!("hl7v2_corpus.tsv");

/// A place without the numbers of segments and repetitions.
fn general(place: &str) -> String {
    let mut general = String::new();
    let mut inside = false;
    for sign in place.chars() {
        inside |= sign == '[';
        if !inside {
            general.push(sign);
        }
        inside &= sign != ']';
    }
    general
}

#[test]
fn every_finding_of_the_corpus_is_explained() {
    let Some(folder) = corpus("hl7v2/uk") else { return };
    let validator = Validator::new(Vec::new());
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    let mut messages = 0;
    for path in files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for report in validate_file(&validator, &std::fs::read(&path).unwrap()) {
            messages += usize::from(report.number.is_some());
            for finding in report.report.findings {
                let place = general(&finding.place.to_string());
                let severity = finding.severity.name();
                *found.entry(format!("{name}\t{}\t{place}\t{severity}", finding.rule.name())).or_default() += 1;
            }
        }
    }
    assert_eq!(messages, 1_026, "messages of the corpus");
    let found: Vec<String> = found.into_iter().map(|(key, count)| format!("{key}\t{count}")).collect();
    let mut expected = Vec::new();
    for line in EXPECTED.lines().skip(1) {
        let (finding, why) = line.rsplit_once('\t').unwrap();
        assert!(why.len() > 10, "{line} is explained");
        expected.push(finding.to_owned());
    }
    expected.sort();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(sorted, expected, "found:\n{}", found.join("\n"));
}
