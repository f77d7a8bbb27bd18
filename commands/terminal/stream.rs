//! What is known of one output stream.

use std::io::IsTerminal;

use dcr::output::Style;

use super::theme;
use crate::environment::Environment;
use crate::settings::ColorChoice;

/// What is known of one output stream.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "what a stream is, fact by fact")]
pub(crate) struct Stream {
    /// Whether a person looks at it.
    pub(crate) is_terminal: bool,
    /// Whether it is a terminal that knows no cursor (`TERM=dumb`).
    pub(crate) is_dumb: bool,
    /// Whether it is coloured.
    pub(crate) colour: bool,
    /// Columns, on a terminal.
    pub(crate) width: Option<usize>,
    /// Lines, on a terminal.
    pub(crate) height: Option<usize>,
    /// Whether lines may be drawn with characters outside ASCII.
    pub(crate) unicode: bool,
}

impl Stream {
    pub(super) fn new(stream: &impl IsTerminal, environment: &Environment) -> Self {
        let is_terminal = stream.is_terminal();
        let number = |name: &str| environment.variable(name).and_then(|text| text.parse().ok()).filter(|it| *it > 0);
        let size = if is_terminal { crossterm::terminal::size().ok() } else { None };
        let measured = |side: Option<u16>| side.map(usize::from).filter(|it| *it > 0);
        let width = number("COLUMNS").or_else(|| measured(size.map(|size| size.0))).unwrap_or(80);
        let height = number("LINES").or_else(|| measured(size.map(|size| size.1))).unwrap_or(24);
        let dumb = environment.variable("TERM") == Some("dumb");
        Self {
            is_terminal,
            is_dumb: dumb,
            colour: is_terminal && !dumb && environment.variable("NO_COLOR").is_none(),
            width: is_terminal.then_some(width),
            height: is_terminal.then_some(height),
            unicode: !dumb && environment.is_utf8(),
        }
    }

    pub(super) const fn choose(&mut self, choice: ColorChoice) {
        match choice {
            ColorChoice::Auto => {}
            ColorChoice::Always => self.colour = true,
            ColorChoice::Never => self.colour = false,
        }
    }

    /// How text is laid out for this stream.
    pub(crate) const fn style(&self) -> Style {
        Style {
            width: self.width,
            unicode: self.unicode,
            paint: if self.colour { theme::coloured } else { theme::plain },
        }
    }
}
