//! One fault, one finding: good messages, and what each change of them must bring.

use dcr::validation::hl7v2::{Finding, HL7_VERSIONS, Rule, Severity, Validator, Verdict, load_profiles, validate_file};

/// An admission in v2.4.
const ADMISSION: &str = "MSH|^~\\&|PAS|RDZ|DCR|RDZ|20180403143000||ADT^A01^ADT_A01|1001|P|2.4|7||AL|NE|GBR|UNICODE UTF-8|EN\r\
EVN||20180403143000|||K1^Hart^Rose|20180403142500\r\
PID|1||9990000018^^^NHS^NH~R100^^^RDZ^MR||Purbeck^Ada^May^^Ms^^L||19480309|F|||17 Quay Road^^Poole^^BH15 1AA^GBR^H||01632960001^PRN^PH||EN^English|M||||||||N\r\
NK1|1|Purbeck^Tom|SPO^spouse\r\
PV1|1|I|W1^B1^01^RDZ||||C100^Lane^Jo^^^Dr|||100\r\
OBX|1|NM|8867-4^Heart rate^LN||72|/min|60-100|N|||F|||20180403143000\r\
AL1|1|DA|Z88.0^Penicillin\r\
DG1|1||I10^Hypertension^I10||20180403|A\r\
PR1|1||X40^Dialysis^OPCS|Dialysis|20180403150000\r\
ROL||AD|AP|C100^Lane^Jo^^^Dr\r\
GT1|1||Purbeck^Tom\r\
IN1|1|A1|C9|Insurer\r\
ACC|20180402\r";

/// Results in v2.5.1.
const RESULTS: &str = "MSH|^~\\&|LAB|RD3|DCR|RD3|20180403143000+0100||ORU^R01^ORU_R01|2001|P|2.5.1|||AL|NE||UNICODE UTF-8\r\
PID|1||9990000018^^^NHS^NH||Purbeck^Ada||19480309|F\r\
PV1|1|O\r\
ORC|RE|P1|F1\r\
OBR|1|P1|F1|B3051^HbA1c^LOCAL|||20180403120000|||||||||C100^Lane^Jo||||||20180403140000|||F\r\
NTE|1|L|Fasting\r\
OBX|1|NM|B3051^HbA1c^LOCAL||49|mmol/mol|<48|H|||F|||20180403120000\r\
NTE|1|L|Repeat in three months\r\
OBX|2|ST|B3052^Comment^LOCAL||x10\\S\\9/L||||||F\r\
OBX|3|CE|B3053^Finding^LOCAL||N^Normal^HL70078||||||F\r\
SPM|1|S1||BLD^Blood^HL70487\r";

fn findings(text: &[u8]) -> Vec<Finding> {
    Validator::new(Vec::new()).validate(text).findings
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {}", finding.rule.name(), finding.place)).collect()
}

#[test]
fn good_messages_are_valid() {
    for text in [ADMISSION, RESULTS] {
        let report = Validator::new(Vec::new()).validate(text.as_bytes());
        assert_eq!((report.verdict(), &report.findings), (Verdict::Valid, &Vec::new()));
    }
}

/// From, to, and the findings, by the sections of the standard that define each rule.
type Change = (&'static str, &'static str, &'static [&'static str]);

fn check(base: &str, table: &[Change]) {
    for (from, to, expected) in table {
        assert_eq!(base.matches(from).count(), 1, "{from} stands once");
        let changed = base.replacen(from, to, 1);
        let found = findings(changed.as_bytes());
        let messages: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(told(&found), *expected, "{from:?} made {to:?}: {messages:#?}");
        for finding in &found {
            let segment = changed[..finding.offset].matches('\r').count();
            assert_eq!(finding.position.line as usize, segment + 1, "{from:?} made {to:?}");
            assert!(finding.offset <= changed.len());
        }
    }
}

