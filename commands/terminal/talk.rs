//! Saying things: data on standard output, everything else on standard error.

use std::io::Write;

use dcr::output::{Sheet, Tone, sanitise};

use super::{Pager, Stream, pager};
use crate::environment::Environment;
use crate::error::CommandError;
use crate::settings::Settings;

/// The one object that everything printed goes through.
#[derive(Debug)]
pub(crate) struct Terminal {
    stdout: std::io::Stdout,
    stderr: std::io::Stderr,
    out: Stream,
    err: Stream,
    pager: Pager,
    /// Below 0 quiet, above 0 talkative.
    verbosity: i16,
}

impl Terminal {
    /// A terminal as the environment alone describes it.
    pub(crate) fn new(environment: &Environment) -> Self {
        let out = Stream::new(&std::io::stdout(), environment);
        let err = Stream::new(&std::io::stderr(), environment);
        Self { stdout: std::io::stdout(), stderr: std::io::stderr(), out, err, pager: Pager::Off, verbosity: 0 }
    }

    /// Takes in what the user set.
    pub(crate) fn configure(&mut self, settings: &Settings, verbosity: i16) {
        self.out.choose(settings.color.value);
        self.err.choose(settings.color.value);
        self.pager = settings.pager.value.clone();
        self.verbosity = verbosity;
    }

    /// Whether the user wants no status.
    pub(crate) const fn is_quiet(&self) -> bool {
        self.verbosity < 0
    }

    /// Standard output.
    pub(crate) const fn out(&self) -> &Stream {
        &self.out
    }

    /// Standard error.
    pub(crate) const fn err(&self) -> &Stream {
        &self.err
    }

    /// An empty text for standard output, to be filled and given to [`Terminal::text`].
    pub(crate) const fn sheet(&self) -> Sheet {
        Sheet::new(self.out.style())
    }

    /// Writes text for a reader, through the pager where it is longer than the screen.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), CommandError> {
        if let (Some(height), Pager::Program(program)) = (self.out.height, &self.pager)
            && text.lines().count() >= height
            && pager::show(program, text)
        {
            return Ok(());
        }
        self.raw(text.as_bytes())
    }

    /// Writes bytes as they are: a file's content, or text that is safe already.
    pub(crate) fn raw(&mut self, bytes: &[u8]) -> Result<(), CommandError> {
        self.stdout.write_all(bytes)?;
        Ok(self.stdout.flush()?)
    }

    /// Says how things stand.
    pub(crate) fn status(&mut self, sentence: &str) {
        if self.verbosity >= 0 {
            self.say(Tone::Plain, "", sentence);
        }
    }

    /// Says what only a closer look needs.
    pub(crate) fn detail(&mut self, sentence: &str) {
        if self.verbosity > 0 {
            self.say(Tone::Muted, "", sentence);
        }
    }

    /// Warns.
    pub(crate) fn warning(&mut self, sentence: &str) {
        if self.verbosity > -2 {
            self.say(Tone::Warning, "warning: ", sentence);
        }
    }

    /// Says what went wrong.
    pub(crate) fn error(&mut self, sentence: &str) {
        self.say(Tone::Error, "error: ", sentence);
    }

    /// Says why.
    pub(crate) fn cause(&mut self, sentence: &str) {
        self.say(Tone::Muted, "caused by: ", sentence);
    }

    /// Says what to do next.
    pub(crate) fn hint(&mut self, sentence: &str) {
        self.say(Tone::Hint, "hint: ", sentence);
    }

    /// Writes safe text of several lines to standard error.
    pub(crate) fn aside(&mut self, text: &str) {
        // There is nowhere left to say that standard error is closed.
        let _written = writeln!(self.stderr, "{}", text.trim_end());
    }

    /// Without a word before it the whole sentence has the tone, with one only the word.
    fn say(&mut self, tone: Tone, word: &str, sentence: &str) {
        let (paint, sentence) = (self.err.style().paint, sanitise(sentence));
        let line = if word.is_empty() { paint(tone, &sentence) } else { format!("{}{sentence}", paint(tone, word)) };
        // There is nowhere left to say that standard error is closed.
        let _written = writeln!(self.stderr, "{line}");
    }
}
