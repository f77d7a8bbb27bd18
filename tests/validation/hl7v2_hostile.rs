//! Whatever the bytes are, the answer is findings within the message: no panic, no hang, a bounded list.

use std::fmt::Write as _;

use dcr::validation::hl7v2::{Report, Rule, Severity, Validator, Verdict, validate_file};
use proptest::prelude::*;

fn validate(bytes: &[u8]) -> Report {
    Validator::new(Vec::new()).validate(bytes)
}

fn inside(bytes: &[u8], report: &Report) {
    for finding in &report.findings {
        assert!(finding.offset <= bytes.len(), "{finding:?}");
        let before = &bytes[..finding.offset];
        let ends = (0..before.len())
            .filter(|at| match before[*at] {
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                byte => byte == b'\n',
            })
            .count();
        assert_eq!(finding.position.line as usize, ends + 1, "{finding:?}");
    }
    assert!(report.findings.len() <= 1_001);
}

const HEAD: &str = "MSH|^~\\&|A|B|C|D|20260101||ORU^R01^ORU_R01|1|P|2.5.1\r";

#[test]
fn a_hundred_thousand_segments_are_bounded() {
    let mut text = String::from(HEAD);
    for _ in 0..100_000 {
        text.push_str("PID|x|||\r");
    }
    let report = validate(text.as_bytes());
    assert_eq!(report.verdict(), Verdict::Invalid);
    assert_eq!(report.findings.len(), 1_001);
    let last = report.findings.iter().find(|finding| finding.rule == Rule::Limit).unwrap();
    assert_eq!(last.severity, Severity::Error);
    // Many names that no version has, and many of the site's own.
    let mut text = String::from(HEAD);
    for number in 0..46_656_u32 {
        let digit = |place: u32| char::from_digit(number / 36_u32.pow(place) % 36, 36).unwrap().to_ascii_uppercase();
        let _ = write!(text, "Z{}{}|1\rX{}{}|1\r", digit(0), digit(1), digit(1), digit(2));
    }
    assert!(validate(text.as_bytes()).findings.len() <= 1_001);
}

#[test]
fn fifty_megabytes_in_one_field_are_read() {
    for filling in ["A", "&", "^", "~", "\\", "\\X41\\", "é"] {
        let mut text = format!("{HEAD}PID|1||1||A\rOBR|1|||A\rOBX|1|FT|A||");
        text.push_str(&filling.repeat((50 << 20) / filling.len() / 10));
        text.push_str("||||||F\r");
        let report = validate(text.as_bytes());
        assert!(report.findings.len() <= 1_001, "{filling}");
    }
    let mut whole = format!("{HEAD}PID|1||1||A\rOBR|1|||A\rOBX|1|ED|A||^AP^PDF^Base64^");
    whole.push_str(&"A".repeat(50 << 20));
    whole.push_str("||||||F\r");
    assert!(validate(whole.as_bytes()).findings.len() < 10);
}

#[test]
fn broken_beginnings() {
    for text in [
        "",
        "M",
        "MSH",
        "MSH|",
        "MSH||",
        "MSH|^",
        "MSH|^~\\&",
        "MSH\r",
        "\u{b}",
        "\u{feff}MSH|^~\\&|\r\r",
        "MSHA^~\\&A",
    ] {
        let report = validate(text.as_bytes());
        assert_ne!(report.verdict(), Verdict::Valid, "{text:?}");
        inside(text.as_bytes(), &report);
        validate_file(&Validator::new(Vec::new()), text.as_bytes());
    }
}

fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "MSH|^~\\&|",
        "\rPID|",
        "\rOBX|1|",
        "NM|",
        "\rOBR|",
        "\rZU1|",
        "\rMSH|^~\\&|",
        "|",
        "^",
        "~",
        "\\",
        "&",
        "\"\"",
        "\r",
        "\n",
        "\r\n",
        "ADT^A01^ADT_A01",
        "ORU^R01",
        "2.4",
        "2.5.1",
        "2.3",
        "|||||||",
        "é",
        "\u{b}",
        "\u{1c}\r",
        "20180403",
        "P",
        "8859/1",
        "X",
    ]);
    prop::collection::vec(words, 0..60).prop_map(|words| words.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let mut text = b"MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.4\r".to_vec();
        inside(&bytes, &validate(&bytes));
        text.extend(bytes);
        inside(&text, &validate(&text));
        validate_file(&Validator::new(Vec::new()), &text);
    }

    #[test]
    fn arbitrary_messages(bytes in pieces()) {
        inside(&bytes, &validate(&bytes));
        for report in validate_file(&Validator::new(Vec::new()), &bytes) {
            for finding in report.report.findings {
                prop_assert!(finding.offset <= bytes.len());
            }
        }
        let mut text = b"MSH|^~\\&|A|B|C|D|20260101||ORU^R01^ORU_R01|1|P|2.5.1".to_vec();
        text.extend(bytes);
        inside(&text, &validate(&text));
    }
}
