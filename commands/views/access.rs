//! Who may see a record, and why, in every form.

use dcr::consent::{Choices, Closeness, OverlayChoice, StandingChoice};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::store::view::{AccessExplanation, Onlookers};
use serde_json::Value;

use crate::asking::shown;
use crate::terminal::Present;

/// One decision with all that led to it.
pub(crate) struct Explained<'a>(pub(crate) &'a AccessExplanation);

impl Explained<'_> {
    fn stands_on(&self) -> Vec<(&'static str, String)> {
        let explained = self.0;
        let policy = explained.policy.map_or("cannot be read", dcr::consent::Policy::slug);
        let known = if explained.replayed { "as known then" } else { "as known now" };
        let relationship = match &explained.relationship {
            Some(line) => line.clone(),
            None if explained.opted_out => "not told: an opt-out stands".to_owned(),
            None => "none on record".to_owned(),
        };
        let answered = explained.answered.slug().replace('-', " ");
        let mut fields = vec![
            ("User", user(explained)),
            ("At", format!("{}, {known}", shown(explained.at))),
            ("Purpose", explained.purpose.to_owned()),
            ("Policy", policy.to_owned()),
            ("Choices", choices(&explained.choices)),
            ("Relationship", relationship),
            ("Answered before", answered),
        ];
        match explained.closeness {
            Closeness::Stranger => {}
            Closeness::Oneself => fields.push(("Outside of care", "the person themselves".to_owned())),
            Closeness::Household => fields.push(("Outside of care", "of the same household".to_owned())),
            Closeness::Colleague => fields.push(("Outside of care", "a colleague".to_owned())),
        }
        fields
    }
}

fn user(explained: &AccessExplanation) -> String {
    match &explained.full_name {
        Some(name) => format!("{name} ({})", explained.user),
        None => format!("{} (not known)", explained.user),
    }
}

/// What somebody chose, in one line.
fn choices(choices: &Choices) -> String {
    let standing = choices.standing.map(|standing| {
        let choice = match standing.choice {
            StandingChoice::Yes3 => "Yes 3 (at all times)",
            StandingChoice::No1 => "No 1 (emergencies and safeguarding only)",
            StandingChoice::No2 => "No 2 (nobody)",
        };
        format!("{choice}, stated {}", shown(standing.stated))
    });
    let overlay = choices.overlay.as_ref().map(|overlay| {
        let choice = match &overlay.choice {
            OverlayChoice::Yes1 { user } => format!("Yes 1 ({user}, that day)"),
            OverlayChoice::Yes2 => "Yes 2 (anyone in their care)".to_owned(),
        };
        let until = overlay.end().map_or_else(|| "without an end".to_owned(), |end| format!("until {}", shown(end)));
        format!("{choice} from {} {until}", shown(overlay.from))
    });
    let standing = standing.unwrap_or_else(|| "default (nothing stated)".to_owned());
    [Some(standing), overlay].into_iter().flatten().collect::<Vec<_>>().join("; over it: ")
}

impl Present for Explained<'_> {
    fn text(&self, sheet: &mut Sheet) {
        let decision = &self.0.explanation.decision;
        sheet.heading(
            &format!("{}: row {}", decision.outcome.slug().replace('-', " "), decision.row.0),
            decision.reason,
        );
        let fields = self.stands_on();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        sheet.fields(&fields);
        sheet.heading("Rows", "each that was tried, in order; the first that applies decides");
        sheet.table(&self.table(), "None.");
        sheet.heading("Obligations", "what follows from it");
        let mut owed = Table::new(&[Column::new("obligation", "Obligation").flexible()]);
        for obligation in decision.obligations.iter() {
            owed.push(vec![obligation.meaning().into()]);
        }
        sheet.table(&owed, "None but the audit event.");
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(self.0)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.explanation.trace.iter().map(|tried| Ok(serde_json::to_value(tried)?)).collect()
    }

    fn table(&self) -> Table {
        let columns =
            [Column::new("row", "Row"), Column::new("decides", ""), Column::new("why", "Why, or why not").flexible()];
        let mut table = Table::new(&columns);
        for tried in &self.0.explanation.trace {
            let (mark, tone) = if tried.decides { ("decides", Tone::Strong) } else { ("", Tone::Muted) };
            table.push(vec![tried.row.0.into(), Cell::toned(Tone::Strong, mark), Cell::toned(tone, tried.why)]);
        }
        table
    }
}

/// What every user would be answered.
pub(crate) struct Whoever<'a>(pub(crate) &'a Onlookers);

impl Present for Whoever<'_> {
    fn text(&self, sheet: &mut Sheet) {
        let known = if self.0.replayed { "as known then" } else { "as known now" };
        sheet.heading("Who could see the record", &format!("at {}, {known}, with nothing said", shown(self.0.at)));
        sheet.table(&self.table(), "Nobody is registered.");
        if self.0.opted_out {
            sheet.paragraph(Tone::Muted, "An opt-out stands, so no relationship is told.");
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        Ok(serde_json::to_value(self.0)?)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        self.0.users.iter().map(|user| Ok(serde_json::to_value(user)?)).collect()
    }

    fn table(&self) -> Table {
        let columns = [
            Column::new("organisation", "Organisation"),
            Column::new("role", "Role"),
            Column::new("user", "User"),
            Column::new("outcome", "Outcome"),
            Column::new("row", "Row"),
            Column::new("reason", "Why").flexible(),
            Column::new("relationship", "In care by").flexible(),
        ];
        let mut table = Table::new(&columns);
        for user in &self.0.users {
            let role = user.role_title.map_or_else(|| user.role.clone().unwrap_or_default(), str::to_owned);
            table.push(vec![
                Cell::optional(user.organisation.as_deref()),
                role.into(),
                (&user.user).into(),
                user.outcome.slug().into(),
                user.row.into(),
                user.reason.into(),
                Cell::optional(user.relationship.as_deref()),
            ]);
        }
        table
    }
}
