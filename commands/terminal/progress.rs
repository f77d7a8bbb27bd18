//! A bar on standard error while something long goes on. It goes when that ends; the caller then
//! says in a line what came of it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Terminal;

/// A bar on standard error; nothing at all where no person looks.
pub(crate) struct Progress(ProgressBar);

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Unit {
    /// Bytes of a file.
    Bytes,
    /// Things.
    Things,
}

impl Terminal {
    /// Begins a bar.
    pub(crate) fn progress(&self, doing: &str, total: u64, unit: Unit) -> Progress {
        let seen = self.err().is_terminal && !self.is_quiet();
        let target = if seen { ProgressDrawTarget::stderr_with_hz(10) } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(total), target).with_message(doing.to_owned());
        let template = match unit {
            Unit::Bytes => "{msg} [{wide_bar}] {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
            Unit::Things => "{msg} [{wide_bar}] {human_pos} of {human_len}, {eta} left",
        };
        // A template that cannot be read leaves the plain bar.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars(if self.err().unicode { "━╸ " } else { "=> " }));
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress(bar)
    }
}

impl Progress {
    /// So much is done.
    pub(crate) fn at(&self, done: u64) {
        self.0.set_position(done);
    }

    /// What is done now.
    pub(crate) fn doing(&self, what: &str) {
        self.0.set_message(what.to_owned());
    }

    /// The whole is larger, or smaller, than thought.
    pub(crate) fn of(&self, total: u64) {
        self.0.set_length(total);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
