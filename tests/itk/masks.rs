//! A raw message as lines, whole and masked.

use dcr::interchange::hl7v2::Mask;
use dcr::interchange::itk::{lines, masked_lines};

use crate::support::{CODED, REPORT, enveloped, packed, read};

const WHEREABOUTS: Mask = Mask { whereabouts: true, clinical: false };
const CLINICAL: Mask = Mask { whereabouts: false, clinical: true };

fn shown(message: &str, mask: Mask) -> String {
    masked_lines(message.as_bytes(), mask)
        .into_iter()
        .flat_map(|line| [line.ordinal.to_string(), " ".to_owned(), line.text, "\n".to_owned()])
        .collect()
}

#[test]
fn locations_are_lines() {
    for document in [REPORT, CODED] {
        let message = enveloped(document);
        let (statement, lines) = (read(&message), lines(message.as_bytes()));
        for (place, line) in lines.iter().enumerate() {
            assert_eq!(line.ordinal as usize, place + 1);
            assert!(line.fields.iter().all(|field| line.text[field.range.clone()] == field.text));
        }
        let entries = statement.entries.iter().map(|entry| &entry.location);
        for location in entries.chain(statement.defects.iter().map(|defect| &defect.location)) {
            assert_eq!(lines[location.ordinal as usize - 1].name, location.segment);
        }
    }
}

#[test]
fn unmasked_nothing_is_missing() {
    let all = shown(&enveloped(REPORT), Mask::default());
    for word in ["17 Quay Road", "9990000018", "Swallowed a wasp", "Dx06", "J81001", "PGNhc2U", "restricted", "CASE-1"]
    {
        assert!(all.contains(word), "{word}");
    }
}

#[test]
fn whereabouts_are_hidden_and_the_rest_is_not() {
    let message = enveloped(REPORT);
    let shown = shown(&message, WHEREABOUTS);
    for hidden in [
        "Quay",
        "BH15",
        "Lighthouse",
        "01632",
        "07700",
        "example.org",
        "J81001",
        "Eve",
        "Daughter",
        "PGNhc2U",
        "practice.example",
        "Dorset 111 |",
    ] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    for open in
        ["9990000018", "Purbeck", "Swallowed a wasp", "Dx06", "CALLER-1", "RYF:DORSET111", "20180602101500+0100"]
    {
        assert!(shown.contains(open), "{open} in {shown}");
    }
}

#[test]
fn clinical_content_is_hidden_and_the_rest_is_not() {
    for (document, hidden) in [
        (REPORT, &["wasp", "Dx06", "local service", "Advice", "water", "NHS 111 Report", "PGNhc2U", "restricted"][..]),
        (
            CODED,
            &[
                "41582007",
                "tonsillitis",
                "38.20",
                "Cel",
                "Rash",
                "Mother",
                "Amoxicillin",
                "three times",
                "Diagnoses",
                "yesterday",
                "absent",
            ],
        ),
    ] {
        let shown = shown(&enveloped(document), CLINICAL);
        for hidden in hidden {
            assert!(!shown.contains(hidden), "{hidden} in {shown}");
        }
        for open in ["9990000018", "Purbeck", "17 Quay Road", "J81001", "5EC0000", "20180602101500+0100"] {
            assert!(shown.contains(open), "{open} in {shown}");
        }
    }
}

#[test]
fn what_is_packed_is_masked_like_the_rest_and_never_shown_packed() {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(REPORT);
    let message = packed(&encoded, r#"base64="true""#);
    for mask in [WHEREABOUTS, CLINICAL] {
        let shown = shown(&message, mask);
        assert!(!shown.contains(&encoded[..40]));
        assert!(shown.contains("recordTarget"));
    }
}

#[test]
fn what_is_not_known_is_hidden_under_any_mask() {
    let strange = REPORT.replace("<componentOf>", "<lodging><room>Harbour view</room></lodging><componentOf>");
    for mask in [WHEREABOUTS, CLINICAL] {
        assert!(!shown(&enveloped(&strange), mask).contains("Harbour"));
        let cut = &enveloped(REPORT)[..3_000];
        assert!(!shown(cut, mask).contains("Purbeck"), "what cannot be taken apart is hidden as a whole");
    }
    assert!(shown(&enveloped(REPORT)[..4_000], Mask::default()).contains("Purbeck"));
}
