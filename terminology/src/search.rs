//! Finding codes by the words of their terms, in all systems at once.
//!
//! Owns the joining of the answers. How words are found is `words`'; what a text of a system stands
//! for is that system's.

use serde::Serialize;

use crate::ctv3::Status;
use crate::dmd;
use crate::lookup::System;
use crate::lookup::snomed::term;
use crate::snomed::SearchOptions;
use crate::terminology::{Ordinals, Terminology};
use crate::words::{Found, Instead, QueryError};

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// The beginnings of words, in any order.
    pub text: &'a str,
    /// The systems to look in.
    pub systems: &'a [System],
    /// The most of each system.
    pub limit: usize,
    /// Also what may no longer be used, and terms that are out of use.
    pub inactive: bool,
    /// Only these concepts of SNOMED CT, and no codes of another system.
    pub within: Option<&'a Ordinals>,
}

/// What was found in one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The system.
    pub system: System,
    /// The codes, the best first.
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
    /// What was taken for words that no term has; empty where the words are as they were typed.
    pub instead: Vec<Taken>,
}

/// A code that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The code.
    pub code: String,
    /// The term to show.
    pub term: String,
    /// The term that has the words, where it is another.
    pub matched: Option<String>,
    /// Whether it may be used.
    pub active: bool,
    /// The level of an entry of dm+d.
    pub level: Option<&'static str>,
}

/// A word that no term has, and what was taken for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Taken {
    /// As typed, folded.
    pub typed: String,
    /// As taken.
    pub taken: String,
}

impl Terminology {
    /// The best codes of each system that is asked and loaded.
    ///
    /// # Errors
    /// Where the text is longer than is searched.
    pub fn search(&self, query: &Query<'_>) -> Result<Vec<Answer>, QueryError> {
        let mut answers = Vec::new();
        for system in query.systems.iter().filter(|system| query.within.is_none() || **system == System::SnomedCt) {
            answers.extend(match system {
                System::SnomedCt => self.search_snomed(query)?,
                System::Dmd => self.search_dmd(query)?,
                System::ReadV2 => self.search_read_v2(query)?,
                System::Ctv3 => self.search_ctv3(query)?,
            });
        }
        Ok(answers)
    }

    fn search_snomed(&self, query: &Query<'_>) -> Result<Option<Answer>, QueryError> {
        let Some(open) = &self.snomed else { return Ok(None) };
        let snomed = &open.index;
        let options = SearchOptions { inactive: query.inactive, within: query.within };
        let found = snomed.search(query.text, query.limit, options)?;
        let hit = |hit: &crate::snomed::SearchHit<'_>| {
            let ordinal = hit.description.concept;
            let term = term(snomed, ordinal);
            let matched = (hit.description.term != term).then(|| hit.description.term.to_owned());
            let active = snomed.concept(ordinal).is_some_and(|concept| concept.version.active);
            Hit { code: snomed.sctid(ordinal).to_string(), term, matched, active, level: None }
        };
        let hits = found.hits.iter().map(hit).collect();
        Ok(Some(Answer { system: System::SnomedCt, hits, more: found.more, instead: taken(&found.instead) }))
    }

    fn search_dmd(&self, query: &Query<'_>) -> Result<Option<Answer>, QueryError> {
        let Some(open) = &self.dmd else { return Ok(None) };
        let hit = |entry: &dmd::Entry<'_>| Hit {
            code: entry.id().to_string(),
            term: entry.description().to_owned(),
            matched: None,
            active: !entry.is_invalid(),
            level: Some(entry.level().name()),
        };
        // What is invalid is passed over here, so more is asked for than is wanted.
        let mut ask = query.limit.saturating_add(1);
        loop {
            let found = match open.index.search(query.text, &[], ask) {
                Ok(found) => found,
                Err(dmd::SearchError::Query(error)) => return Err(error),
                Err(dmd::SearchError::Container(_)) => return Ok(None),
            };
            let wanted = found.entries.iter().filter(|entry| query.inactive || !entry.is_invalid());
            let mut hits: Vec<Hit> = wanted.map(hit).collect();
            if hits.len() <= query.limit && found.found.more {
                ask = ask.saturating_mul(2);
                continue;
            }
            let more = hits.len() > query.limit;
            hits.truncate(query.limit);
            return Ok(Some(Answer { system: System::Dmd, hits, more, instead: taken(&found.found.instead) }));
        }
    }

    fn search_read_v2(&self, query: &Query<'_>) -> Result<Option<Answer>, QueryError> {
        let Some(open) = &self.read_v2 else { return Ok(None) };
        let found = open.index.search(query.text, query.limit, |_| true)?;
        let hits = found.concepts.iter().map(|concept| Hit {
            code: concept.code().as_str().to_owned(),
            term: concept.preferred_term().to_owned(),
            matched: None,
            active: true,
            level: None,
        });
        Ok(Some(answer(System::ReadV2, hits.collect(), &found.found)))
    }

    fn search_ctv3(&self, query: &Query<'_>) -> Result<Option<Answer>, QueryError> {
        let Some(open) = &self.ctv3 else { return Ok(None) };
        let is_active = |concept: crate::ctv3::Concept<'_>| concept.status().is_none_or(Status::is_active);
        let found = open.index.search(query.text, query.limit, |concept| query.inactive || is_active(concept))?;
        let hits = found.concepts.iter().map(|concept| Hit {
            code: concept.code().as_str().to_owned(),
            term: concept.preferred_term().to_owned(),
            matched: None,
            active: is_active(*concept),
            level: None,
        });
        Ok(Some(answer(System::Ctv3, hits.collect(), &found.found)))
    }
}

fn answer(system: System, hits: Vec<Hit>, found: &Found) -> Answer {
    Answer { system, hits, more: found.more, instead: taken(&found.instead) }
}

fn taken(instead: &[Instead]) -> Vec<Taken> {
    instead.iter().map(|it| Taken { typed: it.typed.clone(), taken: it.taken.clone() }).collect()
}
