//! The hammering itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::mutate::{Random, mutate};
use crate::target::Target;

/// No input may take longer, in a build without optimisation on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);
/// No run may need more memory, in kilobytes.
const MOST_MEMORY: u64 = 2 << 20;
/// How many inputs are kept to be changed further.
const KEPT: usize = 512;

/// A run.
pub(crate) struct Run {
    pub(crate) target: &'static Target,
    pub(crate) time: Duration,
    pub(crate) seed: u64,
}

impl Run {
    /// Runs until the time is over; an error says what broke and where the input lies.
    pub(crate) fn go(&self) -> Result<String, String> {
        let mut random = Random(self.seed);
        let mut kept: Vec<Vec<u8>> = self.target.seeds.iter().map(|seed| seed.to_vec()).collect();
        for seed in &kept {
            if !self.check(seed)? {
                return Err(format!("a seed of {} is not read", self.target.name));
            }
        }
        let seeds = kept.len();
        let (start, mut runs, mut read, mut slowest) = (Instant::now(), 0_u64, 0_u64, Duration::ZERO);
        while start.elapsed() < self.time {
            let mut input = kept[random.below(kept.len())].clone();
            mutate(&mut random, &mut input, &kept, self.target.words);
            let began = Instant::now();
            let fine = self.check(&input)?;
            let took = began.elapsed();
            slowest = slowest.max(took);
            if took > LONGEST {
                return Err(format!("took {took:?}: {}", self.keep(&input)));
            }
            runs += 1;
            if fine {
                read += 1;
                if kept.len() < KEPT {
                    kept.push(input);
                } else {
                    let at = seeds + random.below(KEPT - seeds);
                    kept[at] = input;
                }
            }
        }
        let memory = most_memory();
        if memory.is_some_and(|memory| memory > MOST_MEMORY) {
            return Err(format!("{memory:?} kB of memory were needed"));
        }
        let memory = memory.map_or_else(String::new, |memory| format!(", at most {memory} kB of memory"));
        Ok(format!("{}: {runs} inputs, {read} of them read, the slowest in {slowest:?}{memory}", self.target.name))
    }

    fn check(&self, input: &[u8]) -> Result<bool, String> {
        let check = self.target.check;
        catch_unwind(AssertUnwindSafe(|| check(input))).map_err(|_| format!("it broke: {}", self.keep(input)))
    }

    /// Puts an input where it can be looked at.
    fn keep(&self, input: &[u8]) -> String {
        let path: PathBuf = std::env::temp_dir().join(format!("hammer-{}-{}", self.target.name, std::process::id()));
        match std::fs::write(&path, input) {
            Ok(()) => format!("the input is in {}", path.display()),
            Err(error) => format!("the input cannot be written: {error}; it is {input:?}"),
        }
    }
}

/// The most memory that this process had at once, in kilobytes, where the system says.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}
