//! `dcr consent set`.

use clap::Args;
use dcr::consent::plan::{CHOICES, Fields};
use dcr::store::sqlite::{Changed, ChoiceChange, Recorder, SqliteStore};
use dcr::store::{PatientRef, Store};

use super::outcome::ChangeSaid;
use super::who_asks::{Administering, administer};
use crate::asking::read_patient;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::session::Session;

/// Record what one person chose, or put a wrong entry right
///
/// A choice that restricts holds at once. One that loosens is asked for: a second user approves it with
/// `dcr consent approve`, then `dcr consent apply` with the same name carries it out, and this ends with
/// exit code 4. The person need not be known yet: the choice then holds from the moment they are
/// registered.
///
/// The choices: `yes-1` this person only (`--user`), today only; `yes-2` anyone in my care, until
/// `--to`; `yes-3` anyone involved in my care, at all times; `no-1` only in a medical emergency or for
/// safeguarding; `no-2` nobody; `default` takes yes-3, no-1 or no-2 back; `end-yes` ends a yes-1 or yes-2.
#[derive(Debug, Args)]
pub(crate) struct SetArgs {
    /// NHS number, store number (`P12`) or local number (`RBD:123456`); `-` reads it from standard input
    #[arg(value_name = "PATIENT")]
    patient: String,
    /// What the person chose
    #[arg(value_name = "CHOICE", value_parser = CHOICES, required_unless_present = "correct")]
    choice: Option<String>,
    #[command(flatten)]
    said: SaidArgs,
    /// Mark this statement (`dcr consent history` numbers them) as entered in error; with CHOICE, in
    /// whose place it stands
    #[arg(long, value_name = "NUMBER")]
    correct: Option<i64>,
    /// Say what would change and change nothing
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run, end with exit code 5 where something would change
    #[arg(long, requires = "dry_run")]
    exit_code: bool,
}

/// How it was said.
#[derive(Debug, Args)]
struct SaidArgs {
    /// The first day or time of a yes-1 or yes-2 [default: when it was stated]
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// The last day of a yes-2, or the time until which it holds
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// When the person said so [default: now]
    #[arg(long, value_name = "TIME")]
    stated: Option<String>,
    /// The user to whom a yes-1 is given
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Who said it: `patient`, or what allows somebody to speak for them: `parental-responsibility`,
    /// `lasting-power-of-attorney`, `court-appointed-deputy`
    #[arg(long, value_name = "WHO")]
    performer: Option<String>,
    /// What the one who speaks for them is to the person, such as `mother`
    #[arg(long, value_name = "TEXT")]
    relationship: Option<String>,
    /// The name of the one who speaks for them
    #[arg(long, value_name = "TEXT")]
    performer_name: Option<String>,
    /// The organisation that took it down, by its ODS code
    #[arg(long, value_name = "ODS")]
    organisation: Option<String>,
    /// What shows it, such as the reference of the signed form
    #[arg(long, value_name = "REF")]
    evidence: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Where it was said
    #[arg(long, value_name = "TEXT", default_value = "dcr consent set")]
    source: String,
}

/// Records it, or asks for approval.
pub(crate) fn run(session: &mut Session<'_>, args: &SetArgs) -> Result<ExitCode, CommandError> {
    let Administering { mut store, agent } = administer(session, "change what people chose")?;
    let patient = read_patient(session, Some(&args.patient))?;
    let change = change(&mut store, &patient, args, &agent)?;
    let said = if args.dry_run {
        ChangeSaid::would(store.preview_choice(&change)?)
    } else {
        match store.change_choice(&change, Recorder::Administrator, &agent)? {
            Changed::Done(row, number) => ChangeSaid::done(*row, number),
            Changed::Unchanged(row) => ChangeSaid::unchanged(*row),
            Changed::NeedsApproval(row, request) => ChangeSaid::asked(*row, request),
        }
    };
    said.say(session)?;
    Ok(said.exit_code(args.exit_code))
}

fn change(
    store: &mut SqliteStore,
    patient: &PatientRef,
    args: &SetArgs,
    agent: &dcr::audit::Agent,
) -> Result<ChoiceChange, CommandError> {
    let number = match patient {
        PatientRef::NhsNumber(number) => *number,
        other => match store.choices_of(other, agent)?.numbers.as_slice() {
            [only] => only.nhs_number,
            _ => {
                return Err(CommandError::usage("this person has several NHS numbers")
                    .hint("name the one to which the choice belongs: `dcr consent show` lists them"));
            }
        },
    };
    let said = &args.said;
    let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    let [from, to, stated, user] = [&said.from, &said.to, &said.stated, &said.user].map(text);
    let [performer, relationship, name] = [&said.performer, &said.relationship, &said.performer_name].map(text);
    let [organisation, evidence, reason] = [&said.organisation, &said.evidence, &said.reason].map(text);
    let fields = |choice| Fields {
        choice,
        valid_from: &from,
        valid_to: &to,
        stated: &stated,
        user: &user,
        organisation: &organisation,
        performer: &performer,
        relationship: &relationship,
        performer_name: &name,
        evidence: &evidence,
        reason: &reason,
    };
    let statement = args.choice.as_deref().map(|choice| fields(choice).statement(store.now()));
    let statement = statement.transpose().map_err(|mistake| CommandError::usage(option_of(mistake)))?;
    Ok(ChoiceChange { number, statement, corrects: args.correct, source: said.source.clone() })
}

/// A mistake with the option that it is about in the place of the column.
fn option_of(mistake: dcr::consent::plan::Mistake) -> String {
    let option = match mistake.column {
        "valid_from" => "--from",
        "valid_to" => "--to",
        "stated" => "--stated",
        "user" => "--user",
        "org" => "--organisation",
        "performer" => "--performer",
        "relationship" => "--relationship",
        "performer_name" => "--performer-name",
        "evidence_ref" => "--evidence",
        "reason" => "--reason",
        _ => "CHOICE",
    };
    format!("{option}: {}", mistake.message)
}
