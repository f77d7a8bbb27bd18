//! Whatever tells something, or is refused, leaves an event: read from the store itself.

use std::fmt::Write as _;

use rusqlite::Connection;

use crate::sandbox::{FILTERS, Sandbox};

/// A sandbox whose store is watched.
struct Watched {
    sandbox: Sandbox,
    store: &'static str,
    seen: String,
}

impl Watched {
    fn demo() -> Self {
        let mut sandbox = Sandbox::with_demo();
        sandbox.set("DCR_STORE", "demo");
        Self { sandbox, store: ".local/share/dcr/demo.db", seen: String::new() }
    }

    fn connection(&self) -> Connection {
        Connection::open(self.sandbox.path(self.store)).unwrap()
    }

    fn last(&self) -> i64 {
        self.connection().query_row("SELECT max(sequence) FROM audit_event", [], |row| row.get(0)).unwrap()
    }

    /// Runs a command and takes down its end and the events it left. Returns what it said.
    fn run(&mut self, line: &str) -> (String, String) {
        let before = self.last();
        let output = self.sandbox.command(&line.split_whitespace().collect::<Vec<_>>()).output().unwrap();
        writeln!(self.seen, "$ dcr {line}\nexit {}", output.status.code().unwrap()).unwrap();
        let sql = "SELECT action, outcome, user, body ->> '$.patients', body ->> '$.request', body ->> '$.decision',
                   body ->> '$.on_behalf_of', body ->> '$.detail' FROM audit_event WHERE sequence > ?1 ORDER BY sequence";
        let connection = self.connection();
        let mut statement = connection.prepare(sql).unwrap();
        let mut rows = statement.query([before]).unwrap();
        let mut calls = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let text = |at| row.get::<_, Option<String>>(at).unwrap();
            let (action, outcome): (String, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
            write!(self.seen, "  {action} {outcome} by {}", text(2).unwrap()).unwrap();
            for (word, at) in [("of", 3), ("decision", 5), ("for", 6), ("detail", 7)] {
                if let Some(value) = text(at) {
                    write!(self.seen, ", {word} {value}").unwrap();
                }
            }
            self.seen.push('\n');
            let call = text(4);
            assert!(call.is_some(), "an event does not name its call: {}", self.seen);
            calls.extend(call);
        }
        calls.dedup();
        assert!(calls.len() <= 1, "one call has one name: {calls:?}");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr))
    }

    fn check(self, name: &str) {
        let mut filters = FILTERS.to_vec();
        filters.extend([(r"\b[0-9a-f]{12}\b", "REQUEST"), (r"uid \d+", "uid UID")]);
        insta::with_settings!({filters => filters}, { insta::assert_snapshot!(name, self.seen.trim_end()) });
    }
}

/// The last word that looks like the name of a request or a plan.
fn name(text: &str) -> String {
    let mut words = text.split(|character: char| !character.is_ascii_alphanumeric());
    words.rfind(|word| word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit())).unwrap().to_owned()
}

#[test]
fn looks_at_choices_leave_an_event_before_they_tell() {
    let mut store = Watched::demo();
    let (moss, pryor) = ("--as records.moss", "--as records.pryor");
    store.run(&format!("consent set 9990000018 no-1 {moss}"));
    store.run(&format!("consent set 9990000018 no-1 {moss}"));
    store.run(&format!("consent set 9990000018 no-1 --dry-run {moss}"));
    let (_, asked) = store.run(&format!("consent set 9990000018 yes-3 {moss}"));
    let request = name(&asked);
    store.run(&format!("consent approve {pryor}"));
    store.run(&format!("consent approve {request} --dry-run {pryor}"));
    store.run(&format!("consent approve {request} {pryor}"));
    store.run(&format!("consent apply {request} {pryor}"));
    store.sandbox.write("work/some.csv", "nhs_number,choice\n9990000018,no-1\n9990000069,no-1\n9990000069,no-1\n");
    store.run(&format!("consent plan some.csv --save some.plan {moss}"));
    store.run(&format!("consent apply some.plan --dry-run {moss}"));
    store.run(&format!("consent apply some.plan {moss}"));
    let (_, said) = store.run(&format!("consent plan some.csv --save again.plan {moss}"));
    assert!(!said.is_empty());
    store.run(&format!("consent apply again.plan {moss}"));
    let plan = store
        .connection()
        .query_row("SELECT id FROM consent_plan ORDER BY begun", [], |row| row.get::<_, String>(0))
        .unwrap();
    store.run(&format!("consent undo {plan} {moss}"));
    store.run("consent undo 000000000000 --as records.moss");
    store.check("looks_at_choices");
}

