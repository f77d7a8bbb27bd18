//! Organisations: who shares, who views, since when, and who took over from whom.

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What kind of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationKind {
    /// An acute hospital trust.
    Acute,
    /// A mental health or community trust.
    MentalHealth,
    /// A community service.
    Community,
    /// A council.
    LocalAuthority,
    /// Ambulance, 111 and out of hours.
    UrgentCare,
    /// A GP practice.
    GeneralPractice,
    /// A commissioner.
    Commissioner,
}

/// A right that holds from a day on, until a day where one is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// The first day.
    pub from: Date,
    /// The first day on which it holds no more.
    #[serde(default)]
    pub until: Option<Date>,
}

impl Right {
    fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// An organisation by its ODS code (NHS Organisation Data Service).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// The ODS code, or a name in capitals where the organisation has none that is published.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its systems, as the programme names them.
    #[serde(default)]
    pub systems: Vec<String>,
    /// Since when its people may view the shared record.
    #[serde(default)]
    pub views: Vec<Right>,
    /// Since when what it sends is shared with others.
    #[serde(default)]
    pub shares: Vec<Right>,
    /// The code of the organisation that took over.
    #[serde(default)]
    pub successor: Option<String>,
    /// The day of succession.
    #[serde(default)]
    pub succeeded: Option<Date>,
}

/// The organisations and their dated rights, as data.
#[derive(Debug, Clone, Deserialize)]
pub struct Site {
    /// Every organisation known.
    pub organisation: Vec<Organisation>,
}

impl Site {
    /// The organisation of a code. A site code (`RBD01`) finds its trust; any code in the form of a
    /// practice's (a letter and five digits) finds the entry that stands for the GP practices.
    pub fn find(&self, code: &str) -> Option<&Organisation> {
        let practice = || self.exact("GP").filter(|_| is_practice_code(code));
        let trust = || code.get(..3).filter(|_| code.len() == 5).and_then(|trust| self.exact(trust));
        self.exact(code).or_else(practice).or_else(trust)
    }

    fn exact(&self, code: &str) -> Option<&Organisation> {
        self.organisation.iter().find(|organisation| organisation.code == code)
    }

    /// The organisation that answers for a code on a day, succession followed.
    pub fn on(&self, code: &str, day: Date) -> Option<&Organisation> {
        let mut found = self.find(code)?;
        for _ in 0..8 {
            match (&found.successor, found.succeeded) {
                (Some(successor), Some(since)) if since <= day => found = self.find(successor)?,
                _ => break,
            }
        }
        Some(found)
    }

    /// Whether people of this organisation may view on a day.
    pub fn may_view(&self, code: &str, day: Date) -> bool {
        self.on(code, day).is_some_and(|organisation| organisation.views.iter().any(|right| right.holds_on(day)))
    }

    /// Whether what this organisation sent about a day may be shown to others. A practice or a
    /// sender that the data does not name shares, since it chose to send.
    pub fn may_share(&self, code: &str, day: Date) -> bool {
        let Some(organisation) = self.find(code) else { return true };
        organisation.shares.iter().any(|right| right.holds_on(day))
    }

    /// Whether two codes mean the same organisation on a day, by site or by succession.
    pub fn same(&self, left: &str, right: &str, day: Date) -> bool {
        // The entry that stands for all practices makes no two of them one.
        let stands_alone = |code: &str| is_practice_code(code) && self.exact(code).is_none();
        if left == right || stands_alone(left) || stands_alone(right) {
            return left == right;
        }
        let name = |code| self.on(code, day).map(|organisation| organisation.code.as_str());
        name(left).unwrap_or(left) == name(right).unwrap_or(right)
    }
}

fn is_practice_code(code: &str) -> bool {
    let mut characters = code.chars();
    code.len() == 6
        && characters.next().is_some_and(|first| first.is_ascii_uppercase())
        && characters.all(|rest| rest.is_ascii_digit())
}

/// The organisations of the programme: sites, systems, and dated rights to view and to share.
pub fn directory() -> &'static Site {
    static DIRECTORY: OnceLock<Site> = OnceLock::new();
    DIRECTORY
        .get_or_init(|| toml::from_str(include_str!("organisations.toml")).unwrap_or(Site { organisation: Vec::new() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_shipped_data_reads() {
        let site: Site = toml::from_str(include_str!("organisations.toml")).unwrap();
        assert!(site.organisation.len() > 10);
    }

    #[test]
    fn a_merger_is_followed_from_its_day() {
        let site = directory();
        assert_eq!(site.on("RD3", date(2020, 9, 30)).unwrap().code, "RD3");
        assert_eq!(site.on("RD3", date(2020, 10, 1)).unwrap().code, "R0D");
        assert!(site.same("RD3", "RDZ", date(2021, 1, 1)));
        assert!(!site.same("RD3", "RDZ", date(2018, 6, 1)));
    }

    #[test]
    fn two_practices_are_not_one() {
        let (site, day) = (directory(), date(2018, 6, 1));
        assert!(site.same("J81001", "J81001", day));
        assert!(!site.same("J81001", "J81002", day));
        assert!(!site.same("J81001", "GP", day));
        assert!(!site.same("RBD", "RBE", day) && site.same("RBD01", "RBD", day));
    }

    #[test]
    fn in_2018_viewers_do_not_share() {
        let (site, day) = (directory(), date(2018, 6, 1));
        assert!(site.may_view("RDY", day) && !site.may_share("RDY", day));
        assert!(site.may_view("RBD", day) && site.may_share("RBD01", day));
        assert!(!site.may_view("RYF", day), "the ambulance view was planned");
    }
}
