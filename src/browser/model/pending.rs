//! Which answers are waited for.

use crate::browser::effect::Kind;

/// For each kind of question the generation that is waited for. An answer of any other generation
/// is stale.
#[derive(Default)]
pub(in crate::browser) struct Pending {
    last: u64,
    waiting: [Option<u64>; Kind::COUNT],
}

impl Pending {
    /// Begins a new generation of a kind.
    pub(in crate::browser) fn expect(&mut self, kind: Kind) -> u64 {
        self.last += 1;
        self.waiting[kind as usize] = Some(self.last);
        self.last
    }

    /// Takes note of an answer; false where it is stale.
    pub(in crate::browser) fn accept(&mut self, kind: Kind, id: u64) -> bool {
        let waiting = &mut self.waiting[kind as usize];
        let fresh = *waiting == Some(id);
        if fresh {
            *waiting = None;
        }
        fresh
    }

    /// Waits no more for a kind.
    pub(in crate::browser) fn forget(&mut self, kind: Kind) {
        self.waiting[kind as usize] = None;
    }

    /// Whether an answer of a kind is waited for.
    pub(in crate::browser) fn waits_for(&self, kind: Kind) -> bool {
        self.waiting[kind as usize].is_some()
    }

    /// What goes on, in words.
    pub(in crate::browser) fn doing(&self) -> Option<&'static str> {
        Kind::ALL.into_iter().find(|kind| self.waits_for(*kind)).map(Kind::doing)
    }
}
