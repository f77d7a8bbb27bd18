//! A person's choices: what stands, and a new one in the making.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Target;
use crate::access::Reason;
use crate::consent::{ChoiceStatement, Choices, Overlay, Standing, StandingChoice};
use crate::record::london;

/// One of the five choices of the leaflet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) enum Picked {
    /// One named user, today only.
    Yes1,
    /// Anyone in the person's care, until a day.
    Yes2,
    /// Anyone in the person's care, at all times.
    Yes3,
    /// Only in a medical emergency or for safeguarding.
    No1,
    /// Nobody.
    No2,
}

/// What stands, and the five choices to pick from.
pub(in crate::browser) struct ChoicesForm {
    /// Whose.
    pub(in crate::browser) target: Target,
    /// What was stated to see or to change them.
    pub(in crate::browser) reason: Reason,
    /// What stands, where the user may know; `None` until the store answered, or where not.
    pub(in crate::browser) stands: Option<Choices>,
    /// Whether the store answered.
    pub(in crate::browser) answered: bool,
}

/// Why what was typed makes no statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::browser) struct NoStatement(pub(in crate::browser) &'static str);

impl Picked {
    /// What it is called.
    pub(in crate::browser) const fn title(self) -> &'static str {
        match self {
            Self::Yes1 => "Yes 1: this user only, and today only",
            Self::Yes2 => "Yes 2: anyone in my care, until a day",
            Self::Yes3 => "Yes 3: anyone in my care, at all times",
            Self::No1 => "No 1: emergencies and safeguarding only",
            Self::No2 => "No 2: nobody, not even in an emergency",
        }
    }

    /// What will follow from it, said before it is recorded.
    pub(in crate::browser) const fn consequence(self) -> &'static str {
        match self {
            Self::Yes1 => {
                "Until midnight, whatever stands beneath; then that stands again. Read it back to the person."
            }
            Self::Yes2 => {
                "Until the end of that day, whatever stands beneath; then that stands again. Read it back to the person."
            }
            Self::Yes3 => "It opens the record for good, so a second user must approve it first: a request is made.",
            Self::No1 => {
                "It holds at once, for you too. To take it back needs a second user. Read it back to the person."
            }
            Self::No2 => {
                "It holds at once, and to you the person will look unknown, even to save a life. To take it back needs \
                 a second user. Read it back to the person."
            }
        }
    }

    /// The statement, made now. `user` and `until` are what was typed for Yes 1 and Yes 2.
    pub(in crate::browser) fn statement(
        self,
        user: Option<&str>,
        until: Option<&str>,
        now: Timestamp,
    ) -> Result<ChoiceStatement, NoStatement> {
        let standing = |choice| ChoiceStatement::Standing(Standing { choice, stated: now });
        Ok(match self {
            Self::Yes1 => {
                let user = user.ok_or(NoStatement("Name the user who may look."))?;
                ChoiceStatement::Overlay(Overlay::yes_1(user, now))
            }
            Self::Yes2 => {
                let day: Date = until
                    .and_then(|until| until.parse().ok())
                    .ok_or(NoStatement("A day is written like 2026-03-31."))?;
                let end = day.tomorrow().and_then(|next| next.to_zoned(london().clone()));
                let end = end.map_err(|_| NoStatement("A day is written like 2026-03-31."))?.timestamp();
                if end <= now {
                    return Err(NoStatement("That day is over."));
                }
                ChoiceStatement::Overlay(Overlay::yes_2(now, Some(end), now))
            }
            Self::Yes3 => standing(StandingChoice::Yes3),
            Self::No1 => standing(StandingChoice::No1),
            Self::No2 => standing(StandingChoice::No2),
        })
    }

    /// Whether it closes the record to whoever has it open, so that the open view must go at once.
    pub(in crate::browser) const fn closes(self) -> bool {
        matches!(self, Self::No1 | Self::No2)
    }
}
