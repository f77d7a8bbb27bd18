//! What a file of the release is.

use jiff::civil::Date;

use crate::archive::Item;
use crate::delimited::date_of;
use crate::load::LoadError;

/// What a file of CTV3 is, with the date that its release bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `Concept.v3`: every concept.
    Concepts(Option<Date>),
    /// `Descrip.v3`: which terms a concept has.
    Descriptions(Option<Date>),
    /// `Terms.v3`: every term.
    Terms(Option<Date>),
    /// `V3hier.v3`: which concepts stand below which.
    Hierarchy(Option<Date>),
    /// `Redun.map`: which code took the place of which.
    Redundant(Option<Date>),
    /// `ctv3_dictionary.csv`: a supplier's codes, its local ones among them.
    LocalDictionary(Option<Date>),
    /// `ctv3_hierarchy.csv`: what stands below what in that dictionary, and how far.
    LocalHierarchy(Option<Date>),
    /// A file of the release whose columns nobody published. It is named and not read.
    NotRead(Option<Date>),
}

impl Role {
    /// The date that its release bears.
    pub fn date(self) -> Option<Date> {
        let (Self::Concepts(date)
        | Self::Descriptions(date)
        | Self::Terms(date)
        | Self::Hierarchy(date)
        | Self::Redundant(date)
        | Self::LocalDictionary(date)
        | Self::LocalHierarchy(date)
        | Self::NotRead(date)) = self;
        date
    }
}

/// What a file is, if it is one of CTV3. Its name says so: most have no header.
///
/// `Keys.v3`, `Dcf.v3`, `Template.v3`, any other `*.v3`, and `Specialties` in the folder `V3` are of the
/// release, with columns that are not known.
pub fn recognise(item: &Item) -> Result<Option<Role>, LoadError> {
    let name = item.name().to_ascii_lowercase();
    let date = date_of(item.place());
    Ok(match name.as_str() {
        "concept.v3" => Some(Role::Concepts(date)),
        "descrip.v3" => Some(Role::Descriptions(date)),
        "terms.v3" => Some(Role::Terms(date)),
        "v3hier.v3" => Some(Role::Hierarchy(date)),
        "redun.map" => Some(Role::Redundant(date)),
        "ctv3_dictionary.csv" => Some(Role::LocalDictionary(date)),
        "ctv3_hierarchy.csv" => Some(Role::LocalHierarchy(date)),
        "specialties" if item.place().to_ascii_lowercase().contains("v3/") => Some(Role::NotRead(date)),
        other => match other.rsplit_once('.') {
            Some((_, "v3")) => Some(Role::NotRead(date)),
            _ => None,
        },
    })
}
