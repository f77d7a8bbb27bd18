//! Unusual access: the looks of a time with what bears on each, out of the log and the record.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;
use serde::Serialize;

use super::audit_query::Hidden;
use super::patients::{self, StoredPatient};
use super::policies::Moment;
use super::times::{Times, micros};
use super::{SqliteStore, care, change, clusters};
use crate::access::unusual::{Look, Rule, Thresholds, is_explained, is_same_name, of_closeness, patterns};
use crate::access::{self, JobRole, Purpose, Relationship, RoleProfile, User};
use crate::audit::{Action, Agent, Event};
use crate::record::directory;
use crate::store::{PatientId, Scope, StoreError, Viewing};

/// The most looks of one report.
const MOST: usize = 1_000_000;

/// Which looks, and from when on a pattern is unusual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnusualLooks {
    /// The first instant.
    pub since: Timestamp,
    /// The first instant after.
    pub until: Timestamp,
    /// The thresholds.
    pub thresholds: Thresholds,
}

/// A look that met a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnusualHit {
    /// The number of its event.
    pub sequence: i64,
    /// When.
    pub happened: Timestamp,
    /// Who, as at the time.
    #[serde(flatten)]
    pub agent: Agent,
    /// What was done.
    pub action: Action,
    /// Whom, by the lowest of their numbers in the store.
    pub patient: PatientId,
    /// The rules that it met and that nothing explains.
    pub unexplained: Vec<Rule>,
    /// The rules that it met and that the relationship explains.
    pub explained: Vec<Rule>,
    /// What the record, or the user's claim, shows of care at that time.
    pub relationship: Option<Relationship>,
}

/// What the looks of a time show.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unusual {
    /// How many looks there were.
    pub looks: usize,
    /// Those that met a rule, oldest first.
    pub hits: Vec<UnusualHit>,
}

/// A look with what its event says beside it.
struct Seen {
    look: Look,
    agent: Agent,
    action: Action,
    person: Vec<PatientId>,
}

impl SqliteStore {
    /// The looks for direct care in a time that met a rule, each with what explains it. Looks at people
    /// of whom the reader may not know are left out.
    ///
    /// # Errors
    /// Where the view is over, there are more than a million looks, or the store cannot be read.
    pub fn unusual_looks(&self, viewing: &Viewing, wanted: &UnusualLooks) -> Result<Unusual, StoreError> {
        self.check(viewing, Scope::Audit)?;
        let seen = self.seen(viewing, wanted)?;
        let looks: Vec<Look> = seen.iter().map(|seen| seen.look.clone()).collect();
        let met = patterns(&looks, &wanted.thresholds);
        let (mut close, mut unusual) = (HashMap::new(), Unusual::default());
        for (seen, patterns) in seen.into_iter().zip(met) {
            if seen.look.happened < wanted.since {
                continue;
            }
            unusual.looks += 1;
            let user = self.user_of(&seen.agent)?;
            let pair = (seen.look.user.clone(), seen.look.person);
            if !close.contains_key(&pair) {
                let stored = patients::load(&self.connection, &seen.person, Times::NOW)?;
                close.insert(pair.clone(), self.close_rules(&user, &stored, seen.look.happened)?);
            }
            let mut rules = close.get(&pair).cloned().unwrap_or_default();
            rules.extend(patterns);
            if !rules.is_empty() {
                unusual.hits.push(self.explained(seen, &user, rules)?);
            }
        }
        Ok(unusual)
    }

