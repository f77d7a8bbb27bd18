//! Raw messages shown with a field highlighted, or with parts hidden.

use dcr::interchange::hl7v2::{HIDDEN, Mask, Message, lines, mask, masked_lines};

use crate::support::{PID, message};

fn sample() -> String {
    message(
        "RDZ",
        "ADT^A01",
        &[
            PID,
            "PD1|||Quay Practice^^J81001|G1^Townley^Gay",
            "NK1|1|SMITH^Bert|SPO|1 Quay Road|01202 2",
            "PV1|1|I|Ward 3|||||G1^Townley^Gay",
            "AL1|1|DA|Penicillin|SV|Rash",
            "OBX|1|TX|HIV^Test||negative||||||F",
            "NTE|1||a comment",
            "ZPI|1|7 Secret Lane|more",
            "ZU8|U|1|Yes|2",
        ],
    )
}

fn masked(whereabouts: bool, clinical: bool) -> String {
    let text = sample();
    let message = Message::parse(text.as_bytes()).unwrap();
    String::from_utf8(mask(&message, Mask { whereabouts, clinical })).unwrap()
}

#[test]
fn fields_are_found_at_their_range() {
    let text = sample();
    let message = Message::parse(text.as_bytes()).unwrap();
    let shown = lines(&message);
    assert_eq!(shown.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\r"), text);
    for line in &shown {
        for field in &line.fields {
            assert_eq!(&line.text[field.range.clone()], field.text, "{}-{}", line.name, field.number);
        }
    }
    assert_eq!(shown[0].field(2).unwrap().text, "^~\\&");
    assert_eq!(shown[0].field(3).unwrap().text, "PAS");
    assert_eq!(shown[1].field(7).unwrap().text, "19800203");
    assert_eq!(shown[1].ordinal, 2);
}

#[test]
fn whereabouts_go_and_the_rest_stays() {
    let hidden = masked(true, false);
    for gone in ["Quay Road", "BH15", "01202", "Quay Practice", "J81001", "Townley", "Bert", "Secret", "more"] {
        assert!(!hidden.contains(gone), "{gone}");
    }
    for kept in
        ["SMITH^Anne", "9990000018", "Ward 3", "Penicillin", "negative", "ZU8|U|1|Yes|2", "PD1|||‹hidden›|‹hidden›"]
    {
        assert!(hidden.contains(kept), "{kept}");
    }
    assert_eq!(hidden.matches('\r').count(), sample().matches('\r').count() + 1);
}

#[test]
fn clinical_content_goes_and_the_structure_stays() {
    let hidden = masked(false, true);
    for gone in ["Penicillin", "Rash", "HIV", "negative", "a comment", "Secret", "ZU8|U|"] {
        assert!(!hidden.contains(gone), "{gone}");
    }
    for kept in ["OBX|1|TX|‹hidden›||‹hidden›||||||F", "NTE|1||‹hidden›", "1 Quay Road^^Poole", "123456^^^RDZ^MR"]
    {
        assert!(hidden.contains(kept), "{kept}");
    }
}

#[test]
fn nothing_is_hidden_by_an_empty_mask() {
    assert_eq!(masked(false, false), sample() + "\r");
}

#[test]
fn lines_say_what_is_hidden() {
    let text = sample();
    let message = Message::parse(text.as_bytes()).unwrap();
    let shown = masked_lines(&message, Mask { whereabouts: true, clinical: true });
    let address = shown[1].field(11).unwrap();
    assert!(address.hidden && address.text == HIDDEN && &shown[1].text[address.range.clone()] == HIDDEN);
    assert!(!shown[1].field(5).unwrap().hidden);
    let set_id = shown.iter().find(|line| line.name == "ZPI").unwrap().field(1).unwrap();
    assert_eq!(set_id.text, "1");
}

#[test]
fn debug_output_shows_nothing() {
    let text = sample();
    let message = Message::parse(text.as_bytes()).unwrap();
    let statement = crate::support::read(&text);
    let debug = format!(
        "{message:?} {:?} {:?} {statement:?} {:?}",
        lines(&message),
        message.field("PID", 5),
        message.segment("PID")
    );
    assert!(!debug.contains("Anne") && !debug.contains("Quay"), "{debug}");
}
