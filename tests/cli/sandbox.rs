//! A place to run the binary in: its own home, a cleared environment, a fixed locale.

use std::fmt::Write as _;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

/// A home folder of its own, and the transcript of what was run there.
pub(crate) struct Sandbox {
    folder: TempDir,
    variables: Vec<(String, String)>,
    transcript: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("work")).unwrap();
        Self { folder, variables: Vec::new(), transcript: String::new() }
    }

    /// A sandbox that has the demo store. It is built once and copied.
    pub(crate) fn with_demo() -> Self {
        static BUILT: OnceLock<TempDir> = OnceLock::new();
        let built = BUILT.get_or_init(|| {
            let first = Self::new();
            assert!(first.command(&["demo"]).output().unwrap().status.success());
            first.folder
        });
        let (sandbox, place) = (Self::new(), Path::new(".local/share/dcr"));
        let folder = sandbox.path(".local/share/dcr");
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).unwrap();
        std::fs::copy(built.path().join(place).join("demo.db"), folder.join("demo.db")).unwrap();
        sandbox
    }

    /// Sets a variable for what is run from now on.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> &mut Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        writeln!(self.transcript, "$ export {name}={value}").unwrap();
        self
    }

    /// A path below the home folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file below the home folder.
    pub(crate) fn write(&mut self, name: &str, content: &str) -> &mut Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        writeln!(self.transcript, "$ cat > ~/{name}\n{content}").unwrap();
        self
    }

    /// The command in this sandbox, its input empty.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dcr"));
        command.args(arguments).env_clear().current_dir(self.folder.path().join("work")).stdin(Stdio::null());
        command.env("HOME", self.folder.path()).env("LC_ALL", "C.UTF-8").env("TERM", "xterm");
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Runs a command that reads `input`, and takes down what came of it.
    pub(crate) fn run_with(&mut self, input: &str, line: &str) -> &mut Self {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let mut child = self
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        writeln!(self.transcript, "$ echo '{}' | dcr {line}", input.trim_end()).unwrap();
        self.take_down(&output)
    }

    /// Runs a command line, words set apart by spaces, and takes down what came of it.
    pub(crate) fn run(&mut self, line: &str) -> &mut Self {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = self.command(&arguments).output().unwrap();
        writeln!(self.transcript, "$ dcr {line}").unwrap();
        self.take_down(&output)
    }

    fn take_down(&mut self, output: &Output) -> &mut Self {
        self.transcript.push_str(std::str::from_utf8(&output.stdout).unwrap());
        for line in std::str::from_utf8(&output.stderr).unwrap().lines() {
            writeln!(self.transcript, "2> {line}").unwrap();
        }
        writeln!(self.transcript, "exit {}\n", output.status.code().unwrap()).unwrap();
        self
    }

    /// What was run and what came of it, with the folder's name replaced.
    pub(crate) fn transcript(&self) -> String {
        self.transcript.replace(&self.folder.path().display().to_string(), "~").trim_end().to_owned()
    }
}

/// What differs from run to run: times of now, and ages.
pub(crate) const FILTERS: [(&str, &str); 6] = [
    (r"until\s+\d\d-\w{3}-\d{4} \d\d:\d\d", "until TIME"),
    (r"at \d\d-\w{3}-\d{4} \d\d:\d\d, as known now", "at TIME, as known now"),
    (r"Age( +)\d+ years", "Age$1YEARS"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", "NOW"),
    (r"(Bytes +)\d+", "${1}SIZE"),
    (r"(SQLite +)[0-9.]+", "${1}VERSION"),
];

/// Every file below a folder, by its path there.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
