//! Asking the audit at the command line: filters, pages, reports, what leaves and what comes in.

use crate::sandbox::{FILTERS, Sandbox};

fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.extend([
        // How many events the demo has, and the numbers of those after its own.
        (r"\b(19[1-9]\d|20[03-9]\d)\b", "NUMBER"),
        (r"\d\d-\w{3}-20[23]\d \d\d:\d\d", "TIME"),
        (r"--after \d+\.", "--after PLACE."),
        (r"[0-9a-f]{32}", "REQUEST"),
        (r"dcraudit[0-9a-f]{16}", "LOG"),
        (r"dcr-audit/[0-9a-f]{16}", "LOG"),
    ]);
    filters
}

macro_rules! assert_seen {
    ($sandbox:expr) => {
        insta::with_settings!({filters => filters()}, { insta::assert_snapshot!($sandbox.transcript()) })
    };
}

/// A demo store in which somebody looked, was refused, and broke the glass.
fn looked_at() -> Sandbox {
    let sandbox = Sandbox::with_demo();
    let looks: [&[&str]; 4] = [
        &["record", "show", "9990000018", "--permission", "given", "--reason", "clinic", "--as", "dr.hardy"],
        &["record", "show", "9990000018", "--permission", "refused", "--as", "dr.osei"],
        &["record", "show", "9990000018", "--as", "reception.bell"],
        &["patient", "find", "ridgeway", "--as", "nurse.lane"],
    ];
    for look in looks {
        sandbox.command(&[&["--store", "demo"], look].concat()).output().unwrap();
    }
    sandbox
}

#[test]
fn events_are_found_by_filter_newest_first_a_page_at_a_time() {
    let mut sandbox = looked_at();
    sandbox.set("DCR_STORE", "demo");
    sandbox.run("audit query action:view,search --as privacy.ford");
    sandbox.run("audit query action:view --limit 1 --as privacy.ford");
    sandbox.run("audit query patient:9990000018 action:view outcome:refused --as privacy.ford -o csv");
    sandbox.run_with("9990000018\n", "audit query patient:- user:dr.hardy action:view --as privacy.ford -o ndjson");
    sandbox.run("audit query patient:9999999999 --as privacy.ford");
    sandbox.run("audit query user:nobody.known --as privacy.ford");
    sandbox.run("audit query action:audit-read user:privacy.ford --as caldicott.reed");
    sandbox.run("audit query pateint:9990000018 --as privacy.ford").run("audit query since:lately --as privacy.ford");
    sandbox.run("audit query --as dr.hardy").run("audit query --as privacy.ford --purpose direct-care");
    sandbox.run("audit query --keys");
    assert_seen!(sandbox);
}

#[test]
fn events_are_followed_as_they_come_in() {
    let mut sandbox = looked_at();
    sandbox.run("--store demo audit follow action:view,search --since-event 1 --events 3 --as privacy.ford");
    sandbox.run("--store demo audit follow action:view --since-event 1 --events 1 --as privacy.ford -o ndjson");
    sandbox.run("--store demo audit follow --as privacy.ford -o csv");
    assert_seen!(sandbox);
}

#[test]
fn reports_say_who_looked_and_count() {
    let mut sandbox = looked_at();
    sandbox.set("DCR_STORE", "demo");
    sandbox.run("audit report who-saw 9990000018 --as caldicott.reed");
    sandbox.run("audit report who-saw 9990000018 --as privacy.ford -o csv");
    sandbox.run("audit report who-saw 9990000018 --as privacy.ford --html");
    sandbox
        .run("audit report who-saw 9999999999 --as privacy.ford")
        .run("audit report who-saw 9990000018 --as dr.hardy");
    sandbox.run("audit report organisation --as privacy.ford").run("audit report user --as privacy.ford -o json");
    sandbox.run("audit report emergency --as privacy.ford --since 2018-01-01");
    sandbox.run("audit report emergency --as privacy.ford --since lately");
    assert_seen!(sandbox);
}

#[test]
fn events_leave_as_fhir_and_syslog_and_come_in_again() {
    let mut sandbox = looked_at();
    sandbox.set("DCR_STORE", "demo");
    sandbox.run("audit export user:dr.hardy action:view --as privacy.ford");
    sandbox.run("audit export user:dr.hardy action:view --as privacy.ford --form syslog");
    sandbox.run("audit export patient:9990000018 --to events --as privacy.ford");
    sandbox.run("audit export patient:9990000018 --to events --as privacy.ford");
    sandbox.run("audit export patient:9990000018 --to events --as dr.hardy --force");
    sandbox.run("audit import events --form fhir --system portal --as dr.hardy");
    sandbox.run("audit import events --form fhir --system portal --as privacy.ford");
    sandbox.run("audit import events --form fhir --system portal --as privacy.ford");
    sandbox.write("work/log.csv", "Date,Login,NHS No,Event\n2018-07-02T09:00:00,x.y,9990000018,Opened\n");
    sandbox.run("audit import log.csv --form csv --system pas --as privacy.ford");
    let columns = "--column when=Date --column user=Login --column patient=NHS_No --column action=Event";
    sandbox.run(&format!("audit import log.csv --form csv --system pas {columns} --as privacy.ford"));
    sandbox.write("work/log.csv", "Date,Login,NHS_No,Event\n2018-07-02T09:00:00,x.y,9990000018,Opened\n");
    sandbox.run(&format!("audit import log.csv --form csv --system pas {columns} --as privacy.ford"));
    sandbox
        .run(&format!("audit import log.csv --form csv --system pas {columns} --action Opened=view --as privacy.ford"));
    sandbox.write("work/bad", "<85>1 nothing\n").run("audit import bad --form syslog --system pas --as privacy.ford");
    sandbox.run("audit query is:imported --limit 3 --as privacy.ford");
    sandbox.run("audit report who-saw 9990000018 --as privacy.ford -o csv");
    sandbox.run("audit verify --as privacy.ford");
    assert_seen!(sandbox);
}
