//! Terms and sensitivity beside a record.

use crate::sandbox::FILTERS;
use crate::support::loaded_with_demo;

#[test]
fn a_record_with_a_release_loaded() {
    let mut sandbox = loaded_with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
        .run("record show 9990000018 --section diagnoses")
        .run("record show 9990000018 --section investigations --limit 2 -o csv");
    let store = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let sql = "SELECT body ->> '$.detail' FROM audit_event WHERE action = 'view' ORDER BY sequence DESC LIMIT 1";
    let detail: String = store.query_row(sql, [], |row| row.get(0)).unwrap();
    assert!(detail.starts_with("terminology release shown: snomed-ct-"), "{detail}");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}
