//! `dcr consent set`.

use clap::Args;
use dcr::consent::Statement;
use dcr::consent::leaflet::FormReference;
use dcr::consent::plan::{CHOICES, Fields};
use dcr::record::NhsNumber;
use dcr::store::PatientRef;
use dcr::store::fhir::ServerError;
use dcr::store::sqlite::{Changed, ChoiceChange, SqliteStore};
use jiff::Timestamp;

use super::document::DocumentArgs;
use super::leaflet::only_number;
use super::outcome::ChangeSaid;
use super::who_asks::{AdministeringAny, administer_anywhere};
use crate::asking::{AnyStore, read_patient};
use crate::error::{CommandError, ErrorKind};
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
    #[arg(value_name = "PATIENT", required_unless_present = "form")]
    patient: Option<String>,
    /// What the person chose
    #[arg(value_name = "CHOICE", value_parser = CHOICES, required_unless_present_any = ["correct", "form", "deny_document", "allow_document"])]
    choice: Option<String>,
    /// The person is the one for whom this form was printed: `set --form REFERENCE CHOICE`
    #[arg(long, value_name = "REFERENCE", conflicts_with = "correct")]
    form: Option<String>,
    #[command(flatten)]
    said: SaidArgs,
    /// Mark this statement (`dcr consent history` numbers them) as entered in error; with CHOICE, in
    /// whose place it stands
    #[arg(long, value_name = "NUMBER")]
    correct: Option<i64>,
    #[command(flatten)]
    document: DocumentArgs,
    /// Say what would change and change nothing
    #[arg(long, conflicts_with_all = ["deny_document", "allow_document"])]
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
    if args.document.is_asked() {
        let patient = read_patient(session, args.patient.as_deref())?;
        return args.document.run(session, &patient, args.said.evidence.as_ref().unwrap_or(&args.said.source));
    }
    let AdministeringAny { mut store, agent } = administer_anywhere(session, "change what people chose")?;
    let form = match (&mut store, &args.form) {
        (_, None) => None,
        (AnyStore::Embedded(store), Some(_)) => returned_form(store, args, &agent)?,
        (AnyStore::Server(_), Some(_)) => {
            return Err(ServerError::CannotDo("look up a printed form (`--form`)").into());
        }
    };
    let change = if let Some(form) = &form {
        form.change(store.now(), args)?
    } else {
        let patient = read_patient(session, args.patient.as_deref())?;
        change(&mut store, &patient, args, &agent)?
    };
    let said = if args.dry_run {
        ChangeSaid::would(store.preview_choice(&change, &agent)?)
    } else {
        let changed = store.change_choice(&change, &agent)?;
        match changed {
            Changed::Done(row, number) => ChangeSaid::done(*row, number),
            Changed::Unchanged(row) => ChangeSaid::unchanged(*row),
            Changed::NeedsApproval(row, request) => ChangeSaid::asked(*row, request),
        }
    };
    store.tell(session);
    said.say(session)?;
    Ok(said.exit_code(args.exit_code))
}

fn change(
    store: &mut AnyStore,
    patient: &PatientRef,
    args: &SetArgs,
    agent: &dcr::audit::Agent,
) -> Result<ChoiceChange, CommandError> {
    let number = match patient {
        PatientRef::NhsNumber(number) => *number,
        other => only_number(&store.choices_of(other, agent)?)?,
    };
    let statement = statement(store.now(), args, args.choice.as_deref(), None)?;
    Ok(ChoiceChange { number, statement, corrects: args.correct, source: args.said.source.clone(), form: None })
}

/// The choice of these arguments with what was said beside it. `shown` shows it where nothing else is
/// named that does.
fn statement(
    now: Timestamp,
    args: &SetArgs,
    choice: Option<&str>,
    shown: Option<String>,
) -> Result<Option<Statement>, CommandError> {
    let said = &args.said;
    let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    let [from, to, stated, user] = [&said.from, &said.to, &said.stated, &said.user].map(text);
    let [performer, relationship, name] = [&said.performer, &said.relationship, &said.performer_name].map(text);
    let [organisation, evidence, reason] = [&said.organisation, &said.evidence, &said.reason].map(text);
    let evidence = if evidence.is_empty() { shown.unwrap_or_default() } else { evidence };
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
    let statement = choice.map(|choice| fields(choice).statement(now));
    statement.transpose().map_err(|mistake| CommandError::usage(option_of(&mistake)))
}

/// A form that came back.
struct ReturnedForm {
    reference: FormReference,
    number: NhsNumber,
}

/// The form that is named, where one is.
fn returned_form(
    store: &mut SqliteStore,
    args: &SetArgs,
    agent: &dcr::audit::Agent,
) -> Result<Option<ReturnedForm>, CommandError> {
    let Some(reference) = &args.form else { return Ok(None) };
    let reference: FormReference = reference.parse().map_err(CommandError::usage)?;
    let printed = store.printed_form(reference, agent)?;
    if printed.used.is_some() && !args.dry_run {
        let error = CommandError::new(ErrorKind::Conflict, "the choice on that form was entered already");
        return Err(error.hint("a person who changes their mind fills in another: `dcr consent leaflet`"));
    }
    Ok(Some(ReturnedForm { reference, number: printed.nhs_number }))
}

impl ReturnedForm {
    /// The choice on it. The one argument that is left is the choice.
    fn change(&self, now: Timestamp, args: &SetArgs) -> Result<ChoiceChange, CommandError> {
        let choice = match (&args.patient, &args.choice) {
            (Some(choice), None) if CHOICES.contains(&choice.as_str()) => choice,
            (Some(_), Some(_)) => {
                return Err(CommandError::usage("a form names the person already: give the choice alone"));
            }
            _ => {
                let error = CommandError::usage("no choice is named: `dcr consent set --form REFERENCE CHOICE`");
                return Err(error.hint(format!("the choices: {}", CHOICES.join(", "))));
            }
        };
        let statement = statement(now, args, Some(choice), Some(format!("form {}", self.reference)))?;
        let (number, form) = (self.number, Some(self.reference));
        Ok(ChoiceChange { number, statement, corrects: None, source: args.said.source.clone(), form })
    }
}

/// A mistake with the option that it is about in the place of the column.
fn option_of(mistake: &dcr::consent::plan::Mistake) -> String {
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