#[test]
fn structure() {
    check(
        ADMISSION,
        &[
            ("EVN||20180403143000|||K1^Hart^Rose|20180403142500\r", "", &["segment-missing EVN"]),
            ("PV1|1|I|W1^B1^01^RDZ||||C100^Lane^Jo^^^Dr|||100\r", "", &["segment-missing PV1"]),
            ("PV1|1|I|W1^B1^01^RDZ", "PV1|1|I\rPV1|1|I|W1^B1^01^RDZ", &["segment-repeated PV1[2]"]),
            (
                "NK1|1|Purbeck^Tom|SPO^spouse\rPV1|1|I|W1^B1^01^RDZ||||C100^Lane^Jo^^^Dr|||100\r",
                "PV1|1|I\rNK1|1|Purbeck^Tom|SPO^spouse\r",
                &["segment-unexpected NK1"],
            ),
            ("ACC|20180402\r", "ACC|20180402\rTXA|1|CN||||||||||U1|||||AU\r", &["segment-unexpected TXA"]),
            ("ACC|20180402\r", "ACC|20180402\rXYZ|1\r", &["segment-unknown XYZ"]),
            ("ACC|20180402\r", "ACC|20180402\rTQ1|1\r", &["segment-unknown TQ1"]),
            ("ACC|20180402\r", "ACC|20180402\rZU1|1\rZU1|2\r", &["segment-local ZU1"]),
            ("ROL||AD|AP|", "ROL||AD|AP|", &[]),
            ("PR1|1||X40^Dialysis^OPCS|Dialysis|20180403150000\r", "", &["segment-missing PR1"]),
            ("ADT^A01^ADT_A01", "ADT^A01^ADT_A05", &["structure-mismatch MSH-9.3"]),
            ("ADT^A01^ADT_A01", "ADT^A01", &[]),
            ("ADT^A01^ADT_A01", "ADT^Z99^ADT_A01", &["event MSH-9.2"]),
            ("ADT^A01^ADT_A01", "ADT^Q99", &["event MSH-9.2"]),
            ("ADT^A01^ADT_A01", "ZZZ^A01", &["message-type MSH-9.1"]),
            ("ADT^A01^ADT_A01", "^A01", &["message-type MSH-9.1"]),
            ("ADT^A01^ADT_A01", "", &["field-missing MSH-9"]),
            ("|P|2.4|", "|P|2.9|", &["version MSH-12"]),
            ("|P|2.4|", "|P||", &["version MSH-12"]),
            ("|P|2.4|", "|Q|2.4|", &["processing-id MSH-11.1"]),
            ("EVN||", "EVN|A08|", &["event-mismatch EVN-1"]),
        ],
    );
    check(
        RESULTS,
        &[
            (
                "OBR|1|P1|F1|B3051^HbA1c^LOCAL|||20180403120000|||||||||C100^Lane^Jo||||||20180403140000|||F\r",
                "",
                &["segment-missing OBR"],
            ),
            ("PID|1||9990000018^^^NHS^NH||Purbeck^Ada||19480309|F\r", "", &["segment-missing PID"]),
            // A second patient may come, and brings an order.
            ("SPM|1|S1||BLD^Blood^HL70487\r", "SPM|1|S1||BLD^Blood^HL70487\rPID|1||1||A\r", &["segment-missing OBR"]),
            ("ORC|RE|P1|F1\r", "OBX|9|ST|A||B||||||F\rORC|RE|P1|F1\r", &["segment-missing OBR"]),
        ],
    );
}

