//! A load that is killed, and one that is interrupted: what answered before answers still.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::{Sandbox, files};
use crate::support::copied;

/// How often, a hundredth of a second apart, is looked whether the load has begun to write.
const LOOKS: u32 = 6_000;

/// A release of Read v2 that takes a while to load.
fn large(sandbox: &Sandbox) {
    let folder = sandbox.path("work/large");
    std::fs::create_dir_all(&folder).unwrap();
    let letter = |number: usize| char::from(b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789abcdefghjkmnpqrstuvwxyz"[number % 57]);
    let (mut concepts, mut terms) = (String::new(), String::new());
    for number in 0..200_000 {
        let code: String = [number / 185_193, number / 3_249, number / 57, number].map(letter).iter().collect();
        writeln!(
            concepts,
            "\"{code}.\",\"Invented term {number}\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"EN\"\r"
        )
        .unwrap();
        writeln!(terms, "INVENTED,01,Invented term {number},,,00,EN,{code}.,0\r").unwrap();
    }
    std::fs::write(folder.join("Corev2.all"), concepts).unwrap();
    std::fs::write(folder.join("Keyv2.all"), terms).unwrap();
}

/// Begins to load it, and waits until the load writes.
fn loading(sandbox: &Sandbox, folder: &Path) -> Child {
    let before = files(folder);
    let mut command = sandbox.command(&["terminology", "load", "large"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let writes = || files(folder).iter().any(|name| name.starts_with(".building-") && !before.contains(name));
    for _ in 0..LOOKS {
        if writes() {
            return child;
        }
        assert!(child.try_wait().unwrap().is_none(), "the load ended before it could be stopped");
        std::thread::park_timeout(Duration::from_millis(10));
    }
    child.kill().unwrap();
    assert!(writes(), "the load never began to write");
    child
}

fn stopped(mut child: Child, signal: Signal) -> ExitStatus {
    let process = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(process, signal).unwrap();
    child.wait().unwrap()
}

#[test]
fn the_old_release_answers_after_a_kill_and_the_next_load_clears_up() {
    let mut sandbox = Sandbox::new();
    copied(&sandbox, "read-v2");
    sandbox.run("terminology load read-v2");
    large(&sandbox);
    let folder = sandbox.path(".local/share/dcr/terminology");
    let before = files(&folder);
    let status = stopped(loading(&sandbox, &folder), Signal::KILL);
    assert_eq!(status.code(), None, "it was killed");
    let left: Vec<String> = files(&folder).into_iter().filter(|name| !before.contains(name)).collect();
    assert!(left.iter().all(|name| name.starts_with(".building-")), "{left:?}");
    sandbox.run("terminology show W1000 -o csv").run("terminology status --verify");
    let status = stopped(loading(&sandbox, &folder), Signal::INT);
    assert_eq!(status.code(), Some(130));
    assert_eq!(files(&folder), before, "an interrupted load clears up after itself and after the killed one");
    sandbox.run("terminology show W1000 -o csv");
    insta::with_settings!({filters => [crate::support::LOADED]}, { insta::assert_snapshot!(sandbox.transcript()) });
}
