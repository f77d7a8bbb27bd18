//! The consent policy in force on a day: how the programme asks, and what it sets where it left a
//! point open. All of it is data (`policy.toml`).

use std::sync::OnceLock;

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

use super::Settings;

/// How the programme asks: dated, so that an old decision replays under the policy of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// From 2018: explicit permission to view, asked at the point of care.
    PermissionToView,
    /// From 2019: a discussion, no question at each treatment; opting out remains.
    DiscussionToView,
}

impl Policy {
    /// The first day of the discussion to view, in Europe/London.
    pub const DISCUSSION_SINCE: Date = date(2019, 4, 1);

    /// The name in JSON and in the data.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::PermissionToView => "permission-to-view",
            Self::DiscussionToView => "discussion-to-view",
        }
    }

    /// The policy of a day in Europe/London.
    pub fn on(day: Date) -> Self {
        if day < Self::DISCUSSION_SINCE { Self::PermissionToView } else { Self::DiscussionToView }
    }
}

/// The policy of a day, with its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyInForce {
    /// How it asks.
    pub policy: Policy,
    /// What it sets.
    pub settings: Settings,
}

/// A policy of the programme, for a reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyLine {
    /// Which.
    pub name: Policy,
    /// Its first day; none is the beginning.
    #[serde(default)]
    pub from: Option<Date>,
    /// What it asks of those who look, in one sentence.
    pub meaning: String,
    /// Where that stands.
    pub source: String,
}

/// A point that the programme left open, for a reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingLine {
    /// Its name.
    pub name: String,
    /// The safe value, which holds where a store adopts no other.
    pub default: toml::Value,
    /// The values there are, where it is not a number or yes or no.
    #[serde(default)]
    pub values: Vec<String>,
    /// What it decides, in one sentence.
    pub meaning: String,
    /// Where the default comes from.
    pub source: String,
}

/// Values that a store adopts from a day on, by the names of the settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdoptedSettings {
    /// Their first day in Europe/London.
    pub from: Date,
    /// The values.
    pub settings: toml::Table,
}

/// Why settings are not a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not in the form of the data, an unknown setting, or a value that it does not have.
    #[error("{0}")]
    Unreadable(String),
    /// A number that is more than it may be.
    #[error("{setting} is at most {most}")]
    OutOfBounds {
        /// The setting.
        setting: &'static str,
        /// The most it may be.
        most: u32,
    },
}

/// The policies of the programme, and every setting with its default.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyBook {
    /// The policies, the earliest first.
    #[serde(rename = "policy")]
    pub policies: Vec<PolicyLine>,
    /// The settings.
    #[serde(rename = "setting")]
    pub settings: Vec<SettingLine>,
}

impl PolicyBook {
    /// What the tool ships; an error is a fault of its build, and no decision can be made.
    pub fn shipped() -> Result<&'static Self, &'static PolicyError> {
        static SHIPPED: OnceLock<Result<PolicyBook, PolicyError>> = OnceLock::new();
        SHIPPED.get_or_init(|| PolicyBook::read(include_str!("policy.toml"))).as_ref()
    }

    /// The policy of a day where nothing else was adopted.
    pub fn shipped_on(day: Date) -> Result<PolicyInForce, PolicyError> {
        Self::shipped().map_err(Clone::clone)?.on(day, &[])
    }

    fn read(text: &str) -> Result<Self, PolicyError> {
        let book: Self = toml::from_str(text).map_err(|error| unreadable(&error))?;
        book.settings_with(&toml::Table::new())?;
        Ok(book)
    }

    /// The policy of a day in Europe/London, with what was adopted by then: of the values of one
    /// setting, the one whose first day is the latest, and of several of one day the last.
    pub fn on(&self, day: Date, adopted: &[AdoptedSettings]) -> Result<PolicyInForce, PolicyError> {
        let in_force = self.policies.iter().rfind(|line| line.from.is_none_or(|from| from <= day));
        let policy = in_force.map(|line| line.name).ok_or_else(|| unreadable(&"no policy is in force on that day"))?;
        let mut begun: Vec<&AdoptedSettings> = adopted.iter().filter(|adopted| adopted.from <= day).collect();
        begun.sort_by_key(|adopted| adopted.from);
        let values = begun.into_iter().flat_map(|adopted| adopted.settings.clone()).collect();
        Ok(PolicyInForce { policy, settings: self.settings_with(&values)? })
    }

    /// The defaults with some values in their place.
    fn settings_with(&self, values: &toml::Table) -> Result<Settings, PolicyError> {
        let mut all: toml::Table = self.settings.iter().map(|line| (line.name.clone(), line.default.clone())).collect();
        all.extend(values.clone());
        let settings: Settings = all.try_into().map_err(|error| unreadable(&error))?;
        match settings.out_of_bounds() {
            Some((setting, most)) => Err(PolicyError::OutOfBounds { setting, most }),
            None => Ok(settings),
        }
    }

    /// Reads what a store is to adopt, and checks every value.
    pub fn adoption(&self, text: &str) -> Result<AdoptedSettings, PolicyError> {
        let adopted: AdoptedSettings = toml::from_str(text).map_err(|error| unreadable(&error))?;
        self.on(adopted.from, std::slice::from_ref(&adopted))?;
        Ok(adopted)
    }
}

fn unreadable(error: &impl ToString) -> PolicyError {
    PolicyError::Unreadable(error.to_string().trim().to_owned())
}
