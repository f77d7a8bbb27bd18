//! Durations as percentiles.

use std::time::{Duration, Instant};

use crate::say::line;

/// How long the same thing took, many times.
#[derive(Default)]
pub(crate) struct Figures(Vec<Duration>);

impl Figures {
    /// Measures once.
    pub(crate) fn time<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let result = act();
        self.0.push(begun.elapsed());
        result
    }

    /// Takes in what was measured elsewhere.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The same with something that each held taken off.
    pub(crate) fn less(&self, part: Duration) -> Self {
        Self(self.0.iter().map(|whole| whole.saturating_sub(part)).collect())
    }

    /// The duration that `percent` of a hundred do not exceed.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
        sorted.get(place).copied().unwrap_or_default()
    }

    /// One line: how often, and how long at the percentiles that matter.
    pub(crate) fn print(&self, name: &str) {
        let millis = |percent| self.percentile(percent).as_secs_f64() * 1_000.0;
        let (median, p95, p99, longest) = (millis(50), millis(95), millis(99), millis(100));
        let count = self.0.len();
        line(&format!(
            "{name:<44} {count:>6} times   median {median:>8.3} ms   p95 {p95:>8.3} ms   p99 {p99:>8.3} ms   longest {longest:>8.3} ms"
        ));
    }
}
