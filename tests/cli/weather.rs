//! Bad weather: a disk that is full, a store that another process holds, many who write at once.

use std::process::{Command, Output, Stdio};

use rusqlite::Connection;

use crate::sandbox::Sandbox;

const LOOK: [&str; 7] = ["record", "show", "9990000018", "--permission", "given", "--as", "dr.hardy"];
const EMERGENCY: [&str; 8] = [
    "record",
    "show",
    "9990000018",
    "--emergency=medical",
    "--reason=collapsed",
    "--permission=unable",
    "--as",
    "dr.hardy",
];

fn demo() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.set("DCR_STORE", "demo");
    sandbox
}

fn events(sandbox: &Sandbox) -> i64 {
    let store = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    store.query_row("SELECT max(sequence) FROM audit_event", [], |row| row.get(0)).unwrap()
}

fn run(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.command(arguments).output().unwrap()
}

fn is_whole(sandbox: &Sandbox) {
    let verified = run(sandbox, &["audit", "verify", "--as", "privacy.ford"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    let checked = run(sandbox, &["store", "check", "--as", "support.frost"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// The command where no file may grow beyond so many kilobytes, as on a disk that is full.
fn cramped(sandbox: &Sandbox, kilobytes: u32, arguments: &[&str]) -> Output {
    let plain = sandbox.command(arguments);
    let mut command = Command::new("bash");
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
    command.arg("-c").arg(script).arg(plain.get_program()).args(plain.get_args());
    command.env_clear().current_dir(sandbox.path("work")).stdin(Stdio::null());
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.output().unwrap()
}

#[test]
fn where_the_disk_is_full_during_an_event_nothing_is_shown_and_nothing_is_lost() {
    let sandbox = demo();
    let before = events(&sandbox);
    for look in [&LOOK[..], &EMERGENCY] {
        // 32 KB are what SQLite shares between processes; an event with its indexes takes more.
        for kilobytes in [32, 40, 48] {
            let output = cramped(&sandbox, kilobytes, look);
            assert!(!output.status.success(), "{kilobytes}");
            assert_eq!(String::from_utf8_lossy(&output.stdout), "", "{kilobytes}");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("error: ") && !said.contains("Ridgeway"), "{said}");
        }
    }
    assert_eq!(events(&sandbox), before);
    is_whole(&sandbox);
    assert!(run(&sandbox, &LOOK).status.success());
}

#[test]
fn a_store_that_another_process_holds_shows_nothing_and_says_so() {
    let sandbox = demo();
    let before = events(&sandbox);
    let other = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let output = run(&sandbox, &LOOK);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(8), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("locked"));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(events(&sandbox), before);
    assert!(run(&sandbox, &LOOK).status.success());
    is_whole(&sandbox);
}

#[test]
fn several_processes_that_write_at_once_leave_no_gap_and_no_fork() {
    const WRITERS: usize = 3;
    const EACH: usize = 12;
    let sandbox = demo();
    let before = events(&sandbox);
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..EACH {
                    let output = run(&sandbox, &LOOK);
                    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
                }
            });
        }
    });
    let written = i64::try_from(WRITERS * EACH).unwrap();
    assert_eq!(events(&sandbox), before + written);
    let store = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let count = |sql: &str| store.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM audit_event"), before + written, "no number is missing");
    assert_eq!(count("SELECT count(DISTINCT body ->> '$.request') FROM audit_event WHERE action = 'view'"), written);
    is_whole(&sandbox);
}
