//! What the record says of who cares for a person, and what users claimed.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::entries::StoredBody;
use super::patients::StoredPatient;
use super::policies::Moment;
use super::times::{instant, micros};
use crate::access::{CareFacts, Claim, ClaimFact, EncounterFact, ReferralFact};
use crate::consent::Settings;
use crate::record::{Encounter, Resource, Section, ServiceRequest};
use crate::store::StoreError;

/// Gathers what bears on a relationship now: where the person is registered, what is or was of late,
/// and the claims of one user, or of all.
pub(super) fn facts(
    connection: &Connection,
    stored: &[StoredPatient],
    user: Option<&str>,
    settings: &Settings,
    moment: Moment,
) -> Result<CareFacts, StoreError> {
    let mut facts = CareFacts { died: died(stored), ..CareFacts::default() };
    for patient in stored {
        let practice = patient.patient.general_practice.as_ref().and_then(|practice| practice.code.clone());
        facts.practices.extend(practice);
        contacts(connection, patient, settings, moment, &mut facts)?;
        claims(connection, patient.id.0, user, moment, &mut facts.claims)?;
    }
    Ok(facts)
}

/// When the person died, by the earliest that any source says; where none says when, since the source
/// has told of it.
fn died(stored: &[StoredPatient]) -> Option<Timestamp> {
    let told = stored.iter().filter_map(|stored| {
        let dead = stored.patient.deceased == Some(true) || stored.patient.deceased_at.is_some();
        dead.then(|| stored.patient.deceased_at.map_or_else(|| instant(stored.recorded), |at| at.earliest()))
    });
    told.min()
}

/// Encounters that are open, booked, or ended not longer ago than any setting counts, and referrals.
fn contacts(
    connection: &Connection,
    patient: &StoredPatient,
    settings: &Settings,
    moment: Moment,
    facts: &mut CareFacts,
) -> Result<(), StoreError> {
    // What stands now has an index of its own; what stood then is searched for.
    let standing = match moment.known {
        None => "superseded IS NULL AND ?3 IS NOT NULL",
        Some(_) => "recorded <= ?3 AND (superseded IS NULL OR superseded > ?3)",
    };
    let sql = format!(
        "SELECT section, body FROM entry WHERE patient = ?1 AND section IN (9, 10) AND state = 0 AND {standing}
         AND (coalesce(until, time) IS NULL OR coalesce(until, time) >= ?2
              OR body ->> '$.resource.status' = 'in-progress')"
    );
    let days = i64::from(settings.recent_encounter_days.max(settings.referral_days));
    // The end of a day that is told without a time is up to a day after its beginning.
    let since = micros(moment.now).saturating_sub((days + 1).saturating_mul(86_400_000_000));
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![patient.id.0, since, moment.known()])?;
    while let Some(row) = rows.next()? {
        let body: StoredBody = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        match (Section::from_number(row.get(0)?), body.resource) {
            (Some(Section::Encounters), Resource::Encounter(encounter)) => {
                facts.encounters.push(encounter_fact(patient, encounter));
            }
            (Some(Section::Referrals), Resource::ServiceRequest(request)) => {
                facts.referrals.extend(referral_fact(patient, request));
            }
            _ => {}
        }
    }
    Ok(())
}

fn encounter_fact(patient: &StoredPatient, encounter: Encounter) -> EncounterFact {
    let places = encounter.locations.into_iter().flat_map(|spell| [spell.location.ward, spell.location.facility]);
    let teams = places.flatten().chain(encounter.attending).chain(encounter.specialty.and_then(|code| code.text));
    EncounterFact {
        organisation: patient.organisation.clone(),
        status: encounter.status,
        start: encounter.start.map(|start| start.earliest()),
        end: encounter.end.map(|end| end.end()),
        teams: teams.collect(),
    }
}

fn referral_fact(patient: &StoredPatient, request: ServiceRequest) -> Option<ReferralFact> {
    use crate::record::ServiceRequestStatus as Status;
    let stands = matches!(request.status, Status::Active | Status::Completed | Status::OnHold);
    stands.then(|| ReferralFact {
        organisation: patient.organisation.clone(),
        to: request.performer,
        on: request.authored.map(|authored| authored.earliest()),
    })
}

fn claims(
    connection: &Connection,
    patient: i64,
    user: Option<&str>,
    moment: Moment,
    claims: &mut Vec<ClaimFact>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT user, reason, claimed, until FROM claimed_relationship
         WHERE patient = ?1 AND (?2 IS NULL OR user = ?2) AND claimed <= ?3 AND until > ?4",
    )?;
    let mut rows = statement.query(params![patient, user, moment.known(), micros(moment.now)])?;
    while let Some(row) = rows.next()? {
        let reason: String = row.get(1)?;
        let claim = Claim::ALL.into_iter().find(|claim| claim.slug() == reason);
        let claim = claim.ok_or_else(|| StoreError::Damaged(format!("a claim for the unknown reason {reason:?}")))?;
        claims.push(ClaimFact { user: row.get(0)?, claim, claimed: instant(row.get(2)?), until: instant(row.get(3)?) });
    }
    Ok(())
}

/// Keeps a claim for its time, inside the transaction of the event that tells of it.
pub(super) fn keep_claim(
    connection: &Connection,
    (user, claim): (&str, Claim),
    patients: &[i64],
    settings: &Settings,
    (claimed, sequence): (Timestamp, i64),
) -> Result<(), StoreError> {
    let lasts = jiff::SignedDuration::from_hours(i64::from(settings.claimed_relationship_hours));
    let until = claimed.checked_add(lasts).unwrap_or(claimed);
    let mut statement = connection.prepare_cached(
        "INSERT INTO claimed_relationship (user, patient, reason, claimed, until, sequence)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for patient in patients {
        statement.execute(params![user, patient, claim.slug(), micros(claimed), micros(until), sequence])?;
    }
    Ok(())
}
