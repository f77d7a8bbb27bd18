//! The command line at a real terminal: questions, frames, colour, the pager.

use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use crate::sandbox::{FILTERS, Sandbox};

/// Runs a command in a pseudo-terminal and returns what it wrote. Each answer is typed once its
/// question stands on the screen, as a person would: typed sooner, the terminal would echo it first.
fn at_terminal(
    sandbox: &Sandbox,
    arguments: &[&str],
    variables: &[(&str, &str)],
    answers: &[(&str, &str)],
    columns: u16,
) -> (Vec<u8>, u32) {
    let size = PtySize { rows: 50, cols: columns, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dcr"));
    command.args(arguments);
    command.env_clear();
    command.cwd(sandbox.path("work"));
    let own = [
        ("HOME", sandbox.path("").display().to_string()),
        ("LC_ALL", "C.UTF-8".to_owned()),
        ("TERM", "xterm".to_owned()),
    ];
    for (name, value) in own {
        command.env(name, value);
    }
    for (name, value) in variables {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (sender, output) = channel();
    let mut reader = pair.master.try_clone_reader().unwrap();
    // The end of a pseudo-terminal is an error on Linux.
    std::thread::spawn(move || {
        let mut chunk = [0; 1024];
        while let Ok(read @ 1..) = reader.read(&mut chunk) {
            let Ok(()) = sender.send(chunk[..read].to_vec()) else { return };
        }
    });
    let mut writer = pair.master.take_writer().unwrap();
    let mut written = Vec::new();
    let mut asked = 0;
    for (question, answer) in answers {
        asked = read_until(&output, &mut written, asked, question);
        writer.write_all(answer.as_bytes()).unwrap();
    }
    // Dropped sooner, the writer would type an end of line into what is being written.
    written.extend(output.iter().flatten());
    drop(writer);
    (written, child.wait().unwrap().exit_code())
}

/// Reads until the question stands after the place, and says where it ends.
fn read_until(output: &Receiver<Vec<u8>>, written: &mut Vec<u8>, place: usize, question: &str) -> usize {
    loop {
        if let Some(at) = memchr::memmem::find(&written[place..], question.as_bytes()) {
            return place + at + question.len();
        }
        let chunk = output.recv_timeout(Duration::from_mins(1)).unwrap_or_default();
        assert!(!chunk.is_empty(), "{question:?} was not asked: {}", String::from_utf8_lossy(written));
        written.extend(chunk);
    }
}

/// What stands on the screen in the end.
fn screen(written: &[u8], columns: u16) -> String {
    let mut parser = vt100::Parser::new(120.try_into().unwrap(), columns.try_into().unwrap(), 0);
    parser.process(written);
    let contents = parser.screen().contents();
    contents.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

#[test]
fn questions_are_asked_and_the_record_is_framed() {
    let sandbox = Sandbox::with_demo();
    let arguments =
        ["--store", "demo", "--no-pager", "record", "show", "--section", "allergies", "--section", "diagnoses"];
    let permission = "[u]nable to ask: ";
    let answers = [("RBD:123456)? ", "999 000 0018\n"), (permission, "x\n"), (permission, "g\n")];
    let (written, code) = at_terminal(&sandbox, &arguments, &[("NO_COLOR", "1")], &answers, 100);
    assert_eq!(code, 0);
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(screen(&written, 100)) });
}

#[test]
fn a_narrow_screen_is_filled_and_not_overrun() {
    let sandbox = Sandbox::with_demo();
    let arguments = [
        "--store",
        "demo",
        "--no-pager",
        "record",
        "show",
        "9990000018",
        "--permission",
        "given",
        "--section",
        "allergies",
    ];
    let (written, code) = at_terminal(&sandbox, &arguments, &[("NO_COLOR", "1"), ("TERM", "dumb")], &[], 50);
    assert_eq!(code, 0);
    assert!(!written.contains(&0x1b), "no escape sequence without colour");
    insta::with_settings!({filters => FILTERS}, { insta::assert_snapshot!(screen(&written, 50)) });
}

#[test]
fn colour_and_pager_are_for_a_terminal() {
    let sandbox = Sandbox::with_demo();
    let colours = |variables: &[(&str, &str)]| {
        let (written, code) = at_terminal(&sandbox, &["doctor"], variables, &[], 80);
        assert_eq!(code, 0);
        written.contains(&0x1b)
    };
    assert!(colours(&[]));
    assert!(!colours(&[("NO_COLOR", "1")]));
    assert!(!colours(&[("TERM", "dumb")]));
    let paged = |arguments: &[&str]| {
        let (written, _) = at_terminal(&sandbox, arguments, &[("DCR_PAGER", "sed s/^/paged:/")], &[], 80);
        String::from_utf8(written).unwrap().lines().any(|line| line.starts_with("paged:"))
    };
    assert!(paged(&["--store", "demo", "record", "show", "9990000018", "--permission", "given"]));
    assert!(!paged(&["--no-pager", "--store", "demo", "record", "show", "9990000018", "--permission", "given"]));
    assert!(!paged(&["doctor"]), "what fits the screen is not paged");
}