#[test]
fn fields() {
    check(
        ADMISSION,
        &[
            ("EVN||20180403143000|", "EVN|||", &["field-missing EVN-2"]),
            ("||9990000018^^^NHS^NH~R100^^^RDZ^MR||", "||||", &["field-missing PID-3"]),
            ("||9990000018^^^NHS^NH~R100^^^RDZ^MR||", "||^^^~^^||", &["field-missing PID-3"]),
            ("||9990000018^^^NHS^NH~R100^^^RDZ^MR||", "||\"\"||", &[]),
            ("|1001|", "|1001~1002|", &["field-repeated MSH-10[2]"]),
            ("|1001|", "|1001~|", &[]),
            ("ACC|20180402", "ACC|20180402|||||||||||extra", &["field-extra ACC-12"]),
            ("ACC|20180402", "ACC|20180402|||||||||||", &[]),
            ("|19480309|F|", "|19480309|FEMALE|", &["length PID-8"]),
            ("|1001|", "|100100100100100100100|", &["length MSH-10"]),
            ("|Dialysis|", "|Dia\u{7}lysis|", &["control-character PR1-4"]),
        ],
    );
    check(
        RESULTS,
        &[
            ("|9990000018^^^NHS^NH|", "|^^^NHS^NH|", &["component-missing PID-3.1"]),
            ("|9990000018^^^NHS^NH|", "|9990000018999999^^^NHS^NH|", &["length PID-3.1"]),
            ("|9990000018^^^NHS^NH|", "|9990000018^^^NHS&1.2&ISO&more^NH|", &["subcomponent-extra PID-3.4.4"]),
            ("SPM|1|S1||BLD^Blood^HL70487", "SPM|1|S1", &["field-missing SPM-4"]),
        ],
    );
}

#[test]
fn values() {
    check(
        ADMISSION,
        &[
            ("PID|1|", "PID|one|", &["format-si PID-1"]),
            ("|19480309|F", "|19481309|F", &["format-ts PID-7.1"]),
            ("|19480309|F", "|1948-03-09|F", &["format-ts PID-7.1"]),
            ("|19480309|F", "|19480309^D^x|F", &["component-extra PID-7.3"]),
            ("|20180403|A", "|20180230|A", &["format-ts DG1-5.1"]),
            ("OBX|1|NM|8867-4^Heart rate^LN||72|", "OBX|1|NM|8867-4^Heart rate^LN||<72|", &["format-nm OBX-5"]),
            ("OBX|1|NM|8867-4^Heart rate^LN||72|", "OBX|1||8867-4^Heart rate^LN||72|", &["value-type OBX-2"]),
            ("OBX|1|NM|", "OBX|1|XX|", &["table-value OBX-2", "value-type OBX-5"]),
            ("|N|||F|||", "|N|||E|||", &["table-value OBX-11"]),
            ("||||||||N\r", "||||||||no\r", &["table-value PID-24"]),
        ],
    );
    check(
        RESULTS,
        &[
            ("N^Normal^HL70078", "N^Normal^HL70078^^^^^x", &["component-extra OBX[3]-5.7"]),
            ("|20180403143000+0100|", "|20180403143000+9900|", &["format-ts MSH-7.1"]),
            ("NTE|1|L|Fasting", "NTE|1|Q|Fasting", &["table-value NTE-2"]),
            ("ORC|RE|", "ORC|QQ|", &["table-value ORC-1"]),
        ],
    );
}

#[test]
fn values_of_an_admission() {
    check(
        ADMISSION,
        &[
            ("|7||AL|NE|", "|7||XX|NE|", &["table-value MSH-15"]),
            ("|7||AL|NE|", "|A7||AL|NE|", &["format-nm MSH-13"]),
            ("01632960001^PRN^PH", "01632960001^PRV^PH", &["table-value PID-13.2"]),
            // The form of TN binds the United States alone.
            ("01632960001^PRN^PH", "01632 960001^PRN^PH", &[]),
            ("Purbeck^Ada^May^^Ms^^L", "Purbeck&van&&&&x^Ada^May^^Ms^^L", &["subcomponent-extra PID-5.1.6"]),
            ("|Dialysis|", "|Dialysis & more|", &["subcomponent-extra PR1-4.1.2"]),
            ("|Dialysis|", "|Dialysis^more|", &["component-extra PR1-4.2"]),
            ("|Dialysis|", "|Dialysis^|", &[]),
            ("SPO^spouse", "SPO^spouse^HL70063^^^^x", &["component-extra NK1-3.7"]),
        ],
    );
}

