//! What changes of users came to, in every form.

use dcr::access::{RoleProfile, UserChange, Way};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone, document};
use dcr::store::sqlite::UserChanged;
use serde_json::{Value, json};

use crate::terminal::Present;
use crate::words::length;

/// Changes of users, planned or made.
pub(super) struct Changes {
    rows: Vec<Row>,
    dry_run: bool,
}

struct Row {
    sign: &'static str,
    change: &'static str,
    user: String,
    what: String,
    profile: Option<RoleProfile>,
    status: &'static str,
    request: Option<String>,
}

impl Changes {
    /// The changes as they are shown.
    pub(super) fn of(made: &[UserChanged], dry_run: bool, full_name: impl Fn(&str) -> Option<String>) -> Self {
        Self { rows: made.iter().map(|changed| Row::of(changed, dry_run, &full_name)).collect(), dry_run }
    }

    fn total(&self, status: &str) -> usize {
        self.rows.iter().filter(|row| row.status == status).count()
    }
}

impl Row {
    fn of(changed: &UserChanged, dry_run: bool, full_name: &impl Fn(&str) -> Option<String>) -> Self {
        let role = |profile: &RoleProfile| {
            let title = profile.role.title().unwrap_or_default();
            format!("{} {title} at {}", profile.role.0, profile.organisation)
        };
        let whose = |name: &str| full_name(name).unwrap_or_default();
        let (sign, change, what, profile) = match &changed.change {
            UserChange::Register { full_name, uid: Some(uid), .. } => {
                ("+", "register", format!("{full_name}, operating-system user {uid}"), None)
            }
            UserChange::Register { full_name, uid: None, .. } => ("+", "register", full_name.clone(), None),
            UserChange::Grant { profile, .. } => ("+", "grant", role(profile), Some(profile.clone())),
            UserChange::Revoke { profile, .. } => ("-", "revoke", role(profile), Some(profile.clone())),
            UserChange::Suspend { name, from } => ("-", "suspend", format!("{}, from {from} on", whose(name)), None),
            UserChange::Lift { name } => ("+", "lift", format!("{}, suspended no more", whose(name)), None),
        };
        let status = match changed.way {
            Way::Unchanged => "unchanged",
            Way::AtOnce | Way::SelfApproved if dry_run => "would-apply",
            Way::SecondUser if dry_run => "would-need-approval",
            Way::AtOnce => "applied",
            Way::SelfApproved => "self_approved",
            Way::SecondUser => "pending_approval",
        };
        let request = changed.request.clone().filter(|_| !dry_run);
        Self { sign, change, user: changed.change.name().to_owned(), what, profile, status, request }
    }

    fn value(&self) -> Value {
        json!({
            "change": self.change,
            "user": self.user,
            "role": self.profile.as_ref().map(|profile| &profile.role),
            "organisation": self.profile.as_ref().map(|profile| &profile.organisation),
            "what": self.what,
            "status": self.status,
            "request": self.request,
        })
    }

    fn words(&self) -> (Tone, String) {
        match (self.status, &self.request) {
            ("unchanged", _) => (Tone::Muted, "is so already".to_owned()),
            ("pending_approval", Some(request)) => (Tone::Warning, format!("waits for a second user: {request}")),
            ("would-need-approval", _) => (Tone::Warning, "would wait for a second user".to_owned()),
            ("self_approved", _) => (Tone::Warning, "done, self-approved".to_owned()),
            ("would-apply", _) => (Tone::Plain, "would be done".to_owned()),
            _ => (Tone::Good, "done".to_owned()),
        }
    }
}

impl Present for Changes {
    fn text(&self, sheet: &mut Sheet) {
        let columns = [
            Column::new("sign", ""),
            Column::new("user", "User"),
            Column::new("what", "What").flexible(),
            Column::new("status", "Status").flexible(),
        ];
        let mut table = Table::new(&columns);
        for row in &self.rows {
            let (tone, words) = row.words();
            table.push(vec![row.sign.into(), (&row.user).into(), (&row.what).into(), Cell::toned(tone, words)]);
        }
        sheet.table(&table, "Nothing to change.");
        sheet.blank();
        let waiting = self.total("pending_approval") + self.total("would-need-approval");
        let unchanged = self.total("unchanged");
        let changing = self.rows.len() - waiting - unchanged;
        let (done, waits) = if self.dry_run { ("to make", "would wait") } else { ("made", "waiting") };
        let total =
            format!("{} {done}, {waiting} {waits}, {unchanged} unchanged.", length(changing, "change", "changes"));
        sheet.paragraph(Tone::Muted, &total);
    }

    fn document(&self) -> Result<Value, OutputError> {
        let mut document = document("changes", &self.lines()?)?;
        if let Some(fields) = document.as_object_mut() {
            fields.insert("dry_run".to_owned(), self.dry_run.into());
        }
        Ok(document)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(self.rows.iter().map(Row::value).collect())
    }

    fn table(&self) -> Table {
        let columns = ["change", "user", "role", "organisation", "what", "status", "request"];
        let mut table = Table::new(&columns.map(|name| Column::new(name, name)));
        for row in &self.rows {
            let of = |read: fn(&RoleProfile) -> String| Cell::optional(row.profile.as_ref().map(read));
            table.push(vec![
                row.change.into(),
                (&row.user).into(),
                of(|profile| profile.role.0.clone()),
                of(|profile| profile.organisation.clone()),
                (&row.what).into(),
                row.status.into(),
                Cell::optional(row.request.as_ref()),
            ]);
        }
        table
    }
}
