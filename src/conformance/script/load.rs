//! Files of scripts, and what they include.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::assemble::assemble;
use super::keys::SCRIPT;
use super::node::{Node, Value};
use super::shape::{Kind, check};
use super::{Diagnostic, Faults, Script, Source, yaml};

/// How deep scripts may include each other.
const MOST_DEPTH: usize = 8;
/// How many files one script may be made of.
const MOST_FILES: usize = 200;

/// Where files are read from: a disk, or the binary itself.
pub trait Files {
    /// The content of a file; why it cannot be read otherwise.
    fn read(&self, path: &Path) -> Result<Vec<u8>, String>;
}

/// One file of a script, checked against its shape.
pub(super) struct Part {
    pub(super) path: PathBuf,
    pub(super) root: Node,
}

/// Reads a script with all that it includes. Every mistake that can be seen without playing it is found
/// here, and all at once.
pub fn load(path: &Path, files: &dyn Files) -> Result<Script, Faults> {
    let mut loading = Loading { files, open: Vec::new(), parts: Vec::new(), faults: Vec::new() };
    let text = files.read(path).and_then(utf_8).map_err(|why| {
        let source = Arc::new(Source { name: path.display().to_string(), text: String::new() });
        Diagnostic::new(&super::Place { source, line: 1, column: 1, width: 1 }, format!("it cannot be read: {why}"))
    })?;
    loading.file(path, text);
    if !loading.faults.is_empty() {
        return Err(Faults(loading.faults));
    }
    assemble(&loading.parts, files)
}

struct Loading<'f> {
    files: &'f dyn Files,
    /// The files that are being read, outermost first.
    open: Vec<PathBuf>,
    parts: Vec<Part>,
    faults: Vec<Diagnostic>,
}

impl Loading<'_> {
    fn file(&mut self, path: &Path, text: String) {
        let source = Arc::new(Source { name: path.display().to_string(), text });
        let root = match yaml::read(&source) {
            Ok(root) => root,
            Err(fault) => return self.faults.push(fault),
        };
        let before = self.faults.len();
        check(&root, &Kind::Object(&SCRIPT), &mut self.faults);
        if self.faults.len() > before {
            return;
        }
        self.open.push(path.to_owned());
        if let Some(included) = root.get("include") {
            let alone = std::slice::from_ref(included);
            let each = if matches!(included.value, Value::List(_)) { included.items() } else { alone };
            for node in each {
                self.include(path, node);
            }
        }
        self.open.pop();
        self.parts.push(Part { path: path.to_owned(), root });
    }

    fn include(&mut self, from: &Path, node: &Node) {
        let path = beside(from, node.text().unwrap_or_default());
        if self.open.contains(&path) {
            let way: Vec<String> = self.open.iter().map(|path| path.display().to_string()).collect();
            let fault = Diagnostic::new(&node.place, "the scripts include each other in a circle");
            self.faults.push(fault.found(format!("{} → {}", way.join(" → "), path.display())));
            return;
        }
        if self.parts.iter().any(|part| part.path == path) {
            return;
        }
        if self.open.len() >= MOST_DEPTH || self.parts.len() >= MOST_FILES {
            let fault = Diagnostic::new(&node.place, "too many scripts include each other");
            self.faults.push(fault.expected(format!("at most {MOST_DEPTH} deep and {MOST_FILES} in all")));
            return;
        }
        match self.files.read(&path).and_then(utf_8) {
            Ok(text) => self.file(&path, text),
            Err(why) => {
                let fault = Diagnostic::new(&node.place, format!("`{}` cannot be read", path.display()));
                self.faults.push(fault.found(why).remedy("paths go out from the script that names them"));
            }
        }
    }
}

fn utf_8(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|error| format!("not UTF-8 at byte {}", error.utf8_error().valid_up_to()))
}

/// A path that goes out from a file, without `.` and with `..` carried out where it can be.
pub(super) fn beside(from: &Path, path: &str) -> PathBuf {
    let joined = from.parent().unwrap_or(Path::new("")).join(path);
    let mut plain = PathBuf::new();
    for component in joined.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(plain.components().next_back(), Some(Component::Normal(_))) => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}
