//! Evidence on disk: a folder for each run, readable by its owner alone.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use dcr::conformance::evidence::{Manifest, html, junit, read_json_lines, tap, write_json_lines};
use dcr::conformance::run::Run;

use super::scripts;
use crate::error::CommandError;
use crate::file::write_private;

/// The record that all else is made from.
const RECORD: &str = "run.jsonl";
/// The most runs that fit below one folder under one time.
const MOST_ALIKE: usize = 1_000;

/// Keeps the evidence of a run below a folder; the folder of its own that it got.
pub(super) fn keep(folder: &Path, run: &Run) -> Result<PathBuf, CommandError> {
    let own = own_folder(folder, run)?;
    let alone = std::slice::from_ref(run);
    let record = write_json_lines(run).map_err(CommandError::failed)?;
    let texts =
        [(RECORD, record), ("junit.xml", junit(alone)), ("results.tap", tap(alone)), ("report.html", html(alone))];
    for (name, text) in &texts {
        write_private(&own.join(name), text.as_bytes())?;
    }
    let files: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let manifest = serde_json::to_vec_pretty(&Manifest::of(&run.began, &files)).map_err(CommandError::failed)?;
    write_private(&own.join("manifest.json"), &manifest)?;
    Ok(own)
}

/// Makes a folder named after the time and the script.
fn own_folder(folder: &Path, run: &Run) -> Result<PathBuf, CommandError> {
    let failed = |error| CommandError::file(format!("cannot make a folder in {}", folder.display()), error);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed)?;
    let time: String = run.began.chars().take(19).map(|it| if it == ':' { '-' } else { it }).collect();
    let script = Path::new(&run.script).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = |letter: char| if letter.is_ascii_alphanumeric() || letter == '-' { letter } else { '-' };
    let name: String = format!("{time}-{script}").chars().map(plain).collect();
    for number in 1..=MOST_ALIKE {
        let own = folder.join(if number == 1 { name.clone() } else { format!("{name}-{number}") });
        match DirBuilder::new().mode(0o700).create(&own) {
            Ok(()) => return Ok(own),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Err(CommandError::failed(format!("{} holds too many runs of this time", folder.display())))
}

/// The runs below a folder, or of a folder that is one run's own. A file that was changed since is refused.
pub(super) fn read(folder: &Path) -> Result<Vec<Run>, CommandError> {
    let failed = |error| CommandError::file(format!("cannot read {}", folder.display()), error);
    if folder.join(RECORD).is_file() {
        return Ok(vec![read_one(folder)?]);
    }
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.join(RECORD).is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    if folders.is_empty() {
        return Err(CommandError::failed(format!("{} holds no evidence of a run", folder.display())));
    }
    folders.iter().map(|folder| read_one(folder)).collect()
}

fn read_one(folder: &Path) -> Result<Run, CommandError> {
    let path = folder.join(RECORD);
    let text = scripts::text(&path)?;
    let named = |error: &dyn std::fmt::Display| CommandError::failed(format!("{}: {error}", path.display()));
    let run = read_json_lines(&text).map_err(|error| named(&error))?;
    let manifest = scripts::text(&folder.join("manifest.json"))?;
    let manifest: Manifest = serde_json::from_str(&manifest).map_err(|_| named(&"its manifest is damaged"))?;
    let now = Manifest::of(&run.began, &[(RECORD, text.as_bytes())]);
    if !manifest.files.contains(&now.files[0]) {
        return Err(named(&"the record was changed since it was made"));
    }
    Ok(run)
}
