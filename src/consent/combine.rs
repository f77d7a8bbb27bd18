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
    /// An overlay. It replaces the overlay and leaves the standing choice beneath it.
    Overlay(Overlay),
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

impl Choices {
    /// Takes a statement in. It replaces only one of its own kind; the later wins; of two made at
    /// the same instant the stricter stands. The result does not depend on the order in which
    /// statements come.
    pub fn state(&mut self, statement: ChoiceStatement) -> StatementOutcome {
        match statement {
            ChoiceStatement::Standing(new) => place(&mut self.standing, new, |held| (held.stated, standing_rank(held))),
            ChoiceStatement::Overlay(new) => place(&mut self.overlay, new, |held| (held.stated, overlay_rank(held))),
        }
    }

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
            let rank = person.standing.as_ref().map_or(StandingRank::Default, standing_rank);
            (rank, person.standing.map(|standing| standing.stated))
        });
        let standing = strictest.and_then(|person| person.standing);
        Self { standing, overlay: common_overlay(people) }
    }
}

fn place<T: PartialEq, K: Ord>(held: &mut Option<T>, new: T, key: impl Fn(&T) -> (Timestamp, K)) -> StatementOutcome {
    let Some(old) = held else {
        *held = Some(new);
        return StatementOutcome::Taken;
    };
    if *old == new {
        return StatementOutcome::Known;
    }
    let (old_key, new_key) = (key(old), key(&new));
    let outcome = match new_key.0.cmp(&old_key.0) {
        std::cmp::Ordering::Less => StatementOutcome::Outdated,
        std::cmp::Ordering::Equal => StatementOutcome::Tie,
        std::cmp::Ordering::Greater => StatementOutcome::Taken,
    };
    if new_key > old_key {
        *held = Some(new);
    }
    outcome
}

/// How strict a standing choice is; the strictest is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum StandingRank {
    Yes3,
    Default,
    No1,
    No2,
}

fn standing_rank(standing: &Standing) -> StandingRank {
    match standing.choice {
        StandingChoice::Yes3 => StandingRank::Yes3,
        StandingChoice::No1 => StandingRank::No1,
        StandingChoice::No2 => StandingRank::No2,
    }
}

/// How strict an overlay is; the strictest is the greatest. One named user is stricter than
/// everybody, an earlier end than a later or none, a later beginning than an earlier. The rest only
/// makes the order total, so that the order of import cannot matter.
fn overlay_rank(overlay: &Overlay) -> impl Ord + use<> {
    let user = match &overlay.choice {
        OverlayChoice::Yes1 { user } => Some(user.clone()),
        OverlayChoice::Yes2 => None,
    };
    let end = overlay.end();
    (user.is_some(), end.is_some(), Reverse(end), overlay.from, user, overlay.until)
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
