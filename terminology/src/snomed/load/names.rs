//! Numbers for the few SCTIDs and languages that rows of all files share.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::super::build::rows::Few;

/// What the threads that read files share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    few: Mutex<Few>,
    languages: Mutex<Vec<String>>,
}

impl Shared {
    pub(super) fn into_parts(self) -> (Few, Vec<String>) {
        let languages = self.languages.into_inner().unwrap_or_else(PoisonError::into_inner);
        (self.few.into_inner().unwrap_or_else(PoisonError::into_inner), languages)
    }

    pub(super) fn language(&self, language: &str) -> Option<u16> {
        let mut languages = whole(&self.languages);
        let at = languages.iter().position(|known| known == language).unwrap_or_else(|| {
            languages.push(language.to_owned());
            languages.len() - 1
        });
        u16::try_from(at).ok().filter(|at| *at < u16::MAX)
    }
}

fn whole<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The shared numbers, as one thread has come to know them.
pub(super) struct Names<'a> {
    shared: &'a Shared,
    known: HashMap<u64, u32>,
    last: (u64, u32),
    language: (String, u16),
}

impl<'a> Names<'a> {
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self { shared, known: HashMap::new(), last: (0, 0), language: (String::new(), u16::MAX) }
    }

    /// The number of an SCTID.
    pub(super) fn number(&mut self, sctid: u64) -> u32 {
        if self.last.0 != sctid {
            let shared = self.shared;
            let number = self.known.entry(sctid).or_insert_with(|| whole(&shared.few).number(sctid));
            self.last = (sctid, *number);
        }
        self.last.1
    }

    /// The number of a language; none when there are more than any release has.
    pub(super) fn language(&mut self, language: &str) -> Option<u16> {
        if self.language.1 == u16::MAX || self.language.0 != language {
            self.language = (language.to_owned(), self.shared.language(language)?);
        }
        Some(self.language.1)
    }
}