    /// The looks of the time, and those before it that the patterns count.
    fn seen(&self, viewing: &Viewing, wanted: &UnusualLooks) -> Result<Vec<Seen>, StoreError> {
        let before = SignedDuration::from_hours(i64::from(wanted.thresholds.viewer_days) * 24);
        let first = wanted.since.checked_sub(before).unwrap_or(Timestamp::MIN);
        let sql = "SELECT sequence, body FROM audit_event
                   WHERE recorded >= ?1 AND recorded < ?2 AND action IN ('view', 'emergency-view') AND outcome = 0
                     AND body IS NOT NULL ORDER BY recorded, sequence";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![micros(first), micros(wanted.until)])?;
        let (mut hidden, mut seen) = (Hidden::of(self, viewing), Vec::new());
        while let Some(row) = rows.next()? {
            let event: Event = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
            let for_care = match event.purpose.as_deref() {
                Some(purpose) => purpose == Purpose::DirectCare.slug(),
                // Other systems do not always say.
                None => event.source.is_some(),
            };
            if !for_care || hidden.hides(&event)? {
                continue;
            }
            let person = self.person_looked_at(&event)?;
            let Some(lowest) = person.first() else { continue };
            if seen.len() == MOST {
                return Err(StoreError::Unfit(format!("there are more than {MOST} looks: name a shorter time")));
            }
            let (user, happened) = (event.agent.user.clone(), event.happened());
            let look = Look { sequence: row.get(0)?, happened, user, person: lowest.0 };
            seen.push(Seen { look, agent: event.agent, action: event.action, person });
        }
        Ok(seen)
    }

    /// The source patients of the person that an event is about, as they are one now.
    fn person_looked_at(&self, event: &Event) -> Result<Vec<PatientId>, StoreError> {
        if let Some(first) = event.patients.first() {
            return clusters::person_of(&self.connection, PatientId(*first));
        }
        let subjects = event.source.iter().flat_map(|source| &source.subjects);
        let numbers: Vec<_> = subjects.filter_map(|subject| subject.parse().ok()).collect();
        match change::all_bearers(&self.connection, &numbers)?.first() {
            Some(first) => clusters::person_of(&self.connection, PatientId(*first)),
            None => Ok(Vec::new()),
        }
    }

    /// The user of an event: as registered now, in the role acted in then.
    fn user_of(&self, agent: &Agent) -> Result<User, StoreError> {
        let known = self.user_where("name", &agent.user)?;
        let mut user = known.unwrap_or_else(|| User {
            name: agent.user.clone(),
            full_name: agent.full_name.clone(),
            ..User::default()
        });
        if let (Some(role), Some(organisation)) = (&agent.role, &agent.organisation) {
            user.roles = vec![RoleProfile { role: JobRole(role.clone()), organisation: organisation.clone() }];
        }
        Ok(user)
    }

    fn close_rules(&self, user: &User, stored: &[StoredPatient], at: Timestamp) -> Result<Vec<Rule>, StoreError> {
        let closeness = self.closeness(user, stored, Moment::now(at))?;
        let own = user.nhs_number.map(|number| self.known_as(number)).transpose()?.unwrap_or_default();
        let patients = |stored: &[StoredPatient]| stored.iter().map(|one| one.patient.clone()).collect::<Vec<_>>();
        let (own, theirs) = (patients(&own), patients(stored));
        let same = is_same_name(&own.iter().collect::<Vec<_>>(), &theirs.iter().collect::<Vec<_>>());
        Ok(of_closeness(closeness, same))
    }

    /// A hit with what the record shows of care at that time.
    fn explained(&self, seen: Seen, user: &User, rules: Vec<Rule>) -> Result<UnusualHit, StoreError> {
        let moment = Moment::now(seen.look.happened);
        let relationship = match self.policy(moment) {
            Some(policy) => {
                let stored = patients::load(&self.connection, &seen.person, Times::NOW)?;
                let facts = care::facts(&self.connection, &stored, Some(&user.name), &policy.settings, moment)?;
                let own = seen.agent.organisation.as_deref();
                let organisations: Vec<&str> = own.into_iter().collect();
                access::relationship(user, &organisations, &facts, directory(), &policy.settings, moment.now)
            }
            None => None,
        };
        let (explained, unexplained) = rules.into_iter().partition(|rule| is_explained(*rule, relationship.as_ref()));
        Ok(UnusualHit {
            sequence: seen.look.sequence,
            happened: seen.look.happened,
            agent: seen.agent,
            action: seen.action,
            patient: PatientId(seen.look.person),
            unexplained,
            explained,
            relationship,
        })
    }
}
