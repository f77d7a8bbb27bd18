//! What the command-line parser could not read, in our own words. A word that was typed is quoted
//! only where it is close to a known one: it may be a person's name or number.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::error::CommandError;

/// Explains an error of the parser.
pub(crate) fn explain(error: &clap::Error) -> CommandError {
    let explained = CommandError::usage(sentence(error));
    let explained = match suggestion(error) {
        Some(near) => explained.hint(format!("did you mean `{near}`?")),
        None => explained,
    };
    explained.hint(format!("run `{} --help`", command_of(error)))
}

fn sentence(error: &clap::Error) -> String {
    let argument = strings(error, ContextKind::InvalidArg);
    let named = || argument.iter().map(|name| format!("`{}`", bare(name))).collect::<Vec<_>>().join(", ");
    match error.kind() {
        ErrorKind::UnknownArgument => match argument.first().filter(|name| is_option(name)) {
            Some(option) => format!("there is no option `{option}` here"),
            None => "there is one argument too many".to_owned(),
        },
        ErrorKind::InvalidSubcommand => {
            match (suggestion(error), strings(error, ContextKind::InvalidSubcommand).first()) {
                (Some(_), Some(typed)) => format!("there is no command `{typed}` here"),
                _ => "there is no such command here".to_owned(),
            }
        }
        ErrorKind::InvalidValue => {
            let given = strings(error, ContextKind::InvalidValue).first().is_some_and(|value| !value.is_empty());
            let verb = if given { "is" } else { "needs a value" };
            match strings(error, ContextKind::ValidValue) {
                values if values.is_empty() => format!("{} needs a value", named()),
                values => format!("{} {verb}{} one of {}", named(), if given { "" } else { ":" }, values.join(", ")),
            }
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map_or_else(String::new, |why| format!(": {why}"));
            format!("{} cannot be read{why}", named())
        }
        ErrorKind::MissingRequiredArgument => format!("missing: {}", named()),
        ErrorKind::ArgumentConflict => {
            let other = strings(error, ContextKind::PriorArg);
            let other: Vec<_> = other.iter().map(|name| format!("`{}`", bare(name))).collect();
            format!("{} cannot go with {}", named(), other.join(", "))
        }
        ErrorKind::InvalidUtf8 => "an argument is not UTF-8".to_owned(),
        _ => "the command line cannot be read".to_owned(),
    }
}

/// An option without its value's name: `--output <FORMAT>` is `--output`.
fn bare(name: &str) -> &str {
    let name = name.trim_end_matches("...");
    if name.starts_with('-') { name.split(' ').next().unwrap_or(name) } else { name }
}

/// Whether a word has the form of an option, so that quoting it tells nothing of a person.
fn is_option(word: &str) -> bool {
    word.starts_with('-') && word.chars().all(|character| character.is_ascii_alphabetic() || character == '-')
}

fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => vec![],
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    kinds.into_iter().find_map(|kind| strings(error, kind).into_iter().next())
}

/// The command that was typed, as far as it was understood: `dcr record show`.
fn command_of(error: &clap::Error) -> String {
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => usage.to_string(),
        _ => String::new(),
    };
    let words = usage.trim_start_matches("Usage:").split_whitespace();
    let words: Vec<&str> = words.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    if words.is_empty() { "dcr".to_owned() } else { words.join(" ") }
}
