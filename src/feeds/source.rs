//! Which source patient a message speaks of.

use crate::identity::{Fit, bears};
use crate::record::{Identifier, IdentifierKind, NhsNumber, Patient, Statement};
use crate::store::StoreError;
use crate::store::sqlite::{KeptPatient, SourceKey, Writer};

/// The most people whom one number of one source is kept apart for.
const MOST_BEARERS: usize = 50;

/// A number by which a message names the person, and whose it is.
#[derive(PartialEq, Eq)]
pub(super) struct Source {
    key: SourceKey,
    kind: IdentifierKind,
}

/// Who bears a number.
pub(super) enum Bearer {
    /// This patient of the source.
    Known(KeptPatient),
    /// This patient, by the source's own word, though name and date of birth are now another's.
    Renamed(KeptPatient),
    /// Nobody whom the message could speak of.
    New(SourceKey),
    /// More people than one number can mean.
    TooMany,
}

/// The number by which these identifiers name a source patient: the source's own first, an NHS
/// number where it sends nothing else. A placeholder names nobody.
pub(super) fn source(statement: &Statement, identifiers: &[Identifier]) -> Option<Source> {
    let usable = |kind| identifiers.iter().find(|number| number.kind == kind && !number.is_placeholder());
    let local = usable(IdentifierKind::Local);
    let identifier = local.or_else(|| usable(IdentifierKind::NhsNumber))?;
    let system = format!("{}/{}", statement.header.application, statement.header.facility);
    let key = SourceKey {
        text: format!("{system}|{}|{}", identifier.authority, identifier.value),
        organisation: statement.organisation.clone(),
        system: statement.header.application.clone(),
    };
    Some(Source { key, kind: identifier.kind })
}

impl Source {
    /// Whom a message speaks of that says this of the person. One number in one source is mostly
    /// one person; who bears it with another name and date of birth is kept apart, as somebody of
    /// another source would be. `decides` says whether the message counts for demographics: then the
    /// source may rename whom it knows by its own number.
    pub(super) fn bearer(&self, writer: &Writer<'_>, said: &Patient, decides: bool) -> Result<Bearer, StoreError> {
        let mut best: Option<(Fit, KeptPatient)> = None;
        let mut renamed = None;
        for number in 1..=MOST_BEARERS {
            let key = self.key_of(number);
            let Some(known) = writer.patient_of(&key)? else {
                return Ok(match (best, renamed) {
                    (Some((fit, known)), _) if fit > Fit::Silent => Bearer::Known(known),
                    (_, Some(known)) => Bearer::Renamed(known),
                    (Some((_, known)), None) if number == 2 || self.is_free(&known) => Bearer::Known(known),
                    _ => Bearer::New(key),
                });
            };
            let fit = bears(self.kind, &known.patient, said);
            if fit == Fit::Contradicts {
                let own = self.kind == IdentifierKind::Local && decides && known.counted.is_some();
                renamed = renamed.or_else(|| own.then_some(known));
            } else if fit == Fit::Fully && number == 1 {
                return Ok(Bearer::Known(known));
            } else if best
                .as_ref()
                .is_none_or(|(other, held)| (fit, self.is_free(&known)) > (*other, self.is_free(held)))
            {
                best = Some((fit, known));
            }
        }
        Ok(best.filter(|(fit, _)| *fit > Fit::Silent).map_or(Bearer::TooMany, |(_, known)| Bearer::Known(known)))
    }

    /// Who of several may be meant where a message says nothing of the person: who is unknown as
    /// well, and by the source's own number whom its administration knows.
    fn is_free(&self, known: &KeptPatient) -> bool {
        let administered = self.kind == IdentifierKind::Local && known.counted.is_some();
        administered || known.patient.names.is_empty() && known.patient.birth_date.is_none()
    }

    fn key_of(&self, number: usize) -> SourceKey {
        if number == 1 {
            return self.key.clone();
        }
        SourceKey { text: format!("{}|#{number}", self.key.text), ..self.key.clone() }
    }
}

/// The NHS numbers among these that may name somebody.
pub(super) fn nhs_numbers(identifiers: &[Identifier]) -> impl Iterator<Item = &Identifier> {
    identifiers.iter().filter(|number| number.nhs_number().is_some_and(|number: NhsNumber| !number.is_placeholder()))
}
