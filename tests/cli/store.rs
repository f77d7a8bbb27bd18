//! Making a store, looking after it, and what is said where it cannot be used.

use crate::sandbox::{FILTERS, Sandbox};

#[test]
fn made_filled_checked_copied_and_put_back() {
    let mut sandbox = Sandbox::new();
    sandbox.run("store init --name a.patel --organisation RBD --role R8099");
    sandbox.run("store init --name a.patel --organisation RBD").run("store init --name b --organisation RBD");
    sandbox.run("store info").run("store check").run("store backup copy.db").run("store backup copy.db");
    sandbox.run("store restore copy.db").run("store restore copy.db --yes").run("store restore absent.db --yes");
    sandbox
        .run("store info --as dr.hardy")
        .run("record show 9990000018")
        .run("store init --store demo --name a --organisation RBD");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_store_that_cannot_be_used_says_why() {
    let mut sandbox = Sandbox::with_demo();
    sandbox.run("store info").run("--store sqlite:absent.db patient find smith");
    sandbox.write(
        "work/text.db",
        "this is no database, and it is longer than a header of one hundred bytes; that is all there is to say of it",
    );
    sandbox.run("--store sqlite:text.db store check");
    rusqlite::Connection::open(sandbox.path("work/other.db")).unwrap().execute("CREATE TABLE t (a)", []).unwrap();
    sandbox.run("--store sqlite:other.db store check");
    let demo = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    demo.pragma_update(None, "user_version", 99).unwrap();
    sandbox.run("--store demo store info").run("demo");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}

#[test]
fn a_changed_message_is_seen() {
    let mut sandbox = Sandbox::with_demo();
    let demo = rusqlite::Connection::open(sandbox.path(".local/share/dcr/demo.db")).unwrap();
    demo.execute("DROP TRIGGER IF EXISTS message_body", []).unwrap();
    let triggers: Vec<String> = {
        let mut statement = demo.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    for trigger in triggers {
        demo.execute(&format!("DROP TRIGGER {trigger}"), []).unwrap();
    }
    demo.execute("UPDATE message SET body = x'00' WHERE id = 5", []).unwrap();
    drop(demo);
    sandbox.run("store check --store demo").run("store check --store demo -o json");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(sandbox.transcript()) });
}
