//! Input that was made to break things: never a panic, never a hang, and a clear refusal.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use dcr::validation::fhir::{Severity, Verdict};
use dcr::validation::itk::{MOST_BYTES, recognises, validate};
use proptest::prelude::*;

use super::{MESSAGE, report};

fn quick<T>(act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = act();
    assert!(start.elapsed() < Duration::from_mins(1), "it took {:?}", start.elapsed());
    done
}

#[test]
fn entities_are_refused() {
    let bomb = MESSAGE.replacen(
        "<soap:Envelope",
        "<!DOCTYPE a [<!ENTITY b \"cccc\"><!ENTITY d \"&b;&b;\">]>\n<soap:Envelope",
        1,
    );
    let found = report(&bomb);
    assert_eq!(found.verdict(), Verdict::Invalid);
    assert_eq!(found.findings[0].rule, "soap:document-type");
    assert_eq!(found.findings[0].position.line, 2);
}

#[test]
fn depth_and_size_are_bounded_by_name() {
    let deep = MESSAGE.replacen("Twisted ankle", &("<content>".repeat(100_000) + &"</content>".repeat(100_000)), 1);
    let found = quick(|| report(&deep));
    assert_eq!((found.verdict(), found.findings[0].rule.as_str()), (Verdict::NotCheckable, "limit"));
    let large = vec![b' '; 200 << 20];
    let found = quick(|| validate(&large, None));
    assert!(found.findings[0].message.contains(&MOST_BYTES.to_string()), "{}", found.findings[0].message);
    assert_eq!(found.verdict(), Verdict::NotCheckable);
}

#[test]
fn heaps_take_little_time() {
    let heap = |unit: &str, count: usize, at: &str| MESSAGE.replacen(at, &(unit.repeat(count) + at), 1);
    let mut items = String::new();
    for number in 0..30_000 {
        let _ = write!(items, "<itk:manifestitem id=\"uuid_{number}\" mimetype=\"text/xml\"/>");
    }
    for message in [
        MESSAGE.replacen("</itk:manifest>", &(items + "</itk:manifest>"), 1),
        heap("<brr/>", 100_000, "<br/>"),
        heap(
            "<templateId root='2.16.840.1.113883.2.1.3.2.4.18.2' extension='x'/>",
            100_000,
            "<id root=\"0B500001-0000-4000-8000-000000000001\"/>",
        ),
        heap("<x a=\"\"/>", 200_000, "<wsa:From>"),
        heap("<itk:spec key='a' value='b'/>", 100_000, "<itk:spec key=\"urn:nhs-itk:ns:201005:ack"),
        heap("é", 10_000_000, "Twisted ankle"),
    ] {
        let found = quick(|| report(&message));
        assert!(found.findings.len() <= 20_000);
    }
}

#[test]
fn what_is_not_text_is_refused() {
    for bytes in [&b""[..], b"<", b"\xff\xfe<\0", b"<a", b"<ClinicalDocument xmlns='urn:hl7-org:v3'>\xff"] {
        let found = validate(bytes, None);
        assert_eq!(found.verdict(), Verdict::Invalid);
        let _ = recognises(bytes);
    }
    let found = validate(b"<ClinicalDocument xmlns='urn:hl7-org:v3'/>", None);
    assert!(found.findings.iter().any(|finding| finding.severity == Severity::Error));
}

#[test]
fn every_cut_is_answered() {
    for end in (0..MESSAGE.len()).step_by(97) {
        assert_eq!(validate(&MESSAGE.as_bytes()[..end], None).verdict(), Verdict::Invalid);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    /// Bytes changed at random are answered, and places lie in the message.
    #[test]
    fn changed_bytes_are_answered(changes in prop::collection::vec((0..MESSAGE.len(), any::<u8>()), 1..12)) {
        let mut bytes = MESSAGE.as_bytes().to_vec();
        for (at, byte) in changes {
            bytes[at] = byte;
        }
        let lines = bytes.split(|byte| *byte == b'\n').count();
        for finding in validate(&bytes, None).findings {
            prop_assert!(finding.position.line as usize <= lines);
        }
        let _ = recognises(&bytes);
    }

    /// So are passages of the message put elsewhere in it.
    #[test]
    fn moved_passages_are_answered(from in 0..MESSAGE.len(), length in 0_usize..400, to in 0..MESSAGE.len()) {
        let bytes = MESSAGE.as_bytes();
        let moved = &bytes[from..(from + length).min(bytes.len())];
        let whole: Vec<u8> = [&bytes[..to], moved, &bytes[to..]].concat();
        let _ = validate(&whole, None);
    }
}
