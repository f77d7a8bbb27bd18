//! A chain of steps, and what is to be said of it.

use std::fmt;

use serde::Serialize;

use super::{By, Coded, Hop, System};
use crate::catalogue::Kind;

/// One way from a code to a target, or to where it ends without one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chain {
    /// Where it starts.
    pub start: Coded,
    /// The steps; none where the code itself is the answer, or there is nothing to follow.
    pub hops: Vec<Hop>,
    /// Why there is no target; none where there is one.
    pub why_not: Option<WhyNot>,
    /// What is to be known of the target.
    pub cautions: Vec<Caution>,
}

impl Chain {
    pub(super) fn new(start: &Coded, hops: &[Hop], why_not: Option<WhyNot>) -> Self {
        let mut chain = Self { start: start.clone(), hops: hops.to_vec(), why_not, cautions: Vec::new() };
        if chain.why_not.is_none() {
            for caution in hops.iter().flat_map(Caution::of) {
                chain.add(caution);
            }
        }
        chain
    }

    pub(super) fn add(&mut self, caution: Caution) {
        if !self.cautions.contains(&caution) {
            self.cautions.push(caution);
        }
    }

    /// The target.
    pub fn target(&self) -> Option<&Coded> {
        match (&self.why_not, self.hops.last()) {
            (Some(_), _) => None,
            (None, Some(hop)) => hop.to.as_ref(),
            (None, None) => Some(&self.start),
        }
    }
}

/// Why a chain has no target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhyNot {
    /// It is no code of its system, and why.
    Malformed(String),
    /// No map leads from this system to the one asked for.
    NoWay(System),
    /// What the next step stands in is not loaded.
    NotLoaded(Kind),
    /// The releases that are loaded do not have the code.
    NoSuchCode,
    /// What is loaded has no map for it.
    NoMap,
    /// The map says that there is nothing: `_NONE`.
    MapsToNothing,
    /// The map says that it is a drug, whose maps are in dm+d: `_DRUG`.
    Drug,
    /// The map was withdrawn: its newest row has status 0, or is inactive.
    Withdrawn,
    /// The target of the row is empty: it cannot be classified.
    NoTarget,
    /// The target of the row is no code: `#NIS`.
    NotACode(String),
    /// It is inactive, and nothing takes its place.
    InactiveWithoutReplacement,
    /// It was moved to another namespace, which this release does not have.
    Moved,
    /// The release that is loaded does not have it.
    NotInRelease(Kind),
    /// The chain leads back to where it was.
    Round,
    /// There are more steps, or more chains, than are followed.
    TooMany,
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(why) => f.write_str(why),
            Self::NoWay(from) => write!(f, "no map leads from {from} to there"),
            Self::NotLoaded(kind) => write!(f, "not loaded: {kind}"),
            Self::NoSuchCode => f.write_str("the releases loaded do not have this code"),
            Self::NoMap => f.write_str("no map is loaded for it"),
            Self::MapsToNothing => f.write_str("the map says that there is no target (_NONE)"),
            Self::Drug => f.write_str("the map says that it is a drug, to be mapped by dm+d (_DRUG)"),
            Self::Withdrawn => f.write_str("the map was withdrawn"),
            Self::NoTarget => f.write_str("the row has no target"),
            Self::NotACode(target) => write!(f, "the target {target} is no code"),
            Self::InactiveWithoutReplacement => f.write_str("it is inactive and nothing takes its place"),
            Self::Moved => f.write_str("it was moved to another namespace"),
            Self::NotInRelease(kind) => write!(f, "the loaded release of {kind} does not have it"),
            Self::Round => f.write_str("the chain leads back to where it was"),
            Self::TooMany => f.write_str("there are more steps or chains than are followed"),
        }
    }
}

/// What is to be known of a target.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Caution {
    /// A step was not clinically assured.
    NotAssured,
    /// A step is one of several that its table calls ambiguous: its status is 2.
    Ambiguous,
    /// A step is read backward: the map was not made for this direction.
    Backward,
    /// What takes the place of an inactive concept does not mean the same.
    Inexact(&'static str),
    /// Whether the target is still active was not looked up, for this is not loaded.
    NotChecked(Kind),
    /// The loaded release does not have the target.
    NotInRelease(Kind),
}

impl Caution {
    fn of(hop: &Hop) -> impl Iterator<Item = Self> {
        let ambiguous = hop.map_status.is_some_and(|status| status > 1);
        let inexact = match hop.by {
            By::History(association) if !matches!(association, "same as" | "replaced by") => Some(association),
            _ => None,
        };
        let not_assured = (hop.assured == Some(false)).then_some(Self::NotAssured);
        let backward = hop.backward.then_some(Self::Backward);
        [not_assured, ambiguous.then_some(Self::Ambiguous), backward, inexact.map(Self::Inexact)].into_iter().flatten()
    }
}

impl fmt::Display for Caution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAssured => f.write_str("not clinically assured"),
            Self::Ambiguous => f.write_str("one of several that are ambiguous"),
            Self::Backward => f.write_str("a map read backward"),
            Self::Inexact(association) => write!(f, "{association}, which is not the same"),
            Self::NotChecked(kind) => write!(f, "not checked, for this is not loaded: {kind}"),
            Self::NotInRelease(kind) => write!(f, "the loaded release of {kind} does not have it"),
        }
    }
}
