//! How statements of one person follow each other, and how the choices of several become one.

use std::cmp::Reverse;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Choices, Overlay, OverlayChoice, Standing, StandingChoice};

/// One thing that a person said about who may see the record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChoiceStatement {
    /// A standing choice. It replaces the standing choice and leaves the overlay.
    Standing(Standing),
    /// The standing choice is taken back: the default holds again. It leaves the overlay.
    Default {
        /// When the person said so.
        stated: Timestamp,
    },
    /// An overlay. It replaces the overlay and leaves the standing choice beneath it.
    Overlay(Overlay),
    /// The overlay is ended before its time. It leaves the standing choice.
    EndOverlay {
        /// When the person said so.
        stated: Timestamp,
    },
}

impl ChoiceStatement {
    /// When the person said so.
    pub const fn stated(&self) -> Timestamp {
        match self {
            Self::Standing(Standing { stated, .. })
            | Self::Overlay(Overlay { stated, .. })
            | Self::Default { stated }
            | Self::EndOverlay { stated } => *stated,
        }
    }

    /// Whether it is about the overlay, and not about the standing choice.
    pub const fn is_overlay(&self) -> bool {
        matches!(self, Self::Overlay(_) | Self::EndOverlay { .. })
    }
}

/// What became of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatementOutcome {
    /// It stands now.
    Taken,
    /// It was known already.
    Known,
    /// A later statement of its kind stands.
    Outdated,
    /// Another statement of its kind was made at the same instant: the stricter of the two stands,
    /// and a privacy officer must look at it.
    Tie,
}

/// Everything that a person said under one number, taken together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    standing: Option<Latest<Option<StandingChoice>>>,
    overlay: Option<Latest<Option<Overlay>>>,
}

/// The latest statement of a kind, and whether another of the same instant differs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Latest<T> {
    stated: Timestamp,
    what: T,
    tied: bool,
}

impl Chosen {
    /// Takes a statement in. It replaces only one of its own kind; the later wins; of two made at
    /// the same instant the stricter stands. The result does not depend on the order in which
    /// statements come.
    pub fn state(&mut self, statement: ChoiceStatement) -> StatementOutcome {
        let stated = statement.stated();
        match statement {
            ChoiceStatement::Standing(new) => place(&mut self.standing, stated, Some(new.choice), standing_rank),
            ChoiceStatement::Default { .. } => place(&mut self.standing, stated, None, standing_rank),
            ChoiceStatement::Overlay(new) => place(&mut self.overlay, stated, Some(new), overlay_rank),
            ChoiceStatement::EndOverlay { .. } => place(&mut self.overlay, stated, None, overlay_rank),
        }
    }

    /// What stands.
    pub fn choices(&self) -> Choices {
        let standing = self
            .standing
            .as_ref()
            .and_then(|latest| latest.what.map(|choice| Standing { choice, stated: latest.stated }));
        Choices { standing, overlay: self.overlay.as_ref().and_then(|latest| latest.what.clone()) }
    }

    /// Whether nothing was ever said. Who took everything back has said something: the default.
    pub const fn is_silent(&self) -> bool {
        self.standing.is_none() && self.overlay.is_none()
    }

    /// Whether the standing choice is the stricter of several that were stated at one instant.
    pub fn standing_tied(&self) -> bool {
        self.standing.as_ref().is_some_and(|latest| latest.tied)
    }

    /// Whether the overlay is the stricter of several that were stated at one instant.
    pub fn overlay_tied(&self) -> bool {
        self.overlay.as_ref().is_some_and(|latest| latest.tied)
    }
}

impl Choices {
    /// The choices that hold for people who turn out to be one: never more open than those of any
    /// of them. An empty list is a person who said nothing.
    ///
    /// - The strictest standing choice stands, in the order No 2, No 1, default, Yes 3. The default
    ///   is stricter than Yes 3 because that person has not yet been asked.
    /// - An overlay stands only as far as every one of them allows it: each either gave an overlay
    ///   too, and then the window common to all holds, or stands at Yes 3, which allows it anyway.
    ///   So a Yes 1 or Yes 2 of one never opens what the default, No 1 or No 2 of another closes.
    ///   Two Yes 1 that name different users leave nothing in common.
    ///
    /// Each element is a person. A source's identity of which nobody ever asked or recorded
    /// anything is no person of its own: whether it is listed (and counts as the default) is for
    /// the caller to say. The parts are not changed, so an unlink restores each.
    #[must_use]
    pub fn stricter(people: &[Self]) -> Self {
        let strictest = people.iter().max_by_key(|person| {
            let rank = standing_rank(person.standing.map(|standing| standing.choice).as_ref());
            (rank, person.standing.map(|standing| standing.stated))
        });
        let standing = strictest.and_then(|person| person.standing);
        Self { standing, overlay: common_overlay(people) }
    }
}

