//! What to know first of a record: what stands, and what came last.

use super::entries::EntryHead;
use crate::record::{Section, Standing, Subsection};

/// How many entries a part of the summary names; it tells how many there are.
const MOST: usize = 10;

/// A part of the summary: its heading, the entries that may be in it, and how many it names.
struct Part {
    title: &'static str,
    holds: fn(&EntryHead) -> bool,
    most: usize,
    /// Only what has begun: an appointment to come is no last contact.
    past: bool,
}

const fn part(title: &'static str, most: usize, holds: fn(&EntryHead) -> bool) -> Part {
    Part { title, holds, most, past: false }
}

/// The parts, after the summary of the GP Connect HTML views, then what other sources add.
const PARTS: [Part; 7] = [
    part("Alerts", MOST, |head| head.section == Section::Risks),
    part("Active problems", MOST, |head| {
        use Subsection::{Active, ActiveMajor, ActiveMinor};
        matches!(head.shelf.subsection, Some(ActiveMajor | Active | ActiveMinor))
    }),
    part("Past major problems", MOST, |head| head.shelf.subsection == Some(Subsection::InactiveMajor)),
    // Every one: an allergy that is not named may do harm.
    part("Current allergies", usize::MAX, |head| head.shelf.subsection == Some(Subsection::Current)),
    part("Current medicines", 2 * MOST, |head| {
        use Subsection::{Acute, CurrentMedicine, Repeat};
        matches!(head.shelf.subsection, Some(Repeat | CurrentMedicine | Acute))
    }),
    Part { title: "Last contacts", holds: |head| head.section == Section::Encounters, most: 3, past: true },
    Part { title: "111 and ambulance", holds: is_report, most: 2, past: true },
];

fn is_report(head: &EntryHead) -> bool {
    head.section == Section::Reports
}

/// The parts that have entries: heading, how many, and the places of those to name among heads that
/// are in order.
pub(super) fn parts(heads: &[EntryHead], now: i64) -> Vec<(&'static str, usize, Vec<usize>)> {
    let mut parts = Vec::new();
    for Part { title, holds, most, past } in PARTS {
        let counts = |head: &EntryHead| {
            // What came along only counts where nothing else would say it: an allergy is an allergy.
            let stands = match head.shelf.standing {
                Standing::Item => true,
                Standing::Related => head.section == Section::Allergies,
                Standing::Part | Standing::Notice => false,
            };
            stands && !head.is_over && holds(head) && (!past || head.time.is_none_or(|time| time <= now))
        };
        let mut places: Vec<usize> = (0..heads.len()).filter(|place| counts(&heads[*place])).collect();
        // On a timeline the parts of a section are mixed.
        places.sort_by_key(|place| heads[*place].shelf.subsection);
        if !places.is_empty() {
            parts.push((title, places.len(), places.into_iter().take(most).collect()));
        }
    }
    parts
}
