//! A plan that is killed while it is applied, at every step there is.

use std::fmt::Write as _;

use rusqlite::Connection;

use crate::consent_plans::{json, number, register};
use crate::sandbox::Sandbox;

/// The most steps that the plan can have.
const STEPS: u32 = 200;

/// A store with people, and a plan of nine rows: new ones, changed ones, one that is known, one that
/// is held, one that waits for approval.
fn planned() -> Sandbox {
    let sandbox = crate::consent::demo();
    let numbers: Vec<String> = (0..7).map(number).collect();
    register(&sandbox, &numbers[..6]);
    let mut file = "nhs_number,choice,stated\n9990000018,no-1,2018-06-01T10:00:00Z\n".to_owned();
    for number in &numbers {
        writeln!(file, "{number},no-2,2018-06-01T10:00:00Z").unwrap();
    }
    file.push_str("9990000026,default,2018-06-01T10:00:00Z\n");
    std::fs::write(sandbox.path("work/p.csv"), file).unwrap();
    let set = format!("consent set {} no-2 --stated 2018-06-01T10:00:00Z --as records.moss", numbers[2]);
    assert_eq!(json(&sandbox, &set).0, 0);
    assert_eq!(json(&sandbox, "consent plan p.csv --save p.plan --as records.moss").0, 0);
    sandbox
}

fn database(sandbox: &Sandbox) -> Connection {
    Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap()
}

/// Every statement of the plan is there with its audit event and its line of the journal, or none of
/// the three is: how many there are.
fn whole_rows(database: &Connection) -> i64 {
    let count = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let statements = count("SELECT count(*) FROM choice WHERE plan IS NOT NULL");
    let told = count(
        "SELECT count(*) FROM choice JOIN audit_event AS event ON event.sequence = choice.sequence
         WHERE plan IS NOT NULL AND event.action = 'consent' AND event.body LIKE '%; plan: ' || choice.plan || '%'",
    );
    let events = count("SELECT count(*) FROM audit_event WHERE action = 'consent' AND body LIKE '%; plan: %'");
    let noted = count(
        "SELECT count(*) FROM consent_journal AS journal JOIN choice ON choice.id = journal.choice AND choice.plan = journal.plan",
    );
    assert_eq!((told, events, noted), (statements, statements, statements));
    statements
}

/// What stands in the end: statements in their order, and the journal.
fn end(database: &Connection) -> Vec<String> {
    let sql = "SELECT nhs_number || body || coalesce(hex(row_key), '') FROM choice ORDER BY id";
    let journal = "SELECT row || status || coalesce(choice, '') FROM consent_journal ORDER BY row";
    let mut all = Vec::new();
    for sql in [sql, journal] {
        let mut statement = database.prepare(sql).unwrap();
        all.extend(statement.query_map([], |row| row.get::<_, String>(0)).unwrap().map(Result::unwrap));
    }
    all
}

fn apply(sandbox: &Sandbox, fault: Option<u32>) -> std::process::Output {
    let mut command = sandbox.command(&["consent", "apply", "p.plan", "--batch", "2", "--as", "records.moss"]);
    command.envs(fault.map(|step| ("DCR_FAULT", format!("apply:{step}"))));
    command.output().unwrap()
}

/// A copy of what lies in one sandbox, in another.
fn copy(of: &Sandbox) -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.set("DCR_STORE", "demo");
    std::fs::create_dir_all(sandbox.path(".local/share/dcr")).unwrap();
    for file in ["work/p.plan", ".local/share/dcr/demo.db"] {
        std::fs::copy(of.path(file), sandbox.path(file)).unwrap();
    }
    sandbox
}

#[test]
fn killed_at_every_step_it_leaves_whole_rows_and_goes_on_to_the_same_end() {
    let planned = planned();
    // Nothing is left beside the file that a copy would miss.
    database(&planned).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let uninterrupted = copy(&planned);
    assert_eq!(apply(&uninterrupted, None).status.code(), Some(4), "one row waits for approval");
    assert_eq!(whole_rows(&database(&uninterrupted)), 7);
    let expected = end(&database(&uninterrupted));
    let (mut killed, mut partly) = (0, 0);
    for step in 1..STEPS {
        let sandbox = copy(&planned);
        let output = apply(&sandbox, Some(step));
        let rows = whole_rows(&database(&sandbox));
        if output.status.code().is_some() {
            assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
            break;
        }
        killed += 1;
        partly += u32::from(rows > 0 && rows < 7);
        assert_eq!(apply(&sandbox, None).status.code(), Some(4), "step {step}");
        assert_eq!(whole_rows(&database(&sandbox)), 7, "step {step}");
        assert_eq!(end(&database(&sandbox)), expected, "step {step}");
    }
    assert!(killed > 30 && killed < STEPS - 1, "{killed} steps were killed");
    assert!(partly > 10, "{partly} of them half-way");
}
