//! Conformance profiles: those built in, those that users write, and those that are refused.

use dcr::validation::hl7v2::{
    BUILT_IN_PROFILES, Finding, Profile, ProfileError, ProfileSource, Severity, Validator, Verdict, load_profiles,
};

/// An admission as the fictional hospital asks for it.
const ADMISSION: &str = "MSH|^~\\&|PAS|RD3|DCR|RD3|20180403143000||ADT^A01^ADT_A01|1001|P|2.4\r\
EVN||20180403143000||||20180403142500\r\
PID|1||9990000018^^^NHS^NH~R100^^^RD3^MR||Purbeck^Ada||19480309|F\r\
PV1|1|I|W1^B1^01^RD3|||||||100\r\
ZW1|1|20180403120000|A\r";

fn files(name: &str, _: Option<&str>) -> Result<ProfileSource, String> {
    let path = format!("{}/testdata/hl7v2-profiles/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    Ok(ProfileSource { file: name.to_owned(), text })
}

fn profiles(name: &str) -> Vec<Profile> {
    load_profiles(name, &mut files).unwrap()
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.rule.name(), finding.place)).collect()
}

#[test]
fn a_profile_of_a_hospital() {
    let validator = Validator::new(profiles("admissions.yaml"));
    let report = validator.validate(ADMISSION.as_bytes());
    assert_eq!((report.verdict(), told(&report.findings)), (Verdict::Valid, vec![]), "{:#?}", report.findings);
    assert_eq!(report.profiles, ["nhs-number", "poole-common", "poole-admissions"]);
    let table: [(&str, &str, &[&str]); 17] = [
        ("9990000018^^^NHS^NH", "9990000019^^^NHS^NH", &["nhs-number PID-3.1"]),
        ("9990000018^^^NHS^NH", "999 000 0018^^^NHS^NH", &["nhs-number PID-3.1"]),
        ("9990000018^^^NHS^NH", "9990000018^^^^NH", &["component-missing PID-3.4", "nhs-number-authority PID-3.4"]),
        ("9990000018^^^NHS^NH", "9990000018^^^NHS", &["nhs-number-type PID-3.5"]),
        ("9990000018^^^NHS^NH~", "", &["nhs-number-absent PID-3"]),
        ("~R100^^^RD3^MR", "~R100", &["component-missing PID-3[2].4"]),
        ("|19480309|F", "|19480309", &["field-missing PID-8"]),
        ("|19480309|F", "|19480309|X", &["table-value PID-8"]),
        ("|19480309|F", "|19480309|F|||||||||||999", &["field-not-supported PID-19"]),
        ("|19480309|F", "|19480309|F|||A~B~C", &["field-repeated PID-11[3]"]),
        ("|W1^B1", "|W9^B1", &["profile-value PV1-3.1"]),
        ("|W1^B1", "|^B1", &["component-missing PV1-3.1"]),
        ("|||||||100\r", "|||||||ABC\r", &["profile-pattern PV1-10"]),
        ("|1001|", "|A1|", &["profile-pattern MSH-10"]),
        ("ZW1|1|20180403120000|A", "ZW1|x|20180403120000|A", &["format-si ZW1-1"]),
        ("ZW1|1|20180403120000|A", "ZW1|1|20181303120000|C", &["format-ts ZW1-2.1", "profile-value ZW1-3"]),
        ("ZW1|1|20180403120000|A\r", "ZW1|1|20180403120000|A\rZW1|2\r", &["segment-repeated ZW1[2]"]),
    ];
    for (from, to, expected) in table {
        assert_eq!(ADMISSION.matches(from).count(), 1, "{from}");
        let report = validator.validate(ADMISSION.replacen(from, to, 1).as_bytes());
        assert_eq!(told(&report.findings), expected, "{from} made {to}: {:#?}", report.findings);
    }
    let report = validator.validate(ADMISSION.replacen("|||||||100\r", "|||||||ABC\r", 1).as_bytes());
    assert_eq!(report.findings[0].severity, Severity::Warning, "by the profile's own word");
    assert_eq!(report.findings[0].profile.as_deref(), Some("poole-admissions"));
    let other = validator.validate(ADMISSION.replace("|P|2.4", "|P|2.5").as_bytes());
    assert!(told(&other.findings).contains(&"version MSH-12".to_owned()), "{:?}", other.findings);
}

