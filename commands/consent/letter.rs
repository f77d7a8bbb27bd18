//! Letters of acknowledgement, from a template.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use dcr::output::sanitise;
use dcr::store::sqlite::ListedChoice;
use jiff::Timestamp;

use crate::asking::shown;
use crate::error::{CommandError, ErrorKind};
use crate::file::write_private;

/// The template that is built in.
const BUILT_IN: &str = include_str!("letter.txt");

/// The words that a template may hold between double braces.
const WORDS: [&str; 8] = ["nhs_number", "choice", "meaning", "stated", "ends", "by", "reference", "today"];

/// Letters on their way into a folder.
pub(super) struct Letters {
    folder: PathBuf,
    template: String,
}

impl Letters {
    /// Reads the template, and refuses one with a word that is not known and a folder that is there.
    pub(super) fn into(folder: &Path, template: Option<&Path>) -> Result<Self, CommandError> {
        if folder.exists() {
            let error = CommandError::new(ErrorKind::Conflict, format!("{} is there already", folder.display()));
            return Err(
                error.hint("name a folder that is not there yet: letters of before are never mixed with new ones")
            );
        }
        let template = match template {
            None => BUILT_IN.to_owned(),
            Some(path) => fs::read_to_string(path)
                .map_err(|error| CommandError::file(format!("cannot read {}", path.display()), error))?,
        };
        for word in template.split("{{").skip(1) {
            let word = word.split_once("}}").map(|(word, _)| word.trim());
            if !word.is_some_and(|word| WORDS.contains(&word)) {
                let error = CommandError::usage("the template holds a word between double braces that is not known");
                return Err(error.hint(format!("the words are {}", WORDS.join(", "))));
            }
        }
        Ok(Self { folder: folder.to_owned(), template })
    }

    /// Where they go.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes them, each readable by its owner alone. A letter is named by the number of its statement,
    /// not by the person.
    pub(super) fn write(&self, listed: &[ListedChoice], now: Timestamp) -> Result<usize, CommandError> {
        let made = fs::DirBuilder::new().mode(0o700).create(&self.folder);
        made.map_err(|error| CommandError::file(format!("cannot make {}", self.folder.display()), error))?;
        for one in listed {
            let name = format!("statement-{}.txt", one.id);
            write_private(&self.folder.join(name), self.letter(one, now).as_bytes())?;
        }
        Ok(listed.len())
    }

    fn letter(&self, one: &ListedChoice, now: Timestamp) -> String {
        let mut letter = String::with_capacity(self.template.len() + 200);
        let mut rest = self.template.as_str();
        while let Some((before, after)) = rest.split_once("{{") {
            let (word, after) = after.split_once("}}").unwrap_or((after, ""));
            letter.push_str(before);
            letter.push_str(&value(word.trim(), one, now));
            rest = after;
        }
        letter.push_str(rest);
        letter
    }
}

fn value(word: &str, one: &ListedChoice, now: Timestamp) -> String {
    let statement = &one.statement;
    match word {
        "nhs_number" => one.nhs_number.to_string(),
        "choice" => title(one.choice),
        "meaning" => statement.choice.meaning().to_owned(),
        "stated" => shown(statement.choice.stated()),
        "ends" => {
            one.ends.map_or_else(|| "until you tell us otherwise".to_owned(), |ends| format!("until {}", shown(ends)))
        }
        "by" => statement.performer.word().replace('-', " "),
        "reference" => statement.evidence.as_deref().map(|text| sanitise(text).into_owned()).unwrap_or_default(),
        "today" => shown(now),
        _ => String::new(),
    }
}

/// A choice as the leaflet calls it, such as `No 2`.
fn title(choice: &str) -> String {
    let mut letters = choice.replace('-', " ");
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    letters
}
