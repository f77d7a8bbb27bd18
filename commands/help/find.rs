//! Finds a command by its words.

use dcr::output::nearest;

use crate::error::CommandError;

/// The command that some words name, and its full name.
pub(crate) fn find<'a>(
    definition: &'a clap::Command,
    words: &[String],
) -> Result<(&'a clap::Command, String), CommandError> {
    let (mut command, mut name) = (definition, "dcr".to_owned());
    for word in words.iter().filter(|word| *word != "dcr") {
        let Some(child) = command.find_subcommand(word) else { return Err(unknown(command, &name, word)) };
        command = child;
        name = format!("{name} {}", child.get_name());
    }
    Ok((command, name))
}

fn unknown(command: &clap::Command, name: &str, word: &str) -> CommandError {
    let shown = command.get_subcommands().filter(|child| !child.is_hide_set());
    let known: Vec<&str> = shown.map(clap::Command::get_name).collect();
    let error = CommandError::usage(format!("there is no such command in `{name}`"));
    match nearest(word, known.iter().copied()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None if known.is_empty() => error.hint(format!("run `{name} --help`")),
        None => error.hint(format!("its commands are {}", known.join(", "))),
    }
}
