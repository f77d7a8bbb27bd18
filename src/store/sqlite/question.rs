//! What is asked of the decision table: gathered from the store for one user and one person.

use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::MAIN_DB;

use super::patients::{self, StoredPatient};
use super::policies::Moment;
use super::times::Times;
use super::{SqliteStore, answers, care, clusters};
use crate::access::{self, AccessQuestion, CareFacts, ClosenessFacts, PersonFacts, Purpose, Reason, User};
use crate::consent::{Choices, Closeness, Decision, Explanation, PolicyInForce, StoreState};
use crate::record::{NhsNumber, directory, london};
use crate::store::{PatientId, StoreError};

/// A request as the store puts it together: everything but what the person chose.
pub(super) struct Prepared<'a> {
    pub(super) user: Option<&'a User>,
    pub(super) reason: &'a Reason,
    pub(super) person: PersonFacts,
    pub(super) policy: Option<Arc<PolicyInForce>>,
    pub(super) store: StoreState,
    pub(super) moment: Moment,
}

impl Prepared<'_> {
    pub(super) fn decide(&self, choices: &Choices) -> Decision {
        access::decide(&self.question(choices))
    }

    pub(super) fn explain(&self, choices: &Choices) -> Explanation {
        access::explain(&self.question(choices))
    }

    fn question<'b>(&'b self, choices: &'b Choices) -> AccessQuestion<'b> {
        AccessQuestion {
            user: self.user,
            reason: self.reason,
            site: directory(),
            choices,
            person: &self.person,
            policy: self.policy.as_deref(),
            store: self.store,
            now: self.moment.now,
        }
    }
}

impl SqliteStore {
    /// A request about nobody in particular.
    pub(super) fn prepared<'a>(&self, user: Option<&'a User>, reason: &'a Reason, moment: Moment) -> Prepared<'a> {
        let (policy, store) = (self.policy(moment), self.state());
        Prepared { user, reason, person: PersonFacts::default(), policy, store, moment }
    }

    /// A request about a person.
    pub(super) fn prepared_about<'a>(
        &self,
        user: Option<&'a User>,
        reason: &'a Reason,
        stored: &[StoredPatient],
        moment: Moment,
    ) -> Result<Prepared<'a>, StoreError> {
        let bare = self.prepared(user, reason, moment);
        let (Some(user), Some(policy)) = (user, &bare.policy) else { return Ok(bare) };
        if reason.purpose != Purpose::DirectCare {
            return Ok(bare);
        }
        let facts = care::facts(&self.connection, stored, Some(&user.name), &policy.settings, moment)?;
        let person = self.person_facts(user, (reason, &facts), stored, policy, moment)?;
        Ok(Prepared { person, ..bare })
    }

    /// What bears on the decision for one user, out of what the record says of who cares.
    pub(super) fn person_facts(
        &self,
        user: &User,
        (reason, facts): (&Reason, &CareFacts),
        stored: &[StoredPatient],
        policy: &PolicyInForce,
        moment: Moment,
    ) -> Result<PersonFacts, StoreError> {
        let site = directory();
        let organisations = access::organisations(user, reason.purpose, site, moment.now);
        let ids: Vec<PatientId> = stored.iter().map(|stored| stored.id).collect();
        Ok(PersonFacts {
            relationship: access::relationship(user, &organisations, facts, site, &policy.settings, moment.now),
            closeness: self.closeness(user, stored, moment)?,
            age: age(stored, moment.day()),
            answered: answers::last(&self.connection, &user.name, &ids, moment)?,
        })
    }

    /// Whether the store can be trusted to decide.
    fn state(&self) -> StoreState {
        let flagged = |flag: &str| {
            let sql = "SELECT count(*) FROM meta WHERE key = ?1";
            self.connection.query_row(sql, [flag], |row| row.get::<_, i64>(0))
        };
        match (self.connection.is_readonly(MAIN_DB), flagged("integrity-broken"), flagged("undecidable")) {
            (Ok(false), Ok(0), Ok(0)) => StoreState::Sound,
            (Ok(true), _, _) => StoreState::AuditNotWritable,
            (Ok(false), Ok(1..), _) => StoreState::IntegrityBroken,
            _ => StoreState::Failed,
        }
    }

    pub(super) fn closeness(
        &self,
        user: &User,
        stored: &[StoredPatient],
        moment: Moment,
    ) -> Result<Closeness, StoreError> {
        let person = numbers(stored);
        let mut facts = ClosenessFacts {
            user: user.nhs_number,
            colleagues: self.colleagues(user, &person, moment.day())?,
            person,
            ..ClosenessFacts::default()
        };
        if let Some(number) = user.nhs_number {
            facts.user_addresses = self.addresses(number)?;
            facts.person_addresses =
                stored.iter().flat_map(|stored| stored.patient.addresses.iter().take(1)).cloned().collect();
        }
        Ok(access::closeness(&facts))
    }

    /// Which of these numbers belong to others who work at an organisation of the user.
    fn colleagues(&self, user: &User, numbers: &[NhsNumber], day: Date) -> Result<Vec<NhsNumber>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT body FROM user WHERE nhs_number = ?1 AND name <> ?2")?;
        let mut found = Vec::new();
        for number in numbers {
            let bodies = statement.query_map((number.plain(), &user.name), |row| row.get::<_, String>(0))?;
            for body in bodies {
                let other: User = serde_json::from_str(&body?)?;
                let together = other.roles.iter().any(|theirs| {
                    let same =
                        |own: &access::RoleProfile| directory().same(&own.organisation, &theirs.organisation, day);
                    user.roles.iter().any(same)
                });
                found.extend(together.then_some(*number));
            }
        }
        Ok(found)
    }

    /// Where somebody of a number lives, as each source says now.
    fn addresses(&self, number: NhsNumber) -> Result<Vec<crate::record::Address>, StoreError> {
        let stored = self.known_as(number)?;
        Ok(stored.into_iter().filter_map(|stored| stored.patient.addresses.into_iter().next()).collect())
    }

    /// What each source says now of somebody of a number.
    pub(super) fn known_as(&self, number: NhsNumber) -> Result<Vec<StoredPatient>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT patient FROM identifier WHERE kind = 0 AND value = ?1 LIMIT 100")?;
        let ids = statement.query_map([number.plain()], |row| row.get(0).map(PatientId))?;
        let mut person: Vec<PatientId> = Vec::new();
        for id in ids {
            person.extend(clusters::person_of(&self.connection, id?)?);
        }
        person.sort_unstable();
        person.dedup();
        patients::load(&self.connection, &person, Times::NOW)
    }
}

/// The NHS numbers under which the sources know a person, fillers apart.
fn numbers(stored: &[StoredPatient]) -> Vec<NhsNumber> {
    let all = stored.iter().flat_map(|stored| &stored.patient.identifiers);
    let mut numbers: Vec<NhsNumber> =
        all.filter_map(crate::record::Identifier::nhs_number).filter(|number| !number.is_placeholder()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The age in whole years, the youngest that any source leaves possible.
fn age(stored: &[StoredPatient], day: Date) -> Option<u32> {
    let born = stored.iter().filter_map(|stored| stored.patient.birth_date).map(|birth| {
        // The last instant before the end of what may be meant.
        let last = birth.end().checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or_else(|_| birth.earliest());
        london().to_datetime(last.max(birth.earliest())).date()
    });
    let latest = born.max()?;
    let years = latest.until((jiff::Unit::Year, day)).ok()?.get_years();
    Some(u32::try_from(years).unwrap_or(0))
}
