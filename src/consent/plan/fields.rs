//! A statement from the values of its columns, as a file or a command line gives them.

use jiff::{SignedDuration, Timestamp};

use super::Mistake;
use super::RejectionCode::{self, BadTime, Missing, NotADate, NotAllowed, TooLong, UnknownChoice, UnknownValue};
use crate::consent::{
    ChoiceStatement, Overlay, OverlayChoice, Performer, Proxy, ProxyAuthority, Standing, StandingChoice, Statement,
};
use crate::record::{NhsNumber, NhsNumberError, PartialDateTime, Precision};

/// The words of the choices.
pub const CHOICES: [&str; 7] = ["yes-1", "yes-2", "yes-3", "no-1", "no-2", "default", "end-yes"];

/// The values of one row, each as it was written; what is not there is empty.
///
/// Times are dates (`2018-05-14`) or times with an offset, without one in Europe/London. A date as
/// the end of a window includes that day. Of a statement of which only the day is known, a
/// restriction counts as said at the end of that day and anything else at its beginning, so that
/// no restriction is lost to another statement of the same day.
#[derive(Clone, Copy, Default)]
pub struct Fields<'a> {
    /// One of [`CHOICES`].
    pub choice: &'a str,
    /// The first day or instant on which it holds. Of a standing choice, when it was stated.
    pub valid_from: &'a str,
    /// The last day on which, or the instant until which, it holds: of a Yes 2.
    pub valid_to: &'a str,
    /// When the person said so; now where nothing else says it.
    pub stated: &'a str,
    /// The user whom a Yes 1 names.
    pub user: &'a str,
    /// Who took it down: an ODS code.
    pub organisation: &'a str,
    /// Who said it: `patient`, or what allows a proxy to (see [`ProxyAuthority`]).
    pub performer: &'a str,
    /// What the proxy is to the person.
    pub relationship: &'a str,
    /// The proxy's name.
    pub performer_name: &'a str,
    /// What shows it; a proxy needs it.
    pub evidence: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// Reads an NHS number that identifies somebody, in any grouping.
///
/// # Errors
/// Where it is none, says how it was damaged as far as that can be told.
pub fn nhs_number(text: &str) -> Result<NhsNumber, Mistake> {
    let wrong = |code: RejectionCode, message: &str| Mistake::new("nhs_number", code, message);
    if text.trim().is_empty() {
        return Err(wrong(Missing, "no NHS number"));
    }
    let number = text.parse::<NhsNumber>().map_err(|error| match error {
        NhsNumberError::Spreadsheet => wrong(
            RejectionCode::SpreadsheetNumber,
            "damaged by a spreadsheet, its last digits are lost: export the column as text",
        ),
        NhsNumberError::Length(9) => {
            wrong(RejectionCode::LeadingZeroLost, "nine digits: a leading zero may be lost; export the column as text")
        }
        NhsNumberError::Length(count) => {
            wrong(RejectionCode::NotANumber, &format!("an NHS number has ten digits, this has {count}"))
        }
        NhsNumberError::NotDigits => wrong(RejectionCode::NotANumber, "not an NHS number: ten digits and nothing else"),
    })?;
    if number.is_placeholder() {
        return Err(wrong(RejectionCode::FillerNumber, "a number that systems send when they have none"));
    }
    if !number.check_digit_holds() {
        return Err(wrong(RejectionCode::CheckDigit, "the check digit is wrong: a digit was mistyped"));
    }
    Ok(number)
}

