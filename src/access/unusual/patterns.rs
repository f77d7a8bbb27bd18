//! What only many looks together show.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

use super::{Rule, Thresholds};

/// One look at one person's record that was let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// The number of its event.
    pub sequence: i64,
    /// When.
    pub happened: Timestamp,
    /// Who.
    pub user: String,
    /// Whom, by any number that is one person's alone.
    pub person: i64,
}

/// How often each of some things is within a window of time.
#[derive(Default)]
struct Window<T> {
    looks: VecDeque<(Timestamp, T)>,
    counts: HashMap<T, usize>,
}

impl<T: Clone + Eq + std::hash::Hash> Window<T> {
    /// Adds one, drops what is older than the window, and says how many different ones are left.
    fn add(&mut self, at: Timestamp, one: T, lasts: SignedDuration) -> usize {
        *self.counts.entry(one.clone()).or_default() += 1;
        self.looks.push_back((at, one));
        while let Some((first, _)) = self.looks.front()
            && at.duration_since(*first) >= lasts
        {
            let Some((_, gone)) = self.looks.pop_front() else { break };
            if let Some(count) = self.counts.get_mut(&gone) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&gone);
                }
            }
        }
        self.counts.len()
    }
}

/// For each look, in the order in which they come, the rules that it meets by its time, by how many
/// looked at the same person, and by how many people its user looked at. The looks come in the order of
/// time; a look meets a rule from the one on that reaches the threshold.
pub fn patterns(looks: &[Look], thresholds: &Thresholds) -> Vec<Vec<Rule>> {
    let days = SignedDuration::from_hours(i64::from(thresholds.viewer_days) * 24);
    let minutes = SignedDuration::from_mins(i64::from(thresholds.burst_minutes));
    let mut viewers: HashMap<i64, Window<&str>> = HashMap::new();
    let mut people: HashMap<&str, Window<i64>> = HashMap::new();
    let met = looks.iter().map(|look| {
        let (at, user, person) = (look.happened, look.user.as_str(), look.person);
        let seen_by = viewers.entry(person).or_default().add(at, user, days);
        let saw = people.entry(user).or_default().add(at, person, minutes);
        let rules = [
            (Rule::MuchViewed, seen_by >= thresholds.viewers.max(1)),
            (Rule::OutOfHours, thresholds.is_out_of_hours(at)),
            (Rule::Burst, saw >= thresholds.burst_people.max(1)),
        ];
        rules.into_iter().filter(|(_, met)| *met).map(|(rule, _)| rule).collect()
    });
    met.collect()
}
