//! A program in a pseudo-terminal, and its screen.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use tempfile::TempDir;

/// How long anything may take before the test fails with what is on the screen.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program in a pseudo-terminal.
pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    _home: TempDir,
}

/// A home folder that holds the demo store. It is built once and copied.
pub(crate) fn home() -> TempDir {
    static BUILT: OnceLock<TempDir> = OnceLock::new();
    let place = Path::new(".local/share/dcr/demo.db");
    let built = BUILT.get_or_init(|| {
        let home = TempDir::new().unwrap();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dcr"));
        command.arg("demo").env_clear().env("HOME", home.path()).stdin(Stdio::null());
        assert!(command.output().unwrap().status.success());
        home
    });
    let home = TempDir::new().unwrap();
    let copy = home.path().join(place);
    std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
    std::fs::copy(built.path().join(place), copy).unwrap();
    home
}

fn side(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}

impl Pty {
    /// Runs `dcr` with these arguments on a screen of this size.
    pub(crate) fn dcr(arguments: &[&str], (columns, rows): (u16, u16), variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dcr"));
        command.args(arguments);
        Self::run(command, (columns, rows), variables)
    }

    /// Runs a line of the shell, for what follows a program.
    pub(crate) fn shell(line: &str, (columns, rows): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", line]);
        Self::run(command, (columns, rows), &[])
    }

    /// Runs a program.
    pub(crate) fn program(path: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(path);
        command.args(arguments);
        Self::run(command, (80, 24), variables)
    }

    fn run(mut command: CommandBuilder, (columns, rows): (u16, u16), variables: &[(&str, &str)]) -> Self {
        let home = home();
        command.env_clear();
        command.cwd(home.path());
        let own = [("HOME", home.path().to_str().unwrap()), ("TERM", "xterm-256color"), ("LC_ALL", "C.UTF-8")];
        for (name, value) in own.iter().chain(variables) {
            command.env(name, value);
        }
        command.env("DCR", PathBuf::from(env!("CARGO_BIN_EXE_dcr")));
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let (sender, output) = channel();
        let mut reader = pair.master.try_clone_reader().unwrap();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let writer = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::new(side(rows), side(columns), 0);
        Self { child, master: pair.master, writer, output, screen, _home: home }
    }

    /// Types keys.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
        self
    }

    /// Waits until the screen shows a text.
    pub(crate) fn see(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| screen.contents().contains(text))
    }

    /// Waits until the screen no longer shows a text.
    pub(crate) fn lose(&mut self, text: &str) -> &mut Self {
        self.wait(text, |screen| !screen.contents().contains(text))
    }

    /// Waits until the program has left the screen that it drew on.
    pub(crate) fn leave_screen(&mut self) -> &mut Self {
        self.wait("the usual screen", |screen| !screen.alternate_screen())
    }

    fn wait(&mut self, what: &str, done: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !done(self.screen.screen()) {
            match self.output.recv_timeout(PATIENCE.saturating_sub(begun.elapsed())) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(error) => panic!("waited in vain for {what:?} ({error}):\n{}", self.screen.screen().contents()),
            }
        }
        self
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
        self.screen.screen_mut().set_size(side(rows), side(columns));
        self
    }

    /// Sends a signal to the program.
    pub(crate) fn signal(&mut self, signal: Signal) -> &mut Self {
        kill_process(self.process(), signal).unwrap();
        self
    }

    /// Waits until the program has stopped: to continue it sooner would come to nothing.
    pub(crate) fn stopped(&mut self) -> &mut Self {
        let (_, status) = waitpid(Some(self.process()), WaitOptions::UNTRACED).unwrap().unwrap();
        assert!(status.stopped(), "{status:?}");
        self
    }

    fn process(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// What is on the screen.
    pub(crate) fn screen(&self) -> &vt100::Screen {
        self.screen.screen()
    }

    /// What is on the screen that the program drew on, though it has left it.
    pub(crate) fn screen_left(&mut self) -> String {
        self.screen.process(b"\x1b[?47h");
        self.screen.screen().contents()
    }

    /// Waits for the end of the program: its exit code, and all it wrote taken in. Nothing more comes
    /// once nobody holds the other side of the terminal.
    pub(crate) fn end(&mut self) -> u32 {
        let status = self.child.wait().unwrap();
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
        }
        status.exit_code()
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ended = self.child.kill();
    }
}