#[test]
fn escapes_and_delimiters() {
    check(
        ADMISSION,
        &[
            ("|Dialysis|", "|Dialysis\\|", &["escape-open PR1-4"]),
            ("|Dialysis|", "|Dia\\Q\\lysis|", &["escape PR1-4"]),
            ("|Dialysis|", "|Dia\\X4\\lysis|", &["escape PR1-4"]),
            ("|Dialysis|", "|Dia\\X41\\\\T\\\\H\\lysis\\N\\|", &[]),
            ("|Dialysis|", "|C:\\temp\\T\\x|", &["escape PR1-4"]),
            ("|Dialysis|", "|Dia\\Zabc\\lysis|", &["escape-local PR1-4"]),
            ("|Dialysis|", "|Dia\\.br\\lysis|", &["escape PR1-4"]),
            ("MSH|^~\\&|", "MSH|^~\\^|", &["delimiters MSH-2"]),
            ("MSH|^~\\&|", "MSH|^~\\A|", &["delimiters MSH-2"]),
            ("MSH|^~\\&|", "MSH|^~\\&#|", &["delimiters MSH-2"]),
            ("ACC|20180402\r", "ACC|20180402\r20180402 a line\r", &["line "]),
            ("ACC|20180402\r", "ACC|20180402\rMSH|^~\\&|A|B\r", &["second-header MSH"]),
            ("ROL||AD|AP|C100^Lane^Jo^^^Dr\r", "ROL||AD|AP|C100^Lane^Jo^^^Dr\n", &["segment-terminator "]),
        ],
    );
    // Every delimiter another one, and nothing wrong with it.
    let other: String = ADMISSION
        .chars()
        .map(|sign| match sign {
            '|' => '!',
            '^' => '@',
            '~' => '*',
            '\\' => '/',
            '&' => '%',
            same => same,
        })
        .collect();
    assert_eq!(told(&findings(other.replace("/min", "bpm").as_bytes())), Vec::<String>::new());
}

#[test]
fn character_sets() {
    let accented = ADMISSION.replacen("Purbeck^Ada", "Purbéck^Ada", 1);
    let latin = |text: &str| text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect::<Vec<u8>>();
    let table: [(&str, Vec<u8>, &[&str]); 8] = [
        ("UTF-8 as declared", accented.clone().into_bytes(), &[]),
        ("Latin-1 as UTF-8", latin(&accented), &["character-set PID-5"]),
        ("Latin-1 as declared", latin(&accented.replace("UNICODE UTF-8", "8859/1")), &[]),
        ("UTF-8 as Latin-1", accented.replace("UNICODE UTF-8", "8859/1").into_bytes(), &["character-set PID-5"]),
        ("UTF-8 as ASCII", accented.replace("UNICODE UTF-8", "ASCII").into_bytes(), &["character-set PID-5"]),
        ("UTF-8 undeclared", accented.replace("UNICODE UTF-8", "").into_bytes(), &["character-set PID-5"]),
        ("unknown", accented.replace("UNICODE UTF-8", "KLINGON").into_bytes(), &["character-set-unknown MSH-18"]),
        ("UNICODE as ITK means it", accented.replace("UNICODE UTF-8", "UNICODE").into_bytes(), &[]),
    ];
    for (name, bytes, expected) in table {
        let found = findings(&bytes);
        assert_eq!(told(&found), expected, "{name}");
        if let Some(finding) = found.iter().find(|finding| finding.rule == Rule::CharacterSet) {
            assert!(bytes[finding.offset] >= 0x80, "{name} points at the byte");
        }
    }
    // A later fault in a message of one byte a character stands where its bytes stand.
    let wrong = latin(&accented.replace("UNICODE UTF-8", "8859/1").replace("|19480309|", "|19481309|"));
    let found = findings(&wrong);
    assert_eq!(told(&found), ["format-ts PID-7.1"]);
    assert_eq!(&wrong[found[0].offset..found[0].offset + 8], b"19481309");
}

#[test]
fn nothing_of_a_person_is_repeated() {
    let changed = ADMISSION
        .replace("|19480309|F", "|Purbeck|Purbeck")
        .replace("||||||||N\r", "||||||||Purbeck\r")
        .replace("|1001|", "|1001~Purbeck|");
    let found = findings(changed.as_bytes());
    assert!(found.len() >= 4, "{found:#?}");
    for finding in found {
        assert!(!format!("{finding:?}").contains("Purbeck"), "{finding:?}");
    }
}

