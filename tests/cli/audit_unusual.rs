//! Unusual access at the command line: each rule, unexplained and explained, in a fictional fortnight
//! that the portal's log tells of.

use rusqlite::{Connection, params};

use crate::sandbox::{FILTERS, Sandbox};

/// Dr Hardy is one of the twins Pryce, and Nurse Lane is at home in Heathland Drive.
fn at_home(sandbox: &Sandbox) {
    let store = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    for (name, number) in [("dr.hardy", "9990000093"), ("nurse.lane", "9990000085")] {
        let sql = "UPDATE user SET nhs_number = ?2, body = json_set(body, '$.nhs_number', ?2) WHERE name = ?1";
        assert_eq!(store.execute(sql, params![name, number]).unwrap(), 1);
    }
}

/// The portal's log.
fn log() -> String {
    let mut rows = vec!["When,Login,Role,Org,NHS_No,Event".to_owned()];
    let mut look = |when: &str, user: &str, role: &str, organisation: &str, number: &str| {
        rows.push(format!("2018-06-{when}:00,{user},{role},{organisation},{number},Opened"));
    };
    // Herself; her twin; a colleague; somebody on the ward by day, by night, and at the weekend.
    look("13T09:00", "dr.hardy", "R8000", "RBD", "9990000093");
    look("13T09:05", "dr.hardy", "R8000", "RBD", "9990000107");
    look("13T09:10", "records.pryor", "R1984", "RDZ", "9990000085");
    look("13T10:00", "dr.osei", "R8000", "RD3", "9990000042");
    look("13T23:30", "dr.osei", "R8000", "RD3", "9990000042");
    look("16T11:00", "dr.hardy", "R8000", "RBD", "9990000018");
    // Through a street in four minutes; and a person whom three look at.
    for (minute, number) in ["9990000034", "9990000050", "9990000069", "9990000077"].iter().enumerate() {
        look(&format!("14T09:0{minute}"), "reception.bell", "R8009", "RD3", number);
    }
    for (minute, user) in ["a.one", "b.two", "c.three"].iter().enumerate() {
        look(&format!("15T09:0{minute}"), user, "R8000", "RD3", "9990000123");
    }
    rows.join("\n") + "\n"
}

#[test]
fn unusual_looks_are_listed_and_explained_ones_folded_away() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    at_home(&sandbox);
    sandbox.write("work/log.csv", &log());
    let columns = "--column when=When --column user=Login --column role=Role --column organisation=Org \
                   --column patient=NHS_No --column action=Event --action Opened=view";
    sandbox.run(&format!("audit import log.csv --form csv --system portal {columns} --as privacy.ford"));
    let report = "audit report unusual --since 2018-06-01 --until 2018-06-30 --viewers 3 --burst-people 4";
    sandbox.run(&format!("{report} --as privacy.ford")).run(&format!("{report} --all --as privacy.ford"));
    sandbox.run(&format!("{report} --hours 00:00-23:59 --all --as privacy.ford -o csv"));
    sandbox.run("audit report unusual --since 2018-06-16 --until 2018-06-16 --all --as privacy.ford -o json");
    sandbox.run("audit report unusual --hours late --as privacy.ford").run("audit report unusual --as dr.hardy");
    sandbox
        .run("audit query not:user:dr.hardy,reception.bell is:imported not:b.two --limit 4 --as privacy.ford -o csv");
    let mut filters = FILTERS.to_vec();
    filters.extend([(r"\b(19[1-9]\d|20[03-9]\d)\b", "NUMBER"), (r"--after \d+\.", "--after PLACE.")]);
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(sandbox.transcript()) });
}
