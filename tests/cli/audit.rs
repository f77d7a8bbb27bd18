//! The audit at the command line: whatever is done to it is seen.

use dcr::audit::{Checkpoint, Growing, Hash, Leaf, Note, SignerKey};
use rusqlite::{Connection, params};

use crate::sandbox::{FILTERS, Sandbox};

const PASSPHRASE: &str = "a passphrase for a test";
const VERIFY: &str = "--store demo audit verify --as privacy.ford";

/// A demo store whose audit has a key, a stored checkpoint, and a copy of that outside.
fn signed() -> Sandbox {
    let mut sandbox = Sandbox::with_demo();
    sandbox.write("work/passphrase", PASSPHRASE);
    let checkpoint = sign(&sandbox, &["--new-key", "key"]);
    std::fs::write(sandbox.path("work/outside"), checkpoint).unwrap();
    sandbox
}

/// Signs a checkpoint and returns it.
fn sign(sandbox: &Sandbox, more: &[&str]) -> Vec<u8> {
    let common = ["--store", "demo", "audit", "checkpoint", "--as", "privacy.ford", "--passphrase-file", "passphrase"];
    let output = sandbox.command(&[common.as_slice(), more].concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The file of the store, with nothing that guards it.
fn open(sandbox: &Sandbox) -> Connection {
    let demo = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let triggers: Vec<String> = {
        let mut statement = demo.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for trigger in triggers {
        demo.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    demo.pragma_update(None, "foreign_keys", false).unwrap();
    demo
}

/// What `verify` says after the store was changed so.
fn after(changes: &str) -> String {
    let mut sandbox = signed();
    open(&sandbox).execute_batch(changes).unwrap();
    sandbox.run(VERIFY);
    let seen = sandbox.transcript().split_once("$ dcr").unwrap().1.to_owned();
    assert!(seen.ends_with("exit 6"), "{seen}");
    seen
}

fn filters() -> Vec<(&'static str, &'static str)> {
    let mut filters = FILTERS.to_vec();
    filters.extend([
        // How many events the demo has, and the numbers of those after its own.
        (r"\b(19[1-9]\d|20[03-9]\d)\b", "NUMBER"),
        (r"dcr-audit/[0-9a-f]{16}", "dcr-audit/LOG"),
        (r"\b[0-9a-f]{32}\b", "REQUEST"),
        (r"LOG\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", "LOG+KEY"),
        (r"\d\d-Nov-2026 \d\d:\d\d|\d\d-\w{3}-20[23]\d \d\d:\d\d", "TIME"),
        (r"\d\d-Apr-2018 \d\d:\d\d", "TIME"),
        (r"[A-Za-z0-9+/]{43,}=*", "BASE64"),
    ]);
    filters
}

macro_rules! assert_seen {
    ($seen:expr) => {
        insta::with_settings!({filters => filters()}, { insta::assert_snapshot!($seen) })
    };
}

#[test]
fn an_edited_body_is_seen() {
    assert_seen!(after("UPDATE audit_event SET body = replace(body, 'dr.osei', 'dr.who') WHERE sequence = 2"));
}

#[test]
fn an_edited_column_is_seen() {
    assert_seen!(after("UPDATE audit_event SET user = 'nobody' WHERE sequence = 70"));
}

#[test]
fn an_edited_hash_is_seen() {
    assert_seen!(after("UPDATE audit_node SET hashes = randomblob(32) WHERE sequence = 71"));
}

#[test]
fn an_edited_node_is_seen() {
    assert_seen!(after(
        "UPDATE audit_node SET hashes = CAST(substr(hashes, 1, 32) || randomblob(length(hashes) - 32) AS BLOB) WHERE sequence = 64"
    ));
}

#[test]
fn a_deleted_event_is_seen() {
    assert_seen!(after("DELETE FROM audit_patient WHERE sequence = 90; DELETE FROM audit_event WHERE sequence = 90"));
}

#[test]
fn an_event_deleted_with_its_hashes_is_seen() {
    assert_seen!(after(
        "DELETE FROM audit_patient WHERE sequence = 90; DELETE FROM audit_event WHERE sequence = 90;
         DELETE FROM audit_node WHERE sequence = 90"
    ));
}

#[test]
fn events_in_each_others_place_are_seen() {
    assert_seen!(after(
        "UPDATE audit_event SET sequence = -1 WHERE sequence = 4; UPDATE audit_event SET sequence = 4 WHERE sequence = 6;
         UPDATE audit_event SET sequence = 6 WHERE sequence = -1"
    ));
}

#[test]
fn a_tail_cut_off_is_seen() {
    assert_seen!(after(
        "DELETE FROM audit_patient WHERE sequence > 1900; DELETE FROM audit_event WHERE sequence > 1900;
         DELETE FROM audit_node WHERE sequence > 1900; DELETE FROM message WHERE id NOT IN
           (SELECT body ->> '$.message' FROM audit_event WHERE action = 'ingest')"
    ));
}

#[test]
fn an_erasure_that_nobody_approved_is_seen() {
    assert_seen!(after("UPDATE audit_event SET body = NULL, salt = NULL WHERE sequence = 5"));
}

#[test]
fn an_index_that_hides_an_event_is_seen() {
    assert_seen!(after("DELETE FROM audit_patient WHERE sequence = (SELECT max(sequence) FROM audit_patient)"));
}

#[test]
fn yesterdays_file_is_seen_with_a_checkpoint_from_outside() {
    let mut sandbox = signed();
    let (store, kept) = (sandbox.path(".local/share/dcr/demo.db"), sandbox.path("yesterday.db"));
    std::fs::copy(&store, &kept).unwrap();
    assert!(sandbox.command(&["--store", "demo", "patient", "find", "ridge*", "--as", "dr.hardy"]).output().is_ok());
    std::fs::write(sandbox.path("work/today"), sign(&sandbox, &["--key-file", "key"])).unwrap();
    std::fs::copy(&kept, &store).unwrap();
    sandbox.run(VERIFY).run(&format!("{VERIFY} --checkpoint outside")).run(&format!("{VERIFY} --checkpoint today"));
    assert_seen!(sandbox.transcript());
}

/// Changes one event, and makes everything fit it again: hashes, tree, checkpoint, signature.
fn rewrite_with_the_key(sandbox: &Sandbox) {
    let file = std::fs::read_to_string(sandbox.path("work/key")).unwrap();
    let key = SignerKey::open(&file, PASSPHRASE).unwrap();
    let store = open(sandbox);
    store
        .execute("UPDATE audit_event SET body = replace(body, 'dr.hardy', 'dr.frost') WHERE sequence = 2", [])
        .unwrap();
    let sql = "SELECT sequence, recorded, action, outcome, user, salt, body FROM audit_event ORDER BY sequence";
    let mut statement = store.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let (mut tree, mut roots) = (Growing::default(), vec![Hash::of_nothing()]);
    while let Some(row) = rows.next().unwrap() {
        let text = |column| row.get_ref(column).unwrap().as_str().unwrap();
        let sequence: u64 = row.get(0).unwrap();
        let leaf = Leaf {
            sequence,
            recorded: row.get(1).unwrap(),
            action: text(2),
            outcome: row.get(3).unwrap(),
            user: text(4),
            salt: row.get_ref(5).unwrap().as_blob().unwrap(),
            body: text(6),
        };
        let mut hashes = Vec::new();
        tree.push(leaf.hash(&mut Vec::new()), |_, hash| hashes.extend(hash.0));
        roots.push(tree.root());
        store.execute("UPDATE audit_node SET hashes = ?2 WHERE sequence = ?1", params![sequence, hashes]).unwrap();
    }
    let (id, note): (i64, String) =
        store.query_row("SELECT id, note FROM audit_checkpoint", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let checkpoint: Checkpoint = Note::read(&note).unwrap().text.parse().unwrap();
    let root = roots[usize::try_from(checkpoint.size).unwrap()];
    assert_ne!(root, checkpoint.root);
    let text = Checkpoint { root, ..checkpoint }.to_string();
    let forged = Note { signatures: vec![key.sign(&text, jiff::Timestamp::UNIX_EPOCH)], text }.to_string();
    store.execute("UPDATE audit_checkpoint SET note = ?2 WHERE id = ?1", params![id, forged]).unwrap();
}

#[test]
fn a_log_written_anew_with_the_key_is_seen_with_a_checkpoint_from_outside() {
    let mut sandbox = signed();
    rewrite_with_the_key(&sandbox);
    sandbox.run(VERIFY).run(&format!("{VERIFY} --checkpoint outside"));
    assert_seen!(sandbox.transcript());
}

#[test]
fn a_key_from_elsewhere_is_trusted_instead_of_those_in_the_store() {
    let mut sandbox = signed();
    let other = SignerKey::new("other", dcr::audit::KeyKind::Note, &[1; 32]).unwrap();
    sandbox.write("work/other", &other.verifier().to_string());
    sandbox.run(&format!("{VERIFY} --key key")).run(&format!("{VERIFY} --key other"));
    sandbox.run(&format!("{VERIFY} --key work")).run(&format!("{VERIFY} --checkpoint absent"));
    assert_seen!(sandbox.transcript());
}

#[test]
fn a_second_organisation_cosigns_what_continues_and_nothing_else() {
    let mut sandbox = signed();
    sandbox.run("audit witness --new-key witness --name witness.example --passphrase-file passphrase");
    let witness = "audit witness --state last --log-key key --key-file witness --passphrase-file passphrase";
    ask_witness(&sandbox, "0");
    sandbox.run(&format!("{witness} request"));
    std::fs::copy(sandbox.path("work/last"), sandbox.path("work/cosigned")).unwrap();
    sandbox.run(&format!("{VERIFY} --checkpoint cosigned --key witness"));
    // Once more from the beginning: what was cosigned is not forgotten.
    sandbox.run(&format!("{witness} request"));
    let size = Note::read(&std::fs::read_to_string(sandbox.path("work/last")).unwrap()).unwrap();
    let size = size.text.parse::<Checkpoint>().unwrap().size.to_string();
    sign(&sandbox, &["--key-file", "key"]);
    ask_witness(&sandbox, &size);
    sandbox.run(&format!("{witness} request"));
    sandbox.run("--store demo audit checkpoint --for-witness 999999 --as privacy.ford");
    assert_seen!(sandbox.transcript());
}

#[test]
fn a_log_written_anew_is_not_cosigned() {
    let mut sandbox = signed();
    let witness = "audit witness --state last --log-key key --key-file witness --passphrase-file passphrase request";
    sandbox.run("audit witness --new-key witness --name witness.example --passphrase-file passphrase");
    let size = cosigned_size(&sandbox, "0", witness);
    rewrite_with_the_key(&sandbox);
    sign(&sandbox, &["--key-file", "key"]);
    ask_witness(&sandbox, &size);
    sandbox.run(witness);
    let last = std::fs::read_to_string(sandbox.path("work/last")).unwrap();
    assert_eq!(Note::read(&last).unwrap().text.parse::<Checkpoint>().unwrap().size.to_string(), size);
    assert_seen!(sandbox.transcript());
}

fn ask_witness(sandbox: &Sandbox, old: &str) {
    let arguments = ["--store", "demo", "audit", "checkpoint", "--for-witness", old, "--as", "privacy.ford"];
    let output = sandbox.command(&arguments).output().unwrap();
    assert!(output.status.success());
    std::fs::write(sandbox.path("work/request"), output.stdout).unwrap();
}

/// Has the log cosigned once, and says how long it was.
fn cosigned_size(sandbox: &Sandbox, old: &str, witness: &str) -> String {
    ask_witness(sandbox, old);
    let cosigned = sandbox.command(&witness.split(' ').collect::<Vec<_>>()).output().unwrap();
    assert!(cosigned.status.success(), "{}", String::from_utf8_lossy(&cosigned.stderr));
    let note = Note::read(std::str::from_utf8(&cosigned.stdout).unwrap()).unwrap();
    note.text.parse::<Checkpoint>().unwrap().size.to_string()
}

#[test]
fn a_receipt_holds_without_the_store() {
    let mut sandbox = signed();
    let arguments = ["--store", "demo", "audit", "prove", "2", "--as", "caldicott.reed"];
    let receipt = sandbox.command(&arguments).output().unwrap();
    assert!(receipt.status.success());
    let text = String::from_utf8(receipt.stdout).unwrap();
    let alone = Sandbox::new();
    std::fs::copy(sandbox.path("work/key"), alone.path("work/key")).unwrap();
    std::fs::write(alone.path("work/receipt"), &text).unwrap();
    std::fs::write(alone.path("work/changed"), text.replace("index 1", "index 0")).unwrap();
    let mut alone = alone;
    alone.run("audit prove --check receipt --key key").run("audit prove --check changed --key key");
    sandbox.run("--store demo audit prove 2 --as dr.hardy").run("--store demo audit prove 999999 --as privacy.ford");
    let mut filters = filters();
    filters.push((r"(Event 2 of .* is one of) \d+", "$1 SIZE"));
    let seen = format!("{}\n{}", alone.transcript(), sandbox.transcript());
    insta::with_settings!({filters => filters}, { insta::assert_snapshot!(seen) });
}

#[test]
fn two_people_erase_and_the_rest_is_still_proved() {
    let mut sandbox = signed();
    sandbox.run("--store demo audit redact 2 --reason asked-by-the-person --as privacy.ford");
    sandbox.run("--store demo audit redact 2 --reason asked-by-the-person --as dr.hardy");
    let transcript = sandbox.transcript();
    let id = transcript.split("--approve ").nth(1).unwrap().split('`').next().unwrap().to_owned();
    sandbox.run(&format!("--store demo audit redact --approve {id} --yes --as privacy.ford"));
    sandbox.run(&format!("--store demo audit redact --apply {id} --yes --as privacy.ford"));
    sandbox.run(&format!("--store demo audit redact --approve {id} --yes --as caldicott.reed"));
    sandbox.run(&format!("--store demo audit redact --apply {id} --yes --as caldicott.reed"));
    sandbox.run(&format!("{VERIFY} --checkpoint outside"));
    sandbox.run("--store demo audit redact 2 70 --reason x --as privacy.ford");
    sandbox.run("--store demo audit redact 70 --reason x --as privacy.ford");
    let store = std::fs::read(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    let erased = b"user dr.osei registered";
    let kept = b"user nurse.lane registered";
    let holds = |text: &[u8]| store.windows(text.len()).any(|window| window == text);
    assert!(!holds(erased) && holds(kept), "what was erased is gone from the file");
    assert_seen!(sandbox.transcript());
}

#[test]
fn a_key_is_asked_for_and_guarded() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.write("work/passphrase", PASSPHRASE).write("work/short", "short").write("work/wrong", "another passphrase");
    let checkpoint = "--store demo audit checkpoint --as support.frost";
    sandbox.run(checkpoint).run(&format!("{checkpoint} --new-key key"));
    sandbox.run(&format!("{checkpoint} --new-key key --passphrase-file short"));
    sandbox.run(&format!("{checkpoint} --new-key key --passphrase-file passphrase"));
    sandbox.run(&format!("{checkpoint} --new-key key --passphrase-file passphrase"));
    sandbox.run(&format!("{checkpoint} --new-key key2 --passphrase-file passphrase"));
    sandbox.run(&format!("{checkpoint} --new-key key2 --key-file key --passphrase-file passphrase"));
    sandbox.run(&format!("{checkpoint} --key-file key --passphrase-file wrong"));
    sandbox.run(&format!("{checkpoint} --key-file key --passphrase-file passphrase --if-due"));
    sandbox.run(&format!("{checkpoint} --public-keys"));
    std::fs::set_permissions(sandbox.path("work/key"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    sandbox.run(&format!("{checkpoint} --key-file key --passphrase-file passphrase"));
    sandbox.run("--store demo audit checkpoint --as dr.hardy").run(VERIFY);
    assert_seen!(sandbox.transcript());
}

#[test]
fn many_processes_at_once_leave_no_gap_and_no_fork() {
    let sandbox = Sandbox::with_demo();
    let events = |sandbox: &Sandbox| -> i64 {
        let store = Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
        store.query_row("SELECT count(*) FROM audit_event", [], |row| row.get(0)).unwrap()
    };
    let before = events(&sandbox);
    std::thread::scope(|scope| {
        for user in ["dr.hardy", "dr.osei", "nurse.lane"] {
            let sandbox = &sandbox;
            scope.spawn(move || {
                for _ in 0..8 {
                    let arguments = ["--store", "demo", "patient", "find", "ridge*", "--as", user];
                    assert!(sandbox.command(&arguments).output().unwrap().status.success());
                }
            });
        }
    });
    assert_eq!(events(&sandbox), before + 24);
    let verified = sandbox.command(&VERIFY.split(' ').collect::<Vec<_>>()).output().unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}
