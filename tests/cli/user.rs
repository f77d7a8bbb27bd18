//! Users, their roles, and who may change them.

use crate::sandbox::{FILTERS, Sandbox};

/// Requests are named after what is asked and when.
const REQUEST: (&str, &str) = (r"grant-[0-9a-f]{10}", "grant-REQUEST");
const ACCOUNT: (&str, &str) = (r"(operating-system user|uid.:) ?\d+", "${1} UID");
const OWN_ROW: (&str, &str) = (r"(Tess Hardy,|\.patel +)\d+(,| +)", "${1}UID ");
const SEEN: (&str, &str) = (r"\d\d-\w{3}-\d{4} \d\d:\d\d", "TIME");
const TODAY: (&str, &str) = (r"20(2[6-9]|[3-9]\d)-\d\d-\d\d", "TODAY");

fn snapshot(name: &str, sandbox: &Sandbox) {
    let mut filters = FILTERS.to_vec();
    filters.extend([REQUEST, ACCOUNT, OWN_ROW, SEEN, TODAY]);
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(name, sandbox.transcript()) });
}

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

#[test]
fn a_user_comes_is_granted_and_leaves() {
    let mut sandbox = demo();
    let admin = "--as support.frost";
    sandbox.run(&format!(
        "user add dr.gale --full-name Dr-Gale --role S8000:G8000:R8000 --organisation RBD {admin} --dry-run --exit-code"
    ));
    sandbox.run(&format!("user add dr.gale --full-name Dr-Gale --role R8000 --organisation RBD {admin} -o json"));
    sandbox.run("user whoami --as dr.gale");
    sandbox
        .run(&format!("user suspend dr.gale {admin}"))
        .run(&format!("user suspend dr.gale {admin} --dry-run --exit-code"));
    sandbox.run("patient find ridgeway --as dr.gale").run("user whoami --as dr.gale");
    sandbox.run(&format!("user list --leavers {admin}")).run(&format!("user list {admin} -o csv"));
    sandbox.run(&format!("user suspend dr.gale --lift {admin} -o ndjson"));
    snapshot("comes_and_leaves", &sandbox);
}

#[test]
fn a_grant_is_approved_by_a_second_user() {
    let mut sandbox = demo();
    let mut ask = |line: &str| {
        sandbox.run(line);
        let asked = sandbox.transcript();
        let at = asked.rfind("dcr consent approve grant-").unwrap() + "dcr consent approve ".len();
        asked[at..].chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '-').collect::<String>()
    };
    let role = ask("user grant reception.bell --role R8001 --organisation RD3 --as support.frost");
    let other = ask("user grant nurse.lane --role R8000 --organisation RDZ --as support.frost");
    sandbox.run("consent approve --as caldicott.reed").run("consent approve --as dr.hardy");
    for line in [
        format!("consent approve {role} --as support.frost"),
        format!("consent approve {role} --as records.moss"),
        format!("consent approve {role} --as caldicott.reed --dry-run"),
        format!("consent approve {role} --as caldicott.reed"),
        format!("consent approve {role} --as caldicott.reed"),
        format!("consent approve {other} --as privacy.ford --reject -o json"),
        "consent approve --as caldicott.reed".to_owned(),
        "user whoami --as reception.bell".to_owned(),
    ] {
        sandbox.run(&line);
    }
    snapshot("approved", &sandbox);
}

#[test]
fn what_is_refused_says_why() {
    let mut sandbox = demo();
    let admin = "--as support.frost";
    for line in [
        "user list --as dr.hardy",
        "user grant nurse.lane --role R8000 --organisation RBD --as dr.hardy",
        &format!("user grant support.frost --role R8012 --organisation RBD {admin}"),
        &format!("user grant dr.osei --role R8015 --organisation RD3 {admin}"),
        &format!("user grant dr.osei --role R9999 --organisation RD3 {admin}"),
        &format!("user grant dr.osei --role nurse --organisation RD3 {admin}"),
        &format!("user grant dr.osei --role R8001 --organisation poole {admin}"),
        &format!("user grant dr.osei --role R8001 --organisation RD3 --revoke {admin}"),
        &format!("user grant nobody --role R8001 --organisation RD3 {admin}"),
        &format!("user suspend support.frost {admin}"),
        &format!("user add dr.osei --full-name X {admin}"),
        &format!("user add Dr.Osei --full-name X {admin}"),
        &format!("user add dr.x --full-name X --account no-such-account {admin}"),
        &format!("user add dr.x --full-name X --account 0 {admin}"),
        &format!("user suspend dr.osei --from tomorrow {admin}"),
    ] {
        sandbox.run(line);
    }
    snapshot("refused", &sandbox);
}

#[test]
fn who_one_is_and_what_one_can() {
    let mut sandbox = demo();
    sandbox.run("user whoami").run("user whoami --can --as privacy.ford").run("user whoami --as records.moss -o json");
    sandbox.run("user whoami --can --as reception.bell -o csv");
    snapshot("whoami", &sandbox);
}

#[test]
fn a_store_of_ones_own_begins_with_one_user() {
    let mut sandbox = Sandbox::new();
    sandbox.run("store init --name a.patel --organisation RBD --role R8015 --role R8000");
    sandbox.run("store init --name a.patel --organisation RBD");
    sandbox
        .run("user add b.khan --full-name Khan")
        .run("user add b.khan --full-name Khan --uid 77000 --role R8015 --organisation RBD");
    sandbox.run("user add c.jones --full-name Jones --uid 77000");
    sandbox.run("user add c.jones --full-name Jones --uid 77001 --role R8001 --organisation RBD");
    sandbox.run("user suspend b.khan").run("user list");
    snapshot("of_ones_own", &sandbox);
}
