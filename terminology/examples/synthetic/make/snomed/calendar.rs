//! When versions of components take effect, and which of them a release holds.

use snomed_ct_parsing::rf2::Release;

use super::super::random::Random;

/// The most releases after the first.
pub(crate) const MOST_ROUNDS: usize = 8;

/// The days of releases: those long ago, the first that is made, and those after it.
#[derive(Debug, Clone)]
pub(crate) struct Calendar {
    /// Every half year from 2002, and the first release, last.
    past: Vec<u32>,
    /// The releases after the first.
    rounds: Vec<u32>,
}

/// How often a component changes, of 10,000.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Odds {
    /// It is changed before the first release.
    pub(crate) touched: u64,
    /// It is inactive at the first release.
    pub(crate) gone: u64,
    /// It is changed by a release after.
    pub(crate) touched_later: u64,
    /// It is inactivated by a release after.
    pub(crate) gone_later: u64,
}

/// The life of a component: when it comes, is changed, goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Life {
    pub(crate) birth: u32,
    pub(crate) touch: Option<u32>,
    pub(crate) death: Option<u32>,
}

/// A version of a component.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Version {
    pub(crate) time: u32,
    pub(crate) active: bool,
    pub(crate) touched: bool,
}

/// Which versions are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selection {
    pub(crate) kind: Release,
    pub(crate) date: u32,
    /// The release before: a delta is what is newer.
    pub(crate) before: u32,
}

impl Calendar {
    /// The calendar of these releases, in their order.
    pub(crate) fn new(dates: &[u32]) -> Self {
        let first = dates.first().copied().unwrap_or(20_250_101);
        let halves = (2002..2200).flat_map(|year| [year * 10_000 + 131, year * 10_000 + 731]);
        let mut past: Vec<u32> = halves.take_while(|date| *date < first).collect();
        past.push(first);
        Self { past, rounds: dates.iter().skip(1).copied().collect() }
    }

    /// The day of the newest release.
    pub(crate) fn date(&self) -> u32 {
        self.rounds.last().or(self.past.last()).copied().unwrap_or_default()
    }

    /// How many releases come after the first.
    pub(crate) fn rounds(&self) -> usize {
        self.rounds.len()
    }

    /// The day of a release after the first, from 1; none when it is not made.
    pub(crate) fn round(&self, number: usize) -> Option<u32> {
        self.rounds.get(number.checked_sub(1)?).copied()
    }

    /// Which versions a release of this kind holds.
    pub(crate) fn selection(&self, kind: Release) -> Selection {
        let all = [&self.past[..], &self.rounds[..]].concat();
        let before = all.len().checked_sub(2).map_or(0, |at| all[at]);
        Selection { kind, date: self.date(), before }
    }

    /// The day on which one of many comes, when they come one after the other and evenly.
    pub(crate) fn born(&self, at: usize, of: usize) -> u32 {
        let day = at * self.past.len() / of.max(1);
        self.past.get(day).or(self.past.last()).copied().unwrap_or_default()
    }

    /// A day of the past, not before another.
    pub(crate) fn past(&self, random: &mut Random, earliest: u32, power: f64) -> u32 {
        let from = self.past.partition_point(|date| *date < earliest);
        if from >= self.past.len() { earliest } else { self.past[from + random.early(self.past.len() - from, power)] }
    }

    /// A life that begins on this day, and whether it ends in any release that could be made: what
    /// is drawn is the same however many are.
    pub(crate) fn life(&self, random: &mut Random, birth: u32, odds: Odds) -> (Life, bool) {
        let first = self.past.last().copied().unwrap_or_default();
        let mut life = Life { birth, touch: None, death: None };
        let (touched, gone) = (random.happens(odds.touched), random.happens(odds.gone));
        let (touch, death) = (self.past(random, birth, 1.0), self.past(random, birth, 0.5));
        life.touch = (touched && touch > birth).then_some(touch);
        life.death = (gone && death > birth).then_some(death);
        let mut mortal = life.death.is_some();
        for round in 1..=MOST_ROUNDS {
            let (touched, gone) = (random.happens(odds.touched_later), random.happens(odds.gone_later));
            let date = self.round(round).filter(|date| *date > birth && *date > first);
            if life.touch.is_none() && life.death.is_none() && touched {
                life.touch = date;
            }
            if !mortal && gone {
                life.death = date;
                mortal = true;
            }
        }
        if life.touch.zip(life.death).is_some_and(|(touch, death)| touch >= death) {
            life.touch = None;
        }
        (life, mortal)
    }
}

impl Life {
    /// A life without an event.
    pub(crate) fn still(birth: u32) -> Self {
        Self { birth, touch: None, death: None }
    }

    /// Whether it lasts on this day.
    pub(crate) fn lasts(&self, date: u32) -> bool {
        self.birth <= date && self.death.is_none_or(|death| death > date)
    }

    /// The versions that a release holds.
    pub(crate) fn versions(&self, selection: Selection) -> impl Iterator<Item = Version> + use<> {
        let birth = Some(Version { time: self.birth, active: true, touched: false });
        let touch = self.touch.map(|time| Version { time, active: true, touched: true });
        let death = self.death.map(|time| Version { time, active: false, touched: self.touch.is_some() });
        let all = [birth, touch, death].map(|version| version.filter(|version| version.time <= selection.date));
        let newest = all.iter().flatten().map(|version| version.time).max().unwrap_or_default();
        all.into_iter().flatten().filter(move |version| match selection.kind {
            Release::Full => true,
            Release::Snapshot => version.time == newest,
            Release::Delta => version.time > selection.before,
        })
    }
}