fn place<T: PartialEq, K: Ord>(
    held: &mut Option<Latest<Option<T>>>,
    stated: Timestamp,
    what: Option<T>,
    rank: impl Fn(Option<&T>) -> K,
) -> StatementOutcome {
    let Some(old) = held else {
        *held = Some(Latest { stated, what, tied: false });
        return StatementOutcome::Taken;
    };
    match stated.cmp(&old.stated) {
        std::cmp::Ordering::Less => StatementOutcome::Outdated,
        std::cmp::Ordering::Equal if old.what == what => StatementOutcome::Known,
        std::cmp::Ordering::Equal => {
            if rank(what.as_ref()) > rank(old.what.as_ref()) {
                old.what = what;
            }
            old.tied = true;
            StatementOutcome::Tie
        }
        std::cmp::Ordering::Greater => {
            *old = Latest { stated, what, tied: false };
            StatementOutcome::Taken
        }
    }
}

/// How strict a standing choice is; the strictest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum StandingRank {
    Yes3,
    Default,
    No1,
    No2,
}

pub(super) fn standing_rank(choice: Option<&StandingChoice>) -> StandingRank {
    match choice {
        None => StandingRank::Default,
        Some(StandingChoice::Yes3) => StandingRank::Yes3,
        Some(StandingChoice::No1) => StandingRank::No1,
        Some(StandingChoice::No2) => StandingRank::No2,
    }
}

/// How strict an overlay is; the strictest is the greatest. None at all is stricter than any, one
/// named user than everybody, an earlier end than a later or none, a later beginning than an
/// earlier. The rest only makes the order total, so that the order of import cannot matter.
fn overlay_rank(overlay: Option<&Overlay>) -> impl Ord + use<> {
    let Some(overlay) = overlay else { return (true, None) };
    let user = match &overlay.choice {
        OverlayChoice::Yes1 { user } => Some(user.clone()),
        OverlayChoice::Yes2 => None,
    };
    let end = overlay.end();
    (false, Some((user.is_some(), end.is_some(), Reverse(end), overlay.from, user, overlay.until)))
}

/// What all overlays have in common, where every person who is not at Yes 3 gave one.
fn common_overlay(people: &[Choices]) -> Option<Overlay> {
    let open = |person: &&Choices| matches!(person.standing, Some(Standing { choice: StandingChoice::Yes3, .. }));
    let mut asked = people.iter().filter(|person| !open(person)).peekable();
    if asked.peek().is_none() {
        // Everybody may look at all times, so an overlay of any adds nothing. One that all share is
        // kept; keeping others would let the order of merging show.
        let first = people.first()?.overlay.as_ref()?;
        let shared = people.iter().all(|person| person.overlay.as_ref() == Some(first));
        return shared.then(|| first.clone());
    }
    common(asked.map(|person| person.overlay.as_ref()))
}

fn common<'a>(mut overlays: impl Iterator<Item = Option<&'a Overlay>>) -> Option<Overlay> {
    let first = overlays.next()??.clone();
    overlays.try_fold(first, |held, next| intersect(&held, next?))
}

/// The overlay that holds exactly where both hold.
fn intersect(left: &Overlay, right: &Overlay) -> Option<Overlay> {
    let choice = match (&left.choice, &right.choice) {
        (OverlayChoice::Yes2, other) | (other, OverlayChoice::Yes2) => other.clone(),
        (OverlayChoice::Yes1 { user }, OverlayChoice::Yes1 { user: other }) if user == other => left.choice.clone(),
        (OverlayChoice::Yes1 { .. }, OverlayChoice::Yes1 { .. }) => return None,
    };
    let from = left.from.max(right.from);
    let until = [left.end(), right.end()].into_iter().flatten().min();
    // Where the window is empty nothing is left; this also keeps a Yes 1 to its own local day.
    let holds = until.is_none_or(|until| from < until);
    holds.then(|| Overlay { choice, from, until, stated: left.stated.max(right.stated) })
}
