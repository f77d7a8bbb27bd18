//! Counts and times of runs.

use std::collections::BTreeMap;

use crate::conformance::run::{CheckStatus, Run, ScenarioRun, Verdict};

/// How many scenarios came to which end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Everything is right.
    pub passed: usize,
    /// Only what SHOULD or MAY be is not.
    pub warned: usize,
    /// Something could not be asked.
    pub not_checkable: usize,
    /// Something that SHALL be is not.
    pub failed: usize,
}

impl Totals {
    /// The totals of runs.
    pub fn of(runs: &[Run]) -> Self {
        let mut totals = Self::default();
        for scenario in runs.iter().flat_map(|run| &run.scenarios) {
            match scenario.verdict {
                Verdict::Passed => totals.passed += 1,
                Verdict::Warned => totals.warned += 1,
                Verdict::NotCheckable => totals.not_checkable += 1,
                Verdict::Failed => totals.failed += 1,
            }
        }
        totals
    }

    /// All of them.
    pub const fn all(&self) -> usize {
        self.passed + self.warned + self.not_checkable + self.failed
    }
}

/// How long answers took, in microseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Latency {
    /// Each of them, the shortest first.
    pub sorted: Vec<u64>,
}

impl Latency {
    /// The times of all answers in runs.
    pub fn of(runs: &[Run]) -> Self {
        let steps = runs.iter().flat_map(|run| &run.scenarios).flat_map(|scenario| &scenario.steps);
        let mut sorted: Vec<u64> = steps.filter_map(|step| step.answer_us).collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// The time below which so many in a hundred lie (nearest rank); `None` where there are none.
    pub fn percentile(&self, hundredths: usize) -> Option<u64> {
        let rank = (self.sorted.len() * hundredths).div_ceil(100).max(1);
        self.sorted.get(rank - 1).copied()
    }
}

/// The requirements that checks name, with how many passed of how many.
pub(super) fn requirements(runs: &[Run]) -> BTreeMap<String, (usize, usize)> {
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for check in runs.iter().flat_map(|run| &run.scenarios).flat_map(ScenarioRun::checks) {
        if let Some(requirement) = &check.requirement {
            let counts = found.entry(requirement.clone()).or_default();
            counts.0 += usize::from(check.status == CheckStatus::Passed);
            counts.1 += 1;
        }
    }
    found
}

/// Negative tests by layer: how many were found of how many.
pub(super) fn mutations(runs: &[Run]) -> BTreeMap<String, (usize, usize)> {
    let mut found: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for check in runs.iter().flat_map(|run| &run.scenarios).flat_map(ScenarioRun::checks) {
        if let Some(layer) = &check.mutation {
            let counts = found.entry(layer.clone()).or_default();
            counts.0 += usize::from(check.status == CheckStatus::Passed);
            counts.1 += 1;
        }
    }
    found
}

/// How many negative tests were found of how many, in runs.
pub fn detection(runs: &[Run]) -> (usize, usize) {
    mutations(runs).values().fold((0, 0), |sum, counts| (sum.0 + counts.0, sum.1 + counts.1))
}

/// Microseconds for a reader.
pub(super) fn time(micros: u64) -> String {
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..1_000_000 => format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100),
        _ => format!("{}.{:02} s", micros / 1_000_000, micros % 1_000_000 / 10_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let latency = Latency { sorted: (1..=200).collect() };
        let of = |hundredths| latency.percentile(hundredths).unwrap();
        assert_eq!((of(50), of(95), of(99), of(100)), (100, 190, 198, 200));
        assert_eq!(Latency::default().percentile(50), None);
        assert_eq!(Latency { sorted: vec![7] }.percentile(1), Some(7));
    }

    #[test]
    fn times_have_their_unit() {
        assert_eq!([time(999), time(1_540), time(12_345_678)], ["999 µs", "1.5 ms", "12.34 s"]);
    }
}
