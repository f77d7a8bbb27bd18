//! Colour by meaning, in one table. The sixteen colours of the terminal are used, so that the
//! user's own palette rules.

use std::fmt::Write as _;

use clap::builder::styling::{AnsiColor, Style, Styles};
use dcr::output::Tone;

/// What each meaning looks like.
const fn look(tone: Tone) -> Style {
    match tone {
        Tone::Plain => Style::new(),
        Tone::Heading => AnsiColor::Cyan.on_default().bold(),
        Tone::Label => AnsiColor::Cyan.on_default(),
        Tone::Strong => Style::new().bold(),
        Tone::Muted => Style::new().dimmed(),
        Tone::Warning => AnsiColor::Yellow.on_default().bold(),
        Tone::Alert | Tone::Error => AnsiColor::Red.on_default().bold(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Hint => AnsiColor::Blue.on_default().bold(),
    }
}

/// Colours a text.
pub(super) fn coloured(tone: Tone, text: &str) -> String {
    if tone == Tone::Plain || text.is_empty() {
        return text.to_owned();
    }
    let (style, mut painted) = (look(tone), String::with_capacity(text.len() + 12));
    // Writing to a String cannot fail.
    let _written = write!(painted, "{style}{text}{style:#}");
    painted
}

/// Leaves a text as it is.
pub(super) fn plain(_: Tone, text: &str) -> String {
    text.to_owned()
}

/// The same meanings in help texts.
pub(crate) const fn help_styles() -> Styles {
    Styles::styled()
        .header(look(Tone::Heading))
        .usage(look(Tone::Heading))
        .literal(look(Tone::Strong))
        .placeholder(look(Tone::Muted))
        .error(look(Tone::Error))
        .valid(look(Tone::Hint))
        .invalid(look(Tone::Warning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_ends_where_it_began() {
        for tone in Tone::ALL {
            let painted = coloured(tone, "text");
            assert!(painted.contains("text"), "{tone:?}");
            assert!(tone == Tone::Plain || painted.ends_with("\u{1b}[0m"), "{tone:?}");
        }
    }
}
