//! Colour by meaning. Nothing is told by colour alone: a word or a sign goes with it.

use ratatui::style::{Color, Modifier, Style};

/// What a piece of text means to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Meaning {
    /// Ordinary text.
    Plain,
    /// A heading, or the name of the person.
    Title,
    /// What stands back: rules, column headings, what is over.
    Quiet,
    /// An allergy, an abnormal value, a danger.
    Alert,
    /// A doubt: a conflict, a failure, a masked text.
    Warning,
    /// A key.
    Key,
    /// The row, tab or field that has the focus.
    Selected,
    /// The field of a message that an entry came from.
    Pointed,
}

/// The colours: the sixteen of the terminal's own palette, or none.
#[derive(Debug, Clone, Copy)]
pub(in crate::browser) struct Theme {
    colour: bool,
}

impl Theme {
    /// With or without colour.
    pub(in crate::browser) const fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// How a meaning looks.
    pub(in crate::browser) fn style(self, meaning: Meaning) -> Style {
        let (colour, modifier) = match meaning {
            Meaning::Plain => (None, Modifier::empty()),
            Meaning::Title => (None, Modifier::BOLD),
            Meaning::Quiet => (None, Modifier::DIM),
            Meaning::Alert => (Some(Color::Red), Modifier::BOLD),
            Meaning::Warning => (Some(Color::Yellow), Modifier::BOLD),
            Meaning::Key => (Some(Color::Cyan), Modifier::BOLD),
            Meaning::Selected => (None, Modifier::REVERSED),
            Meaning::Pointed => (Some(Color::Cyan), Modifier::BOLD.union(Modifier::UNDERLINED)),
        };
        let style = Style::new().add_modifier(modifier);
        match colour.filter(|_| self.colour) {
            Some(colour) => style.fg(colour),
            None => style,
        }
    }
}
