//! The messages on the wire, read by a parser that nobody here wrote.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::committed::folder;

/// The messages of every HL7 v2 file, framing taken off.
fn messages() -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder().join("messages")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "hl7") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let text: String = match String::from_utf8(bytes) {
            Ok(text) => text,
            // Poole's feed is Latin-1.
            Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
        };
        let framed = text.starts_with('\u{b}');
        let messages: Vec<String> = if framed {
            text.split("\u{1c}\r")
                .filter(|part| !part.is_empty())
                .map(|part| part.trim_start_matches('\u{b}').to_owned())
                .collect()
        } else {
            text.split("\n\n").filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        all.insert(path.file_name().unwrap().to_string_lossy().into_owned(), messages);
    }
    all
}

fn header(message: &str, field: usize) -> &str {
    message.split('\r').next().unwrap().split('|').nth(field - 1).unwrap_or_default()
}

#[test]
fn another_parser_reads_every_message() {
    for (file, messages) in messages() {
        for message in &messages {
            let parsed = hl7_parser::Message::parse(message.trim_end_matches('\r'));
            assert!(parsed.is_ok(), "{file} {}: {:?}", header(message, 10), parsed.err());
        }
    }
}

#[test]
fn keys_are_unique_and_times_in_the_quarter() {
    let mut keys = BTreeSet::new();
    for (file, messages) in messages() {
        let mut late = 0;
        let mut last = String::new();
        for message in &messages {
            let sent = header(message, 7)[..12].to_owned();
            assert!(("201804010000".."201807010000").contains(&sent.as_str()), "{file} {sent}");
            late += usize::from(sent < last);
            last = last.max(sent);
            let key = [3, 4, 10].map(|field| header(message, field).to_owned());
            assert!(keys.insert(key), "{file} {}", header(message, 10));
        }
        assert!(late <= 1, "{file}: only a story is late");
    }
}

#[test]
fn counts_by_system_and_event() {
    let mut lines = Vec::new();
    let (mut total, mut size) = (0, 0);
    for (file, messages) in messages() {
        let mut kinds = BTreeMap::new();
        for message in &messages {
            let kind: Vec<&str> = header(message, 9).split('^').take(2).collect();
            *kinds.entry(kind.join(" ")).or_insert(0) += 1;
            size += message.len();
        }
        total += messages.len();
        let kinds: Vec<_> = kinds.into_iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        lines.push(format!("{file} {}: {}", messages.len(), kinds.join(", ")));
    }
    assert!((1_500..=2_500).contains(&total) && size < 1_500_000, "{total} messages, {size} bytes");
    insta::assert_snapshot!(lines.join("\n"), @r"
    dch-docs.hl7 106: MDM T02 91, MDM T10 11, MDM T11 4
    dch-pas.hl7 363: ADT A01 51, ADT A02 23, ADT A03 42, ADT A04 40, ADT A05 8, ADT A08 19, ADT A11 4, ADT A12 5, ADT A13 3, ADT A28 159, ADT A31 6, ADT A40 3
    dch-rad.hl7 90: ORU R01 90
    poole-lab.hl7 397: ORU R01 397
    poole-pas.hl7 373: ADT A01 43, ADT A02 17, ADT A03 45, ADT A04 54, ADT A05 6, ADT A08 9, ADT A11 3, ADT A12 2, ADT A13 1, ADT A28 183, ADT A31 9, ADT A40 1
    rbch-pas.hl7 509: ADT A01 44, ADT A02 21, ADT A03 40, ADT A04 42, ADT A05 5, ADT A08 19, ADT A11 1, ADT A12 4, ADT A13 3, ADT A28 176, ADT A31 6, ADT A40 1, SIU S12 85, SIU S13 25, SIU S14 17, SIU S15 20
    ");
}

#[test]
fn every_document_arrives_once_and_is_about_somebody_of_the_truth() {
    let truth: serde_json::Value = serde_json::from_slice(&fs::read(folder().join("truth.json")).unwrap()).unwrap();
    let people = truth["stories"].as_array().unwrap().iter().chain(truth["people"].as_array().unwrap());
    let known: BTreeSet<&str> = people.map(|person| person["nhs_number"].as_str().unwrap()).collect();
    let mut arrivals: BTreeMap<String, usize> = BTreeMap::new();
    for row in csv::Reader::from_path(folder().join("arrivals.csv")).unwrap().records() {
        *arrivals.entry(row.unwrap()[0].to_owned()).or_default() += 1;
    }
    for entry in fs::read_dir(folder().join("messages")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "hl7") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let numbers: Vec<String> = if name.ends_with(".ndjson") {
            let bundles = text.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
            bundles
                .map(|it| it["entry"][0]["resource"]["identifier"][0]["value"].as_str().unwrap().to_owned())
                .collect()
        } else {
            let document = roxmltree::Document::parse(&text).unwrap();
            let is_number =
                |node: &roxmltree::Node<'_, '_>| node.attribute("root") == Some("2.16.840.1.113883.2.1.4.1");
            document.descendants().filter(is_number).map(|id| id.attribute("extension").unwrap().to_owned()).collect()
        };
        assert_eq!(arrivals.remove(&name), Some(numbers.len()), "{name}");
        assert!(numbers.iter().all(|number| known.contains(number.as_str())), "{name}");
    }
    assert!(arrivals.is_empty(), "{arrivals:?}");
}