impl Fields<'_> {
    /// The statement that they make.
    ///
    /// # Errors
    /// The first value that does not fit.
    pub fn statement(&self, now: Timestamp) -> Result<Statement, Mistake> {
        self.refuse_long()?;
        let choice = self.choice(now)?;
        let statement = Statement {
            choice,
            performer: self.performer()?,
            organisation: self.organisation()?,
            evidence: text(self.evidence),
            reason: text(self.reason),
        };
        if !statement.performer.is_patient() && statement.evidence.is_none() {
            return Err(Mistake::new(
                "evidence_ref",
                Missing,
                "a statement by a proxy needs evidence of what allows it",
            ));
        }
        Ok(statement)
    }

    fn refuse_long(&self) -> Result<(), Mistake> {
        let limits = [
            ("user", self.user, 64),
            ("relationship", self.relationship, 100),
            ("performer_name", self.performer_name, 200),
            ("evidence_ref", self.evidence, 200),
            ("reason", self.reason, 2_000),
        ];
        match limits.iter().find(|(_, value, most)| value.len() > *most) {
            Some((column, _, most)) => Err(Mistake::new(column, TooLong, format!("longer than {most} bytes"))),
            None => Ok(()),
        }
    }

    fn choice(&self, now: Timestamp) -> Result<ChoiceStatement, Mistake> {
        let word = self.choice.trim().to_ascii_lowercase().replace(' ', "-");
        let standing =
            |choice| Ok(ChoiceStatement::Standing(Standing { choice, stated: self.stated_alone(true, now)? }));
        match word.as_str() {
            "yes-1" => self.yes_1(now),
            "yes-2" => self.yes_2(now),
            "yes-3" => {
                let stated = self.stated_alone(false, now)?;
                Ok(ChoiceStatement::Standing(Standing { choice: StandingChoice::Yes3, stated }))
            }
            "no-1" => standing(StandingChoice::No1),
            "no-2" => standing(StandingChoice::No2),
            "default" => Ok(ChoiceStatement::Default { stated: self.stated_alone(false, now)? }),
            "end-yes" => Ok(ChoiceStatement::EndOverlay { stated: self.stated_alone(true, now)? }),
            "" => Err(Mistake::new("choice", Missing, format!("no choice: one of {}", CHOICES.join(", ")))),
            _ => Err(Mistake::new("choice", UnknownChoice, format!("not a choice: one of {}", CHOICES.join(", ")))),
        }
    }

    fn yes_1(&self, now: Timestamp) -> Result<ChoiceStatement, Mistake> {
        let user = text(self.user)
            .ok_or_else(|| Mistake::new("user", Missing, "a Yes 1 names the user to whom the person said yes"))?;
        self.overlay(OverlayChoice::Yes1 { user }, now)
    }

    fn yes_2(&self, now: Timestamp) -> Result<ChoiceStatement, Mistake> {
        self.refuse_user()?;
        self.overlay(OverlayChoice::Yes2, now)
    }

    fn overlay(&self, choice: OverlayChoice, now: Timestamp) -> Result<ChoiceStatement, Mistake> {
        let stated = time_said(self.stated, "stated", false, now)?.unwrap_or(now);
        let from = time(self.valid_from, "valid_from")?.map_or(stated, |from| from.earliest());
        let until = time(self.valid_to, "valid_to")?.map(|until| until.end());
        if until.is_some_and(|until| until <= from) {
            return Err(Mistake::new("valid_to", BadTime, "it ends before it begins"));
        }
        Ok(ChoiceStatement::Overlay(Overlay { choice, from, until, stated }))
    }

    /// When a choice was stated that has no window.
    fn stated_alone(&self, restricts: bool, now: Timestamp) -> Result<Timestamp, Mistake> {
        self.refuse_user()?;
        if !self.valid_to.trim().is_empty() {
            let message = "this choice has no end: it stands until another is stated (a Yes for a set time is yes-2)";
            return Err(Mistake::new("valid_to", NotAllowed, message));
        }
        let stated = time_said(self.stated, "stated", restricts, now)?;
        let from = time_said(self.valid_from, "valid_from", restricts, now)?;
        match (stated, from) {
            (Some(stated), Some(from)) if stated != from => Err(Mistake::new(
                "valid_from",
                NotAllowed,
                "this choice holds from when it is stated; give one of the two",
            )),
            (Some(at), _) | (None, Some(at)) => Ok(at),
            (None, None) => Ok(now),
        }
    }

    fn refuse_user(&self) -> Result<(), Mistake> {
        if self.user.trim().is_empty() {
            return Ok(());
        }
        Err(Mistake::new("user", NotAllowed, "only a Yes 1 names a user"))
    }

    fn performer(&self) -> Result<Performer, Mistake> {
        let word = self.performer.trim().to_ascii_lowercase().replace(' ', "-");
        if word.is_empty() || word == "patient" {
            for (column, value) in [("relationship", self.relationship), ("performer_name", self.performer_name)] {
                if !value.trim().is_empty() {
                    return Err(Mistake::new(
                        column,
                        NotAllowed,
                        "only a proxy has it: say in performer what allows them",
                    ));
                }
            }
            return Ok(Performer::Patient);
        }
        let Some(authority) = ProxyAuthority::ALL.into_iter().find(|authority| authority.word() == word) else {
            let words = ProxyAuthority::ALL.map(ProxyAuthority::word).join(", ");
            return Err(Mistake::new("performer", UnknownValue, format!("one of patient, {words}")));
        };
        let (relationship, name) = (text(self.relationship), text(self.performer_name));
        Ok(Performer::Proxy(Proxy { authority, relationship, name }))
    }

    fn organisation(&self) -> Result<Option<String>, Mistake> {
        let Some(code) = text(self.organisation) else { return Ok(None) };
        if (3..=12).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Some(code.to_ascii_uppercase()));
        }
        Err(Mistake::new("org", UnknownValue, "an ODS code has 3 to 12 letters and digits"))
    }
}

/// When it was said: of a restriction of which only the day is known, the last instant of that day.
fn time_said(value: &str, column: &'static str, restricts: bool, now: Timestamp) -> Result<Option<Timestamp>, Mistake> {
    let Some(time) = time(value, column)? else { return Ok(None) };
    if time.earliest() > now {
        return Err(Mistake::new(column, BadTime, "it lies in the future: nobody can have said so yet"));
    }
    if restricts && time.precision() == Precision::Day {
        let last = time.end().checked_sub(SignedDuration::from_micros(1)).unwrap_or(now);
        return Ok(Some(last.min(now)));
    }
    Ok(Some(time.earliest()))
}

fn text(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn time(value: &str, column: &'static str) -> Result<Option<PartialDateTime>, Mistake> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let time: Option<PartialDateTime> = value.parse().ok();
    let fits = time.filter(|time| matches!(time.precision(), Precision::Day | Precision::Time));
    fits.map(Some).ok_or_else(|| {
        Mistake::new(column, NotADate, "not a date: write YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss with an offset")
    })
}

impl std::fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fields(‹masked›)")
    }
}
