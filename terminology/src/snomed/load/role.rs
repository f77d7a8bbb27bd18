//! Which files are part of a release.

use jiff::civil::Date;
use snomed_ct_parsing::rf2::{FileName, NameError, Release};

use crate::archive::Item;
use crate::load::LoadError;

/// How the first line of every RF2 table of components or members begins.
const BEGINNING: &[u8] = b"id\teffectiveTime\tactive\tmoduleId\t";

/// What a file of a release is, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    name: FileName,
}

impl Role {
    /// What its name says.
    pub fn name(&self) -> &FileName {
        &self.name
    }

    /// Whether it holds every version, the newest ones, or those that are new.
    pub fn release(&self) -> Release {
        self.name.release
    }

    /// The date of its release.
    pub fn date(&self) -> Option<Date> {
        super::date(self.name.date.get())
    }
}

/// What a file is, when it is part of a release of SNOMED CT. One that bears the name of an RF2 file
/// and is none that is known is refused, and so is one that has RF2's columns and not its name.
pub fn recognise(item: &Item) -> Result<Option<Role>, LoadError> {
    let refused = |reason: String| LoadError::File { file: item.place().to_owned(), reason };
    match FileName::parse(item.name()) {
        Ok(name) => Ok(Some(Role { name })),
        Err(NameError::NotRf2) if begins(item)? => Err(refused(
            "it has the columns of an RF2 table; its name must say which: sct2_Concept_Snapshot_INT_20250701.txt"
                .to_owned(),
        )),
        Err(NameError::NotRf2) => Ok(None),
        Err(error) => Err(refused(error.to_string())),
    }
}

fn begins(item: &Item) -> Result<bool, LoadError> {
    let is_text = item.name().len() > 4 && item.name().to_ascii_lowercase().ends_with(".txt");
    Ok(is_text && item.beginning(BEGINNING.len())? == BEGINNING)
}