#[test]
fn dialects_that_are_built_in() {
    for (name, _) in BUILT_IN_PROFILES {
        let loaded = load_profiles(name, &mut |name, _| Err(name.to_owned())).unwrap();
        assert_eq!(loaded.last().unwrap().name(), name);
    }
    let itk = ADMISSION
        .replace("|P|2.4\r", "|P|2.4|||||GBR|UNICODE UTF-8|EN||iTKv1.0\r")
        .replace("~R100^^^RD3^MR||Purbeck^Ada||19480309|F", "||Purbeck^Ada||19480309|2")
        .replace("ZW1|1|20180403120000|A\r", "ZU8||1|Yes|0\r");
    let validator = Validator::new(Vec::new());
    // MSH-21 names the profile: nobody has to ask for it.
    let report = validator.validate(itk.as_bytes());
    assert_eq!(
        (report.profiles.as_slice(), told(&report.findings)),
        (&["nhs-number".to_owned(), "itk-2.4".to_owned()][..], vec![])
    );
    let table: [(&str, &str, &[&str]); 8] = [
        ("|GBR|", "|DEU|", &["profile-value MSH-17"]),
        ("|GBR|", "||", &["field-missing MSH-17"]),
        ("|UNICODE UTF-8|", "|ASCII|", &["profile-value MSH-18"]),
        ("|EN||", "|||", &["field-missing MSH-19"]),
        ("^^^NHS^NH", "^^^NHS", &[]),
        ("9990000018^^^NHS^NH", "9990000018^^^^NH", &["nhs-number-authority PID-3.4"]),
        ("|19480309|2", "|19480309|F", &["table-value PID-8"]),
        ("ZU8||1|Yes|0", "ZU8||4|Yes|0", &["profile-value ZU8-2"]),
    ];
    for (from, to, expected) in table {
        assert_eq!(itk.matches(from).count(), 1, "{from}");
        let report = validator.validate(itk.replacen(from, to, 1).as_bytes());
        assert_eq!(told(&report.findings), expected, "{from} made {to}: {:#?}", report.findings);
    }
    let asked = |name: &str, text: &str| {
        let loaded = load_profiles(name, &mut |name, _| Err(name.to_owned())).unwrap();
        told(&Validator::new(loaded).validate(text.as_bytes()).findings)
    };
    let plain = ADMISSION.replace("ZW1|1|20180403120000|A\r", "");
    assert_eq!(asked("a3-2.4", &plain), Vec::<String>::new());
    let wrong =
        plain.replace("EVN||20180403143000||||20180403142500", "EVN|A01|20180403143000").replace("PID|1||", "PID|1|9|");
    assert_eq!(
        asked("a3-2.4", &wrong),
        ["field-not-supported EVN-1", "field-missing EVN-6", "field-not-supported PID-2"]
    );
}

fn refused(text: &str) -> String {
    let mut find = |name: &str, _: Option<&str>| match name {
        "first.yaml" => Ok(ProfileSource { file: name.to_owned(), text: text.to_owned() }),
        "other.yaml" => {
            Ok(ProfileSource { file: name.to_owned(), text: "profile: other\nextends: [first.yaml]\n".to_owned() })
        }
        _ => Err(format!("there is no {name}")),
    };
    let read: Result<_, ProfileError> = load_profiles("first.yaml", &mut find);
    read.err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn what_is_no_profile_is_refused_with_its_place() {
    let table = [
        ("", "first.yaml:1:1: expected a profile, found nothing"),
        ("- a\n", "first.yaml:1:1: expected a mapping, found a list"),
        ("title: x\n", "first.yaml:1:1: expected the key `profile`, which names it"),
        ("profile: x\nprofile: y\n", "first.yaml:2:1: the key `profile` stands here twice"),
        ("profile: x\nversion: \"2.9\"\n", "first.yaml:2:10: expected one of 2.3, 2.3.1, 2.4, 2.5, 2.5.1, found `2.9`"),
        (
            "profile: x\nextends: [other.yaml]\n",
            "other.yaml:2:11: profiles extend each other in a circle: first.yaml -> other.yaml -> first.yaml",
        ),
        ("profile: x\nextends: [absent.yaml]\n", "first.yaml:2:11: there is no absent.yaml"),
        ("profile: &a x\n", "first.yaml:1:10: anchors, aliases and tags are not used in profiles"),
        (
            "profile: x\nsegments:\n  QQQ: {}\n",
            "first.yaml:3:3: the standard has no segment QQQ, and a site's own begins with Z",
        ),
        (
            "profile: x\nsegments:\n  PID:\n    fields:\n      0: {}\n",
            "first.yaml:5:7: expected a number from 1 to 999, found `0`",
        ),
        (
            "profile: x\nsegments:\n  PID:\n    fields:\n      8: { usage: must }\n",
            "first.yaml:5:19: expected required, optional or not-supported, found `must`",
        ),
        (
            "profile: x\nsegments:\n  PID:\n    fields:\n      8: { pattern: \"(\" }\n",
            "first.yaml:5:21: this is no regular expression, or a very large one",
        ),
        (
            "profile: x\nversion: \"2.4\"\nsegments:\n  PID:\n    fields:\n      8: { type: ERL }\n",
            "first.yaml:6:18: v2.4 has no data type `ERL`",
        ),
        (
            "profile: x\nstructures:\n  ADT_A01: MSH [PID\n",
            "first.yaml:3:12: this is no message structure: after 8 characters expected ']', found the end",
        ),
        ("profile: x\ntables:\n  1: [a]\n", "first.yaml:3:3: expected the four digits of a table, found `1`"),
        ("profile: x\ntypes:\n  CX:\n    99: { type: ST }\n", "first.yaml:4:5: CX has no component 99"),
    ];
    for (text, expected) in table {
        assert_eq!(refused(text), expected, "{text}");
    }
    let unknown = refused("profile: x\nsegment:\n  PID: {}\n");
    assert!(
        unknown.starts_with("first.yaml:2:1: expected one of profile, title,")
            && unknown.ends_with("found the key `segment`"),
        "{unknown}"
    );
    assert!(refused("profile: [\n").starts_with("first.yaml:"));
    let deep = format!("profile: {}\n", "[".repeat(100));
    assert!(refused(&deep).contains("nested at most"), "{}", refused(&deep));
    let deeper = format!("profile: {}\n", "[".repeat(500_000));
    assert!(refused(&deeper).starts_with("first.yaml:1:"));
}
