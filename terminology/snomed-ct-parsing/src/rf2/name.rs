//! The names of release files, and what each says of its file.

use super::{EffectiveTime, Pattern, RefsetKind, Table};

/// Which versions of its components a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Release {
    /// Every version of every component.
    Full,
    /// The newest version of every component, inactive ones too.
    Snapshot,
    /// The versions that are new since the release before.
    Delta,
}

/// The name of a file of a release: `sct2_Description_UKCLSnapshot-en_GB1000000_20220928.txt`.
/// SNOMED CT Release File Specifications, section 3.3.2, "Release File Naming Convention".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// Whether it is of a preview, `xsct2` or `xder2`.
    pub beta: bool,
    /// What it holds.
    pub table: Table,
    /// The words in front of the release: `UKCL`, `Language`, `ExtendedMapUKED`; often none.
    pub summary: String,
    /// Which versions it holds.
    pub release: Release,
    /// The language of its terms, when it names one: `en`, `en-GB`.
    pub language: Option<String>,
    /// Who made it: a country, a namespace or both: `INT`, `GB`, `GB1000000`, `ExtensionA`.
    pub owner: String,
    /// The day of the release.
    pub date: EffectiveTime,
}

/// Why a name is not that of a release file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// It does not begin with `sct2_` or `der2_`, or does not end with `.txt`: another file.
    #[error("no name of an RF2 file: it would be sct2_… or der2_…, and end with .txt")]
    NotRf2,
    /// It has not the five parts of a name.
    #[error("an RF2 name has five parts divided by _: type, content, release, owner and date")]
    Parts,
    /// Of no known content.
    #[error("RF2 content {0:?} is not known")]
    Content(String),
    /// It says none of Full, Snapshot and Delta.
    #[error("{0:?} says none of Full, Snapshot and Delta")]
    Release(String),
    /// A day that is not in the calendar.
    #[error("{0:?} is no date, YYYYMMDD")]
    Date(String),
}

impl FileName {
    /// Reads the name of a file, without its folder.
    pub fn parse(name: &str) -> Result<Self, NameError> {
        let stem = name.get(..name.len().saturating_sub(4)).filter(|_| has_extension(name));
        let (family, rest) = stem.and_then(|stem| stem.split_once('_')).ok_or(NameError::NotRf2)?;
        let beta = matches!(family, "xsct2" | "xder2");
        if !beta && !matches!(family, "sct2" | "der2") {
            return Err(NameError::NotRf2);
        }
        let (content, rest) = rest.split_once('_').ok_or(NameError::Parts)?;
        let (rest, date) = rest.rsplit_once('_').ok_or(NameError::Parts)?;
        let (rest, owner) = rest.rsplit_once('_').ok_or(NameError::Parts)?;
        if owner.is_empty() {
            return Err(NameError::Parts);
        }
        let (release, language) = match rest.split_once('-') {
            Some((release, language)) => (release, Some(language.to_owned())),
            None => (rest, None),
        };
        let kinds = [("Full", Release::Full), ("Snapshot", Release::Snapshot), ("Delta", Release::Delta)];
        let found = kinds.iter().find_map(|(word, kind)| Some((release.strip_suffix(word)?, *kind)));
        let (summary, release) = found.ok_or_else(|| NameError::Release(rest.to_owned()))?;
        let table = match Table::named(content).ok_or_else(|| NameError::Content(content.to_owned()))? {
            Table::Refset(pattern, _) => Table::Refset(pattern, kind_of(&pattern, summary)),
            table => table,
        };
        let date = EffectiveTime::parse(date.as_bytes()).ok_or_else(|| NameError::Date(date.to_owned()))?;
        Ok(Self { beta, table, summary: summary.to_owned(), release, language, owner: owner.to_owned(), date })
    }

    /// The country of the owner, when it names one: two letters, `INT` for all.
    pub fn country(&self) -> Option<&str> {
        let country = self.owner.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let known = country == "INT" || country.len() == 2;
        (known && country.bytes().all(|letter| letter.is_ascii_uppercase())).then_some(country)
    }

    /// The namespace of the owner, when it names one: 1000000 of NHS England.
    pub fn namespace(&self) -> Option<u32> {
        let digits = self.owner.get(self.owner.len().checked_sub(7)?..)?;
        digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())?
    }
}

fn has_extension(name: &str) -> bool {
    name.len() > 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".txt"))
}

fn kind_of(pattern: &Pattern, summary: &str) -> Option<RefsetKind> {
    RefsetKind::of_summary(pattern, summary)
}
