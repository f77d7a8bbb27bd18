//! Whatever ends the browser, the terminal is given back.

use rustix::process::Signal;

use crate::faulty;
use crate::pty::Pty;

const OPEN: &str =
    "\"$DCR\" demo; echo \"code $?\"; stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo | tr '\\n' ' '";

#[test]
fn after_the_quit_key_the_shell_has_its_terminal_again() {
    let mut shell = Pty::shell(OPEN, (80, 24));
    shell.see("Start here").press("q").see("code 0").see("icanon").see("echo");
    assert_eq!(shell.end(), 0);
    assert!(!shell.screen().alternate_screen() && !shell.screen().hide_cursor() && !shell.screen().bracketed_paste());
}

#[test]
fn signals_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut dcr = Pty::dcr(&["demo"], (80, 24), &[]);
        dcr.see("Start here").press("\r").see("Permission").press("g").see("RIDGEWAY");
        dcr.signal(signal);
        assert_eq!(dcr.end(), 130, "{signal:?}");
        let screen = dcr.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste(), "{signal:?}");
        assert!(!screen.contents().contains("RIDGEWAY"), "{signal:?}");
        assert_eq!(dcr.screen_left().trim(), "", "nothing of a record is left behind the screen");
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_continued_it_takes_it_again() {
    let mut dcr = Pty::dcr(&["demo"], (80, 24), &[]);
    dcr.see("Start here").press("\u{1a}").leave_screen().stopped();
    assert!(!dcr.screen().contents().contains("Start here"));
    dcr.signal(Signal::CONT).see("Start here").see("help");
    assert!(dcr.screen().alternate_screen());
    dcr.press("q");
    assert_eq!(dcr.end(), 0);
}

/// Plays both parts: run as a test it starts itself in a pseudo-terminal, over a store that panics.
#[test]
fn a_mistake_of_its_own_gives_the_terminal_back_and_tells_no_name() {
    const ROLE: &str = "DCR_TEST_FAULTY";
    if std::env::var_os(ROLE).is_some() {
        let user = faulty::user();
        let outcome = dcr::browser::run(Box::new(faulty::Faulty::new(&user)), user, dcr::browser::Start::default());
        assert!(
            matches!(outcome, Err(dcr::browser::BrowserError::Internal { ref place }) if place.contains("faulty.rs"))
        );
        return;
    }
    let name = "leaving::a_mistake_of_its_own_gives_the_terminal_back_and_tells_no_name";
    let own = std::env::current_exe().unwrap();
    let mut test = Pty::program(&own, &[name, "--exact", "--nocapture"], &[(ROLE, "1")]);
    test.see("Find a person").press("\u{1b}").see("/ search").press("F").see("1 passed");
    assert_eq!(test.end(), 0);
    let screen = test.screen();
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert!(!screen.contents().contains("Bloggs"), "{}", screen.contents());
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let home = crate::pty::home();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dcr"));
    command.args(["browse", "--store", "demo"]).env_clear().env("HOME", home.path());
    let output = command.stdin(std::process::Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("needs a terminal") && said.contains("dcr record show"), "{said}");
}
