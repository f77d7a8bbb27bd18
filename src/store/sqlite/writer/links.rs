//! Links between source patients: made, undone, never erased.

use std::collections::BTreeSet;

use rusqlite::params;

use super::Writer;
use crate::record::MessageId;
use crate::store::sqlite::clusters;
use crate::store::{PatientId, StoreError};

/// A link that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredLink {
    /// Its number.
    pub(crate) id: i64,
    /// The patient at its other end.
    pub(crate) other: PatientId,
    /// Its kind.
    pub(crate) kind: String,
}

impl Writer<'_> {
    /// The links of a patient that stand, do-not-links among them.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn links(&self, patient: PatientId) -> Result<Vec<StoredLink>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT id, second, kind FROM link WHERE first = ?1 AND undone IS NULL
             UNION ALL SELECT id, first, kind FROM link WHERE second = ?1 AND undone IS NULL",
        )?;
        let rows = statement.query_map([patient.0], |row| {
            Ok(StoredLink { id: row.get(0)?, other: PatientId(row.get(1)?), kind: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Makes a link and joins both people.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn link(
        &self,
        first: PatientId,
        second: PatientId,
        kind: &str,
        evidence: &str,
        message: Option<MessageId>,
    ) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO link (first, second, kind, evidence, message, recorded) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![first.0, second.0, kind, evidence, message.map(|id| id.0), self.now()])?;
        self.regroup(first)?;
        if kind == clusters::DO_NOT_LINK {
            self.regroup(second)?;
        }
        Ok(())
    }

    /// Undoes a link; each side is again what its other links make it.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn undo_link(&self, link: i64, first: PatientId, second: PatientId) -> Result<(), StoreError> {
        self.transaction.prepare_cached("UPDATE link SET undone = ?2 WHERE id = ?1")?.execute((link, self.now()))?;
        self.regroup(first)?;
        self.regroup(second)
    }

    /// Takes back that a source retired one of two numbers in favour of the other.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn no_longer_merged(&self, left: PatientId, right: PatientId) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "UPDATE patient SET merged_into = NULL
                 WHERE (id = ?1 AND merged_into = ?2) OR (id = ?2 AND merged_into = ?1)",
            )?
            .execute((left.0, right.0))?;
        Ok(())
    }

    /// Writes the person of everybody linked to this patient now.
    fn regroup(&self, patient: PatientId) -> Result<(), StoreError> {
        let group = clusters::linked(&self.transaction, patient.0, None)?;
        let person = group.first().copied().unwrap_or(patient.0);
        let mut statement =
            self.transaction.prepare_cached("UPDATE patient SET person = ?2 WHERE id = ?1 AND person <> ?2")?;
        for member in group {
            statement.execute((member, person))?;
        }
        Ok(())
    }

    /// The patients linked to this one, itself among them.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn person_of(&self, patient: PatientId) -> Result<Vec<PatientId>, StoreError> {
        clusters::person_of(&self.transaction, patient)
    }

    /// The other patients of the same feed that are one person with this one, by whatever evidence.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn same_in_feed(&self, patient: PatientId) -> Result<Vec<PatientId>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT other.id FROM patient AS own JOIN patient AS other ON other.person = own.person AND other.feed = own.feed
             WHERE own.id = ?1 AND other.id <> own.id ORDER BY other.id",
        )?;
        let rows = statement.query_map([patient.0], |row| Ok(PatientId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The other patients of the same feed that merges made one with this one. A merge that another
    /// feed of the same numbers sent counts too: a laboratory follows the hospital's numbers.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn merged_with(&self, patient: PatientId) -> Result<Vec<PatientId>, StoreError> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT id, feed, source, merged_into FROM patient WHERE person = (SELECT person FROM patient WHERE id = ?1) ORDER BY id",
        )?;
        let rows = statement.query_map([patient.0], |row| {
            Ok(Member { id: row.get(0)?, feed: row.get(1)?, source: row.get(2)?, merged_into: row.get(3)? })
        })?;
        let members: Vec<Member> = rows.collect::<Result<_, _>>()?;
        let Some(start) = members.iter().find(|member| member.id == patient.0) else { return Ok(Vec::new()) };
        if members.iter().all(|member| member.merged_into.is_none()) {
            return Ok(Vec::new());
        }
        let (mut found, mut open) = (BTreeSet::from([start.id]), vec![start]);
        while let Some(at) = open.pop() {
            open.extend(members.iter().filter(|member| at.is_one_with(member) && found.insert(member.id)));
        }
        let same = members.iter().filter(|member| member.feed == start.feed && member.id != start.id);
        Ok(same.filter(|member| found.contains(&member.id)).map(|member| PatientId(member.id)).collect())
    }
}

/// A source patient among those of its person.
struct Member {
    id: i64,
    feed: i64,
    source: String,
    merged_into: Option<i64>,
}

impl Member {
    /// Whether a merge joins the two, or they bear one number.
    fn is_one_with(&self, other: &Self) -> bool {
        let number = |member: &Self| member.source.split_once('|').map(|(_, number)| number.to_owned());
        self.merged_into == Some(other.id) || other.merged_into == Some(self.id) || number(self) == number(other)
    }
}