#[test]
fn a_form_is_entered_in_the_transaction_of_its_choice() {
    let mut store = Watched::demo();
    store.run("consent leaflet 9990000069 --format html --as records.moss");
    let reference: String =
        store.connection().query_row("SELECT reference FROM choice_form", [], |row| row.get(0)).unwrap();
    let entered = |store: &Watched| -> Option<i64> {
        store.connection().query_row("SELECT used FROM choice_form", [], |row| row.get(0)).unwrap()
    };
    let hide = |store: &mut Watched| store.seen = store.seen.replace(&reference, "FORM");
    store.run(&format!("consent set --form {reference} no-2 --dry-run --as records.moss"));
    assert_eq!(entered(&store), None);
    // The change fails after the form was looked up: neither is kept.
    store
        .connection()
        .execute_batch("CREATE TRIGGER fails BEFORE INSERT ON choice BEGIN SELECT RAISE(ABORT, 'no'); END")
        .unwrap();
    store.run(&format!("consent set --form {reference} no-2 --as records.moss"));
    assert_eq!(entered(&store), None);
    store.connection().execute_batch("DROP TRIGGER fails").unwrap();
    store.run(&format!("consent set --form {reference} no-2 --as records.moss"));
    assert!(entered(&store).is_some());
    store.run(&format!("consent set --form {reference} no-1 --as records.moss"));
    hide(&mut store);
    store.check("returned_forms");
}

#[test]
fn identities_taken_apart_in_a_dry_run_or_in_vain_leave_an_event() {
    let mut store = Watched::demo();
    let sql = "SELECT first, second FROM link WHERE undone IS NULL AND kind <> 'do-not-link' LIMIT 1";
    let pair: (i64, i64) = store.connection().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let why = "--incident INC-1 --reason siblings --as support.frost";
    store.run(&format!("identity unlink P{} P{} --dry-run {why}", pair.0, pair.1));
    store.run(&format!("identity unlink P{} P{} {why}", pair.0, pair.1));
    store.run(&format!("identity unlink P{} P{} {why}", pair.0, pair.1));
    store.check("taken_apart");
}

#[test]
fn whoever_is_refused_by_role_leaves_an_event() {
    let mut store = Watched::demo();
    for line in [
        "consent list --as dr.hardy",
        "consent set 9990000018 no-1 --as dr.hardy",
        "consent approve --as dr.hardy",
        "identity unlink P1 P2 --incident INC-1 --reason siblings --as dr.hardy",
        "user list --as dr.hardy",
        "audit verify --as dr.hardy",
        "audit checkpoint --as dr.hardy",
        "audit query --as dr.hardy",
        "store backup elsewhere.db --as dr.hardy",
        "feed ingest . --as dr.hardy",
        "feed list --as nobody.known",
    ] {
        store.run(line);
    }
    store.check("refused_by_role");
}

#[test]
fn whoever_the_store_does_not_know_or_suspended_leaves_an_event() {
    let mut sandbox = Sandbox::new();
    sandbox.run("store init --name a.patel --organisation RBD");
    let mut store = Watched { sandbox, store: ".local/share/dcr/record.db", seen: String::new() };
    let looks = ["feed list", "record show 9990000018", "consent list", "store info", "user whoami"];
    store.connection().execute("UPDATE user SET suspended_from = '2020-01-01'", []).unwrap();
    for look in looks {
        store.run(look);
    }
    store.connection().execute("UPDATE user SET uid = 4294967294", []).unwrap();
    for look in looks {
        store.run(look);
    }
    let user: String = store.connection().query_row("SELECT name FROM user", [], |row| row.get(0)).unwrap();
    store.seen = store.seen.replace(&format!("by {user}"), "by CALLER");
    store.check("unknown_or_suspended");
}

#[test]
fn after_a_break_no_record_opens_until_an_administrator_finds_the_audit_whole() {
    let mut store = Watched::demo();
    let body = "SELECT body FROM audit_event WHERE sequence = 2";
    let whole: String = store.connection().query_row(body, [], |row| row.get(0)).unwrap();
    let write = |store: &Watched, body: &str| {
        let connection = store.connection();
        connection.execute_batch("DROP TRIGGER IF EXISTS audit_is_immutable").unwrap();
        connection.execute("UPDATE audit_event SET body = ?1 WHERE sequence = 2", [body]).unwrap();
    };
    store.run("record show 9990000018 --permission given --as dr.hardy");
    write(&store, &whole.replace("dr.osei", "dr.who").replace("success", "failure"));
    store.run("audit verify --as privacy.ford");
    store.run("record show 9990000018 --permission given --as dr.hardy");
    store.run("patient find ridgeway --as dr.hardy");
    write(&store, &whole);
    // Who watches over privacy checks, but does not open the records again.
    store.run("audit verify --as privacy.ford");
    store.run("record show 9990000018 --permission given --as dr.hardy");
    store.run("audit verify --as support.frost");
    store.run("record show 9990000018 --permission given --as dr.hardy");
    store.check("broken");
}
