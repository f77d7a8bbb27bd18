//! `dcr user whoami`.

use clap::Args;
use dcr::access::{Activity, Registered, RoleProfile};
use dcr::output::{Cell, Column, OutputError, Sheet, Table, Tone};
use dcr::record::{directory, london};
use dcr::store::Store;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::can::{Answer, answers};
use crate::asking::{caller, open_store};
use crate::error::{CommandError, ErrorKind};
use crate::exit_code::ExitCode;
use crate::session::Session;
use crate::terminal::Present;

/// Show who you are in this store: your roles, what they let you do, and what your organisation may
#[derive(Debug, Args)]
pub(crate) struct WhoamiArgs {
    /// Also say which commands you may run, and why not the others
    #[arg(long)]
    can: bool,
}

/// Shows it.
pub(crate) fn run(session: &mut Session<'_>, args: &WhoamiArgs) -> Result<ExitCode, CommandError> {
    let mut store = open_store(session)?;
    let name = caller(session, &mut store)?.name;
    let gone = || CommandError::new(ErrorKind::Refused, "you are no longer a user of this store");
    let registered = store.registered_user(&name)?.ok_or_else(gone)?;
    let now = store.now();
    let shown = Whoami { can: args.can.then(|| answers(&registered.user, now)), registered, now };
    session.terminal.present(session.settings.output.value, &shown)?;
    Ok(ExitCode::Done)
}

struct Whoami {
    registered: Registered,
    can: Option<Vec<Answer>>,
    now: Timestamp,
}

impl Whoami {
    fn day(&self) -> Date {
        self.now.to_zoned(london().clone()).date()
    }

    fn profiles(&self) -> &[RoleProfile] {
        &self.registered.user.roles
    }

    fn role(&self, profile: &RoleProfile) -> Value {
        let activities: Vec<_> =
            activities(profile).map(|it| json!({"code": it.code(), "title": it.title()})).collect();
        let (site, code) = (directory(), &profile.organisation);
        json!({
            "role": profile.role,
            "title": profile.role.title(),
            "duty": profile.role.duty(),
            "organisation": code,
            "organisation_name": site.on(code, self.day()).map(|found| &found.name),
            "views": site.may_view(code, self.day()),
            "shares": site.find(code).is_some() && site.may_share(code, self.day()),
            "activities": activities,
        })
    }

    fn show_role(&self, sheet: &mut Sheet, profile: &RoleProfile) {
        let (site, code) = (directory(), &profile.organisation);
        let title = profile.role.title().unwrap_or("unknown here, so it grants nothing");
        sheet.heading(&format!("{} {title}", profile.role.0), &format!("at {code}"));
        let yes = |yes: bool| if yes { "yes" } else { "no" };
        let known = site.on(code, self.day());
        sheet.fields(&[
            ("Organisation", known.map_or("not known here", |found| found.name.as_str())),
            ("Views today", yes(site.may_view(code, self.day()))),
            ("Shares today", yes(known.is_some() && site.may_share(code, self.day()))),
        ]);
        let mut table = Table::new(&[Column::new("code", "Activity"), Column::new("title", "Lets you").flexible()]);
        for activity in activities(profile) {
            table.push(vec![activity.code().into(), activity.title().into()]);
        }
        sheet.blank();
        sheet.table(&table, "It grants nothing.");
    }
}

/// What a role grants, included activities counted.
fn activities(profile: &RoleProfile) -> impl Iterator<Item = Activity> {
    Activity::ALL.into_iter().filter(|activity| profile.role.may(*activity))
}

impl Present for Whoami {
    fn text(&self, sheet: &mut Sheet) {
        let user = &self.registered.user;
        sheet.heading(&user.full_name, &user.name);
        let suspended = self.registered.suspended_from.map(|day| format!("from {day} on")).unwrap_or_default();
        let account = user.uid.map(|uid| format!("operating-system user {uid}")).unwrap_or_default();
        sheet.fields(&[("Account", &account), ("Suspended", &suspended)]);
        if user.suspended {
            sheet.paragraph(Tone::Warning, "You are suspended: you may do nothing with this store.");
        } else if user.roles.is_empty() {
            sheet
                .paragraph(Tone::Warning, "You have no role yet: an administrator grants one, a second user approves.");
        }
        for profile in self.profiles() {
            self.show_role(sheet, profile);
        }
        if let Some(answers) = &self.can {
            sheet.heading("Commands", "a person's choices may still close a record");
            sheet.table(&can_table(answers), "");
        }
    }

    fn document(&self) -> Result<Value, OutputError> {
        let user = &self.registered.user;
        let mut document = dcr::output::document(
            "user",
            &json!({
                "name": user.name,
                "full_name": user.full_name,
                "uid": user.uid,
                "suspended": user.suspended,
                "suspended_from": self.registered.suspended_from,
                "roles": self.lines()?,
            }),
        )?;
        if let (Some(answers), Some(fields)) = (&self.can, document.as_object_mut()) {
            let can = |it: &Answer| json!({"command": it.command, "what": it.what, "may": it.why_not.is_none(), "why_not": it.why_not});
            fields.insert("can".to_owned(), answers.iter().map(can).collect());
        }
        Ok(document)
    }

    fn lines(&self) -> Result<Vec<Value>, OutputError> {
        Ok(self.profiles().iter().map(|profile| self.role(profile)).collect())
    }

    fn table(&self) -> Table {
        if let Some(answers) = &self.can {
            return can_table(answers);
        }
        let columns = ["role", "title", "organisation", "activity", "activity_title"];
        let mut table = Table::new(&columns.map(|name| Column::new(name, name)));
        for profile in self.profiles() {
            for activity in activities(profile) {
                table.push(vec![
                    (&profile.role.0).into(),
                    profile.role.title().unwrap_or_default().into(),
                    (&profile.organisation).into(),
                    activity.code().into(),
                    activity.title().into(),
                ]);
            }
        }
        table
    }
}

fn can_table(answers: &[Answer]) -> Table {
    let columns = [
        Column::new("command", "dcr"),
        Column::new("what", "To").flexible(),
        Column::new("may", "May you"),
        Column::new("why_not", "Why not").flexible(),
    ];
    let mut table = Table::new(&columns);
    for answer in answers {
        let may =
            if answer.why_not.is_none() { Cell::toned(Tone::Good, "yes") } else { Cell::toned(Tone::Muted, "no") };
        table.push(vec![answer.command.into(), answer.what.into(), may, Cell::optional(answer.why_not.as_ref())]);
    }
    table
}
