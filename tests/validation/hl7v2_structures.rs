//! The order of segments against a judge that is not this project's.
//!
//! `hl7v2_structures.tsv` is written by `src/validation/hl7v2/generate/structures.py` from hl7apy: what
//! the language of each structure allows, decided by a regular expression, and what the package's own
//! validator says of counts. The package asks for every choice of a choice group, and for groups that
//! may be empty; there alone it refuses what the language allows.

use dcr::validation::hl7v2::{Rule, Validator};

const TABLE: &str = include_str!("hl7v2_structures.tsv");

fn message(version: &str, structure: &str, segments: &str) -> String {
    let (code, event) = structure.split_once('_').unwrap();
    let head = format!("MSH|^~\\&|A|B|C|D|20260101||{code}^{event}^{structure}|1|P|{version}\r");
    segments.split(' ').skip(1).fold(head, |text, name| format!("{text}{name}|1\r"))
}

#[test]
fn the_order_of_segments_is_judged_as_the_language_judges_it() {
    let validator = Validator::new(Vec::new());
    let (mut wrong, mut count, mut refused, mut many) = (Vec::new(), 0, 0, Vec::new());
    for line in TABLE.lines().skip(1) {
        let [version, structure, _, segments, language, package] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let report = validator.validate(message(version, structure, segments).as_bytes());
        assert_eq!(report.structure, structure, "{line}");
        let order = [Rule::SegmentMissing, Rule::SegmentUnexpected, Rule::SegmentOrder, Rule::SegmentRepeated];
        let found: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| order.contains(&finding.rule))
            .map(|finding| format!("{} {}", finding.rule.name(), finding.place))
            .collect();
        count += 1;
        refused += usize::from(!found.is_empty());
        if found.is_empty() != (language == "yes") {
            wrong.push(format!("{line}: found {found:?}"));
        }
        // One change is one fault, and at most one more where it takes the beginning of a group away.
        if found.len() > 2 {
            many.push(format!("{line}: {found:?}"));
        }
        assert!(!(package == "no" && language == "no" && found.is_empty()), "{line}");
    }
    assert!(count > 1_700 && refused > 900, "{count} orders, {refused} refused");
    assert!(many.len() * 100 < refused * 4, "{} of {refused} refused:\n{}", many.len(), many.join("\n"));
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}