#[test]
fn answers_are_those_of_table_0357() {
    let changed = ADMISSION.replace("|19480309|F", "|19481309|F");
    let found = findings(changed.as_bytes());
    assert_eq!(found[0].error_segment("2.4").as_deref(), Some("ERR|PID^1^7^102&Data type error&HL70357"));
    assert_eq!(found[0].error_segment("2.5").as_deref(), Some("ERR||PID^1^7^1^1|102^Data type error^HL70357|E"));
    let names: Vec<&str> = Rule::ALL.iter().map(|rule| rule.name()).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "every rule has a name of its own");
}

#[test]
fn frames_and_batches() {
    let validator = Validator::new(Vec::new());
    let told_of = |bytes: &[u8]| {
        let reports = validate_file(&validator, bytes);
        let found = reports.iter().flat_map(|report| &report.report.findings);
        (reports.iter().filter(|report| report.number.is_some()).count(), told(&found.cloned().collect::<Vec<_>>()))
    };
    let framed = format!("\u{b}{ADMISSION}\u{1c}\r\u{b}{RESULTS}\u{1c}\r");
    assert_eq!(told_of(framed.as_bytes()), (2, vec![]));
    assert_eq!(told_of(format!("\u{b}{ADMISSION}").as_bytes()), (1, vec!["frame ".to_owned()]));
    assert_eq!(told_of(format!("{ADMISSION}{RESULTS}").as_bytes()), (2, vec![]));
    assert_eq!(told_of(format!("hello\r{ADMISSION}").as_bytes()), (1, vec!["frame ".to_owned()]));
    let batch = |count: u8| format!("FHS|^~\\&\rBHS|^~\\&\r{ADMISSION}{RESULTS}BTS|{count}\rFTS|1\r");
    assert_eq!(told_of(batch(2).as_bytes()), (2, vec![]));
    assert_eq!(told_of(batch(3).as_bytes()), (2, vec!["batch ".to_owned()]));
    assert_eq!(told_of(b"BHS|^~\\&\r"), (0, vec!["no-header ".to_owned(), "batch ".to_owned()]));
    // A fault in the second message stands on its line of the file.
    let wrong = format!("{ADMISSION}{}", RESULTS.replace("|19480309|F", "|19481309|F"));
    let reports = validate_file(&validator, wrong.as_bytes());
    let finding = &reports[1].report.findings[0];
    assert_eq!((finding.position.line, reports[1].line), (15, 14));
    assert_eq!(&wrong[finding.offset..finding.offset + 8], "19481309");
}

#[test]
fn what_is_not_checked_is_said() {
    let validator = Validator::new(Vec::new());
    let table = [
        ("|P|2.4|", "|P|2.6|", Verdict::NotCheckable),
        ("ACC|20180402\r", "ACC|20180402\rZU1|1\r", Verdict::NotCheckable),
        ("|EN\r", "|EN||elsewhere\r", Verdict::NotCheckable),
        ("ADT^A01^ADT_A01", "ADT^Q99", Verdict::NotCheckable),
    ];
    for (from, to, verdict) in table {
        let report = validator.validate(ADMISSION.replacen(from, to, 1).as_bytes());
        assert_eq!(report.verdict(), verdict, "{to}: {:#?}", report.findings);
        assert!(report.findings.iter().all(|finding| finding.severity == Severity::NotCheckable));
    }
}

#[test]
fn every_version_reads_the_least_of_messages() {
    for version in HL7_VERSIONS {
        let text = format!("MSH|^~\\&|A|B|C|D|20260101||ACK|1|P|{version}\rMSA|AA|1\r");
        let report = Validator::new(Vec::new()).validate(text.as_bytes());
        assert_eq!((report.verdict(), report.structure.as_str()), (Verdict::Valid, "ACK"), "{:?}", report.findings);
    }
    assert!(load_profiles("absent", &mut |_, _| Err("there is none".to_owned())).is_err());
}
