//! Terms and sensitivity beside a record.

use crate::sandbox::{FILTERS, Sandbox};
use crate::support::{copied, loaded_with_demo};

/// A person with codes that the releases have, with words that are theirs and with others.
const MESSAGE: &str = "MSH|^~\\&|POOLE-PAS|RD3|ROUTE|ROUTE|201806010900||ADT^A01^ADT_A01|T1|P|2.4|1||||GBR|UNICODE UTF-8|EN||iTKv1.0\r\
    EVN||201806010900||||201806010900\r\
    PID|1||9990000905^^^NHS^NH~P900905^^^RD3^MR||Wombat^Wilma^^^^^L||19500101|2|||1 High Street^^Poole^Dorset^BH15 1AA^GBR^H|||||||||||||||||||||NSTS01\r\
    PV1|1|I|A1^1^1^RD3||||||||||||||||V900905^^^RD3^VISITID|||||||||||||||||||||||||201806010900\r\
    DG1|1||W10..^Shoulder draught^READ||201806010900|A\r\
    DG1|2||W1000^Broken arm^READ||201806010900|A\r\
    DG1|3||7100109002^Fictional finding^SCT||201806010900|A\r\
    DG1|4||B20^Human immunodeficiency virus disease^I10||201806010900|A\r";

fn with_message() -> Sandbox {
    let mut sandbox = loaded_with_demo();
    sandbox.set("DCR_STORE", "demo");
    std::fs::write(sandbox.path("work/one.hl7"), MESSAGE).unwrap();
    sandbox.run("feed ingest one.hl7 --as support.frost");
    sandbox
}

/// What differs with the other people of the demo: numbers of people and of messages.
fn filters() -> Vec<(&'static str, &'static str)> {
    let numbers = [(r"\bP\d+\n", "P…\n"), (r"POOLE-PAS/RD3,\d+", "POOLE-PAS/RD3,…")];
    FILTERS.into_iter().chain(numbers).collect()
}

#[test]
fn terms_a_mark_where_code_and_words_disagree_and_sensitivity() {
    let mut sandbox = with_message();
    sandbox
        .run("record show 9990000905 --permission given --unseal express-consent --reason asked-her")
        .run("record show 9990000905 --permission given --section diagnoses -o csv")
        .run("record timeline 9990000905 --permission given -o csv");
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql =
        "SELECT body ->> '$.terminology[0]' FROM audit_event WHERE action = 'view' ORDER BY sequence DESC LIMIT 1";
    let detail: String = store.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(detail.starts_with("snomed-ct-"), "{detail}");
    let stored = "SELECT count(*) FROM entry WHERE body LIKE '%between the shoulders%'";
    assert_eq!(store.query_row(stored, [], |row| row.get::<_, i64>(0)).unwrap(), 0, "what is shown is not stored");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn what_is_masked_has_no_term() {
    let mut sandbox = with_message();
    let words = "record show 9990000905 --purpose record-operations --incident INC1 --as support.frost -o json";
    let output = sandbox.command(&words.split(' ').collect::<Vec<_>>()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("‹hidden›"));
    assert!(!text.contains("immunodeficiency") && !text.contains("sensitive") && !text.contains("\"term\""), "{text}");
    sandbox.set("DCR_TERMINOLOGY", "nowhere").run("record show 9990000905 --permission given");
    insta::with_settings!({filters => filters()}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_release_that_is_loaded_labels_what_is_in_the_store_already() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    std::fs::write(sandbox.path("work/one.hl7"), MESSAGE).unwrap();
    sandbox.run("feed ingest one.hl7 --as support.frost -q");
    copied(&sandbox, "snomed-ct");
    let package = "work/snomed-ct/SnomedCT_UKClinicalRF2_FICTION_20250401T000001Z/Snapshot/Refset/Content";
    let list = sandbox.path(package).join("der2_Refset_SimpleUKCLSnapshot_GB1000000_20250401.txt");
    let mut rows = std::fs::read_to_string(&list).unwrap();
    rows += "b0000000-0000-4000-8000-000000000999\t20250401\t1\t999000011000000103\t999004381000000103\t7100109002\r\n";
    std::fs::write(&list, rows).unwrap();
    let shown = |sandbox: &Sandbox| {
        let words = "record show 9990000905 --permission given --section diagnoses";
        let output = sandbox.command(&words.split(' ').collect::<Vec<_>>()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let before = shown(&sandbox);
    assert!(before.contains("Fictional finding") && before.contains("1 withheld"), "{before}");
    let load = sandbox.command(&["terminology", "load", "snomed-ct"]).output().unwrap();
    let told = String::from_utf8_lossy(&load.stderr).into_owned();
    assert!(load.status.success() && told.contains("the lists make something else now"), "{told}");
    let after = shown(&sandbox);
    assert!(!after.contains("Fictional finding") && after.contains("2 withheld"), "{after}");
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql = "SELECT count(*) FROM audit_event WHERE body ->> '$.detail' LIKE '%labelled again%'";
    assert_eq!(store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 1);
    // What comes after is labelled as it is taken in.
    let next = MESSAGE.replace("9990000905", "9990000913").replace("P900905", "P900913").replace("|T1|", "|T2|");
    std::fs::write(sandbox.path("work/two.hl7"), next.replace("V900905", "V900913")).unwrap();
    let taken = sandbox.command(&["feed", "ingest", "two.hl7", "--as", "support.frost"]).output().unwrap();
    assert!(taken.status.success(), "{}", String::from_utf8_lossy(&taken.stderr));
    let sql = "SELECT count(*) FROM entry WHERE sensitivity & 65280 <> 0 AND body LIKE '%7100109002%'";
    assert_eq!(store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
}
