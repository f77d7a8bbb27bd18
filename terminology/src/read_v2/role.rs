//! What a file of the release is.

use jiff::civil::Date;

use crate::archive::Item;
use crate::delimited::date_of;
use crate::load::LoadError;

/// What a file of Read v2 is, with the date that its release bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `Corev2.all`: every code with its preferred term.
    Core(Option<Date>),
    /// `Keyv2.all`: every term of every code, by search key.
    Keys(Option<Date>),
    /// A file of the release whose columns nobody published. It is named and not read.
    NotRead(Option<Date>),
}

impl Role {
    /// The date that its release bears.
    pub fn date(self) -> Option<Date> {
        let (Self::Core(date) | Self::Keys(date) | Self::NotRead(date)) = self;
        date
    }
}

/// What a file is, if it is one of Read v2. Its name says so: it has no header, and other sets of
/// Read codes have the same columns.
pub fn recognise(item: &Item) -> Result<Option<Role>, LoadError> {
    let name = item.name().to_ascii_lowercase();
    let date = date_of(item.place());
    Ok(match name.as_str() {
        "corev2.all" => Some(Role::Core(date)),
        "keyv2.all" => Some(Role::Keys(date)),
        other => match other.rsplit_once('.') {
            Some((_, "all" | "xrf")) => Some(Role::NotRead(date)),
            _ => None,
        },
    })
}
