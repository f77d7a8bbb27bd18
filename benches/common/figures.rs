//! Durations as percentiles.

use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::say::line;

/// How long the same thing took, many times: by the clock on the wall, waiting for the disk and for
/// other programs included, and on the processor alone.
#[derive(Default)]
pub(crate) struct Figures {
    wall: Vec<Duration>,
    processor: Vec<Duration>,
}

impl Figures {
    /// Measures once.
    pub(crate) fn time<T>(&mut self, act: impl FnOnce() -> T) -> T {
        let (begun, ran) = (Instant::now(), on_processor());
        let result = act();
        self.processor.push(on_processor().saturating_sub(ran));
        self.wall.push(begun.elapsed());
        result
    }

    /// Takes in what was measured elsewhere.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.wall.extend(&other.wall);
        self.processor.extend(&other.processor);
    }

    /// One line: how often, and how long at the percentiles that matter.
    pub(crate) fn print(&self, name: &str) {
        let columns = |durations: &[Duration]| {
            let millis = |percent| percentile(durations, percent).as_secs_f64() * 1_000.0;
            format!("{:>8.3} {:>8.3} {:>8.3}", millis(50), millis(95), millis(99))
        };
        line(&format!("{name:<46} {:>5}   {}   {}", self.wall.len(), columns(&self.wall), columns(&self.processor)));
    }

    /// The head of the table.
    pub(crate) fn print_head() {
        line(&format!("{:<46} {:>5}   {:^26}   {:^26}", "milliseconds", "", "on the wall", "on the processor"));
        let columns = format!("{:>8} {:>8} {:>8}", "median", "p95", "p99");
        line(&format!("{:<46} {:>5}   {columns}   {columns}", "", "times"));
    }
}

fn on_processor() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

/// The duration that `percent` of a hundred do not exceed.
fn percentile(durations: &[Duration], percent: usize) -> Duration {
    let mut sorted = durations.to_vec();
    sorted.sort_unstable();
    let place = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}
