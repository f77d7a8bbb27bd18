//! A place to run the binary in: its own home, a cleared environment, a fixed locale.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

    /// Runs a command line, words set apart by spaces, and takes down what came of it.
    pub(crate) fn run(&mut self, line: &str) -> &mut Self {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = self.command(&arguments).output().unwrap();
        writeln!(self.transcript, "$ dcr {line}").unwrap();
        self.transcript.push_str(&String::from_utf8(output.stdout).unwrap());
        for line in String::from_utf8(output.stderr).unwrap().lines() {
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

/// Every file below a folder, by its path there.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
